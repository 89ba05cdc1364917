"""The sliders: fewer activities and paths, never a loose end, and a count of what is hidden."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.discovery.process_map import process_map
from mining.discovery.simplify import first_look, simplify
from models.process_map import ProcessMap
from tests.builders import a_log
from tests.mining.discovery.test_process_map import SALES, mapped


def observed(*traces: str) -> ProcessMap:
    return process_map(a_log(*traces), None, np.ones(len(traces), dtype=bool))


def test_that_everything_is_shown_at_a_hundred_percent() -> None:
    full = mapped(SALES)
    found = simplify(full, 1, 1)
    assert found == full


def test_that_documented_stages_and_steps_not_taken_always_stay() -> None:
    full = mapped(SALES)
    found = simplify(full, 0, 0)
    assert [n.label for n in found.nodes] == ["Start", "Lead", "Demo", "Legal", "Won", "Lost", "End"]
    assert len(full.nodes) - len(found.nodes) == 2
    assert {(e.source, e.target) for e in found.edges} >= {
        ("stage:Demo", "stage:Legal"),
        ("start", "stage:Lead"),
    }


def test_that_the_least_frequent_activities_go_first() -> None:
    common, seldom = ["A > B > C"] * 5, ["A > X > B > C", "A > X > B > C", "A > Y > B > C"]
    full = observed(*common, *seldom)
    found = simplify(full, 0.5, 1)
    assert {n.label for n in found.nodes} == {"Start", "A", "B", "C", "X", "End"}
    assert len(full.nodes) - len(found.nodes) == 1
    assert len(full.edges) - len(found.edges) == 2


def test_that_an_activity_between_hidden_ones_brings_its_neighbour_back() -> None:
    common, detour = ["A > B"] * 8, ["A > X > Z > B", "A > Y > Z > B", "A > Y > Z > B"]
    found = simplify(observed(*common, *detour), 0.3, 0)
    assert {n.label for n in found.nodes} >= {"A", "B", "Z", "Y"}


traces = st.lists(st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=6), min_size=1, max_size=12)
shares = st.floats(0, 1)


@given(traces, shares, shares)
def test_that_every_shown_activity_has_a_way_in_and_out_if_it_had_one(
    logs: list[list[str]], activities: float, paths: float
) -> None:
    full = observed(*(" > ".join(trace) for trace in logs))
    found = simplify(full, activities, paths)
    keys = {node.key for node in found.nodes}
    for edge in found.edges:
        assert {edge.source, edge.target} <= keys
    for key in keys - {"start", "end"}:
        had_in = any(e.target == key != e.source for e in full.edges)
        had_out = any(e.source == key != e.target for e in full.edges)
        assert not had_in or any(e.target == key != e.source for e in found.edges)
        assert not had_out or any(e.source == key != e.target for e in found.edges)


def test_that_a_small_map_is_shown_whole_at_first() -> None:
    assert first_look(mapped(SALES)) == (1, 1)


def test_that_a_rich_map_begins_with_the_steps_of_most_deals() -> None:
    letters = "ABCDEFGHIJKL"
    seldom = [f"A > {a} > {b} > L" for a in letters for b in letters if a != b]
    full = observed(*[" > ".join(letters)] * 300, *seldom)
    assert len(full.edges) > 100
    activities, paths = first_look(full)
    found = simplify(full, activities, paths)
    assert 30 < len(found.edges) <= 45
    steps = sum(edge.events for edge in full.edges)
    assert sum(edge.events for edge in found.edges) > 0.9 * steps
    assert (activities * 100 % 1, round(paths * 100, 6) % 1) == (0, 0)
