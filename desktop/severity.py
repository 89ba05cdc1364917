"""How severe a broken rule or an odd thing in the process is: always a word, an icon and a colour together."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.theme import Palette
from models.model_finding import Severity as FindingSeverity
from models.rule import Severity
from resources.translation import tr


@dataclass(frozen=True)
class Look:
    """A word and an icon (a file name without `.svg`); `rank` is 0 for the most severe."""

    word: str
    icon: str
    rank: int

    def colour(self, palette: Palette) -> str:
        """#rrggbb; orange is kept for departures."""
        return (palette.lost, palette.text, palette.muted)[self.rank]


RULES: dict[Severity, Look] = {
    Severity.HIGH: Look(tr("High"), "octagon-alert", 0),
    Severity.MEDIUM: Look(tr("Medium"), "triangle-alert", 1),
    Severity.LOW: Look(tr("Low"), "info", 2),
}
FINDINGS: dict[FindingSeverity, Look] = {
    "error": Look(tr("Error"), "octagon-alert", 0),
    "warning": Look(tr("Warning"), "triangle-alert", 1),
    "note": Look(tr("Note"), "info", 2),
}
