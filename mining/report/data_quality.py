"""Data quality in a report: what was imported, what was set aside, what is wrong with it, and how much is recorded."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mining.diagnosis.habits.coverage import logged_share
from mining.number_format import date, number, percent
from mining.quality.words import SWITCH_ON, TITLES, clean_words
from mining.report.gathered import Gathered
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.quality import QualityCheck
from models.report import Block, Bullets, Heading, Paragraph, Table, Tone
from models.report_template import ReportTemplate
from resources.translation import tr, tr_n

_MOST_FILES = 12
_UNITS = {"event": tr("events"), "deal": tr("deals"), "row": tr("rows")}


def data_section(found: Gathered, _: ReportTemplate) -> tuple[Block, ...]:
    """What the numbers rest on; no row, no id and no value of a cell is written here."""
    blocks: list[Block] = [Paragraph(" ".join(_imported(found)), Tone.LEAD)]
    checks = [check for check in found.quality.checks if check.count]
    if checks:
        blocks.append(_table(checks))
        told = [
            tr("{what}: {sentence}", what=TITLES[one.fault], sentence=one.sentence)
            for one in checks
            if one.sentence
        ]
        blocks.append(Bullets(tuple(told)))
    clean = clean_words(found.quality.checks)
    if clean:
        blocks.append(Paragraph(clean, Tone.SMALL))
    blocks.append(Heading(tr("How much is recorded")))
    blocks.append(Paragraph(_recorded(found)))
    return tuple(blocks)


def _imported(found: Gathered) -> Iterator[str]:
    quality, summary = found.quality, found.project.summary
    yield tr(
        "{deals} with {events} were imported: {won} won, {lost} lost, {open} open.",
        deals=tr_n("{count} deal", "{count} deals", quality.deals, count=number(quality.deals)),
        events=tr_n("{count} event", "{count} events", quality.events, count=number(quality.events)),
        won=number(quality.won),
        lost=number(quality.lost),
        open=number(quality.open),
    )
    if quality.first is not None and quality.last is not None:
        yield tr("The events are from {first} to {last}.", first=date(quality.first), last=date(quality.last))
    if summary is None:
        yield tr("How it was imported is not known.")
        return
    files = ", ".join(summary.files[:_MOST_FILES])
    left = len(summary.files) - _MOST_FILES
    if left > 0:
        files += tr_n(" and {count} more", " and {count} more", left, count=number(left))
    if files:
        yield tr("Read from {files} ({source}).", files=files, source=summary.source)
    if summary.quarantined:
        yield tr_n(
            "{count} of {all} rows could not be read and was set aside.",
            "{count} of {all} rows could not be read and were set aside.",
            len(summary.quarantined),
            count=number(len(summary.quarantined)),
            all=number(summary.rows),
        )
    else:
        yield tr("No row had to be set aside.")
    if found.deals != quality.deals:
        yield tr(
            "The report is about {deals} of them: choices of the import or a filter left the others out.",
            deals=number(found.deals),
        )


def _table(checks: list[QualityCheck]) -> Table:
    columns = (
        ExportColumn(tr("What"), tuple(TITLES[one.fault] for one in checks)),
        ExportColumn(tr("Count"), tuple(one.count for one in checks), ValueKind.COUNT),
        ExportColumn(tr("Of"), tuple(one.total for one in checks), ValueKind.COUNT),
        ExportColumn(tr("Counted in"), tuple(_UNITS.get(one.unit, one.unit) for one in checks)),
        ExportColumn(tr("Share"), tuple(one.share for one in checks), ValueKind.SHARE),
        ExportColumn(tr("What was done"), tuple(_done(one) for one in checks)),
    )
    return Table(ExportTable(tr("What is known of the data"), columns))


def _done(check: QualityCheck) -> str:
    if check.is_on and check.fault in SWITCH_ON:
        return SWITCH_ON[check.fault]
    return tr("Nothing: counted as it is")


def _recorded(found: Gathered) -> str:
    share = logged_share(found.analysis.log, found.log)
    known = share[~np.isnan(share)]
    if not len(known):
        return tr(
            "The log has no calls, meetings or e-mails, so how much of the work is recorded is not known: what is "
            "missing may have been done."
        )
    low, middle, high = np.quantile(known, (0.0, 0.5, 1.0)).tolist()
    return tr_n(
        "One person owns deals, and some activity is recorded in {middle} of the stages that were worked. What is "
        "missing may have been done.",
        "Of {count} people who own deals, the middle one records some activity in {middle} of the stages that were "
        "worked; they lie between {low} and {high}. What is missing may have been done.",
        len(known),
        count=number(len(known)),
        middle=percent(middle),
        low=percent(low),
        high=percent(high),
    )
