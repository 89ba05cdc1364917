"""Explains the deals of every group, and keeps the explanations that an edit of the process cannot affect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.alignment.align import align
from mining.conformance.affected import change_between, is_same, unaffected
from mining.conformance.asking import requests_for, ways_of
from mining.conformance.groups import Group
from mining.conformance.memory import Explained, Memory, Reading
from models.alignment import Alignments, joined
from models.costs import Costs
from models.progress import Report


def explain_group(
    group: Group,
    reading: Reading,
    labels: tuple[str, ...],
    rank: dict[str, int],
    costs: Costs,
    memory: Memory | None,
    report: Report,
) -> Explained:
    """Explain the deals of one group; `labels` is the alphabet, `rank` gives the place of the documented stages.

    What `memory` holds of the same deals is taken where the process did not change for them.
    """
    before = memory.of(group.cases) if memory is not None and memory.reading is reading else None
    ways = before.ways if before else ways_of(reading.checked, group.cases)
    requests = requests_for(ways, reading.paths, reading.checked.activity.labels, group.automaton, rank)
    kept = _kept(before, group, requests.reached, memory, costs)
    if before is None or not kept.any():
        found = align(group.automaton, labels, requests, costs, report)
        return Explained(group.cases, ways, group.automaton, requests, found)
    old = _under(before.alignments.take(np.flatnonzero(kept)), labels)
    again = np.flatnonzero(~kept)
    if len(again):
        new = align(group.automaton, labels, requests.take(again), costs, report)
        place = np.empty(len(kept), dtype=np.int64)
        place[kept] = np.arange(len(old))
        place[again] = np.arange(len(again)) + len(old)
        old = joined([old, new]).take(place)
    return Explained(group.cases, ways, group.automaton, requests, old)


def _kept(
    before: Explained | None,
    group: Group,
    reached: NDArray[np.int32],
    memory: Memory | None,
    costs: Costs,
) -> NDArray[np.bool_]:
    """One flag a request: is its explanation remembered and still the right one?"""
    nothing = np.zeros(len(reached), dtype=bool)
    if before is None or memory is None or memory.costs != costs:
        return nothing
    finished = before.alignments.finished
    if is_same(before.automaton, group.automaton):
        same: NDArray[np.bool_] = finished & (before.requests.reached == reached)
        return same
    change = change_between(before.automaton, group.automaton)
    return (
        nothing
        if change is None
        else finished & unaffected(change, before.alignments, before.requests, reached)
    )


def _under(found: Alignments, labels: tuple[str, ...]) -> Alignments:
    """The same alignments with their labels as codes into another alphabet."""
    if found.labels == labels:
        return found
    place = {label: code for code, label in enumerate(labels)}
    code = np.array([place.get(label, -1) for label in found.labels], dtype=np.int32)
    return Alignments(labels, found.start, found.kind, code[found.label], found.position, found.cost)
