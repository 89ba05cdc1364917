"""Wide tables: one row a deal with a column of dates for every stage, from any CRM or spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, is_few_valued, together
from mining.sources.crm.deals import TEXTS, Deals
from mining.sources.crm.frame import repeats
from mining.sources.crm.log import Found, crm_log
from mining.sources.files.cell_table import Table
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_tables
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.table.columns import guess_mapping, titles_of
from mining.sources.table.mapping import SAMPLE, check_columns
from mining.sources.values.categories import join, trimmed
from mining.sources.values.dates import Times, read_optional_times, read_times
from mining.sources.values.outcomes import outcomes_of
from mining.sources.values.words import having, listed, of_all_files
from mining.sources.wide.stage_columns import (
    FEWEST,
    date_columns,
    is_about_the_record,
    stage_columns,
    stage_name,
)
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.column_mapping import ROLES, ColumnMapping
from models.errors import UserError
from models.import_summary import Quarantined
from models.progress import Report
from resources.translation import tr

_MAX_EXTRA = 30
_ROLES = tuple(role for role in ROLES if role not in ("activity", "timestamp", "resource"))


@dataclass(frozen=True, eq=False)
class _Part:
    """What one file gives: its deals, the stages that they entered, and what was set aside or is worth a word."""

    deals: Deals
    stages: Events
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]
    rows: int


class WideSource:
    """A CSV, TSV, XLSX or Parquet file with one row a deal and one column of dates a stage."""

    name = "wide"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The tables in which every deal has one row and at least three columns of dates that name a stage."""
        for candidate in candidates:
            if candidate.sample is None:
                continue
            guess = wide_mapping(candidate.sample)
            if guess is not None:
                columns = candidate.sample.columns
                same = tuple(
                    c.path for c in candidates if c.sample is not None and c.sample.columns == columns
                )
                reason = tr(
                    "{having} one row a deal ({case}) and a column of dates for every stage: {stages}.",
                    having=having([path.name for path in same], 3),
                    case=guess.case,
                    stages=listed(guess.stages, 4),
                )
                return Recognised(self.name, reason, same)
        return None

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the dates of all stages; of a deal in several files the first says the rest (owner, amount, ...)."""
        return self.log_of(read_tables(files, report, 0.8), options, report)

    def log_of(self, tables: Iterable[Table], options: ImportOptions, report: Report) -> Imported:
        """The log of tables that are read already, of a whole file or of its first rows."""
        names: tuple[str, ...] = ()
        parts: list[_Part] = []
        for table in tables:
            names += (table.name,)
            parts.append(_read_part(table, options))
        report(0.9, tr("Building the log"))
        found = Found(
            files=names,
            rows=sum(part.rows for part in parts),
            stages=together([part.stages for part in parts]),
            deals=_first_of_each([part.deals for part in parts]),
            quarantined=tuple(row for part in parts for row in part.quarantined),
            notes=tuple(of_all_files(zip(names, (part.notes for part in parts), strict=True))),
        )
        return crm_log(self.name, found, options)


def wide_mapping(table: Table) -> ColumnMapping | None:
    """The columns of a wide table as they are most likely meant; None where the table is no wide one."""
    guess = guess_mapping(table.columns, table.rows(SAMPLE), _ROLES)
    identifier = guess.case or guess.name
    if identifier is None or len(table) == 0:
        return None
    ids = trimmed(table.column(identifier))
    stages = tuple(column for column in stage_columns(table) if column not in (identifier, guess.created))
    if len({stage_name(column) for column in stages}) < FEWEST or repeats(ids).sum() > max(1, len(ids) // 20):
        return None
    kept = {role: column for role, column in guess.columns.items() if column not in stages}
    kept |= {"case": identifier}
    return ColumnMapping(**kept, stages=stages)  # type: ignore[arg-type]


def _mapping_for(table: Table, options: ImportOptions) -> tuple[ColumnMapping, list[str]]:
    """The columns to use, those that were named or else the guess, and a note on what was guessed."""
    given = options.mapping
    if given is not None and given.columns:
        check_columns(table, {**given.columns, **{f"stage {n}": c for n, c in enumerate(given.stages, 1)}})
        if given.case is None or not given.stages:
            raise UserError(
                tr(
                    "A table with one row a deal needs the deal and its stages; name them with --map "
                    "'case=..,stages=A|B|C' (the columns of {name} are {columns}).",
                    name=table.name,
                    columns=listed(table.columns),
                )
            )
        return given, []
    guess = wide_mapping(table)
    if guess is None:
        raise UserError(
            tr(
                "{name} is no table with one row a deal and at least {fewest} columns of dates named "
                "after stages; name them with --map 'case=..,stages=A|B|C' (its columns are {columns}).",
                name=table.name,
                fewest=FEWEST,
                columns=listed(table.columns),
            )
        )
    others = [c for c in date_columns(table) if is_about_the_record(c) and c != guess.created]
    notes = [
        tr(
            "{name} has one row a deal; its stages are {stages}.",
            name=table.name,
            stages=listed([stage_name(c) for c in guess.stages]),
        )
    ]
    if others:
        notes.append(
            tr(
                "Dates of {name} that name no stage were not used: {others}.",
                name=table.name,
                others=listed(others, 10),
            )
        )
    return guess, notes


def _read_part(table: Table, options: ImportOptions) -> _Part:
    if len(table) == 0 and not table.quarantined:
        raise UserError(
            tr("{name} has a header but no rows; choose a file with at least one deal.", name=table.name)
        )
    mapping, notes = _mapping_for(table, options)
    assert mapping.case is not None
    ids = trimmed(table.column(mapping.case))
    again = repeats(ids)
    usable = (ids.codes != MISSING) & ~again
    reasons = np.select([ids.codes == MISSING, again], [0, 1], -1)
    texts = (
        tr("no deal (column {case} is empty)", case=mapping.case),
        tr("the same deal came before (one row a deal)"),
    )
    quarantined = [
        *table.quarantined,
        *(
            Quarantined(table.name, int(table.lines[i]), texts[reasons[i]])
            for i in np.flatnonzero(~usable).tolist()
        ),
    ]
    names = stage_columns(table)
    events = []
    for column, times in _dates(table, mapping.stages, options, notes).items():
        cells = table.column(column)
        unread = usable & (times.reason > 0)
        quarantined += [
            Quarantined(table.name, int(table.lines[i]), times.reasons[times.reason[i]])
            for i in np.flatnonzero(unread).tolist()
        ]
        kept = np.flatnonzero(usable & (cells.codes != MISSING) & (times.reason == 0))
        label = Categorical(np.zeros(len(kept), dtype=np.int32), (names.get(column, stage_name(column)),))
        events.append(Events(ids.take(kept), label, times.micros[kept], Categorical.empty(len(kept))))
    notes.append(
        tr(
            "{name} has one date a stage, so a stage that was entered again shows only once; stages "
            "of one day stand in the order of the columns.",
            name=table.name,
        )
    )
    deals = _deals(table, mapping, ids, options, notes).take(usable)
    rows = len(table) + len(table.quarantined)
    return _Part(deals, together(events), tuple(quarantined), (*table.notes, *notes), rows)


def _dates(
    table: Table, columns: Sequence[str], options: ImportOptions, notes: list[str]
) -> dict[str, Times]:
    """The dates of every stage; a column that leaves day and month open goes by those that do not."""
    day_first = options.is_day_first
    readings = {column: reading for column, reading in date_columns(table).items() if column in columns}
    if day_first is None and any(reading.is_ambiguous for reading in readings.values()):
        decided = {
            r.format == "dd/mm/yyyy" for r in readings.values() if r.format in ("dd/mm/yyyy", "mm/dd/yyyy")
        }
        if len(decided) == 1:
            day_first = decided.pop()
            notes.append(
                tr("Where a column leaves day and month open, they are in the order of the other columns.")
            )
    found: dict[str, Times] = {}
    for column in columns:
        cells = table.column(column)
        if not cells.labels:
            notes.append(tr("No deal of {name} has a date in {column}.", name=table.name, column=column))
            continue
        found[column] = read_times(cells, column, table.name, day_first, options.zone)
        notes += found[column].zone_notes
    if not found:
        raise UserError(
            tr(
                "{name} has no date in any of {columns}; choose a file with dates.",
                name=table.name,
                columns=listed(columns, 5),
            )
        )
    return found


def _deals(
    table: Table, mapping: ColumnMapping, ids: Categorical, options: ImportOptions, notes: list[str]
) -> Deals:
    """What the row of every deal says besides its stages."""
    columns = mapping.columns
    texts = {role: trimmed(table.column(columns[role])) for role in TEXTS if role in columns}
    outcome = None
    if "outcome" in columns:
        said = table.column(columns["outcome"])
        outcome = outcomes_of(said.labels)[said.codes]
    times: dict[str, NDArray[np.int64] | None] = {"created": None, "closed": None}
    for role in times:
        if role in columns:
            place = table.column(columns[role]), columns[role], table.name
            read, found = read_optional_times(*place, options.is_day_first, options.zone)
            notes += found
            times[role] = None if read is None else np.where(read.reason == 0, read.micros, NO_TIME)
    used = {*columns.values(), *mapping.stages, *date_columns(table)}
    rest = {
        title: column
        for name, title in titles_of([name for name in table.columns if name not in used]).items()
        if is_few_valued(column := table.column(name))
    }
    return Deals(
        ids, texts, outcome, times["created"], times["closed"], dict(list(rest.items())[:_MAX_EXTRA])
    )


def _first_of_each(parts: Sequence[Deals]) -> Deals:
    """The deals of all files; files of one export have the same columns."""
    if len(parts) == 1:
        return parts[0]
    ids = join([part.ids for part in parts])

    def stacked(columns: list[NDArray[np.generic] | None]) -> NDArray[np.generic] | None:
        known = [column for column in columns if column is not None]
        return np.concatenate(known) if len(known) == len(parts) else None

    both = Deals(
        ids,
        {
            role: join([p.texts[role] for p in parts])
            for role in parts[0].texts
            if all(role in p.texts for p in parts)
        },
        stacked([part.outcome for part in parts]),  # type: ignore[arg-type]  # int8 as in its parts
        stacked([part.created for part in parts]),  # type: ignore[arg-type]  # int64 as in its parts
        stacked([part.closed for part in parts]),  # type: ignore[arg-type]  # int64 as in its parts
        {
            name: join([p.extra[name] for p in parts])
            for name in parts[0].extra
            if all(name in p.extra for p in parts)
        },
    )
    return both.take(~repeats(ids))
