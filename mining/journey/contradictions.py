"""Where a documented process contradicts its own buyer's journey, whatever sellers and buyers do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mining.journey.presuming import later_stages, never_both
from models.buyer_journey import BuyerJourney
from models.contradiction import Contradiction, ContradictionKind
from models.label import key
from models.rule import RuleKind
from models.sales_process import SalesProcess, Stage
from resources.translation import tr


def contradictions(process: SalesProcess) -> tuple[Contradiction, ...]:
    """All of them: first what the journey has against itself, then the stages in order, then the rules."""
    if process.journey is None:
        return tuple(_presumed_without_journey(process))
    known = _Process(process, process.journey)
    return (
        *known.circles(),
        *known.unknown_steps(),
        *known.without_signals(),
        *known.not_served(),
        *known.out_of_order(),
        *known.early_evidence(),
        *known.rules(),
    )


def _presumed_without_journey(process: SalesProcess) -> Iterator[Contradiction]:
    for stage in process.stages:
        if stage.buyer:
            yield Contradiction(
                ContradictionKind.UNKNOWN_STEP,
                tr(
                    "{name} presumes the buyer step '{buyer}', and the process has no buyer's journey: draw "
                    "one, or take the step off the stage.",
                    name=stage.name,
                    buyer=stage.buyer,
                ),
                stages=(stage.name,),
                steps=(stage.buyer,),
            )


class _Process:
    """A process with what comes before and after what in it; circles of steps have no order."""

    def __init__(self, process: SalesProcess, journey: BuyerJourney) -> None:
        self._process, self._journey = process, journey
        self._later = later_stages(process)
        self._never_both = never_both(process)
        self._all_before = {step.name: journey.before(step.name) for step in journey.steps}
        circling = {name for name, before in self._all_before.items() if name in before}
        ordered = {step.name for step in journey.steps if not step.always_on} - circling
        self._before = {
            name: (before & ordered if name in ordered else frozenset())
            for name, before in self._all_before.items()
        }
        self._serving: dict[str, list[Stage]] = {}
        for stage in process.stages:
            self._serving.setdefault(stage.buyer, []).append(stage)

    def circles(self) -> Iterator[Contradiction]:
        told: set[str] = set()
        for name, before in self._all_before.items():
            if name not in before or name in told:
                continue
            circle = [n for n in self._all_before if n in before and name in self._all_before[n]]
            told |= set(circle)
            if len(circle) == 1:
                sentence = tr(
                    "The buyer step {shown} comes after itself: take it out of its own `after`.",
                    shown=self._shown(name),
                )
            else:
                sentence = tr(
                    "The buyer steps {list} come after each other in a circle: take one of them out of the "
                    "`after` of another.",
                    list=self._list(circle),
                )
            yield Contradiction(ContradictionKind.CIRCLE, sentence, steps=tuple(circle))

    def unknown_steps(self) -> Iterator[Contradiction]:
        for step in self._journey.steps:
            for name in step.after:
                if name not in self._all_before:
                    yield Contradiction(
                        ContradictionKind.UNKNOWN_STEP,
                        tr(
                            "The buyer step {shown} comes after '{name}', which the journey does not have: add it, "
                            "or correct the name.",
                            shown=step.shown,
                            name=name,
                        ),
                        steps=(step.name, name),
                    )
        for stage in self._process.stages:
            if stage.buyer and stage.buyer not in self._all_before:
                yield Contradiction(
                    ContradictionKind.UNKNOWN_STEP,
                    tr(
                        "{name} presumes the buyer step '{buyer}', which the journey does not have: add it, or "
                        "choose another.",
                        name=stage.name,
                        buyer=stage.buyer,
                    ),
                    stages=(stage.name,),
                    steps=(stage.buyer,),
                )

    def without_signals(self) -> Iterator[Contradiction]:
        for step in self._journey.steps:
            if not (step.always_on or step.evidence):
                yield Contradiction(
                    ContradictionKind.NO_SIGNALS,
                    tr(
                        "No signal shows the buyer step {shown}, so that nobody can tell when it is done: name "
                        "one, or mark the step as always on.",
                        shown=step.shown,
                    ),
                    steps=(step.name,),
                )

    def not_served(self) -> Iterator[Contradiction]:
        """Steps that no stage serves, although the buyer has to have done them at some stage."""
        for step in self._journey.steps:
            asking = [s for s in self._process.stages if step.name in self._before.get(s.buyer, ())]
            if asking and step.name not in self._serving:
                yield Contradiction(
                    ContradictionKind.NOT_SERVED,
                    tr(
                        "{name} presumes that the buyer has done {shown}, and no stage is there for that: say of "
                        "an earlier stage that the buyer works on it, or add a stage.",
                        name=asking[0].name,
                        shown=step.shown,
                    ),
                    stages=tuple(stage.name for stage in asking),
                    steps=(step.name,),
                )

    def out_of_order(self) -> Iterator[Contradiction]:
        """Stages that presume what only stages after them are there for."""
        for stage in self._process.stages:
            for name in (s.name for s in self._journey.steps if s.name in self._before.get(stage.buyer, ())):
                serving = [s.name for s in self._serving.get(name, ())]
                if serving and self._all_later(stage.name, serving):
                    yield Contradiction(
                        ContradictionKind.ORDER,
                        tr(
                            "{name} comes before {serving}, but for the buyer {shown} ({serving}) comes before "
                            "{shown_2} ({name}): move one of the stages, or change the order of the steps.",
                            name=stage.name,
                            serving=serving[0],
                            shown=self._shown(name),
                            shown_2=self._shown(stage.buyer),
                        ),
                        stages=(stage.name, serving[0]),
                        steps=(stage.buyer, name),
                    )

    def early_evidence(self) -> Iterator[Contradiction]:
        """Stages that are not left without what shows a step that only stages after them are there for."""
        for stage in self._process.stages:
            for signal in dict.fromkeys(stage.exit_evidence):
                shown = [
                    step.name
                    for step in self._journey.steps
                    if signal in step.evidence and not step.always_on
                ]
                serving = [[s.name for s in self._serving.get(name, ())] for name in shown]
                if shown and all(stages and self._all_later(stage.name, stages) for stages in serving):
                    yield Contradiction(
                        ContradictionKind.EARLY_EVIDENCE,
                        tr(
                            "{name} is not left without {signal}, which shows that the buyer has done {shown}, and "
                            "only {serving} is there for that: ask for it there, or let it show another step.",
                            name=stage.name,
                            signal=signal,
                            shown=self._shown(shown[0]),
                            serving=serving[0][0],
                        ),
                        stages=(stage.name, serving[0][0]),
                        steps=(shown[0],),
                        signals=(signal,),
                    )

    def rules(self) -> Iterator[Contradiction]:
        """Rules of precedence that ask first for what the buyer does last."""
        for rule in self._process.rules:
            if rule.kind is not RuleKind.PRECEDENCE or rule.second is None:
                continue
            first, second = self._steps_of(rule.first), self._steps_of(rule.second)
            against = [(one, other) for one in first for other in second if other in self._before[one]]
            if against and len(against) == len(first) * len(second):
                one, other = against[0]
                yield Contradiction(
                    ContradictionKind.RULE,
                    tr(
                        "The rule {id} asks for {first} before {second}, but for the buyer {shown} comes before "
                        "{shown_2}: turn the rule round, or change the order of the steps.",
                        id=rule.id,
                        first=rule.first,
                        second=rule.second,
                        shown=self._shown(other),
                        shown_2=self._shown(one),
                    ),
                    steps=(one, other),
                    signals=tuple(n for n in (rule.first, rule.second) if self._is_signal(n)),
                    rule=rule.id,
                )

    def _steps_of(self, name: str) -> list[str]:
        """The steps in the order that a signal shows, or that a stage is there for."""
        wanted = key(name)
        stage = next((s for s in self._process.stages if wanted in map(key, (s.name, *s.labels))), None)
        if stage is not None:
            return [stage.buyer] if stage.buyer in self._before else []
        signal = next((s.name for s in self._process.signals if key(s.name) == wanted), None)
        return [step.name for step in self._journey.steps if signal in step.evidence and not step.always_on]

    def _is_signal(self, name: str) -> bool:
        return key(name) in {key(signal.name) for signal in self._process.signals}

    def _all_later(self, stage: str, others: Sequence[str]) -> bool:
        return all(other in self._later[stage] - self._never_both[stage] for other in others)

    def _shown(self, name: str) -> str:
        step = self._journey.step(name)
        return step.shown if step else name

    def _list(self, names: Sequence[str]) -> str:
        shown = [self._shown(name) for name in names]
        return tr("{shown} and {shown_2}", shown=", ".join(shown[:-1]), shown_2=shown[-1])
