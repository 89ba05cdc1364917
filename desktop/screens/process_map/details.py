"""The panel at the right of the map: the numbers of the selected stage or path, and the way to its deals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.map import look
from desktop.screens.process_map.facts import Link, Subject
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import set_tip, text

PANEL_WIDTH = 248
_LINK_WIDTH = 148


class Details(QFrame):
    """Shows a `Subject`: title, sentence, numbers, links to what is around it, and one button."""

    deals_wanted = Signal()
    target_chosen = Signal(object)
    """The card or line of a link."""

    closed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mapDetails")
        self.setFixedWidth(PANEL_WIDTH)
        self._title = text(role="heading", wrap=True)
        self._mark = text()
        self._mark.setObjectName("mark")
        self._story = text(role="muted", wrap=True)
        self._close = QPushButton("Close")
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(lambda: self.closed.emit())
        self._numbers = QVBoxLayout()
        self.deals = QPushButton()
        self.deals.setProperty("kind", "primary")
        self.deals.clicked.connect(lambda: self.deals_wanted.emit())
        self._content: QWidget | None = None
        self._build()
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.setStyleSheet(
            f"QFrame#mapDetails {{ background: {palette.surface}; border: none;"
            f" border-left: 1px solid {palette.border}; }}"
            f"QLabel#odd {{ color: {palette.deviation_text}; font-weight: 600; }}"
            f"QLabel#mark {{ background: {palette.deviation_soft}; color: {palette.deviation_text};"
            " border-radius: 9px; padding: 2px 9px; font-size: 12px; font-weight: 600; }"
        )

    def show_subject(self, subject: Subject, closable: bool) -> None:
        """Fill the panel."""
        self._title.setText(subject.title)
        self._mark.setText(subject.mark)
        self._mark.setVisible(bool(subject.mark))
        self._story.setText(subject.story)
        self._close.setVisible(closable)
        self.deals.setText(subject.button)
        self.deals.setVisible(bool(subject.button))
        self._fill(subject)

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("content")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._story)
        column.addLayout(self._numbers)
        column.addStretch(1)
        scroll = scrolled(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.addWidget(self.deals)
        outer.addLayout(foot)

    def _fill(self, subject: Subject) -> None:
        if self._content is not None:
            self._numbers.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if subject.numbers:
            column.addLayout(_table(subject.numbers))
        for heading, links in subject.links:
            column.addSpacing(8)
            column.addWidget(text(heading, "strong"))
            for link in links:
                column.addWidget(self._link(link))
        self._numbers.addWidget(self._content)

    def _link(self, link: Link) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "row")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"{link.title}, {link.value}")
        set_tip(button, link.title)
        row = QHBoxLayout(button)
        row.setContentsMargins(6, 2, 6, 2)
        name = text(look.elided(link.title, look.font(13), _LINK_WIDTH))
        value = text(link.value, "muted")
        value.setObjectName("odd" if link.odd else "")
        for label in (name, value):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(name, 1)
        row.addWidget(value)
        button.setFixedHeight(30)
        button.clicked.connect(partial(self._follow, link))
        return button

    def _follow(self, link: Link, checked: bool = False) -> None:
        self.target_chosen.emit(link.target)


def _table(numbers: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for row, (name, value) in enumerate(numbers):
        shown: QLabel = text(value, "strong")
        grid.addWidget(text(name, "muted", wrap=True), row, 0)
        grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return grid
