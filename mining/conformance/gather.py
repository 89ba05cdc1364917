"""From what single explanations show to the deals of every deviation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mining.conformance.classify import Classified
from models.deviation import Deviation, DeviationKey, DeviationType

Flags = NDArray[np.bool_]
Units = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Gathered:
    """The explanations of some deals against one process: what they show, how many deals each has, and its stages.

    The first `stages` words of `found` are the stages.
    """

    found: Classified
    deals: NDArray[np.int64]
    stages: int

    def showing(self, key: DeviationKey) -> Units:
        """The explanations that show a deviation, which ascend."""
        first, end = self._bounds.get(key, (0, 0))
        return self.found.unit[first:end]

    def judged(self, key: DeviationKey, showing: Units) -> Flags:
        """One flag an explanation: was it judged for this? Those that show it always are."""
        if not key.stage_bound:
            return self.found.finished
        flags = self._judged_for(key)
        if not flags[showing].all():
            flags = flags.copy()
            flags[showing] = True
        return flags

    def reached(self, gate: str) -> Flags:
        """One flag an explanation: did it get at least to this stage? None did where it is no stage."""
        rank = self._rank.get(gate)
        return self._nothing if rank is None else self._got_to[rank]

    def gates(self) -> Mapping[DeviationKey, Mapping[str, int]]:
        """For every deviation the gates at which it was sure, with the deals; the empty name where there was none."""
        found = self.found
        names = ("", *found.words)
        deviation = np.repeat(np.arange(len(found.keys)), np.diff(found.bounds))
        cells = deviation * len(names) + found.gate + 1
        counts = np.bincount(cells, weights=self.deals[found.unit], minlength=len(found.keys) * len(names))
        rows = counts.reshape(len(found.keys), len(names)).astype(np.int64).tolist()
        return {key: dict(zip(names, row, strict=True)) for key, row in zip(found.keys, rows, strict=True)}

    def _judged_for(self, key: DeviationKey) -> Flags:
        """A skip is judged past the stage's gate, an end on the deals that it closed, all else on those that came."""
        word = self._word.get(key.stage)
        if word is None:
            return self._nothing
        done: Flags = self.found.done[word]
        if key.type is DeviationType.WENT_BACK:
            return done
        if word >= self.stages:
            return self._nothing
        if key.type is DeviationType.SKIPPED:
            past: Flags = self.found.past_gate[word]
            return past
        return done & self.found.closed if key.type is DeviationType.PREMATURE_CLOSE else done

    @cached_property
    def _bounds(self) -> dict[DeviationKey, tuple[int, int]]:
        return dict(zip(self.found.keys, pairwise(self.found.bounds.tolist()), strict=True))

    @cached_property
    def _word(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.found.words)}

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {word: rank for rank, word in enumerate(self.found.words[: self.stages])}

    @cached_property
    def _got_to(self) -> list[Flags]:
        return [self.found.finished & (self.found.furthest >= rank) for rank in range(self.stages)]

    @cached_property
    def _nothing(self) -> Flags:
        return np.zeros(len(self.found.finished), dtype=bool)


def gather(parts: Sequence[Gathered], of_case: Units) -> list[Deviation]:
    """The deviations in order of their key; the units of each are the explanations of all parts, one after another.

    `of_case` gives the explanation of every case. Comparable are the deals that got at least to the gate which most
    of the deals with the deviation had reached when it was sure (the last in the alphabet of several); none where
    that gate is an end.
    """
    begins = np.cumsum([0, *(len(part.found.finished) for part in parts)]).tolist()
    gates = [part.gates() for part in parts]
    known: dict[
        tuple[int, ...], tuple[list[Flags], Flags]
    ] = {}  # holds the arrays, so that no id comes twice

    def one(flags: list[Flags]) -> Flags:
        """The flags of all parts; what was one array for several deviations stays one."""
        if len(flags) == 1:
            return flags[0]
        return known.setdefault(tuple(map(id, flags)), (flags, np.concatenate(flags)))[1]

    deviations = []
    for key in sorted({key for counted in gates for key in counted}):
        gate = _usual([counted[key] for counted in gates if key in counted])
        shown = [part.showing(key) for part in parts]
        judged = [part.judged(key, units) for part, units in zip(parts, shown, strict=True)]
        among = [part.reached(gate) for part in parts]
        showing = np.concatenate([units + begin for units, begin in zip(shown, begins, strict=False)])
        if key.stage_bound:
            comparable = np.concatenate([mine & there for mine, there in zip(judged, among, strict=True)])
        else:
            comparable = one(among)
        deviations.append(Deviation(key, of_case, showing.astype(np.int32), one(judged), comparable, gate))
    return deviations


def _usual(counted: Sequence[Mapping[str, int]]) -> str:
    """The gate of most deals, the last in the alphabet of several."""
    total: dict[str, int] = {}
    for part in counted:
        for gate, deals in part.items():
            total[gate] = total.get(gate, 0) + deals
    return max(total, key=lambda gate: (total[gate], gate))
