"""What the screen of data quality gives to take away: a page of what was found, and the counts as tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.quality.check_row import CheckRow
from desktop.screens.quality.figures import FiguresCard
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.text import frame, text
from mining.export.names_in_words import without_names
from mining.quality.words import SWITCH_OFF, SWITCH_ON, TITLES, clean_words
from models.analysis import Analysis
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.import_summary import ImportSummary
from models.quality import Fault, QualityCheck, QualityReport
from resources.translation import mid_sentence, tr


def taken_away(
    subtitle: str,
    report: QualityReport,
    analysis: Analysis,
    summary: ImportSummary | None,
    switched: Collection[Fault],
    names: Mapping[str, str],
) -> TakeAway:
    """The report on an import, with what the analysis does about every fault; `names` are the stand-ins to be used."""
    checks = [replace(check, sentence=without_names(check.sentence, names)) for check in report.checks]
    found = [check for check in checks if check.count]

    def fill(sheet: Sheet) -> None:
        figures = FiguresCard()
        figures.show_report(report)
        sheet.add_head(tr("Data quality"), subtitle)
        sheet.add(figures)
        if found:
            sheet.add(_checks(found, analysis, summary, switched))
        if words := clean_words(report.checks):
            sheet.add(_clean(words))

    return TakeAway(
        tr("Data quality"), picture_of(fill), (figures_table(report), checks_table(checks, switched))
    )


def figures_table(report: QualityReport) -> ExportTable:
    """The figures on top of the screen; nothing where an export says of no deal how it ended."""
    is_known = bool(report.won + report.lost + report.open) or not report.deals
    aside = sum(check.count for check in report.checks if check.fault is Fault.QUARANTINED)
    ends: list[ExportValue] = [report.won, report.lost, report.open] if is_known else [None] * 3
    names = (
        tr("events"),
        tr("deals"),
        tr("won"),
        tr("lost"),
        tr("open"),
        tr("rows read"),
        tr("rows set aside"),
    )
    counts = (report.events, report.deals, *ends, report.rows, aside)
    return ExportTable(
        tr("Figures"), (ExportColumn(tr("What"), names), ExportColumn(tr("Count"), counts, ValueKind.COUNT))
    )


def checks_table(checks: Sequence[QualityCheck], switched: Collection[Fault]) -> ExportTable:
    """One row a check, also where nothing was found, with what the analysis does about it."""
    done = [_done(check, switched) for check in checks]
    return ExportTable(
        tr("Checks"),
        (
            ExportColumn(tr("Check"), [TITLES[check.fault] for check in checks]),
            ExportColumn(tr("Found"), [check.count for check in checks], ValueKind.COUNT),
            ExportColumn(tr("Of"), [check.total or None for check in checks], ValueKind.COUNT),
            ExportColumn(tr("Unit"), [f"{check.unit}s" for check in checks]),
            ExportColumn(
                tr("Share"), [check.share if check.total else None for check in checks], ValueKind.SHARE
            ),
            ExportColumn(tr("What it means"), [check.sentence if check.count else None for check in checks]),
            ExportColumn(tr("What the analysis does"), done),
        ),
    )


def _done(check: QualityCheck, switched: Collection[Fault]) -> str | None:
    if not check.switch:
        return None
    return (SWITCH_ON if check.fault in switched else SWITCH_OFF)[check.fault]


def _checks(
    found: Sequence[QualityCheck],
    analysis: Analysis,
    summary: ImportSummary | None,
    switched: Collection[Fault],
) -> QWidget:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setSpacing(0)
    column.setContentsMargins(0, 6, 0, 6)
    for at, check in enumerate(found):
        if at:
            column.addWidget(frame("line"))
        row = CheckRow(check.fault)
        row.show_check(check, analysis.log, summary, LIGHT)
        column.addWidget(row)
        if done := _done(check, switched):
            line = text(tr("In the analysis: {done}.", done=mid_sentence(done)), "small")
            line.setContentsMargins(24, 0, 24, 10)
            column.addWidget(line)
    return card


def _clean(words: str) -> QWidget:
    line, tick = QWidget(), IconLabel()
    tick.show_icon("check", LIGHT.won)
    row = QHBoxLayout(line)
    row.setContentsMargins(24, 0, 24, 0)
    row.setSpacing(8)
    row.addWidget(tick)
    row.addWidget(text(words, wrap=True), 1)
    return line
