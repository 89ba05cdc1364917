"""What a deal's path shows: its steps, those that come again, what follows what, and in which order steps come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.drift.rows import Feature, Flags
from models.event_log import EventLog
from resources.translation import tr

_MOST_STEPS = 60
"""Only so many steps are looked at, those in the most deals: the pairs of more would take long and tell little."""

_NEVER = np.int64(1) << 40

Numbers = NDArray[np.int64]


def path_features(log: EventLog, cases: Numbers, least_share: float) -> tuple[tuple[Feature, ...], Flags]:
    """The features of the paths of these cases, and a row of flags (uint8) for each of them.

    A deal has a step, has it more than once, begins or ends with it, goes from one step straight to another, has one
    before another (where both orders happen). What fewer than `least_share` of the deals show is left out. Worked out
    once for every distinct path.
    """
    used, row = np.unique(log.variants.of_case[cases], return_inverse=True)
    paths = _Paths.of(log, used, np.bincount(row, minlength=len(used)), max(1.0, least_share * len(cases)))
    found = [*paths.steps(), *paths.straight(), *paths.orders()]
    flags = np.zeros((len(used), len(found)), dtype=np.uint8)
    for column, (_, flag) in enumerate(found):
        flags[:, column] = flag
    return tuple(feature for feature, _ in found), flags[row]


Found = tuple[Feature, NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class _Paths:
    """Distinct paths: of every event its path, place and step (a number among `names`); how many deals take each."""

    names: tuple[str, ...]
    path: Numbers
    step: Numbers
    deals: Numbers
    least: float

    @classmethod
    def of(cls, log: EventLog, used: NDArray[np.int32], deals: Numbers, least: float) -> _Paths:
        variants = log.variants
        lengths = np.diff(variants.start)[used]
        begin = np.cumsum(lengths) - lengths
        event = np.arange(int(lengths.sum())) + np.repeat(variants.start[used] - begin, lengths)
        path, code = np.repeat(np.arange(len(used)), lengths), variants.activity[event].astype(np.int64)
        n_labels = len(log.activity.labels)
        there = np.unique(path * n_labels + code)
        having = np.bincount(there % n_labels, weights=deals[there // n_labels], minlength=n_labels)
        most = np.argsort(-having, kind="stable")[:_MOST_STEPS]
        kept = np.sort(most[having[most] >= least])
        number = np.full(n_labels, len(kept), dtype=np.int64)
        number[kept] = np.arange(len(kept))
        return cls(tuple(log.activity.labels[i] for i in kept), path, number[code], deals, least)

    def enough(self, flag: NDArray[np.bool_]) -> bool:
        return bool(self.deals[flag].sum() >= self.least)

    def steps(self) -> list[Found]:
        """Has a step; has it more than once."""
        n = len(self.names)
        key = self.path * (n + 1) + self.step
        count = np.bincount(key, minlength=len(self.deals) * (n + 1)).reshape(len(self.deals), n + 1)
        found: list[Found] = []
        for i, name in enumerate(self.names):
            found.append(
                (Feature(tr("has {name}", name=name), tr("has the step {name}", name=name)), count[:, i] > 0)
            )
            again = Feature(
                tr("repeats {name}", name=name), tr("has the step {name} more than once", name=name)
            )
            found.append((again, count[:, i] > 1))
        return [one for one in found if self.enough(one[1])]

    def straight(self) -> list[Found]:
        """Goes from one step straight to another; begins or ends with one."""
        n = len(self.names)
        first = np.diff(self.path, prepend=-1) != 0
        last = np.diff(self.path, append=len(self.deals)) != 0
        before = np.where(first, n + 1, np.roll(self.step, 1))
        pair = before * (n + 2) + self.step
        at_end = self.step[last] * (n + 2) + n + 1
        key = np.unique(
            np.concatenate((self.path * (n + 2) ** 2 + pair, self.path[last] * (n + 2) ** 2 + at_end))
        )
        path, pair = np.divmod(key, (n + 2) ** 2)
        deals = np.bincount(pair, weights=self.deals[path], minlength=(n + 2) ** 2)
        found: list[Found] = []
        for one in np.flatnonzero(deals >= self.least):
            a, b = divmod(int(one), n + 2)
            if n in (a, b):
                continue
            flag = np.zeros(len(self.deals), dtype=bool)
            flag[path[pair == one]] = True
            found.append((self._pair(a, b), flag))
        return found

    def _pair(self, a: int, b: int) -> Feature:
        n = len(self.names)
        if a > n:
            return Feature(
                tr("begins with {names}", names=self.names[b]), tr("begins with {names}", names=self.names[b])
            )
        if b > n:
            return Feature(
                tr("ends with {names}", names=self.names[a]), tr("ends with {names}", names=self.names[a])
            )
        a_name, b_name = self.names[a], self.names[b]
        words = (
            tr("repeats {a_name} at once", a_name=a_name)
            if a == b
            else tr("goes from {a_name} straight to {b_name}", a_name=a_name, b_name=b_name)
        )
        return Feature(f"{a_name} > {b_name}", words)

    def orders(self) -> list[Found]:
        """Has one step before another, where some deals have them the one way and some the other."""
        n = len(self.names)
        first = np.full((len(self.deals), n + 1), _NEVER)
        key, event = np.unique(self.path * (n + 1) + self.step, return_index=True)
        first[key // (n + 1), key % (n + 1)] = event
        found: list[Found] = []
        for a in range(n):
            earlier = first[:, a, None] < first[:, :n]
            later = (first[:, a, None] > first[:, :n]) & (first[:, a, None] < _NEVER)
            earlier &= first[:, :n] < _NEVER
            both = (self.deals @ earlier >= self.least) & (self.deals @ later >= self.least)
            for b in np.flatnonzero(both):
                words = tr("has {names} before {names_2}", names=self.names[a], names_2=self.names[b])
                found.append((Feature(f"{self.names[a]} .. {self.names[b]}", words), earlier[:, b]))
        return found
