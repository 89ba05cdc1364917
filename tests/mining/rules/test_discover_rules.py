"""Every template over every pair, against definitions written out and against pm4py, compiled and not."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining import pm4py_bridge
from mining.compiled.loading import without
from mining.rules.discover_rules import MOST_LABELS, discover_rules
from mining.rules.pairs_loop import COUNT_PAIRS
from models.case_table import Outcome
from models.declared import Declared, DeclaredRules, Template
from models.errors import UserError
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log
from tests.mining.rules.brute_force import PAIRS, SINGLE
from tests.ways import compile_loops

TRACES = st.lists(st.lists(st.sampled_from("ABCDE"), max_size=9).map(tuple), min_size=1, max_size=8)
PM4PY = {
    "existence": Template.EXISTENCE, "absence": Template.ABSENCE, "exactly_one": Template.EXACTLY_ONCE,
    "init": Template.INIT, "responded_existence": Template.RESPONDED_EXISTENCE, "response": Template.RESPONSE,
    "precedence": Template.PRECEDENCE, "succession": Template.SUCCESSION,
    "altresponse": Template.ALTERNATE_RESPONSE, "altprecedence": Template.ALTERNATE_PRECEDENCE,
    "altsuccession": Template.ALTERNATE_SUCCESSION, "chainresponse": Template.CHAIN_RESPONSE,
    "chainprecedence": Template.CHAIN_PRECEDENCE, "chainsuccession": Template.CHAIN_SUCCESSION,
    "coexistence": Template.CO_EXISTENCE, "noncoexistence": Template.NOT_CO_EXISTENCE,
}  # fmt: skip


def of_traces(traces: list[tuple[str, ...]]) -> EventLog:
    return a_log(*(" > ".join(trace) for trace in traces))


def everyone(log: EventLog) -> np.ndarray:
    return np.ones(log.n_cases, dtype=bool)


def found_in(*traces: str) -> DeclaredRules:
    log = a_log(*traces)
    return discover_rules(log, silent, everyone(log))


@pytest.mark.usefixtures("way")
@settings(max_examples=60, deadline=None)
@given(TRACES)
def test_that_random_traces_are_counted_as_the_definitions_say(traces: list[tuple[str, ...]]) -> None:
    log = of_traces(traces)
    found = discover_rules(log, silent, everyone(log))
    assert set(found.labels) == {name for trace in traces for name in trace}
    for a in found.labels:
        for template, holds in SINGLE.items():
            kept = sum(holds(trace, a) for trace in traces)
            assert found.of(template, a) == Declared(template, a, None, len(traces), kept, len(traces))
        for b in found.labels:
            for template, (calls, satisfies) in PAIRS.items():
                called = [trace for trace in traces if calls(trace, a, b)] if a != b else []
                kept = sum(satisfies(trace, a, b) for trace in called)
                assert found.of(template, a, b) == Declared(template, a, b, len(called), kept, len(traces))


@pytest.mark.usefixtures("way")
def test_that_a_few_traces_are_counted_as_by_hand() -> None:
    found = found_in("A > B > C", "A > C > B", "A > A > B", "B > A", "C")
    assert found.labels == ("A", "B", "C")
    response = found.of(Template.RESPONSE, "A", "B")
    assert (response.activated, response.satisfied, response.cases) == (4, 3, 5)
    assert (response.support, response.confidence) == (0.8, 0.75)
    assert found.of(Template.PRECEDENCE, "A", "B").satisfied == 3
    assert found.of(Template.SUCCESSION, "A", "B").satisfied == 3
    assert found.of(Template.ALTERNATE_RESPONSE, "A", "B").satisfied == 2
    assert found.of(Template.CHAIN_RESPONSE, "A", "B").satisfied == 1
    assert found.of(Template.NOT_CO_EXISTENCE, "A", "C").activated == 5
    assert found.of(Template.NOT_CO_EXISTENCE, "A", "C").satisfied == 3
    assert found.of(Template.EXACTLY_ONCE, "A").satisfied == 3
    assert found.of(Template.INIT, "A").satisfied == 3


@pytest.mark.usefixtures("way")
def test_that_pm4py_counts_the_same() -> None:
    random = np.random.default_rng(5)
    traces = [tuple("ABCDEF"[i] for i in random.integers(0, 6, random.integers(1, 9))) for _ in range(60)]
    theirs = pm4py_bridge.declare_counts(pm4py_bridge.log_of(Counter(traces)))
    log = of_traces(traces)
    ours = discover_rules(log, silent, everyone(log))
    compared = {rule: counts for rule, counts in theirs.items() if rule[0] in PM4PY}
    assert len(compared) == 4 * 6 + 12 * 30
    for (template, *names), counts in compared.items():
        found = ours.of(PM4PY[template], *names)
        assert (found.activated, found.satisfied) == counts, (template, names)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("size", [63, 64, 150])
def test_that_sequences_of_many_different_events_are_counted_too(size: int) -> None:
    names = [f"S{i:03}" for i in range(size)]
    found = found_in(" > ".join(names), " > ".join(reversed(names)), "S000 > S001")
    assert found.of(Template.RESPONSE, "S000", "S001").satisfied == 2
    assert found.of(Template.CHAIN_PRECEDENCE, "S000", "S001").satisfied == 2
    assert found.of(Template.RESPONSE, "S000", names[-1]).satisfied == 1
    assert found.satisfied[Template.ALTERNATE_SUCCESSION].sum() == size * (size - 1) + 1


def test_that_both_ways_count_the_same_where_there_are_many_labels() -> None:
    compile_loops([COUNT_PAIRS])
    random = np.random.default_rng(11)
    traces = [tuple(f"S{i}" for i in random.integers(0, 90, random.integers(1, 200))) for _ in range(80)]
    log = of_traces(traces)
    compiled = discover_rules(log, silent, everyone(log))
    with without():
        plain = discover_rules(log, silent, everyone(log))
    assert plain.labels == compiled.labels
    for template in Template:
        assert (plain.satisfied[template] == compiled.satisfied[template]).all()
        assert (plain.activated[template] == compiled.activated[template]).all()


@pytest.mark.usefixtures("way")
def test_that_open_deals_do_not_speak_unless_asked() -> None:
    log = a_log("Demo > Proposal > Won", "Demo > Lost", "Demo")
    closed = discover_rules(log, silent)
    assert (closed.cases, closed.of(Template.RESPONSE, "Demo", "Proposal").activated) == (2, 2)
    won = discover_rules(log, silent, log.cases.outcome == Outcome.WON)
    assert won.labels == ("Demo", "Proposal", "Won")
    assert won.of(Template.CHAIN_RESPONSE, "Demo", "Proposal").confidence == 1.0
    with pytest.raises(KeyError):
        won.of(Template.EXISTENCE, "Lost")


@pytest.mark.usefixtures("way")
def test_that_what_holds_often_enough_is_listed() -> None:
    found = found_in("A > B", "A > B", "A > B", "A")
    listed = {(rule.template, rule.first, rule.second) for rule in found.holding(0.7, 0.7)}
    assert (Template.RESPONSE, "A", "B") in listed
    assert (Template.RESPONSE, "B", "A") not in listed
    assert {rule.confidence for rule in found.holding(0.0, 1.0)} == {1.0}
    assert all(rule.template is not Template.RESPONSE for rule in found.holding(0.0, 0.8))


@pytest.mark.usefixtures("way")
def test_that_there_may_be_nothing_to_find() -> None:
    for log in (a_log(), a_log("", "")):
        found = discover_rules(log, silent, everyone(log))
        assert (found.labels, found.holding(0, 0)) == ((), ())


def test_that_too_many_different_events_are_refused() -> None:
    log = a_log(*(f"S{i}" for i in range(MOST_LABELS + 1)))
    with pytest.raises(UserError, match="1,001 different events, too many"):
        discover_rules(log, silent, everyone(log))
