"""Informal processes: undocumented steps and ways that recur, who does them, where, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.onset import onset
from mining.areas.roles_of_people import NO_ROLE
from models.case_table import CaseTable
from models.categorical import MISSING
from models.conformance import Conformance
from models.event_log import EventLog
from models.informal_process import InformalProcess

FEWEST_DEALS, LEAST_SHARE = 10, 0.02
"""What recurs is in so many deals at least, and in this share of those that are looked at."""

MOST_OF_TEAM = 0.6
_START = -1

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def informal_processes(
    found: Conformance, role_of: Mapping[str, str], mask: Flags
) -> tuple[InformalProcess, ...]:
    """What recurs in the deals where `mask` (one flag a case) is set, in most deals first.

    `role_of` gives the short name of the role of people by name, as far as it is known. Ways to and from an
    undocumented step are part of it, and none is told of deals that merely stop.
    """
    look = _Looked(found, role_of, mask)
    least = max(FEWEST_DEALS, LEAST_SHARE * int(mask.sum()))
    told = [one for one in (*look.steps(least), *look.ways(least)) if len(one.cases) >= least]
    return tuple(sorted(told, key=lambda one: (-len(one.cases), one.step, one.before, one.after)))


@dataclass(frozen=True, eq=False)
class _Looked:
    """The checked log, with what is asked of it again and again."""

    found: Conformance
    role_of: Mapping[str, str]
    mask: Flags

    @property
    def log(self) -> EventLog:
        return self.found.log

    def steps(self, least: float) -> Iterator[InformalProcess]:
        """The undocumented steps."""
        log, known = self.log, {*self.found.stages, *self.found.ends}
        shown = self.mask[log.case_of_event]
        is_known = np.array([label in known for label in log.activity.labels] + [False])[log.activity.codes]
        before, after = _documented_around(log, is_known)
        for code in np.unique(log.activity.codes[shown & ~is_known]).tolist():
            events = np.flatnonzero(shown & (log.activity.codes == code))
            if code == MISSING or len(np.unique(log.case_of_event[events])) < least:
                continue
            first = events[np.unique(log.case_of_event[events], return_index=True)[1]]
            place = _most_frequent(before[first], after[first], len(log.activity.labels))
            yield self._told(log.activity.labels[code], *place, events, is_back=False)

    def ways(self, least: float) -> Iterator[InformalProcess]:
        """The undocumented ways from one documented step to another."""
        log = self.log
        names = [*self.found.stages, *self.found.ends]
        rank = {name: place for place, name in enumerate(names)}
        codes, size = log.activity.codes.astype(np.int64), len(log.activity.labels) + 1
        case = log.case_of_event
        begins = np.diff(case, prepend=-1) != 0
        source = np.where(begins, _START, np.append(_START, codes)[: len(codes)])
        pair = np.where(self.mask[case], (source + 1) * size + codes, -1)
        for number in np.unique(pair[pair >= 0]).tolist():
            before, after = number // size - 1, number % size
            labels = [log.activity.labels[code] if code != _START else None for code in (before, after)]
            is_told = labels[1] in rank and (labels[0] is None or labels[0] in rank)
            if not is_told or (labels[0], labels[1]) in self.found.allowed:
                continue
            events = np.flatnonzero(pair == number)
            if len(np.unique(case[events])) >= least:
                is_back = labels[0] is not None and rank[str(labels[0])] >= rank[str(labels[1])]
                yield self._told("", before, after, events, is_back)

    def _told(self, step: str, before: int, after: int, events: Ints, is_back: bool) -> InformalProcess:
        """What there is to say of a way of working; `events` are those of it, of all deals that are looked at."""
        log = self.log
        cases = np.unique(log.case_of_event[events]).astype(np.int32)
        judged = self._reached(before)
        has = np.isin(judged, cases)
        split = onset(has)
        newer = np.isin(log.case_of_event[events], judged[split.first :] if split else judged)
        role, by_role, by_known = self._by(events)
        names = [log.activity.labels[code] if code != _START else "" for code in (before, after)]
        return InformalProcess(
            step=step,
            before=names[0],
            after=names[1],
            is_back=is_back,
            cases=cases,
            hits=split.hits if split else int(has.sum()),
            of=split.of if split else len(has),
            since=int(log.timestamp[events[newer]].min()) if split else None,
            hits_before=split.hits_before if split else 0,
            of_before=split.of_before if split else 0,
            first=int(log.timestamp[events].min()),
            role=role,
            by_role=by_role,
            by_known=by_known,
            team=_team(log.cases, cases),
        )

    def _reached(self, before: int) -> NDArray[np.int32]:
        """The deals that got to a step (`_START`: began) and went on, in order of when they got there."""
        log = self.log
        case = log.case_of_event
        last = np.zeros(log.n_events, dtype=bool)
        last[log.case_start[1:][np.diff(log.case_start) > 0] - 1] = True
        if before == _START:
            events = log.case_start[:-1][np.diff(log.case_start) > 0]
        else:
            events = np.flatnonzero((log.activity.codes == before) & ~last)
        events = events[self.mask[case[events]]]
        events = events[np.unique(case[events], return_index=True)[1]]
        events = events[np.argsort(log.timestamp[events], kind="stable")]
        return np.asarray(case[events], dtype=np.int32)

    def _by(self, events: Ints) -> tuple[str, int, int]:
        """The role that does it most often, how often, and how often a role is known."""
        people = self.log.resource
        roles = sorted(set(self.role_of.values()))
        number = {role: place for place, role in enumerate(roles)}
        of_label = [number.get(self.role_of.get(name, ""), NO_ROLE) for name in people.labels]
        role = np.array([*of_label, NO_ROLE], dtype=np.int64)[people.codes[events]]
        counts = np.bincount(role[role != NO_ROLE], minlength=1)
        best = int(counts.argmax())
        return (roles[best], int(counts[best]), int(counts.sum())) if counts.any() else ("", 0, 0)


def _documented_around(log: EventLog, is_known: Flags) -> tuple[Ints, Ints]:
    """For every event the documented step before it and the one after it in its deal, `_START` for none."""
    n, case = log.n_events, log.case_of_event
    codes = np.append(log.activity.codes.astype(np.int64), _START)
    place = np.arange(n)
    before = np.maximum.accumulate(np.where(is_known, place, -1)) if n else place
    after = np.minimum.accumulate(np.where(is_known, place, n)[::-1])[::-1] if n else place
    own_before = (before >= 0) & (case[np.maximum(before, 0)] == case) if n else is_known
    own_after = (after < n) & (case[np.minimum(after, n - 1)] == case) if n else is_known
    return np.where(own_before, codes[before], _START), np.where(
        own_after, codes[np.minimum(after, n)], _START
    )


def _most_frequent(before: Ints, after: Ints, labels: int) -> tuple[int, int]:
    numbers, counts = np.unique((before + 1) * (labels + 1) + after + 1, return_counts=True)
    best = int(numbers[counts.argmax()])
    return best // (labels + 1) - 1, best % (labels + 1) - 1


def _team(table: CaseTable, cases: NDArray[np.int32]) -> str:
    """The team that owns most of the deals, where it owns enough of them and there are several teams."""
    codes = table.team.codes[cases]
    known = codes[codes != MISSING]
    if not len(known) or len(np.unique(table.team.codes[table.team.codes != MISSING])) < 2:
        return ""
    counts = np.bincount(known)
    return table.team.labels[int(counts.argmax())] if counts.max() >= MOST_OF_TEAM * len(cases) else ""
