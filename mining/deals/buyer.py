"""The buyer's side of one deal beside its stages: which steps were reached when, and where the two sides part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from mining.number_format import date, days
from models.analysis import Analysis
from models.buyer_check import BuyerCheck, StepEvidence
from models.case_table import NO_TIME
from models.deal_buyer import BuyerMoment
from models.deviation import DeviationType
from models.event_log import EventLog
from models.sales_process import SalesProcess
from resources.translation import tr

_MOST_TOLD = 3
"""So many sentences at most are part of the story; the timeline has all."""


def buyer_moments(analysis: Analysis, process: SalesProcess, case: int) -> tuple[BuyerMoment, ...]:
    """Everything of one case in order of time; empty where the process has no buyer, or nothing is seen of it."""
    check = analysis.buyer
    if check is None or analysis.conformance is None:
        return ()
    deviations = analysis.conformance.deviations
    shown = {(one.key.type, one.key.stage) for one in deviations if one.has(case)}
    found = [
        *_reached(check, case),
        *_too_early(check, case),
        *_ahead(analysis.log, check, case),
        *_unseen(check, case),
    ]
    kept = [one for one in found if one.kind is None or (one.kind, one.stage) in shown]
    return tuple(sorted(kept, key=lambda one: (one.time, one.kind is not None)))


def buyer_story(moments: Sequence[BuyerMoment], words: Sequence[str]) -> str:
    """Where buyer and seller part, the first few times, for the story of the deal; `words` say every moment."""
    told = [said for moment, said in zip(moments, words, strict=True) if moment.kind is not None]
    return " ".join(told[:_MOST_TOLD])


def moment_words(moment: BuyerMoment, log: EventLog) -> str:
    """One moment as a sentence; `log` is what times are told by."""
    what, on = _listed(moment.what), date(moment.time)
    if moment.kind is None:
        return tr("The buyer is seen to have done {what} on {on}.", what=what, on=on)
    if moment.kind is DeviationType.BUYER_AHEAD:
        return tr(
            "The buyer had come to {what} by {on}, while the deal was still in {stage}.",
            what=what,
            on=on,
            stage=moment.stage,
        )
    if moment.kind is DeviationType.MISSING_EVIDENCE:
        return tr(
            "{stage} was left on {on} without {what}{then}.",
            stage=moment.stage,
            on=on,
            what=what,
            then=_then(moment, log, tr("was seen")),
        )
    began = (
        tr("The deal was won on {on}", on=on)
        if moment.is_end
        else tr("{stage} began on {on}", stage=moment.stage, on=on)
    )
    return tr(
        "{began}, before the buyer had done {what}{then}.",
        began=began,
        what=what,
        then=_then(moment, log, tr("was done")),
    )


def _then(moment: BuyerMoment, log: EventLog, came: str) -> str:
    """How much later what lacked was there, or that it never was."""
    one = tr("that") if len(moment.what) == 1 else tr("the last of that")
    if moment.later == NO_TIME:
        return (
            tr("; it is not seen later either")
            if len(moment.what) == 1
            else tr("; not all of it is seen later either")
        )
    times = log.elapsed_of(np.array([moment.time, moment.later], dtype=np.int64))
    return tr(
        "; {one} {came} {days} later",
        one=one,
        came=came,
        days=days(float(times[1] - times[0]) / log.day, log.day_hours),
    )


def _reached(check: BuyerCheck, case: int) -> Iterator[BuyerMoment]:
    for step in check.steps:
        time = int(step.first[case])
        if time != NO_TIME:
            yield BuyerMoment(time, (step.step.shown,))


def _too_early(check: BuyerCheck, case: int) -> Iterator[BuyerMoment]:
    """Stages that began before the buyer was ready for them."""
    steps = {step.step.name: step for step in check.steps}
    for row, stage in enumerate(check.stages):
        time, serves = int(check.entered[row][case]), check.step_of[row]
        if time == NO_TIME or (serves and _is_done(steps[serves], case, time)):
            continue
        asked = [steps[name] for name in check.presumed[row] if steps[name].can_be_checked]
        lacking = [step for step in asked if not _is_done(step, case, time)]
        if lacking:
            names = tuple(step.step.shown for step in lacking)
            later = _last([int(step.first[case]) for step in lacking])
            is_end = row == len(check.stages) - 1 and not serves
            yield BuyerMoment(time, names, DeviationType.BUYER_NOT_THERE_YET, stage, later, is_end)


def _ahead(log: EventLog, check: BuyerCheck, case: int) -> Iterator[BuyerMoment]:
    """By stage the first time that a later step of the buyer was seen there."""
    if check.journey is None:
        return
    serving = {stage: step for stage, step in zip(check.stages, check.step_of, strict=True) if step}
    entries = _entries(log, case)
    first: dict[str, BuyerMoment] = {}
    for step in (one for one in check.steps if one.can_be_checked):
        before = check.journey.before(step.step.name) - {step.step.name}
        rows = [row for row, serves in enumerate(check.step_of) if serves == step.step.name]
        reached = [int(check.entered[row][case]) for row in rows if check.entered[row][case] != NO_TIME]
        for time in _times(check, step, case):
            stage = next((name for at, name in reversed(entries) if at <= time and name in serving), "")
            is_early = all(time < entered for entered in reached)
            if (
                stage
                and serving[stage] in before
                and is_early
                and (stage not in first or time < first[stage].time)
            ):
                first[stage] = BuyerMoment(time, (step.step.shown,), DeviationType.BUYER_AHEAD, stage)
    yield from first.values()


def _unseen(check: BuyerCheck, case: int) -> Iterator[BuyerMoment]:
    """Stages that were left, and ends that were reached, without a signal that is asked for."""
    for stage, names in check.asked.items():
        left = int(check.left[stage][case])
        asked = [found for name in names if (found := check.signal(name)) is not None and len(found)]
        firsts = [(found.name, found.first_in(case)) for found in asked]
        lacking = [(name, time) for name, time in firsts if time == NO_TIME or time > left]
        if left != NO_TIME and lacking:
            signals = tuple(name for name, _ in lacking)
            later = _last([time for _, time in lacking])
            yield BuyerMoment(left, signals, DeviationType.MISSING_EVIDENCE, stage, later)


def _entries(log: EventLog, case: int) -> list[tuple[int, str]]:
    """The stages of a case with their times, in order."""
    begin, end = int(log.case_start[case]), int(log.case_start[case + 1])
    return list(zip(log.timestamp[begin:end].tolist(), log.trace(case), strict=True))


def _times(check: BuyerCheck, step: StepEvidence, case: int) -> list[int]:
    """When evidence of a step is seen in a case."""
    times: list[int] = []
    for name in step.seen:
        found = check.signal(name)
        if found is not None:
            low, high = np.searchsorted(found.case, (case, case + 1))
            times += found.time[low:high].tolist()
    return sorted(times)


def _is_done(step: StepEvidence, case: int, time: int) -> bool:
    return step.first[case] != NO_TIME and bool(step.first[case] <= time)


def _last(times: Sequence[int]) -> int:
    """The last of several times, `NO_TIME` where one of them is."""
    return NO_TIME if NO_TIME in times else max(times)


def _listed(names: Sequence[str]) -> str:
    return (
        names[0]
        if len(names) == 1
        else tr("{names} and {names_2}", names=", ".join(names[:-1]), names_2=names[-1])
    )
