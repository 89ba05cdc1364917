"""A callout beside a widget: what it is, the way on and back, and a frame around what it speaks of."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.text import frame, text
from resources.translation import tr

_WIDTH, _GAP, _EDGE = 340, 14, 12


class Ring(QWidget):
    """A frame of the accent colour that leaves the mouse to what is below it."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor(palette.accent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._colour = QColor(palette.accent)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 12, 12)


class Callout(QWidget):
    """Stands above the other widgets of a window and takes only the mouse that is on it."""

    next = Signal()
    back = Signal()
    skipped = Signal()

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.ring = Ring(palette, parent)
        self.title, self.words = text(role="heading", wrap=True), text(wrap=True)
        self.progress = text(role="small")
        self.next_button, self.back_button = QPushButton(), QPushButton(tr("Back"))
        self.skip_button = QPushButton(tr("Leave the tour"))
        self.next_button.clicked.connect(self.next)
        self.back_button.clicked.connect(self.back)
        self.skip_button.clicked.connect(self.skipped)
        for key, signal in (("Esc", self.skipped), ("Right", self.next), ("Left", self.back)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(signal)
        self._build()
        self.hide()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the frame in other colours."""
        self.ring.set_palette_colors(palette)

    def show_stop(self, title: str, words: str, number: int, of: int) -> None:
        """Say what is at this stop, the `number`th `of` so many."""
        self.title.setText(title)
        self.words.setText(words)
        self.progress.setText(tr("{number} of {of}", number=number, of=of))
        self.next_button.setText(tr("Done") if number == of else tr("Next"))
        self.back_button.setEnabled(number > 1)
        self.setAccessibleName(f"{title}. {words}")
        self.show()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_beside(self, target: QRect, room: QRect) -> None:
        """Go beside `target`, wholly inside of `room`, with the frame around what of the target is in it."""
        seen = target.intersected(room)
        self.ring.setGeometry(seen.adjusted(-3, -3, 3, 3).intersected(room))
        self.setFixedWidth(min(_WIDTH, room.width() - 2 * _EDGE))
        self.adjustSize()
        self.move(_beside(seen, self.rect(), room))
        self.ring.setVisible(self.isVisible())
        self.ring.raise_()
        self.raise_()

    def leave(self) -> None:
        """Be gone, with the frame."""
        self.hide()
        self.ring.hide()

    def _build(self) -> None:
        card = frame("callout")
        self.next_button.setProperty("kind", "primary")
        self.skip_button.setProperty("kind", "quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.skip_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.progress)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


def _beside(target: QRect, own: QRect, room: QRect) -> QPoint:
    """Where there is room for it: right, left, below, above, else in the lower right corner of the target."""
    width, height = own.width(), own.height()
    places = (
        QRect(target.right() + _GAP, target.top(), width, height),
        QRect(target.left() - _GAP - width, target.top(), width, height),
        QRect(target.left(), target.bottom() + _GAP, width, height),
        QRect(target.left(), target.top() - _GAP - height, width, height),
    )
    inside = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    for place in places:
        if inside.contains(place):
            return place.topLeft()
        moved = _within(place, inside)
        if not moved.intersects(target):
            return moved.topLeft()
    corner = QRect(target.right() - _GAP - width, target.bottom() - _GAP - height, width, height)
    return _within(corner, inside).topLeft()


def _within(place: QRect, inside: QRect) -> QRect:
    left = max(inside.left(), min(place.left(), inside.right() - place.width() + 1))
    top = max(inside.top(), min(place.top(), inside.bottom() - place.height() + 1))
    return QRect(left, top, place.width(), place.height())
