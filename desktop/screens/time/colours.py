"""The colours of lines and dots: paces from fast to slow, stages in their order, outcomes and kinds of events."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor

from desktop.theme import Palette
from mining.timing.dotted import DotColour
from resources.translation import tr

_FIRST_HUE, _LAST_HUE = 200, 315
"""Stages run from sky blue to magenta, in order: orange and teal have their own meaning."""
PACE_NAMES = (tr("Fastest quarter"), tr("Second quarter"), tr("Third quarter"), tr("Slowest quarter"))


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb."""
    found = QColor(colour)
    return found.red(), found.green(), found.blue()


def pace_colours(palette: Palette) -> tuple[str, ...]:
    """From the fastest quarter to the slowest: the more colour, the slower."""
    return (
        palette.flow,
        mixed(palette.flow, palette.accent, 0.6),
        palette.accent,
        mixed(palette.accent, palette.text, 0.72),
    )


def dot_colours(
    colour: DotColour, names: Sequence[str], documented: Sequence[str], ends: Sequence[str], palette: Palette
) -> tuple[str, ...]:
    """One colour a class, in the order of `names`; `ends` are the documented ones, won first."""
    if colour is DotColour.OUTCOME:
        return palette.open, palette.won, palette.lost, palette.faint
    if colour is DotColour.KIND:
        return palette.accent, palette.flow, palette.won, palette.text
    inner = [name for name in documented if name not in ends]
    found = []
    for name in names:
        if name in ends:
            found.append(palette.won if ends.index(name) == 0 else palette.lost)
        elif name in inner:
            found.append(_hued(inner.index(name), len(inner), palette))
        else:
            found.append(palette.deviation if ends else palette.faint)
    return tuple(found)


def mixed(one: str, other: str, part: float) -> str:
    """A colour between two: so much of the other."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return QColor(*(round(a + (b - a) * part) for a, b in pairs)).name()


def _hued(place: int, of: int, palette: Palette) -> str:
    hue = _FIRST_HUE + (_LAST_HUE - _FIRST_HUE) * place / max(1, of - 1)
    return QColor.fromHslF(hue / 360, 0.62, 0.68 if palette.dark else 0.5).name()
