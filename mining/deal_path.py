"""One deal's path beside the documented one, step by step, from its alignment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.alignment import Move, MoveKind
from models.case_table import NO_TIME, Outcome
from models.conformance import Conformance
from models.deal_path import DealPath, Step
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog


def deal_path(log: EventLog, conformance: Conformance | None, case: int) -> DealPath:
    """The path of case `case` of `log`, which is the checked log where there is a `conformance`."""
    trace = log.trace(case)
    moves: Sequence[Move] = [Move(MoveKind.LOG, label, at) for at, label in enumerate(trace)]
    found: tuple[DeviationKey, ...] = ()
    if conformance is not None:
        moves = conformance.alignments[conformance.alignment_of_case[case]].moves
        found = deviations_of(conformance, case)
    steps = tuple(_step(log, conformance, case, moves, at, found) for at in range(len(moves)))
    return DealPath(case, steps, found, conformance is not None)


def deviations_of(conformance: Conformance, case: int) -> tuple[DeviationKey, ...]:
    """The deviations a case has: behaviour first, then in the order in which the check found them."""
    keys = [found.key for found in conformance.deviations if _has(found.cases, case)]
    return tuple(sorted(keys, key=lambda key: not key.type.is_behaviour))


def _has(cases: np.ndarray, case: int) -> bool:
    at = int(np.searchsorted(cases, case))
    return at < len(cases) and int(cases[at]) == case


def _step(
    log: EventLog,
    conformance: Conformance | None,
    case: int,
    moves: Sequence[Move],
    at: int,
    found: tuple[DeviationKey, ...],
) -> Step:
    move = moves[at]
    happened = move.kind != MoveKind.MODEL
    begin, end, who = _times(log, case, move.position) if happened else (NO_TIME, NO_TIME, "")
    return Step(
        stage=move.label,
        happened=happened,
        asked=conformance is not None and move.kind != MoveKind.LOG,
        deviation=_deviation(conformance, moves, at, found) if conformance else None,
        begin=begin,
        end=end,
        who=who,
        in_bulk=happened and DeviationKey(DeviationType.ENTERED_IN_BULK, move.label) in found,
        is_end=_is_end(log, conformance, case, move),
    )


def _times(log: EventLog, case: int, position: int) -> tuple[int, int, str]:
    event = int(log.case_start[case]) + position
    follows = event + 1 < log.case_start[case + 1]
    end = int(log.timestamp[event + 1]) if follows else NO_TIME
    return int(log.timestamp[event]), end, log.resource.text(event)


def _is_end(log: EventLog, conformance: Conformance | None, case: int, move: Move) -> bool:
    """Whether a step closes the deal: a documented end, or the last step of a deal that is closed."""
    if conformance is not None and move.label in conformance.ends:
        return True
    last = int(log.case_start[case + 1] - log.case_start[case]) - 1
    closed = log.cases.outcome[case] in (Outcome.WON, Outcome.LOST)
    return conformance is None and closed and move.position == last


def _deviation(
    conformance: Conformance, moves: Sequence[Move], at: int, found: tuple[DeviationKey, ...]
) -> DeviationType | None:
    """What kind of departure one move is, the check's own findings first."""
    move = moves[at]
    if move.kind == MoveKind.SYNC:
        premature = move.label in conformance.ends and any(
            key.type is DeviationType.PREMATURE_CLOSE for key in found
        )
        return DeviationType.PREMATURE_CLOSE if premature else None
    moved = DeviationKey(DeviationType.OUT_OF_ORDER, move.label) in found
    if move.kind == MoveKind.MODEL:
        return DeviationType.OUT_OF_ORDER if moved else DeviationType.SKIPPED
    if move.label in conformance.ends:
        return DeviationType.PREMATURE_CLOSE
    if move.label not in conformance.stages:
        return DeviationType.UNDOCUMENTED
    if moved:
        return DeviationType.OUT_OF_ORDER
    for kind in (DeviationType.WENT_BACK, DeviationType.REPEATED):
        if DeviationKey(kind, move.label) in found and _fits(conformance, moves, at, kind):
            return kind
    return DeviationType.WENT_BACK if _goes_back(conformance, moves, at) else DeviationType.REPEATED


def _fits(conformance: Conformance, moves: Sequence[Move], at: int, kind: DeviationType) -> bool:
    return (kind is DeviationType.WENT_BACK) == _goes_back(conformance, moves, at)


def _goes_back(conformance: Conformance, moves: Sequence[Move], at: int) -> bool:
    """Whether a documented stage later than this one was entered before."""
    order = {stage: place for place, stage in enumerate(conformance.stages)}
    here = order.get(moves[at].label, -1)
    before = (move for move in moves[:at] if move.kind != MoveKind.MODEL)
    return any(order.get(move.label, -1) > here for move in before)
