"""Shares, months and informal processes in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from mining.intervals import wilson
from mining.number_format import NBSP, at, percent, plural
from models.informal_process import InformalProcess

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
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
        return f"{one.step} between {one.before} and {one.after}"
    if one.before:
        return f"{one.step} after {one.before}"
    return f"{one.step} before {one.after}" if one.after else one.step


def informal_words(one: InformalProcess, titles: Mapping[str, str]) -> str:
    """Name, who, how often and since when in one sentence; `titles` are those of the roles by short name."""
    return f"{informal_name(one)}: {informal_said(one, titles)}"


def informal_said(one: InformalProcess, titles: Mapping[str, str]) -> str:
    """The same without the name: `by Deal desk, in 31 % of 512 deals that got to Proposal since October 2025.`"""
    by = f"by {titles.get(one.role, one.role)}, " if one.role else ""
    team = f"mostly in {one.team}, " if one.team else ""
    return f"{by}{team}{share_words(one)}."


def share_words(one: InformalProcess) -> str:
    """`in 31 % of 512 deals that got to Proposal (95 % interval 27–35 %) since October 2025, 2 % before`."""
    reached = f" that got to {one.before}" if one.before else ""
    said = f"in {rate_words(one.hits, one.of, 'deal')}{reached}"
    if one.since is None:
        return f"{said}, throughout"
    was = f"{percent(one.hits_before / one.of_before)} of {plural(one.of_before, 'deal')} before"
    return f"{said} since {month_words(one.since)}, {was}"


def rate_words(hits: int, of: int, noun: str) -> str:
    """`31 % of 512 deals (95 % interval 27–35 %)`; `of no deals` where there are none."""
    interval = wilson(hits, of)
    if interval is None:
        return f"none of no {noun}s"
    within = f"(95{NBSP}% interval {range_words(*interval)})"
    return f"{percent(hits / of)} of {plural(of, noun)} {within}"


def range_words(low: float, high: float) -> str:
    """An interval of shares as `27–35 %`, with as many digits as it takes that it is seen to be one: `99.8–100 %`."""
    for digits in range(4):
        ends = f"{low * 100:.{digits}f}", f"{high * 100:.{digits}f}"
        if ends[0] != ends[1]:
            break
    return f"{ends[0]}–{ends[1]}{NBSP}%"


def _way(one: InformalProcess) -> str:
    if not one.before:
        return f"Begun at {one.after}"
    if one.before == one.after:
        return f"{one.after} once more"
    return (
        f"Back from {one.before} to {one.after}"
        if one.is_back
        else f"Straight from {one.before} to {one.after}"
    )
