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
from desktop.screens.process_map.behind import Behind, DealRow
from desktop.screens.process_map.facts import Link, Subject
from desktop.theme import Palette
from desktop.widgets.bar_row import BarRow, RowColors
from desktop.widgets.histogram import ChartColors, Histogram
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import text
from resources.translation import tr

PANEL_WIDTH = 248


class Details(QFrame):
    """Shows a `Subject`: title, sentence, numbers, links to what is around it, and one button."""

    deals_wanted = Signal()
    visits_wanted = Signal()
    """The deals that come to the stage."""

    target_chosen = Signal(object)
    """The card or line of a link."""

    deal_chosen = Signal(int)
    """The case of a deal that is to be opened."""

    closed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mapDetails")
        self.setFixedWidth(PANEL_WIDTH)
        self._palette = palette
        self._rows: list[BarRow] = []
        self._chart: Histogram | None = None
        self._title = text(role="heading", wrap=True)
        self._mark = text()
        self._mark.setObjectName("mark")
        self._story = text(role="muted", wrap=True)
        self._close = QPushButton(tr("Close"))
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(lambda: self.closed.emit())
        self._numbers = QVBoxLayout()
        self.deals = QPushButton()
        self.deals.setProperty("kind", "primary")
        self.deals.clicked.connect(lambda: self.deals_wanted.emit())
        self.visits = QPushButton(tr("Show the deals that come here"))
        self.visits.clicked.connect(lambda: self.visits_wanted.emit())
        self._content: QWidget | None = None
        self._build()
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.setStyleSheet(
            f"QFrame#mapDetails {{ background: {palette.surface}; border: none;"
            f" border-left: 1px solid {palette.border}; }}"
            f"QLabel#mark {{ background: {palette.deviation_soft}; color: {palette.deviation_text};"
            " border-radius: 9px; padding: 2px 9px; font-size: 12px; font-weight: 600; }"
        )
        for row in self._rows:
            row.set_colors(self._row_colors(row.odd))
        if self._chart is not None:
            self._chart.set_colors(self._chart_colors())

    def show_subject(self, subject: Subject, behind: Behind, closable: bool) -> None:
        """Fill the panel."""
        self._title.setText(subject.title)
        self._mark.setText(subject.mark)
        self._mark.setVisible(bool(subject.mark))
        self._story.setText(subject.story)
        self._close.setVisible(closable)
        self.deals.setText(subject.button)
        self.deals.setVisible(bool(subject.button))
        self.visits.setVisible(bool(subject.visits))
        self._fill(subject, behind)

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
        foot.setSpacing(8)
        foot.addWidget(self.visits)
        foot.addWidget(self.deals)
        outer.addLayout(foot)

    def _fill(self, subject: Subject, behind: Behind) -> None:
        if self._content is not None:
            self._numbers.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._rows, self._chart = [], None
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if subject.numbers:
            column.addLayout(_table(subject.numbers))
        self._add_chart(column, behind)
        for heading, links in subject.links[:1]:
            self._add_rows(column, heading, [self._link(link) for link in links])
        self._add_rows(column, behind.deals_heading, [self._deal(row) for row in behind.deals])
        for heading, links in subject.links[1:]:
            self._add_rows(column, heading, [self._link(link) for link in links])
        self._numbers.addWidget(self._content)

    def _add_chart(self, column: QVBoxLayout, behind: Behind) -> None:
        if behind.chart is not None:
            self._chart = Histogram(behind.chart_heading, self._chart_colors())
            self._chart.show_data(behind.chart)
            column.addSpacing(12)
            column.addWidget(text(behind.chart_heading, "strong"))
            column.addSpacing(4)
            column.addWidget(self._chart)
        if behind.remark:
            column.addSpacing(6)
            column.addWidget(text(behind.remark, "small", wrap=True))

    @staticmethod
    def _add_rows(column: QVBoxLayout, heading: str, rows: Sequence[QWidget]) -> None:
        if rows:
            column.addSpacing(12)
            column.addWidget(text(heading, "strong", wrap=True))
            column.addSpacing(2)
        for row in rows:
            column.addWidget(row)

    def _link(self, link: Link) -> BarRow:
        row = BarRow(link.title, link.value, link.share, self._row_colors(link.odd), link.odd)
        row.clicked.connect(partial(self._follow, link))
        self._rows.append(row)
        return row

    def _deal(self, deal: DealRow) -> BarRow:
        row = BarRow(deal.name, deal.value, None, self._row_colors(False))
        row.clicked.connect(partial(self._open, deal))
        self._rows.append(row)
        return row

    def _row_colors(self, odd: bool) -> RowColors:
        colors = self._palette
        bar = colors.deviation_soft if odd else look.mixed(colors.flow, colors.surface, 0.38).name()
        return RowColors(bar, colors.text, colors.deviation_text if odd else colors.muted)

    def _chart_colors(self) -> ChartColors:
        colors = self._palette
        bar = look.mixed(colors.accent, colors.surface, 0.62).name()
        return ChartColors(bar, colors.text, colors.muted, colors.border)

    def _follow(self, link: Link, checked: bool = False) -> None:
        self.target_chosen.emit(link.target)

    def _open(self, deal: DealRow, checked: bool = False) -> None:
        self.deal_chosen.emit(deal.case)


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
