"""When deals wait and move, worked out by hand."""

import numpy as np
import pytest

from mining.discovery.process_map import process_map
from mining.replay.tracks import tracks
from models.case_table import NO_TIME
from models.event_log import EventLog
from models.replay import Tracks
from tests.builders import DAY, START, a_log


def _tracks(log: EventLog, common_start: bool = False, mask: np.ndarray | None = None) -> Tracks:
    chosen = np.ones(log.n_cases, dtype=bool) if mask is None else mask
    return tracks(log, process_map(log, None, chosen), chosen, common_start)


def _steps(log: EventLog, found: Tracks) -> list[tuple[str, str, float, float]]:
    """Source, target, and the days from the start at which each step is left for and arrived at."""
    edges = process_map(log, None, np.ones(log.n_cases, dtype=bool)).edges
    return [
        (edges[edge].source, edges[edge].target, leaves / DAY, arrives / DAY)
        for edge, leaves, arrives in zip(
            found.edge.tolist(),
            (found.leaves - START).tolist(),
            (found.arrives - START).tolist(),
            strict=True,
        )
    ]


def test_that_a_deal_waits_and_arrives_exactly_when_it_did() -> None:
    log = a_log("Qualify > Demo > Won")
    found = _tracks(log)
    travel = 0.02  # one percent of two days
    assert found.travel == round(travel * DAY)
    assert _steps(log, found) == [
        ("start", "stage:Qualify", -travel, 0.0),
        ("stage:Qualify", "stage:Demo", 1 - travel, 1.0),
        ("stage:Demo", "stage:Won", 2 - travel, 2.0),
        ("stage:Won", "end", 2.0, 2 + travel),
    ]
    assert (found.begin, found.end) == (START - found.travel, START + 2 * DAY + found.travel)
    assert ((found.enters - START) / DAY).tolist() == [0, 1, 2]
    assert ((found.exits - START) / DAY).tolist() == [1, 2, 2]


def test_that_an_open_deal_waits_until_the_log_ends() -> None:
    log = a_log("Qualify > Demo", "Qualify > Demo > Proposal > Won")
    found = _tracks(log)
    assert found.open_at_end.tolist() == [True, False]
    assert ((found.ends - START) / DAY).tolist() == [3, 3]
    assert ("stage:Demo", "end") not in {step[:2] for step in _steps(log, found)}
    assert ((found.exits[:2] - START) / DAY).tolist() == [1, 3]


def test_that_a_deal_that_was_closed_later_stays_until_then() -> None:
    log = a_log("Qualify > Lost", "Qualify > Won", closed=np.array([START + 5 * DAY, NO_TIME]))
    found = _tracks(log)
    assert ((found.ends - START) / DAY).tolist() == [5, 1]


def test_that_with_a_common_start_every_deal_begins_at_zero() -> None:
    log = a_log("Qualify > Won", "Qualify > Demo")
    shifted = log.timestamp.copy()
    shifted[2:] += 10 * DAY
    later = EventLog(log.activity, shifted, log.resource, log.kind, log.case_start, log.cases)
    found = _tracks(later, common_start=True)
    assert found.begins.tolist() == [0, 0]
    assert found.ends.tolist() == [DAY, DAY]
    assert found.begin == -found.travel


def test_that_only_the_chosen_deals_are_played() -> None:
    log = a_log("Qualify > Won", "Demo > Lost")
    found = _tracks(log, mask=np.array([False, True]))
    assert set(found.step_case.tolist()) == set(found.stay_case.tolist()) == {1}
    assert found.deals == 1


def test_that_deals_without_events_and_empty_choices_are_fine() -> None:
    log = a_log("", "Qualify > Won")
    assert _tracks(log).deals == 1
    nothing = _tracks(log, mask=np.array([True, False]))
    assert (nothing.deals, len(nothing.edge), nothing.begin, nothing.end) == (0, 0, 0, 0)


def test_that_a_map_of_other_deals_is_refused() -> None:
    log = a_log("Qualify > Won", "Demo > Lost")
    other = np.array([True, False])
    with pytest.raises(KeyError, match="not on the map"):
        tracks(log, process_map(log, None, other), ~other, False)
