"""What cards, lines and labels of the map have in common: a palette, and an opacity made of two reasons."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsItem

from desktop.theme import Palette

DIMMED = 0.14
"""The opacity of what has nothing to do with what is under the pointer."""


class MapItem(QGraphicsItem):
    """An item that is faded where it is hidden or not connected with what is hovered."""

    def __init__(self, palette: Palette, rect: QRectF) -> None:
        super().__init__()
        self._palette = palette
        self._rect = rect
        self.hidden = False
        self.dimmed = False
        self.selected = False
        self.quiet = False

    @property
    def target_opacity(self) -> float:
        """The opacity that it should have once a fade is over."""
        return 0.0 if self.hidden else DIMMED if self.dimmed else 1.0

    def boundingRect(self) -> QRectF:
        return self._rect

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.update()

    def set_quiet(self, quiet: bool) -> None:
        """Leave out, or say again, what does not change while dots are on their way."""
        if quiet != self.quiet:
            self.quiet = quiet
            self.update()

    def set_selected(self, selected: bool) -> None:
        """Show or end the mark of the selected one."""
        if selected != self.selected:
            self.selected = selected
            self.update()
