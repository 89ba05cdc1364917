"""What the screen of deviations gives to take away: a page of all of them and the deals of one, and both as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.deals_taken import deals_export
from desktop.listed_deals import add_deals
from desktop.screens.deviations.allow_panel import HEADING, Listed, entry_title
from desktop.screens.deviations.allow_panel import ROOMS as ALLOW_ROOMS
from desktop.screens.deviations.allow_panel import columns_of as allow_columns
from desktop.screens.deviations.columns import DIFFERENCE, RATE, ROOMS, WHAT, columns_of
from desktop.screens.deviations.delegates import DifferenceDelegate, KindDelegate, RateDelegate
from desktop.screens.deviations.effects_panel import EffectsPanel
from desktop.screens.deviations.unjudged import HEADING as UNJUDGED
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.table import Table
from desktop.widgets.text import text
from mining.export.allow_table import allow_table
from mining.export.deviation_table import deviation_table
from mining.export.effects_table import effects_table
from mining.export.stand_ins import with_stand_ins
from mining.wording import title
from models.analysis import Analysis
from models.conformance import Conformance
from models.deviation import DeviationRow
from models.diagnosis import DeviationEffects
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Chosen:
    """The deviation that is looked at, what is said of it, and the deals listed below it, in their order."""

    row: DeviationRow
    sentence: str
    cases: NDArray[np.int64]


def taken_away(
    analysis: Analysis,
    found: Conformance,
    summary: str,
    rows: Sequence[DeviationRow],
    like: Table,
    chosen: Chosen | None,
    effects: Sequence[DeviationEffects],
    entries: Sequence[Listed],
    real_names: bool,
) -> TakeAway:
    """The deviations `rows`, sorted as the table `like` is, the entries of the allow-list, the deals of the chosen one.

    Who accepted or forbade something is told only with `real_names`.
    """
    log = analysis.log if real_names or chosen is None else with_stand_ins(analysis.log)

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Deviations"), summary)
        sheet.add_table(_table(rows, found, like, chosen))
        if analysis.unjudged:
            sheet.add(text(UNJUDGED, "small"))
            sheet.add(text("\n".join(one.sentence for one in analysis.unjudged), "small", wrap=True))
        if entries:
            sheet.add(text(HEADING, "small"))
            sheet.add_table(_entries(entries, found, real_names))
        if chosen is not None:
            sheet.add(text(title(chosen.row.key, found.ends), "heading"))
            sheet.add(text(chosen.sentence, wrap=True))
            told = next((one for one in effects if one.key == chosen.row.key), None)
            if told is not None:
                _add_effects(sheet, told, log.day_hours)
            add_deals(sheet, log, chosen.cases)

    ordered = [rows[row] for row in like.table.shown_rows.tolist()]
    tables = [deviation_table(tr("Deviations"), ordered, found.ends)]
    if entries:
        titles = [entry_title(one, found.ends) for one in entries]
        told = [len(one.cases) for one in entries], ["; ".join(one.states) for one in entries]
        listed = [one.entry for one in entries]
        tables.append(allow_table(tr("Accepted and forbidden"), listed, titles, *told, real_names))
    if chosen is not None:
        name = tr("Deals, {title}", title=title(chosen.row.key, found.ends))
        tables.append(deals_export(name, log, chosen.cases, real_names=True))
    if effects:
        tables.append(effects_table(tr("What goes with them"), effects, found.ends))
    return TakeAway(tr("Deviations"), picture_of(fill), tuple(tables))


def _table(rows: Sequence[DeviationRow], found: Conformance, like: Table, chosen: Chosen | None) -> Table:
    table = Table(tr("Deviations"))
    kinds, rates = KindDelegate(LIGHT, table), RateDelegate(LIGHT, table)
    differences = DifferenceDelegate(LIGHT, table)
    table.show_columns(columns_of(rows, found.stages, found.ends))
    for column, delegate in ((WHAT, kinds), (RATE, rates), (DIFFERENCE, differences)):
        delegate.rows, delegate.ends = rows, found.ends
        table.setItemDelegateForColumn(column, delegate)
    table.sort_like(like)
    table.share_room(ROOMS)
    if chosen is not None:
        table.make_current(rows.index(chosen.row))
    return table


def _add_effects(sheet: Sheet, found: DeviationEffects, day_hours: float | None) -> None:
    """The figures of the chosen deviation as on the screen, or the one reason why there are none."""
    panel = EffectsPanel(LIGHT)
    panel.show_effects(found, day_hours)
    if panel.has_figures:
        sheet.add_table(panel.table)
        sheet.add(panel.basis)
    else:
        sheet.add(panel.told)


def _entries(entries: Sequence[Listed], found: Conformance, real_names: bool) -> Table:
    table = Table(HEADING)
    table.show_columns(allow_columns(entries, found.ends, real_names))
    table.share_room(ALLOW_ROOMS)
    return table
