"""What the overview gives to take away: a page with its cards, and the numbers on them as tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.screens.overview.about_data import AboutDataCard, lines_about
from desktop.screens.overview.headline import FollowCard, OutcomeCard
from desktop.screens.overview.matters import MattersCard
from desktop.screens.overview.quality_hint import QualityHint
from desktop.screens.overview.ranking import what_matters_most
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from mining.export.deviation_table import deviation_table
from mining.intervals import wilson
from models.analysis import Analysis, View
from models.case_table import Outcome
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.import_summary import ImportSummary
from models.quality import QualityReport
from resources.translation import tr


def taken_away(
    subtitle: str,
    analysis: Analysis,
    view: View,
    quality: QualityReport | None,
    summary: ImportSummary | None,
) -> TakeAway:
    """The overview of these results; it shows no people."""
    ends = analysis.conformance.ends if analysis.conformance else ()

    def fill(sheet: Sheet) -> None:
        hint, outcome, about = QualityHint(), OutcomeCard(), AboutDataCard()
        hint.show_report(quality, LIGHT)
        outcome.show_view(analysis, view, LIGHT)
        about.more.setChecked(True)
        about.show_data(summary, analysis, view, LIGHT)
        sheet.add_head(tr("Overview"), subtitle)
        sheet.add(hint)
        if analysis.conformance is None:
            sheet.add(outcome, about)
            return
        follow, matters = FollowCard(), MattersCard()
        follow.show_view(view, LIGHT)
        matters.show_view(view, LIGHT, ends)
        sheet.add_beside((follow, 5), (outcome, 4))
        sheet.add(matters, about)

    lines = lines_about(summary, analysis, view)
    tables = [headline_table(analysis, view)]
    if analysis.conformance is not None:
        tables.append(deviation_table(tr("What matters most"), what_matters_most(view.rows), ends))
    if lines:
        tables.append(
            ExportTable(
                tr("About this data"),
                (
                    ExportColumn(tr("Kind"), [kind for kind, _ in lines]),
                    ExportColumn(tr("What is worth knowing"), [line for _, line in lines]),
                ),
            )
        )
    return TakeAway(tr("Overview"), picture_of(fill), tuple(tables))


def headline_table(analysis: Analysis, view: View) -> ExportTable:
    """The figures of the two cards on top: every count with what it is a share of, and the interval of the share."""
    rows: list[_Row] = []
    if analysis.conformance is not None:
        judged = view.conforming + view.deviating
        rows += [_share(tr("follow the process"), view.conforming, judged)]
        rows += [_share(tr("depart from the process"), view.deviating, judged)]
        rows += [_count(tr("open, on track"), view.pending)]
        if view.unchecked:
            rows += [_count(tr("not checked in time"), view.unchecked)]
    outcomes = analysis.log.cases.outcome[view.mask]
    won, lost, still_open = (
        int(np.count_nonzero(outcomes == outcome)) for outcome in (Outcome.WON, Outcome.LOST, Outcome.OPEN)
    )
    rows += [
        _share(tr("won"), won, won + lost),
        _share(tr("lost"), lost, won + lost),
        _count(tr("open"), still_open),
    ]
    if view.fitness is not None:
        rows += [(tr("steps that fit the process"), None, None, view.fitness, None, None)]
    names, counts, of, shares, lows, highs = zip(*rows, strict=True)
    return ExportTable(
        tr("Headline"),
        (
            ExportColumn(tr("What"), names),
            ExportColumn(tr("Deals"), counts, ValueKind.COUNT),
            ExportColumn(tr("Of deals"), of, ValueKind.COUNT),
            ExportColumn(tr("Share"), shares, ValueKind.SHARE),
            ExportColumn(tr("95 % from"), lows, ValueKind.SHARE),
            ExportColumn(tr("95 % to"), highs, ValueKind.SHARE),
        ),
    )


_Row = Sequence[ExportValue]


def _share(name: str, count: int, of: int) -> _Row:
    low, high = wilson(count, of) or (None, None)
    return name, count, of, count / of if of else None, low, high


def _count(name: str, count: int) -> _Row:
    return name, count, None, None, None, None
