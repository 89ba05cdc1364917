"""The changes of Pipedrive's deals: stages, status, owner, value and the rest, with labels instead of ids."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.crm.closings import STATUS
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, OWNER, STAGE, FieldChanges, Places
from mining.sources.crm.frame import Frame
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.sifting import Noticed, picked, sifted
from mining.sources.crm.users import Users
from mining.sources.pipedrive.labels import Labels, unknown_stages
from mining.sources.pipedrive.shapes import DEAL_ID, FIELD_KEY
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import by_labels, compact, distinct_rows, join, last_of, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.quality import Fault, Finding
from resources.translation import tr, tr_n

CREATED, REASON, PIPELINE = "created", "lost reason", "pipeline"
DELETED = "deleted"
_FIELDS = {
    "stageid": STAGE,
    "status": STATUS,
    "value": AMOUNT,
    "expectedclosedate": CLOSE_DATE,
    "userid": OWNER,
    "ownerid": OWNER,
    "addtime": CREATED,
    "lostreason": REASON,
    "pipeline": PIPELINE,
    "pipelineid": PIPELINE,
}
_ROBOTS = {
    "api": "API",
    "automation": "Automation",
    "automations": "Automation",
    "workflow": "Automation",
    "workflow_automation": "Automation",
    "import": "Import",
    "data_import": "Import",
    "system": "Pipedrive",
}
"""Values of change_source that are no person in the application (app, mobile, ...), in words."""


@dataclass(frozen=True, eq=False)
class Trail:
    """The changes; `last` has by field the last value of every deal with one, `created` when deals were created."""

    changes: FieldChanges
    ids: tuple[str, ...]
    created: NDArray[np.int64]
    has_status: bool

    def last(self, field: str) -> Categorical:
        """The last new value of a field, one entry a deal of `ids`."""
        rows = self.changes.of(field)
        rows = rows[np.argsort(self.changes.time[rows], kind="stable")]
        return last_of(self.changes.new.take(rows), self.changes.case.codes[rows], len(self.ids))


def read_trail(
    frame: Frame,
    gone: Collection[str],
    labels: Labels,
    users: Users,
    options: ImportOptions,
    noticed: Noticed,
) -> Trail:
    """Read the changes; those of deleted deals (`gone`, or by their last status) are set aside."""
    case, key = frame.column(*DEAL_ID), frame.column(*FIELD_KEY)
    field = relabel(key, lambda label: _FIELDS.get(plain_name(label), ""))
    new, old = frame.column("newvalue"), frame.column("oldvalue")
    times = frame_times(frame, options, "changetime", "time", "logtime", "timestamp")
    is_stage = field.is_any_of((STAGE,))
    lost = _deleted(case, field, relabel(new, str.casefold), times.micros) | set(gone)
    checks = [
        (tr("no id of the deal"), case.codes == MISSING),
        (tr("its deal was deleted in Pipedrive"), case.is_any_of(lost)),
        (tr("no stage"), is_stage & (new.codes == MISSING)),
    ]
    rows = sifted(frame, times, checks, noticed, field.codes != MISSING)
    unused = int((field.codes == MISSING).sum())
    if unused:
        noticed.notes.append(
            tr(
                "{changes} of other fields in {names}: not used.",
                changes=counted(unused, "change"),
                names=frame.names,
            )
        )
    staged = rows[is_stage[rows]]
    noticed.notes += unknown_stages(compact(join([old.take(staged), new.take(staged)])), labels)
    actor = _actors(frame, users, noticed).take(rows)
    of = field.take(rows)
    changes = FieldChanges(
        compact(case.take(rows)),
        times.micros[rows],
        actor,
        of,
        _named(old.take(rows), of, labels, users),
        _named(new.take(rows), of, labels, users),
        _is_bulk(frame)[rows],
        Places.of(frame).take(rows),
    )
    noticed.robots += [name for name in dict.fromkeys(_ROBOTS.values()) if actor.is_any_of((name,)).any()]
    ids = changes.case.labels
    return Trail(changes, ids, _created(changes, frame.names, noticed), bool(of.is_any_of((STATUS,)).any()))


def _created(changes: FieldChanges, names: str, noticed: Noticed) -> NDArray[np.int64]:
    """When every deal was created, by the change of add_time; the earliest where there are several."""
    rows = changes.of(CREATED)
    case, n = changes.case.codes[rows], len(changes.case.labels)
    created = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(created, case, changes.time[rows])
    counts = np.bincount(case, minlength=n)
    again = tuple(changes.case.labels[code] for code in np.flatnonzero(counts > 1).tolist())
    if again:
        deals = counted(int((counts > 0).sum()), "deal")
        sentence = tr_n(
            "{deals} was created more than once in {names} ({value} creations of {deals_2}): all "
            "changes with one id are one deal, created at the earliest of these times.",
            "{deals} were created more than once in {names} ({value} creations of {deals_2}): all "
            "changes with one id are one deal, created at the earliest of these times.",
            len(again),
            deals=counted(len(again), "deal"),
            names=names,
            value=number(int(counts.sum())),
            deals_2=deals,
        )
        more = int((counts - 1)[counts > 1].sum())
        noticed.findings.append(Finding(Fault.DUPLICATES, more, sentence, again[:10]))
    return np.where(counts > 0, created, NO_TIME)


def _deleted(case: Categorical, field: Categorical, status: Categorical, time: NDArray[np.int64]) -> set[str]:
    """The deals of which the last status is that they are deleted."""
    rows = np.flatnonzero(field.is_any_of((STATUS,)) & (case.codes != MISSING))
    rows = rows[np.argsort(time[rows], kind="stable")]
    last = last_of(status.take(rows), case.codes[rows], len(case.labels))
    return {case.labels[code] for code in np.flatnonzero(last.is_any_of((DELETED,))).tolist()}


def _named(values: Categorical, field: Categorical, labels: Labels, users: Users) -> Categorical:
    """The values as people read them, by what their field holds."""
    return picked(
        (field.is_any_of((STAGE,)), relabel(values, labels.stage_label)),
        (field.is_any_of((PIPELINE,)), relabel(values, labels.pipeline_label)),
        (field.is_any_of((OWNER,)), users.named(values)),
        (field.is_any_of((STATUS,)), relabel(values, str.casefold)),
        (field.is_any_of((REASON,)), relabel(values, lambda label: labels.reason.get(label, label))),
        (field.is_any_of((AMOUNT, CLOSE_DATE, CREATED)), values),
    )


def _actors(frame: Frame, users: Users, noticed: Noticed) -> Categorical:
    """Who made every change: the user, or what is no person."""
    person = frame.column("actoruserid", "userid", "changedby")
    source = frame.column("changesource")
    codes, rows = distinct_rows([person, source])
    names = [_ROBOTS.get(kind.casefold()) or users.name.get(who, who) for who, kind in rows]
    return by_labels(codes, names)


def _is_bulk(frame: Frame) -> NDArray[np.bool_]:
    imported = frame.column("changesource")
    kinds = [label for label in imported.labels if _ROBOTS.get(label.casefold()) == "Import"]
    return frame.flags("isbulkupdateflag") | imported.is_any_of(kinds)
