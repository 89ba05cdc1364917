"""Skips that are certain: whichever of the equally cheap explanations of a deal is chosen, the stage is left out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.automaton import Automaton
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationType

Flags = NDArray[np.bool_]


def definite_skips(found: Conformance) -> Mapping[DeviationKey, Flags]:
    """By skip: one flag an explanation, does it show the skip under a process that has no way to win without the stage?

    A won deal is explained by a whole way through the process. Where every such way has the stage and the deal never
    did it, every explanation leaves it out. That holds for won deals alone: how far a lost or open deal got depends on
    the explanation. Empty where a process is too large to list its ways.
    """
    if any(automaton is None for automaton in found.automata) or not len(found.group_of_alignment):
        return {}
    skips = [one for one in found.deviations if one.key.type is DeviationType.SKIPPED]
    certain = {}
    for skip in skips:
        if skip.unit_of_case is not found.alignment_of_case:
            continue
        needed = [one is not None and is_on_every_way(one, skip.key.stage) for one in found.automata]
        certain[skip.key] = skip.shown & np.array(needed, dtype=bool)[found.group_of_alignment]
    return certain


def is_on_every_way(automaton: Automaton, label: str) -> bool:
    """Whether no deal can be won without the label."""
    others = np.ones(len(automaton.label), dtype=bool)
    if label in automaton.labels:
        others = automaton.label != automaton.labels.index(label)
    source, target = automaton.source[others], automaton.target[others]
    reached = np.zeros(automaton.n_states, dtype=bool)
    reached[automaton.initial] = True
    while True:
        more = target[reached[source]]
        if reached[more].all():
            return not bool((reached & automaton.accepting[Outcome.WON]).any())
        reached[more] = True
