"""The seller's place beside the buyer's, in jobs of the buyer."""

from __future__ import annotations

import pytest

from mining.kpis.figure import EARLIEST, LATEST
from mining.kpis.two_tracks import AHEAD, BUYER, GAP, SELLER, job_places, track_figures, two_tracks
from tests.mining.kpis.logs import analysed, deals, everything, times

IN_STEP = "0 Qualify | 1 ~Call: pain | 2 Proposal | 3 !Price request | 4 Won"
AHEAD_OF_BUYER = "0 Qualify | 2 Proposal | 3 ~Call: pain | 4 Lost"
BEHIND = "0 Qualify | 1 ~Call: pain | 2 !Price request | 3 Proposal"


def test_that_places_count_jobs_in_a_row() -> None:
    log, analysis = analysed(deals(IN_STEP))
    assert analysis.buyer is not None
    assert job_places(analysis.buyer) == {"problem": 0, "selection": 1}
    found = two_tracks(analysis.buyer, everything(log))
    assert found.seller.tolist() == [0, 1, 2]  # Qualify, Proposal, won
    assert found.buyer.tolist() == [0, 1, 2]


def test_that_the_gap_is_the_sellers_place_less_the_buyers() -> None:
    log, analysis = analysed(deals(IN_STEP, AHEAD_OF_BUYER, BEHIND))
    assert analysis.buyer is not None
    found = two_tracks(analysis.buyer, everything(log))
    at_proposal = found.seller == 1
    gaps = {
        int(c): g
        for c, g in zip(found.case[at_proposal], (found.seller - found.buyer)[at_proposal], strict=True)
    }
    assert gaps == {0: 0.0, 1: 1.0, 2: -1.0}


def test_that_shares_and_means_are_over_stages_entered() -> None:
    log, analysis = analysed(deals(*times(30, [IN_STEP, AHEAD_OF_BUYER, BEHIND])))
    found = {one.key: one for one in track_figures(analysis.buyer, everything(log), EARLIEST)}
    told = {key: one.between(EARLIEST, LATEST, False).value for key, one in found.items()}
    assert told[AHEAD] == pytest.approx(10 / 70)
    assert told[GAP] == pytest.approx(0.0)
    assert told[SELLER] == pytest.approx((30 * 1 + 10 * 2) / 70)
    assert told[BUYER] == pytest.approx((10 * 1 + 10 * 2 + 10 * 2) / 70)


def test_that_a_process_without_a_buyer_says_so() -> None:
    figures = list(track_figures(None, everything(deals(IN_STEP)), EARLIEST))
    assert len(figures) == 4
    assert all("no buyer" in one.why_none for one in figures)
