"""Key figures in words."""

from __future__ import annotations

from mining.kpis.wording import change_details, change_words, moved_words, shift_words, tick, value_words
from models.drift import DriftKind
from models.kpi_series import KpiChange, KpiSeries, KpiUnit, KpiValue
from tests.builders import DAY, START

SHARE = KpiValue(0.28, 0.24, 0.33, 310)
NONE = KpiValue(None, None, None, 3, "Too few deals: 3 of at least 10.")


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_that_a_value_is_said_with_interval_and_deals() -> None:
    assert plain(value_words(SHARE, KpiUnit.SHARE)) == "28 % (24–33 %, 310 deals)"
    assert (
        plain(value_words(KpiValue(0.012, 0.009, 0.015, 2000), KpiUnit.SHARE))
        == "1 % (0.9–1.5 %, 2,000 deals)"
    )
    assert plain(value_words(KpiValue(52.4, 48, 61.2, 40), KpiUnit.DAYS)) == "52 days (48 to 61, 40 deals)"
    money = KpiValue(12500, 9000, 17000, 40)
    assert plain(value_words(money, KpiUnit.MONEY, "EUR")) == "12,500 EUR (9,000 to 17,000, 40 deals)"
    assert plain(value_words(money, KpiUnit.MONEY_A_DAY)) == "12,500 a day (9,000 to 17,000, 40 deals)"
    assert (
        plain(value_words(KpiValue(-0.36, -0.37, -0.35, 9000), KpiUnit.JOBS))
        == "−0.36 jobs (−0.37 to −0.35, 9,000 deals)"
    )
    assert value_words(NONE, KpiUnit.SHARE) == NONE.why_none


def test_that_a_difference_has_its_sign_and_interval() -> None:
    assert (
        plain(moved_words(KpiValue(-0.018, -0.028, -0.007, 90), KpiUnit.SHARE))
        == "−1.8 points (−2.8 to −0.7)"
    )
    assert plain(moved_words(KpiValue(12, -3, 27, 90), KpiUnit.DAYS)) == "+12 days (−3.0 to +27)"
    assert plain(moved_words(KpiValue(500, -300, 900, 90), KpiUnit.MONEY, "EUR")) == "+500 EUR (−300 to +900)"
    assert (
        plain(moved_words(KpiValue(5, 1, 9, 90), KpiUnit.MONEY_A_DAY, "EUR"))
        == "+5.0 EUR a day (+1.0 to +9.0)"
    )
    assert moved_words(NONE, KpiUnit.SHARE) == NONE.why_none


def test_that_the_baseline_says_where_it_may_be_chance() -> None:
    moved = KpiValue(0.02, -0.03, 0.07, 90)
    series = KpiSeries("x", "Skips", KpiUnit.SHARE, "", in_baseline=SHARE, since=SHARE, shift=moved)
    assert plain(shift_words(series)) == (
        "Baseline 28 % (24–33 %, 310 deals). Since: +2.0 points (−3.0 to +7.0); that may be chance."
    )
    assert shift_words(KpiSeries("x", "Skips", KpiUnit.SHARE, "")) == ""
    none = KpiSeries("x", "Skips", KpiUnit.SHARE, "", in_baseline=NONE, since=SHARE, shift=NONE)
    assert shift_words(none) == "Baseline: none. Too few deals: 3 of at least 10."


def test_that_a_change_says_when_from_what_and_of_what_kind() -> None:
    after = KpiValue(0.45, 0.4, 0.5, 200)
    change = KpiChange(START, START + 15 * DAY, SHARE, after, DriftKind.MIX, 0.005)
    series = KpiSeries("x", "Skips", KpiUnit.SHARE, "", changes=(change,))
    assert (
        plain(change_words(series, change))
        == "Skips rose from 28 % to 45 % between 5 Jan 2026 and 20 Jan 2026."
    )
    details = [plain(one) for one in change_details(series, change)]
    assert details[0] == "Before: 28 % (24–33 %, 310 deals)."
    assert details[2].startswith("Difference: +17 points (")
    assert "(the mix)" in details[3]


def test_that_ticks_are_short() -> None:
    assert [plain(tick(*one)) for one in ((0.2, KpiUnit.SHARE), (30, KpiUnit.DAYS), (0.5, KpiUnit.JOBS))] == [
        "20 %", "30 d", "0.5"
    ]  # fmt: skip
    assert [tick(one, KpiUnit.MONEY) for one in (950, 20_000, 1.5e6, 2e9)] == ["950", "20k", "1.5M", "2bn"]
