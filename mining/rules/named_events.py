"""The events of a whole log that rules name: stages and ends under their documented names, all else under its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mining.conformance.reference import Reference
from models.event_log import EventKind, EventLog
from models.label import key
from models.sales_process import SalesProcess


class _Meaning(Enum):
    """What a name of a rule is the name of."""

    STAGE = "stage or end"
    SIGNAL = "signal"
    OTHER = "other event"


_Target = tuple[_Meaning, str]


@dataclass(frozen=True, eq=False)
class NamedEvents:
    """The named events in the order of the log: `code` of the name, their `case`, and their index in the log."""

    code: NDArray[np.int32]
    case: NDArray[np.int32]
    event: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Names:
    """The names that rules use, and which labels of a log mean them.

    `number` gives the code of every name as rules write it; `of_stage` and `of_other` that of every label as a
    stage and as another event, -1 for none; `stage` says which documented stage a label means. The last entry of
    the three (int32) is what MISSING points to. `known` are the names that the process and the log have,
    `unknown` those of the rules that neither has.
    """

    number: Mapping[str, int]
    of_stage: NDArray[np.int32]
    of_other: NDArray[np.int32]
    stage: NDArray[np.int32]
    known: tuple[str, ...]
    unknown: frozenset[str]

    @property
    def merges(self) -> bool:
        """Whether two labels mean one stage."""
        return len(np.unique(self.stage)) < len(self.stage)

    def find(self, log: EventLog, begin: int, end: int) -> NamedEvents:
        """The named events from index `begin` to before `end`, which are those of whole cases.

        Where two labels mean one stage, going from one to the other is no event of its own.
        """
        is_stage, case = log.kind[begin:end] == EventKind.STAGE, log.case_of_event[begin:end]
        code, place = self.find_in(log.activity.codes[begin:end], is_stage, case)
        return NamedEvents(code, case[place], begin + place)

    def find_in(
        self, label: NDArray[np.int32], is_stage: NDArray[np.bool_], case: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The same for columns of events: the codes of the named ones, and where they are."""
        code = self.of_stage[label]
        if not is_stage.all():
            code = np.where(is_stage, code, self.of_other[label])
        place = np.flatnonzero(code >= 0)
        if self.merges:
            place = place[~self._again(label, is_stage, case)[place]]
        return code[place], place

    def _again(
        self, label: NDArray[np.int32], is_stage: NDArray[np.bool_], case: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        """One flag an event: does it only give the stage before it another of that stage's labels?"""
        stages = np.flatnonzero(is_stage)
        other_label = np.diff(label[stages]) != 0
        same_stage = (np.diff(self.stage[label[stages]]) == 0) & (np.diff(case[stages]) == 0)
        flags = np.zeros(len(label), dtype=bool)
        flags[stages[1:][other_label & same_stage]] = True
        return flags


def names_of(
    labels: Sequence[str],
    reference: Reference,
    names: Iterable[str],
    signals: Collection[str] = (),
    seen: Sequence[str] = (),
) -> Names:
    """What the names mean in a log with these activity labels.

    A name means a documented stage or end if there is one of that name or with that CRM label, else the signal of the
    process that has it, and else the stages and other events that are called so; case and outer spaces do not count.
    `signals` are all signals; the last labels are those of the ones that are `seen` in the log, in order.
    """
    documented, defined = _documented(reference), frozenset(map(key, signals))
    wanted: dict[_Target, int] = {}
    number: dict[str, int] = {}
    for name in names:
        number[name] = wanted.setdefault(_target(name, documented, defined), len(wanted))
    of_stage, of_other, stage = (np.full(len(labels) + 1, -1, dtype=np.int32) for _ in range(3))
    first: dict[str, int] = {}
    events = len(labels) - len(seen)
    for i, label in enumerate(labels):
        here = key(label)
        if i >= events:
            of_other[i] = wanted.get((_Meaning.SIGNAL, here), -1)
            stage[i] = i
            continue
        named = reference.names.get(here)
        of_stage[i] = wanted.get((_Meaning.OTHER, here) if named is None else (_Meaning.STAGE, named), -1)
        of_other[i] = wanted.get((_Meaning.OTHER, here), -1)
        stage[i] = first.setdefault(label if named is None else named, i)
    known = tuple(dict.fromkeys((*documented.values(), *labels)))
    own = {*documented, *map(key, documented.values()), *map(key, seen)}
    own |= {key(label) for label in labels[:events]} - defined
    return Names(
        number, of_stage, of_other, stage, known, frozenset(name for name in number if key(name) not in own)
    )


def _target(name: str, documented: Mapping[str, str], signals: frozenset[str]) -> _Target:
    here = key(name)
    if here in documented:
        return _Meaning.STAGE, documented[here]
    return (_Meaning.SIGNAL if here in signals else _Meaning.OTHER), here


def _documented(reference: Reference) -> dict[str, str]:
    """The documented name by every way to say it: of a CRM label, an end's short name, the name itself."""
    found = dict(reference.names)
    found |= {key(way): end.title for end in reference.ends for way in (end.name, end.title)}
    process = reference.process
    stages = [s.name for s in process.stages] if isinstance(process, SalesProcess) else process.labels
    return found | {key(name): name for name in stages}
