"""A finite automaton over visible labels, with silent steps: what conformance is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case_table import Outcome


@dataclass(frozen=True, eq=False)
class Automaton:
    """States are 0 to `n_states` - 1; edge `e` leads from `source[e]` to `target[e]` under `labels[label[e]]`.

    A `label` of -1 is a silent step, free of cost. `accepting` says for every outcome in which states a deal
    with that outcome may have ended (one flag a state): a won deal only after the whole process, an open one
    anywhere. `ends` are the labels that close a deal other than by winning it.
    """

    labels: tuple[str, ...]
    n_states: int
    initial: int
    source: NDArray[np.int32]
    label: NDArray[np.int32]
    target: NDArray[np.int32]
    accepting: Mapping[Outcome, NDArray[np.bool_]]
    ends: frozenset[str] = frozenset()
