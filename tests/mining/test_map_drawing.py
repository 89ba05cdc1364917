"""The drawing of a map: straight steps, arcs that nest and keep clear, ends on their own boxes, always the same."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.layout import draw
from mining.layout.boxes import Box, boxes_of
from mining.layout.curves import Points, sampled
from models.layout import Layout, LayoutEdge, LayoutNode

W, H = 180.0, 50.0
STAGES = ("start", "a", "b", "c", "d", "e", "won", "end")
NODES = [
    *(LayoutNode(key, *((78.0, 27.0) if key in ("start", "end") else (W, H)), spine=True) for key in STAGES),
    LayoutNode("lost", W, H, beside="won"),
    LayoutNode("x", W, H),
]


def edges_of(*pairs: tuple[str, str]) -> list[LayoutEdge]:
    steps = set(itertools.pairwise(STAGES))
    row = {key: i for i, key in enumerate(STAGES)}
    return [LayoutEdge(a, b, 1.0, (a, b) in steps, row.get(a, 0) <= row.get(b, 9), 3.0) for a, b in pairs]


STEPS = tuple(itertools.pairwise(STAGES))
SALES = edges_of(
    *STEPS, ("a", "c"), ("b", "d"), ("c", "e"), ("e", "c"), ("a", "e"), ("b", "won"), ("c", "b"), ("b", "b"),
    ("d", "x"), ("x", "e"), ("x", "lost"), ("lost", "end"), *((key, "lost") for key in "abcde"),
)  # fmt: skip


@pytest.fixture(scope="module")
def sales() -> Layout:
    return draw(NODES, SALES)


def _lines(edges: list[LayoutEdge], found: Layout) -> dict[tuple[str, str], Points]:
    return {
        (edge.source, edge.target): sampled(path, 200) for edge, path in zip(edges, found.paths, strict=True)
    }


def _inside(points: Points, box: Box, room: float = 0.0) -> bool:
    x, y = points[:, 0], points[:, 1]
    within = (x > box.left - room) & (x < box.right + room) & (y > box.top - room) & (y < box.bottom + room)
    return bool(within.any())


def _crosses(a: Points, b: Points) -> bool:
    """Whether two polylines have a point in common, by the orientation of their pieces."""

    def side(p: Points, q: Points, r: Points) -> Points:
        along, across = q - p, r - p
        return np.sign(along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0])

    p, q, r, s = a[:-1, None], a[1:, None], b[None, :-1], b[None, 1:]
    return bool(((side(p, q, r) != side(p, q, s)) & (side(r, s, p) != side(r, s, q))).any())


def test_that_no_line_touches_a_foreign_box(sales: Layout) -> None:
    boxes = boxes_of(NODES, sales.positions)
    for ends, points in _lines(SALES, sales).items():
        assert not [key for key, box in boxes.items() if key not in ends and _inside(points, box, 3.0)], ends


def test_that_no_line_runs_through_its_own_boxes(sales: Layout) -> None:
    boxes = boxes_of(NODES, sales.positions)
    for ends, points in _lines(SALES, sales).items():
        assert not [key for key in ends if _inside(points, boxes[key], -2.0)], ends


def test_that_steps_down_the_spine_are_on_its_line(sales: Layout) -> None:
    lines, spine = _lines(SALES, sales), sales.positions["start"][0]
    for ends in STEPS:
        assert np.allclose(lines[ends][:, 0], spine)
    assert np.ptp(lines["c", "b"][:, 0]) < 0.01
    assert 20 < abs(lines["c", "b"][0, 0] - spine) < 40


def test_that_arcs_leave_and_arrive_at_the_corners_and_swing_out_once(sales: Layout) -> None:
    lines, boxes = _lines(SALES, sales), boxes_of(NODES, sales.positions)
    for ends in (("a", "c"), ("b", "d"), ("c", "e"), ("a", "e"), ("b", "won")):
        away = np.abs(lines[ends][:, 0] - boxes[ends[0]].x)
        assert W / 4 < away[0] < W / 2
        assert W / 4 < away[-1] < W / 2
        assert lines[ends][0, 1] == pytest.approx(boxes[ends[0]].bottom)
        assert lines[ends][-1, 1] == pytest.approx(boxes[ends[1]].top)
        top = int(away.argmax())
        assert (np.diff(away[: top + 1]) >= -1e-6).all()
        assert (np.diff(away[top:]) <= 1e-6).all()


def test_that_a_way_and_the_way_back_lie_beside_each_other(sales: Layout) -> None:
    lines = _lines(SALES, sales)
    assert not _crosses(lines["c", "e"], lines["e", "c"])
    assert np.sign(lines["c", "e"][100, 0] - sales.positions["c"][0]) == np.sign(
        lines["e", "c"][100, 0] - sales.positions["c"][0]
    )


def test_that_lines_to_the_other_end_do_not_cross_and_arrive_from_above(sales: Layout) -> None:
    lines = _lines(SALES, sales)
    lost = [lines[key, "lost"] for key in "abcde"]
    assert not [1 for a, b in itertools.combinations(lost, 2) if _crosses(a, b)]
    arrivals = [points[-1, 0] for points in lost]
    assert arrivals == sorted(arrivals, reverse=True)
    assert min(-np.diff(arrivals)) > 12


def test_that_a_line_from_a_box_aside_to_the_other_end_crosses_the_spine_once(sales: Layout) -> None:
    boxes = boxes_of(NODES, sales.positions)
    points = _lines(SALES, sales)["x", "lost"]
    across = points[np.flatnonzero(np.diff(points[:, 0] > boxes["won"].x))]
    assert len(across) == 1
    assert boxes["e"].bottom < across[0, 1] < boxes["won"].top


def test_that_other_ends_stand_at_the_right_and_other_boxes_at_the_left(sales: Layout) -> None:
    line = sales.positions["start"][0]
    assert sales.positions["lost"][0] > line > sales.positions["x"][0]


def test_that_the_same_graph_is_always_drawn_the_same(sales: Layout) -> None:
    assert draw(NODES, SALES) == sales


def test_that_a_graph_without_a_spine_is_drawn_too() -> None:
    nodes = [LayoutNode("a", W, H), LayoutNode("b", W, H)]
    assert len(draw(nodes, [LayoutEdge("a", "b"), LayoutEdge("a", "a")]).paths) == 2


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_that_whatever_deals_do_lines_keep_clear_of_foreign_boxes(data: st.DataObject) -> None:
    keys = st.sampled_from([node.key for node in NODES])
    pairs = data.draw(st.lists(st.tuples(keys, keys), max_size=22, unique=True))
    edges = edges_of(*(pair for pair in pairs if pair[0] != "end" and pair[1] != "start"))
    found = draw(NODES, edges)
    boxes = boxes_of(NODES, found.positions)
    for ends, points in _lines(edges, found).items():
        assert not [key for key, box in boxes.items() if key not in ends and _inside(points, box)], ends
        for key, at in zip(ends, (points[0], points[-1]), strict=True):
            assert _inside(at[None], boxes[key], 1.5), (ends, key)
