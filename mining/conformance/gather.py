"""From what single explanations show to the deals of every deviation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.conformance.classify import Classified
from models.deviation import Deviation, DeviationKey


def gather(
    classified: Sequence[Classified], of_case: NDArray[np.int32], stages: Sequence[str]
) -> list[Deviation]:
    """The deviations in order of their key, each with its cases, those judged for it and those compared.

    `of_case` gives the explanation of every case. Compared are the deals that got at least to the gate which
    most of the deals with the deviation had reached when it was sure; none where that gate is an end.
    """
    weight = np.bincount(of_case, minlength=len(classified))
    furthest = np.array([one.furthest for one in classified], dtype=np.int32)
    shown: dict[DeviationKey, list[int]] = {}
    judged: dict[DeviationKey, list[int]] = {}
    gates: dict[DeviationKey, Counter[str]] = {}
    for i, one in enumerate(classified):
        for key in one.judged:
            judged.setdefault(key, []).append(i)
        for key, gate in one.found.items():
            shown.setdefault(key, []).append(i)
            gates.setdefault(key, Counter())[gate] += int(weight[i])

    def cases(which: NDArray[np.bool_]) -> NDArray[np.int32]:
        return np.flatnonzero(which[of_case]).astype(np.int32)

    found = []
    for key in sorted(shown):
        eligible = (
            _flags(judged[key], len(classified)) if key.stage_bound else np.ones(len(classified), dtype=bool)
        )
        gate = max(gates[key], key=lambda name, seen=gates[key]: (seen[name], name))  # type: ignore[misc]
        reached = furthest >= stages.index(gate) if gate in stages else np.zeros(len(classified), dtype=bool)
        found.append(
            Deviation(
                key, cases(_flags(shown[key], len(classified))), cases(eligible), cases(eligible & reached)
            )
        )
    return found


def _flags(which: Sequence[int], length: int) -> NDArray[np.bool_]:
    flags = np.zeros(length, dtype=bool)
    flags[which] = True
    return flags
