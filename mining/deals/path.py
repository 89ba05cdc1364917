"""One deal's path beside the documented one, step by step, from its alignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from mining.conformance.bulk import WITHIN
from models.alignment import Move, MoveKind
from models.allow_list import Accepted
from models.case_table import NO_TIME, Outcome
from models.categorical import MISSING
from models.conformance import Conformance, Status
from models.deal_path import DealPath, Step
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog


def deal_path(log: EventLog, conformance: Conformance | None, case: int) -> DealPath:
    """The path of case `case` of `log`, which is the checked log where there is a `conformance`.

    A deal that could not be checked in time has the path that it would have without a process.
    """
    if conformance is not None and is_unchecked(conformance, case):
        conformance = None
    moves: Sequence[Move] = [Move(MoveKind.LOG, label, at) for at, label in enumerate(log.trace(case))]
    found: tuple[DeviationKey, ...] = ()
    excused: frozenset[DeviationKey] = frozenset()
    kinds: Iterator[DeviationType | None] = iter([None] * len(moves))
    if conformance is not None:
        moves = conformance.alignments[conformance.alignment_of_case[case]].moves
        found = deviations_of(conformance, case)
        excused = frozenset(one.key for one in conformance.accepted_deviations if one.has(case))
        kinds = _kinds(conformance, _stages_of(conformance, case), moves, excused.union(found))
    in_bulk = _in_bulk(log, case, (*found, *excused))
    steps = []
    for move, kind in zip(moves, kinds, strict=True):
        happened = move.kind != MoveKind.MODEL
        is_accepted = kind is not None and _is_one_of(excused, kind, move.label)
        begin, end, took, who = _times(log, case, move.position) if happened else (NO_TIME, NO_TIME, None, "")
        steps.append(
            Step(
                stage=move.label,
                happened=happened,
                asked=conformance is not None and move.kind != MoveKind.LOG,
                deviation=None if is_accepted else kind,
                accepted=kind if is_accepted else None,
                begin=begin,
                end=end,
                who=who,
                in_bulk=happened and move.position in in_bulk,
                is_end=_is_end(log, conformance, case, move),
                days=took,
                day_hours=log.day_hours,
            )
        )
    entries = () if conformance is None else accepted_in(conformance, case)
    return DealPath(case, tuple(steps), _in_order(found, steps), conformance is not None, entries)


def is_unchecked(conformance: Conformance, case: int) -> bool:
    """Whether the check of a case was given up because it took too long."""
    explained = int(conformance.alignment_of_case[case])
    return bool(conformance.status_of_alignment[explained] == Status.UNCHECKED)


def deviations_of(conformance: Conformance, case: int) -> tuple[DeviationKey, ...]:
    """The deviations a case has: from the flow, beside it, then data quality, each in the order of the check."""
    keys = [found.key for found in conformance.deviations if found.has(case)]
    return tuple(sorted(keys, key=lambda key: _sort(key.type)))


def _sort(kind: DeviationType) -> tuple[bool, bool]:
    return not kind.is_behaviour, not kind.is_of_flow


def accepted_in(conformance: Conformance, case: int) -> tuple[Accepted, ...]:
    """The entries of the allow-list that accept something in a case, the first for each deviation."""
    found: dict[DeviationKey, Accepted] = {}
    for one in conformance.accepted:
        at = int(np.searchsorted(one.cases, case))
        if at < len(one.cases) and one.cases[at] == case:
            found.setdefault(one.entry.deviation, one.entry)
    return tuple(found.values())


def _is_one_of(keys: frozenset[DeviationKey], kind: DeviationType, stage: str) -> bool:
    """Whether a move of that kind and stage is one of these; a premature close is named after another stage."""
    return any(
        key.type is kind and (key.stage == stage or kind is DeviationType.PREMATURE_CLOSE) for key in keys
    )


def _in_order(found: Sequence[DeviationKey], steps: Sequence[Step]) -> tuple[DeviationKey, ...]:
    """From the flow, beside it, then data quality, each as the deal comes to them."""
    places = [step.stage for step in steps]
    return tuple(
        sorted(
            found,
            key=lambda key: (
                _sort(key.type),
                places.index(key.stage) if key.stage in places else 0,
            ),
        )
    )


def _times(log: EventLog, case: int, position: int) -> tuple[int, int, float | None, str]:
    """Begin and end of a step, the days between them, and who entered it."""
    event = int(log.case_start[case]) + position
    begin, who = int(log.timestamp[event]), log.resource.text(event)
    if event + 1 == log.case_start[case + 1]:
        return begin, NO_TIME, None, who
    took = float(log.elapsed[event + 1] - log.elapsed[event]) / log.day
    return begin, int(log.timestamp[event + 1]), took, who


def _in_bulk(log: EventLog, case: int, found: Sequence[DeviationKey]) -> frozenset[int]:
    """The positions the same user entered together, first and last alike, where the check calls that bulk entry."""
    if not any(key.type is DeviationType.ENTERED_IN_BULK for key in found):
        return frozenset()
    part = slice(int(log.case_start[case]), int(log.case_start[case + 1]))
    user = log.resource.codes[part]
    together = (np.diff(log.timestamp[part]) <= WITHIN) & (np.diff(user) == 0) & (user[1:] != MISSING)
    later = np.flatnonzero(together) + 1
    return frozenset((*later.tolist(), *(later - 1).tolist()))


def _is_end(log: EventLog, conformance: Conformance | None, case: int, move: Move) -> bool:
    """Whether a step closes the deal: a documented end, or without a process the last step of a closed deal."""
    if conformance is not None:
        return move.label in conformance.ends
    last = int(log.case_start[case + 1] - log.case_start[case]) - 1
    return log.cases.outcome[case] in (Outcome.WON, Outcome.LOST) and move.position == last


def _stages_of(conformance: Conformance, case: int) -> Sequence[str]:
    """The stages in the order of the version that the case was checked against."""
    version = conformance.version_of_case
    known = () if version is None else conformance.versions[int(version[case])].stages
    return known or conformance.stages


def _kinds(
    conformance: Conformance, stages: Sequence[str], moves: Sequence[Move], found: frozenset[DeviationKey]
) -> Iterator[DeviationType | None]:
    """What kind of departure every move is, by what the check found in this deal.

    None also for a stage that is entered once more on the way forward after going back.
    """
    rank = {stage: place for place, stage in enumerate(stages)}
    early = any(key.type is DeviationType.PREMATURE_CLOSE for key in found)
    last_end = max((i for i, move in enumerate(moves) if move.label in conformance.ends), default=-1)
    before: str | None = None
    for i, move in enumerate(moves):
        candidates = [key.type for key in found if key.stage == move.label]
        if i == last_end and move.kind != MoveKind.MODEL:
            yield DeviationType.PREMATURE_CLOSE if early else None
        elif move.kind == MoveKind.SYNC:
            yield None
        elif move.kind == MoveKind.MODEL:
            yield _first(candidates, DeviationType.OUT_OF_ORDER, DeviationType.SKIPPED)
        elif DeviationType.UNDOCUMENTED in candidates:
            yield DeviationType.UNDOCUMENTED
        elif before == move.label:
            yield _first(candidates, DeviationType.REPEATED, DeviationType.OUT_OF_ORDER)
        elif before is not None and rank.get(move.label, -1) < rank[before]:
            yield _first(candidates, DeviationType.OUT_OF_ORDER, DeviationType.WENT_BACK)
        else:
            yield _first(candidates, DeviationType.OUT_OF_ORDER)
        if move.kind != MoveKind.MODEL and move.label in rank:
            before = move.label


def _first(candidates: Sequence[DeviationType], *wanted: DeviationType) -> DeviationType | None:
    return next((kind for kind in wanted if kind in candidates), None)
