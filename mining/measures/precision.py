"""Precision: of what the process allows where deals stand, how much any deal does.

Alignment-based escaping edges: A. Adriansyah, J. Munoz-Gama, J. Carmona, B. van Dongen, W. van der Aalst, "Measuring
precision of modeled behavior" (2015), after J. Munoz-Gama and J. Carmona, "A fresh look at precision in process
conformance" (2010). Every distinct beginning of the explained ways (steps followed and left out) is a situation; it
weighs as many deals as go on from there. What the process allows there and no deal does escapes. The end of a way
is no step: a deal that stops is not held against the process.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.measures.situations import Situations, situations_of
from models.automaton import Automaton
from models.conformance import Conformance
from models.model_quality import Continuation, Precision
from resources.translation import tr

TOO_LARGE = tr(
    "What the process allows beyond what deals do cannot be told: it allows more situations "
    "than can be listed."
)

MOST_CELLS = 10_000_000
"""A table of labels by labels may be this large; of a log with more labels only the pairs that occur are counted."""


def precision(found: Conformance, weight: NDArray[np.int64]) -> Precision | None:
    """Precision over the deals that `weight` counts for every alignment; None where no deal takes a step.

    None, too, where a group of deals has no automaton: see `is_measurable`.
    """
    if not is_measurable(found):
        return None
    return precision_in(found.derived(_situations), found.alignments.labels, weight)


def is_measurable(found: Conformance) -> bool:
    """Whether every situation of the process is known for all deals."""
    return bool(found.automata) and None not in found.automata


def precision_in(
    situations: Situations, labels: tuple[str, ...], weight: NDArray[np.int64]
) -> Precision | None:
    """1 - escaping / allowed, each situation weighing the deals that go on from it."""
    up_to = np.concatenate(([0], np.cumsum(weight[situations.order])))
    going_on = up_to[situations.until] - up_to[situations.leaving]
    by_kind = _summed(situations.kind, going_on, int(situations.kind.max(initial=-1)) + 1)
    options = by_kind[situations.of_option]
    allowed = int(options.sum())
    if not allowed:
        return None
    taken = up_to[situations.taken_until] - up_to[situations.taken_from]
    covered = np.where(taken > 0, going_on[situations.of_taken], 0)
    escaping = allowed - int(covered.sum())
    return Precision(
        value=1.0 - escaping / allowed,
        allowed=allowed,
        escaping=escaping,
        unused=_unused(situations, labels, options, covered, taken),
    )


def _unused(
    situations: Situations,
    labels: tuple[str, ...],
    options: NDArray[np.int64],
    covered: NDArray[np.int64],
    taken: NDArray[np.int64],
) -> tuple[Continuation, ...]:
    """Escaping options summed by the step and the one before it, the most frequent first, then by name."""
    n = len(labels)
    size = (n + 1) * n
    option = (situations.after + 1) * n + situations.label
    step = (situations.taken_after + 1) * n + situations.taken_label
    cells = np.arange(0)
    if size > MOST_CELLS:
        cells, at = np.unique(np.concatenate((option, step)), return_inverse=True)
        option, step = np.split(at.ravel(), [len(option)])
        size = len(cells)
    times = _summed(option, options, size) - _summed(step, covered, size)
    elsewhere = _summed(step, taken, size)
    found = []
    for one in np.flatnonzero(times).tolist():
        after, label = divmod(int(cells[one]) if len(cells) else one, n)
        before = labels[after - 1] if after else None
        found.append(Continuation(before, labels[label], int(times[one]), int(elsewhere[one])))
    return tuple(sorted(found, key=lambda one: (-one.times, one.after or "", one.step)))


def _summed(key: NDArray[np.int64], values: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return np.bincount(key, weights=values, minlength=size).astype(np.int64)


def _situations(found: Conformance) -> Situations:
    known: list[Automaton] = [automaton for automaton in found.automata if automaton is not None]
    return situations_of(found.alignments, found.group_of_alignment, known)
