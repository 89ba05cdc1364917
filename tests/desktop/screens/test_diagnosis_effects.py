"""Effects as rows of texts: differences at equal mix, and each reason for not telling once."""

from desktop.screens.diagnosis.effect_rows import effect_rows, why_words
from mining.number_format import NBSP
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import DeviationEffects, Estimate, Metric, MetricEffect

KEY = DeviationKey(DeviationType.SKIPPED, "Demo")
WON = MetricEffect(
    Metric.WIN_RATE,
    Estimate(0.2, 0.1, 0.3, 50),
    Estimate(0.4, 0.3, 0.5, 90),
    Estimate(-0.2, -0.3, -0.1, 140),
    Estimate(-0.15, -0.25, -0.05, 140),
    q=0.01,
)
MONEY = MetricEffect(Metric.MONEY, adjusted=Estimate(-9_000, -12_000, -3_000, 50))
NO_DISCOUNT = MetricEffect(Metric.DISCOUNT, why_none="Cannot tell: no deal has a discount.")
NO_DAYS = MetricEffect(Metric.CYCLE, why_none="Cannot tell: no deal has a discount.")


def effects(*told: MetricEffect) -> DeviationEffects:
    return DeviationEffects(KEY, 50, 140, told, "A sentence.", horizon=90.0, currency="EUR")


def test_that_a_metric_is_told_at_equal_mix_with_both_sides_and_what_cannot_be_told_comes_last():
    nothing, won = reversed(effect_rows(effects(NO_DISCOUNT, WON), None))
    assert won.name.replace(NBSP, " ") == "Won within 90 days"
    assert won.words.replace(NBSP, " ") == "−15 points (95 % interval −25 points to −5 points)"
    assert won.sides.replace(NBSP, " ") == "with it 20 % (50 deals), without it 40 % (90 deals)"
    assert won.is_told_apart
    assert nothing.difference is None


def test_that_money_is_told_from_nothing_only_where_the_win_rate_is():
    unsure = MetricEffect(Metric.WIN_RATE, adjusted=WON.adjusted, q=0.4)
    assert effect_rows(effects(WON, MONEY), None)[1].is_told_apart
    row = effect_rows(effects(unsure, MONEY), None)[1]
    assert not row.is_told_apart
    assert row.words.endswith("not told apart from none")


def test_that_a_reason_is_said_once_for_all_metrics_it_holds_for():
    rows = effect_rows(effects(WON, NO_DISCOUNT, NO_DAYS), None)
    assert why_words(rows) == "Discount, days to close: cannot tell: no deal has a discount."
    assert why_words(effect_rows(effects(NO_DISCOUNT, NO_DAYS), None)) == ""
