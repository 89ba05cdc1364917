"""How what became of a change looks: an icon and a colour beside the words."""

from __future__ import annotations

from desktop.theme import Palette
from models.decay import Became

ICONS = {
    Became.HELD: "circle-check-big",
    Became.CREPT_BACK: "history",
    Became.WORKED: "check",
    Became.NOTHING: "circle-dot",
    Became.WORSE: "triangle-alert",
    Became.CANNOT_TELL: "info",
}


def colour_of(became: Became, palette: Palette) -> str:
    """Orange is for what departs again from what was agreed."""
    if became in (Became.CREPT_BACK, Became.WORSE):
        return palette.deviation
    return palette.won if became in (Became.HELD, Became.WORKED) else palette.muted
