"""A line to type a query in: what can come next is offered under it, and every text is checked while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from resources.translation import tr

_SHOWN = 9
_NARROWEST, _GAP = 380, 24


class Offer(Protocol):
    """Something that can be typed: `text` in place of `start:end` of the line, and a `hint` at what it means."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def hint(self) -> str: ...


class QueryEdit(QLineEdit):
    """`complete` says what can be typed at a cursor, `check` what is wrong with a text ("" where nothing is).

    Arrow down or Ctrl+Space shows the offers, Tab takes the first one or the one that the arrows chose, Return takes
    the chosen one and without one enters the line.
    """

    entered = Signal(str)
    """Return was pressed on a text without a problem, trimmed."""

    checked = Signal(str)
    """The text is another one, trimmed, and `problem` says what is wrong with it."""

    def __init__(
        self,
        complete: Callable[[str, int], Sequence[Offer]],
        check: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.problem = ""
        self._complete, self._check = complete, check
        self._offers: list[Offer] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        self.list = QListView()
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setObjectName("completions")
        self.list.setAccessibleName(tr("What can be typed here"))
        self._completer.setPopup(self.list)
        self.list.setItemDelegate(_HintDelegate(self._hint, self.list))
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.textEdited.connect(lambda _: self.offer())
        self.textChanged.connect(self._judge)
        self.returnPressed.connect(self._enter)

    def offer(self) -> None:
        """Show what can be typed where the cursor is, or nothing where nothing fits."""
        self._offers = list(self._complete(self.text(), self.cursorPosition()))
        self._model.setStringList([offer.text for offer in self._offers])
        if not self._offers:
            self.list.hide()
            return
        left = self.cursorRect().left()
        self._completer.complete(
            QRect(min(left, max(0, self.width() - _NARROWEST)), 0, self._room(), self.height())
        )
        self.list.setCurrentIndex(QModelIndex())

    def check_again(self) -> None:
        """Check the text once more: what it is asked of has changed."""
        self._judge(self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that the list of offers would swallow."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.list.currentIndex().row()
            if event.key() == Qt.Key.Key_Tab:
                self._take(max(row, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.hide()
                if row >= 0:
                    self._take(row)
                else:
                    self._enter()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        space = event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Down or space:
            self.offer()
        else:
            super().keyPressEvent(event)

    def _take(self, row: int) -> None:
        """Type the offer, and show what can follow it."""
        if not 0 <= row < len(self._offers):
            return
        offer, before = self._offers[row], self.text()
        rest = before[offer.end :]
        typed = before[: offer.start] + offer.text + ("" if rest.startswith((" ", ")")) else " ")
        self.list.hide()
        self.setText(typed + rest)
        self.setCursorPosition(len(typed))
        if not rest:
            self.offer()

    def _judge(self, text: str) -> None:
        asked = text.strip()
        self.problem = self._check(asked) if asked else ""
        self.checked.emit(asked)

    def _enter(self) -> None:
        if not self.problem and self.text().strip():
            self.entered.emit(self.text().strip())

    def _hint(self, row: int) -> str:
        return self._offers[row].hint if row < len(self._offers) else ""

    def _room(self) -> int:
        metrics = self.fontMetrics()
        widest = max(
            (metrics.horizontalAdvance(offer.text + offer.hint) for offer in self._offers), default=0
        )
        return max(_NARROWEST, min(widest + 4 * _GAP, 560))


class _HintDelegate(QStyledItemDelegate):
    """Draws the hint of an offer at the right edge of its row."""

    def __init__(self, hint: Callable[[int], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._hint = hint

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, 30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hint = self._hint(index.row())
        taken = option.fontMetrics.horizontalAdvance(hint) + _GAP
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(option.palette.placeholderText().color())
        area = QRect(option.rect).adjusted(0, 0, -10, 0)
        area.setLeft(area.right() - taken)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)
        painter.restore()
