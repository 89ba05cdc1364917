"""The layout: a straight spine, ends side by side, no box on another, the same picture every time."""

import itertools
import math
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.layout import layout
from models.errors import Cancelled
from models.layout import Layout, LayoutEdge, LayoutNode

W, H = 144.0, 44.0


def spine_and(*others: LayoutNode, stages: int = 5) -> list[LayoutNode]:
    keys = ["start", *(f"s{i}" for i in range(stages)), "end"]
    return [*(LayoutNode(key, W, H, spine=True) for key in keys), *others]


def edges_of(*pairs: str) -> list[LayoutEdge]:
    nodes = [pair.split(" ") for pair in pairs]
    return [LayoutEdge(a, b, 1.0, on_spine=mark == "=") for a, mark, b in nodes]


SALES = edges_of(
    "start = s0", "s0 = s1", "s1 = s2", "s2 - s4", "s4 - s2", "s4 - s4", "s4 = end", "s1 - lost", "lost - end",
    "s1 - x", "x - s2", "s0 - s4", "s2 = s3", "s3 = s4", "s0 - lost", "s4 - lost",
)  # fmt: skip


def sales() -> Layout:
    nodes = spine_and(LayoutNode("lost", W, H, beside="s4"), LayoutNode("x", W, H))
    return layout(nodes, SALES)


def test_that_the_spine_is_one_straight_line_in_the_given_order() -> None:
    found = sales()
    spine = [found.positions[key] for key in ("start", "s0", "s1", "s2", "s3", "s4", "end")]
    assert {x for x, _ in spine} == {spine[0][0]}
    assert [y for _, y in spine] == sorted({y for _, y in spine})


def test_that_a_box_stands_in_the_row_of_the_one_it_is_put_beside() -> None:
    found = sales()
    assert found.positions["lost"][1] == pytest.approx(found.positions["s4"][1])
    assert abs(found.positions["lost"][0] - found.positions["s4"][0]) >= W


def test_that_every_edge_has_a_path_of_joined_curves_from_border_to_border() -> None:
    found = sales()
    assert len(found.paths) == len(SALES)
    for edge, path in zip(SALES, found.paths, strict=True):
        assert len(path) >= 4
        assert len(path) % 3 == 1
        for key, (x, y) in ((edge.source, path[0]), (edge.target, path[-1])):
            centre = found.positions[key]
            off = max(abs(x - centre[0]) / (W / 2), abs(y - centre[1]) / (H / 2))
            assert off == pytest.approx(1, abs=0.15)


def test_that_everything_lies_within_the_size() -> None:
    found = sales()
    for x, y in found.positions.values():
        assert W / 2 - 0.01 <= x <= found.size[0] - W / 2 + 0.01
        assert H / 2 - 0.01 <= y <= found.size[1] - H / 2 + 0.01


def test_that_the_spine_keeps_its_order_where_deals_only_go_backwards() -> None:
    found = layout(spine_and(), edges_of("s4 - s3", "s3 - s2", "s2 - s1", "s1 - s0", "end - start"))
    heights = [found.positions[key][1] for key in ("start", "s0", "s1", "s2", "s3", "s4", "end")]
    assert heights == sorted(set(heights))


def test_that_nothing_stands_above_the_first_of_the_spine_or_below_the_last() -> None:
    others = [LayoutNode(key, W, H) for key in "abc"]
    found = layout(
        spine_and(*others), edges_of("s4 - a", "a - b", "b - c", "c - s2", "s4 = end", "c - start")
    )
    heights = [y for _, y in found.positions.values()]
    assert found.positions["start"][1] == min(heights)
    assert found.positions["end"][1] == max(heights)


def test_that_loops_and_parallel_edges_are_drawn_apart() -> None:
    nodes = [LayoutNode("a", W, H), LayoutNode("b", W, H)]
    found = layout(nodes, edges_of("a - b", "a - b", "b - a", "a - a"))
    assert len(set(found.paths)) == 4
    assert all(found.paths)


def test_that_any_text_may_be_a_key() -> None:
    keys = ['say "hi"', "<b>bold</b>", "back\\slash\n", "n1", "-> ;}", "Ünïcödé 見積"]
    found = layout([LayoutNode(key, W, H) for key in keys], [LayoutEdge(keys[0], keys[1])])
    assert set(found.positions) == set(keys)


def test_that_nothing_to_place_is_an_empty_layout() -> None:
    assert layout([], []) == Layout({}, (), (0.0, 0.0))


def test_that_an_edge_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="not there"):
        layout([LayoutNode("a", W, H)], [LayoutEdge("a", "b")])


def test_that_the_same_graph_looks_the_same_from_every_thread() -> None:
    found: list[Layout] = []
    threads = [threading.Thread(target=lambda: found.append(sales())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [sales()] * 3


def test_that_a_layout_can_be_cancelled() -> None:
    def stop(fraction: float, message: str) -> None:
        raise Cancelled

    keys = [f"k{i}" for i in range(90)]
    dense = [LayoutEdge(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :: 3]]
    with pytest.raises(Cancelled):
        layout([LayoutNode(key, W, H) for key in keys], dense, stop)


def test_that_a_cache_folder_that_cannot_be_written_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: blocked)
    assert layout([LayoutNode("a", W, H)], []).size == pytest.approx((W, H))


def test_that_a_damaged_cache_is_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path)
    layout([LayoutNode("a", W, H)], [])
    (cached,) = tmp_path.glob("dot-*.bin")
    sound = cached.read_bytes()
    cached.write_bytes(sound[: len(sound) // 2])
    layout([LayoutNode("a", W, H)], [])
    assert cached.read_bytes() == sound


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_that_no_box_covers_another_and_the_spine_is_straight(data: st.DataObject) -> None:
    stages = data.draw(st.integers(1, 5))
    others = [LayoutNode(f"x{i}", W, H) for i in range(data.draw(st.integers(0, 4)))]
    nodes = spine_and(*others, stages=stages)
    keys = st.sampled_from([node.key for node in nodes])
    pairs = data.draw(st.lists(st.tuples(keys, keys), max_size=25))
    spine = [node.key for node in nodes if node.spine]
    steps = set(itertools.pairwise(spine))
    found = layout(nodes, [LayoutEdge(a, b, on_spine=(a, b) in steps) for a, b in pairs])
    assert len({found.positions[key][0] for key in spine}) == 1
    placed = list(found.positions.values())
    for i, (x, y) in enumerate(placed):
        for other_x, other_y in placed[:i]:
            assert abs(x - other_x) >= W - 0.1 or abs(y - other_y) >= H - 0.1
    assert all(math.isfinite(value) for path in found.paths for point in path for value in point)
