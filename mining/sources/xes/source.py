"""XES: the exchange format of event logs (IEEE 1849), plain or gz."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.export.keys import is_own
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
from mining.sources.files.origin import Origin
from mining.sources.own_log import Changed, own_log, own_note, with_kinds
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised, nothing_left
from mining.sources.table.columns import guess_mapping
from mining.sources.values.categories import by_labels, compact, relabel
from mining.sources.values.dates import Times, read_optional_times, read_times
from mining.sources.values.money import read_amounts
from mining.sources.values.outcomes import outcomes_of
from mining.sources.values.words import counted, having, listed
from mining.sources.xes.columns import Column, XesColumns
from mining.sources.xes.own import own_columns
from mining.sources.xes.parser import parse_xes
from models.case_table import CaseTable
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.import_summary import ImportSummary, Quarantined
from models.label import tidy
from models.progress import Report
from resources.translation import tr

ENDINGS = (".xes", ".xes.gz", ".xml", ".xml.gz")
_NAME, _TIME, _RESOURCE = "concept:name", "time:timestamp", "org:resource"
_MAX_EXTRA = 30
_CASE_ROLES = ("owner", "team", "segment", "source", "product", "currency")


class XesSource:
    """One XES file: traces are deals, all their events are kept, whatever their lifecycle transition."""

    name = "xes"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The first XES file, where there is no table beside it that another source knows."""
        files = tuple(
            candidate.path for candidate in candidates if candidate.path.name.lower().endswith(ENDINGS)
        )
        if not files:
            return None
        return Recognised(
            self.name,
            tr("{having} the ending of XES logs.", having=having([path.name for path in files], 3)),
            files,
        )

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read one XES file; raises UserError for several, since their cases would be mixed."""
        if len(files) > 1:
            raise UserError(
                tr(
                    "Only one XES log can be read at a time, not {files}.",
                    files=listed([f.name for f in files], 3),
                )
            )
        path = files[0]
        columns = parse_xes(path, report)
        report(0.92, tr("Sorting the events"))
        if is_own(columns.log):
            with suppress(Changed):
                log = own_log(own_columns(columns, path.name))
                return Imported(
                    log, ImportSummary(self.name, (path.name,), log.n_events, notes=(own_note(path.name),))
                )
        events, times, quarantined = _events(columns, path.name, options)
        notes = list(times.notes) if times else []
        if events is None:
            raise nothing_left(
                (path.name,), ImportSummary("xes", (path.name,), 0, tuple(quarantined)).reasons
            )
        ordered = in_order(events)
        cases = _cases(ordered, columns, events.case.labels, options, path.name, notes)
        report(0.97, tr("Building the log"))
        notes += tie_notes(ordered)
        summary = ImportSummary(self.name, (path.name,), columns.n_events, tuple(quarantined), tuple(notes))
        return Imported(with_kinds(log_of(ordered, cases)), summary)


def _column(columns: dict[str, Column], key: str, entries: int) -> Categorical:
    return columns[key].finished(entries) if key in columns else Categorical.empty(entries)


def _trace_labels(columns: XesColumns) -> tuple[str, ...]:
    """A unique id for every trace: its name, with a number where it came before; "Trace 17" where it has none."""
    names = _column(columns.traces, _NAME, columns.n_traces).texts()
    taken = set(names)
    seen: set[str] = set()
    labels = []
    for place, name in enumerate(names, start=1):
        plain = name or f"Trace {place}"
        label, number = plain, 2
        while label in seen or (not name and label in taken):
            label, number = f"{plain} ({number})", number + 1
        seen.add(label)
        labels.append(label)
    return tuple(labels)


def _events(
    columns: XesColumns, file: str, options: ImportOptions
) -> tuple[Events | None, Times | None, list[Quarantined]]:
    """The events that can be used (None where there is none), their times, and those set aside."""
    n = columns.n_events
    trace = np.frombuffer(columns.trace_of_event, dtype=np.int32).copy() if n else np.zeros(0, np.int32)
    case = by_labels(trace, _trace_labels(columns))
    activity = relabel(_column(columns.events, _NAME, n), tidy)
    when = _column(columns.events, _TIME, n)
    reason = np.select([activity.codes == MISSING, when.codes == MISSING], [1, 2], 0).astype(np.int64)
    reasons = ["", tr("no concept:name"), tr("no time:timestamp")]
    times = None
    if when.labels:
        times = read_times(when, _TIME, file, options.is_day_first, options.zone)
        if (times.reason == 3).any() and not (times.reason == 0)[when.codes != MISSING].any():
            times = read_times(when, _TIME, file, options.is_day_first, options.zone, any_year=True)
            note = tr(
                "No time of {file} is in the years of a CRM: its clock is a simulated one, and was kept.",
                file=file,
            )
            times = replace(times, notes=(*times.notes, note))
        unread = (reason == 0) & (times.reason > 0)
        reason[unread] = times.reason[unread].astype(np.int64) + 2
        reasons += times.reasons[1:]
    lines = columns.line_of_event
    quarantined = [Quarantined(file, lines[i], reasons[reason[i]]) for i in np.flatnonzero(reason).tolist()]
    good = reason == 0
    if times is None or not good.any():
        return None, times, quarantined
    others = [key for key in columns.events if key not in (_NAME, _TIME, _RESOURCE)]
    extra = {key: columns.events[key].finished(n) for key in others[: _MAX_EXTRA * 3]}
    extra = {key: column for key, column in extra.items() if is_few_valued(column, 2000)}
    extra = dict(list(extra.items())[:_MAX_EXTRA])
    events = Events(case, activity, times.micros, _column(columns.events, _RESOURCE, n), extra)
    return events.take(good), times, quarantined


def _cases(
    ordered: Ordered,
    columns: XesColumns,
    labels: Sequence[str],
    options: ImportOptions,
    file: str,
    notes: list[str],
) -> CaseTable:
    """The attributes of the traces, by their usual names or as extra columns."""
    row_of = {label: row for row, label in enumerate(_trace_labels(columns))}
    rows = np.array([row_of[identifier] for identifier in ordered.ids], dtype=np.int64)
    _trace_notes(columns, len(ordered.ids), labels, notes)
    found = {
        key: columns.traces[key].finished(columns.n_traces).take(rows)
        for key in columns.traces
        if key != _NAME
    }
    sample = [tuple(column.text(i) for column in found.values()) for i in range(min(200, len(rows)))]
    prefixed = [f"case:{key.removeprefix('case:')}" for key in found]
    mapping = guess_mapping(prefixed, sample)
    key_of = dict(zip(prefixed, found, strict=True))
    roles = {role: key_of[name] for role, name in mapping.columns.items()}
    result: dict[str, object] = {role: compact(found[roles[role]]) for role in _CASE_ROLES if role in roles}
    if "name" in roles:
        result["name"] = texts_of(found[roles["name"]])
    if "amount" in roles:
        amount = found[roles["amount"]]
        result["amount"] = np.append(read_amounts(amount.labels), np.nan)[amount.codes]
        notes.append(tr("The amount of a deal was taken from the attribute {roles}.", roles=roles["amount"]))
    result["created"] = _created(found.get("REG_DATE"), ordered, options, file, notes)
    if "outcome" in roles:
        outcome = outcomes_of(found[roles["outcome"]].labels)[found[roles["outcome"]].codes]
        result |= {"outcome": outcome, "closed": closed_times(ordered, outcome)}
    used = {roles[role] for role in (*_CASE_ROLES, "name", "amount", "outcome") if role in roles}
    extra = {key: compact(column) for key, column in found.items() if key not in used}
    few = [(key, column) for key, column in extra.items() if is_few_valued(column)]
    return CaseTable.bare(ordered.ids, **result, extra=dict(few[:_MAX_EXTRA]))


def _created(
    column: Categorical | None, ordered: Ordered, options: ImportOptions, file: str, notes: list[str]
) -> NDArray[np.int64]:
    """The registration of the case (BPI Challenge 2012 calls it REG_DATE), or its first event."""
    first = ordered.first_time
    if column is None or not column.labels:
        return first
    times, unclear = read_optional_times(column, "REG_DATE", file, options.is_day_first, options.zone)
    if times is None:
        notes += unclear
        return first
    return np.where(times.reason == 0, np.where(times.micros > 0, times.micros, first), first)


def _trace_notes(columns: XesColumns, cases: int, labels: Sequence[str], notes: list[str]) -> None:
    names = _column(columns.traces, _NAME, columns.n_traces)
    unnamed = int((names.codes == MISSING).sum())
    if unnamed:
        notes.append(
            tr(
                "{traces} without a concept:name: called by the place in the file (Trace {argmax}).",
                traces=counted(unnamed, "trace"),
                argmax=int(np.argmax(names.codes == MISSING)) + 1,
            )
        )
    again = columns.n_traces - unnamed - len(set(names.texts()) - {""})
    if again:
        notes.append(
            tr(
                "{traces} with the name of another one: kept apart with a number.",
                traces=counted(again, "trace"),
            )
        )
    if columns.events_outside_traces:
        found = counted(columns.events_outside_traces, "event")
        notes.append(tr("{found} outside of every trace, so of no deal: left out.", found=found))
    empty = columns.n_traces - cases
    if empty:
        notes.append(
            tr("{traces} without an event that could be read: left out.", traces=counted(empty, "trace"))
        )
