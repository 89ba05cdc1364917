"""Targets against what was reached: who is judged, and on which side of a target an interval lies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mining.kpis.objectives import Level, Objective, Objectives, Standing, reached_objectives, standing_of
from models.case_table import Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.kpi_series import KpiUnit, KpiValue
from models.progress import silent
from models.strategy import Targets
from tests.builders import DAY, START, a_log
from tests.mining.kpis.logs import everything


def a_sales_force(reps: int = 6, deals_each: int = 40) -> EventLog:
    """Every second deal is won after 10 days for 500 at a discount of 5 %; the last rep wins none."""
    n = reps * deals_each
    who = [f"Rep {at // deals_each}" for at in range(n)]
    won = [at % 2 == 0 and at < n - deals_each for at in range(n)]
    outcome = np.array([Outcome.WON if one else Outcome.LOST for one in won], dtype=np.int8)
    created = START + (np.arange(n) % deals_each) * DAY
    log = a_log(
        *["Qualify"] * n, created=created, closed=created + 10 * DAY, outcome=outcome, owner=who,
        team=["North"] * (n - deals_each) + ["South"] * deals_each, amount=np.full(n, 500.0),
        extra={"Discount": Categorical.of(["5 %"] * n)},
    )  # fmt: skip
    return replace(log, timestamp=created + 10 * DAY)


def objectives(log: EventLog, targets: Targets) -> Objectives:
    return reached_objectives(log, targets, everything(log), silent)


@pytest.mark.parametrize(
    ("low", "high", "less", "expected"),
    [
        (0.2, 0.3, False, Standing.CANNOT_TELL), (0.31, 0.4, False, Standing.REACHED),
        (0.1, 0.29, False, Standing.MISSED), (0.31, 0.4, True, Standing.MISSED), (0.1, 0.29, True, Standing.REACHED),
        (0.3, 0.4, False, Standing.CANNOT_TELL),
    ],
)  # fmt: skip
def test_that_the_interval_decides_which_side_of_the_target_it_is(
    low: float, high: float, less: bool, expected: Standing
) -> None:
    one = Objective("x", "X", KpiUnit.SHARE, 0.3, less)
    assert standing_of(KpiValue((low + high) / 2, low, high, 50), one) is expected
    assert standing_of(KpiValue(None, None, None, 3, "few"), one) is None


def test_that_only_targets_that_were_set_are_objectives() -> None:
    found = objectives(a_sales_force(), Targets(win_rate=0.9, cycle_days=12))
    assert [one.key for one in found.objectives] == ["winning", "cycle"]
    everybody = found.rows[0]
    assert (everybody.level, everybody.people, everybody.deals) == (Level.ALL, 6, 240)
    assert [one.standing for one in everybody.reached] == [Standing.MISSED, Standing.REACHED]
    assert objectives(a_sales_force(), Targets()).rows == ()


def test_that_rows_are_in_order_of_names_and_small_groups_are_not_judged() -> None:
    found = objectives(a_sales_force(), Targets(win_rate=0.3))
    assert [row.name for row in found.rows] == [
        "Everybody",
        "North",
        "South",
        *(f"Rep {at}" for at in range(6)),
    ]
    by_name = {row.name: row for row in found.rows}
    assert by_name["North"].reached[0].standing is Standing.REACHED
    assert by_name["South"].why_not_judged == "Not judged: 1 of at least 5 people."
    assert by_name["South"].reached[0].standing is None
    assert by_name["South"].reached[0].value.value == 0
    assert by_name["Rep 5"].reached[0].standing is Standing.MISSED


def test_that_few_deals_and_few_reps_are_not_judged() -> None:
    small = objectives(a_sales_force(reps=6, deals_each=29), Targets(win_rate=0.3))
    assert {row.why_not_judged for row in small.rows if row.level is Level.REP} == {
        "Not judged: 29 of at least 30 deals."
    }
    few = objectives(a_sales_force(reps=4), Targets(win_rate=0.3))
    assert {row.why_not_judged for row in few.rows if row.level is Level.REP} == {
        "Not judged: 4 of at least 5 people to be one of."
    }


def test_that_a_discount_is_the_mean_of_won_deals_and_has_a_width() -> None:
    found = objectives(a_sales_force(), Targets(discount=0.1))
    value = found.rows[0].reached[0].value
    assert (value.value, value.n) == (pytest.approx(0.05), 100)
    assert value.low is not None
    assert value.high is not None
    assert value.low < 0.05 < value.high


def test_that_velocity_is_a_target_for_everybody_together() -> None:
    found = objectives(a_sales_force(deals_each=120), Targets(velocity=1.0))
    assert found.rows[0].reached[0].standing is not None
    assert all(row.reached[0].standing is None for row in found.rows[1:])


def test_that_a_log_without_owners_teams_or_discounts_says_so() -> None:
    log = a_log(*["Qualify > Won"] * 12, created=np.full(12, START), closed=np.full(12, START + DAY))
    found = objectives(log, Targets(win_rate=0.5, discount=0.1))
    assert [row.name for row in found.rows] == ["Everybody"]
    assert "no discount" in found.rows[0].reached[1].value.why_none


def test_that_amounts_in_another_currency_are_said_to_be_left_out() -> None:
    log = a_sales_force()
    currency = Categorical.of(["EUR"] * 200 + ["USD"] * 40)
    log = replace(log, cases=replace(log.cases, currency=currency))
    found = objectives(log, Targets(amount=100))
    assert found.currency == "EUR"
    assert found.said_of_money.startswith("Only amounts in EUR; 40 deals in other currencies are left out")
    assert objectives(log, Targets(win_rate=0.5)).said_of_money == ""
