"""Exercises about the order of stages: is it in its lane, which stage was skipped, what comes next."""

from __future__ import annotations

from mining.training.questions.asked import (
    MOST_CHOICES,
    dice_of,
    exercise,
    in_documented_order,
    stages_shown,
)
from mining.training.source import Source
from mining.training.telling import either, split, told_event
from models.case_table import Outcome
from models.deviation import DeviationType
from models.training import Exercise, ExerciseKind
from resources.translation import tr

_AGAIN = (DeviationType.WENT_BACK, DeviationType.REPEATED)
_ARGUABLE = (DeviationType.UNDOCUMENTED, DeviationType.PREMATURE_CLOSE, DeviationType.FORBIDDEN)
_MOST_TOLD = 2


def is_it_in_its_lane(source: Source, case: int, deal: str) -> Exercise | None:
    """Whether a deal follows the process, and if not, in which way; every way that holds is right."""
    if any(source.shows(kind, case) for kind in _ARGUABLE):
        return None
    yes = tr("Yes, it follows the process")
    left_out = tr("No, a stage was left out")
    order = tr("No, stages came in another order")
    again = tr("No, a stage was done again that was over")
    skipped = bool(never_done(source, case))
    if skipped != source.shows(DeviationType.SKIPPED, case):
        return None
    ways = {
        left_out: skipped,
        order: source.shows(DeviationType.OUT_OF_ORDER, case),
        again: any(source.shows(kind, case) for kind in _AGAIN),
    }
    steps = range(len(source.found.log.trace(case)))
    departing = [told_event(source, case, at) for at in steps if not source.walked.follows(case, at)]
    right = {words for words, holds in ways.items() if holds} or {yes}
    if (yes in right) == bool(departing):
        return None
    said = " ".join(departing[:_MOST_TOLD]) or tr("Every stage came where the process asks for it.")
    return exercise(
        source, case, deal, ExerciseKind.LANE,
        tr("Looking only at the order of its stages: is {deal} in its lane?", deal=deal),
        stages_shown(source, case), (yes, left_out, order, again), right, said,
    )  # fmt: skip


def which_was_skipped(source: Source, case: int, deal: str) -> Exercise | None:
    """Which stage that no deal is won without was left out, among those that were done."""
    left_out = in_documented_order(source, case, never_done(source, case))
    stages = {stage.name for stage in source.walked.path(case)}
    done = [label for label in dict.fromkeys(source.found.log.trace(case)) if label in stages]
    if not left_out or len(done) < 2:
        return None
    dice = dice_of(source, case, ExerciseKind.SKIPPED)
    offered = left_out[:2]
    others = dice.sample(done, min(len(done), MOST_CHOICES - len(offered)))
    choices = in_documented_order(source, case, {*offered, *others})
    if len(left_out) == 1:
        said = tr("{stage} was never done, and no deal is won without it.", stage=left_out[0])
    else:
        said = tr("{stages} were never done, and no deal is won without them.", stages=", ".join(left_out))
    return exercise(
        source, case, deal, ExerciseKind.SKIPPED,
        tr("{deal} was won. Which stage was skipped?", deal=deal),
        stages_shown(source, case), choices, offered, said,
    )  # fmt: skip


def what_comes_next(source: Source, case: int, deal: str) -> Exercise | None:
    """What the process asks for after the beginning of a deal, as long as that follows; where it departs if it does."""
    trace, walked = source.found.log.trace(case), source.walked
    lane = walked.lane(case)
    if lane is None:
        return None
    departs = next((at for at in range(len(trace)) if not walked.follows(case, at)), len(trace))
    dice = dice_of(source, case, ExerciseKind.NEXT)
    places = [
        at
        for at in range(1, min(departs, len(trace) - 1) + 1)
        if split(walked.asked(case, at), trace[:at])[0]
    ]
    if not places:
        return None
    at = places[-1] if departs < len(trace) else dice.choice(places)
    allowed = walked.asked(case, at)
    asked, _ = split(allowed, trace[:at])
    stages = [stage.name for stage in walked.path(case)]
    wrong = [
        label for label in dict.fromkeys((*stages, *lane.labels)) if _is_wrong(label, allowed, lane.ends)
    ]
    if len(wrong) < 2:
        return None
    came = [trace[at]] if trace[at] in wrong else []
    rest = [label for label in wrong if label not in came]
    others = [*came, *dice.sample(rest, min(len(rest), MOST_CHOICES - 1 - len(came)))]
    choices = in_documented_order(source, case, {asked[0], *others})
    said = tr("After {stage} the process asks for {asked}.", stage=trace[at - 1], asked=either(asked))
    if trace[at] in lane.ends:
        said = f"{said} {tr('In {deal} nothing came any more: it ended as {stage}.', deal=deal, stage=trace[at])}"
    else:
        said = f"{said} {tr('In {deal} it was {stage} that came.', deal=deal, stage=trace[at])}"
    return exercise(
        source, case, deal, ExerciseKind.NEXT,
        tr("{deal} is in {stage}. What would the process ask for now?", deal=deal, stage=trace[at - 1]),
        stages_shown(source, case, at), choices, (asked[0],), said,
    )  # fmt: skip


def never_done(source: Source, case: int) -> frozenset[str]:
    """The stages that a won deal never did though no deal is won without them."""
    if source.found.log.cases.outcome[case] != Outcome.WON:
        return frozenset()
    return source.walked.needed(case).difference(source.found.log.trace(case))


def _is_wrong(label: str, allowed: tuple[str, ...], ends: frozenset[str]) -> bool:
    return label not in allowed and label not in ends
