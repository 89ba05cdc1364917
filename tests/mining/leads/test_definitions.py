"""Joint definitions: distances by hand and against scipy, planted readings found, nothing found where nothing is."""

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from mining.leads.definitions import distance, distinct_rows, readings_of
from mining.leads.look import lead_handovers, look_at
from mining.leads.meaning import traits_of
from mining.leads.wording import differs, reading_words
from models.case_table import CaseTable
from models.categorical import Categorical
from models.event_log import EventKind, EventLog
from tests.mining.leads.lead_logs import PROCESS, a_lead_log


def test_that_the_distance_is_0_for_the_same_and_1_for_nothing_in_common() -> None:
    assert distance(np.array([2.0, 4.0]), np.array([1.0, 2.0])) == pytest.approx(0.0)
    assert distance(np.array([5.0, 0.0]), np.array([0.0, 3.0])) == pytest.approx(1.0)
    assert distance(np.array([0.0, 0.0]), np.array([0.0, 3.0])) == 0.0


def test_that_the_distance_is_that_of_scipy() -> None:
    rng = np.random.default_rng(7)
    one, other = rng.integers(0, 9, 6).astype(float), rng.integers(1, 9, 6).astype(float)
    assert distance(one, other) == pytest.approx(jensenshannon(one, other, base=2))


def a_log(evidence: list[list[str]], teams: list[str]) -> EventLog:
    """Deals that are in Qualify, show this evidence there, and go on to Demo, where they show an e-mail."""
    labels, kinds, counts = [], [], []
    for kind_of in evidence:
        labels += ["Qualify", *kind_of, "Demo", "Email"]
        kinds += [EventKind.STAGE, *[EventKind.ACTIVITY] * len(kind_of), EventKind.STAGE, EventKind.ACTIVITY]
        counts.append(len(kind_of) + 3)
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    cases = CaseTable.bare(tuple(map(str, range(len(evidence)))), team=Categorical.of(teams))
    return EventLog(
        activity=Categorical.of(labels),
        timestamp=np.arange(len(labels), dtype=np.int64) * 1_000_000,
        resource=Categorical.empty(len(labels)),
        kind=np.array(kinds, dtype=np.int8),
        case_start=start,
        cases=cases,
    )


def test_that_a_team_that_records_other_things_at_a_stage_is_found_there_and_nowhere_else() -> None:
    evidence = [["Call"]] * 40 + [["Meeting"]] * 35 + [["Call"]] * 5
    log = a_log(evidence, ["East"] * 40 + ["West"] * 40)
    found = readings_of(log, ["Qualify", "Demo"], (), np.ones(80, dtype=bool))
    east, west = found.at(0, 0), found.at(0, 1)
    assert differs(east)
    assert differs(west)
    assert (west.n, west.others) == (40, 40)
    assert (west.evidence, west.share, west.share_others) in (
        ("Meeting", 35 / 40, 0.0),
        ("Call", 5 / 40, 1.0),
    )
    assert west.p == pytest.approx(1 / 1000)
    assert "West records other evidence at Qualify than other teams" in reading_words(west)
    demo = found.at(1, 1)
    assert demo.distance == pytest.approx(0.0)
    assert not differs(demo)
    assert "about the same at Demo as other teams" in reading_words(demo)


def test_that_chance_alone_is_not_called_a_difference() -> None:
    rng = np.random.default_rng(3)
    evidence = [["Call"] if chance < 0.5 else ["Call", "Meeting"] for chance in rng.random(400)]
    log = a_log(evidence, [("East", "West", "North", "South")[i % 4] for i in range(400)])
    found = readings_of(log, ["Qualify"], (), np.ones(400, dtype=bool))
    assert not any(map(differs, found.cells))


def test_that_too_few_deals_and_one_team_say_so() -> None:
    log = a_log([["Call"]] * 12, ["East"] * 9 + ["West"] * 3)
    for cell in readings_of(log, ["Qualify"], (), np.ones(12, dtype=bool)).cells:
        assert cell.distance is None
        assert "Fewer than 10 deals" in cell.why_none
        assert "cannot tell" in reading_words(cell)
    alone = a_log([["Call"]] * 20, ["East"] * 20)
    (cell,) = readings_of(alone, ["Qualify"], (), np.ones(20, dtype=bool)).cells
    assert cell.why_none == "Fewer than 10 deals of other teams have any evidence here."


def test_that_no_teams_and_no_evidence_give_no_cells_and_no_error() -> None:
    log = a_lead_log("New@0")
    assert readings_of(log, ["New"], (), np.ones(log.n_cases, dtype=bool)).cells == ()


def test_that_what_accepted_leads_have_in_common_is_found_with_its_interval() -> None:
    log = a_lead_log(
        *["MQL@0 Accepted@5:Ann"] * 30, *["MQL@0 Rejected@5:Ann"] * 30,
        sources=["Web"] * 27 + ["Fair"] * 3 + ["Web"] * 5 + ["Fair"] * 25,
        Employees=[str(100 + i) for i in range(30)] + [str(3 + i % 6) for i in range(30)],
    )  # fmt: skip
    look = look_at(log, lead_handovers(log, PROCESS)[0], PROCESS, None)
    traits = {(one.field, one.value): one for one in traits_of(look, np.ones(log.n_cases, dtype=bool))}
    small = traits["Employees", "0–9"]
    assert (small.accepted.hits, small.accepted.of, small.others.hits, small.others.of) == (0, 30, 30, 30)
    assert small.difference == -1.0
    assert -1.0 <= small.low < small.high < 0
    web = traits["Source", "Web"]
    assert web.difference == pytest.approx(27 / 32 - 3 / 28)
    assert web.q < 0.001


@pytest.mark.parametrize("columns", [1, 7, 9, 64, 70])
def test_that_rows_of_flags_are_told_apart_in_the_order_of_numpy(columns: int) -> None:
    flags = np.random.default_rng(columns).random((300, columns)) < 0.05
    for some in (flags, flags[:0]):
        rows, counts = distinct_rows(some)
        expected, times = np.unique(some, axis=0, return_counts=True)
        assert np.array_equal(rows, expected)
        assert np.array_equal(counts, times)
