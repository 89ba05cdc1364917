"""Shares, months and informal processes in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from mining.intervals import wilson
from mining.number_format import NBSP, at, percent, plural
from models.informal_process import InformalProcess
from resources.translation import tr

_MONTHS = (
    *(tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June")),
    *(tr("July"), tr("August"), tr("September"), tr("October"), tr("November"), tr("December")),
)


def month_words(time: int) -> str:
    """The month of a time in microseconds UTC: `October 2025`."""
    moment = at(time)
    return f"{_MONTHS[moment.month - 1]}{NBSP}{moment.year}"


def informal_name(one: InformalProcess) -> str:
    """`Pricing Committee between Proposal and Negotiation`, `Straight from Discovery to Proposal`."""
    if not one.step:
        return _way(one)
    if one.before and one.after:
        return tr("{step} between {before} and {after}", step=one.step, before=one.before, after=one.after)
    if one.before:
        return tr("{step} after {before}", step=one.step, before=one.before)
    return tr("{step} before {after}", step=one.step, after=one.after) if one.after else one.step


def informal_words(one: InformalProcess, titles: Mapping[str, str]) -> str:
    """Name, who, how often and since when in one sentence; `titles` are those of the roles by short name."""
    return f"{informal_name(one)}: {informal_said(one, titles)}"


def informal_said(one: InformalProcess, titles: Mapping[str, str]) -> str:
    """The same without the name: `by Deal desk, in 31 % of 512 deals that got to Proposal since October 2025.`"""
    by = tr("by {get}, ", get=titles.get(one.role, one.role)) if one.role else ""
    team = tr("mostly in {team}, ", team=one.team) if one.team else ""
    return f"{by}{team}{share_words(one)}."


def share_words(one: InformalProcess) -> str:
    """`in 31 % of 512 deals that got to Proposal (95 % interval 27–35 %) since October 2025, 2 % before`."""
    reached = tr(" that got to {before}", before=one.before) if one.before else ""
    said = tr("in {rate_words}{reached}", rate_words=rate_words(one.hits, one.of, "deal"), reached=reached)
    if one.since is None:
        return tr("{said}, throughout", said=said)
    was = tr(
        "{share} of {deals} before",
        share=percent(one.hits_before / one.of_before),
        deals=plural(one.of_before, "deal"),
    )
    return tr("{said} since {month_words}, {was}", said=said, month_words=month_words(one.since), was=was)


def rate_words(hits: int, of: int, noun: str) -> str:
    """`31 % of 512 deals (95 % interval 27–35 %)`; `of no deals` where there are none."""
    interval = wilson(hits, of)
    if interval is None:
        return tr("none of no {noun}s", noun=noun)
    within = tr("(95\u00a0% interval {range_words})", range_words=range_words(*interval))
    return tr(
        "{share} of {plural} {within}", share=percent(hits / of), plural=plural(of, noun), within=within
    )


def range_words(low: float, high: float) -> str:
    """An interval of shares as `27–35 %`, with as many digits as it takes that it is seen to be one: `99.8–100 %`."""
    for digits in range(4):
        ends = f"{low * 100:.{digits}f}", f"{high * 100:.{digits}f}"
        if ends[0] != ends[1]:
            break
    return f"{ends[0]}–{ends[1]}{NBSP}%"


def _way(one: InformalProcess) -> str:
    if not one.before:
        return tr("Begun at {after}", after=one.after)
    if one.before == one.after:
        return tr("{after} once more", after=one.after)
    return (
        tr("Back from {before} to {after}", before=one.before, after=one.after)
        if one.is_back
        else tr("Straight from {before} to {after}", before=one.before, after=one.after)
    )
