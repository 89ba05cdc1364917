"""A CRM's audit trail, one row a changed field: which stages a deal entered, and how often the rest was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, together
from mining.sources.crm.deals import Deals
from mining.sources.crm.frame import Frame, repeated_rows
from mining.sources.values.categories import by_labels, compact, distinct_rows, join, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import BULK_EDIT
from models.import_summary import Quarantined
from models.label import tidy
from models.quality import Fault, Finding
from resources.translation import tr

STAGE, AMOUNT, CLOSE_DATE, OWNER = "stage", "amount", "close date", "owner"
"""The fields every source names so in `FieldChanges.field`."""
COUNTED = {AMOUNT: "Amount changes", CLOSE_DATE: "Close date changes", OWNER: "Owner changes"}
"""The fields whose changes are counted for every deal, and the column with that number."""


@dataclass(frozen=True, eq=False)
class Places:
    """Where entries stand: the file of each, and the line in it (0 where it is not known)."""

    file: Categorical
    line: NDArray[np.int64]

    @classmethod
    def unknown(cls, file: str, length: int) -> Places:
        """So many entries somewhere in a file."""
        return cls(Categorical(np.zeros(length, dtype=np.int32), (file,)), np.zeros(length, dtype=np.int64))

    @classmethod
    def of(cls, frame: Frame) -> Places:
        """The places of all rows of a frame."""
        sizes = [len(table) for table in frame.tables]
        files = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        lines = [table.lines for table in frame.tables]
        return cls(
            by_labels(files, [table.name for table in frame.tables]),
            np.concatenate(lines).astype(np.int64) if lines else np.zeros(0, dtype=np.int64),
        )

    @classmethod
    def together(cls, parts: Sequence[Places]) -> Places:
        """Places one below the other."""
        return cls(join([part.file for part in parts]), np.concatenate([part.line for part in parts]))

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Places:
        """Those at the indices, or where a mask is set."""
        return Places(self.file.take(chosen), self.line[chosen])

    def set_aside(self, chosen: NDArray[np.bool_], reason: str) -> list[Quarantined]:
        """One line each for the import's summary."""
        return [
            Quarantined(self.file.text(row), int(self.line[row]), reason)
            for row in np.flatnonzero(chosen).tolist()
        ]


@dataclass(frozen=True, eq=False)
class FieldChanges:
    """Columns with one entry a changed field, in source order; `case` and `time` have no missing entry.

    `old` and `new` are the values as people read them (labels, not ids); `actor` who changed it; `is_bulk` one
    flag an entry where the CRM says which changes were made to many records at once; `places` says where each stands.
    `title` is what to call the field in the history of the deal, missing where it is none of its own or one of the
    fields named above.
    """

    case: Categorical
    time: NDArray[np.int64]
    actor: Categorical
    field: Categorical
    old: Categorical
    new: Categorical
    is_bulk: NDArray[np.bool_] | None = None
    places: Places | None = None
    title: Categorical | None = None

    def of(self, field: str) -> NDArray[np.int64]:
        """The entries of one field."""
        return np.flatnonzero(self.field.is_any_of((field,)))

    def take(self, rows: NDArray[np.int64]) -> FieldChanges:
        """The entries at the indices."""
        return FieldChanges(
            self.case.take(rows),
            self.time[rows],
            self.actor.take(rows),
            self.field.take(rows),
            self.old.take(rows),
            self.new.take(rows),
            None if self.is_bulk is None else self.is_bulk[rows],
            None if self.places is None else self.places.take(rows),
            None if self.title is None else self.title.take(rows),
        )


def changes_together(parts: Sequence[FieldChanges]) -> FieldChanges:
    """Trails one below the other."""
    bulk = [np.zeros(len(part.time), dtype=bool) if part.is_bulk is None else part.is_bulk for part in parts]
    places = [part.places or Places.unknown("", len(part.time)) for part in parts]
    return FieldChanges(
        join([part.case for part in parts]),
        np.concatenate([part.time for part in parts]),
        join([part.actor for part in parts]),
        join([part.field for part in parts]),
        join([part.old for part in parts]),
        join([part.new for part in parts]),
        None if all(part.is_bulk is None for part in parts) else np.concatenate(bulk),
        Places.together(places),
        None
        if all(part.title is None for part in parts)
        else join([part.title or Categorical.empty(len(part.time)) for part in parts]),
    )


def stage_events(
    changes: FieldChanges, deals: Deals | None = None, present: Categorical | None = None
) -> tuple[Events, tuple[Finding, ...]]:
    """Every entering of a stage, and what is missing at the beginning of deals.

    A trail records changes only, so the first stage of a deal is the old value of its first change, entered
    when the deal was created. A deal that never changed has been in its `present` stage (one entry a deal of
    `deals`) since then, if it was created after the trail begins and the trail covers it (`_never_changed`). Where
    the creation is not known, or lies after the change, no time is made up: the first stage is left out, and the
    deal counts as cut off.
    """
    rows = changes.of(STAGE)
    rows = rows[(changes.new.codes[rows] != MISSING)]
    entered = Events(
        changes.case.take(rows),
        relabel(changes.new.take(rows), tidy),
        changes.time[rows],
        changes.actor.take(rows),
    )
    if changes.is_bulk is not None:
        said = Categorical(np.where(changes.is_bulk[rows], 0, MISSING).astype(np.int32), ("yes",))
        entered = Events(
            entered.case, entered.activity, entered.timestamp, entered.resource, {BULK_EDIT: said}
        )
    first, cut_off = first_stages(changes, rows, deals)
    never = _never_changed(changes, rows, deals, present)
    findings = []
    if cut_off:
        sentence = tr(
            "The history of {deals} starts in the middle: the stage before the first change is "
            "known, but not when it was entered, so it is left out.",
            deals=counted(len(cut_off), "deal"),
        )
        findings.append(Finding(Fault.CUT_OFF, len(cut_off), sentence, tuple(cut_off[:10]), tuple(cut_off)))
    return together([part for part in (first, never, entered) if len(part)] or [entered]), tuple(findings)


def change_counts(changes: FieldChanges, ids: tuple[str, ...]) -> dict[str, Categorical]:
    """For every deal in `ids` how often its amount, close date and owner were changed, where the trail has them.

    The same change of the same moment, as of pages that overlap, counts once.
    """
    place = {identifier: i for i, identifier in enumerate(ids)}
    of_case = np.array([place.get(label, -1) for label in changes.case.labels], dtype=np.int64)
    counts = {}
    for field, title in COUNTED.items():
        rows = changes.of(field)
        rows = rows[changes.old.codes[rows] != MISSING]  # from nothing is not a change of mind
        if len(rows):
            cells = (column.codes[rows] for column in (changes.case, changes.old, changes.new))
            rows = rows[~repeated_rows([changes.time[rows], *cells])]
            at = of_case[changes.case.codes[rows]]
            found = np.bincount(at[at >= 0], minlength=len(ids))
            counts[title] = Categorical.of(map(str, found.tolist()))
    return counts


def first_stages(
    changes: FieldChanges, rows: NDArray[np.int64], deals: Deals | None
) -> tuple[Events, list[str]]:
    """The stages in which deals were created, and the deals of which that is not known; `rows` are the entries of
    `changes` that changed a stage."""
    first = _first_of_each(changes, rows)
    first = first[changes.old.codes[first] != MISSING]
    created = _created(changes.case, deals)[changes.case.codes[first]]
    known = (created != NO_TIME) & (created <= changes.time[first])
    cut_off = [changes.case.text(row) for row in first[~known].tolist()]
    kept = first[known]
    empty = Categorical.empty(len(kept))
    events = Events(changes.case.take(kept), relabel(changes.old.take(kept), tidy), created[known], empty)
    return events, cut_off


def _created(case: Categorical, deals: Deals | None) -> NDArray[np.int64]:
    """When the deal of every label of `case` was created, `NO_TIME` where that is not known."""
    if deals is None or deals.created is None:
        return np.full(len(case.labels), NO_TIME, dtype=np.int64)
    row_of = deals.row_of
    rows = np.array([row_of.get(label, -1) for label in case.labels], dtype=np.int64)
    return np.append(deals.created, NO_TIME)[rows]


def _never_changed(
    changes: FieldChanges, rows: NDArray[np.int64], deals: Deals | None, present: Categorical | None
) -> Events:
    """Deals of which the trail would have a change of stage if there had been one.

    A trail may be of some deals only, beside a list of all. So of deals without any entry in it nothing is said
    where one of them is closed, or in a stage in which no deal of the trail began: that one did change.
    """
    nothing = Categorical.empty(0)
    if deals is None or deals.created is None or present is None or not len(changes.time):
        return Events(nothing, nothing, np.zeros(0, dtype=np.int64), nothing)
    changed = {changes.case.text(row) for row in rows.tolist()}
    is_new = np.array([label not in changed for label in deals.ids.labels], dtype=bool)[deals.ids.codes]
    is_new &= (deals.created >= changes.time.min()) & (present.codes != MISSING) & (deals.created != NO_TIME)
    present = relabel(present, tidy)
    is_told = deals.ids.is_any_of(compact(changes.case).labels)
    began = {
        *_beginnings(changes, rows),
        *(present.text(i) for i in np.flatnonzero(is_new & is_told).tolist()),
    }
    did_change = ~present.is_any_of(began)
    if deals.outcome is not None:
        did_change |= (deals.outcome == Outcome.WON) | (deals.outcome == Outcome.LOST)
    if (is_new & ~is_told & did_change).any():
        is_new &= is_told
    chosen = np.flatnonzero(is_new)
    return Events(
        join([deals.ids]).take(chosen),
        present.take(chosen),
        deals.created[chosen],
        Categorical.empty(len(chosen)),
    )


def _beginnings(changes: FieldChanges, rows: NDArray[np.int64]) -> set[str]:
    """The stages in which the deals of a trail began: the old value of their first change, or else the new one."""
    first = _first_of_each(changes, rows)
    _, pairs = distinct_rows([changes.old.take(first), changes.new.take(first)])
    return {tidy(old or new) for old, new in pairs}


def _first_of_each(changes: FieldChanges, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of these entries the earliest of every deal."""
    order = rows[np.lexsort((rows, changes.time[rows], changes.case.codes[rows]))]
    return np.asarray(order[np.diff(changes.case.codes[order], prepend=-1) != 0])
