"""How many paths a process allows, counted by hand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.alignment.automaton import automaton_of
from mining.conformance.check import check
from mining.conformance.weights import deals_explained
from mining.measures.allowed_paths import MOST_IN_A_ROW, allowed_paths, mean_paths
from mining.process.compile import to_net
from mining.process.conditions import parse_condition
from models.progress import silent
from models.sales_process import Branch, Choice, End, Flow, Parallel, SalesProcess, Stage, Step
from tests.builders import a_log

A, B, C, D = (Stage(name, (name,)) for name in "ABCD")
WON = (End("won", ("Won",)),)


def optional(name: str) -> Stage:
    return Stage(name, (name,), optional=True)


def paths_of(*flow: Step, ends: tuple[End, ...] = WON) -> int | None:
    process = SalesProcess("Test", flow, ends)
    rank = {stage.name: at for at, stage in enumerate(process.stages)}
    return allowed_paths(automaton_of(to_net(process, {}), ends[1:]), rank)


def test_that_a_plain_line_allows_one_path() -> None:
    assert paths_of(A, B, C) == 1
    assert paths_of(A, B, C, ends=()) == 1
    assert paths_of(A, B, C, ends=(*WON, End("lost", ("Lost",)))) == 1


def test_that_every_optional_stage_doubles_them() -> None:
    assert paths_of(A, optional("B"), optional("C"), optional("D")) == 8


def test_that_stages_side_by_side_come_in_every_order_without_turning_back() -> None:
    assert paths_of(A, Parallel(((B,), (C,)))) == 2
    assert paths_of(Parallel(((A,), (B,), (C,)))) == 6
    assert paths_of(Parallel(((A, B), (C, D)))) == 6


def test_that_a_choice_adds_up_its_branches() -> None:
    assert paths_of(A, Choice((Branch((B,)), Branch((C, D)), Branch(())))) == 3


def test_that_a_way_back_is_counted_once() -> None:
    back = Stage("C", ("C",), back_to=("B",))
    assert paths_of(A, B, back) == 2  # ABC and ABCBC, not ABCBCBC


def test_that_repetitions_are_counted_up_to_five_in_a_row() -> None:
    assert paths_of(A, Stage("B", ("B",), repeat=3)) == 3
    assert paths_of(A, Stage("B", ("B",), repeat=None)) == MOST_IN_A_ROW


def test_that_too_many_paths_are_not_counted() -> None:
    assert paths_of(*(optional(f"S{i}") for i in range(50))) is None


flags = st.lists(st.booleans(), min_size=4, max_size=4)


@given(flags, flags)
def test_that_as_many_are_counted_as_can_be_listed(may_skip: list[bool], again: list[bool]) -> None:
    stages = [
        Stage(name, (name,), optional=skip, repeat=2 if twice else 1)
        for name, skip, twice in zip("ABCD", may_skip, again, strict=True)
    ]
    each = [([0] if s.optional else []) + [1] + ([2] if s.repeat == 2 else []) for s in stages]
    listed = {tuple(n * s.name for n, s in zip(times, stages, strict=True)) for times in product(*each)}
    assert paths_of(*stages) == len(listed)


def test_that_a_condition_gives_the_deals_paths_of_their_own() -> None:
    small = parse_condition("amount < 10", "test")
    flow: Flow = (A, Stage("B", ("B",), optional=small), C)
    log = a_log(
        "A > B > C > Won", "A > C > Won", "A > C > Won", "A", amount=np.array([100.0, 1.0, 2.0, np.nan])
    )
    found = check(log, SalesProcess("Test", flow, WON), silent)
    everyone = np.ones(4, dtype=bool)
    assert mean_paths(found, deals_explained(found, everyone)) == pytest.approx((1 + 2 + 2 + 2) / 4)
    assert mean_paths(found, deals_explained(found, np.array([True, True, False, False]))) == 1.5
    assert mean_paths(found, deals_explained(found, ~everyone)) is None


def test_that_going_back_out_of_order_is_one_turn_for_any_number_of_stages() -> None:
    last = Stage("D", ("D",), back_to=("A",))
    assert paths_of(A, B, C, last) == 2
