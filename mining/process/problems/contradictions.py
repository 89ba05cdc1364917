"""Rules that ask for what the documented flow, or another rule, rules out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from mining.process.problems.places import Order, Path, order_of, stage_paths
from mining.process.satisfiable import can_hold
from mining.rules.said_by_flow import SaidByFlow, said_by_flow
from mining.rules.wording import rule_words
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.rule import Rule, RuleKind
from models.sales_process import Flow, SalesProcess
from resources.translation import tr


def contradictions(process: SalesProcess) -> Iterator[ProcessProblem]:
    """Warnings at the rules concerned; of two rules that contradict each other at the later one."""
    if not process.rules:
        return
    known = _Documented.of(process)
    for rule in process.rules:
        against = known.against(rule)
        if against:
            yield _problem(
                "warning",
                rule,
                tr("contradicts the flow, where {against}; change one of the two.", against=against),
            )
        if rule.when is not None and not can_hold((rule.when,)):
            yield ProcessProblem(
                "warning",
                tr(
                    "rule {id} is for no deal: “{when}” can never hold; change the condition.",
                    id=rule.id,
                    when=rule.when.text,
                ),
                Part.RULE,
                rule.id,
                field="when",
            )
    for one, other in combinations(process.rules, 2):
        if {key(n) for n in one.names}.isdisjoint(key(n) for n in other.names) or not _meet(one, other):
            continue
        if _same(one, other):
            yield _problem("note", other, tr("asks for the same as rule {id}; keep one of them.", id=one.id))
        else:
            clash = _clash(one, other) or _clash(other, one)
            if clash:
                yield _problem(
                    "warning",
                    other,
                    tr("contradicts rule {id}: {clash}; change one of the two.", id=one.id, clash=clash),
                )


def _problem(severity: str, rule: Rule, said: str) -> ProcessProblem:
    sentence = tr("rule {id} ({rule_words}) {said}", id=rule.id, rule_words=rule_words(rule), said=said)
    return ProcessProblem(
        "note" if severity == "note" else "warning", sentence, Part.RULE, rule.id, field="names"
    )


@dataclass(frozen=True)
class _Documented:
    """What the flow says of pairs of stages and ends; names by any way in which rules can write them."""

    flow: Flow
    paths: dict[str, Path]
    stage: dict[str, str]
    ends: frozenset[str]
    loops: tuple[tuple[int, int], ...]
    place: dict[str, int]
    said: SaidByFlow

    @classmethod
    def of(cls, process: SalesProcess) -> _Documented:
        stages = process.stages
        place = {stage.name: at for at, stage in reversed(list(enumerate(stages)))}
        named = {key(label): stage.name for stage in stages for label in stage.labels}
        ends = frozenset(key(n) for end in process.ends for n in (end.name, end.title, *end.labels))
        loops = tuple(
            (place[target], at)
            for at, stage in enumerate(stages)
            for target in stage.back_to
            if target in place
        )
        names = named | {key(stage.name): stage.name for stage in stages}
        return cls(process.flow, stage_paths(process.flow), names, ends, loops, place, said_by_flow(process))

    def against(self, rule: Rule) -> str:
        """What the flow says instead of what the rule asks for; "" where both can be kept."""
        first, second = key(rule.first), key(rule.second or "")
        if rule.kind is RuleKind.ABSENCE:
            return (
                tr("{first} is documented", first=rule.first)
                if first in self.stage or first in self.ends
                else ""
            )
        if rule.kind is RuleKind.NOT_TOGETHER:
            return self._always_both(rule)
        if rule.kind is RuleKind.EXACTLY_ONCE or not (self._knows(first) and self._knows(second)):
            return ""
        order = self._order(first, second)
        if order is Order.APART:
            return tr("no deal has both {first} and {second}", first=rule.first, second=rule.second)
        if order is Order.LATER:
            return tr("{second} comes before {first}", second=rule.second, first=rule.first)
        return ""

    def _knows(self, name: str) -> bool:
        return name in self.stage or name in self.ends

    def _order(self, first: str, second: str) -> Order:
        """How the first stands to the second; one that a documented way back does again stands at any side."""
        if first in self.ends or second in self.ends:
            both = first in self.ends and second in self.ends
            return Order.APART if both else Order.LATER if first in self.ends else Order.EARLIER
        one, other = self.stage[first], self.stage[second]
        if one == other:
            return Order.SIDE_BY_SIDE
        low, high = sorted((self.place[one], self.place[other]))
        if any(begin <= low and high <= end for begin, end in self.loops):
            return Order.SIDE_BY_SIDE
        return order_of(self.paths[one], self.paths[other], self.flow)

    def _always_both(self, rule: Rule) -> str:
        pair = [key(self.stage.get(key(name), name)) for name in rule.names]
        for a, b, name, other in (
            (pair[0], pair[1], rule.first, rule.second),
            (pair[1], pair[0], rule.second, rule.first),
        ):
            if (a, b) in self.said.before and b not in self.said.ends:
                return tr("every deal with {other} has had {name}", other=other, name=name)
        return ""


def _meet(one: Rule, other: Rule) -> bool:
    """Whether there can be a deal that both rules are for."""
    return can_hold(tuple(rule.when for rule in (one, other) if rule.when is not None))


def _same(one: Rule, other: Rule) -> bool:
    names, others = ([key(name) for name in rule.names] for rule in (one, other))
    if one.kind is RuleKind.NOT_TOGETHER:
        names, others = sorted(names), sorted(others)
    return (one.kind, names, one.within, one.when) == (other.kind, others, other.within, other.when)


def _clash(one: Rule, other: Rule) -> str:
    """Why no deal that has what both are about can keep both; "" where one can."""
    judge = _CLASHES.get((one.kind, other.kind))
    return judge(one, other) if judge else ""


def _never_and(one: Rule, other: Rule) -> str:
    """`one` forbids what `other` asks for."""
    wanted = other.second if other.kind is RuleKind.RESPONSE else other.first
    if key(one.first) != key(wanted or ""):
        return ""
    if other.kind is RuleKind.EXACTLY_ONCE:
        return tr("one forbids {first} and the other asks for it", first=one.first)
    called = other.first if other.kind is RuleKind.RESPONSE else other.second
    return tr("one forbids {first}, which the other asks for with {called}", first=one.first, called=called)


def _not_both_and(one: Rule, other: Rule) -> str:
    """`one` forbids to have both that `other` asks for."""
    if {key(name) for name in one.names} != {key(name) for name in other.names}:
        return ""
    return tr(
        "one forbids {first} together with {second}, and the other asks for both",
        first=one.first,
        second=one.second,
    )


def _circle(one: Rule, other: Rule) -> str:
    """Both are of one kind, and of the same two events the other way round."""
    if key(one.first) != key(other.second or "") or key(one.second or "") != key(other.first):
        return ""
    if one.kind is RuleKind.PRECEDENCE:
        return tr("{first} and {second} would each have to come first", first=one.first, second=one.second)
    return tr("{first} and {second} would follow each other without end", first=one.first, second=one.second)


_CLASHES: dict[tuple[RuleKind, RuleKind], Callable[[Rule, Rule], str]] = {
    (RuleKind.ABSENCE, RuleKind.EXACTLY_ONCE): _never_and,
    (RuleKind.ABSENCE, RuleKind.RESPONSE): _never_and,
    (RuleKind.ABSENCE, RuleKind.PRECEDENCE): _never_and,
    (RuleKind.NOT_TOGETHER, RuleKind.RESPONSE): _not_both_and,
    (RuleKind.NOT_TOGETHER, RuleKind.PRECEDENCE): _not_both_and,
    (RuleKind.PRECEDENCE, RuleKind.PRECEDENCE): _circle,
    (RuleKind.RESPONSE, RuleKind.RESPONSE): _circle,
}
