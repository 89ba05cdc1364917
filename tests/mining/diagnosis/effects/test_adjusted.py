"""Differences at equal mix: by hand, against statsmodels, and where better reps do it more often."""

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.contingency_tables import StratifiedTable

from mining.diagnosis.effects.adjusted import columns_of, logistic, mantel_haenszel
from mining.diagnosis.effects.balance import overlap_weights
from mining.diagnosis.effects.cells import Mix, cells_of
from mining.diagnosis.effects.logistic import fit_logistic

Deals = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def numbers(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def some_deals(effect: float = -0.5, n: int = 1200, reps: int = 20, seed: int = 5) -> Deals:
    """Outcome, flag, segment and rep; better reps have it more often, and so do deals of segment 1."""
    dice = np.random.default_rng(seed)
    rep, segment = dice.integers(0, reps, n), dice.integers(0, 3, n)
    skill = dice.normal(0, 0.8, reps)
    exposed = dice.random(n) < 1 / (1 + np.exp(-(1.5 * skill[rep] + (segment == 1) - 0.5)))
    odds = skill[rep] + 0.6 * (segment == 1) + effect * exposed - 0.4
    return (dice.random(n) < 1 / (1 + np.exp(-odds))).astype(float), exposed, segment, rep


def test_that_mantel_and_haenszel_weigh_strata_by_n1_n0_over_n() -> None:
    # strata 5/10 against 2/10 and 1/4 against 6/12: (5 * .3 + 3 * -.25) / (5 + 3)
    found = mantel_haenszel(numbers(5, 1), numbers(10, 4), numbers(2, 6), numbers(10, 12))
    assert found is not None
    assert found.value == pytest.approx((5 * 0.3 - 3 * 0.25) / 8)
    # Sato's P is (100 * 2 - 100 * 5 + 0) / 400 + (16 * 6 - 144 * 1 + 48 * 4) / 256, Q (40 + 10) / 40 + (6 + 18) / 32
    p, q = -300 / 400 + 144 / 256, 50 / 40 + 24 / 32
    assert found.error**2 == pytest.approx((found.value * p + q) / 64)
    assert found.n == 36


def test_that_strata_with_one_side_only_say_nothing() -> None:
    one = mantel_haenszel(numbers(5), numbers(10), numbers(2), numbers(10))
    more = mantel_haenszel(numbers(5, 3, 0), numbers(10, 3, 0), numbers(2, 0, 0), numbers(10, 0, 0))
    assert one == more
    assert mantel_haenszel(numbers(3, 0), numbers(3, 0), numbers(0, 2), numbers(0, 4)) is None
    assert mantel_haenszel(numbers(3), numbers(3), numbers(3), numbers(3)) is None


def test_that_one_large_stratum_has_the_plain_difference_and_nearly_its_variance() -> None:
    found = mantel_haenszel(numbers(300), numbers(1000), numbers(200), numbers(1000))
    assert found is not None
    assert found.value == pytest.approx(0.1)
    assert found.error == pytest.approx(np.sqrt(0.3 * 0.7 / 1000 + 0.2 * 0.8 / 1000), rel=1e-3)


def test_that_strata_and_regression_point_the_same_way_as_the_odds_ratio_of_statsmodels() -> None:
    outcome, exposed, segment, _ = some_deals()
    tables = [
        [[int(((outcome == won) & (exposed == flag) & (segment == kind)).sum()) for won in (1, 0)] for flag in (1, 0)]
        for kind in range(3)
    ]  # fmt: skip
    pooled = StratifiedTable([np.array(table) for table in tables]).oddsratio_pooled
    hits, misses = (np.array(tables, dtype=float)[:, :, side] for side in (0, 1))
    found = mantel_haenszel(hits[:, 0], (hits + misses)[:, 0], hits[:, 1], (hits + misses)[:, 1])
    assert found is not None
    assert (found.value > 0) == (pooled > 1)


def test_that_the_fit_to_cells_is_the_fit_to_deals_with_errors_clustered_by_rep() -> None:
    outcome, exposed, segment, rep = some_deals()
    cells = cells_of(Mix.of(("segment",), (segment,), rep), np.arange(len(rep)), outcome, exposed)
    columns, names = columns_of(cells, 300)
    assert names == ("rep", "segment")
    design = np.column_stack([np.ones(len(cells.deals)), cells.exposed, *columns])
    found = fit_logistic(cells, design)
    theirs = sm.GLM(outcome, design[cells.of_deal], family=sm.families.Binomial()).fit(
        cov_type="cluster", cov_kwds={"groups": rep, "use_correction": False}
    )
    assert found is not None
    assert found.coefficients == pytest.approx(theirs.params, abs=1e-8)
    assert found.influence.T @ found.influence == pytest.approx(theirs.cov_params(), abs=1e-8)


def test_that_deals_that_stand_for_themselves_have_the_errors_of_hc0() -> None:
    outcome, exposed, segment, _ = some_deals()
    cells = cells_of(Mix.of(("segment",), (segment,), None), np.arange(len(outcome)), outcome, exposed)
    columns, names = columns_of(cells, 300)
    assert names == ("segment",)
    design = np.column_stack([np.ones(len(cells.deals)), cells.exposed, *columns])
    found = fit_logistic(cells, design)
    theirs = sm.GLM(outcome, design[cells.of_deal], family=sm.families.Binomial()).fit(cov_type="HC0")
    assert found is not None
    assert found.influence.T @ found.influence == pytest.approx(theirs.cov_params(), abs=1e-8)


def test_that_without_reps_and_mix_it_is_the_plain_difference() -> None:
    outcome, exposed, _, _ = some_deals()
    nothing = np.zeros(len(outcome), dtype=np.int64)
    found = logistic(cells_of(Mix.of(("",), (nothing,), None), np.arange(len(outcome)), outcome, exposed))
    assert found is not None
    assert found.names == ()
    assert found.difference.value == pytest.approx(outcome[exposed].mean() - outcome[~exposed].mean())
    parts = [outcome[side].var() / side.sum() for side in (exposed, ~exposed)]
    assert found.difference.error == pytest.approx(np.sqrt(sum(parts)))


def test_that_what_better_reps_do_more_often_and_costs_nothing_costs_nothing() -> None:
    values, naive = [], []
    for seed in range(40):
        outcome, exposed, segment, rep = some_deals(0.0, seed=seed)
        found = logistic(
            cells_of(Mix.of(("segment",), (segment,), rep), np.arange(len(rep)), outcome, exposed)
        )
        assert found is not None
        values.append(found.difference.value)
        naive.append(outcome[exposed].mean() - outcome[~exposed].mean())
    assert np.mean(naive) > 0.15
    assert abs(np.mean(values)) < 0.012


def test_that_outcomes_told_apart_completely_have_no_regression() -> None:
    _, exposed, segment, rep = some_deals()
    mix = Mix.of(("segment",), (segment,), rep)
    every = np.arange(len(rep))
    assert logistic(cells_of(mix, every, exposed.astype(float), exposed)) is None
    assert logistic(cells_of(mix, every, np.zeros(len(rep)), exposed)) is None


def test_that_one_rep_is_no_cluster_and_few_are_none_either() -> None:
    outcome, exposed, segment, rep = some_deals()
    every = np.arange(len(rep))
    for people in (rep * 0, rep % 4):
        cells = cells_of(Mix.of(("segment",), (segment,), people), every, outcome, exposed)
        assert not cells.clustered
        found = logistic(cells)
        assert found is not None
        assert np.isinf(found.difference.freedom)


def test_that_a_comparison_that_rests_on_one_rep_is_not_clustered() -> None:
    outcome, exposed, segment, rep = some_deals()
    mostly = (exposed & (rep == 3)) | ((rep == 4) & (np.arange(len(rep)) % 10 == 0))
    cells = cells_of(Mix.of(("segment",), (segment,), rep), np.arange(len(rep)), outcome, mostly)
    assert not cells.clustered


def test_that_weights_give_both_sides_the_same_mix() -> None:
    outcome, exposed, segment, rep = some_deals()
    cells = cells_of(Mix.of(("segment",), (segment,), rep), np.arange(len(rep)), outcome, exposed)
    found = overlap_weights(cells)
    assert found is not None
    weight, names = found
    assert names == ("rep", "segment")

    def share(side: np.ndarray, kind: int) -> float:
        return float(np.average(segment[side] == kind, weights=weight[side]))

    for kind in range(3):
        assert share(exposed, kind) == pytest.approx(share(~exposed, kind), abs=1e-6)


def test_that_deals_of_people_who_always_do_it_weigh_nothing() -> None:
    outcome, exposed, segment, rep = some_deals()
    exposed = exposed | (rep == 2)
    found = overlap_weights(
        cells_of(Mix.of(("segment",), (segment,), rep), np.arange(len(rep)), outcome, exposed)
    )
    assert found is not None
    assert (found[0][rep == 2] == 0).all()
