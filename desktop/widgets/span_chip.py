"""A chip that drops down how values are spread, and two fields for the smallest and the largest of them to keep."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.widgets.choice_chip import DropChip
from desktop.widgets.spread_bars import SpreadBars
from desktop.widgets.text import text
from resources.translation import mid_sentence, tr

Span = tuple[float | None, float | None]
"""From and to, both included; None for no bound."""

_BARS = 32
_USUAL = 0.98
"""The last bar gathers the largest values, from this quantile on."""


class SpanChip(DropChip):
    """`shown` writes a value for its reader; `unit` stands behind the fields."""

    chosen = Signal(object)
    """The chosen `Span`."""

    def __init__(
        self, title: str, unit: str, shown: Callable[[float], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self._shown = shown
        self.histogram = SpreadBars()
        self.range = text(role="small")
        self.low, self.high = self._field(tr("From")), self._field(tr("To"))
        self.unit = text(unit, "muted")
        self.problem = text(role="small")
        self.apply = QPushButton(tr("Keep these deals"))
        self.apply.setProperty("kind", "primary")
        self.apply.clicked.connect(self._apply)
        fields = QHBoxLayout()
        fields.addWidget(self.low, 1)
        fields.addWidget(text(tr("to"), "muted"))
        fields.addWidget(self.high, 1)
        fields.addWidget(self.unit)
        self.body.addWidget(self.histogram)
        self.body.addWidget(self.range)
        self.body.addLayout(fields)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.apply)
        self.popup.setFixedWidth(320)
        self.popup.setFocusProxy(self.low)
        self.problem.hide()

    def offer(self, values: NDArray[np.float64], unit: str | None = None) -> None:
        """Show how these values (without NaN) are spread; `unit` is another one from now on."""
        if unit is not None:
            self.unit.setText(unit)
            self.unit.setVisible(bool(unit))
        if not len(values):
            self.histogram.show_counts((), ())
            self.range.setText(tr("No deal has a value."))
            return
        lowest, highest = float(values.min()), float(values.max())
        usual = float(np.quantile(values, _USUAL))
        top = usual if usual > lowest else highest
        counts, edges = np.histogram(
            np.minimum(values, top), bins=_BARS, range=(lowest, max(top, lowest + 1e-9))
        )
        bounds = edges.tolist()
        bounds[-1] = highest
        self.histogram.show_counts(counts.tolist(), bounds)
        self.range.setText(
            tr("{lowest} to {highest}", lowest=self._shown(lowest), highest=self._shown(highest))
        )
        self.low.setPlaceholderText(self._shown(lowest))
        self.high.setPlaceholderText(self._shown(highest))

    def show_chosen(self, span: Span) -> None:
        """Show this span as the chosen one, without telling anybody."""
        for field, value in zip((self.low, self.high), span, strict=True):
            field.setText("" if value is None else f"{value:,.12g}")
        self.mark(span != (None, None))

    def paint_bars(self, inside: str, outside: str) -> None:
        """Use these colours for the bars inside and outside of the span."""
        self.histogram.paint_with(inside, outside)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(f"{name} ({mid_sentence(self.title)})")
        field.textChanged.connect(self._read)
        field.returnPressed.connect(self._apply)
        return field

    def _span(self) -> Span:
        """What the fields say; raises ValueError where one is no number."""
        low, high = (_number(field.text()) for field in (self.low, self.high))
        return low, high

    def _problem(self) -> str:
        try:
            low, high = self._span()
        except ValueError:
            return tr("Write a number, such as 2,500, or leave a field empty.")
        if low is not None and high is not None and low > high:
            return tr("The first number is larger than the second one.")
        return ""

    def _read(self) -> None:
        problem = self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.apply.setEnabled(not problem)
        if not problem:
            self.histogram.show_span(self._span())

    def _apply(self) -> None:
        if not self._problem():
            self.popup.hide()
            self.chosen.emit(self._span())


def _number(typed: str) -> float | None:
    plain = "".join(typed.replace(",", "").split())
    if not plain:
        return None
    value = float(plain)
    if not math.isfinite(value):
        raise ValueError("no number")
    return value
