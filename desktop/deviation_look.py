"""How a kind of deviation looks wherever it is shown: its icon and its colours, never one without the other."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QPixmap

from desktop.icons import pixmap
from desktop.theme import Palette
from models.deviation import DeviationType


def icon_name(kind: DeviationType) -> str:
    """The file name of its icon, without `.svg`."""
    return f"deviation-{kind.value.replace(' ', '-')}"


def ink(kind: DeviationType, palette: Palette) -> str:
    """Its text and icon: orange for behaviour, grey for what is only data entry."""
    return palette.deviation_text if kind.is_behaviour else palette.muted


def ground(kind: DeviationType, palette: Palette) -> str:
    """What the icon stands on."""
    return palette.deviation_soft if kind.is_behaviour else palette.border


@lru_cache(maxsize=256)
def picture(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """An icon for painting by hand, drawn once for each colour and size."""
    return pixmap(name, colour, size, ratio)
