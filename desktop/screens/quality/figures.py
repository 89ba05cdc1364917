"""The card on top: how much was read, and how the deals ended."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from desktop.widgets.text import text
from mining.number_format import number
from models.quality import Fault, QualityReport
from resources.translation import tr

_NAMES = (tr("events"), tr("deals"), tr("won"), tr("lost"), tr("open"), tr("rows read"), tr("rows set aside"))
_ENDS = _NAMES[2:5]
_UNKNOWN = "–"
"""Stands for how deals ended where the export says it of none."""


class FiguresCard(QFrame):
    """Seven numbers of the import, whatever is left out of the analysis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(tr("What was imported"))
        self.numbers: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for column, name in enumerate(_NAMES):
            self.numbers[name] = text(role="number")
            grid.addWidget(self.numbers[name], 0, column)
            grid.addWidget(text(name, "muted"), 1, column)
            grid.setColumnStretch(column, 1)

    def show_report(self, report: QualityReport) -> None:
        """Show the numbers of an import."""
        aside = sum(check.count for check in report.checks if check.fault is Fault.QUARANTINED)
        counts = (report.events, report.deals, report.won, report.lost, report.open, report.rows, aside)
        is_known = bool(report.won + report.lost + report.open) or not report.deals
        for name, count in zip(_NAMES, counts, strict=True):
            told = number(count) if is_known or name not in _ENDS else _UNKNOWN
            self.numbers[name].setText(told)
            self.numbers[name].setAccessibleName(
                f"{told} {name}" if told != _UNKNOWN else tr("How many are {name} is not known", name=name)
            )
