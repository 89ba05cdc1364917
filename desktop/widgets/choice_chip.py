"""A chip that drops down a list of values with their counts, to be ticked; long lists can be searched."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon
from desktop.widgets.text import button_text, frame, set_property
from mining.number_format import number
from resources.translation import mid_sentence, tr

_COUNT = int(Qt.ItemDataRole.UserRole)
_VALUE = _COUNT + 1
_EDGE = 12
SEARCH_FROM = 9
"""Lists with at least so many values can be searched."""


class DropChip(QPushButton):
    """A chip that opens a popup under itself; subclasses fill `body`. `sitting` is one object while it is open."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(button_text(title), parent)
        self.title = title
        self.setProperty("kind", "chip")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(14, 14))
        self.setAccessibleName(tr("Filter by {title}", title=mid_sentence(title)))
        self.popup = _Popup(self)
        self.sitting: object | None = None
        self.popup.closed.connect(self._stand_up)
        self.body = self.popup.body
        self.clicked.connect(self.open_popup)

    def open_popup(self) -> None:
        """Show the list under the chip."""
        self.open_under(self)

    def open_under(self, other: QWidget) -> None:
        """Show the list under another widget, inside of its window as far as it fits."""
        self.sitting = object()
        self.popup.adjustSize()
        window = other.window()
        left = other.mapTo(window, QPoint(0, 0)).x()
        left = max(0, min(left, window.width() - self.popup.width() - _EDGE))
        below = other.mapTo(window, QPoint(0, other.height() + 4)).y()
        self.popup.move(window.mapToGlobal(QPoint(left, below)))
        self.popup.show()
        self.popup.setFocus()

    def _stand_up(self) -> None:
        self.sitting = None

    def mark(self, active: bool) -> None:
        """Show whether this filter narrows anything."""
        set_property(self, "active", "true" if active else "false")

    def paint_icons(self, colour: str) -> None:
        """Draw the chevron in a colour of the palette."""
        self.setIcon(icon("chevron-down", colour))


class _Popup(QFrame):
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        card = frame("popup", self)
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(10, 10, 10, 10)
        self.body.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class ChoiceChip(DropChip):
    """Offers values with counts; tells after every tick which are chosen (none: all pass)."""

    chosen = Signal(object)
    """frozenset of the ticked values."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.search = QLineEdit(placeholderText=tr("Search by {title}", title=mid_sentence(title)))
        self.search.setAccessibleName(tr("Search by {title}", title=mid_sentence(title)))
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setItemDelegate(_CountDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.itemChanged.connect(self._ticked)
        self.popup.setFixedWidth(260)
        self.popup.setFocusProxy(self.list)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)

    def offer(self, counts: Mapping[str, int], names: Mapping[str, str] | None = None) -> None:
        """List these values with their counts; `names` says how a value is shown where it differs."""
        self.list.blockSignals(True)
        self.list.clear()
        for value, count in counts.items():
            item = QListWidgetItem((names or {}).get(value, value), self.list)
            item.setData(_VALUE, value)
            item.setData(_COUNT, number(count))
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.search.clear()
        self.search.setVisible(len(counts) >= SEARCH_FROM)
        self.list.setFixedHeight(min(10, max(1, len(counts))) * max(30, self.list.sizeHintForRow(0)) + 4)

    def show_chosen(self, values: frozenset[str]) -> None:
        """Tick exactly these values, without telling anybody."""
        self.list.blockSignals(True)
        for item in self._items():
            ticked = item.data(_VALUE) in values
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self.mark(bool(values))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self, changed: QListWidgetItem) -> None:
        ticked = [item for item in self._items() if item.checkState() == Qt.CheckState.Checked]
        self.chosen.emit(frozenset(item.data(_VALUE) for item in ticked))

    def _narrow(self, wanted: str) -> None:
        for item in self._items():
            item.setHidden(wanted.casefold() not in item.text().casefold())


class _CountDelegate(QStyledItemDelegate):
    """Draws the count at the right edge of the row, and leaves it room."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        count = str(index.data(_COUNT))
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(option.palette.placeholderText().color())
        area = QRect(option.rect).adjusted(0, 0, -10, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        painter.restore()
