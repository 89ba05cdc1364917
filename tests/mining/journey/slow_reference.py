"""The three deviations by the letter of their definitions, deal by deal and event by event."""

from collections.abc import Iterator

from mining.journey.presuming import later_stages
from models.case_table import Outcome
from models.deviation import DeviationType
from models.event_log import EventKind, EventLog
from models.sales_process import SalesProcess

Entry = tuple[int, str]
Found = set[tuple[DeviationType, str, str]]


class SlowCheck:
    """A log whose activities are called like the signals that they are."""

    def __init__(self, log: EventLog, process: SalesProcess) -> None:
        self.log, self.process = log, process
        assert process.journey is not None
        self.journey = process.journey
        self.signals = {signal.name for signal in process.signals}
        self.seen = {name for name in log.activity.texts() if name in self.signals}

    def found(self) -> Found:
        """Type, stage and deal of every deviation."""
        return {
            (kind, stage, self.log.cases.ids[case])
            for case in range(self.log.n_cases)
            for kind, stage in self._of_case(case)
        }

    def _of_case(self, case: int) -> Iterator[tuple[DeviationType, str]]:
        begin, end = self.log.case_start[case], self.log.case_start[case + 1]
        stages, evidence = [], []
        for event in range(begin, end):
            entry = (int(self.log.timestamp[event]), self.log.activity.text(event))
            if self.log.kind[event] == EventKind.STAGE:
                stages.append(entry)
            else:
                evidence.append(entry)
        won = self.log.cases.outcome[case] == Outcome.WON
        yield from self._not_there_yet(stages, evidence, won)
        yield from self._ahead(stages, evidence)
        yield from self._missing(stages, evidence, won)

    def _not_there_yet(
        self, stages: list[Entry], evidence: list[Entry], won: bool
    ) -> Iterator[tuple[DeviationType, str]]:
        for stage in self.process.stages:
            for time, entered in stages:
                if entered == stage.name and self._is_in_order(stage.buyer):
                    lacking = [
                        name
                        for name in self.journey.before(stage.buyer)
                        if self._can_be_checked(name) and not self._is_done(name, evidence, time)
                    ]
                    if lacking and not self._is_done(stage.buyer, evidence, time):
                        yield DeviationType.BUYER_NOT_THERE_YET, stage.name
        named = {stage.buyer for stage in self.process.stages if self._is_in_order(stage.buyer)}
        for time, entered in stages:
            if entered == "Won" and won:
                for name in named:
                    if self._can_be_checked(name) and not self._is_done(name, evidence, time):
                        yield DeviationType.BUYER_NOT_THERE_YET, "Won"
                return

    def _ahead(self, stages: list[Entry], evidence: list[Entry]) -> Iterator[tuple[DeviationType, str]]:
        step_of = {stage.name: stage.buyer for stage in self.process.stages}
        for time, signal in evidence:
            for step in self.journey.steps:
                if signal not in step.evidence or not self._can_be_checked(step.name):
                    continue
                serving = [
                    stage for at, stage in stages if at <= time and self._is_in_order(step_of.get(stage, ""))
                ]
                if not serving or step.name in [step_of[stage] for stage in serving]:
                    continue
                if step_of[serving[-1]] in self.journey.before(step.name):
                    yield DeviationType.BUYER_AHEAD, serving[-1]

    def _missing(
        self, stages: list[Entry], evidence: list[Entry], won: bool
    ) -> Iterator[tuple[DeviationType, str]]:
        later = later_stages(self.process)
        for stage in self.process.stages:
            entered = [place for place, (_, name) in enumerate(stages) if name == stage.name]
            if not entered:
                continue
            left = [time for time, name in stages[entered[0] :] if name in later[stage.name]]
            if won:
                left += [time for time, name in stages if name == "Won"][:1]
            for signal in stage.exit_evidence:
                asked = left and signal in self.seen
                if asked and not any(name == signal and time <= min(left) for time, name in evidence):
                    yield DeviationType.MISSING_EVIDENCE, stage.name

    def _is_in_order(self, name: str) -> bool:
        step = self.journey.step(name)
        return step is not None and not step.always_on

    def _can_be_checked(self, name: str) -> bool:
        step = self.journey.step(name)
        return step is not None and not step.always_on and bool(self.seen & set(step.evidence))

    def _is_done(self, name: str, evidence: list[Entry], time: int) -> bool:
        step = self.journey.step(name)
        return step is not None and any(at <= time and signal in step.evidence for at, signal in evidence)
