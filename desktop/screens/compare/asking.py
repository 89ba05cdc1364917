"""The panel beside a comparison: what is held against what, what that shows in words, and what the colours mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.map.map_zoom import MapZoom
from desktop.screens.compare.legend import CompareLegend
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.comparing.sides import Offer, Question, Split
from mining.words_of_values import word_of
from resources.translation import tr

_WIDTH = 264


class AskPanel(QFrame):
    """Offers the questions in words, and tells the answer to the one that is asked."""

    asked = Signal(object)
    """The `Question` that the user now asks."""

    fit_wanted = Signal()
    zoom_wanted = Signal(float)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askPanel")
        self.setFixedWidth(_WIDTH)
        self.splits = _box(tr("What to compare"))
        self.splits.addItems([word_of(split) for split in Split])
        self.first, self.second = _box(tr("Side A")), _box(tr("Side B"))
        self.since = QDateEdit()
        self.since.setAccessibleName(tr("Side B begins on"))
        self.since.setDisplayFormat(tr("d MMM yyyy"))
        self.since.setCalendarPopup(True)
        self.told: list[QLabel] = []
        self.cautions = text(role="small", wrap=True)
        self.legend = CompareLegend(palette)
        self.zoom = MapZoom("map")
        self.zoom.zoom_wanted.connect(self.zoom_wanted)
        self.zoom.fit_wanted.connect(self.fit_wanted)
        self._line = frame("line")
        self._told_column = QVBoxLayout()
        self._build()
        self._question = Question(Split.OUTCOME)
        self.splits.activated.connect(self._split_chosen)
        for box in (self.first, self.second):
            box.activated.connect(lambda _, box=box: self._name_chosen(box))
        self.since.userDateChanged.connect(self._date_chosen)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.setStyleSheet(
            f"QFrame#askPanel {{ background: {palette.surface}; border: none;"
            f" border-right: 1px solid {palette.border}; }}"
        )
        self.legend.set_palette_colors(palette)

    def offer(self, offers: Mapping[Split, Offer], question: Question) -> None:
        """Show what can be asked and what is asked, without telling anybody."""
        self._question = question
        model = self.splits.model()
        assert isinstance(model, QStandardItemModel)
        for at, split in enumerate(Split):
            why = offers[split].why_not
            model.item(at).setEnabled(not why)
            word = word_of(split)
            model.item(at).setText(f"{word}: {why}" if why else word)
        self.splits.setCurrentIndex(list(Split).index(question.split))
        self.splits.view().setMinimumWidth(self.splits.view().sizeHintForColumn(0) + 28)
        offer = offers[question.split]
        self._show_names(self.first, offer.names, question.first, bool(offer.names))
        others = [item for item in offer.names if item[0] != question.first]
        self._show_names(
            self.second, others, question.second, bool(others) and question.split is not Split.PERSON
        )
        self._show_date(offer, question)

    def show_told(self, sentences: Sequence[str], cautions: Sequence[str]) -> None:
        """Tell what the comparison comes to."""
        for old in self.told:
            self._told_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.told = [text(sentence, wrap=True) for sentence in sentences]
        for label in self.told:
            self._told_column.addWidget(label)
        self.cautions.setText("\n\n".join(cautions))

    def offer_map_tools(self, offered: bool) -> None:
        """Show the legend and the buttons of the maps, or nothing of them beside a table."""
        self._line.setVisible(offered)
        self._foot.setVisible(offered)

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("content")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(8)
        column.addWidget(text(tr("Compare"), "heading"))
        for widget in (self.splits, self.first, self.second, self.since):
            column.addWidget(widget)
        column.addSpacing(8)
        self._told_column.setSpacing(8)
        column.addLayout(self._told_column)
        column.addWidget(self.cautions)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(inner, tr("What the comparison shows")), 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(16, 10, 16, 16)
        foot.setSpacing(10)
        foot.addWidget(self.legend)
        foot.addWidget(self.zoom)
        outer.addWidget(self._line)
        outer.addWidget(self._foot)

    def _show_names(
        self, box: QComboBox, names: Sequence[tuple[str, int | None]], chosen: str, shown: bool
    ) -> None:
        box.clear()
        for name, count in names:
            box.addItem((name if count is None else f"{name} ({count:,})").replace("\n", " "), name)
        box.setCurrentIndex(box.findData(chosen))
        box.setVisible(shown)

    def _show_date(self, offer: Offer, question: Question) -> None:
        self.since.setVisible(offer.span is not None)
        if offer.span is None or question.since is None:
            return
        self.since.blockSignals(True)
        self.since.setDateRange(_q_date(offer.span[0]).addDays(1), _q_date(offer.span[1]))
        self.since.setDate(_q_date(question.since))
        self.since.blockSignals(False)

    def _split_chosen(self, at: int) -> None:
        split = list(Split)[at]
        if split is not self._question.split:
            self.asked.emit(Question(split))

    def _name_chosen(self, box: QComboBox) -> None:
        first, second = str(self.first.currentData() or ""), str(self.second.currentData() or "")
        if box is self.first and first == self._question.second:
            second = self._question.first
        self.asked.emit(Question(self._question.split, first, second))

    def _date_chosen(self, day: QDate) -> None:
        since = datetime(day.year(), day.month(), day.day(), tzinfo=UTC)
        self.asked.emit(Question(self._question.split, since=int(since.timestamp()) * 1_000_000))


def _box(name: str) -> QComboBox:
    """A box that is as wide as its place, however long what it offers."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def _q_date(time: int) -> QDate:
    moment: date = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=time)
    return QDate(moment.year, moment.month, moment.day)
