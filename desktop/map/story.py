"""The sentence about what is pointed at, on a small panel that floats over the map."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from desktop.map import look
from desktop.theme import Palette


class Story(QLabel):
    """Plain text on a raised panel; lets every click through, and is gone where there is nothing to tell."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(look.font(13))
        self.setContentsMargins(16, 10, 16, 10)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_palette_colors(palette)
        self.hide()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.setStyleSheet(f"color: {palette.text}; background: transparent;")
        self.update()

    def tell(self, words: str) -> None:
        """Show a sentence, or hide."""
        self.setText(words)
        self.setVisible(bool(words))

    def fit_into(self, width: int) -> None:
        """Take the room that the sentence needs, and at most `width` pixels."""
        words = self.fontMetrics().horizontalAdvance(self.text()) + 36
        self.setFixedWidth(max(1, min(words, width)))
        self.setMinimumHeight(0)  # or the label would not be lower than it was before
        self.setFixedHeight(max(1, self.heightForWidth(self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.border), 1))
        painter.setBrush(QColor(self._palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()
        super().paintEvent(event)
