"""Fitness of every deal, and of every documented stage: from alignments that are there, re-weighed for a filter."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.incidence import Incidence, incidence_of
from models.alignment import Alignments, MoveKind
from models.conformance import Conformance
from models.model_quality import StageFitness

_MOVED = len(MoveKind)
"""Counted beside the kinds of moves: left out at its place and done at another."""


def fitness_of_alignments(found: Conformance) -> NDArray[np.float64]:
    """1 - cost / worst cost of what each alignment explains; NaN where it is not finished or has nothing to judge.

    What is accepted does not count as cost.
    A. Adriansyah, "Aligning Observed and Modeled Behavior" (2014); `[found.alignment_of_case]` gives it by case.
    """
    cost, worst = found.counted_of_alignment, found.worst_of_alignment
    known = found.alignments.finished & (worst > 0)
    share = np.full(len(cost), np.nan)
    share[known] = 1.0 - cost[known] / worst[known]
    return share


def mean_fitness(found: Conformance, weight: NDArray[np.int64]) -> float | None:
    """The mean fitness of the deals, each counting the same; None where none can be judged.

    `weight` counts the deals of every alignment. pm4py's `averageFitness`.
    """
    told = found.derived(fitness_of_alignments)
    known = ~np.isnan(told)
    deals = int(weight[known].sum())
    total = fsum((told[known] * weight[known]).tolist())  # whatever the order of the log, to the last digit
    return total / deals if deals else None


def stage_fitness(found: Conformance, weight: NDArray[np.int64]) -> tuple[StageFitness, ...]:
    """One row a documented stage, in order, then the ends; `weight` counts the deals of every alignment."""
    uses = found.derived(_uses)
    deals = uses.deals(weight)
    code = {label: i for i, label in enumerate(found.alignments.labels)}
    nothing = np.zeros(len(deals), dtype=np.int64)
    return tuple(
        _row(name, *(deals[:, code[name]] if name in code else nothing).tolist())
        for name in (*found.stages, *found.ends)
    )


def undocumented_steps(found: Conformance, weight: NDArray[np.int64]) -> tuple[StageFitness, ...]:
    """One row a step that is no documented stage or end and that some deal does, in the order of the labels.

    It is extra wherever it happens, so that it has no fitness. `weight` as for `stage_fitness`.
    """
    extra = found.derived(_uses).deals(weight)[MoveKind.LOG]
    documented = {*found.stages, *found.ends}
    return tuple(
        StageFitness(label, 0, 0, deals, 0, None)
        for label, deals in zip(found.alignments.labels, extra.tolist(), strict=True)
        if deals and label not in documented
    )


def times_followed(found: Conformance, weight: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often deals do each documented stage and end where the process asks for it, in the same order."""
    uses = found.derived(_uses)
    times = np.zeros((_MOVED + 1) * uses.n_labels, dtype=np.int64)
    times[uses.incidence.key] = uses.incidence.times_in(weight)
    code = {label: i for i, label in enumerate(found.alignments.labels)}
    steps = (*found.stages, *found.ends)
    followed = times[MoveKind.SYNC * uses.n_labels : (MoveKind.SYNC + 1) * uses.n_labels]
    return np.array([followed[code[step]] if step in code else 0 for step in steps], dtype=np.int64)


def _row(stage: str, followed: int, extra: int, left_out: int, moved: int) -> StageFitness:
    """The counts come in the order of `MoveKind`; what was left out and is extra as well is told as extra only."""
    left_out -= moved
    told = followed + extra + left_out
    return StageFitness(stage, followed, left_out, extra, moved, followed / told if told else None)


@dataclass(frozen=True, eq=False)
class _Uses:
    """Which alignments have a move of some kind and label: groups are kind * n_labels + label."""

    n_labels: int
    incidence: Incidence

    def deals(self, weight: NDArray[np.int64]) -> NDArray[np.int64]:
        """Deals by kind (`MoveKind`, then moved) and label."""
        table = np.zeros((_MOVED + 1) * self.n_labels, dtype=np.int64)
        table[self.incidence.key] = self.incidence.cases(weight)
        return table.reshape(_MOVED + 1, self.n_labels)


def _uses(found: Conformance) -> _Uses:
    alignments, n = found.alignments, len(found.alignments.labels)
    who = alignments.of_move
    moved_label, moved_who = np.divmod(_moved(alignments, who), max(len(alignments), 1))
    key = np.concatenate((alignments.kind.astype(np.int64) * n + alignments.label, _MOVED * n + moved_label))
    whose = np.concatenate((who, moved_who.astype(np.int32)))
    return _Uses(n, incidence_of(key, whose, (_MOVED + 1) * n)[0])


def _moved(alignments: Alignments, who: NDArray[np.int32]) -> NDArray[np.int64]:
    """label * len(alignments) + alignment, where a label is both left out and extra; ascending."""
    pair = alignments.label.astype(np.int64) * len(alignments) + who
    left_out, extra = (pair[alignments.kind == kind] for kind in (MoveKind.MODEL, MoveKind.LOG))
    return np.intersect1d(left_out, extra)
