"""What goes along with a deviation: each metric with and without it, and the difference as an interval around none."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.screens.diagnosis.effect_rows import EffectRow, effect_rows, why_words
from desktop.screens.diagnosis.shown import Shown
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.diagnosis.effects.wording import basis
from models.diagnosis import DiagnosisCard, Estimate
from resources.translation import tr

TITLE = tr("What goes along with it")
NOT_KNOWN = tr("Nothing is known of what goes along with it.")


class EffectsPanel(QFrame):
    """Hidden where the verdict is not about a deviation."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._palette = palette
        self.rows: tuple[EffectRow, ...] = ()
        self.bars: list[IntervalBar] = []
        self.sentence, self.note = text(wrap=True), text(role="small", wrap=True)
        self.unknown = text(role="small", wrap=True)
        self._held: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(6)
        for part in (text(TITLE, "heading"), self.sentence, self.unknown, self.note):
            self._column.addWidget(part)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the intervals in another palette."""
        self._palette = palette
        for bar in self.bars:
            bar.set_palette_colors(palette)

    def show_card(self, card: DiagnosisCard | None, shown: Shown) -> None:
        """Show the effects of the deviation of a verdict."""
        self.setVisible(card is not None and card.key is not None)
        found = shown.found.effects_of(card.key) if card is not None and card.key is not None else None
        self.rows = effect_rows(found, shown.log.day_hours) if found is not None else ()
        self.sentence.setText(shown.said(found.sentence) if found is not None else NOT_KNOWN)
        told = [row for row in self.rows if row.difference is not None]
        self.unknown.setText(why_words(self.rows))
        self.unknown.setVisible(bool(self.unknown.text()))
        self.note.setText(basis(found, shown.log.day_hours) if found is not None else "")
        self.note.setVisible(bool(told))
        self._show_grid(told)

    def _show_grid(self, rows: list[EffectRow]) -> None:
        if self._held is not None:
            self._column.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held, self.bars = None, []
        if not rows:
            return
        self._held = QWidget()
        grid = QGridLayout(self._held)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for at, row in enumerate(rows):
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(text(row.words, wrap=True))
            if row.sides:
                said.addWidget(text(row.sides, "small", wrap=True))
            said.addStretch(1)
            grid.addWidget(text(row.name, "strong", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(said, at, 1)
            if row.difference is not None:
                bar = IntervalBar(row.difference, row.is_told_apart, self._palette)
                self.bars.append(bar)
                grid.addWidget(bar, at, 2, Qt.AlignmentFlag.AlignTop)
        for column, share in enumerate((2, 6, 2)):
            grid.setColumnStretch(column, share)
        self._column.insertWidget(2, self._held)
        self._held.show()


class IntervalBar(QWidget):
    """A dot on its interval, on a scale of its own with none in the middle; filled where the data tell it from none."""

    def __init__(
        self, found: Estimate, is_told_apart: bool, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._found, self._is_told_apart, self._palette = found, is_told_apart, palette
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(20)
        self.setMinimumWidth(56)
        self.setAccessibleName(
            tr("Told apart from none") if is_told_apart else tr("Not told apart from none")
        )

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        found, palette = self._found, self._palette
        reach = max(abs(found.low), abs(found.high), abs(found.value)) * 1.1 or 1.0
        area = QRectF(self.rect()).adjusted(6, 0, -6, 0)
        middle, scale = area.center(), area.width() / 2 / reach
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.drawLine(QPointF(middle.x(), 2), QPointF(middle.x(), area.bottom() - 2))
        colour = QColor(palette.deviation if self._is_told_apart else palette.faint)
        painter.setPen(QPen(colour, 2.5 if self._is_told_apart else 1.5))
        low, high = (QPointF(middle.x() + end * scale, middle.y()) for end in (found.low, found.high))
        painter.drawLine(low, high)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if self._is_told_apart else QColor(palette.surface))
        painter.drawEllipse(QPointF(middle.x() + found.value * scale, middle.y()), 4, 4)
        painter.end()
