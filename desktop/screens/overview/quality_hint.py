"""One line on what has to be known about the data before the numbers are trusted; a click shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.icon_label import IconLabel
from desktop.sheet import FOR_CLICKS
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import text
from mining.quality.report import important
from mining.quality.words import hint_words
from models.quality import QualityReport
from resources.translation import mid_sentence, tr


class QualityHint(CardButton):
    """Hidden where nothing important was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("big", parent)
        self.setAccessibleName(tr("Data quality"))
        self._sign, self._arrow, self.words = IconLabel(), IconLabel(), text(wrap=True)
        self.row.setContentsMargins(24, 8, 16, 8)
        self.row.setSpacing(10)
        self.row.addWidget(self._sign)
        self.row.addWidget(self.words, 1)
        self.row.addWidget(self._arrow)
        self._arrow.setProperty(FOR_CLICKS, True)
        self.let_clicks_through()

    def show_report(self, report: QualityReport | None, palette: Palette) -> None:
        """Say what was found, in one line."""
        found = important(report) if report is not None else ()
        line = (
            tr("Worth knowing about these data: {hint}.", hint=mid_sentence(hint_words(found)))
            if found
            else ""
        )
        self.words.setText(line)
        self.setAccessibleDescription(line)
        self._sign.show_icon("info", palette.accent)
        self._arrow.show_icon("chevron-right", palette.faint)
        self.setVisible(bool(line))
