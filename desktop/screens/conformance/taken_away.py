"""What the screen of conformance gives to take away: a page of the part in sight, and all parts as tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.deals_taken import deals_export
from desktop.icon_words import IconWords
from desktop.listed_deals import add_deals
from desktop.screens.conformance import rule_columns, stage_columns, time_columns
from desktop.screens.conformance.about_panel import AboutPanel, lines_of
from desktop.screens.conformance.export_tables import (
    measures_table,
    process_table,
    rules_table,
    stages_table,
    times_table,
)
from desktop.screens.conformance.head import Head
from desktop.screens.conformance.rule_cells import BrokenRateCell, RuleCell
from desktop.screens.conformance.rule_columns import RuleRow
from desktop.screens.conformance.stage_cells import CostCell, FitCell, StageCell
from desktop.severity import RULES
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.text import text
from mining.export.stand_ins import with_stand_ins
from mining.measures.comparison import Comparison
from mining.measures.wording import replay_sentence, times_sentence
from mining.rules.wording import rule_words
from models.analysis import Analysis, View
from models.conformance import Conformance
from models.costs import Costs
from models.model_quality import ModelQuality
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Shown:
    """What the screen shows: the results and the costs, the rules as they are counted, and what was compared."""

    analysis: Analysis
    found: Conformance
    view: View
    quality: ModelQuality
    costs: Costs
    rules: tuple[RuleRow, ...]
    comparison: Comparison | None = None


@dataclass(frozen=True, eq=False)
class ChosenRule:
    """The rule that is looked at, what is said of it, and the deals listed below it, in their order."""

    row: RuleRow
    sentence: str
    cases: NDArray[np.int64]


def taken_away(
    shown: Shown, part: str, like: Table | None, chosen: ChosenRule | None, real_names: bool
) -> TakeAway:
    """`part` is the one in sight ("stages", "rules", "about", "other"), `like` its table, whose order is taken over."""
    log = shown.analysis.log if real_names or chosen is None else with_stand_ins(shown.analysis.log)

    def fill(sheet: Sheet) -> None:
        head = Head()
        head.show_view(shown.view, not shown.costs.are_standard)
        sheet.add(head)
        if part == "about":
            panel = AboutPanel(LIGHT)
            panel.show_process(shown.found, shown.quality)
            sheet.add(panel.take_content())
        elif part == "other" and shown.comparison is not None:
            _add_comparison(sheet, shown.comparison, like)
        elif part == "rules" and shown.rules:
            sheet.add_table(_rules(shown.rules, like))
            if chosen is not None:
                sheet.add(text(rule_words(chosen.row.result.rule), "heading"))
                sheet.add(text(chosen.sentence, wrap=True))
                add_deals(sheet, log, chosen.cases)
        else:
            sheet.add_table(_stages(shown.quality, shown.costs, like if part == "stages" else None))

    lines = lines_of(shown.found)
    tables = [measures_table(shown.view, shown.quality), stages_table(shown.quality, shown.costs)]
    if shown.rules:
        tables.append(rules_table(shown.rules))
    if chosen is not None:
        title = tr("Deals breaking {rule}", rule=rule_words(chosen.row.result.rule))
        tables.append(deals_export(title, log, chosen.cases, real_names=True))
    if lines:
        tables.append(process_table(lines))
    if shown.comparison is not None:
        tables.append(times_table(shown.comparison.times))
    return TakeAway(tr("Conformance"), picture_of(fill), tuple(tables))


def _stages(quality: ModelQuality, costs: Costs, like: Table | None) -> Table:
    table, rows = Table(tr("Stages")), (*quality.stages, *quality.undocumented)
    stage, fit = StageCell(LIGHT, table), FitCell(LIGHT, table)
    cost = CostCell(LIGHT, lambda index: "", table)
    stage.rows = fit.rows = rows
    stage.stages = len(quality.stages)
    table.show_columns(stage_columns.columns_of(rows, stage.stages, costs, _no_edit, _no_edit))
    table.setItemDelegateForColumn(stage_columns.STAGE, stage)
    table.setItemDelegateForColumn(stage_columns.FIT, fit)
    for column in (stage_columns.SKIPPING_COSTS, stage_columns.EXTRA_COSTS):
        table.setItemDelegateForColumn(column, cost)
    return _ordered(table, like, stage_columns.ROOMS)


def _rules(rows: tuple[RuleRow, ...], like: Table | None) -> Table:
    table = Table(tr("Rules"))
    rule, rate = RuleCell(LIGHT, table), BrokenRateCell(LIGHT, table)
    rule.rows = rate.rows = rows
    looks = [RULES[row.result.rule.severity] for row in rows]
    severity = IconWords(lambda row: (looks[row].icon, looks[row].colour(LIGHT)), table)
    table.show_columns(rule_columns.columns_of(rows))
    for column, cell in (
        (rule_columns.RULE, rule), (rule_columns.SEVERITY, severity), (rule_columns.RATE, rate)
    ):  # fmt: skip
        table.setItemDelegateForColumn(column, cell)
    return _ordered(table, like, rule_columns.ROOMS)


def _add_comparison(sheet: Sheet, comparison: Comparison, like: Table | None) -> None:
    replay = comparison.replay
    said = (
        tr("There is no second opinion: {without}", without=comparison.without)
        if replay is None
        else replay_sentence(replay, comparison.ours)
    )
    table = Table(tr("Times between stages"))
    table.show_columns(time_columns.columns_of(comparison.times))
    sheet.add(text(said, wrap=True), text(times_sentence(comparison.times), wrap=True))
    sheet.add_table(_ordered(table, like, time_columns.ROOMS))


def _ordered(table: Table, like: Table | None, rooms: tuple[Room, ...]) -> Table:
    if like is not None:
        table.sort_like(like)
    table.share_room(rooms)
    return table


def _no_edit(row: int, value: float) -> None:
    """A page cannot be written on."""
