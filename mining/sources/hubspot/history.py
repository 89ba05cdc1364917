"""The stages deals went through and how often the rest was changed, from the history of HubSpot's properties.

HubSpot keeps the newest 20 revisions of a property of a deal (knowledge.hubspot.com, export property history), each
with the value from then on, the newest first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.field_changes import (
    AMOUNT,
    CLOSE_DATE,
    OWNER,
    STAGE,
    FieldChanges,
    Places,
    changes_together,
)
from mining.sources.crm.frame import Frame
from mining.sources.crm.frame_times import FrameTimes, frame_times
from mining.sources.hubspot.people import People, actors, is_bulk, named_owner
from mining.sources.hubspot.pipelines import Pipelines, unknown_stages
from mining.sources.hubspot.shapes import DEAL_ID, PROPERTY, SOURCE, TIME, VALUE
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import by_labels, compact, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.import_summary import Quarantined
from models.quality import Fault, Finding
from resources.translation import tr, tr_n

REVISIONS = 20
"""How many values of a property of a deal HubSpot keeps."""
_FIELDS = {
    "dealstage": STAGE,
    "amount": AMOUNT,
    "closedate": CLOSE_DATE,
    "hubspotownerid": OWNER,
    "dealowner": OWNER,
}


@dataclass(frozen=True, eq=False)
class History:
    """What the history holds: the changes, oldest first, and what is to be said of them."""

    changes: FieldChanges
    robots: tuple[str, ...]
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class _Rows:
    """The columns of a history, one entry a row of its frame; `field` is missing where it does not count."""

    frame: Frame
    case: Categorical
    time: FrameTimes
    field: Categorical
    value: Categorical


def read_history(
    history: Frame | None,
    stages: Frame | None,
    gone: Collection[str],
    pipelines: Pipelines,
    people: People,
    options: ImportOptions,
) -> History | None:
    """The changes in a property history, or in the table of stages where that does not hold them; None without any.

    `gone` are the ids of deleted deals, whose rows are set aside.
    """
    notes: list[str] = []
    rows = _of_properties(history, options) if history is not None else None
    if stages is not None and (rows is None or not rows.field.is_any_of((STAGE,)).any()):
        if rows is not None:
            notes.append(
                tr(
                    "{names} has no changes of the stage; they were taken from {names_2}.",
                    names=rows.frame.names,
                    names_2=stages.names,
                )
            )
            own = _read(rows, gone, pipelines, people)
            merged = _read(_of_stages(stages, options), gone, pipelines, people)
            return _together(merged, own, notes)
        rows = _of_stages(stages, options)
    elif stages is not None and rows is not None:
        notes.append(
            tr(
                "{names} was not used: {names_2} has the stages too.",
                names=stages.names,
                names_2=rows.frame.names,
            )
        )
    return None if rows is None else _together(_read(rows, gone, pipelines, people), None, notes)


def _of_properties(frame: Frame, options: ImportOptions) -> _Rows:
    names = frame.column(*PROPERTY)
    if names.labels:
        field = relabel(names, lambda label: _FIELDS.get(plain_name(label), ""))
    else:  # the export of one property's history does not repeat its name: it is the stage's
        field = Categorical(np.zeros(len(frame), dtype=np.int32), (STAGE,))
    return _Rows(
        frame, frame.column(*DEAL_ID), frame_times(frame, options, *TIME), field, frame.column(*VALUE)
    )


def _of_stages(frame: Frame, options: ImportOptions) -> _Rows:
    field = Categorical(np.zeros(len(frame), dtype=np.int32), (STAGE,))
    times = frame_times(frame, options, "dateentered")
    return _Rows(frame, frame.column("dealid"), times, field, frame.column("value"))


def _read(rows: _Rows, gone: Collection[str], pipelines: Pipelines, people: People) -> History:
    frame, field = rows.frame, rows.field
    is_stage = field.is_any_of((STAGE,))
    is_gone = np.array([*(label in gone for label in rows.case.labels), False])[rows.case.codes]
    has_time = rows.time.micros != NO_TIME
    counts = field.codes != MISSING
    checks = [
        counts & (rows.case.codes == MISSING),
        counts & is_gone,
        is_stage & (rows.value.codes == MISSING),
        counts & (rows.time.reason > 0),
        counts & ~has_time,
    ]
    reasons = [
        "",
        tr("no id of a deal"),
        tr("its deal was deleted in HubSpot"),
        tr("no stage"),
        tr("no time"),
    ]
    reason = np.select(checks, [1, 2, 3, rows.time.reason + len(reasons) - 1, 4], 0).astype(np.int64)
    aside = frame.set_aside(reason, [*reasons, *rows.time.reasons[1:]])
    good = np.flatnonzero(counts & (reason == 0))
    notes = list(rows.time.notes)
    unused = int((~counts).sum())
    if unused:
        notes.append(
            tr(
                "{changes} in {names} of other properties than stage, amount, close date and owner: not "
                "used.",
                changes=counted(unused, "change"),
                names=frame.names,
            )
        )
    used = compact(rows.value.take(good[is_stage[good]]))
    notes += unknown_stages(used, pipelines)
    actor, robots = actors(frame, people)
    sources = is_bulk(frame.column(*SOURCE))
    order = good[_oldest_first(rows.case.take(good), field.take(good), rows.time.micros[good])]
    value = _values(rows.value.take(order), field.take(order), pipelines, people)
    case, of = rows.case.take(order), field.take(order)
    before = _before(case, of, value)
    is_new = of.is_any_of((STAGE,)) | (before.codes != value.codes)  # to save a value again changes nothing
    order, case, of = order[is_new], case.take(is_new), of.take(is_new)
    changes = FieldChanges(
        case,
        rows.time.micros[order],
        actor.take(order),
        of,
        before.take(is_new),
        value.take(is_new),
        sources.codes[order] != MISSING,
        Places.of(frame).take(order),
    )
    found = tuple(name for name in robots if changes.actor.is_any_of((name,)).any())
    return History(changes, found, tuple(aside), tuple(notes), tuple(_capped(changes)))


def _oldest_first(case: Categorical, field: Categorical, time: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order by time; revisions of one instant in the order of the file, or against it if it runs backwards."""
    same = (np.diff(case.codes) == 0) & (np.diff(field.codes) == 0)
    steps = np.diff(time)[same]
    row = np.arange(len(time))
    if (steps < 0).sum() > (steps > 0).sum():
        row = row[::-1]
    return np.lexsort((row, time, case.codes))


def _values(value: Categorical, field: Categorical, pipelines: Pipelines, people: People) -> Categorical:
    """The values as people read them: stages and owners by their names."""
    is_stage, is_owner = field.is_any_of((STAGE,)), field.is_any_of((OWNER,))
    codes = np.full(len(value), MISSING, dtype=np.int32)
    labels: list[str] = []
    for rows, label_of in (
        (np.flatnonzero(is_stage), pipelines.stage_label),
        (np.flatnonzero(is_owner), lambda label: named_owner(label, people)),
        (np.flatnonzero(~is_stage & ~is_owner), str),
    ):
        column = relabel(compact(value.take(rows)), label_of)
        codes[rows] = np.where(column.codes == MISSING, MISSING, column.codes + len(labels))
        labels += column.labels
    return by_labels(codes, labels)


def _before(case: Categorical, field: Categorical, value: Categorical) -> Categorical:
    """The value each property of a deal had before; entries are oldest first."""
    order = np.lexsort((np.arange(len(case)), field.codes, case.codes))
    same = (np.diff(case.codes[order]) == 0) & (np.diff(field.codes[order]) == 0)
    codes = np.full(len(case), MISSING, dtype=np.int32)
    codes[order[1:][same]] = value.codes[order[:-1][same]]
    return Categorical(codes, value.labels)


def _capped(changes: FieldChanges) -> list[Finding]:
    rows = changes.of(STAGE)
    same = (np.diff(changes.case.codes[rows]) == 0) & (np.diff(changes.time[rows]) == 0)
    same &= np.diff(changes.new.codes[rows]) == 0
    rows = rows[~np.append(False, same)] if len(rows) else rows  # a page that was read twice
    counts = np.bincount(changes.case.codes[rows], minlength=len(changes.case.labels))
    full = [changes.case.labels[code] for code in np.flatnonzero(counts == REVISIONS).tolist()]
    if not full:
        return []
    sentence = tr_n(
        "{deals} has exactly {revisions} stages, the most that HubSpot keeps: the first ones may be missing.",
        "{deals} have exactly {revisions} stages, the most that HubSpot keeps: the first ones "
        "may be missing.",
        len(full),
        deals=counted(len(full), "deal"),
        revisions=REVISIONS,
    )
    return [Finding(Fault.CUT_OFF, len(full), sentence, tuple(full[:10]), tuple(full))]


def _together(first: History, second: History | None, notes: list[str]) -> History:
    if second is None:
        return replace(first, notes=(*notes, *first.notes))
    return History(
        changes_together([first.changes, second.changes]),
        tuple(dict.fromkeys((*first.robots, *second.robots))),
        (*first.quarantined, *second.quarantined),
        (*notes, *first.notes, *second.notes),
        (*first.findings, *second.findings),
    )
