"""What goes along with the chosen deviation: the figures of every metric, and what they rest on."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.deviations.effect_columns import (
    DIFFERENCE,
    ROOMS,
    EffectDelegate,
    columns_of,
)
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.table import Table
from desktop.widgets.text import set_tip, text
from desktop.widgets.whole_rows import WholeRows
from mining.diagnosis.effects.wording import basis
from models.diagnosis import DeviationEffects
from resources.translation import tr

WAITING = tr("Comparing deals with and without it…")
NOT_COMPARED = tr("Deals with it and without it could not be compared.")


class EffectsPanel(QStackedWidget):
    """The effects of one deviation, a word while they are computed, or the one reason why nothing can be told."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: DeviationEffects | None = None
        self.table = Table(tr("What goes with the deviation"))
        self.basis = ElidedLabel("small")
        self.told = text(role="muted", wrap=True)
        self._differences = EffectDelegate(palette, self.table)
        self._figures = QWidget()
        column = QVBoxLayout(self._figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(WholeRows(self.table, 4), 1)
        column.addWidget(self.basis)
        empty = QWidget()
        row = QVBoxLayout(empty)
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self.told)
        row.addStretch(1)
        self.addWidget(empty)
        self.addWidget(self._figures)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._differences.palette = palette
        self.table.viewport().update()

    @property
    def has_figures(self) -> bool:
        """Whether there is a table, and not one reason for all."""
        return self.currentWidget() is self._figures

    def show_waiting(self) -> None:
        """Say that the comparison is not done yet."""
        self._say(WAITING)

    def show_failed(self) -> None:
        """Say that there is no comparison; what went wrong is told elsewhere."""
        self._say(NOT_COMPARED)

    def show_effects(self, found: DeviationEffects, day_hours: float | None) -> None:
        """Show the figures, or the reason where it is one and the same for all of them."""
        reasons = {one.why_none for one in found.effects if one.adjusted is None and one.with_it is None}
        if len(reasons) == 1 and all(one.adjusted is None and one.with_it is None for one in found.effects):
            self._say(reasons.pop())
            self.shown = found
            return
        self.shown = found
        first = not self.table.table.columns
        self._differences.effects = found.effects
        self.table.show_columns(columns_of(found, day_hours))
        if first:
            self.table.setItemDelegateForColumn(DIFFERENCE, self._differences)
        self.table.share_room(ROOMS)
        words = basis(found, day_hours)
        self.basis.setText(words)
        set_tip(self.basis, tr("{words} Open deals count as far as they are seen.", words=words))
        self.setCurrentWidget(self._figures)

    def _say(self, words: str) -> None:
        self.shown = None
        self.told.setText(words)
        self.setCurrentIndex(0)
