"""The navigation at the left edge: the name of the program and one button a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon, pixmap
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import button_text, set_tip, text
from resources.translation import tr

_AROUND_FOOT = 58
"""What the foot needs besides its words: margins, padding and the arrow."""


@dataclass(frozen=True)
class Place:
    """One screen to go to; with a `section` it is the first under that heading."""

    icon: str
    title: str
    shortcut: str
    section: str = ""


class Sidebar(QFrame):
    """Exactly one place is current; `about` fills the foot with what is being looked at."""

    chosen = Signal(int)

    def __init__(self, name: str, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(216)
        self._places = places
        self._logo = QLabel()
        self._foot_title, self.foot = text(role="small"), QPushButton()
        self.buttons = [self._button(place) for place in places]
        group = QButtonGroup(self)
        for index, button in enumerate(self.buttons):
            group.addButton(button, index)
            button.clicked.connect(partial(self.chosen.emit, index))
        self._build(name)

    def go(self, index: int) -> None:
        """Mark a place as the current one."""
        self.buttons[index].setChecked(True)

    def about(self, title: str, line: str) -> None:
        """Say at the foot what is being looked at."""
        self._foot_title.setText(title)
        room = self.width() - _AROUND_FOOT
        shown = QFontMetrics(self.foot.font()).elidedText(line, Qt.TextElideMode.ElideRight, room)
        self.foot.setText(button_text(shown, len(shown)))
        self.foot.setVisible(bool(line))
        self.foot.setAccessibleName(f"{title}: {line}")
        set_tip(self.foot, tr("{line}. Click to choose another.", line=line))

    def offer(self, menu: QMenu) -> None:
        """Open this menu above the foot."""
        self.foot.clicked.connect(
            lambda: menu.popup(self.foot.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
        )

    def paint_icons(self, colour: str) -> None:
        """Draw the icons in a colour of the palette."""
        self._logo.setPixmap(pixmap("lanekeeper", "", 24, self.devicePixelRatioF()))
        self.foot.setIcon(icon("chevron-down", colour))
        for place, button in zip(self._places, self.buttons, strict=True):
            button.setIcon(icon(place.icon, colour))

    def _button(self, place: Place) -> QToolButton:
        button = QToolButton()
        button.setText(f"  {place.title}")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(18, 18))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(place.title)
        shortcut = QKeySequence(place.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{place.title} ({shortcut})")
        return button

    def _build(self, name: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(self._logo)
        head.addWidget(text(name, "heading"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 18, 0, 12)
        column.setSpacing(2)
        column.addLayout(head)
        column.addSpacing(10)
        column.addWidget(self._list(), 1)
        column.addSpacing(6)
        self.foot.setProperty("kind", "foot")
        self.foot.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        self.foot.setIconSize(QSize(14, 14))
        self._foot_title.setContentsMargins(10, 0, 0, 0)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self._foot_title)
        foot.addWidget(self.foot)
        column.addLayout(foot)

    def _list(self) -> QScrollArea:
        """The places under their headings; where the window is too low for them, they scroll."""
        held = QWidget()
        held.setObjectName("content")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(1)
        for place, button in zip(self._places, self.buttons, strict=True):
            if place.section:
                heading = text(place.section, "small")
                heading.setContentsMargins(10, 10, 0, 2)
                column.addWidget(heading)
            column.addWidget(button)
        column.addStretch(1)
        area = scrolled(held, tr("Screens"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area
