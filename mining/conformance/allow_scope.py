"""Which deals the entries of an allow-list hold for: by the days of their creation, a condition, and their path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mining.conformance.units import Flags
from mining.deals.days import created
from mining.filtering import follows_one_of
from mining.process.condition_truth import truth, unknown_fields
from models.allow_list import Accepted, Forbidden
from models.case_table import DAY, NO_TIME, Outcome
from models.condition import Condition
from models.conformance import AcceptedDeals, Conformance
from models.deviation import DeviationKey
from models.event_log import EventLog
from models.label import key
from models.sales_process import SalesProcess

Cases = NDArray[np.int64]

_FIRST_DAY = date(1970, 1, 1).toordinal()
_MOST_CONDITIONS = 64
"""What so many conditions hold for is kept: one may be typed letter by letter."""

_OUTCOMES = {"won": Outcome.WON, "lost": Outcome.LOST}


@dataclass(frozen=True, eq=False)
class AllowList:
    """The lists of one process, which hold for the deals in `cases` (one flag a case), for all where that is None."""

    process: SalesProcess
    cases: Flags | None = None


class Scopes:
    """For which deals of a log entries hold; what is asked again is not worked out again."""

    def __init__(self, log: EventLog) -> None:
        self._cases = log.cases
        self._created = created(log)
        self._holding: dict[str, Flags] = {}
        self._unknown: dict[str, tuple[str, ...]] = {}

    def of(self, one: Accepted | Forbidden, cases: Flags | None) -> Flags:
        """One flag a case: does the entry hold for it? Only for those in `cases`, where they are given."""
        holds = np.ones(len(self._cases), dtype=bool) if cases is None else cases.copy()
        if one.since is not None:
            holds &= self._created >= _begins(one.since)
        if one.until is not None:
            holds &= self._created < _begins(one.until) + DAY
        if one.since is not None or one.until is not None:
            holds &= self._created != NO_TIME
        if isinstance(one, Accepted) and one.when is not None:
            holds &= self._where(one.when)
        return holds

    def unknown_fields(self, condition: Condition | None) -> tuple[str, ...]:
        """The fields of a condition that no deal has."""
        if condition is None:
            return ()
        if condition.text not in self._unknown:
            self._unknown[condition.text] = unknown_fields(condition, self._cases)
        return self._unknown[condition.text]

    def _where(self, condition: Condition) -> Flags:
        if condition.text not in self._holding:
            if len(self._holding) == _MOST_CONDITIONS:
                self._holding.clear()
            self._holding[condition.text] = truth(condition, self._cases) == 1
        return self._holding[condition.text]


def _begins(day: date) -> int:
    return (day.toordinal() - _FIRST_DAY) * DAY


def accepted_deals(
    found: Conformance,
    lists: Sequence[AllowList],
    forbidden: dict[DeviationKey, Cases],
    scopes: Scopes,
) -> tuple[tuple[AcceptedDeals, ...], dict[DeviationKey, Cases]]:
    """What becomes of every entry, and by deviation the cases that any entry accepts; none without a case.

    Equal entries of several lists are told as one. A stage is meant whatever its case and spaces.
    """
    names = {(d.key.type, key(d.key.stage)): d.key for d in found.deviations}
    names |= {(path.type, key(path.stage)): path for path in forbidden}
    holds: dict[Accepted, Flags] = {}
    for one in lists:
        for entry in one.process.accepted:
            flags = scopes.of(entry, one.cases)
            holds[entry] = holds[entry] | flags if entry in holds else flags
    covered: dict[DeviationKey, Cases] = {}
    told = []
    for entry, flags in holds.items():
        meant = names.get((entry.deviation.type, key(entry.deviation.stage)))
        cases = np.zeros(0, dtype=np.int64)
        if meant in forbidden:
            cases = forbidden[meant][flags[forbidden[meant]]]
        elif meant is not None:
            deviation = found.deviation(meant)
            assert deviation is not None
            cases = np.flatnonzero(flags & deviation.shown[deviation.unit_of_case])
        if meant is not None and len(cases):
            covered[meant] = np.union1d(covered[meant], cases) if meant in covered else cases
        unknown = scopes.unknown_fields(entry.when)
        told.append(AcceptedDeals(entry, cases.astype(np.int32), meant is not None, unknown))
    return tuple(told), covered


def on_forbidden_paths(
    found: Conformance, lists: Sequence[AllowList], scopes: Scopes
) -> dict[DeviationKey, Cases]:
    """By forbidden path the cases (sorted) that took exactly it, from their first to their last step."""
    cases: dict[DeviationKey, Cases] = {}
    for one in lists:
        for entry in one.process.forbidden:
            taken = np.flatnonzero(took_path(found, one.process, entry) & scopes.of(entry, one.cases))
            cases[entry.key] = np.union1d(cases[entry.key], taken) if entry.key in cases else taken
    return cases


def took_path(found: Conformance, process: SalesProcess, entry: Forbidden) -> Flags:
    """One flag a case: is its whole path the forbidden one? An end that no event is named after goes by outcome."""
    log = found.log
    labels = {key(label): label for label in reversed(log.activity.labels)}
    path = tuple(labels.get(key(name), name) for name in entry.path)
    end = next((end for end in process.ends if key(end.title) == key(path[-1])), None)
    if end is None or end.title in found.ends:
        return follows_one_of(log, [path])
    if end.name not in _OUTCOMES:
        return np.zeros(log.n_cases, dtype=bool)
    ended: Flags = log.cases.outcome == _OUTCOMES[end.name]
    return follows_one_of(log, [path[:-1]]) & ended


def would_accept(found: Conformance, entry: Accepted, cases: Flags | None = None) -> Cases:
    """The cases (sorted) that an entry would accept: those that show the deviation, whether it counts or not."""
    name = key(entry.deviation.stage)
    flags = np.zeros(found.log.n_cases, dtype=bool)
    for deviation in found.shown:
        if (deviation.key.type, key(deviation.key.stage)) == (entry.deviation.type, name):
            flags[deviation.cases] = True
    return np.flatnonzero(flags & found.log.derived(Scopes).of(entry, cases))


def would_forbid(
    found: Conformance, process: SalesProcess, entry: Forbidden, cases: Flags | None = None
) -> Cases:
    """The cases (sorted) that took a path and that an entry would hold for."""
    return np.flatnonzero(took_path(found, process, entry) & found.log.derived(Scopes).of(entry, cases))
