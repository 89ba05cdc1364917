"""Two chips: months or quarters."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.widgets.text import set_property
from mining.aggregates.periods import Period
from resources.translation import tr

_NAMES = {Period.MONTH: tr("Months"), Period.QUARTER: tr("Quarters")}
_TELL_BY = {Period.MONTH: tr("Tell by months"), Period.QUARTER: tr("Tell by quarters")}


class PeriodSwitch(QWidget):
    """Shows which periods are told, and asks for others."""

    chosen = Signal(object)
    """A `Period`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {period: QPushButton(name) for period, name in _NAMES.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for period, chip in self.chips.items():
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(_TELL_BY[period])
            chip.clicked.connect(partial(self._choose, period))
            row.addWidget(chip)

    def show_period(self, period: Period) -> None:
        """Mark the chip of this period."""
        for one, chip in self.chips.items():
            chip.setChecked(one is period)
            set_property(chip, "active", "true" if one is period else "false")

    def _choose(self, period: Period) -> None:
        self.show_period(period)
        self.chosen.emit(period)
