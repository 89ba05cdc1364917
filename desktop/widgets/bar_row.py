"""A row to click: words, a number, and behind them a bar that says how large the number is beside the others."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from desktop.widgets.text import set_tip

_HEIGHT, _TWO_LINES = 30, 44
_SIDE = 8.0
_FILLED = 1.7
"""Words in two lines fill at most so many lines, as they break between words."""


@dataclass(frozen=True)
class RowColors:
    """The colours of the bar, the words and the number, as #rrggbb."""

    bar: str
    words: str
    value: str


class BarRow(QPushButton):
    """One row; `share` (0 to 1, None for no bar) is how far the bar reaches, an `odd` one has a bold number.

    Words that do not fit into one line take two.
    """

    def __init__(
        self, words: str, value: str, share: float | None, colors: RowColors, odd: bool = False
    ) -> None:
        super().__init__()
        self._words, self._value, self._share, self._colors = words, value, share, colors
        self.odd = odd
        self.setProperty("kind", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words}, {value}")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_tip(self, words)

    def set_colors(self, colors: RowColors) -> None:
        """Take the colours of another theme."""
        self._colors = colors
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _TWO_LINES if self._breaks(self._room(width)) else _HEIGHT

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def _room(self, width: int) -> float:
        """Pixels that the words have beside the number in a row of that width."""
        return width - 2 * _SIDE - QFontMetricsF(self._bold()).horizontalAdvance(self._value) - 10

    def _breaks(self, room: float) -> bool:
        metrics = QFontMetricsF(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self._words.split()), default=0.0)
        return metrics.horizontalAdvance(self._words) > room >= longest

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold if self.odd else QFont.Weight.Normal)
        return bold

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(2, 3, -2, -3)
        if self._share is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colors.bar))
            painter.drawRoundedRect(
                QRectF(
                    room.left(), room.top(), max(room.width() * min(self._share, 1.0), 3.0), room.height()
                ),
                4,
                4,
            )
        inner = room.adjusted(_SIDE - 2, 0, -(_SIDE - 2), 0)
        painter.setFont(self.font())
        painter.setPen(QColor(self._colors.words))
        wide = self._room(self.width())
        breaks = self.height() >= _TWO_LINES and self._breaks(wide)
        shown = QFontMetricsF(self.font()).elidedText(
            self._words, Qt.TextElideMode.ElideRight, wide * (_FILLED if breaks else 1.0)
        )
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = QRectF(inner.topLeft(), QSizeF(wide, inner.height()))
        if breaks:
            painter.drawText(words, left | Qt.TextFlag.TextWordWrap, shown)
        else:
            painter.drawText(words, left | Qt.TextFlag.TextSingleLine, shown)
        painter.setFont(self._bold())
        painter.setPen(QColor(self._colors.value))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._value)
