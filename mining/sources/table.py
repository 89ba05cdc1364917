"""The generic source: a long table with one row an event, its columns named by the user or guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import (
    Events,
    Ordered,
    closed_times,
    in_order,
    is_few_valued,
    log_of,
    texts_of,
    tie_notes,
)
from mining.sources.categories import join
from mining.sources.columns import guess_mapping
from mining.sources.dates import Times, read_times
from mining.sources.money import read_amounts
from mining.sources.outcomes import outcomes_of
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised, nothing_left
from mining.sources.table_file import Table, read_table
from mining.sources.words import counted, listed
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.column_mapping import ROLES, ColumnMapping
from models.errors import UserError
from models.import_summary import ImportSummary, Quarantined
from models.label import tidy
from models.progress import Report

_SAMPLE = 500
_NEEDED = ("case", "activity", "timestamp")
_MAX_EXTRA = 30


@dataclass(frozen=True, eq=False)
class _Part:
    """What one file gives: texts by role, times by role, and the columns nobody mapped."""

    texts: dict[str, Categorical]
    times: dict[str, NDArray[np.int64]]
    rest: dict[str, Categorical]
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]
    rows: int


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
            guess = guess_mapping(sample.columns, sample.rows(_SAMPLE))
            if all(getattr(guess, role) for role in _NEEDED):
                same = tuple(path for path, other in tables if other.columns == sample.columns)
                reason = (
                    f"{listed([path.name for path in same], 3)} has one row an event: the deal in {guess.case}, "
                    f"what happened in {guess.activity}, when in {guess.timestamp}."
                )
                return Recognised(self.name, reason, same)
        return None

    def read(self, files: Sequence[Path], options: ImportOptions, report: Report) -> Imported:
        """Read long tables with the same columns one below the other."""
        parts: list[_Part] = []
        for number, path in enumerate(files):

            def step(fraction: float, message: str, number: int = number) -> None:
                report(0.8 * (number + fraction) / len(files), message)

            parts.append(_read_part(read_table(path, step), options))
        report(0.85, "Sorting the events")
        names = tuple(path.name for path in files)
        quarantined = tuple(row for part in parts for row in part.quarantined)
        notes = [note for part in parts for note in part.notes]
        texts = {
            role: join([p.texts[role] for p in parts])
            for role in ROLES
            if all(role in p.texts for p in parts)
        }
        times = {
            role: np.concatenate([p.times[role] for p in parts])
            for role in ("timestamp", "created", "closed")
            if all(role in part.times for part in parts)
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
        cases = _cases(ordered, texts, times, rest, notes)
        report(0.95, "Building the log")
        log = log_of(_with_event_columns(ordered, rest, set(cases.extra)), cases)
        notes += tie_notes(ordered)
        return Imported(log, ImportSummary(self.name, names, rows, quarantined, tuple(notes)))


def _repeats(sample: Table) -> int:
    """How often a deal comes again in the first rows: a log has many, a list of deals or people none."""
    guess = guess_mapping(sample.columns, sample.rows(_SAMPLE))
    if guess.case is None or guess.activity is None or guess.timestamp is None:
        return -1
    case = sample.column(guess.case)
    return len(case) - len(set(case.codes.tolist()))


def mapping_for(table: Table, options: ImportOptions) -> ColumnMapping:
    """The columns to use: those the user named, or else the guess; raises UserError where one is not there."""
    if options.mapping is None:
        mapping = guess_mapping(table.columns, table.rows(_SAMPLE))
        _refuse_doubled_guess(table, mapping)
    else:
        mapping = options.mapping
    for role, column in mapping.columns.items():
        if column in table.doubled:
            at = " and ".join(map(str, table.doubled[column]))
            raise UserError(
                f"{table.name} has the column {column} more than once (at positions {at}), "
                f"so it cannot serve as {role}; rename one of them."
            )
        if column not in table.columns:
            raise UserError(
                f"{table.name} has no column {column!r} for the {role}; its columns are {listed(table.columns)}."
            )
    missing = [role for role in _NEEDED if getattr(mapping, role) is None]
    if missing:
        example = ",".join(f"{role}=.." for role in _NEEDED)
        raise UserError(
            f"{table.name} has no column that looks like the {' or the '.join(missing)} of an event; "
            f"name them with --map {example} (its columns are {listed(table.columns)})."
        )
    return mapping


def _refuse_doubled_guess(table: Table, mapping: ColumnMapping) -> None:
    needed = {getattr(mapping, role) for role in _NEEDED}
    for column in needed & set(table.doubled):
        at = " and ".join(map(str, table.doubled[column]))
        raise UserError(
            f"{table.name} has the column {column} more than once (at positions {at}); rename one of them."
        )


def _read_part(table: Table, options: ImportOptions) -> _Part:
    if len(table) == 0 and not table.quarantined:
        raise UserError(f"{table.name} has a header but no rows; choose a file with at least one event.")
    mapping = mapping_for(table, options)
    columns = mapping.columns
    texts = {role: table.column(column) for role, column in columns.items()}
    texts["activity"] = _tidied(texts["activity"])
    read: dict[str, Times] = {
        role: read_times(texts[role], columns[role], table.name, options.is_day_first, options.zone)
        for role in ("timestamp", "created", "closed")
        if role in columns and len(table)
    }
    reason, reasons = _set_aside(texts, read.get("timestamp"), columns, len(table))
    good = np.flatnonzero(reason == 0)
    bad = np.flatnonzero(reason)
    quarantined = [
        *table.quarantined,
        *(Quarantined(table.name, int(table.lines[i]), reasons[reason[i]]) for i in bad.tolist()),
    ]
    notes = [
        *table.notes,
        *_mapping_note(table, mapping, options),
        *(note for t in read.values() for note in t.notes),
    ]
    notes += _unread_notes(read, columns, table.name)
    if not len(table):
        read = {}
    rest = [name for name in table.columns if name not in columns.values()][: _MAX_EXTRA * 2]
    return _Part(
        {role: column.take(good) for role, column in texts.items()},
        {role: times.micros[good] for role, times in read.items()}
        or {"timestamp": np.zeros(0, dtype=np.int64)},
        {name: column.take(good) for name in rest if is_few_valued(column := table.column(name))},
        tuple(sorted(quarantined, key=lambda row: row.line)),
        tuple(notes),
        len(table) + len(table.quarantined),
    )


def _tidied(column: Categorical) -> Categorical:
    from mining.sources.categories import relabel

    return relabel(column, tidy)


def _set_aside(
    texts: dict[str, Categorical], times: Times | None, columns: dict[str, str], rows: int
) -> tuple[NDArray[np.int64], list[str]]:
    """For every row 0 or the index of the reason why it cannot be an event."""
    reasons = [
        "",
        f"no case id (column {columns['case']} is empty)",
        f"no activity (column {columns['activity']} is empty)",
        f"no time (column {columns['timestamp']} is empty)",
    ]
    checks = [
        texts["case"].codes == MISSING,
        texts["activity"].codes == MISSING,
        texts["timestamp"].codes == MISSING,
    ]
    reason = np.select(checks, [1, 2, 3], 0).astype(np.int64)
    if times is None:
        return reason, reasons
    unread = (reason == 0) & (times.reason > 0)
    reason[unread] = times.reason[unread].astype(np.int64) + 3
    return reason, [*reasons, *times.reasons[1:]]


def _mapping_note(table: Table, mapping: ColumnMapping, options: ImportOptions) -> list[str]:
    if options.mapping is not None:
        return []
    used = ", ".join(f"{role} from {column}" for role, column in mapping.columns.items())
    return [f"The columns of {table.name} were taken by their names: {used}."]


def _unread_notes(read: dict[str, Times], columns: dict[str, str], file: str) -> list[str]:
    return [
        f"{counted(int((times.reason > 0).sum()), 'date')} in column {columns[role]} of {file} could not be read "
        "and were left empty."
        for role, times in read.items()
        if role != "timestamp" and (times.reason > 0).any()
    ]


def _cases(
    ordered: Ordered,
    texts: dict[str, Categorical],
    times: dict[str, NDArray[np.int64]],
    rest: dict[str, Categorical],
    notes: list[str],
) -> CaseTable:
    """One row a case: the last value that is there, for every column of the export."""
    n = len(ordered.ids)
    columns: dict[str, object] = {
        role: ordered.last(texts[role])
        for role in ("owner", "team", "segment", "source", "product", "currency")
        if role in texts
    }
    changed = [role for role in columns if not _is_constant(ordered, texts[role])]
    if changed:
        notes.append(f"Where a deal has several values of {', '.join(changed)}, the last one counts.")
    if "name" in texts:
        columns["name"] = texts_of(ordered.last(texts["name"]))
    if "amount" in texts:
        last = ordered.last(texts["amount"])
        amounts = read_amounts(last.labels)
        columns["amount"] = np.append(amounts, np.nan)[last.codes]
        unread = int(np.isnan(amounts).sum())
        if unread:
            notes.append(f"{counted(unread, 'amount')} could not be read and were left empty.")
    outcome = np.full(n, Outcome.UNKNOWN, dtype=np.int8)
    if "outcome" in texts:
        last = ordered.last(texts["outcome"])
        outcome = outcomes_of(last.labels)[last.codes]
    columns["outcome"] = outcome
    columns["created"] = (
        _first_known(ordered, times["created"], n) if "created" in times else ordered.first_time
    )
    columns["closed"] = (
        _first_known(ordered, times["closed"], n) if "closed" in times else closed_times(ordered, outcome)
    )
    extra = {name: column for name, column in rest.items() if _is_constant(ordered, column)}
    columns["extra"] = {name: ordered.last(column) for name, column in list(extra.items())[:_MAX_EXTRA]}
    known = {f.name for f in fields(CaseTable)}
    return CaseTable.bare(ordered.ids, **{name: value for name, value in columns.items() if name in known})


def _is_constant(ordered: Ordered, column: Categorical) -> bool:
    """Whether no case has two different values."""
    codes = column.codes[ordered.order]
    known = codes != MISSING
    codes, case = codes[known], ordered.case[known]
    return not ((np.diff(codes) != 0) & (np.diff(case) == 0)).any()


def _first_known(ordered: Ordered, micros: NDArray[np.int64], n_cases: int) -> NDArray[np.int64]:
    """The last time that is there for every case."""
    found = np.full(n_cases, NO_TIME, dtype=np.int64)
    sorted_micros = micros[ordered.order]
    known = np.flatnonzero(sorted_micros != NO_TIME)
    found[ordered.case[known]] = sorted_micros[known]
    return found


def _with_event_columns(ordered: Ordered, rest: dict[str, Categorical], of_cases: set[str]) -> Ordered:
    """The columns that change within a case, as columns of the events."""
    names = [name for name in rest if name not in of_cases][:_MAX_EXTRA]
    extra = {name: rest[name].take(ordered.order) for name in names}
    return replace(ordered, events=replace(ordered.events, extra=extra))
