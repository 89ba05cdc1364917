"""The events of a whole log that rules name: stages and ends under their documented names, all else under its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.reference import Reference
from models.event_log import EventKind, EventLog
from models.label import key
from models.sales_process import SalesProcess


@dataclass(frozen=True, eq=False)
class NamedEvents:
    """The named events in the order of the log: `code` into `names`, their `case`, and their index in the log.

    `case_start` are offsets into them. `number` gives the code of every name as rules write it; `known` are
    the names that the process and the log have, `unknown` those of the rules that neither has.
    """

    code: NDArray[np.int32]
    case: NDArray[np.int32]
    event: NDArray[np.int64]
    case_start: NDArray[np.int64]
    number: Mapping[str, int]
    known: tuple[str, ...]
    unknown: frozenset[str]


def named_events(log: EventLog, reference: Reference, names: Iterable[str]) -> NamedEvents:
    """Find the events. Where two labels mean one stage, going from one to the other is no event of its own.

    A name means a documented stage or end if there is one of that name or with that CRM label, and else the
    stages and other events that are called so; case and outer spaces do not count.
    """
    documented = _documented(reference)
    wanted: dict[tuple[bool, str], int] = {}
    number: dict[str, int] = {}
    for name in names:
        target = (key(name) in documented, documented.get(key(name), key(name)))
        number[name] = wanted.setdefault(target, len(wanted))
    stage_code, other_code = _codes(log.activity.labels, wanted, reference.names)
    is_stage = log.kind == EventKind.STAGE
    code = stage_code[log.activity.codes]
    if not is_stage.all():
        code = np.where(is_stage, code, other_code[log.activity.codes])
    event = np.flatnonzero(code >= 0)
    event = event[~_relabelled(log, reference)[event]]
    before = np.searchsorted(event, log.case_start)
    known = tuple(dict.fromkeys((*documented.values(), *log.activity.labels)))
    own = set(map(key, known))
    return NamedEvents(
        code=code[event],
        case=log.case_of_event[event],
        event=event,
        case_start=before.astype(np.int64),
        number=number,
        known=known,
        unknown=frozenset(name for name in number if key(name) not in own and key(name) not in documented),
    )


def _documented(reference: Reference) -> dict[str, str]:
    """The documented name by every way to say it: of a CRM label, an end's short name, the name itself."""
    found = dict(reference.names)
    found |= {key(way): end.title for end in reference.ends for way in (end.name, end.title)}
    process = reference.process
    stages = [s.name for s in process.stages] if isinstance(process, SalesProcess) else process.labels
    return found | {key(name): name for name in stages}


def _codes(
    labels: Sequence[str], wanted: Mapping[tuple[bool, str], int], names: Mapping[str, str]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The code of every label as a stage and as another event; -1 for others and for MISSING, the last."""
    stage, other = (np.full(len(labels) + 1, -1, dtype=np.int32) for _ in range(2))
    for i, label in enumerate(labels):
        here = key(label)
        stage[i] = wanted.get((True, names[here]) if here in names else (False, here), -1)
        other[i] = wanted.get((False, here), -1)
    return stage, other


def _relabelled(log: EventLog, reference: Reference) -> NDArray[np.bool_]:
    """One flag an event: does it only give the stage before it another of that stage's labels?"""
    labels = log.activity.labels
    named = [reference.names.get(key(label), label) for label in labels]
    flags = np.zeros(log.n_events, dtype=bool)
    if len(set(named)) == len(named):
        return flags
    stages = np.flatnonzero(log.kind == EventKind.STAGE)
    first = {name: i for i, name in reversed(list(enumerate(named)))}
    stage_of = np.array([*(first[name] for name in named), -1])
    label, stage, case = (
        log.activity.codes[stages],
        stage_of[log.activity.codes[stages]],
        log.case_of_event[stages],
    )
    again = (np.diff(case) == 0) & (np.diff(stage) == 0) & (np.diff(label) != 0)
    flags[stages[1:][again]] = True
    return flags
