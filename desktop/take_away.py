"""What a screen gives to take away: a picture that is painted once more, and the tables behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from models.export_table import ExportTable


class Picture:
    """`paint` draws the whole view, also what is scrolled out of sight, into (0, 0, size) in logical pixels.

    It paints with vectors, so that the same code writes SVG, PDF and PNG. Where the size takes long to find, it is
    given as what finds it: a menu only asks whether there is a picture.
    """

    def __init__(self, size: QSizeF | Callable[[], QSizeF], paint: Callable[[QPainter], None]) -> None:
        self._size, self.paint = size, paint

    @cached_property
    def size(self) -> QSizeF:
        """Width and height in logical pixels."""
        return self._size if isinstance(self._size, QSizeF) else self._size()


@dataclass(frozen=True)
class TakeAway:
    """A view under a title that can be a file name; no picture or no table where there is none to give."""

    title: str
    picture: Picture | None = None
    tables: tuple[ExportTable, ...] = ()


@runtime_checkable
class TakesAway(Protocol):
    """A screen that can be copied and exported."""

    def take_away(self, real_names: bool) -> TakeAway | None:
        """What is shown now, with stand-ins for people unless `real_names`; None where nothing is shown."""
        ...
