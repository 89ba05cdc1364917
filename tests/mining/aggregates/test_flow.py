"""Counts from re-weighed variants are what counting the chosen deals one by one gives."""

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.aggregates.flow import NOTHING, flow_of, weigh
from models.case_table import Outcome
from models.event_log import EventLog
from tests.builders import a_log
from tests.mining.aggregates.random_logs import logs, masks


def test_that_variants_are_weighed_by_outcome() -> None:
    log = a_log("A > Won", "A > Won", "A > Lost", "A", "A")
    found = weigh(log, np.array([True, True, True, True, False]))
    by_trace = {
        tuple(log.activity.labels[code] for code in log.variants.sequence(i)): (
            int(found.cases[i]), int(found.won[i]), int(found.closed[i]), int(found.open[i])
        )
        for i in range(3)
    }  # fmt: skip
    assert by_trace == {("A", "Won"): (2, 2, 2, 0), ("A", "Lost"): (1, 0, 1, 0), ("A",): (1, 0, 0, 1)}


def test_that_a_variant_knows_its_first_and_last_activity() -> None:
    log = a_log("A > B > B", "", "B > A")
    flow = flow_of(log)
    order = [log.variants.of_case[case] for case in range(3)]
    assert flow.first[order].tolist() == [0, NOTHING, 1]
    assert flow.last[order].tolist() == [1, NOTHING, 0]
    assert flow.last_is_only[order].tolist() == [False, False, True]


def test_that_a_flow_is_worked_out_once_a_log() -> None:
    log = a_log("A > B")
    assert flow_of(log) is flow_of(log)
    assert flow_of(log) is not flow_of(a_log("A > B"))


@given(logs(), st.integers(0, 99))
def test_that_steps_and_visits_are_what_counting_gives(log: EventLog, seed: int) -> None:
    mask = masks(log, seed)
    chosen = [log.trace(case) for case in np.flatnonzero(mask)]
    steps, step_cases, visits, visit_cases = Counter(), Counter(), Counter(), Counter()
    for trace in chosen:
        pairs = list(pairwise(trace))
        steps.update(pairs)
        step_cases.update(set(pairs))
        visits.update(trace)
        visit_cases.update(set(trace))
    flow, weight, names = flow_of(log), weigh(log, mask).cases, log.activity.labels
    keys = [(names[key // flow.n_labels], names[key % flow.n_labels]) for key in flow.steps.key.tolist()]
    assert +Counter(dict(zip(keys, flow.steps.times_in(weight).tolist(), strict=True))) == steps
    assert +Counter(dict(zip(keys, flow.steps.cases(weight).tolist(), strict=True))) == step_cases
    codes = [names[code] for code in flow.visits.key.tolist()]
    assert +Counter(dict(zip(codes, flow.visits.times_in(weight).tolist(), strict=True))) == visits
    assert +Counter(dict(zip(codes, flow.visits.cases(weight).tolist(), strict=True))) == visit_cases


@given(logs(), st.integers(0, 99))
def test_that_the_outcomes_weighed_are_those_of_the_chosen_deals(log: EventLog, seed: int) -> None:
    mask = masks(log, seed)
    counts = weigh(log, mask).by_outcome.sum(axis=1)
    assert counts.tolist() == [int((log.cases.outcome[mask] == outcome).sum()) for outcome in Outcome]
