"""Adds a signal to a step: chosen from what the log really holds, with counts, or written as a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.screens.journey_editor.facts import JourneyFacts
from desktop.widgets.text import text
from mining.journey.offers import Offer
from mining.journey.signal_words import signal_words
from mining.number_format import number
from mining.process.editing.naming import free_short_name
from models.buyer_journey import BuyerStep
from models.sales_process import SalesProcess
from models.signal import Signal as Evidence
from resources.translation import tr

OF_PROCESS = tr("Signals of the process")
LOOKING = tr("Looking at what the log holds…")
NOTHING = tr(
    "The log holds nothing but the documented stages. Import activities or field histories, or "
    "write a pattern."
)
_ROW = 30
_COUNT = int(Qt.ItemDataRole.UserRole)
_OFFER = _COUNT + 1


class SignalPicker(QWidget):
    """Lists what could be a signal; a click or Enter takes it."""

    signal_chosen = Signal(object)
    """A `Signal`: of the process where one has its name, else a new one."""

    pattern_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.note = text(role="heading", wrap=True), text(LOOKING, "small", wrap=True)
        self.back, self.write = QPushButton(tr("Back")), QPushButton(tr("Write a pattern"))
        self.search, self.list = QLineEdit(), _List()
        self._process: SalesProcess | None = None
        self._step = BuyerStep("")
        self._facts = JourneyFacts()
        self._offers: tuple[Offer, ...] | None = None
        self._build()
        self.back.clicked.connect(self.closed)
        self.write.clicked.connect(self.pattern_wanted)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self._take_first)
        self.list.itemClicked.connect(self._take)
        self.list.entered_.connect(self._take)

    @property
    def step(self) -> str:
        """The step that a signal is added to."""
        return self._step.name

    def show_step(self, process: SalesProcess, step: BuyerStep, facts: JourneyFacts) -> None:
        """Offer signals for this step."""
        self._process, self._step, self._facts = process, step, facts
        self.heading.setText(tr("What shows that the buyer has done {shown}?", shown=step.shown))
        self.search.clear()
        self._fill()

    def show_offers(self, offers: tuple[Offer, ...] | None) -> None:
        """Show what the log holds, None while nobody has looked yet."""
        self._offers = offers
        self._fill()

    def _fill(self) -> None:
        wanted = self.search.text().strip().casefold()
        self.list.clear()
        group = ""
        for its, words, count, signal in self._entries():
            if wanted not in words.casefold():
                continue
            if its != group:
                group = its
                self.list.add_heading(its)
            self.list.add(words, count, signal)
        if self._offers is None:
            self.note.setText(LOOKING)
        elif not self.list.count():
            self.note.setText(tr("Nothing here is called so; write a pattern.") if wanted else NOTHING)
        else:
            self.note.setText(tr("with the deals in which it is seen"))

    def _entries(self) -> Iterator[tuple[str, str, str, Evidence]]:
        """Group, words, count and signal of every row."""
        for one in self._process.signals if self._process is not None else ():
            if one.name not in self._step.evidence:
                seen = self._facts.signals.get(one.name)
                count = "" if seen is None else number(seen.deals) if seen.events else tr("no evidence")
                yield OF_PROCESS, one.name, count, one
        known = {
            replace(one, name="") for one in (self._process.signals if self._process is not None else ())
        }
        for offer in self._offers or ():
            if offer.signal not in known:
                yield offer.group, offer.words, number(offer.deals), offer.signal

    def _take_first(self) -> None:
        item = next((item for item in self.list.offers()), None)
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        signal = item.data(_OFFER)
        if isinstance(signal, Evidence) and self._process is not None:
            self.signal_chosen.emit(signal if signal.name else named(signal, self._process))

    def _build(self) -> None:
        for button in (self.back, self.write):
            button.setProperty("kind", "quiet")
        self.search.setPlaceholderText(tr("Search what the log holds"))
        self.search.setAccessibleName(tr("Search what the log holds"))
        self.list.setAccessibleName(tr("What could be a signal, with the deals in which it is seen"))
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.heading)
        column.addWidget(self.search)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)


class _List(QListWidget):
    """Rows with a count at the right, under headings."""

    entered_ = Signal(object)
    """Enter on a row."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_CountDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def add_heading(self, words: str) -> None:
        """A row that cannot be chosen."""
        item = QListWidgetItem(words, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(_COUNT, "")

    def add(self, words: str, count: str, signal: Evidence) -> None:
        """A row to choose."""
        item = QListWidgetItem(words, self)
        item.setData(_COUNT, count)
        item.setData(_OFFER, signal)
        tip = (
            signal_words(signal)
            if signal.name or not count
            else tr("{signal}: {count} deals", signal=signal_words(signal), count=count)
        )
        item.setToolTip(tip.replace("<", "‹").replace(">", "›"))

    def offers(self) -> Sequence[QListWidgetItem]:
        """The rows that can be chosen."""
        items = (self.item(row) for row in range(self.count()))
        return [item for item in items if item.data(_OFFER) is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item: QListWidgetItem | None = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.entered_.emit(item)
        else:
            super().keyPressEvent(event)


class _CountDelegate(QStyledItemDelegate):
    """Draws the count at the right edge of the row, and leaves it room; headings in small letters."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        count, is_heading = str(index.data(_COUNT)), index.data(_OFFER) is None
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        words, styled.text = styled.text, ""
        style = styled.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, styled, painter, styled.widget)
        painter.save()
        font = painter.font()
        font.setPixelSize(12 if is_heading else 13)
        font.setWeight(font.Weight.DemiBold if is_heading else font.Weight.Normal)
        painter.setFont(font)
        muted = option.palette.placeholderText().color()
        room = QRect(option.rect).adjusted(8, 0, -8, 0)
        if count:
            painter.setPen(muted)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(count) - 10)
        painter.setPen(muted if is_heading else option.palette.text().color())
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def named(signal: Evidence, process: SalesProcess) -> Evidence:
    """The signal under a name made of what it is, that no other has."""
    words = signal.contact_role or signal.subject.removeprefix("(?i)") or " ".join(signal.kinds)
    if signal.field:
        words = signal.field if signal.becomes in ("", "set") else f"{signal.field} {signal.becomes}"
    elif signal.contact_role:
        words = f"{signal.contact_role} {' '.join(signal.kinds)}"
    taken = (
        *(one.name for one in process.signals),
        *(stage.name for stage in process.stages),
        *(end.title for end in process.ends),
    )
    return replace(signal, name=free_short_name(words[:60], taken, otherwise="signal"))
