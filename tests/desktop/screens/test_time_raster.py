"""Pixels counted against a slow way, windows that move and zoom, and the marks of the time axis."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.screens.time.axis import day_marks, time_marks
from desktop.screens.time.raster import blended, dot_counts, halved, line_counts
from desktop.screens.time.window import Window
from models.case_table import DAY

WHOLE = Window(0.0, 100.0, 0.0, 10.0)


def no_tick() -> None: ...


def test_that_a_line_covers_every_pixel_from_where_it_enters_a_row_to_where_it_leaves_it() -> None:
    counts = line_counts(np.array([1.0, 2.5]), np.array([1.0, 6.5]), 8, 2, no_tick)
    assert counts.tolist() == [
        [0, 1, 1, 1, 1, 0, 0, 0],  # straight down in pixel 1; from 2.5 to 4.5
        [0, 1, 0, 0, 1, 1, 1, 0],  # and on to 6.5
    ]


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_that_lines_are_counted_as_one_by_one(data: st.DataObject) -> None:
    dice = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    width, height, n = 12, int(dice.integers(1, 7)), int(dice.integers(0, 30))
    begin = dice.random(n) * 30 - 10
    end = begin + dice.random(n) * 30
    slow = np.zeros((height, width), dtype=int)
    for a, b in zip(begin, end, strict=True):
        for row in range(height):
            left = int(np.floor(a + (b - a) / height * row))
            right = int(np.floor(a + (b - a) / height * (row + 1)))
            for x in range(max(0, left), min(width - 1, right) + 1):
                slow[row, x] += 1
    assert line_counts(begin, end, width, height, no_tick).tolist() == slow.tolist()


def test_that_a_dot_spreads_as_far_as_asked() -> None:
    at = np.array([2]), np.array([1])
    assert dot_counts(*at, 5, 3, 0).sum() == 1
    assert dot_counts(*at, 5, 3, 1).tolist() == [[0, 1, 1, 1, 0]] * 3
    assert dot_counts(*at, 5, 5, 2).sum() == 5 * 4 - 2  # two corners are left out, one row lies outside
    assert dot_counts(np.array([0, 0]), np.array([0, 0]), 2, 2, 0).tolist() == [[2, 0], [0, 0]]


def test_that_the_more_the_stronger_and_colours_that_meet_are_mixed() -> None:
    one = np.array([[0, 1, 8, 4]], dtype=np.int32)
    other = np.array([[0, 0, 0, 4]], dtype=np.int32)
    pixels = blended([one, other], [(200, 0, 0), (0, 0, 200)])
    alpha = pixels[0, :, 3].tolist()
    assert alpha[0] == 0
    assert 0 < alpha[1] < alpha[2] == alpha[3] == 255
    assert pixels[0, 3].tolist() == [100, 0, 100, 255]
    assert (pixels[..., :3] <= pixels[..., 3:]).all()  # multiplied by alpha
    assert not blended([one * 0], [(1, 2, 3)]).any()


def test_that_four_pixels_become_one() -> None:
    pixels = np.zeros((2, 4, 4), dtype=np.uint8)
    pixels[:, :2] = 100
    pixels[0, 2] = 40
    assert halved(pixels).tolist() == [[[100] * 4, [10] * 4]]


def test_that_a_window_zooms_around_a_place_and_stays_inside() -> None:
    closer = WHOLE.zoomed(0.5, 0.25, WHOLE, 1.0)
    assert (closer.left, closer.right) == (12.5, 62.5)  # 25 stays at a quarter
    assert closer.zoomed(100, 0.5, WHOLE, 1.0) == WHOLE
    assert WHOLE.zoomed(0.001, 0.0, WHOLE, 5.0) == Window(0.0, 5.0, 0.0, 10.0)
    rows = WHOLE.zoomed_down(0.1, 1.0, WHOLE, 2.0)
    assert (rows.top, rows.bottom) == (8.0, 10.0)
    assert closer.moved(10, 10, WHOLE) == Window(50.0, 100.0, 0.0, 10.0)
    assert closer.moved(-0.1, 0, WHOLE) == Window(7.5, 57.5, 0.0, 10.0)
    assert Window(-50, 500).within(WHOLE) == Window(0.0, 100.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("days", "first", "count"),
    [
        (3650, "2015", 10),
        (700, "Apr 2014", 8),
        (100, "6 Jan", 3),
        (200, "Feb 2014", 3),
        (20, "6 Jan", 3),
        (5, "2 Jan", 5),
    ],
)
def test_that_the_marks_of_time_have_room(days: int, first: str, count: int) -> None:
    begin = int(np.datetime64("2014-01-01T12:00", "us").astype(np.int64))
    width = 900.0 if days > 30 else 600.0
    marks = time_marks(begin, begin + days * DAY, width)
    assert marks[0].words == first
    assert len(marks) >= min(count, 3)
    places = [(mark.at - begin) / (days * DAY) * width for mark in marks]
    assert all(b - a > 60 for a, b in pairwise(places))
    assert all(0 <= place <= width for place in places)


def test_that_days_since_the_beginning_are_round_numbers() -> None:
    words = [mark.words for mark in day_marks(-5.0 * DAY, 100.0 * DAY, 600, DAY, "days")]
    assert words == ["0 days", "20 days", "40 days", "60 days", "80 days", "100 days"]
    assert [mark.at / DAY for mark in day_marks(0, 9 * DAY, 300, DAY // 3, "wd")][:2] == [0, 10 / 3]
    assert time_marks(5, 5, 100) == day_marks(5, 5, 100, DAY, "days") == []
