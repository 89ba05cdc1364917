"""Finds what a prepared log knows that helps to write a process; found once a log, in a few passes over its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.editing_facts import Counted, DealField, EditingFacts, Logged
from models.event_log import EventKind, EventLog
from models.field_history import FieldHistory
from models.label import key

MOST_VALUES = 200
"""So many values of a field are kept."""
_MOST_FLAGS = 50_000_000
_OWN = ("segment", "source", "product", "team", "owner", "currency")

Ints = NDArray[np.int32]


def editing_facts(log: EventLog | None) -> EditingFacts:
    """The facts of a prepared log, empty without one; the second time they cost nothing."""
    if log is None:
        return EditingFacts()
    facts = log.derived(_facts)
    names = {counted.name for counted in (*facts.labels, *facts.kinds)}
    if names <= set(log.activity.labels):
        return facts
    return _facts(log)  # codes are the same and names are not: what is kept by codes says the old ones


def typical_activities(facts: EditingFacts, labels: Collection[str]) -> tuple[Counted, ...]:
    """What is logged while deals stand at one of the labels, with the deals that have it; the most frequent first."""
    wanted = set(map(key, labels))
    places = [place for place, label in enumerate(facts.labels) if key(label.name) in wanted]
    logged = facts.logged
    rows = [slice(*np.searchsorted(logged.label, (place, place + 1)).tolist()) for place in places]
    if not rows:
        return ()
    case, activity = (
        np.concatenate([column[row] for row in rows]) for column in (logged.case, logged.activity)
    )
    if len(rows) > 1:
        case, activity = _distinct(case, activity)
    return _ranked([kind.name for kind in facts.kinds], np.bincount(activity, minlength=len(facts.kinds)))


def deals_at(facts: EditingFacts, labels: Collection[str]) -> int:
    """How many deals came to one of the labels."""
    wanted = set(map(key, labels))
    found = [facts.stays[place] for place, label in enumerate(facts.labels) if key(label.name) in wanted]
    return len(found[0]) if len(found) == 1 else len(np.unique(np.concatenate(found))) if found else 0


def _facts(log: EventLog) -> EditingFacts:
    is_stage = (log.kind == EventKind.STAGE) & (log.activity.codes != MISSING)
    is_other = (log.kind != EventKind.STAGE) & (log.activity.codes != MISSING)
    case, code, names = log.case_of_event, log.activity.codes, log.activity.labels
    stays = _distinct(code[is_stage], case[is_stage])
    labels, label_rank = _counted(names, stays[0], code[is_stage])
    kinds, kind_rank = _counted(names, _distinct(code[is_other], case[is_other])[0], code[is_other])
    starts = np.searchsorted(stays[0], [names.index(one.name) for one in labels])
    return EditingFacts(
        deals=log.n_cases,
        labels=labels,
        kinds=kinds,
        fields=tuple(_fields(log.cases)),
        changes=_changes(log.changes),
        stays=tuple(stays[1][at : at + one.deals] for at, one in zip(starts.tolist(), labels, strict=True)),
        logged=_logged(log, is_stage, is_other, label_rank, kind_rank),
    )


def _counted(names: tuple[str, ...], once_a_deal: Ints, codes: Ints) -> tuple[tuple[Counted, ...], Ints]:
    """The names with their deals and events, the most frequent first, and the place of every code among them."""
    deals, events = (np.bincount(column, minlength=len(names)) for column in (once_a_deal, codes))
    order = sorted(np.flatnonzero(events).tolist(), key=lambda one: (-deals[one], names[one]))
    place = np.full(len(names), -1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return tuple(Counted(names[one], int(deals[one]), int(events[one])) for one in order), place


def _logged(
    log: EventLog, is_stage: NDArray[np.bool_], is_other: NDArray[np.bool_], label_rank: Ints, kind_rank: Ints
) -> Logged:
    """Every activity belongs to the last stage that the deal had entered before it, if any."""
    at = np.where(is_stage, np.arange(log.n_events), -1)
    last = np.maximum.accumulate(at) if log.n_events else at
    events = np.flatnonzero(is_other)
    before = last[events]
    inside = before >= log.case_start[log.case_of_event[events]]
    events, before = events[inside], before[inside]
    label, activity = label_rank[log.activity.codes[before]], kind_rank[log.activity.codes[events]]
    case = log.case_of_event[events]
    span = np.int64(max(1, int(kind_rank.max(initial=0)) + 1))
    packed = _once((label.astype(np.int64) * log.n_cases + case) * span + activity)
    pair, found = np.divmod(packed, span)
    where, who = np.divmod(pair, max(1, log.n_cases))
    return Logged(where.astype(np.int32), who.astype(np.int32), found.astype(np.int32))


def _distinct(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """The distinct pairs, sorted by the first and then the second."""
    span = int(second.max(initial=0)) + 1
    one, other = np.divmod(_once(first.astype(np.int64) * span + second), np.int64(span))
    return one.astype(np.int32), other.astype(np.int32)


def _once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct ones of numbers from 0 on, sorted: by flags where they are not too far apart."""
    largest = int(numbers.max(initial=0))
    if largest > _MOST_FLAGS:
        return np.unique(numbers)
    flags = np.zeros(largest + 1, dtype=bool)
    flags[numbers] = True
    return np.flatnonzero(flags)


def _fields(cases: CaseTable) -> Iterator[DealField]:
    known = cases.amount[~np.isnan(cases.amount)]
    if len(known):
        yield DealField("amount", low=float(known.min()), high=float(known.max()))
    columns: dict[str, Any] = {name: getattr(cases, name) for name in _OWN}
    for name, column in {**columns, **cases.extra}.items():
        found = _field(name, column)
        if found is not None:
            yield found
    outcomes = _outcomes(cases)
    if outcomes:
        yield DealField("outcome", outcomes)


def _outcomes(cases: CaseTable) -> tuple[Counted, ...]:
    counts = {one.name.lower(): cases.count(one) for one in Outcome if one is not Outcome.UNKNOWN}
    return tuple(Counted(name, deals) for name, deals in counts.items() if deals)


def _field(name: str, column: Categorical) -> DealField | None:
    """A column as a field; None where no deal has a value, numbers where every value is one."""
    counts = np.bincount(column.codes[column.codes != MISSING], minlength=len(column.labels))
    values = _ranked(column.labels, counts)
    if not values:
        return None
    numbers = [_number(one.name) for one in values]
    if all(one is not None for one in numbers) and len(values) > 2:
        found = [one for one in numbers if one is not None]
        return DealField(name, low=min(found), high=max(found))
    return DealField(name, values[:MOST_VALUES], complete=len(values) <= MOST_VALUES)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _changes(changes: FieldHistory) -> tuple[Counted, ...]:
    known = changes.field.codes != MISSING
    field, case = changes.field.codes[known], changes.case[known]
    return _counted(changes.field.labels, _distinct(field, case)[0], field)[0]


def _ranked(names: Collection[str], deals: NDArray[Any]) -> tuple[Counted, ...]:
    """The names that some deal has, the most frequent first."""
    found = [Counted(name, int(count)) for name, count in zip(names, deals.tolist(), strict=True) if count]
    return tuple(sorted(found, key=lambda one: (-one.deals, one.name)))
