"""A whole path as chevrons on as many lines as it needs."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.screens.variants.chevrons import Item
from desktop.screens.variants.drawing import HEIGHT, PathArtist
from desktop.screens.variants.geometry import LINE, Placed, in_lines
from desktop.theme import Palette


class PathStrip(QWidget):
    """As wide as its place and as high as its path needs there."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()
        self._placed: tuple[Placed, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in the colours of another theme."""
        self._artist = PathArtist(palette, self.font())
        self.update()

    def show_items(self, items: tuple[Item, ...], words: str) -> None:
        """Show another path, which `words` tell to a screen reader."""
        self._items = items
        self.setAccessibleName(words)
        self._arrange()
        self.updateGeometry()

    def tip_at(self, x: float, y: float) -> str:
        """What is told of the item at a point, empty where there is none."""
        for one in self._placed:
            top = one.line * LINE
            if one.left <= x <= one.right and top <= y <= top + HEIGHT:
                return one.item.tip
        return ""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        placed = in_lines(self._items, width, self._artist.width)
        return round((placed[-1].line if placed else 0) * LINE + HEIGHT + 6)

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._artist.draw(painter, self._placed, 0.5, 1.0)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tip = self.tip_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), f"<span>{escape(tip)}</span>" if tip else "", self)
            return True
        return super().event(event)

    def _arrange(self) -> None:
        self._placed = in_lines(self._items, self.width(), self._artist.width)
        self.update()
