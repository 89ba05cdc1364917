"""Verdicts on any deals and rules are those of the definitions, and on closed deals those of pm4py."""

from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining import pm4py_bridge
from mining.rules.check_rules import breaking_events, check_rules
from models.case_table import Outcome
from models.event_log import EventLog
from models.progress import silent
from models.rule import DayUnit, Rule, RuleKind, Within
from models.rule_results import Verdict
from models.sales_process import End, SalesProcess, Stage
from tests.builders import DAY, START, a_log
from tests.mining.rules.brute_force import places

pytestmark = pytest.mark.usefixtures("way")

NAMES = "ABCD"
DEALS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 4)), max_size=7),
        st.sampled_from([Outcome.OPEN, Outcome.WON, Outcome.LOST]),
    ),
    min_size=1,
    max_size=6,
)
TWO = st.permutations(NAMES).map(lambda names: names[:2])


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    kind = draw(st.sampled_from(RuleKind))
    first, second = draw(TWO)
    within = (
        Within(draw(st.integers(1, 5)), DayUnit.DAYS) if kind.may_be_timed and draw(st.booleans()) else None
    )
    return Rule("R1", kind, first, second if kind.names_two else None, within)


def log_of(deals: list[tuple[list[tuple[str, int]], Outcome]]) -> EventLog:
    """Events so many days after the one before, the first of a deal so many after the start."""
    outcome = np.array([outcome for _, outcome in deals], dtype=np.int8)
    log = a_log(*(" > ".join(name for name, _ in events) for events, _ in deals), outcome=outcome)
    days = [day for events, _ in deals for day in accumulate(step for _, step in events)]
    return replace(log, timestamp=np.array(days, dtype=np.int64) * DAY + START)


def process_with(*all_rules: Rule) -> SalesProcess:
    stages = tuple(Stage(name, (name,)) for name in NAMES)
    return SalesProcess("P", stages, (End("won", ("Won",)),), rules=all_rules)


def by_hand(
    rule: Rule, trace: tuple[str, ...], days: list[int], outcome: Outcome, end: int
) -> tuple[Verdict, list[int]]:
    """The verdict and the positions that break the rule, read off its definition."""
    a, b = places(trace, rule.first), places(trace, rule.second or "")
    longest = rule.within.number if rule.within else 10_000
    if rule.kind is RuleKind.ABSENCE:
        return (Verdict.BROKEN, a) if a else (Verdict.KEPT, [])
    if rule.kind is RuleKind.EXACTLY_ONCE:
        none = {Outcome.OPEN: Verdict.PENDING, Outcome.LOST: Verdict.NOT_JUDGED}.get(outcome, Verdict.BROKEN)
        return (Verdict.BROKEN, a[1:]) if len(a) > 1 else (Verdict.KEPT if a else none, [])
    if rule.kind is RuleKind.NOT_TOGETHER:
        later = [max(a[0], b[0])] if a and b else []
        return (Verdict.BROKEN, later) if later else (Verdict.KEPT if a or b else Verdict.NOT_JUDGED, [])
    if rule.kind is RuleKind.PRECEDENCE:
        bad = [j for j in b if not any(i < j and days[j] - days[i] <= longest for i in a)]
        return (Verdict.BROKEN, bad) if bad else (Verdict.KEPT if b else Verdict.NOT_JUDGED, [])
    open_calls = [i for i in a if not any(i < j and days[j] - days[i] <= longest for j in b)]
    waiting = [i for i in open_calls if not any(j > i for j in b)]
    if rule.within:
        waiting = [i for i in waiting if days[i] + longest >= end]
    elif outcome != Outcome.OPEN:
        waiting = []
    bad = [i for i in open_calls if i not in waiting]
    if bad:
        return Verdict.BROKEN, bad
    return Verdict.PENDING if waiting else Verdict.KEPT if a else Verdict.NOT_JUDGED, []


@settings(max_examples=300, deadline=None)
@given(DEALS, rules())
def test_that_every_verdict_is_that_of_the_definition(deals, rule) -> None:
    log = log_of(deals)
    process = process_with(rule)
    result = check_rules(log, process, silent).results[0]
    end = int((log.timestamp.max(initial=START) - START) // DAY)
    for case, (events, outcome) in enumerate(deals):
        trace, days = tuple(name for name, _ in events), list(accumulate(step for _, step in events))
        verdict, broken = by_hand(rule, trace, days, outcome, end)
        assert result.verdict[case] == verdict
        assert list(breaking_events(log, process, result, case)) == broken


def test_that_closed_deals_break_the_rules_that_pm4py_finds_broken() -> None:
    random = np.random.default_rng(3)
    traces = [tuple(NAMES[i] for i in random.integers(0, 4, random.integers(1, 8))) for _ in range(25)]
    outcome = np.full(len(traces), Outcome.WON, dtype=np.int8)
    log = a_log(*map(" > ".join, traces), outcome=outcome)
    words = {
        RuleKind.RESPONSE: "response", RuleKind.PRECEDENCE: "precedence", RuleKind.NOT_TOGETHER: "noncoexistence",
        RuleKind.ABSENCE: "absence", RuleKind.EXACTLY_ONCE: "exactly_one",
    }  # fmt: skip
    pairs = [(a, b) for a in NAMES for b in NAMES if a != b]
    named = {kind: pairs if kind.names_two else [(a,) for a in NAMES] for kind in RuleKind}
    all_rules = [Rule(f"{kind} {names}", kind, *names) for kind in RuleKind for names in named[kind]]
    found = check_rules(log, process_with(*all_rules), silent)
    model = {words[kind]: list(named[kind]) for kind in RuleKind}
    for case, trace in enumerate(traces):
        ours = {(words[result.rule.kind], result.rule.names) for result in found.in_case(case)}
        assert ours == pm4py_bridge.declare_deviations(trace, model)
