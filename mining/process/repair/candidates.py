"""What could be edited: for every departure of won deals the edits that would document it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.deviating_moves import deviating_moves
from mining.conformance.deviation_codes import UNDOCUMENTED, WENT_BACK
from mining.process.repair.edits import neighbours
from mining.process.repair.separating import separating_condition
from models.alignment import MoveKind
from models.case_table import Outcome
from models.condition import Condition
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.repair import EditKind, ProcessEdit
from models.sales_process import Parallel, SalesProcess, Stage, Step

MOST_FAMILIES = 12
"""Only the departures that most won deals show are looked at."""

MOST_PLACES = 3
"""So many places are tried for a way back and for a new stage, those that occur most often."""

START = -1


@dataclass(frozen=True)
class Family:
    """The edits that answer one deviation, of which at most one is taken; `won` deals show it."""

    reason: DeviationKey
    won: int
    edits: tuple[ProcessEdit, ...]


def families(found: Conformance, process: SalesProcess, mask: NDArray[np.bool_]) -> tuple[Family, ...]:
    """The deviations that won deals in `mask` show, the most frequent first, each with edits that document it."""
    won = mask & (found.log.cases.outcome == Outcome.WON)
    counted = [(int(won[one.cases].sum()), one) for one in found.deviations if one.key.is_flow_move]
    counted.sort(key=lambda pair: (-pair[0], pair[1].key))
    stages = {stage.name: stage for stage in process.stages}
    places = _Places(found, won)
    told: list[Family] = []
    for count, deviation in counted:
        if count and len(told) < MOST_FAMILIES:
            edits = tuple(_edits(deviation, process, stages, places, won))
            if edits:
                told.append(Family(deviation.key, count, edits))
    return tuple(told)


def _edits(
    deviation: Deviation,
    process: SalesProcess,
    stages: dict[str, Stage],
    places: _Places,
    won: NDArray[np.bool_],
) -> Iterator[ProcessEdit]:
    kind, name = deviation.key.type, deviation.key.stage
    stage = stages.get(name)
    if kind is DeviationType.UNDOCUMENTED and stage is None:
        for after in places.before(UNDOCUMENTED, name):
            yield ProcessEdit(EditKind.ADD, name, after, labels=(name,))
            yield ProcessEdit(EditKind.ADD, name, after, repeat=None, labels=(name,))
    elif stage is None:
        return
    elif kind is DeviationType.SKIPPED:
        yield from _left_out(deviation, stage, places.found, won)
    elif kind is DeviationType.REPEATED and stage.repeat is not None:
        for repeat in (stage.repeat + 1, stage.repeat + 2, None):
            yield ProcessEdit(EditKind.REPEAT, name, repeat=repeat)
    elif kind is DeviationType.WENT_BACK:
        for source in places.before(WENT_BACK, name):
            if source:
                yield ProcessEdit(EditKind.WAY_BACK, source, name)
    elif kind is DeviationType.OUT_OF_ORDER:
        for other in neighbours(process.flow, name):
            yield from _reordered(name, other)


def _left_out(
    deviation: Deviation, stage: Stage, found: Conformance, won: NDArray[np.bool_]
) -> Iterator[ProcessEdit]:
    judged = deviation.eligible[won[deviation.eligible]]
    shows = np.isin(judged, deviation.cases)
    condition = separating_condition(found.log.cases, judged, shows)
    known = stage.optional.text if isinstance(stage.optional, Condition) else ""
    if condition is not None and condition != known:
        yield ProcessEdit(EditKind.OPTIONAL_WHEN, stage.name, condition=condition)
    yield ProcessEdit(EditKind.OPTIONAL, stage.name)


def _reordered(name: str, other: Step) -> Iterator[ProcessEdit]:
    if isinstance(other, Stage):
        yield ProcessEdit(EditKind.SWAP, name, other.name)
        yield ProcessEdit(EditKind.SIDE_BY_SIDE, name, other.name)
    elif isinstance(other, Parallel):
        alone = [flow[0] for flow in other.branches if len(flow) == 1]
        named = next((step.name for step in alone if isinstance(step, Stage)), None)
        if named is not None:
            yield ProcessEdit(EditKind.SIDE_BY_SIDE, name, named)


class _Places:
    """Where in the explanations of won deals a departure happens: after which documented stage."""

    def __init__(self, found: Conformance, won: NDArray[np.bool_]) -> None:
        self.found = found
        alignments = found.alignments
        moves = deviating_moves(found)
        weight = np.bincount(found.alignment_of_case[won], minlength=len(alignments))
        stages = np.array([label in frozenset(found.stages) for label in alignments.labels], dtype=bool)
        visit = (alignments.kind != MoveKind.MODEL) & stages[alignments.label]
        at = np.arange(len(visit))
        last = np.maximum.accumulate(np.where(visit, at, START)) if len(at) else at
        before = np.concatenate(([START], last[:-1])) if len(at) else at
        begin = alignments.start[:-1][alignments.of_move]
        self._kind, self._label = moves.kind, moves.label
        self._before = np.where(before >= begin, alignments.label[before], START) if len(at) else at
        self._weight = weight[alignments.of_move]

    def before(self, kind: int, name: str) -> list[str]:
        """The stages right after which a departure happens most often, the empty text for the beginning."""
        labels = self.found.alignments.labels
        if name not in labels:
            return []
        at = (self._kind == kind) & (self._label == labels.index(name))
        counts = np.bincount(
            self._before[at] - START, weights=self._weight[at], minlength=len(labels) + 1
        ).astype(np.int64)
        order = np.argsort(-counts, kind="stable")[:MOST_PLACES]
        return [labels[place + START] if place else "" for place in order.tolist() if counts[place]]
