"""What the screen of before and after gives to take away: a page, the table, and the points of the chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.screens.before_after.charting import Mark, chart_sentence, charted
from desktop.screens.before_after.columns import (
    PLAN_ROOMS,
    ROOMS,
    in_order,
    moved_teams,
    plan_columns,
    row_columns,
)
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.column_room import Room
from desktop.widgets.series_chart import SeriesChart
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column
from desktop.widgets.text import text
from mining.before_after.control_chart import ControlChart
from mining.before_after.tables import actions_table, chart_table, rows_table
from mining.before_after.wording import headline, row_sentence, side_words, team_sentence
from models.before_after import ActionResult, BeforeAfter, Row
from resources.translation import tr


def taken_away(
    found: BeforeAfter,
    results: Sequence[ActionResult],
    row: Row | None,
    chart: ControlChart | None,
    since: date,
    marks: Sequence[Mark],
) -> TakeAway:
    """The comparison with the row that is looked at and its chart, and what became of the plan."""
    rows = in_order(found)

    def fill(sheet: Sheet) -> None:
        before, after = found.before, found.after
        sides = tr(
            "{before} against {after}",
            before=side_words(before.name, before.begins, before.ends),
            after=side_words(after.name, after.begins, after.ends),
        )
        sheet.add_head(tr("Before and after"), sides)
        sheet.add(text(headline(found), wrap=True))
        for note in found.notes:
            sheet.add(text(note, "muted", wrap=True))
        sheet.add_table(
            _table(
                tr("Every metric before and after"), row_columns(rows, moved_teams=moved_teams(found)), ROOMS
            )
        )
        if results:
            sheet.add(text(tr("Actions of the plan"), "heading"))
            sheet.add_table(_table(tr("Actions of the plan"), plan_columns(results), PLAN_ROOMS))
        if row is not None and chart is not None and chart.points:
            sheet.add(text(row.name, "heading"), text(row_sentence(row), wrap=True))
            drawn = SeriesChart(row.name, LIGHT, 240)
            drawn.show_data(charted(chart, row.name, row.currency, since, marks, None))
            sheet.add(drawn, text(chart_sentence(chart), "small", wrap=True))
            sheet.add(text(team_sentence(found, row.metric), wrap=True))

    tables = [rows_table(found)]
    if results:
        tables.append(actions_table(results))
    if row is not None and chart is not None:
        tables.append(chart_table(chart, row.name))
    return TakeAway(tr("Before and after"), picture_of(fill), tuple(tables))


def _table(name: str, columns: Sequence[Column], rooms: Sequence[Room]) -> Table:
    table = Table(name)
    table.show_columns(columns)
    table.share_room(rooms)
    return table
