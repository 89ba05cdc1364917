"""Which lines of a map lead down: along the spine, and to and from what stands aside of it."""

from mining.discovery.map_shape import directions
from models.process_map import EdgeKind, MapEdge

_SPINE = ("Start", "A", "B", "C", "End")


def _edge(source: str, target: str, cases: int) -> MapEdge:
    return MapEdge(source, target, EdgeKind.DEVIATION, cases, cases, 1.0)


def test_that_lines_of_the_spine_lead_as_many_rows_as_there_are_between_them() -> None:
    down = directions(
        [_edge("A", "B", 5), _edge("A", "C", 5), _edge("C", "A", 5), _edge("B", "B", 5)], _SPINE
    )
    assert list(down.values()) == [1, 2, -2, 0]


def test_that_a_stage_aside_stands_where_most_of_its_deals_go_down() -> None:
    edges = [_edge("C", "X", 10), _edge("X", "B", 90), _edge("X", "C", 5)]
    assert directions(edges, _SPINE) == {("C", "X"): -0.5, ("X", "B"): 0.5, ("X", "C"): 0.5}
    heavier = [_edge("C", "X", 200), _edge("X", "B", 90)]
    assert directions(heavier, _SPINE) == {("C", "X"): 0.5, ("X", "B"): -0.5}


def test_that_lines_between_stages_aside_follow_their_places() -> None:
    edges = [
        _edge("A", "X", 5),
        _edge("X", "B", 5),
        _edge("B", "Y", 5),
        _edge("X", "Y", 1),
        _edge("Y", "X", 1),
    ]
    down = directions(edges, _SPINE)
    assert (down["X", "Y"], down["Y", "X"]) == (0.5, -0.5)


def test_that_ends_beside_the_spine_and_what_has_no_neighbour_there_have_no_place() -> None:
    edges = [_edge("A", "Lost", 5), _edge("Lost", "End", 5), _edge("X", "Y", 3), _edge("Y", "X", 3)]
    assert set(directions(edges, _SPINE, {"Lost"}).values()) == {0}
