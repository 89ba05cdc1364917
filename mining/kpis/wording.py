"""Key figures in words: values with interval and n, changes with their dates, and what the baseline says."""

from __future__ import annotations

from mining.kpis.estimates import difference
from mining.number_format import NBSP, UNKNOWN, date, money, number, percent, percent_range, plural, separated
from mining.number_format import days as in_days
from models.drift import DriftKind
from models.kpi_series import KpiChange, KpiSeries, KpiUnit, KpiValue
from resources.translation import tr

_KINDS = {
    DriftKind.PROCESS: tr("Deals of the same kind changed: the process, not the mix of deals."),
    DriftKind.MIX: tr("Deals of the same kind did not change enough to tell: other deals came (the mix)."),
    None: tr(
        "Whether the process or the mix of deals changed cannot be told: no kind of deal is on both sides."
    ),
}


def written(value: float | None, unit: KpiUnit, currency: str = "") -> str:
    """A value alone: `28 %`, `52 days`, `12,500 EUR`, `420 EUR a day`, `1.2 jobs`."""
    if value is None:
        return UNKNOWN
    if unit is KpiUnit.SHARE:
        return percent(value)
    if unit is KpiUnit.DAYS:
        return in_days(value)
    if unit is KpiUnit.MONEY:
        return money(value, currency)
    if unit is KpiUnit.MONEY_A_DAY:
        return tr("{money} a day", money=money(value, currency))
    return tr("{jobs}\u00a0jobs", jobs=_jobs(value))


def tick(value: float, unit: KpiUnit) -> str:
    """A value on an axis, as short as it can be: `28 %`, `52 d`, `1.2M`."""
    if unit is KpiUnit.SHARE:
        return separated(f"{value * 100:g}{NBSP}%")
    if unit in (KpiUnit.MONEY, KpiUnit.MONEY_A_DAY):
        for size, sign in ((1e9, tr("bn")), (1e6, tr("M")), (1e3, tr("k"))):
            if abs(value) >= size:
                return separated(f"{value / size:g}") + sign
    if unit is KpiUnit.DAYS:
        return tr("{days}\u00a0d", days=separated(f"{value:g}"))
    return _plain(value)


def interval_words(value: KpiValue, unit: KpiUnit) -> str:
    """The interval alone: `24–33 %`, `48–61 days`."""
    if value.low is None or value.high is None:
        return ""
    if unit is KpiUnit.SHARE:
        if value.high < 0.1:
            return separated(f"{value.low * 100:.1f}–{value.high * 100:.1f}{NBSP}%")
        return percent_range(value.low, value.high)
    if unit is KpiUnit.DAYS:
        return tr("{plain} to {plain_2}", plain=_plain(value.low), plain_2=_plain(value.high))
    if unit is KpiUnit.JOBS:
        return tr("{jobs} to {jobs_2}", jobs=_jobs(value.low), jobs_2=_jobs(value.high))
    return tr("{low} to {high}", low=number(value.low), high=number(value.high))


def value_words(value: KpiValue, unit: KpiUnit, currency: str = "", noun: str = "deal") -> str:
    """`28 % (24–33 %, 310 deals)`, or why there is none."""
    if not value.is_told:
        return value.why_none
    return f"{written(value.value, unit, currency)} ({interval_words(value, unit)}, {plural(value.n, noun)})"


def moved_words(value: KpiValue, unit: KpiUnit, currency: str = "") -> str:
    """A difference with its interval: `+7 points (+2 to +12)`, `+12 days (−3 to +27)`."""
    if value.value is None or value.low is None or value.high is None:
        return value.why_none
    if unit is KpiUnit.SHARE:
        ends = tr(
            "{signed} to {signed_2}", signed=_signed(value.low * 100), signed_2=_signed(value.high * 100)
        )
        return tr("{signed}\u00a0points ({ends})", signed=_signed(value.value * 100), ends=ends)
    if unit is KpiUnit.JOBS:
        low, moved, high = (_jobs(one, "+") for one in (value.low, value.value, value.high))
        return tr("{moved}\u00a0jobs ({low} to {high})", moved=moved, low=low, high=high)
    ends = tr("{signed} to {signed_2}", signed=_signed(value.low), signed_2=_signed(value.high))
    noun = tr("days") if unit is KpiUnit.DAYS else currency
    noun = tr("{noun} a day", noun=noun) if unit is KpiUnit.MONEY_A_DAY else noun
    return f"{_signed(value.value)}{NBSP}{noun} ({ends})".replace(f"{NBSP} (", " (")


def shift_words(series: KpiSeries) -> str:
    """What the baseline window says, and what has come since: one or two sentences, empty without a window."""
    before, since, shift = series.in_baseline, series.since, series.shift
    if before is None or since is None or shift is None:
        return ""
    if not before.is_told:
        return tr("Baseline: none. {why_none}", why_none=before.why_none)
    told = tr(
        "Baseline {value_words}.", value_words=value_words(before, series.unit, series.currency, series.noun)
    )
    if not since.is_told:
        return tr("{told} Since then: {why_none}", told=told, why_none=since.why_none)
    if shift.low is not None and shift.high is not None and shift.low <= 0 <= shift.high:
        return tr(
            "{told} Since: {moved_words}; that may be chance.",
            told=told,
            moved_words=moved_words(shift, series.unit, series.currency),
        )
    return tr(
        "{told} Since: {moved_words}.",
        told=told,
        moved_words=moved_words(shift, series.unit, series.currency),
    )


def change_words(series: KpiSeries, change: KpiChange) -> str:
    """`Fitness fell from 90 % to 86 % between 3 Mar 2026 and 20 Mar 2026.`"""
    before, after = change.before.value or 0.0, change.after.value or 0.0
    first, then = (written(value, series.unit, series.currency) for value in (before, after))
    values = {"name": series.name, "before": first, "after": then, "when": when_words(change)}
    if after > before:
        return tr("{name} rose from {before} to {after} {when}.", **values)
    return tr("{name} fell from {before} to {after} {when}.", **values)


def when_words(change: KpiChange) -> str:
    """`between 3 Mar 2026 and 20 Mar 2026`, or `on 3 Mar 2026`."""
    first, last = date(change.begins), date(change.ends)
    return (
        tr("on {first}", first=first)
        if first == last
        else tr("between {first} and {last}", first=first, last=last)
    )


def change_details(series: KpiSeries, change: KpiChange) -> tuple[str, ...]:
    """Before, after, difference and kind, a sentence each."""
    moved = difference(change.after, change.before)
    return (
        tr(
            "Before: {value_words}.",
            value_words=value_words(change.before, series.unit, series.currency, series.noun),
        ),
        tr(
            "After: {value_words}.",
            value_words=value_words(change.after, series.unit, series.currency, series.noun),
        ),
        tr("Difference: {moved_words}.", moved_words=moved_words(moved, series.unit, series.currency)),
        _KINDS[change.kind],
    )


def _jobs(value: float, sign: str = "") -> str:
    return separated(f"{value:{sign}.2f}").replace("-", "−")


def _plain(value: float) -> str:
    return separated(f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}".replace("-", "−"))


def _signed(value: float) -> str:
    shown = f"{abs(value):,.0f}" if abs(value) >= 10 else f"{abs(value):.1f}"
    if float(shown.replace(",", "")) == 0:
        return "0"
    return f"{'+' if value > 0 else '−'}{separated(shown)}"
