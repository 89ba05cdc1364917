"""What is looked at: its sentence, its control chart, and the same metric in every team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.before_after.charting import Mark, chart_sentence, charted
from desktop.screens.before_after.columns import ROOMS, row_columns
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.series_chart import SeriesChart
from desktop.widgets.switch import Switch
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.before_after.control_chart import ControlChart
from mining.before_after.wording import held_words, row_sentence, team_sentence
from models.before_after import BeforeAfter, Row
from resources.translation import tr

_CHART = 210
BY_TEAM, OVER_TIME = range(2)


class Detail(QFrame):
    """Shows one row of a comparison; `team_chosen` in the table of teams changes the chart to that team's."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._has_teams = False
        self.name, self.sentence = text(role="heading", wrap=True), text(wrap=True)
        self.held, self.said = text(role="small", wrap=True), ElidedLabel("small")
        self.chart = SeriesChart(tr("Control chart"), palette, _CHART)
        self.chart_words = text(role="small", wrap=True)
        self.switch = Switch(tr("How it is shown"), (tr("By team"), tr("Over time")))
        self.team_words = text(role="small", wrap=True)
        self.teams = Table(tr("The metric by team"))
        self.rows_of_teams = WholeRows(self.teams, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.switch)
        column.addLayout(head)
        for part in (
            self.sentence, self.held, self.team_words, self.rows_of_teams, self.chart, self.chart_words, self.said
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.chart.said.connect(self.said.setText)
        self.switch.chosen.connect(self._show_parts)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.chart.set_palette_colors(palette)

    def show_row(self, row: Row, found: BeforeAfter, words: str = "") -> None:
        """Say a row, and list its teams; `words` are said in the place of its own sentence."""
        self.name.setText(tr("{name}, {team}", name=row.name, team=row.team) if row.team else row.name)
        self.sentence.setText(words or row_sentence(row))
        self.held.setText(held_words(row))
        self.held.setVisible(bool(held_words(row)))
        rows = [one for one in found.teams if one.metric == row.metric]
        self._has_teams = bool(rows)
        self.switch.setVisible(self._has_teams)
        self._show_parts()
        self.team_words.setText(team_sentence(found, row.metric))
        self.teams.show_columns(row_columns(rows, by_team=True))
        self.teams.share_room(ROOMS)
        self.rows_of_teams.setMinimumHeight(0)
        self.rows_of_teams.fit()
        self.rows_of_teams.setMinimumHeight(self.rows_of_teams.maximumHeight())

    def _show_parts(self, _: int = 0) -> None:
        is_over_time = not self._has_teams or self.switch.choice == OVER_TIME
        for part in (self.team_words, self.rows_of_teams):
            part.setVisible(not is_over_time)
        for one in (self.chart, self.chart_words, self.said):
            one.setVisible(is_over_time)

    def show_chart(
        self, chart: ControlChart, row: Row, since: date, marks: Sequence[Mark], target: float | None
    ) -> None:
        """Draw the control chart of the row."""
        name = tr("{name}, {team}", name=row.name, team=row.team) if row.team else row.name
        self.chart.setAccessibleName(tr("Control chart of {name}", name=name))
        self.chart.show_data(charted(chart, name, row.currency, since, marks, target))
        self.chart_words.setText(f"{name}. {chart_sentence(chart)}" if chart.points else "")
        self.said.setText("")
