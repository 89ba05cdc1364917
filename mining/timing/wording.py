"""The sentences that say where time goes."""

from __future__ import annotations

from mining.number_format import days, number, percent, plural, q_words, signed_days
from mining.wording import LARGEST_Q
from models.bottlenecks import Bottleneck, Bottlenecks, Trend
from resources.translation import tr, tr_n


def headline(found: Bottlenecks) -> str:
    """`Most time goes into Negotiation → Contract: 23 % of all deal time; median 19 days, ...`"""
    if not found.steps or not found.total_days:
        return tr("No deal has taken a step yet, so that there is no time to tell of.")
    top = max(found.steps, key=lambda row: row.total_days)
    said = tr(
        "Most time goes into {name_of}: {share} of all deal time; median {days}, nine in ten "
        "within {days_2}.",
        name_of=name_of(top),
        share=percent(top.share),
        days=days(top.median_days, found.day_hours),
        days_2=days(top.p90_days, found.day_hours),
    )
    first = found.steps[0]
    if first is not top and first.saved_days > 0:
        said += tr(" Most would be saved at {name_of}.", name_of=name_of(first))
    return said


def name_of(row: Bottleneck) -> str:
    """`Discovery → Demo`, or the name of the stage."""
    return row.source if row.target is None else f"{row.source} → {row.target}"


def row_sentence(row: Bottleneck, found: Bottlenecks) -> str:
    """All that is known of one row."""
    deals = plural(row.deals, "deal")
    if row.target is None:
        said = tr("{deals} stay in {stage}", deals=deals, stage=name_of(row))
    else:
        said = tr("{deals} go {way}", deals=deals, way=name_of(row))
    if row.times:
        said += tr(
            ": {days} (median), nine in ten within {days_2}; {share} of all deal time. If those "
            "above the median took the median, {days_3} of it would be saved",
            days=days(row.median_days, found.day_hours),
            days_2=days(row.p90_days, found.day_hours),
            share=percent(row.share),
            days_3=days(row.saved_days, found.day_hours),
        )
    return f"{said}. {waiting_sentence(row, found)}".strip()


def waiting_sentence(row: Bottleneck, found: Bottlenecks) -> str:
    """`12 deals wait in Demo now, for 8 days (median), 3 of them longer than nine in ten took.`"""
    waiting = row.waiting
    if not waiting.deals:
        return tr("No open deal waits in {source} now.", source=row.source)
    said = tr_n(
        "{open_deals} waits in {source} now, for {days}",
        "{open_deals} wait in {source} now, for {days} (median)",
        waiting.deals,
        open_deals=plural(waiting.deals, "open deal"),
        source=row.source,
        days=days(waiting.median_days, found.day_hours),
    )
    if waiting.late:
        who = "" if waiting.deals == 1 else tr("{late} of them ", late=number(waiting.late))
        said += tr("; {who}longer than nine in ten deals took", who=who)
    return f"{said}."


def is_told_apart(trend: Trend | None) -> bool:
    """Whether the two quarters differ by more than chance, all comparisons considered."""
    return trend is not None and trend.q <= LARGEST_Q and trend.now != trend.before


def trend_words(trend: Trend | None, day_hours: float | None) -> str:
    """`+3.2 days`, empty where the quarters cannot be told apart."""
    if trend is None or not is_told_apart(trend):
        return ""
    return signed_days(trend.now - trend.before, day_hours)


def trend_sentence(trend: Trend | None, found: Bottlenecks) -> str:
    """What the two quarters were, and whether they can be told apart."""
    before, now = found.quarters
    if trend is None:
        return tr(
            "Cannot tell: that needs ten steps that ended in {before} and ten in {now}",
            before=before,
            now=now,
        )
    said = tr(
        "{days} (median of {n_before}) in {before}, {days_2} (of {n_now}) in {now}",
        days=days(trend.before, found.day_hours),
        n_before=number(trend.n_before),
        before=before,
        days_2=days(trend.now, found.day_hours),
        n_now=number(trend.n_now),
        now=now,
    )
    verdict = tr("more than chance") if is_told_apart(trend) else tr("no more than chance can do")
    return f"{said}; {q_words(trend.q)}: {verdict}"
