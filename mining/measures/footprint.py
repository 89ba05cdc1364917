"""Footprints: which steps follow each other directly, in the deals and in the process, cell by cell.

W. van der Aalst, "Process Mining: Data Science in Action" (2016), section 8.4: of two steps either one directly
follows the other and never the other way round, or both happen, or neither; the conformance is the share of
ordered pairs for which log and process say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import Flow, flow_of
from models.conformance import Conformance
from models.model_quality import Footprint, FootprintCell, Relation

_RELATIONS = (Relation.NEVER, Relation.BEFORE, Relation.AFTER, Relation.BOTH)
"""By whether the second follows the first (1) and the first the second (2)."""

MOST_STEPS = 3_000
"""Every pair of steps takes some bytes: of more steps there is no footprint."""


@dataclass(frozen=True, eq=False)
class _Documented:
    """All steps, the `n` documented ones first; may `j` follow `i`: `follows[i, j]`; the `place` of each log code."""

    steps: tuple[str, ...]
    n: int
    follows: NDArray[np.bool_]
    place: NDArray[np.int64]


def footprint(found: Conformance, counts: NDArray[np.int64]) -> Footprint | None:
    """Compare the footprints; `counts` is how many deals follow each variant of the log.

    None without any step, with more than `MOST_STEPS`, and where it is not known what the process allows. The cells
    are those of the documented stages and ends, and of the other steps that these deals do.
    """
    if len(found.stages) + len(found.ends) + len(found.log.activity.labels) > MOST_STEPS:
        return None
    documented, flow = found.derived(_documented), flow_of(found.log)
    done = np.arange(len(documented.steps)) < documented.n
    done[documented.place[flow.visits.key[flow.visits.cases(counts) > 0]]] = True
    kept = np.flatnonzero(done)
    if not len(kept) or not counts.any() or not found.allowed:
        return None
    steps = tuple(documented.steps[i] for i in kept.tolist())
    cells = np.ix_(kept, kept)
    times = _times(flow, documented, counts)
    told = _relations(documented.follows[cells])
    seen = _relations(times[cells] > 0)
    undocumented = np.where(documented.follows, 0, times)[cells]
    strange = undocumented + np.triu(undocumented.T, 1)
    i, j = np.nonzero(np.triu(told != seen))
    return Footprint(
        steps=steps,
        agreement=float((told == seen).mean()),
        differing=tuple(
            FootprintCell(
                steps[a], steps[b], _RELATIONS[told[a, b]], _RELATIONS[seen[a, b]], int(strange[a, b])
            )
            for a, b in zip(i.tolist(), j.tolist(), strict=True)
        ),
    )


def _relations(follows: NDArray[np.bool_]) -> NDArray[np.int8]:
    """An index into `_RELATIONS` for every pair."""
    relations: NDArray[np.int8] = follows.astype(np.int8) + 2 * follows.T.astype(np.int8)
    return relations


def _times(flow: Flow, documented: _Documented, counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often deals take every step."""
    source, target = np.divmod(flow.steps.key, max(flow.n_labels, 1))
    times = np.zeros(documented.follows.shape, dtype=np.int64)
    times[documented.place[source], documented.place[target]] = flow.steps.times_in(counts)
    return times


def _documented(found: Conformance) -> _Documented:
    labels = found.log.activity.labels
    named = dict.fromkeys((*found.stages, *found.ends))
    steps = tuple(dict.fromkeys((*named, *sorted(labels))))
    place = {step: i for i, step in enumerate(steps)}
    follows = np.zeros((len(steps), len(steps)), dtype=bool)
    for first, second in found.allowed:
        if first in place and second in place:
            follows[place[first], place[second]] = True
    return _Documented(
        steps, len(named), follows, np.array([place[label] for label in labels], dtype=np.int64)
    )
