"""How a verdict looks wherever it is shown: an icon for whose it is, and one for how far the data carry."""

from __future__ import annotations

from desktop.theme import Palette
from models.diagnosis import Confidence, VerdictKind

KIND_ICONS = {
    VerdictKind.EVERYBODY: "users",
    VerdictKind.TEAM: "signpost",
    VerdictKind.REP: "user",
    VerdictKind.UNOBTAINABLE: "target",
    VerdictKind.SKILL: "graduation-cap",
    VerdictKind.NO_CALL: "circle-question-mark",
}
CONFIDENCE_ICONS = {
    Confidence.LIKELY: "circle-check-big",
    Confidence.POSSIBLE: "circle-dot",
    Confidence.CANNOT_TELL: "circle-question-mark",
}


def ink(kind: VerdictKind, palette: Palette) -> str:
    """The colour of its icon: the accent for a verdict, grey where there is none."""
    return palette.muted if kind is VerdictKind.NO_CALL else palette.accent


def ground(kind: VerdictKind, palette: Palette) -> str:
    """What the icon stands on."""
    return palette.border if kind is VerdictKind.NO_CALL else palette.accent_soft
