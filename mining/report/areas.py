"""Hand-overs between areas in a report: what was agreed, how often it was kept, and how long it takes."""

from __future__ import annotations

from math import isfinite

from mining.areas.allowed_time import allowed_words
from mining.areas.documented import HandoverCount, Share
from mining.areas.handover_wording import handover_name, handover_words
from mining.number_format import UNKNOWN, days, percent, percent_range
from mining.process.roles import roles_of
from mining.report.gathered import Gathered
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.report import Block, Bullets, Paragraph, Table, Tone
from models.report_template import ReportTemplate
from resources.translation import tr


def areas_section(found: Gathered, _: ReportTemplate) -> tuple[Block, ...]:
    """A row and a sentence a documented hand-over; nothing where the process documents none."""
    process = found.process
    if process is None or not found.handovers:
        return ()
    titles = roles_of(process)
    lead = tr("What one area has agreed to give another, and how often that was answered in the time agreed.")
    names = [handover_name(one.handovers.handoff, titles) for one in found.handovers]
    told = [
        tr("{name}: {sentence}", name=name, sentence=handover_words(one))
        for name, one in zip(names, found.handovers, strict=True)
    ]
    return (Paragraph(lead, Tone.LEAD), _table(names, found.handovers), Bullets(tuple(told)))


def _table(names: list[str], rows: tuple[HandoverCount, ...]) -> Table:
    columns = (
        ExportColumn(tr("Hand-over"), tuple(names)),
        ExportColumn(
            tr("Agreed"),
            tuple(
                allowed_words(row.handovers.handoff.within) if row.handovers.handoff.within else UNKNOWN
                for row in rows
            ),
        ),
        ExportColumn(tr("Times"), tuple(row.n for row in rows), ValueKind.COUNT),
        ExportColumn(tr("In time, 95 % interval"), tuple(_share(row.in_time) for row in rows)),
        ExportColumn(
            tr("Unanswered"), tuple(row.count(row.handovers.silent) for row in rows), ValueKind.COUNT
        ),
        ExportColumn(tr("Accepted, 95 % interval"), tuple(_share(row.accepted) for row in rows)),
        ExportColumn(tr("Median"), tuple(_days(row.median, row) for row in rows)),
        ExportColumn(tr("One in ten longer than"), tuple(_days(row.p90, row) for row in rows)),
    )
    return Table(ExportTable(tr("Hand-overs"), columns))


def _share(share: Share | None) -> str:
    if share is None or share.value is None or share.interval is None:
        return UNKNOWN
    return f"{percent(share.value)} ({percent_range(*share.interval)})"


def _days(value: float, row: HandoverCount) -> str:
    return days(value, row.handovers.day_hours) if isfinite(value) else UNKNOWN
