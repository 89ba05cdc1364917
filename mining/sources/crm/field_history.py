"""From what a CRM's source found of changed fields to the field history of the log: one spelling for every source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.number_format import at as moment
from mining.sources.assemble import Ordered, keep
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, OWNER, FieldChanges, Places
from mining.sources.crm.frame import repeated_rows
from mining.sources.crm.sifting import coalesce
from mining.sources.source import ImportOptions
from mining.sources.values.categories import by_labels, compact, join, relabel
from mining.sources.values.dates import read_optional_times
from mining.sources.values.money import read_amounts
from mining.sources.values.words import counted
from models import field_history as titles
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.field_history import FieldHistory
from models.import_summary import Quarantined
from resources.translation import tr

_TITLES = {AMOUNT: titles.AMOUNT, CLOSE_DATE: titles.CLOSE_DATE, OWNER: titles.OWNER}
_WITH_THE_STAGE = ("Probability", "Forecast category")
"""What a stage sets by itself: only where the stage stayed did somebody change it."""
_UNREAD = {
    titles.AMOUNT: tr("an amount that is no number"),
    titles.CLOSE_DATE: tr("a close date that is no date"),
}


@dataclass(frozen=True, eq=False)
class _Rows:
    """Changed fields with the index of their case, -1 for a deal that the log has not; `of_trail` of an audit trail."""

    case: NDArray[np.int64]
    time: NDArray[np.int64]
    field: Categorical
    old: Categorical
    new: Categorical
    who: Categorical
    places: Places
    of_trail: NDArray[np.bool_]

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> _Rows:
        return _Rows(
            self.case[chosen],
            self.time[chosen],
            self.field.take(chosen),
            self.old.take(chosen),
            self.new.take(chosen),
            self.who.take(chosen),
            self.places.take(chosen),
            self.of_trail[chosen],
        )


@dataclass(frozen=True, eq=False)
class ReadHistory:
    """The field history, the changes with a value that cannot be read, and notes."""

    history: FieldHistory
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]


def field_history(
    saves: Ordered, changes: FieldChanges | None, file: str, options: ImportOptions
) -> ReadHistory:
    """What the saves of records and the trail of changed fields say of everything but the stage.

    `file` names where the saves stand. Of saves the first one has the value at the beginning (nothing before it),
    and each later one is compared with the one before. What the same source says twice counts once.
    """
    return _history([*_of_saves(saves, file), *_of_trail(changes, saves.ids, file)], options)


def history_of_columns(
    ordered: Ordered, columns: Mapping[str, Categorical], options: ImportOptions
) -> FieldHistory:
    """What columns that stand at every event say by field, in the order of the source.

    Where an event has no value, or one that cannot be read (which is told with the deals), the one before still holds.
    """
    parts = []
    for title, column in columns.items():
        values = ordered.sorted(column)
        readable = np.ones(len(values.labels) + 1, dtype=bool)
        if title == titles.AMOUNT:
            readable[:-1] = ~np.isnan(read_amounts(values.labels))
        known = (values.codes != MISSING) & readable[values.codes]
        told = replace(ordered, events=replace(ordered.events, extra={title: values}))
        parts += _of_saves(keep(told, known), "")
    return _history(parts, options).history


def _history(parts: Sequence[_Rows], options: ImportOptions) -> ReadHistory:
    rows = _together(parts)
    notes = []
    strangers = int((rows.case < 0).sum())
    if strangers:
        notes.append(
            tr(
                "{changes} of fields of deals without stages in this export: left out.",
                changes=counted(strangers, "change"),
            )
        )
        rows = rows.take(rows.case >= 0)
    rows, quarantined, more = _in_one_spelling(rows, options)
    changed = np.flatnonzero(~_same(rows.old, rows.new) & ~_told_before(rows))
    rows = rows.take(changed[np.lexsort((rows.time[changed], rows.case[changed]))])  # stable
    history = FieldHistory(
        rows.case.astype(np.int32),
        rows.time,
        compact(rows.field),
        compact(rows.old),
        compact(rows.new),
        compact(rows.who),
    )
    return ReadHistory(history, tuple(quarantined), (*notes, *more))


def _of_saves(saves: Ordered, file: str) -> list[_Rows]:
    """The changes from one save of a deal to the next."""
    first = np.diff(saves.case, prepend=-1) != 0
    stays = ~first & (np.diff(saves.events.activity.codes, prepend=-1) == 0)
    found = []
    for title in (titles.AMOUNT, titles.CLOSE_DATE, titles.OWNER, *_WITH_THE_STAGE):
        column = saves.events.extra.get(title)
        if column is None:
            continue
        before = np.where(first, MISSING, np.append(MISSING, column.codes[:-1])).astype(np.int32)
        changed = before != column.codes
        at = np.flatnonzero(changed & stays if title in _WITH_THE_STAGE else changed)
        found.append(
            _Rows(
                saves.case[at].astype(np.int64),
                saves.events.timestamp[at],
                _all(title, len(at)),
                Categorical(before[at], column.labels),
                column.take(at),
                saves.events.resource.take(at),
                Places.unknown(file, len(at)),
                np.zeros(len(at), dtype=bool),
            )
        )
    return found


def _of_trail(changes: FieldChanges | None, ids: tuple[str, ...], file: str) -> list[_Rows]:
    if changes is None:
        return []
    known = relabel(changes.field, lambda field: _TITLES.get(field, ""))
    title = known if changes.title is None else coalesce([known, changes.title])
    at = np.flatnonzero(title.codes != MISSING)
    if not len(at):
        return []
    place = {identifier: i for i, identifier in enumerate(ids)}
    of_label = np.array([*(place.get(label, -1) for label in changes.case.labels), -1], dtype=np.int64)
    return [
        _Rows(
            of_label[changes.case.codes[at]],
            changes.time[at],
            compact(title.take(at)),
            changes.old.take(at),
            changes.new.take(at),
            changes.actor.take(at),
            Places.unknown(file, len(at)) if changes.places is None else changes.places.take(at),
            np.ones(len(at), dtype=bool),
        )
    ]


def _together(parts: Sequence[_Rows]) -> _Rows:
    if not parts:
        nothing = Categorical.empty(0)
        none = np.zeros(0, dtype=np.int64)
        return _Rows(none, none, nothing, nothing, nothing, nothing, Places(nothing, none), none > 0)
    field, old, new, who = (
        join([getattr(part, name) for part in parts]) for name in ("field", "old", "new", "who")
    )
    return _Rows(
        np.concatenate([part.case for part in parts]),
        np.concatenate([part.time for part in parts]),
        field,
        old,
        new,
        who,
        Places.together([part.places for part in parts]),
        np.concatenate([part.of_trail for part in parts]),
    )


def _in_one_spelling(rows: _Rows, options: ImportOptions) -> tuple[_Rows, list[Quarantined], list[str]]:
    """Amounts and dates as `FieldHistory` has them; changes with a value that is none are set aside."""
    values = join([rows.old, rows.new])
    n = len(rows.case)
    codes, labels = values.codes.copy(), list(values.labels)
    unread = np.zeros(n, dtype=bool)
    quarantined, notes = [], []
    for field, reason in _UNREAD.items():
        is_its = np.tile(rows.field.is_any_of((field,)), 2)
        its = compact(values.take(is_its))
        if not its.labels:
            continue
        spelled, said = _amounts(its) if field == titles.AMOUNT else _days(its, options)
        notes += said
        read = relabel(its, spelled.__getitem__)
        codes[is_its] = np.where(read.codes == MISSING, MISSING, read.codes + len(labels))
        labels += read.labels
        wrong = np.zeros(2 * n, dtype=bool)
        wrong[is_its] = (its.codes != MISSING) & (read.codes == MISSING)
        bad = wrong[:n] | wrong[n:]
        unread |= bad
        if not said:  # a column of which no date can be told is one note, not a row each
            quarantined += rows.places.set_aside(
                bad, tr("{reason}: the change is not in the history of the deal", reason=reason)
            )
    spelled_values = by_labels(codes, labels)
    old = Categorical(spelled_values.codes[:n], spelled_values.labels)
    new = Categorical(spelled_values.codes[n:], spelled_values.labels)
    spelled_rows = replace(rows, old=old, new=new)
    return spelled_rows.take(~unread) if unread.any() else spelled_rows, quarantined, notes


def _told_before(rows: _Rows) -> NDArray[np.bool_]:
    """Which rows of a trail repeat one before, as of pages that overlap; saves are compared one with the next."""
    at = np.flatnonzero(rows.of_trail)
    cells = (column.codes[at] for column in (rows.field, rows.old, rows.new))
    again = np.zeros(len(rows.case), dtype=bool)
    again[at] = repeated_rows([rows.case[at], rows.time[at], *cells])
    return again


def _amounts(column: Categorical) -> tuple[dict[str, str], list[str]]:
    numbers = read_amounts(column.labels).tolist()
    return {
        label: "" if number != number else plain_amount(number)
        for label, number in zip(column.labels, numbers, strict=True)
    }, []


def _days(column: Categorical, options: ImportOptions) -> tuple[dict[str, str], list[str]]:
    """Days as ISO dates, and the notes where the order of day and month cannot be told."""
    alone = Categorical(np.arange(len(column.labels), dtype=np.int32), column.labels)
    times, notes = read_optional_times(
        alone, tr("close date"), tr("the history"), options.is_day_first, "UTC"
    )
    if times is None:
        return dict.fromkeys(column.labels, ""), list(notes)
    return {
        label: "" if micros == NO_TIME else moment(micros).date().isoformat()
        for label, micros in zip(column.labels, times.micros.tolist(), strict=True)
    }, []


def plain_amount(number: float) -> str:
    """An amount as the field history writes it: 14000, 99.5."""
    return str(int(number)) if number == int(number) else repr(round(number, 6))


def _same(old: Categorical, new: Categorical) -> NDArray[np.bool_]:
    both = join([old, new])
    return np.asarray(both.codes[: len(old)] == both.codes[len(old) :])


def _all(label: str, length: int) -> Categorical:
    return Categorical(np.zeros(length, dtype=np.int32), (label,))
