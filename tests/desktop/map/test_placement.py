"""Geometry of the map: the straight spine, lines clear of cards, labels clear of everything."""

from itertools import combinations

import numpy as np
import pytest

from desktop.map import look
from desktop.map.placed import PlacedGraph
from desktop.map.steering import neighbour
from mining.layout.curves import sampled
from mining.layout.labels import Line, place_labels


def _label_boxes(placed: PlacedGraph) -> list[tuple[float, float, float, float]]:
    sizes = {edge.key: look.label_size(edge) for edge in placed.graph.edges}
    return [
        (
            x - sizes[key].width() / 2,
            y - sizes[key].height() / 2,
            x + sizes[key].width() / 2,
            y + sizes[key].height() / 2,
        )
        for key, (x, y) in placed.labels.items()
    ]


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _both(request: pytest.FixtureRequest) -> PlacedGraph:
    placed: PlacedGraph = request.getfixturevalue(request.param)
    return placed


@pytest.fixture(params=["sample", "messy", "large"])
def placed(request: pytest.FixtureRequest) -> PlacedGraph:
    return _both(request)


def test_that_the_spine_is_one_vertical_line(placed: PlacedGraph) -> None:
    xs = [placed.positions[node.key][0] for node in placed.graph.nodes if node.spine]
    ys = [placed.positions[node.key][1] for node in placed.graph.nodes if node.spine]
    assert max(xs) - min(xs) < 0.01
    assert ys == sorted(ys)


def test_that_the_steps_along_the_spine_are_straight(sample: PlacedGraph) -> None:
    for edge in sample.graph.edges:
        if edge.on_spine:
            assert len({round(x, 3) for x, _ in sample.paths[edge.key]}) == 1


def test_that_no_label_touches_a_card_or_another_label(placed: PlacedGraph) -> None:
    labels = _label_boxes(placed)
    cards = [tuple(row) for row in placed.boxes().tolist()]
    assert not [1 for label in labels for card in cards if _overlap(label, card)]
    assert not [1 for a, b in combinations(labels, 2) if _overlap(a, b)]


def test_that_every_taken_path_of_the_sample_has_its_label(sample: PlacedGraph) -> None:
    assert {edge.key for edge in sample.graph.edges if edge.label} == set(sample.labels)


def test_that_no_line_runs_through_a_foreign_card(placed: PlacedGraph) -> None:
    boxes = dict(zip((node.key for node in placed.graph.nodes), placed.boxes(), strict=True))
    for edge in placed.graph.edges:
        points = sampled(placed.paths[edge.key], 200)
        for key, (left, top, right, bottom) in boxes.items():
            inside = (
                (points[:, 0] > left)
                & (points[:, 0] < right)
                & (points[:, 1] > top)
                & (points[:, 1] < bottom)
            )
            assert key in edge.key or not inside.any(), (edge.key, key)


def test_that_lines_begin_and_end_at_their_cards(placed: PlacedGraph) -> None:
    boxes = dict(zip((node.key for node in placed.graph.nodes), placed.boxes(), strict=True))
    for (source, target), path in placed.paths.items():
        for key, (x, y) in ((source, path[0]), (target, path[-1])):
            left, top, right, bottom = boxes[key]
            assert left - 1.5 <= x <= right + 1.5
            assert top - 1.5 <= y <= bottom + 1.5


def test_that_the_heavier_line_gets_the_better_place() -> None:
    path = ((0.0, 0.0), (33.0, 0.0), (67.0, 0.0), (100.0, 0.0))
    near = tuple((x, y + 12.0) for x, y in path)
    first, second = place_labels([Line(near, 30, 16, 1), Line(path, 30, 16, 9)], np.empty((0, 4)))
    assert second == (50.0, 0.0)
    assert first is not None
    assert first != (50.0, 12.0)


def test_that_a_label_without_room_is_left_out() -> None:
    path = ((0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (15.0, 0.0))
    everywhere = np.array([[-500.0, -500.0, 500.0, 500.0]])
    assert place_labels([Line(path, 30, 16, 1)], everywhere) == (None,)


def test_that_samples_are_at_equal_distances() -> None:
    points = sampled(((0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (90.0, 0.0)), 10)
    assert np.allclose(np.diff(points[:, 0]), 10.0)


def test_that_arrow_keys_prefer_what_is_straight_ahead() -> None:
    places = {"a": (0.0, 0.0), "b": (5.0, 100.0), "c": (80.0, 60.0)}
    assert neighbour(places, "a", (0, 1)) == "b"
    assert neighbour(places, "a", (1, 0)) == "c"
    assert neighbour(places, "a", (0, -1)) is None
    assert neighbour(places, None, (0, 1)) == "a"
    assert neighbour({}, None, (0, 1)) is None
