"""Buyer and seller in a report: how often the buyer was ready when a stage was entered, and what nobody can tell."""

from __future__ import annotations

from mining.intervals import wilson
from mining.journey.tracks import QUANTILES, Track, tracks
from mining.journey.wording import told
from mining.number_format import UNKNOWN, percent, percent_range, signed_days
from mining.report.gathered import Gathered
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.report import Block, Bullets, Heading, Paragraph, Table, Tone
from models.report_template import ReportTemplate
from resources.translation import tr


def buyer_section(found: Gathered, _: ReportTemplate) -> tuple[Block, ...]:
    """A row a stage that presumes something of the buyer; nothing where the process documents no buyer."""
    check = found.analysis.buyer
    if check is None or check.journey is None:
        return ()
    rows = tracks(found.analysis.log, check, found.mask)
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Paragraph(
                tr(
                    "A stage presumes that the buyer has come so far. Here is how often that was seen when the stage "
                    "was entered; what is not recorded is not seen."
                ),
                Tone.LEAD,
            )
        )
        blocks.append(_table(rows, found.log.day_hours))
    else:
        blocks.append(
            Paragraph(tr("No stage presumes anything of the buyer that this log can show."), Tone.LEAD)
        )
    unseen = tuple(told(check))
    if unseen:
        blocks.append(Heading(tr("What cannot be checked in this log")))
        blocks.append(Bullets(unseen))
    return tuple(blocks)


def _table(rows: tuple[Track, ...], day_hours: float | None) -> Table:
    columns = (
        ExportColumn(tr("Stage"), tuple(row.stage for row in rows)),
        ExportColumn(tr("Presumes"), tuple(", ".join(row.steps) for row in rows)),
        ExportColumn(tr("Deals"), tuple(row.entered for row in rows), ValueKind.COUNT),
        ExportColumn(tr("Buyer ready, 95 % interval"), tuple(_ready(row) for row in rows)),
        ExportColumn(tr("Later"), tuple(row.after for row in rows), ValueKind.COUNT),
        ExportColumn(tr("Never seen"), tuple(row.never for row in rows), ValueKind.COUNT),
        ExportColumn(tr("Buyer ready after entry, median"), tuple(_wait(row, day_hours) for row in rows)),
    )
    note = tr(
        "A negative time: the buyer was ready first. It is of the deals in which the buyer is ever seen to be ready."
    )
    return Table(ExportTable(tr("Buyer and seller"), columns), note)


def _wait(row: Track, day_hours: float | None) -> str:
    """From entering the stage until the buyer was ready, negative where the buyer was ready first."""
    if row.days is None:
        return UNKNOWN
    return signed_days(row.days[QUANTILES.index(0.5)], day_hours)


def _ready(row: Track) -> str:
    interval = wilson(row.before, row.entered)
    if interval is None:
        return UNKNOWN
    return f"{percent(row.before / row.entered)} ({percent_range(*interval)})"
