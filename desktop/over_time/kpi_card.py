"""One key figure on a card: what it is, its value over all time, how it moved, and what the baseline says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.over_time.charted import charted
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.series_chart import SeriesChart
from desktop.widgets.text import set_tip, text
from mining.kpis.wording import change_words, shift_words, value_words, written
from models.kpi_series import KpiSeries
from models.strategy import Baseline
from resources.translation import tr

CHART = 150


class KpiCard(QFrame):
    """Shows a series, or several of one unit in one chart; markers are those of the first."""

    change_chosen = Signal(int)
    """The index of a change of the first series."""

    def __init__(self, palette: Palette, chart_height: int = CHART, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._rest = ""
        self.name, self.value = text(role="strong"), text(role="strong")
        self.what, self.line = text(role="small", wrap=True), ElidedLabel("small")
        self.chart = SeriesChart("", palette, chart_height)
        self.baseline, self.nothing = text(role="small", wrap=True), text(role="muted", wrap=True)
        self.chart.marker_chosen.connect(self.change_chosen)
        self.chart.said.connect(self._say)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.value, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.what)
        column.addWidget(self.chart)
        for part in (self.nothing, self.line, self.baseline):
            column.addWidget(part)
        column.addStretch(1)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.chart.set_palette_colors(palette)

    def show_series(self, series: Sequence[KpiSeries], baseline: Baseline | None, name: str = "") -> None:
        """Show these, of which the first gives name, words, value and markers unless a `name` is given."""
        first, title = series[0], name or series[0].name
        self.name.setText(title)
        self.what.setText(
            first.words if len(series) == 1 else " ".join(f"{one.name}: {one.words}" for one in series)
        )
        self.setAccessibleName(title)
        is_none = bool(first.why_none)
        self.nothing.setVisible(is_none)
        self.chart.setVisible(not is_none)
        self.line.setVisible(not is_none)
        self.value.setVisible(not is_none and len(series) == 1)
        self.baseline.setVisible(not is_none)
        if is_none:
            self.nothing.setText(first.why_none)
            self.setAccessibleDescription(first.why_none)
            return
        told = [one for one in series if one.whole is not None]
        said = [
            f"{one.name + ': ' if len(series) > 1 else ''}{value_words(one.whole, one.unit, one.currency, one.noun)}"
            for one in told
            if one.whole is not None
        ]
        self.value.setText(written(first.whole.value if first.whole else None, first.unit, first.currency))
        self._rest = tr("All time: {said}", said="; ".join(said))
        self._say("")
        shifts = [words for one in series if (words := shift_words(one))]
        self.baseline.setText(" ".join(shifts) if len(series) == 1 else "")
        self.baseline.setVisible(bool(self.baseline.text()))
        self.chart.setAccessibleName(tr("{title} over time", title=title))
        self.chart.show_data(charted(series, baseline))
        changes = [change_words(first, change) for change in first.changes]
        self.setAccessibleDescription(" ".join([first.words, *changes]))

    def _say(self, words: str) -> None:
        self.line.setText(words or self._rest)
        set_tip(self.line, words or self._rest)
