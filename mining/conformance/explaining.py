"""Explains the deals of every group, and keeps the explanations that an edit of the process cannot affect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
    requests = requests_for(ways, reading.paths, reading.checked.activity.labels, group.model, rank)
    kept = _kept(before, group, requests.reached, memory, costs)
    if before is None or not kept.any():
        found = group.model.align(labels, requests, costs, report)
        return Explained(group.cases, ways, group.model, requests, found)
    old = under(before.alignments.take(np.flatnonzero(kept)), labels)
    again = np.flatnonzero(~kept)
    if len(again):
        new = group.model.align(labels, requests.take(again), costs, report)
        place = np.empty(len(kept), dtype=np.int64)
        place[kept] = np.arange(len(old))
        place[again] = np.arange(len(again)) + len(old)
        old = joined([old, new]).take(place)
    return Explained(group.cases, ways, group.model, requests, old)


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
    old, new = before.model.automaton, group.model.automaton
    if before.model == group.model or (old is not None and new is not None and is_same(old, new)):
        same: NDArray[np.bool_] = finished & (before.requests.reached == reached)
        return same
    change = None if old is None or new is None else change_between(old, new)
    return (
        nothing
        if change is None
        else finished & unaffected(change, before.alignments, before.requests, reached)
    )


def under(found: Alignments, labels: tuple[str, ...]) -> Alignments:
    """The same alignments with their labels as codes into another alphabet."""
    if found.labels == labels:
        return found
    place = {label: code for code, label in enumerate(labels)}
    code = np.array([place.get(label, -1) for label in found.labels], dtype=np.int32)
    return Alignments(labels, found.start, found.kind, code[found.label], found.position, found.cost)
