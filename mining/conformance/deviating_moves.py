"""Which move of an alignment is which departure: where in a deal it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.deviation_codes import (
    OUT_OF_ORDER,
    PREMATURE_CLOSE,
    REPEATED,
    SKIPPED,
    UNDOCUMENTED,
    WENT_BACK,
)
from mining.conformance.told import NONE, Flags, Told, Vocabulary
from models.alignment import MoveKind
from models.conformance import Conformance
from models.deviation import Deviation, DeviationType

FOLLOWS = -1
"""The move is no departure."""


@dataclass(frozen=True, eq=False)
class DeviatingMoves:
    """One entry a move: `kind` is the departure that it is (an index into `KINDS`, or `FOLLOWS`).

    `label` names the stage of the departure, a code into the labels of the alignments: that of the move, and
    for a premature close the stage where the deal was closed.
    """

    kind: NDArray[np.int8]
    label: NDArray[np.int32]


def deviating_moves(found: Conformance) -> DeviatingMoves:
    """Find the departures among the moves of `found.alignments`, as `mining.conformance.classify` names them.

    A stage that is left out at several places is skipped at each of them. Bulk entry is no move. Where versions of the
    process order its stages in different ways, each alignment goes by the order of its own.
    """
    of_alignment = _version_of_alignment(found)
    if of_alignment is None or _are_in_one_order(found):
        return _moves_of(found)
    unit = found.alignments.of_move
    kinds, label = np.full(len(unit), FOLLOWS, dtype=np.int8), found.alignments.label.copy()
    for number in np.unique(of_alignment).tolist():
        units = np.flatnonzero(of_alignment == number)
        stages = found.versions[number].stages or found.stages  # an imported net has none
        moves = _moves_of(replace(with_alignments(found, units), stages=stages))
        here = of_alignment[unit] == number
        kinds[here], label[here] = moves.kind, moves.label
    return DeviatingMoves(kinds, label)


def with_alignments(found: Conformance, units: NDArray[np.int64]) -> Conformance:
    """The same with only these alignments (ascending), as far as their moves are looked at: as if each were a deal."""

    def among(deviations: Sequence[Deviation]) -> tuple[Deviation, ...]:
        kept = [
            (d, np.flatnonzero(d.shown[units]).astype(np.int32)) for d in deviations if d.key.is_flow_move
        ]
        return tuple(replace(d, showing=showing) for d, showing in kept)

    version = _version_of_alignment(found)
    return replace(
        found,
        alignments=found.alignments.take(units),
        alignment_of_case=np.arange(len(units), dtype=np.int32),
        deviations=among(found.deviations),
        accepted_deviations=among(found.accepted_deviations),
        version_of_case=None if version is None else version[units],
    )


def _version_of_alignment(found: Conformance) -> NDArray[np.int32] | None:
    """The version that each alignment was made against, None where there is only one."""
    if found.version_of_case is None:
        return None
    version = np.zeros(len(found.alignments), dtype=np.int32)
    version[found.alignment_of_case] = found.version_of_case
    return version


def _are_in_one_order(found: Conformance) -> bool:
    """Whether the stages of every version come in the order of `found.stages`."""
    rank = {stage: at for at, stage in enumerate(found.stages)}
    places = [[rank.get(stage, 0) for stage in version.stages] for version in found.versions]
    return all(ordered == sorted(ordered) for ordered in places)


def _moves_of(found: Conformance) -> DeviatingMoves:
    told = Told(found.alignments, _vocabulary(found))
    kinds = np.full(len(told.kind), FOLLOWS, dtype=np.int8)
    left_out = told.kind == MoveKind.MODEL
    kinds[left_out & ~told.done[told.cell] & ~told.is_end[told.word]] = SKIPPED
    extra = np.flatnonzero(told.kind == MoveKind.LOG)
    kinds[extra] = _of_extra(told, extra, _outside(told, found))
    closed = told.close[told.close != NONE]
    kinds[closed[told.kind[closed] == MoveKind.LOG]] = FOLLOWS
    early = np.flatnonzero(_early(found, told.n_units) & (told.close != NONE))
    close, last = told.close[early], told.last_visit[early]
    kinds[close] = PREMATURE_CLOSE
    label = found.alignments.label.copy()
    label[close] = label[np.where(last != NONE, last, close)]
    return DeviatingMoves(kinds, label)


def _vocabulary(found: Conformance) -> Vocabulary:
    """The words of the process as far as the moves say them: ends that no deal came to included."""
    steps = frozenset(
        deviation.key.stage
        for deviation in found.shown
        if deviation.key.is_flow_move and deviation.key.type is not DeviationType.UNDOCUMENTED
    )
    alignments = found.alignments
    asked = np.unique(alignments.label[alignments.kind == MoveKind.MODEL]).tolist()
    left_out = {alignments.labels[label] for label in asked}
    ends = frozenset(found.ends) | (left_out - steps - frozenset(found.stages))
    return Vocabulary(found.stages, ends, (steps - ends,))


def _of_extra(told: Told, at: NDArray[np.int64], outside: Flags) -> NDArray[np.int64]:
    """What the events are that the process does not ask for."""
    word, cell = told.word[at], told.cell[at]
    last, _, visited = told.visited_before(at)
    return np.select(
        [
            told.is_end[word],
            (word == NONE) | outside[cell],
            told.left_out[cell] | ~visited,
            last == word,
            word < last,
        ],
        [WENT_BACK, UNDOCUMENTED, OUT_OF_ORDER, REPEATED, WENT_BACK],
        FOLLOWS,
    )


def _outside(told: Told, found: Conformance) -> Flags:
    """By cell: is it a documented stage that is not in force for these deals, and was done?"""
    flags = np.zeros(told.n_cells, dtype=bool)
    for deviation in found.shown:
        if deviation.key.type is DeviationType.UNDOCUMENTED and deviation.key.stage in told.words:
            word = told.words.index(deviation.key.stage)
            flags[word * told.n_units + deviation.showing.astype(np.int64)] = True
    return flags


def _early(found: Conformance, n_units: int) -> Flags:
    """One flag an alignment: was the deal closed too early?"""
    flags = np.zeros(n_units, dtype=bool)
    for deviation in found.shown:
        if deviation.key.type is DeviationType.PREMATURE_CLOSE:
            flags[deviation.showing] = True
    return flags
