"""The generic source: a long table with one row an event, its columns named by the user or guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import (
    FEW,
    Events,
    in_order,
    log_of,
    tie_notes,
)
from mining.sources.crm.field_history import history_of_columns
from mining.sources.files.cell_table import Table
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_tables
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised, nothing_left
from mining.sources.table.cases import MAX_EXTRA, cases_of, with_event_columns
from mining.sources.table.columns import guess_mapping, titles_of
from mining.sources.table.kinds import with_told_kinds
from mining.sources.table.mapping import NEEDED, SAMPLE, mapping_for, mapping_note
from mining.sources.values.categories import join, relabel, trimmed
from mining.sources.values.dates import Times, read_optional_times, read_times
from mining.sources.values.words import having, of_all_files
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.column_mapping import ROLES
from models.errors import UserError
from models.field_history import AMOUNT, OWNER
from models.import_summary import ImportSummary, Quarantined
from models.label import tidy
from models.progress import Report
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class _Part:
    """What one file gives: texts by role, times by role, and the columns nobody mapped."""

    texts: dict[str, Categorical]
    times: dict[str, NDArray[np.int64]]
    rest: dict[str, Categorical]
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]
    rows: int
    file: str

    def micros(self, role: str) -> NDArray[np.int64]:
        """The times of a role, `NO_TIME` where the file has none."""
        return self.times.get(role, np.full(len(self.times["timestamp"]), NO_TIME, dtype=np.int64))


_OPTIONAL_DATES = ("created", "closed")


_CHANGING = {"amount": AMOUNT, "owner": OWNER}
"""The columns of deals of which every value that a row has is one more entry of the history of fields."""


class TableSource:
    """Any CSV, TSV, XLSX or Parquet file with one row an event."""

    name = "table"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The tables in which a deal, an activity and a time are found, and others with the same columns."""
        tables = [(c.path, c.sample) for c in candidates if c.sample is not None]
        ranked = sorted(
            ((_repeats(sample), i) for i, (_, sample) in enumerate(tables)), key=lambda pair: -pair[0]
        )
        is_mixed = len({sample.columns for _, sample in tables}) > 1
        for repeats, place in ranked:
            if is_mixed and repeats < 1:
                return None  # a list of leads or people among other lists is no log
            sample = tables[place][1]
            guess = guess_mapping(sample.columns, sample.rows(SAMPLE))
            if all(getattr(guess, role) for role in NEEDED):
                same = tuple(path for path, other in tables if other.columns == sample.columns)
                reason = tr(
                    "{having} one row an event: the deal in {case}, what happened in {activity}, when in "
                    "{timestamp}.",
                    having=having([path.name for path in same], 3),
                    case=guess.case,
                    activity=guess.activity,
                    timestamp=guess.timestamp,
                )
                return Recognised(self.name, reason, same)
        return None

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read long tables with the same columns one below the other."""
        return self.log_of(read_tables(files, report, 0.8), options, report)

    def log_of(self, tables: Iterable[Table], options: ImportOptions, report: Report) -> Imported:
        """The log of tables that are read already, of a whole file or of its first rows."""
        parts = [_read_part(table, options) for table in tables]
        names = tuple(part.file for part in parts)
        report(0.85, tr("Sorting the events"))
        quarantined = tuple(row for part in parts for row in part.quarantined)
        notes = of_all_files((part.file, part.notes) for part in parts)
        texts = {
            role: join([p.texts[role] for p in parts])
            for role in ROLES
            if all(role in p.texts for p in parts)
        }
        times = {
            role: np.concatenate([part.micros(role) for part in parts])
            for role in ("timestamp", *_OPTIONAL_DATES)
            if any(role in part.times for part in parts)
        }
        rest = {
            name: join([p.rest[name] for p in parts])
            for name in parts[0].rest
            if all(name in p.rest for p in parts)
        }
        rows = sum(part.rows for part in parts)
        if not len(times["timestamp"]):
            summary = ImportSummary(self.name, names, rows, quarantined)
            raise nothing_left(names, summary.reasons)
        resource = texts.get("resource", Categorical.empty(len(times["timestamp"])))
        ordered = in_order(Events(texts["case"], texts["activity"], times["timestamp"], resource))
        cases = cases_of(ordered, texts, times, rest, notes)
        report(0.95, tr("Building the log"))
        log = with_told_kinds(log_of(with_event_columns(ordered, rest, set(cases.extra)), cases))
        told = {title: texts[role] for role, title in _CHANGING.items() if role in texts}
        told = {title: column for title, column in told.items() if not ordered.is_constant(column)}
        log = replace(log, changes=history_of_columns(ordered, told, options))
        notes += tie_notes(ordered)
        summary = ImportSummary(self.name, names, rows, quarantined, tuple(notes), timezone=options.zone)
        return Imported(log, summary)


def _repeats(sample: Table) -> int:
    """How often a deal comes again in the first rows: a log has many, a list of deals or people none."""
    guess = guess_mapping(sample.columns, sample.rows(SAMPLE))
    if guess.case is None or guess.activity is None or guess.timestamp is None:
        return -1
    case = sample.column(guess.case)
    return len(case) - len(set(case.codes.tolist()))


def _read_part(table: Table, options: ImportOptions) -> _Part:
    if len(table) == 0 and not table.quarantined:
        raise UserError(
            tr("{name} has a header but no rows; choose a file with at least one event.", name=table.name)
        )
    mapping = mapping_for(table, options)
    columns = mapping.columns
    dates = ("timestamp", *_OPTIONAL_DATES)
    texts = {role: trimmed(table.column(column)) for role, column in columns.items() if role not in dates}
    texts["activity"] = relabel(texts["activity"], tidy)
    read, date_notes = _times(columns, table, options)
    reason, reasons = _set_aside(texts, read.get("timestamp"), columns)
    bad = np.flatnonzero(reason)
    good = np.flatnonzero(reason == 0) if len(bad) else slice(None)
    quarantined = [
        *table.quarantined,
        *(Quarantined(table.name, int(table.lines[i]), reasons[reason[i]]) for i in bad.tolist()),
    ]
    notes = [
        *table.notes,
        *mapping_note(table, mapping, options),
        *date_notes,
    ]
    rest = [name for name in table.columns if name not in columns.values()][: MAX_EXTRA * 2]
    return _Part(
        {role: column.take(good) for role, column in texts.items()},
        {role: times.micros[good] for role, times in read.items()}
        or {"timestamp": np.zeros(0, dtype=np.int64)},
        {
            title: column.take(good)
            for name, title in titles_of(rest).items()
            if (column := table.few_valued(name, FEW)) is not None
        },
        tuple(sorted(quarantined, key=lambda row: row.line)),
        tuple(notes),
        len(table) + len(table.quarantined),
        table.name,
    )


def _times(
    columns: dict[str, str], table: Table, options: ImportOptions
) -> tuple[dict[str, Times], list[str]]:
    """The columns of dates by role, and notes; one that can be done without and cannot be told is not used."""
    if not len(table):
        return {}, []
    when = read_times(
        table.texts(columns["timestamp"]),
        columns["timestamp"],
        table.name,
        options.is_day_first,
        options.zone,
    )
    read, notes = {"timestamp": when}, list(when.notes)
    for role in _OPTIONAL_DATES:
        if role not in columns:
            continue
        texts_and_place = table.texts(columns[role]), columns[role], table.name
        times, found = read_optional_times(*texts_and_place, options.is_day_first, options.zone)
        if times is None and when.day_first is not None:
            times, again = read_optional_times(*texts_and_place, when.day_first, options.zone)
            if times is not None:
                order = tr(
                    "Day and month in column {columns} are in the order of {columns_2}.",
                    columns=columns[role],
                    columns_2=columns["timestamp"],
                )
                found = (order, *again)
        notes += found
        if times is not None:
            read[role] = times
    return read, notes


def _set_aside(
    texts: dict[str, Categorical], times: Times | None, columns: dict[str, str]
) -> tuple[NDArray[np.int8], list[str]]:
    """For every row 0 or the index of the reason why it cannot be an event."""
    reasons = [
        "",
        tr("no case id (column {columns} is empty)", columns=columns["case"]),
        tr("no activity (column {columns} is empty)", columns=columns["activity"]),
        tr("no time (column {columns} is empty)", columns=columns["timestamp"]),
    ]
    reason = np.zeros(len(texts["case"]), dtype=np.int8)
    if times is None:
        return reason, reasons
    reason[times.micros == NO_TIME] = 3
    unread = np.flatnonzero(times.reason)
    reason[unread] = times.reason[unread] + 3
    reason[texts["activity"].codes == MISSING] = 2
    reason[texts["case"].codes == MISSING] = 1
    return reason, [*reasons, *times.reasons[1:]]
