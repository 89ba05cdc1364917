"""The list of the deviations that matter most: what happens, how often, and how such deals end."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.overview.ranking import RULE, what_matters_most
from desktop.sheet import FOR_CLICKS
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import frame, set_tip, text
from mining.number_format import percent, signed
from mining.wording import how_often, sentence, title, verdict
from models.analysis import View
from models.deviation import DeviationRow
from resources.translation import tr

_WHY = {
    tr("No difference seen"): tr(
        "The whole 95 % interval of the difference is within 10 points of none, on either side: "
        "a large difference would have shown, a small one can be there."
    ),
}


class MattersCard(QFrame):
    """Up to five deviations, one a row; a click on one chooses it."""

    chosen = Signal(object)
    """The `DeviationKey`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: list[DeviationButton] = []
        self._nothing = text(tr("No deal here departs from the documented process."), "muted")
        heading = text(tr("What matters most"), "heading")
        rule = text(tr("How this is ranked"), "small")
        set_tip(rule, RULE)
        rule.setProperty(FOR_CLICKS, True)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(rule)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(12, 0, 12, 0)
        self._list.setSpacing(0)
        nothing = QHBoxLayout()
        nothing.setContentsMargins(24, 0, 24, 8)
        nothing.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(nothing)
        column.addLayout(self._list)

    def show_view(self, view: View, palette: Palette, ends: Collection[str] = ()) -> None:
        """List what matters most among the filtered deals."""
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        rows = what_matters_most(view.rows)
        self.rows = [DeviationButton(row, palette, ends) for row in rows]
        for index, button in enumerate(self.rows):
            if index:
                self._list.addWidget(frame("line"))
            button.clicked.connect(partial(self.chosen.emit, button.key))
            self._list.addWidget(button)
        self._nothing.setVisible(not rows)


class DeviationButton(CardButton):
    """One deviation in a row: its name and how often, the two win rates, and their difference."""

    def __init__(self, deviation: DeviationRow, palette: Palette, ends: Collection[str] = ()) -> None:
        super().__init__("row")
        self.key = deviation.key
        said_of_it = f"{sentence(deviation, ends)} {_WHY.get(verdict(deviation.effect), '')}".rstrip()
        self.setAccessibleName(title(deviation.key, ends))
        self.setAccessibleDescription(said_of_it)
        set_tip(self, said_of_it)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addStretch(1)
        said.addWidget(text(title(deviation.key, ends), "strong", wrap=True))
        said.addWidget(text(how_often(deviation, ends), "small", wrap=True))
        said.addStretch(1)
        arrow = IconLabel()
        arrow.show_icon("chevron-right", palette.faint)
        arrow.setProperty(FOR_CLICKS, True)
        self.row.setContentsMargins(12, 10, 8, 10)
        self.row.setSpacing(20)
        self.row.addLayout(said, 1)
        for widget in (WinRates(deviation, palette), _difference(deviation), arrow):
            self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.let_clicks_through()


class WinRates(QWidget):
    """Two short bars above each other: the win rate of the deals with the deviation and of those without."""

    def __init__(self, row: DeviationRow, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates = (
            (tr("with it"), row.win_rate_with, palette.deviation),
            (tr("without"), row.win_rate_without, palette.flow),
        )
        self._palette = palette
        self.setFixedSize(196, 40)
        self.setAccessibleName(
            tr(
                "Win rate {with_it} with it, {without} without",
                with_it=percent(row.win_rate_with),
                without=percent(row.win_rate_without),
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        for line, (name, rate, colour) in enumerate(self._rates):
            top = line * 20
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(QRectF(0, top, 50, 20), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._palette.window))
            painter.drawRoundedRect(QRectF(54, top + 6, 100, 8), 4, 4)
            if rate is not None and rate > 0:
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(54, top + 6, max(4.0, rate * 100), 8), 4, 4)
            painter.setPen(QColor(self._palette.text))
            painter.drawText(QRectF(158, top, 38, 20), Qt.AlignmentFlag.AlignVCenter, percent(rate))


def _difference(row: DeviationRow) -> QWidget:
    """The difference of the win rates and its interval, or why there is none."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if row.effect is None:
        column.addWidget(text(tr("Cannot tell"), "strong"))
        column.addWidget(text(tr("too few closed deals"), "small"))
    else:
        column.addWidget(text(verdict(row.effect), "strong"))
        low, high = signed(row.effect.low), signed(row.effect.high)
        column.addWidget(text(tr("95\u00a0% interval {low} to {high}", low=low, high=high), "small"))
    widget = QWidget()
    widget.setLayout(column)
    widget.setFixedWidth(152)
    return widget
