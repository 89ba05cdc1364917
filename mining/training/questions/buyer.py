"""Exercises about the buyer: where did the buyer stand, and what evidence is missing before a close."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mining.training.questions.asked import MOST_CHOICES, dice_of, exercise
from mining.training.source import Source
from models.buyer_check import BuyerCheck, StepEvidence
from models.buyer_journey import BuyerJourney
from models.case_table import NO_TIME, Outcome
from models.training import Exercise, ExerciseKind, Shown
from resources.translation import tr


def where_the_buyer_stood(source: Source, case: int, deal: str) -> Exercise | None:
    """The furthest step that the buyer is seen to have done when a stage began; each where several are."""
    check = source.analysis.buyer
    if check is None or check.journey is None:
        return None
    steps = [step for step in check.steps if step.can_be_checked]
    entered = [
        (stage, int(times[case]))
        for stage, times in zip(check.stages, check.entered, strict=True)
        if times[case] != NO_TIME and stage not in source.found.ends
    ][1:]
    if len(steps) < 2 or not entered:
        return None
    dice = dice_of(source, case, ExerciseKind.BUYER)
    stage, time = dice.choice(entered)
    done = [step for step in steps if _is_done(step, case, time)]
    furthest = _furthest(done, check.journey)
    nothing = tr("Nothing was seen yet")
    right = {step.step.shown for step in furthest} or {nothing}
    offered = dice.choice(sorted(right))
    wrong = [step.step.shown for step in steps if step not in furthest]
    others = dice.sample(wrong, min(len(wrong), MOST_CHOICES - 2 if done else MOST_CHOICES - 1))
    names = {offered, *others}
    choices = (*([nothing] if nothing != offered else []), *_in_order(names, steps, nothing))
    if len(choices) < 3:
        return None
    return exercise(
        source, case, deal, ExerciseKind.BUYER,
        tr(
            "Where did the buyer stand when {stage} began in {deal}? Choose the furthest step that is seen to be done.",
            stage=stage, deal=deal,
        ),
        _seen_until(source, check, case, time, _evidence(steps)), choices, right,
        _where_words(stage, done, [step for step in steps if step not in done]),
    )  # fmt: skip


def what_is_missing(source: Source, case: int, deal: str) -> Exercise | None:
    """A signal that a stage asks for before it is left, and that was never seen before a deal was won."""
    check, log = source.analysis.buyer, source.found.log
    if check is None or log.cases.outcome[case] != Outcome.WON:
        return None
    closed = int(log.timestamp[log.case_start[case + 1] - 1])
    wanted = dict(_wanted(check, case))
    firsts = {name: found.first_in(case) for name in wanted if (found := check.signal(name)) is not None}
    missing = [name for name, time in firsts.items() if time == NO_TIME or time > closed]
    seen = [name for name in firsts if name not in missing]
    if not missing or len(seen) < 2:
        return None
    dice = dice_of(source, case, ExerciseKind.MISSING)
    offered = missing[:2]
    others = dice.sample(seen, min(len(seen), MOST_CHOICES - len(offered)))
    choices = tuple(name for name in wanted if name in offered or name in others)
    said = [_why_missing(source, wanted[name], name) for name in missing]
    return exercise(
        source, case, deal, ExerciseKind.MISSING,
        tr("{deal} was won. What is missing before this close?", deal=deal),
        _seen_until(source, check, case, closed, tuple(wanted)), choices, offered,
        f"{' '.join(said)} {tr('It was not seen before the close.')}",
    )  # fmt: skip


def _why_missing(source: Source, stage: str, signal: str) -> str:
    if stage in source.found.ends:
        return tr("{stage} is not reached without: {signal}.", stage=stage, signal=signal)
    return tr("{stage} is not left without: {signal}.", stage=stage, signal=signal)


def _wanted(check: BuyerCheck, case: int) -> Iterator[tuple[str, str]]:
    """The signals that the stages which a deal has left ask for, with the last stage that does."""
    for stage, names in check.asked.items():
        if check.left[stage][case] != NO_TIME:
            for name in names:
                found = check.signal(name)
                if found is not None and len(found):
                    yield name, stage


def _furthest(done: list[StepEvidence], journey: BuyerJourney) -> list[StepEvidence]:
    """The steps that come before none of the others."""
    passed = {name for step in done for name in journey.before(step.step.name)}
    return [step for step in done if step.step.name not in passed]


def _in_order(names: set[str], steps: list[StepEvidence], nothing: str) -> Iterator[str]:
    """In the order of the journey, after the choice that nothing was seen."""
    if nothing in names:
        yield nothing
    yield from (step.step.shown for step in steps if step.step.shown in names)


def _evidence(steps: list[StepEvidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for step in steps for name in step.seen))


def _seen_until(
    source: Source, check: BuyerCheck, case: int, time: int, names: tuple[str, ...]
) -> tuple[Shown, ...]:
    """The stages of a deal and the first time of these signals, until a moment, in order."""
    log = source.found.log
    first, last = int(log.case_start[case]), int(log.case_start[case + 1])
    rows = [
        (moment, False, label)
        for moment, label in zip(log.timestamp[first:last].tolist(), log.trace(case), strict=True)
    ]
    for name in names:
        found = check.signal(name)
        if found is not None and found.first_in(case) != NO_TIME:
            rows.append((found.first_in(case), True, name))
    shown = sorted(row for row in rows if row[0] <= time)
    begin = log.timestamp[first]
    return tuple(Shown(_days(source, int(begin), moment), what, signal) for moment, signal, what in shown)


def _days(source: Source, begin: int, moment: int) -> float:
    """How long after the beginning of the deal, on the clock of the log; before it where it was seen earlier."""
    log = source.found.log
    shown = log.elapsed_of(np.array([begin, moment], dtype=np.int64))
    return float(shown[1] - shown[0]) / log.day


def _is_done(step: StepEvidence, case: int, time: int) -> bool:
    return step.first[case] != NO_TIME and bool(step.first[case] <= time)


def _where_words(stage: str, done: list[StepEvidence], left: list[StepEvidence]) -> str:
    names, rest = (", ".join(step.step.shown for step in part) for part in (done, left))
    if not done:
        return tr("When {stage} began, no step of the buyer was seen to be done.", stage=stage)
    if not left:
        return tr("When {stage} began, the buyer was seen to have done {done}.", stage=stage, done=names)
    return tr(
        "When {stage} began, the buyer was seen to have done {done}; not yet {rest}.",
        stage=stage, done=names, rest=rest,
    )  # fmt: skip
