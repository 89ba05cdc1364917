"""What each two-sided deviation is about, and how far buyer and seller are apart, counted by hand."""

import numpy as np
import pytest

from mining.journey.lacking import TWO_SIDED, lacking
from mining.journey.step_matrix import step_matrix
from mining.journey.tracks import tracks
from models.deviation import DeviationKey, DeviationType
from tests.builders import a_log_with_activities
from tests.mining.journey.processes import a_process, analysed
from tests.mining.journey.test_two_sided import WITH_EXITS


def the_log():
    return a_log_with_activities(
        "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal",
        "0 Qualify | 2 Discovery | 4 Proposal | 5 ~Call: pain | 6 ~Meeting",
        "0 Qualify | 1 ~Call: pain | 4 Proposal | 8 ~Meeting",
        "0 Qualify | 1 ~Call: pain | 2 !Price request | 9 Proposal",
        "0 Qualify | 4 Proposal",
    )


def parts(kind, stage, flow=None):
    process = a_process(flow=flow) if flow else a_process()
    found = analysed(the_log(), process)
    key = DeviationKey(kind, stage)
    return {
        part.name: [f"D{case + 1}" for case in np.flatnonzero(part.cases)]
        for part in lacking(found.log, found.buyer, process, key)
    }


def test_that_every_step_that_was_not_done_is_named_with_its_deals():
    assert parts(DeviationType.BUYER_NOT_THERE_YET, "Proposal") == {
        "Problem": ["D2", "D5"],
        "Exploration": ["D2", "D3", "D5"],
    }


def test_that_the_step_that_the_buyer_had_done_already_is_named():
    assert parts(DeviationType.BUYER_AHEAD, "Qualify") == {"Selection": ["D4"]}


def test_that_every_signal_that_was_not_seen_is_named():
    assert parts(DeviationType.MISSING_EVIDENCE, "Qualify", WITH_EXITS) == {"pain": ["D2", "D5"]}


@pytest.mark.parametrize("kind", TWO_SIDED)
def test_that_the_parts_together_are_the_whole(kind):
    process = a_process(flow=WITH_EXITS)
    found = analysed(the_log(), process)
    wholes = [deviation for deviation in found.conformance.deviations if deviation.key.type is kind]
    assert wholes
    for whole in wholes:
        found_parts = lacking(found.log, found.buyer, process, whole.key)
        together = np.logical_or.reduce([part.cases for part in found_parts])
        assert np.flatnonzero(together).tolist() == whole.cases.tolist()


def test_that_other_deviations_are_about_no_buyer():
    assert parts(DeviationType.SKIPPED, "Discovery") == {}


def test_that_the_tracks_say_how_far_buyer_and_seller_are_apart():
    found = analysed(the_log(), a_process())
    by_stage = {track.stage: track for track in tracks(found.log, found.buyer, np.ones(5, dtype=bool))}
    proposal = by_stage["Proposal"]
    assert proposal.steps == ("Problem", "Exploration")
    assert (proposal.entered, proposal.before, proposal.after, proposal.never) == (5, 2, 2, 1)
    # ready against entered: D1 3 and 4, D2 6 and 4, D3 8 and 4, D4 at its price request 2 and 9
    assert proposal.days == pytest.approx(np.quantile([-1.0, 2.0, 4.0, -7.0], (0.1, 0.25, 0.5, 0.75, 0.9)))
    assert "Qualify" not in by_stage


def test_that_the_tracks_count_only_the_chosen_deals():
    found = analysed(the_log(), a_process())
    chosen = np.array([False, False, False, False, True])
    proposal = next(track for track in tracks(found.log, found.buyer, chosen) if track.stage == "Proposal")
    assert (proposal.entered, proposal.before, proposal.after, proposal.never) == (1, 0, 0, 1)
    assert proposal.days is None


def test_that_the_tracks_agree_with_the_deviations():
    found = analysed(the_log(), a_process())
    by_stage = {track.stage: track for track in tracks(found.log, found.buyer, np.ones(5, dtype=bool))}
    whole = found.conformance.deviation(DeviationKey(DeviationType.BUYER_NOT_THERE_YET, "Proposal"))
    assert by_stage["Proposal"].after + by_stage["Proposal"].never == len(whole.cases)
    assert by_stage["Proposal"].entered == len(whole.eligible)


def test_that_the_matrix_counts_what_was_done_when_a_stage_began():
    found = analysed(the_log(), a_process())
    matrix = step_matrix(found.buyer, np.ones(5, dtype=bool))
    assert matrix.steps == ("Problem", "Exploration", "Selection")
    assert [(row.stage, row.entered, row.done, sorted(row.presumed)) for row in matrix.rows] == [
        ("Qualify", 5, (0, 0, 0), []),
        ("Discovery", 2, (1, 0, 0), [0]),
        ("Proposal", 5, (3, 1, 1), [0, 1]),
    ]


def test_that_a_stage_that_nobody_entered_has_no_row():
    found = analysed(the_log(), a_process())
    chosen = np.array([False, False, True, False, False])
    assert [row.stage for row in step_matrix(found.buyer, chosen).rows] == ["Qualify", "Proposal"]
