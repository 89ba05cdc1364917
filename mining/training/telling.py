"""One deal step by step: what the process asks for after every event, and what the deal did instead."""

from __future__ import annotations

from collections.abc import Sequence

from mining.areas.allowed_time import allowed_words
from mining.deals.beside import beside_moments
from mining.deals.buyer import buyer_moments
from mining.deals.path import deviations_of
from mining.number_format import days
from mining.training.source import Source
from mining.wording import title
from models.beside_check import BesideMoment
from models.deal_buyer import BuyerMoment
from models.deviation import DeviationType
from models.sales_process import SalesProcess, Stage
from models.training import DealMoment, TrainingDeal
from resources.translation import tr


def told_deal(source: Source, case: int, name: str) -> TrainingDeal:
    """A deal that can be told without doubt, as `name`."""
    found = source.found
    keys = (key for key in deviations_of(found, case) if key.type.is_behaviour)
    return TrainingDeal(
        case=case,
        name=name,
        shows=tuple(title(key, frozenset(found.ends)) for key in keys),
        path=source.walked.path(case),
        asked_first=source.walked.asked(case, 0),
        moments=_moments(source, case),
        day_hours=found.log.day_hours,
    )


def day_of(source: Source, case: int, at: int) -> float:
    """How many days after the beginning of the deal event `at` came, on the clock of the log."""
    log, first = source.found.log, int(source.found.log.case_start[case])
    return float(log.elapsed[first + at] - log.elapsed[first]) / log.day


def either(names: Sequence[str]) -> str:
    """`Discovery`, `Discovery or Demo`, `Discovery, Demo or Proposal`."""
    if len(names) < 2:
        return "".join(names)
    return tr("{first} or {last}", first=", ".join(names[:-1]), last=names[-1])


def _moments(source: Source, case: int) -> tuple[DealMoment, ...]:
    trace = source.found.log.trace(case)
    beside = _Beside(source, case)
    moments = []
    for at, label in enumerate(trace):
        forward, again = split(source.walked.asked(case, at + 1), trace[: at + 1])
        moments.append(
            DealMoment(
                stage=label,
                day=day_of(source, case, at),
                follows=source.walked.follows(case, at),
                told=told_event(source, case, at),
                asked=forward,
                again=again,
                before_leaving=beside.due(label),
                became=beside.became(at),
            )
        )
    return tuple(moments)


def split(allowed: Sequence[str], done: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What leads on, and what is allowed once more, of what the process allows after these steps."""
    forward = tuple(label for label in allowed if label not in done)
    if not forward:
        forward = tuple(label for label in allowed if label not in done[-1:])
    return forward, tuple(label for label in allowed if label not in forward)


def told_event(source: Source, case: int, at: int) -> str:
    """Whether one event follows, and why, in a sentence."""
    follows = source.walked.follows(case, at)
    trace, lane = source.found.log.trace(case), source.walked.lane(case)
    label = trace[at]
    allowed = source.walked.asked(case, at)
    asked, _ = split(allowed, trace[:at])
    if follows and lane is not None and label in lane.ends:
        return tr("The process lets a deal end as {stage} here.", stage=label)
    if follows:
        if len(allowed) == 1:
            return tr("{stage} is what the process asks for here.", stage=label)
        return tr("{stage} is one of the steps that the process allows here.", stage=label)
    if not asked:
        return tr("The process has nothing after this; {stage} came all the same.", stage=label)
    if lane is not None and label not in lane.labels:
        return tr(
            "The process has no step {stage}; it asks for {asked} here.", stage=label, asked=either(asked)
        )
    if label in trace[:at]:
        return tr(
            "{stage} was done before; the process asks for {asked} now.", stage=label, asked=either(asked)
        )
    if len(asked) == 1 and asked[0] in trace[at:]:
        return tr(
            "{stage} came where the process asks for {asked}, which was done only later.",
            stage=label,
            asked=asked[0],
        )
    if len(asked) == 1 and asked[0] in source.walked.needed(case):
        return tr(
            "{stage} came where the process asks for {asked}, which was never done.",
            stage=label,
            asked=asked[0],
        )
    return tr("{stage} came where the process asks for {asked}.", stage=label, asked=either(asked))


class _Beside:
    """What is due beside the order of the stages, and what became of it in one deal."""

    def __init__(self, source: Source, case: int) -> None:
        self._log, self._case = source.found.log, case
        first, last = int(self._log.case_start[case]), int(self._log.case_start[case + 1])
        self._times = self._log.timestamp[first:last].tolist()
        self._trace = self._log.trace(case)
        self._late = [
            one for one in beside_moments(source.analysis, case) if one.key.type is DeviationType.LATE
        ]
        process = source.process if isinstance(source.process, SalesProcess) else None
        self._stages: dict[str, Stage] = {stage.name: stage for stage in process.stages} if process else {}
        self._journey = process.journey if process else None
        moments = buyer_moments(source.analysis, process, case) if process else ()
        self._buyer: list[BuyerMoment] = [one for one in moments if one.kind is not None]

    def due(self, label: str) -> tuple[str, ...]:
        """What is asked for before the stage is left."""
        stage = self._stages.get(label)
        if stage is None:
            return ()
        found = []
        if stage.exit_evidence:
            found.append(tr("Evidence to have: {signals}", signals=", ".join(stage.exit_evidence)))
        if stage.allowed:
            found.append(tr("Time allowed: {time}", time=allowed_words(stage.allowed)))
        step = self._journey.step(stage.buyer) if self._journey is not None and stage.buyer else None
        if step is not None:
            found.append(tr("The buyer's step meanwhile: {step}", step=step.shown))
        return tuple(found)

    def became(self, at: int) -> tuple[str, ...]:
        """How it stood with the buyer, the evidence and the time in the stage that event `at` entered."""
        begin = self._times[at]
        end = self._times[at + 1] if at + 1 < len(self._times) else None
        said = [_buyer_words(one) for one in self._buyer if self._belongs(one, at, begin, end)]
        said += [
            _late_words(one) for one in self._late if one.time == begin and one.key.stage == self._trace[at]
        ]
        return tuple(said)

    def _belongs(self, moment: BuyerMoment, at: int, begin: int, end: int | None) -> bool:
        if moment.stage != self._trace[at]:
            return False
        if moment.kind is DeviationType.BUYER_NOT_THERE_YET:
            return moment.time == begin
        if moment.kind is DeviationType.MISSING_EVIDENCE:
            return moment.time == (begin if end is None else end)
        return begin <= moment.time and (end is None or moment.time < end)


def _buyer_words(moment: BuyerMoment) -> str:
    what = ", ".join(moment.what)
    if moment.kind is DeviationType.BUYER_AHEAD:
        return tr("The buyer had come to {what} already.", what=what)
    if moment.kind is DeviationType.MISSING_EVIDENCE:
        return tr("{stage} was left without {what}.", stage=moment.stage, what=what)
    return tr("The buyer was not seen to have done {what} when {stage} began.", what=what, stage=moment.stage)


def _late_words(moment: BesideMoment) -> str:
    took, allowed = days(moment.took, moment.day_hours), days(moment.allowed, moment.day_hours)
    return tr(
        "{stage} took {took}; {allowed} are allowed.", stage=moment.key.stage, took=took, allowed=allowed
    )
