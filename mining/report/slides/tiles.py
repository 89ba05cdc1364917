"""Key figures as tiles on a slide."""

from __future__ import annotations

from collections.abc import Sequence

from mining.report.slides.prose import Ink, Line, height_of, shortened
from models.report import Figure

PAD = 24.0
"""Points that a tile keeps free at both sides together."""
_ABOVE = 18.0
_VALUES = (24.0, 20.0, 17.0, 14.0, 12.0)
_SMALL = 10.0


def beside(count: int) -> int:
    """How many tiles stand in a row."""
    return {1: 3, 2: 3, 5: 3, 6: 3, 9: 3}.get(count, min(count, 4))


def tile_lines(figure: Figure, width: float) -> list[Line]:
    """What stands in a tile so wide."""
    room = width - PAD
    fitting = [size for size in _VALUES if len(Line(figure.value, size, True).wrapped(room)) == 1]
    size = fitting[0] if fitting else _VALUES[-1]
    lines = [
        Line(shortened(figure.label, _SMALL, room, 2), _SMALL, ink=Ink.MUTED),
        Line(shortened(figure.value, size, room, 2, True), size, True, before=3.0),
    ]
    small = [shortened(text, _SMALL, room, 2) for text in (figure.interval, figure.note) if text]
    return [*lines, *(Line(text, _SMALL, ink=Ink.MUTED, before=2.0) for text in small)]


def tiles_height(figures: Sequence[Figure], width: float) -> float:
    """The height of a row of tiles, each so wide."""
    return max(height_of(tile_lines(figure, width), width - PAD) for figure in figures) + _ABOVE
