"""Flattens an object-centric log to one type of object: its objects are the deals, each with its own events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, in_order, is_few_valued, log_of, tie_notes
from mining.sources.ocel.object_log import ObjectLog, Values
from mining.sources.ocel.object_types import chosen_type, told
from mining.sources.source import Imported, ImportOptions, ObjectType, nothing_left
from mining.sources.table.cases import MAX_EXTRA, cases_of
from mining.sources.table.columns import guess_mapping
from mining.sources.values.categories import last_of, relabel
from mining.sources.values.dates import Times, read_optional_times, read_times
from mining.sources.values.words import counted, listed
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.import_summary import ImportSummary, Quarantined
from models.label import tidy
from models.quality import Fault, Finding
from resources.translation import tr

_SAMPLE = 200
_MOST_VALUES = 2000
_TIME = "time"
_CASE_ROLES = ("owner", "team", "segment", "source", "product", "currency", "amount", "outcome", "name")
_CASE_TIMES = ("created", "closed")
_UNKNOWN_YEAR = 3
"""The reason in `Times` for a year that no CRM can have."""


def flattened(source: str, files: tuple[str, ...], log: ObjectLog, options: ImportOptions) -> Imported:
    """The log of the objects of `options.object_type`; raises UserError where no event of theirs is left."""
    if not len(log.relation_event):
        raise nothing_left(files, _reasons([*log.quarantined, *_without_object(log)]))
    dangling = _without_object(log)
    if len(dangling) == len(log.lines):
        raise nothing_left(files, _reasons([*log.quarantined, *dangling]))
    chosen, others = chosen_type(log, options.object_type)
    notes = [*log.notes, _choice_note(log.name, chosen, others, options)]
    times, reason, reasons = _read_times(log, options)
    notes += times.notes if times else ()
    has_object = _has_known_object(log)
    bad = has_object & (reason > 0)
    quarantined = [
        *log.quarantined,
        *dangling,
        *(Quarantined(log.name, int(log.lines[i]), reasons[reason[i]]) for i in np.flatnonzero(bad).tolist()),
    ]
    quarantined.sort(key=lambda row: row.line)
    event, owner = _relations(log, chosen.name, has_object & (reason == 0), notes)
    if times is None or not len(event):
        raise nothing_left(files, _reasons(quarantined))
    labels = log.object_ids
    resource, event_values = _event_values(log, notes)
    events = Events(
        case=Categorical(owner, labels),
        activity=relabel(log.activity, tidy).take(event),
        timestamp=times.micros[event],
        resource=resource.take(event),
        extra={name: column.take(event) for name, column in event_values.items()},
    )
    ordered = in_order(events)
    texts, case_times, rest = _of_objects(log, owner, options, notes)
    cases = cases_of(ordered, texts, case_times, rest, notes)
    notes += tie_notes(ordered)
    summary = ImportSummary(
        source=source,
        files=files,
        rows=log.rows,
        quarantined=tuple(quarantined),
        notes=tuple(dict.fromkeys(notes)),
        findings=_silent_objects(log, chosen, owner),
        timezone=options.zone,
    )
    return Imported(log_of(ordered, cases), summary)


def _reasons(rows: Iterable[Quarantined]) -> dict[str, int]:
    return ImportSummary("ocel", (), 0, tuple(rows)).reasons


def _choice_note(
    name: str, chosen: ObjectType, others: tuple[ObjectType, ...], options: ImportOptions
) -> str:
    what = tr("The deals are the objects of the type {told}", told=told((chosen,)))
    if options.object_type or not others:
        return tr("{what} in {name}.", what=what, name=name)
    return tr("{what} in {name}, the likeliest; it also has {told}.", what=what, name=name, told=told(others))


def _has_known_object(log: ObjectLog) -> NDArray[np.bool_]:
    known = log.object_type.codes[log.relation_object] != MISSING
    return np.bincount(log.relation_event[known], minlength=len(log.lines)) > 0


def _without_object(log: ObjectLog) -> list[Quarantined]:
    """The events that belong to nothing, or only to objects that the file does not have."""
    related = np.bincount(log.relation_event, minlength=len(log.lines)) > 0
    without = np.flatnonzero(~_has_known_object(log))
    return [
        Quarantined(
            log.name,
            int(log.lines[i]),
            tr("the objects of the event are not in the file")
            if related[i]
            else tr("the event belongs to no object"),
        )
        for i in without.tolist()
    ]


def _read_times(log: ObjectLog, options: ImportOptions) -> tuple[Times | None, NDArray[np.int64], list[str]]:
    """The times of the events, and for every event 0 or the reason why it cannot be used."""
    activity = relabel(log.activity, tidy)
    reason = np.select([activity.codes == MISSING, log.time.codes == MISSING], [1, 2], 0).astype(np.int64)
    reasons = ["", tr("no type of event"), tr("no time")]
    if not log.time.labels:
        return None, reason, reasons
    times = read_times(log.time, _TIME, log.name, options.is_day_first, options.zone)
    if (times.reason == _UNKNOWN_YEAR).any() and not (times.reason == 0)[log.time.codes != MISSING].any():
        times = read_times(log.time, _TIME, log.name, options.is_day_first, options.zone, any_year=True)
        note = tr(
            "No time of {name} is in the years of a CRM: its clock is a simulated one, and was kept.",
            name=log.name,
        )
        times = replace(times, notes=(*times.notes, note))
    unread = (reason == 0) & (times.reason > 0)
    reason[unread] = times.reason[unread].astype(np.int64) + 2
    return times, reason, [*reasons, *times.reasons[1:]]


def _relations(
    log: ObjectLog, kind: str, usable: NDArray[np.bool_], notes: list[str]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The event and the object of every event of the flattened log, and what became of the others."""
    of_kind = log.object_type.codes[log.relation_object] == log.object_type.code(kind)
    taken = of_kind & usable[log.relation_event]
    event, owner = log.relation_event[taken].astype(np.int64), log.relation_object[taken]
    times_used = np.bincount(event, minlength=len(log.lines))
    several, copies = int((times_used > 1).sum()), int(np.maximum(times_used - 1, 0).sum())
    if several:
        notes.append(
            tr(
                "{events} with several objects of the type {kind}: each is an event of every one of "
                "them, which adds {events_2}.",
                events=counted(several, "event"),
                kind=kind,
                events_2=counted(copies, "event"),
            )
        )
    without = int((usable & (times_used == 0)).sum())
    if without:
        notes.append(
            tr(
                "{events} of no object of the type {kind}: left out.",
                events=counted(without, "event"),
                kind=kind,
            )
        )
    dangling = usable[log.relation_event] & (log.object_type.codes[log.relation_object] == MISSING)
    if dangling.any():
        relations = counted(int(dangling.sum()), "relation")
        notes.append(
            tr(
                "{relations} to objects that are not in {name}: left out, their events have others.",
                relations=relations,
                name=log.name,
            )
        )
    return event, owner


def _event_values(log: ObjectLog, notes: list[str]) -> tuple[Categorical, dict[str, Categorical]]:
    """Who did it, and the other attributes of events that say something in a few words."""
    columns = dict(log.event_values)
    sample = [
        tuple(column.text(i) for column in columns.values()) for i in range(min(_SAMPLE, len(log.lines)))
    ]
    who = guess_mapping(tuple(columns), sample).resource if columns else None
    resource = columns.pop(who) if who else Categorical.empty(len(log.lines))
    return resource, _few(columns, "events", notes)


def _few(columns: dict[str, Categorical], of: str, notes: list[str]) -> dict[str, Categorical]:
    said = [name for name, column in columns.items() if is_few_valued(column, _MOST_VALUES)]
    left = [name for name, column in columns.items() if column.labels and name not in said[:MAX_EXTRA]]
    if left:
        notes.append(
            tr(
                "Attributes of {of} that were not kept, because they have too many values or there are "
                "more than {max_extra}: {left}.",
                of=of,
                max_extra=MAX_EXTRA,
                left=listed(left, 10),
            )
        )
    return {name: columns[name] for name in said[:MAX_EXTRA]}


def _of_objects(
    log: ObjectLog, owner: NDArray[np.int32], options: ImportOptions, notes: list[str]
) -> tuple[dict[str, Categorical], dict[str, NDArray[np.int64]], dict[str, Categorical]]:
    """The last values of the objects by role, their times by role, and the other attributes; one entry an event."""
    is_deal = np.zeros(len(log.object_ids), dtype=bool)
    is_deal[owner] = True
    last = {}
    changes = 0
    for name, values in log.object_values.items():
        column, changed = _latest(values, is_deal, log, options)
        if (column.codes[owner] != MISSING).any():
            last[name] = column
            changes += changed
    if changes:
        notes.append(
            tr(
                "{changes} of attributes of deals: the latest value counts.",
                changes=counted(changes, "change"),
            )
        )
    some = np.unique(owner)[:_SAMPLE].tolist()
    prefixed = {f"case:{name}": name for name in last}
    sample = [tuple(last[name].text(i) for name in prefixed.values()) for i in some]
    roles = {role: prefixed[name] for role, name in guess_mapping(tuple(prefixed), sample).columns.items()}
    texts = {role: last[roles[role]].take(owner) for role in _CASE_ROLES if role in roles}
    times = {}
    for role in _CASE_TIMES:
        if role in roles:
            name = roles[role]
            read, found = read_optional_times(last[name], name, log.name, options.is_day_first, options.zone)
            notes += found
            if read is not None:
                times[role] = read.micros[owner]
    used = {roles[role] for role in (*_CASE_ROLES, *times) if role in roles}
    rest = {name: column.take(owner) for name, column in last.items() if name not in used}
    return texts, times, _few(rest, "deals", notes)


def _latest(
    values: Values, is_deal: NDArray[np.bool_], log: ObjectLog, options: ImportOptions
) -> tuple[Categorical, int]:
    """The last value of every object, and how often those of deals were changed to another one."""
    order = np.lexsort((_moments(values, log, options), values.object))
    owner, value = values.object[order], values.value.take(order)
    changed = (np.diff(owner) == 0) & (np.diff(value.codes) != 0) & is_deal[owner[1:]]
    return last_of(value, owner, len(log.object_ids)), int(changed.sum())


def _moments(values: Values, log: ObjectLog, options: ImportOptions) -> NDArray[np.int64]:
    """When each value was set; where that cannot be told the order of the file counts."""
    if not values.time.labels:
        return np.zeros(len(values.object), dtype=np.int64)
    try:
        zone = options.zone
        return read_times(values.time, _TIME, log.name, options.is_day_first, zone, any_year=True).micros
    except UserError:
        return np.zeros(len(values.object), dtype=np.int64)


def _silent_objects(log: ObjectLog, chosen: ObjectType, owner: NDArray[np.int32]) -> tuple[Finding, ...]:
    """The objects of the chosen type without an event."""
    is_silent = log.object_type.codes == log.object_type.code(chosen.name)
    is_silent[owner] = False
    silent = np.flatnonzero(is_silent).tolist()
    if not silent:
        return ()
    sentence = tr(
        "{objects} of the type {name} without an event: left out.",
        objects=counted(len(silent), "object"),
        name=chosen.name,
    )
    return (Finding(Fault.NO_HISTORY, len(silent), sentence, tuple(log.object_ids[i] for i in silent[:10])),)
