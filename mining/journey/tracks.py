"""Seller and buyer of one deal beside each other, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.buyer_check import BuyerCheck, SignalEvidence
from models.buyer_journey import BuyerJourney
from models.buyer_tracks import BuyerMark, BuyerTracks, SellerVisit
from models.case_table import NO_TIME
from models.event_log import SUBJECT, EventLog


def tracks(log: EventLog, checked: EventLog, found: BuyerCheck, case: int) -> BuyerTracks:
    """The stages of a deal in the `checked` log, and what is seen of its buyer in the prepared `log`."""
    reached = {step.step.name: int(step.first[case]) for step in found.steps if step.first[case] != NO_TIME}
    seller = tuple(_visits(checked, found, case))
    marks = [mark for signal in found.signals for mark in _marks(log, found, signal, case, reached)]
    buyer = sorted((_placed(mark, seller, found) for mark in marks), key=lambda mark: mark.time)
    return BuyerTracks(seller, tuple(buyer), reached)


def _visits(checked: EventLog, found: BuyerCheck, case: int) -> Iterator[SellerVisit]:
    begin, end = int(checked.case_start[case]), int(checked.case_start[case + 1])
    row = {stage: place for place, stage in enumerate(found.stages)}
    told: set[str] = set()
    for event in range(begin, end):
        stage = checked.activity.text(event)
        place = row.get(stage)
        is_first = stage not in told
        told.add(stage)
        yield SellerVisit(
            stage=stage,
            step=found.step_of[place] if place is not None else "",
            begin=int(checked.timestamp[event]),
            end=int(checked.timestamp[event + 1]) if event + 1 < end else int(NO_TIME),
            lacking=_lacking(found, place, case) if is_first and place is not None else (),
            missing=_missing(found, stage, case) if is_first else (),
        )


def _lacking(found: BuyerCheck, place: int, case: int) -> tuple[str, ...]:
    """The presumed steps not done when the deal came to the stage; none where the buyer worked on its step."""
    came = found.entered[place][case]
    own = found.step(found.step_of[place])
    if came == NO_TIME or (own is not None and NO_TIME < own.first[case] <= came):
        return ()
    presumed = (found.step(name) for name in found.presumed[place])
    return tuple(
        step.step.name
        for step in presumed
        if step is not None and step.can_be_checked and not NO_TIME < step.first[case] <= came
    )


def _missing(found: BuyerCheck, stage: str, case: int) -> tuple[str, ...]:
    left = found.left.get(stage)
    if left is None or left[case] == NO_TIME:
        return ()
    asked = (found.signal(name) for name in found.asked[stage])
    return tuple(
        signal.name
        for signal in asked
        if signal is not None and len(signal) and not NO_TIME < signal.first_in(case) <= left[case]
    )


def _marks(
    log: EventLog, found: BuyerCheck, signal: SignalEvidence, case: int, reached: dict[str, int]
) -> Iterator[BuyerMark]:
    steps = tuple(step.step.name for step in found.steps if signal.name in step.step.evidence)
    begin, end = np.searchsorted(signal.case, (case, case + 1)).tolist()
    for at in range(begin, end):
        time, place = int(signal.time[at]), int(signal.place[at])
        what, who = _field(log, place) if signal.signal.field else _event(log, place)
        done = tuple(name for name in steps if reached.get(name) == time)
        yield BuyerMark(signal.name, time, what, who, steps, done)


def _placed(mark: BuyerMark, seller: tuple[SellerVisit, ...], found: BuyerCheck) -> BuyerMark:
    """The mark with the stage at which the seller was behind the buyer, if so."""
    if found.journey is None:
        return mark
    serving = [visit for visit in seller if visit.step and visit.begin <= mark.time]
    behind = serving and any(_is_ahead(step, serving, found, found.journey) for step in mark.steps)
    return replace(mark, ahead_of=serving[-1].stage) if behind else mark


def _is_ahead(step: str, serving: list[SellerVisit], found: BuyerCheck, journey: BuyerJourney) -> bool:
    known = found.step(step)
    if known is None or not known.can_be_checked or step in [visit.step for visit in serving]:
        return False
    return serving[-1].step in journey.before(step)


def _event(log: EventLog, event: int) -> tuple[str, str]:
    subjects = log.extra.get(SUBJECT)
    subject = subjects.text(event) if subjects is not None else ""
    label = log.activity.text(event)
    return f"{label}: {subject}" if subject else label, log.resource.text(event)


def _field(log: EventLog, change: int) -> tuple[str, str]:
    changes = log.changes
    return f"{changes.field.text(change)} becomes {changes.new.text(change)}", changes.who.text(change)
