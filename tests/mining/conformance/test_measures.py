"""Rates, effects and fitness against numbers computed by hand or taken from the source of the formula."""

import numpy as np
import pytest

from mining.conformance.check import check
from mining.conformance.measures import deviation_rows, log_fitness
from mining.intervals import newcombe, wilson
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationType
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from tests.builders import DAY, START, a_log

PROCESS = SalesProcess(
    "P",
    tuple(Stage(name, (name,)) for name in ("A", "B", "C")),
    (End("won", ("Won",)), End("lost", ("Lost",))),
)
SKIP_B = DeviationKey(DeviationType.SKIPPED, "B")


def checked(*traces: str, **columns: object) -> Conformance:
    return check(a_log(*traces, **columns), PROCESS, silent)


def everyone(found: Conformance) -> np.ndarray:
    return np.ones(found.log.n_cases, dtype=bool)


def test_that_fitness_is_one_minus_cost_over_worst_cost() -> None:
    found = checked("A > B > C > Won", "A > C > Won")
    assert found.cost.tolist() == [0, 1]
    assert found.worst_cost.tolist() == [
        4 + 3,
        3 + 3,
    ]  # a won deal may lack its Won event: three steps at least
    assert log_fitness(found, everyone(found)) == pytest.approx(1 - 1 / 13)
    assert log_fitness(found, np.array([False, False])) is None


def test_that_win_rates_compare_the_deals_that_got_as_far() -> None:
    found = checked(
        *["A > B > C > Won"] * 3,
        *["A > B > C > Lost"] * 1,
        *["A > B > Lost"] * 50,
        *["A > C > Lost"] * 2,
        "A > C > Won",
    )
    (row,) = [row for row in deviation_rows(found, everyone(found)) if row.key == SKIP_B]
    assert (row.cases, row.eligible, row.rate) == (3, 7, 3 / 7)
    assert (row.win_rate_with, row.win_rate_without) == (1 / 3, 3 / 4)
    assert row.effect is None  # fewer than ten closed deals on either side
    assert row.examples == ("D55", "D56", "D57")


def test_that_an_effect_has_its_interval_and_q() -> None:
    found = checked(
        *["A > B > C > Won"] * 15, *["A > B > C > Lost"] * 5, *["A > C > Won"] * 5, *["A > C > Lost"] * 15
    )
    (row,) = deviation_rows(found, everyone(found))
    assert row.effect is not None
    assert row.effect.estimate == pytest.approx(0.25 - 0.75)
    assert (row.effect.low, row.effect.high) == pytest.approx(newcombe(5, 20, 15, 20))
    assert row.effect.q == pytest.approx(
        0.003848, abs=1e-6
    )  # Fisher's exact test of 5/20 against 15/20; one test


def test_that_a_filter_narrows_every_number() -> None:
    found = checked("A > B > C > Won", "A > C > Won", "A > C > Lost")
    (row,) = deviation_rows(found, np.array([True, True, False]))
    assert (row.cases, row.eligible, row.win_rate_with) == (1, 2, 1.0)
    assert deviation_rows(found, np.array([True, False, False])) == ()


def test_that_cycle_time_is_the_median_of_the_won_deals() -> None:
    created = np.full(3, START, dtype=np.int64)
    closed = START + np.array([10, 30, 99], dtype=np.int64) * DAY
    found = checked("A > C > Won", "A > C > Won", "A > C > Lost", created=created, closed=closed)
    (row,) = deviation_rows(found, everyone(found))
    assert (row.cycle_days_with, row.cycle_days_without) == (20.0, None)


def test_that_wilson_and_newcombe_give_the_published_values() -> None:
    assert wilson(81, 263) == pytest.approx(
        (0.2553, 0.3662), abs=5e-5
    )  # Newcombe 1998, Stat Med 17:857, table I
    assert newcombe(56, 70, 48, 80) == pytest.approx(
        (0.0524, 0.3339), abs=5e-5
    )  # Stat Med 17:873, table II (a)
