"""Amounts in several currencies: how many of each, the one to count in, and what a unit of each other is worth."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.text import text
from mining.number_format import plural
from resources.translation import tr


class CurrencyCard(QWidget):
    """No rate is ever proposed; a currency without one keeps its amounts as they are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._known: Mapping[str, float] = {}
        self.target = QComboBox()
        self.target.setAccessibleName(tr("Currency to count in"))
        self.target.currentIndexChanged.connect(lambda _: self._show_rates())
        self.rates: dict[str, QLineEdit] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(3, 1)
        row = QHBoxLayout()
        row.addWidget(text(tr("Count in"), "muted"))
        row.addWidget(self.target)
        row.addStretch(1)
        self._line = text("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._line)
        column.addLayout(row)
        column.addLayout(self._grid)

    def show_counts(self, counts: Mapping[str, int], currency: str, rates: Mapping[str, float]) -> None:
        """Show how many amounts each currency has (the empty text: none named), and the rates known already."""
        self._counts, self._known = counts, rates
        self._line.setText(
            " · ".join(f"{_named(name)}: {plural(count, 'amount')}" for name, count in counts.items())
        )
        self.target.blockSignals(True)
        self.target.clear()
        self.target.addItem(tr("Each in its own currency"), "")
        for name in counts:
            if name:
                self.target.addItem(name, name)
        self.target.setCurrentIndex(max(0, self.target.findData(currency)))
        self.target.blockSignals(False)
        self._show_rates()

    @property
    def currency(self) -> str:
        """The currency to count in, empty where every amount stays in its own."""
        return str(self.target.currentData() or "")

    @property
    def missing(self) -> str:
        """What is wrong with a rate, in one sentence; empty where nothing is."""
        for name, edit in self.rates.items():
            if edit.text().strip() and _rate(edit.text()) is None:
                return tr(
                    "The rate of {named} is no number above zero; write it as 0.92.", named=_named(name)
                )
        return ""

    def chosen_rates(self) -> dict[str, float]:
        """What one unit of a currency is worth, as far as somebody said so."""
        found = {name: _rate(edit.text()) for name, edit in self.rates.items()}
        return {name: rate for name, rate in found.items() if rate is not None}

    def _show_rates(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rates = {}
        others = [name for name in self._counts if name != self.currency] if self.currency else []
        for line, name in enumerate(others):
            edit = self.rates[name] = QLineEdit()
            edit.setAccessibleName(
                tr("What one {named} is worth in {currency}", named=_named(name), currency=self.currency)
            )
            edit.setPlaceholderText(tr("no rate"))
            edit.setFixedWidth(110)
            if name in self._known:
                edit.setText(f"{self._known[name]:.12g}")
            edit.textChanged.connect(lambda _: self.changed.emit())
            self._grid.addWidget(text(f"1 {_named(name)} ="), line, 0)
            self._grid.addWidget(edit, line, 1)
            self._grid.addWidget(text(self.currency), line, 2)
        self.changed.emit()


def _named(currency: str) -> str:
    return currency or tr("without a currency")


def _rate(typed: str) -> float | None:
    """A number with a point or a comma before its decimals; None where it is none or not above zero."""
    try:
        rate = float(typed.strip().replace(",", "."))
    except ValueError:
        return None
    return rate if isfinite(rate) and rate > 0 else None
