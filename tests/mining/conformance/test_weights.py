"""Counts, medians and examples from explanations, against the same from sets of deals; compiled and in numpy."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mining.aggregates.counting_loop import COUNT_CELLS
from mining.conformance.cycle_times import median_cycle_days, quickest_first
from mining.conformance.examples import first_cases
from mining.conformance.weights import Alike, summed_over, tally
from models.case_table import DAY, NO_TIME, CaseTable, Outcome
from models.deviation import Deviation, DeviationKey, DeviationType
from tests.builders import a_log
from tests.ways import WAYS, in_way


@pytest.fixture(params=WAYS, autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    yield from in_way(request.param, (COUNT_CELLS,))


@dataclass(frozen=True)
class Deals:
    """Deals with deviations of the same units, and the chosen ones among them."""

    cases: CaseTable
    alike: Alike
    mask: NDArray[np.bool_]

    @property
    def chosen(self) -> set[int]:
        return set(np.flatnonzero(self.mask).tolist())

    def with_outcome(self, cases: set[int], outcome: Outcome) -> set[int]:
        return {case for case in cases if self.cases.outcome[case] == outcome}

    def median_days(self, cases: set[int]) -> float | None:
        won = np.array(sorted(self.with_outcome(cases, Outcome.WON)), dtype=np.int64)
        known = won[(self.cases.created[won] != NO_TIME) & (self.cases.closed[won] != NO_TIME)]
        days = self.cases.closed[known] - self.cases.created[known]
        return float(np.median(days)) / DAY if len(days) else None


@st.composite
def some_deals(draw: st.DrawFn) -> Deals:
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, units = draw(st.sampled_from([1, 3, 30, 400])), draw(st.integers(1, 12))
    unit = dice.integers(0, units, n).astype(np.int32)
    deviations = []
    for i in range(draw(st.integers(1, 4))):
        shown, judged = dice.random(units) < dice.random(), dice.random(units) < 0.8
        judged |= shown
        key = DeviationKey(DeviationType.SKIPPED, f"S{i}")
        comparable = judged & (dice.random(units) < 0.7)
        deviations.append(Deviation(key, unit, np.flatnonzero(shown).astype(np.int32), judged, comparable))
    created = np.where(dice.random(n) < 0.9, dice.integers(0, 5, n), NO_TIME)
    closed = np.where(dice.random(n) < 0.9, dice.integers(0, 50, n), NO_TIME)
    cases = CaseTable.bare(
        tuple(f"D{i}" for i in range(n)),
        outcome=dice.integers(0, 4, n).astype(np.int8),
        created=created,
        closed=closed,
    )
    cell = unit * np.int32(len(Outcome)) + cases.outcome
    return Deals(
        cases, Alike(tuple(deviations), cell), dice.random(n) < draw(st.sampled_from([0.1, 0.5, 1.0]))
    )


@settings(max_examples=80, deadline=None)
@given(some_deals())
def test_that_counts_are_those_of_sets_of_deals(deals: Deals) -> None:
    tallies = tally(deals.alike.deviations, deals.alike.weigh(deals.mask))
    for deviation, found in zip(deals.alike.deviations, tallies, strict=True):
        cases = set(deviation.cases.tolist()) & deals.chosen
        compared = set(deviation.compared.tolist()) & deals.chosen
        assert (found.cases, found.eligible) == (
            len(cases),
            len(set(deviation.eligible.tolist()) & deals.chosen),
        )
        by_outcome = [
            len(deals.with_outcome(some, outcome))
            for some in (compared & cases, compared - cases)
            for outcome in (Outcome.WON, Outcome.LOST)
        ]
        assert [found.won, found.lost, found.won_without, found.lost_without] == by_outcome


@settings(max_examples=80, deadline=None)
@given(some_deals())
def test_that_medians_are_exact(deals: Deals) -> None:
    deviations = deals.alike.deviations
    found = median_cycle_days(
        deviations, quickest_first(replace(a_log(*[""] * len(deals.cases)), cases=deals.cases)), deals.mask
    )
    for deviation, days in zip(deviations, found, strict=True):
        compared, cases = set(deviation.compared.tolist()) & deals.chosen, set(deviation.cases.tolist())
        assert days == (deals.median_days(compared & cases), deals.median_days(compared - cases))


@settings(max_examples=80, deadline=None)
@given(some_deals(), st.integers(1, 6))
def test_that_examples_are_the_first_deals(deals: Deals, wanted: int) -> None:
    deviations = deals.alike.deviations
    having = [sorted(set(deviation.cases.tolist()) & deals.chosen) for deviation in deviations]
    assert first_cases(deviations, [len(cases) for cases in having], deals.mask, wanted) == [
        cases[:wanted] for cases in having
    ]


def test_that_a_rare_deviation_is_found_in_the_last_of_many_deals() -> None:
    unit = np.zeros(50_000, dtype=np.int32)
    unit[[40_000, 49_999]] = 1
    key = DeviationKey(DeviationType.SKIPPED, "S")
    rare = Deviation(key, unit, np.array([1], dtype=np.int32), np.ones(2, dtype=bool), np.ones(2, dtype=bool))
    everyone = np.ones(len(unit), dtype=bool)
    assert first_cases([rare], [2], everyone, 5) == [[40_000, 49_999]]
    assert first_cases([rare], [0], ~everyone, 5) == [[]]


def test_that_large_sums_are_exact() -> None:
    many = np.full((1, 30_000), 2**30 + 1, dtype=np.int64)
    flags = np.arange(30_000) % 3 > 0
    assert summed_over([flags, ~flags, flags], many).tolist() == [
        [20_000 * (2**30 + 1)],
        [10_000 * (2**30 + 1)],
        [20_000 * (2**30 + 1)],
    ]
