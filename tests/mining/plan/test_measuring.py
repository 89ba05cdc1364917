"""Baselines and targets, hand-computed on 160 deals of four teams."""

from dataclasses import replace
from datetime import date

import pytest

from mining.decay.metrics import deviation_named
from mining.intervals import wilson
from mining.plan.measuring import standing, window_words
from mining.plan.metrics import metric_of, target_of, target_text
from mining.plan.target import suggested_target
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.strategy import Baseline, Strategy, Targets
from tests.mining.plan.sold import FOUR, ROLED, sold


def test_that_the_baseline_is_that_of_all_deals_with_its_interval_and_its_days() -> None:
    found = standing(sold(FOUR), ROLED, "skip.Demo")
    assert found.baseline is not None
    value = found.baseline.value
    assert (value.value, value.n, (value.low, value.high)) == (84 / 160, 160, wilson(84, 160))
    assert not found.is_agreed
    assert (found.baseline.ends - found.baseline.begins).days == 179
    assert found.pace == pytest.approx(160 * 7 / 180)


def test_that_the_days_of_the_process_are_taken_where_deals_in_them_tell() -> None:
    agreed = Baseline(date(2026, 1, 1), date(2026, 1, 31))
    process = replace(ROLED, strategy=Strategy(baseline=agreed))
    found = standing(sold(FOUR, process), process, "skip.Demo")
    assert found.is_agreed
    assert found.baseline is not None
    assert "the baseline of the process" in window_words(found.baseline, process)
    before = replace(ROLED, strategy=Strategy(baseline=Baseline(date(2024, 1, 1), date(2024, 6, 30))))
    found = standing(sold(FOUR, before), before, "skip.Demo")
    assert found.baseline is not None
    assert not found.is_agreed


def test_that_one_rep_is_measured_alone_and_held_against_all_others() -> None:
    analysis = sold(FOUR)
    found = standing(analysis, ROLED, "skip.Demo", person="Ann")
    assert found.baseline is not None
    assert (found.baseline.value.value, found.baseline.value.n) == (1.0, 40)
    target = suggested_target(analysis, ROLED, found)
    assert target is not None
    assert target.value == pytest.approx(0.37)  # 44 of 120
    assert "all others" in target.words


def test_that_everybody_is_held_against_the_best_quarter_of_the_teams() -> None:
    analysis = sold(FOUR)
    target = suggested_target(analysis, ROLED, standing(analysis, ROLED, "skip.Demo"))
    assert target is not None
    assert target.value == pytest.approx(0.10)  # West: 4 of 40
    assert "best quarter of the teams" in target.words


def test_that_half_is_asked_for_where_nobody_does_better() -> None:
    analysis = sold([("East", "Ann", 60, 48)])
    target = suggested_target(analysis, ROLED, standing(analysis, ROLED, "skip.Demo"))
    assert target is not None
    assert target.value == pytest.approx(0.40)
    assert "Half" in target.words


def test_that_a_documented_target_comes_first() -> None:
    process = replace(ROLED, strategy=Strategy(targets=Targets(cycle_days=1.5)))
    analysis = sold(FOUR, process)
    found = standing(analysis, process, "cycle_days")
    assert found.why_none or found.baseline is None  # all deals of the builder close after the same days
    assert suggested_target(analysis, process, found) is None


def test_that_few_deals_and_unknown_metrics_say_why_there_is_no_baseline() -> None:
    analysis = sold([("East", "Ann", 9, 4)])
    assert "9, where 10 are needed" in standing(analysis, ROLED, "skip.Demo").why_none
    assert standing(analysis, ROLED, "skip.Haggling").why_none == "The process has no stage Haggling."
    assert "no such thing" in standing(analysis, ROLED, "no such thing").why_none
    assert standing(analysis, None, "skip.Demo", person="Nobody").baseline is None


@pytest.mark.parametrize("kind", list(DeviationType))
@pytest.mark.parametrize("stage", ["Demo", "Demo 2.0", "a.b", "late in Rome"])
def test_that_every_deviation_is_written_as_a_metric_that_is_read_again(
    kind: DeviationType, stage: str
) -> None:
    key = DeviationKey(kind, stage)
    assert deviation_named(metric_of(key)) == key


def test_that_targets_are_edited_in_the_unit_of_their_metric() -> None:
    assert (target_text(0.2, "skip.Demo"), target_of("20 %", "skip.Demo")) == ("20\u00a0%", 0.2)
    assert (target_text(52.0, "cycle_days"), target_of("52", "cycle_days")) == ("52", 52.0)
    assert target_of("", "win_rate") is None
    with pytest.raises(UserError, match="The target"):
        target_of("soon", "win_rate")
