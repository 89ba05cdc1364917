"""What still counts of the cost of an explanation where some of its departures are accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mining.conformance.deviating_moves import FOLLOWS, DeviatingMoves, deviating_moves, with_alignments
from mining.conformance.deviation_codes import KINDS
from models.alignment import Alignments, MoveKind
from models.conformance import Conformance
from models.costs import STANDARD, Costs
from models.deviation import Deviation, DeviationType

Flags = NDArray[np.bool_]


def cost_without(found: Conformance, touched: Flags, costs: Costs) -> NDArray[np.int32]:
    """What counts of the cost of every alignment; `touched` flags those with something accepted.

    Nothing counts where no departure from the flow is left; else the moves that are left count, up to the cost: a
    deal that may stop anywhere can be told by more moves than it costs. `costs` are those of the check.
    """
    counted = found.alignments.cost.copy()
    finished = found.alignments.finished
    left = np.zeros(len(counted), dtype=bool)
    for deviation in found.deviations:
        if deviation.key.is_flow_move:
            left[deviation.showing] = True
    counted[touched & ~left & finished] = 0
    partly = np.flatnonzero(touched & left & finished)
    if len(partly):
        counted[partly] = np.minimum(counted[partly], _left_cost(with_alignments(found, partly), costs))
    return counted


def _left_cost(found: Conformance, costs: Costs) -> NDArray[np.int32]:
    """The cost of the moves of every alignment that no accepted deviation stands for."""
    alignments, moves = found.alignments, deviating_moves(found)
    unit = alignments.of_move
    excused = np.zeros(len(unit), dtype=bool)
    for deviation in found.accepted_deviations:
        shown = np.zeros(len(alignments), dtype=bool)
        shown[deviation.showing] = True
        excused |= _moves_of(deviation, alignments, moves) & shown[unit]
    excused |= _on_the_way_again(alignments, moves, excused)
    price = np.zeros(len(unit), dtype=np.int64)
    for kind, given in ((MoveKind.LOG, costs.extra), (MoveKind.MODEL, costs.left_out)):
        at = alignments.kind == kind
        price[at] = _prices(alignments.labels, given)[alignments.label[at]]
    price[excused] = 0
    return np.bincount(unit, weights=price, minlength=len(alignments)).astype(np.int32)


def _prices(labels: Sequence[str], given: Mapping[str, int]) -> NDArray[np.int64]:
    return np.array([given.get(label, STANDARD) for label in labels], dtype=np.int64)


def _moves_of(deviation: Deviation, alignments: Alignments, moves: DeviatingMoves) -> Flags:
    """The moves that are this departure; what is done out of order is left out at its place, too."""
    if deviation.key.stage not in alignments.labels:
        return np.zeros(len(moves.kind), dtype=bool)
    code = alignments.labels.index(deviation.key.stage)
    flags: Flags = (moves.kind == KINDS.index(deviation.key.type)) & (moves.label == code)
    if deviation.key.type is DeviationType.OUT_OF_ORDER:
        flags |= (alignments.kind == MoveKind.MODEL) & (alignments.label == code)
    return flags


def _on_the_way_again(alignments: Alignments, moves: DeviatingMoves, excused: Flags) -> Flags:
    """Moving forward over stages already done is part of the way back before it."""
    back = moves.kind == KINDS.index(DeviationType.WENT_BACK)
    places = np.arange(len(back))
    last = np.maximum.accumulate(np.where(back, places, -1))
    unit = alignments.of_move
    again = (alignments.kind == MoveKind.LOG) & (moves.kind == FOLLOWS) & (last >= 0)
    found: Flags = again & (unit[last] == unit) & excused[last]
    return found
