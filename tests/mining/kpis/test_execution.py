"""Execution against strategy, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mining.kpis.execution import NO_SPOT, execution_figures
from mining.kpis.figure import EARLIEST, LATEST, Figure
from mining.kpis.touches import touches
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.event_log import EventLog
from models.strategy import FitRule, SweetSpot
from tests.builders import DAY, START
from tests.mining.kpis.logs import analysed, deals, everything, times

SPOT = SweetSpot((FitRule("industry", ("SaaS",)),))


def figures(log: EventLog, spot: SweetSpot | None = None) -> dict[str, Figure]:
    whole, analysis = analysed(log)
    return {one.key: one for one in execution_figures(whole, analysis, spot, everything(whole))}


def whole(figure: Figure) -> tuple[float | None, int]:
    found = figure.between(EARLIEST, LATEST, False)
    return (None if found.value is None else pytest.approx(found.value)), found.n


def industries(*names: str) -> dict[str, Categorical]:
    return {"Industry": Categorical.of(names)}


def test_that_deals_and_effort_outside_the_sweet_spot_are_counted() -> None:
    inside, outside = (
        "0 Qualify | 1 ~Call",
        "0 Qualify | 1 ~Email (out) | 2 ~Email (out) | 3 ~Email (out) | 4 ~Email (in)",
    )
    log = deals(*times(20, [inside, outside]), extra=industries(*["SaaS", "Retail"] * 10))
    found = figures(log, SPOT)
    assert whole(found["outside"]) == (0.5, 20)
    assert whole(found["outside_effort"]) == (30 / 40, 20)  # what the buyer wrote is no effort of a seller


def test_that_deals_of_unknown_fit_are_left_out() -> None:
    log = deals(*["0 Qualify | 1 ~Call"] * 24, extra=industries(*["SaaS"] * 9, *["Retail"] * 3, *[""] * 12))
    found = figures(log, SPOT)
    assert whole(found["outside"]) == (0.25, 12)
    assert whole(found["outside_effort"]) == (0.25, 12)


def test_that_without_a_sweet_spot_the_figures_say_how_to_write_one() -> None:
    log = deals(*["0 Qualify | 1 ~Call"] * 12)
    found = figures(log)
    assert found["outside"].why_none == found["outside_effort"].why_none == NO_SPOT
    named_nowhere = figures(log, SweetSpot((FitRule("planet", ("Mars",)),)))
    assert "any field" in named_nowhere["outside"].why_none


def test_that_stages_left_without_their_evidence_are_counted_when_they_are_left() -> None:
    proven, unproven = "0 Qualify | 1 ~Call: pain | 2 Proposal", "0 Qualify | 1 ~Call: hello | 2 Proposal"
    open_still = "0 Qualify | 1 ~Call: hello"
    log = deals(*times(36, [proven, proven, unproven, open_still]))
    figure = figures(log)["unqualified"]
    assert whole(figure) == (9 / 27, 27)
    assert figure.time.min() == START + 2 * DAY


def test_that_effort_counts_as_failing_from_the_exit_until_the_evidence_is_there() -> None:
    late = "0 Qualify | 1 ~Call: hello | 2 Proposal | 3 ~Call: hello | 4 ~Call: pain | 5 ~Call: hello"
    log = deals(*[late] * 12)
    assert whole(figures(log)["failing_effort"]) == (1 / 4, 12)  # only the call of day 3


def test_that_a_meeting_is_prepared_by_what_comes_before_it() -> None:
    ready = "0 Qualify | 1 ~Note | 2 ~Meeting"
    by_words = "0 Qualify | 1 ~Email (out): Agenda for Tuesday | 2 ~Meeting"
    late = "0 Qualify | 2 ~Meeting | 3 ~Note"
    never = "0 Qualify | 2 ~Call: research done | 3 ~Meeting: preparation"
    log = deals(*times(40, [ready, by_words, late, never]))
    assert whole(figures(log)["unprepared"]) == (0.25, 40)


def test_that_nothing_is_said_of_preparation_where_none_is_ever_recorded() -> None:
    assert "no notes" in figures(deals(*["0 Qualify | 1 ~Meeting"] * 12))["unprepared"].why_none
    assert "no meetings" in figures(deals(*["0 Qualify | 1 ~Note"] * 12))["unprepared"].why_none


def test_that_fitness_is_that_of_the_deals_that_ended() -> None:
    good = "0 Qualify | 1 ~Call: pain | 2 Proposal | 3 Won"
    skips = "0 Qualify | 1 ~Call: pain | 3 Won"
    still = "0 Qualify"
    log = deals(*times(36, [good, skips, still]))
    figure = figures(log)["fitness"]
    _, analysis = analysed(log)
    found = analysis.conformance
    assert found is not None
    ended = np.flatnonzero(log.cases.closed != NO_TIME)
    cost, worst = found.counted_cost[ended].sum(), found.worst_cost[ended].sum()
    assert cost > 0
    assert figure.part(EARLIEST, LATEST).size == 24
    assert figure.tell(figure.part(EARLIEST, LATEST), 0, 0).value == pytest.approx(1 - cost / worst)


def test_that_a_log_of_stages_alone_says_what_is_missing() -> None:
    log = deals(*["0 Qualify | 1 Proposal"] * 12, extra=industries(*["SaaS"] * 12))
    found = figures(log, SPOT)
    assert "no activities" in found["outside_effort"].why_none
    assert "evidence" in found["unqualified"].why_none
    assert whole(found["outside"])[1] == 12


def test_that_touches_tell_sellers_buyers_meetings_and_preparation_apart() -> None:
    log = deals(
        "0 Qualify | 1 ~Call (out) | 2 ~Call (in) | 3 !Price request | 4 ~Meeting | 5 ~Note | 6 ^Lead created"
    )
    found = touches(log)
    assert found.effort.tolist() == [True, False, False, True, True]
    assert found.buyer.tolist() == [False, True, True, True, False]
    assert found.meeting.tolist() == [False, False, False, True, False]
    assert found.preparation.tolist() == [False, False, False, False, True]


def test_that_an_empty_log_has_figures_without_values() -> None:
    log = deals()
    for figure in figures(log, SPOT).values():
        assert figure.why_none or figure.between(EARLIEST, LATEST, False).value is None
