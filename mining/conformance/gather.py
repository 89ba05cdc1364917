"""From what single explanations show to the deals of every deviation."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mining.conformance.classify import Classified
from mining.conformance.told import NONE
from models.deviation import Deviation, DeviationKey, DeviationType


def gather(found: Classified, of_case: NDArray[np.int32], stages: int) -> list[Deviation]:
    """The deviations in order of their key; the units of each are the explanations.

    `of_case` gives the explanation of every case, `stages` is the number of stages. Comparable are the deals that
    got at least to the gate which most of the deals with the deviation had reached when it was sure; none where
    that gate is an end.
    """
    gates = _usual_gates(found, of_case)
    reached = {gate: found.finished & (found.furthest >= gate) for gate in range(stages)}
    nothing = np.zeros(len(found.finished), dtype=bool)
    deviations = []
    parts = zip(found.keys, pairwise(found.bounds.tolist()), gates, strict=True)
    for key, (first, end), gate in sorted(parts, key=lambda part: part[0]):
        showing = found.unit[first:end]
        judged = _judged(found, key, showing, stages)
        among = reached.get(gate, nothing)
        comparable = judged & among if key.stage_bound else among
        deviations.append(Deviation(key, of_case, showing, judged, comparable))
    return deviations


def _judged(
    found: Classified, key: DeviationKey, showing: NDArray[np.int32], stages: int
) -> NDArray[np.bool_]:
    """One flag an explanation: was it judged for this? Those that show it always are."""
    if not key.stage_bound:
        return found.finished
    flags = _judged_for(found, key, stages)
    if not flags[showing].all():
        flags = flags.copy()
        flags[showing] = True
    return flags


def _judged_for(found: Classified, key: DeviationKey, stages: int) -> NDArray[np.bool_]:
    """A skip is judged past the stage's gate, an end on the deals that it closed, all else on those that came."""
    word = found.words.index(key.stage)
    flags = np.zeros(len(found.finished), dtype=bool)
    if key.type is DeviationType.WENT_BACK:
        flags = found.done[word]
    elif word < stages:
        flags = found.past_gate[word] if key.type is DeviationType.SKIPPED else found.done[word]
        if key.type is DeviationType.PREMATURE_CLOSE:
            flags = flags & found.closed
    return flags


def _usual_gates(found: Classified, of_case: NDArray[np.int32]) -> list[int]:
    """The gate of most deals for every deviation, the last in the alphabet of several; every unit has deals."""
    deals = np.bincount(of_case, minlength=len(found.finished))
    names = sorted([(word, i) for i, word in enumerate(found.words)] + [("", NONE)])
    place = np.empty(len(names), dtype=np.int64)
    place[[gate for _, gate in names]] = np.arange(len(names))
    deviation = np.repeat(np.arange(len(found.keys)), np.diff(found.bounds))
    counts = np.bincount(
        deviation * len(names) + place[found.gate],
        weights=deals[found.unit],
        minlength=len(found.keys) * len(names),
    )
    best = counts.reshape(len(found.keys), len(names))[:, ::-1].argmax(axis=1)
    return [names[len(names) - 1 - i][1] for i in best.tolist()]
