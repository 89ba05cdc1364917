"""What the documented flow says of pairs of steps already, so that a rule need not say it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

from models.label import key
from models.rule import Rule, RuleKind
from models.sales_process import Choice, End, Flow, SalesProcess, Stage, Step, branch_flows, stages_of

Pair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class SaidByFlow:
    """Steps by their names as compared (`models.label.key`); an end stands under the name that the log gives it.

    `before` has (a, b) where every way through the flow that comes to b has done a: a stands earlier and may not
    be left out. `after` has (a, b) where every way from a to the end of the flow does b. `apart` are stages in
    different branches of one choice, in both orders. `once` are stages that every way does, and does once.
    """

    before: frozenset[Pair] = frozenset()
    after: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    once: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    begins: str | None = None

    def says(self, rule: Rule) -> bool:
        """Whether the flow asks for the same as a rule, of the deals that go through all of it."""
        first, second = key(rule.first), key(rule.second or "")
        if rule.kind is RuleKind.EXACTLY_ONCE:
            return first in self.once
        pairs = {
            RuleKind.PRECEDENCE: self.before,
            RuleKind.RESPONSE: self.after,
            RuleKind.NOT_TOGETHER: self.apart,
        }
        return (first, second) in pairs.get(rule.kind, ())

    def is_trivial(self, rule: Rule) -> bool:
        """Whether a rule says nothing of how deals are worked.

        A deal ends once and in one way, and nobody can work so that it does: that two ends exclude each other,
        that an end comes once, that it follows on a stage or never comes with it, only counts outcomes. And that
        an end comes after the stage with which the process begins holds for any deal at all.
        """
        first, second = key(rule.first), key(rule.second or rule.first)
        if rule.kind is RuleKind.PRECEDENCE:
            return first == self.begins and second in self.ends
        return second in self.ends or (rule.kind is RuleKind.NOT_TOGETHER and first in self.ends)


def said_by_flow(process: SalesProcess) -> SaidByFlow:
    """Read the flow of a process; the flow of one without stages says nothing."""
    walk = _Walk()
    passed = walk.through(process.flow, frozenset())
    for end in process.ends:
        for done in _done_at(end, walk, passed):
            walk.before.add((done, key(end.title)))
    again = set(_gone_back_over(process))
    once = {key(s.name) for s in process.stages if s.repeat == 1} & passed
    first = process.flow[0] if process.flow else None
    return SaidByFlow(
        before=frozenset(walk.before),
        after=frozenset((a, b) for a, later in walk.later.items() for b in later),
        apart=frozenset(walk.apart),
        once=frozenset(once - again),
        ends=frozenset(key(end.title) for end in process.ends),
        begins=key(first.name) if isinstance(first, Stage) and first.optional is False else None,
    )


@dataclass(eq=False)
class _Walk:
    """Goes through a flow with what every way has done until there; collects what that says of pairs."""

    before: set[Pair] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)
    passed: dict[str, frozenset[str]] = field(default_factory=dict)
    later: dict[str, set[str]] = field(default_factory=dict)

    def through(self, flow: Flow, passed: frozenset[str]) -> frozenset[str]:
        """What every way has done behind this flow, of which `passed` was done before it."""
        earlier: list[str] = []
        for step in flow:
            behind = self._step(step, passed)
            for one in earlier:
                self.later.setdefault(one, set()).update(behind - passed)
            passed = behind
            earlier += [key(stage.name) for stage in stages_of((step,))]
        return passed

    def _step(self, step: Step, passed: frozenset[str]) -> frozenset[str]:
        if isinstance(step, Stage):
            name = key(step.name)
            self.passed[name] = passed
            self.before |= {(one, name) for one in passed}
            return passed | {name} if step.optional is False else passed
        flows = branch_flows(step)
        behind = [self.through(flow, passed) for flow in flows]
        if not isinstance(step, Choice):
            return passed.union(*behind)
        for one, other in combinations([[key(s.name) for s in stages_of(flow)] for flow in flows], 2):
            self.apart |= {pair for a, b in product(one, other) for pair in ((a, b), (b, a))}
        return frozenset.intersection(*behind) if behind else passed


def _done_at(end: End, walk: _Walk, whole: frozenset[str]) -> frozenset[str]:
    """What every way has done where a deal can end so."""
    if end.name == "won":
        return whole
    sources = [key(source) for source in end.sources or ()]
    done = [walk.passed[source] | {source} for source in sources if source in walk.passed]
    return frozenset.intersection(*done) if done and len(done) == len(sources) else frozenset()


def _gone_back_over(process: SalesProcess) -> Iterator[str]:
    """The stages that a documented way back does again."""
    names = [key(stage.name) for stage in process.stages]
    for at, stage in enumerate(process.stages):
        back: Iterable[int] = (names.index(key(to)) for to in stage.back_to if key(to) in names)
        yield from names[min(back, default=at + 1) : at + 1]
