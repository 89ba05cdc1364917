"""Which move of an alignment is which departure: where in a deal it happened."""

from __future__ import annotations

from dataclasses import dataclass

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
from models.deviation import DeviationType

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

    A stage that is left out at several places is skipped at each of them. Bulk entry is no move.
    """
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
