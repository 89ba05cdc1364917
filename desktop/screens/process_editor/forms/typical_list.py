"""What is logged while deals stand in a stage, in the current log; a click asks for it when the stage is left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.bar_row import BarRow, RowColors
from desktop.widgets.text import set_tip, text
from mining.number_format import number, percent, plural
from mining.process.editing_facts import deals_at, typical_activities
from models.editing_facts import Counted, EditingFacts
from resources.translation import tr

_MOST = 6


class TypicalList(QWidget):
    """Names with the share of the deals that came to the stage."""

    chosen = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._said: tuple[object, ...] = ()
        self.rows: list[BarRow] = []
        self.sentence = text(role="small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.sentence)

    def show_stage(self, labels: tuple[str, ...], facts: EditingFacts) -> None:
        """Show what is logged at these labels."""
        if self._said == (labels, facts):
            return
        self._said = (labels, facts)
        found, deals = typical_activities(facts, labels)[:_MOST], deals_at(facts, labels)
        self.sentence.setText(_sentence(found, deals, facts))
        for row in self.rows:
            self._column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self.rows = [self._row(one, deals) for one in found]
        for row in self.rows:
            self._column.addWidget(row)
        self.updateGeometry()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        for row in self.rows:
            row.set_colors(_colors(palette))

    def _row(self, one: Counted, deals: int) -> BarRow:
        share = one.deals / deals
        row = BarRow(one.name, percent(share), share, _colors(self._palette))
        said = tr(
            "{name}: in {deals} of {deals_2}. Click to make it an exit criterion.",
            name=one.name,
            deals=plural(one.deals, "deal"),
            deals_2=number(deals),
        )
        set_tip(row, said)
        row.setAccessibleDescription(said)
        row.clicked.connect(lambda: self.chosen.emit(one.name))
        return row


def _sentence(found: tuple[Counted, ...], deals: int, facts: EditingFacts) -> str:
    if not facts.has_log:
        return tr("Import a CRM export to see what is logged in this stage.")
    if not deals:
        return tr("No deal of this log came to the stage.")
    if not found:
        return tr("Nothing is logged around the {deals} that came to the stage.", deals=plural(deals, "deal"))
    return tr(
        "Logged in the {deals} that came here. A click asks for it at the exit.", deals=plural(deals, "deal")
    )


def _colors(palette: Palette) -> RowColors:
    return RowColors(palette.accent_soft, palette.text, palette.muted)
