"""Dots stamped into one picture: where they belong, in their colours, and none left behind."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from desktop.map.dots import Dots

_COLORS = tuple(QColor(name) for name in ("#0f9d6b", "#d64550", "#d99a0b", "#5b6780"))
_SIZE = QSize(200, 100)


@pytest.fixture
def dots(qapp: object) -> Dots:
    return Dots(10.0, 1.0, _COLORS, QColor("#ffffff"))


def _stamp(dots: Dots, *places: tuple[float, float, int], faded: int = 0) -> QImage:
    x, y, group = (np.array(column) for column in zip(*places, strict=True))
    picture, _, _ = dots.stamp(_SIZE, x.astype(float), y.astype(float), group, np.full(len(places), faded))
    return picture


def _pixel(dots: Dots, picture: QImage, x: int, y: int) -> QColor:
    return picture.pixelColor(x + dots.margin, y + dots.margin)


def test_that_a_dot_is_where_it_belongs_in_its_colour(dots: Dots) -> None:
    picture = _stamp(dots, (50, 40, 0), (120, 60, 1), (160.4, 20.6, 3))
    assert _pixel(dots, picture, 50, 40).name() == "#0f9d6b"
    assert _pixel(dots, picture, 120, 60).name() == "#d64550"
    assert _pixel(dots, picture, 160, 20).name() == "#5b6780"
    assert _pixel(dots, picture, 50, 60).alpha() == 0


def test_that_groups_have_shapes_besides_colours(dots: Dots) -> None:
    picture = _stamp(dots, (40, 40, 0), (80, 40, 1), (120, 40, 2), (160, 40, 3))
    corner = [_pixel(dots, picture, x + 3, 43).alpha() for x in (40, 80, 120, 160)]
    assert corner[3] == 255  # the square fills its corner
    assert corner[1] == 0  # the diamond does not come near
    assert _pixel(dots, picture, 120, 40).name() == "#ffffff"  # the ring is hollow


def test_that_the_next_moment_begins_with_an_empty_picture(dots: Dots) -> None:
    _stamp(dots, (50, 40, 0))
    assert _pixel(dots, _stamp(dots, (150, 80, 0)), 50, 40).alpha() == 0


def test_that_dots_outside_are_left_out_and_those_at_the_border_are_cut(dots: Dots) -> None:
    _, top, bottom = dots.stamp(
        _SIZE, np.array([-500.0, 50, 999]), np.array([50.0, -500, 50]), np.zeros(3, int), np.zeros(3, int)
    )
    assert (top, bottom) == (0, 0)
    assert _pixel(dots, _stamp(dots, (0, 0, 0)), 1, 1).alpha() == 255


def test_that_dots_that_overlap_do_not_nibble_at_each_other(dots: Dots) -> None:
    for near in ((53, 40, 1), (50, 43, 3), (47, 37, 2)):
        both = _stamp(dots, (50, 40, 0), near).copy()
        alone = [_stamp(dots, place).copy() for place in ((50, 40, 0), near)]
        for x in range(40, 62):
            for y in range(30, 52):
                covered = max(_pixel(dots, picture, x, y).alpha() for picture in alone)
                if covered == 255:
                    assert _pixel(dots, both, x, y).alpha() == 255


def test_that_faded_dots_are_nearly_gone(dots: Dots) -> None:
    assert 0 < _pixel(dots, _stamp(dots, (50, 40, 0), faded=1), 50, 40).alpha() < 60
