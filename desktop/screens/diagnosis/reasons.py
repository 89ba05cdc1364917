"""What speaks for a verdict, and beside that, or below it, what speaks against it and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.diagnosis.shown import Shown
from desktop.sheet import FOR_CLICKS
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import set_tip, text
from mining.number_format import plural
from models.diagnosis import DiagnosisCard, Evidence, VerdictKind
from resources.translation import tr

FOR, AGAINST, CHANGE, NEEDED = (
    tr("What speaks for it"),
    tr("What speaks against it"),
    tr("What would change it"),
    tr("What would be needed"),
)
NOTHING_FOR = tr("Nothing firm enough for a verdict.")
NOTHING_AGAINST = tr("Nothing in this log.")
_ICONS = ("circle-plus", "circle-minus", "signpost")
ROOMY = 600
"""Pixels; in less width all stands below each other."""


class Reason(CardButton):
    """A sentence with the deals behind it: a click lists them."""

    def __init__(self, sentence: str, cases: int, parent: QWidget | None = None) -> None:
        super().__init__("row", parent)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(tr("Lists {deals}", deals=plural(cases, "deal")))
        set_tip(self, tr("List the {deals} behind it", deals=plural(cases, "deal")))
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(text(sentence, wrap=True))
        self.link = text(f"{plural(cases, 'deal')} ›", "link")
        self.link.setProperty(FOR_CLICKS, True)
        column.addWidget(self.link)
        self.row.setContentsMargins(8, 5, 6, 5)
        self.row.addLayout(column, 1)
        self.let_clicks_through()


class ReasonColumn(QWidget):
    """A heading with its icon, and the sentences under it."""

    wanted = Signal(object)
    """The `Evidence` whose deals are to be listed."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon, self.heading = IconLabel(16), text(title, "strong")
        self.rows: list[QWidget] = []
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 2)
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.heading, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addStretch(1)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icon in another palette."""
        self._icon.show_icon(self._icon_name, palette.muted)

    def show_reasons(self, reasons: Sequence[Evidence], shown: Shown, nothing: str) -> None:
        """Show these; `nothing` is said where there is none."""
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [self._row(one, shown) for one in reasons]
        if not reasons:
            self.rows = [_plain(nothing, "muted")]
        for at, row in enumerate(self.rows):
            self._column.insertWidget(1 + at, row)
            row.show()

    def _row(self, one: Evidence, shown: Shown) -> QWidget:
        sentence = shown.said(one.sentence)
        if not len(one.cases):
            return _plain(sentence)
        button = Reason(sentence, len(one.cases))
        button.clicked.connect(partial(self._tell, one))
        return button

    def _tell(self, one: Evidence, _: bool = False) -> None:
        self.wanted.emit(one)


class Reasons(QWidget):
    """Three lists of sentences."""

    wanted = Signal(object)
    """The `Evidence` whose deals are to be listed."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = [ReasonColumn(*one) for one in zip((FOR, AGAINST, CHANGE), _ICONS, strict=True)]
        beside = QVBoxLayout()
        beside.setSpacing(14)
        beside.addWidget(self.columns[1])
        beside.addWidget(self.columns[2])
        beside.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.columns[0], 5)
        self._row.addLayout(beside, 4)
        for column in self.columns:
            column.wanted.connect(self.wanted)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        for column in self.columns:
            column.set_palette_colors(palette)

    def show_card(self, card: DiagnosisCard, shown: Shown) -> None:
        """Show the reasons of a verdict."""
        speaks_for, against, change = self.columns
        speaks_for.show_reasons(card.evidence, shown, NOTHING_FOR)
        against.show_reasons(card.against, shown, NOTHING_AGAINST)
        change.heading.setText(NEEDED if card.kind is VerdictKind.NO_CALL else CHANGE)
        change.show_reasons([Evidence(one) for one in card.would_change], shown, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_roomy = event.size().width() >= ROOMY
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_roomy else QBoxLayout.Direction.TopToBottom
        )


def _plain(words: str, role: str = "") -> QLabel:
    label = text(words, role, wrap=True)
    label.setContentsMargins(8, 4, 6, 4)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
