"""Who moves and who waits at a moment: by hand, and against a walk over every deal."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.discovery.process_map import process_map
from mining.replay import playback as playing
from mining.replay.groups import OTHERS, by_column, by_outcome
from mining.replay.playback import Playback
from mining.replay.tracks import tracks
from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.process_map import ProcessMap
from tests.builders import DAY, START, a_log


def _everybody(log: EventLog) -> np.ndarray:
    return np.ones(log.n_cases, dtype=bool)


def _playback(log: EventLog, common_start: bool = False) -> tuple[Playback, ProcessMap]:
    shown = process_map(log, None, _everybody(log))
    found = tracks(log, shown, _everybody(log), common_start)
    return Playback(found, by_outcome(log.cases, _everybody(log)), len(shown.nodes)), shown


def _queues(played: Playback, shown: ProcessMap, moment: int) -> dict[str, int]:
    counts = played.waiting(moment).sum(axis=1).tolist()
    return {node.label: n for node, n in zip(shown.nodes, counts, strict=True) if n}


def test_that_queues_count_who_is_at_a_stage() -> None:
    played, shown = _playback(
        a_log("Qualify > Demo > Won", "Qualify > Demo > Lost", "Qualify > Lost", "Qualify")
    )
    assert _queues(played, shown, START - 1) == {}
    assert _queues(played, shown, START) == {"Qualify": 4}
    assert _queues(played, shown, START + DAY - 1_000) == {"Qualify": 4}
    assert _queues(played, shown, START + DAY) == {"Qualify": 1, "Demo": 2}
    assert _queues(played, shown, START + 2 * DAY) == {}
    assert played.longest_queue == 4
    waited_at = {node.label for node, waits in zip(shown.nodes, played.is_waited_at, strict=True) if waits}
    assert waited_at == {"Qualify", "Demo"}
    reached = dict(zip((n.label for n in shown.nodes), played.reached(START + DAY).tolist(), strict=True))
    assert (reached["Qualify"], reached["Demo"], reached["Lost"], reached["Won"]) == (4, 2, 1, 0)


def test_that_queues_are_split_by_group() -> None:
    played, shown = _playback(a_log("Qualify > Won", "Qualify > Lost", "Qualify > Lost", "Qualify"))
    row = played.waiting(START)[[node.label for node in shown.nodes].index("Qualify")]
    assert dict(zip(played.groups.labels, row.tolist(), strict=True)) == {
        "Won": 1, "Lost": 2, "Open": 1, "Unknown": 0,
    }  # fmt: skip


def test_that_a_dot_is_half_way_half_a_travel_before_it_arrives() -> None:
    played, shown = _playback(a_log("Qualify > Demo > Won"))
    travel = played.tracks.travel
    moving = played.moving(START + DAY - travel // 2)
    edge = shown.edges[int(moving.edge[0])]
    assert (edge.source, edge.target) == ("stage:Qualify", "stage:Demo")
    assert moving.way.tolist() == [0.5]
    assert len(played.moving(START + DAY // 2).edge) == 0
    assert len(played.moving(START + DAY).edge) == 0


def test_that_deals_are_counted_from_their_begin_to_their_end() -> None:
    played, _ = _playback(a_log("Qualify > Demo > Won", "Qualify > Lost", "Qualify"))
    moments = (START - 1, START, START + DAY, START + 2 * DAY)
    assert [played.on_their_way(moment) for moment in moments] == [0, 3, 2, 0]
    assert [played.begun(moment) for moment in moments] == [0, 3, 3, 3]
    assert [played.ended(moment) for moment in moments] == [0, 0, 1, 2]


def test_that_more_dots_than_can_be_drawn_are_thinned_and_queues_are_not(monkeypatch) -> None:
    monkeypatch.setattr(playing, "MOST_DOTS", 3)
    played, shown = _playback(a_log(*["Qualify > Won"] * 8))
    assert played.deals_a_dot == 3
    assert len(played.moving(START + DAY - 1).edge) == 3
    assert _queues(played, shown, START) == {"Qualify": 8}


def test_that_the_largest_groups_have_their_names_and_the_others_are_one() -> None:
    names = [f"P{i}" for i in range(10) for _ in range(10 - i)] + [""]
    groups = by_column(Categorical.of(names), np.ones(len(names), dtype=bool))
    assert groups.labels == (*(f"P{i}" for i in range(8)), OTHERS)
    assert groups.counts == (10, 9, 8, 7, 6, 5, 4, 3, 2 + 1 + 1)
    assert groups.of_case[0] == 0
    assert groups.of_case[-1] == 8
    fewer = by_column(Categorical.of(names), np.array(names) != "P0")
    assert fewer.labels[0] == "P1"


def test_that_outcomes_always_have_the_same_places() -> None:
    cases = CaseTable.bare(("a", "b"), outcome=np.array([Outcome.OPEN, Outcome.WON], dtype=np.int8))
    groups = by_outcome(cases, np.ones(2, dtype=bool))
    assert groups.labels == ("Won", "Lost", "Open", "Unknown")
    assert groups.of_case.tolist() == [2, 0]
    assert groups.counts == (1, 0, 1, 0)


@st.composite
def _logs(draw: st.DrawFn) -> EventLog:
    traces = draw(st.lists(st.lists(st.sampled_from("ABC"), max_size=4), min_size=1, max_size=6))
    outcomes = draw(st.lists(st.sampled_from(list(Outcome)), min_size=len(traces), max_size=len(traces)))
    log = a_log(*(" > ".join(trace) for trace in traces), outcome=np.array(outcomes, dtype=np.int8))
    gaps = draw(st.lists(st.integers(0, 5), min_size=log.n_events, max_size=log.n_events))
    times = START + np.array(gaps, dtype=np.int64).cumsum() * DAY
    return EventLog(log.activity, times, log.resource, log.kind, log.case_start, log.cases)


@given(_logs(), st.booleans(), st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_that_scrubbing_shows_what_playing_shows(log: EventLog, together: bool, places: list[float]) -> None:
    played, shown = _playback(log, together)
    found = played.tracks
    moments = [round(found.begin + place * (found.end - found.begin)) for place in places]
    for moment in [*moments, *sorted(moments)]:
        moving = played.moving(moment)
        wanted = [
            (edge, round((moment - leaves) / (arrives - leaves), 9))
            for edge, leaves, arrives in zip(
                found.edge.tolist(), found.leaves.tolist(), found.arrives.tolist(), strict=True
            )
            if leaves <= moment < arrives
        ]
        assert sorted(zip(moving.edge.tolist(), moving.way.round(9).tolist(), strict=True)) == sorted(wanted)
        milli = (moment - found.begin) // 1000
        here = (np.asarray((found.enters - found.begin) // 1000) <= milli) & (
            np.asarray((found.exits - found.begin) // 1000) > milli
        )
        counts = np.bincount(found.stay_node[here], minlength=len(shown.nodes))
        assert played.waiting(moment).sum(axis=1).tolist() == counts.tolist()
        assert played.on_their_way(moment) == int(((found.begins <= moment) & (found.ends > moment)).sum())
        assert len(moving.edge) <= len(found.edge)


@given(_logs())
def test_that_no_step_moves_longer_than_it_may_and_none_before_its_stage_was_reached(log: EventLog) -> None:
    found = _playback(log)[0].tracks
    assert (found.arrives - found.leaves <= found.travel).all()
    assert (found.arrives >= found.leaves).all()
    assert (np.diff(found.leaves) >= 0).all()
