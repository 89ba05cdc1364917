"""Every time that a deal went from the people of one role to those of another, whether that is documented or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.roles_of_people import NO_ROLE, role_ways
from mining.conformance.reference import reference_of
from mining.journey.seller_place import first_from
from mining.process.roles import roles_of
from models.categorical import MISSING
from models.event_log import EventKind, EventLog
from models.field_history import OWNER
from models.label import key
from models.sales_process import SalesProcess

PING_PONG = 3
"""So many passes in a row between the same two roles, to and fro, are a ping-pong: A to B to A to B."""

_Codes = NDArray[np.int32]
_Flags = NDArray[np.bool_]
_NO_STAGE = -1


@dataclass(frozen=True, eq=False)
class Passes:
    """One entry a pass, ordered by case and time: `case`, `giver` and `taker` (int32) are indices of cases and roles.

    `wait` (int64, microseconds of the log's clock) is from the last thing that the giver did, or from when the deal was
    given to another owner, to the first that the taker did, which is the event `taken` (int64) of the log.
    `ping_pong` are those in a row of `PING_PONG` or more between the same two roles. `judged` are those taken by
    entering a documented step that has owners, `wrong` those of them whose taker is not one of the owners.
    `with_role` of `events` were done by somebody whose role is known.
    """

    case: _Codes
    giver: _Codes
    taker: _Codes
    wait: NDArray[np.int64]
    taken: NDArray[np.int64]
    ping_pong: _Flags
    judged: _Flags
    wrong: _Flags
    with_role: int = 0
    events: int = 0

    def __len__(self) -> int:
        return len(self.case)


def passes_of(log: EventLog, process: SalesProcess, role_of_person: _Codes) -> Passes:
    """The passes in a prepared log with events of every kind; `role_of_person` as of `roles_of_people`.

    What the buyer did, and what was done by nobody or by people without a role, is passed over. A change of owner
    between two roles is a giving: the wait begins there.
    """
    role = np.append(role_of_person, NO_ROLE)[log.resource.codes]
    is_ours = log.kind != EventKind.BUYER
    known = np.flatnonzero(is_ours & (role != NO_ROLE))
    case, time, who, event = log.case_of_event[known], log.elapsed[known], role[known], known
    given = _given(log, role_of_person)
    if len(given.case):
        place = np.searchsorted(known, given.before)
        case, time = np.insert(case, place, given.case), np.insert(time, place, given.time)
        who, event = np.insert(who, place, given.role), np.insert(event, place, -1)
    at = 1 + np.flatnonzero((np.diff(case) == 0) & (np.diff(who) != 0))
    at = at[event[at] >= 0]
    wait = np.maximum(time[at] - time[at - 1], 0)
    judged, wrong = _owned(log, process, event[at], who[at])
    return Passes(
        case=case[at],
        giver=who[at - 1].astype(np.int32),
        taker=who[at].astype(np.int32),
        wait=wait,
        taken=event[at],
        ping_pong=_to_and_fro(case[at], who[at - 1], who[at]),
        judged=judged,
        wrong=wrong,
        with_role=len(known),
        events=int((is_ours & (log.resource.codes != MISSING)).sum()),
    )


@dataclass(frozen=True, eq=False)
class _Given:
    """Changes of owner from one role to another: the giver's `role`, and how many events of the log come `before`."""

    case: _Codes
    time: NDArray[np.int64]
    role: _Codes
    before: NDArray[np.int64]


def _given(log: EventLog, role_of_person: _Codes) -> _Given:
    changes = log.changes
    role = dict(zip(log.resource.labels, role_of_person.tolist(), strict=True))
    of_owner = changes.field.is_any_of((OWNER,)) & (changes.old.codes != MISSING)
    old, new = (
        np.array([*(role.get(name, NO_ROLE) for name in column.labels), NO_ROLE], dtype=np.int32)[
            column.codes
        ]
        for column in (changes.old, changes.new)
    )
    rows = np.flatnonzero(of_owner & (old != NO_ROLE) & (new != NO_ROLE) & (old != new))
    case, time = changes.case[rows], changes.timestamp[rows]
    return _Given(case, log.elapsed_of(time), old[rows], first_from(log, case, time))


def _to_and_fro(case: _Codes, giver: NDArray[np.int32], taker: NDArray[np.int32]) -> _Flags:
    """Passes that are among `PING_PONG` or more in a row between the same two roles."""
    if not len(case):
        return np.zeros(0, dtype=bool)
    same = (np.diff(case) == 0) & (giver[1:] == taker[:-1]) & (taker[1:] == giver[:-1])
    row = np.cumsum(np.append(0, ~same))
    flags: _Flags = np.bincount(row)[row] >= PING_PONG
    return flags


def _owned(
    log: EventLog, process: SalesProcess, event: NDArray[np.int64], role: NDArray[np.int32]
) -> tuple[_Flags, _Flags]:
    """Which events enter a documented step with owners, and which of them are done by another role."""
    ways, reference = role_ways(process), reference_of(process, log)
    number = {step.name: place for place, step in enumerate(process.stages)}
    owners = np.zeros((len(number) + 1, len(roles_of(process))), dtype=bool)
    for place, step in enumerate(process.stages):
        owners[place, [ways[key(owner)] for owner in step.owners if key(owner) in ways]] = True
    stage_of = np.array(
        [
            *(number.get(reference.names.get(key(label), ""), _NO_STAGE) for label in log.activity.labels),
            _NO_STAGE,
        ],
        dtype=np.int64,
    )
    stage = np.where(log.kind[event] == EventKind.STAGE, stage_of[log.activity.codes[event]], _NO_STAGE)
    judged = np.asarray(owners[stage].any(axis=1), dtype=bool)
    return judged, judged & ~owners[stage, role]
