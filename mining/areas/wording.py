"""Hand-overs, waits between areas and informal processes in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from mining.areas.documented import AgainstTarget, HandoverCount
from mining.areas.matrix import AreaCell
from mining.intervals import wilson
from mining.number_format import NBSP, at, days, number, percent, percent_range, plural
from models.handoff import Handoff
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
    by = f", by {titles.get(one.role, one.role)}" if one.role else ""
    team = f", mostly in {one.team}" if one.team else ""
    return f"{informal_name(one)}{by}{team}: {share_words(one)}."


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
    within = f"(95{NBSP}% interval {percent_range(*interval)})"
    return f"{percent(hits / of)} of {plural(of, noun)} {within}"


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


def cell_words(cell: AreaCell, giver: str, taker: str, day_hours: float | None) -> str:
    """What a cell of the matrix says, in sentences."""
    said = [_passes_words(cell, giver, taker, day_hours)]
    if len(cell.ping_pong):
        said.append(f"In {plural(len(cell.ping_pong), 'deal')} the two went to and fro at least twice.")
    if cell.judged:
        said.append(
            f"Another role owns the step that was taken in {rate_words(cell.wrong, cell.judged, 'case')}."
        )
    if cell.documented:
        told = rate_words(cell.breaches, cell.documented, "documented hand-over")
        said.append(f"Late, unanswered, given back or refused without a reason: {told}.")
    return " ".join(said)


def _passes_words(cell: AreaCell, giver: str, taker: str, day_hours: float | None) -> str:
    if not cell.times:
        return f"No event of {taker} is seen directly after one of {giver}."
    return (
        f"{giver} to {taker}: {_times(cell.times)} in {plural(len(cell.cases), 'deal')}, with a wait of "
        f"{days(cell.median, day_hours)} in the middle and {days(cell.p90, day_hours)} in one of ten at least."
    )


def handover_name(handoff: Handoff, titles: Mapping[str, str]) -> str:
    """`Marketing to Sales development (H1)`."""
    giver, taker = (titles.get(role, role) for role in (handoff.giver, handoff.taker))
    return f"{giver} to {taker} ({handoff.id})"


def handover_words(one: HandoverCount) -> str:
    """What became of a documented hand-over, in sentences."""
    found, handoff = one.handovers, one.handovers.handoff
    if not one.n:
        return found.why_none or f"Nobody asked for it in these deals: no {handoff.start}."
    said = [f"Asked for {_times(one.n)} by {handoff.start}; {_settled_words(one)}."]
    if one.accepted is not None:
        said.append(_accepted_words(one))
    if one.in_time is not None:
        said.append(
            f"Answered within {handoff.within}: {rate_words(one.in_time.hits, one.in_time.of, 'hand-over')}."
        )
    if found.limit is None:
        said.append("No time is documented and too few were answered to tell who fell silent.")
    elif not found.is_documented:
        most = days(found.limit / found.day, found.day_hours)
        said.append(
            f"No time is documented; silent is who took longer than nine in ten of the others ({most})."
        )
    if found.rejected.any() and not found.knows_reasons:
        said.append("The log has no reasons for rejections.")
    if one.wrong_role.of:
        told = rate_words(one.wrong_role.hits, one.wrong_role.of, "answer")
        said.append(f"Answered by another role than agreed: {told}.")
    return " ".join(said)


def _settled_words(one: HandoverCount) -> str:
    found = one.handovers
    parts = [f"{number(one.count(found.is_settled))} were answered"]
    for flags, words in (
        (found.silent, "never were in time"),
        (found.pending, "may still be"),
        (found.overtaken, "had no need when the deal ended"),
    ):
        if one.count(flags):
            parts.append(f"{number(one.count(flags))} {words}")
    return ", ".join(parts)


def _accepted_words(one: HandoverCount) -> str:
    assert one.accepted is not None
    target = one.handovers.handoff.accept_target
    told = f"Accepted: {rate_words(one.accepted.hits, one.accepted.of, 'answer')}"
    if target is None:
        return f"{told}."
    return f"{told}; the target is {percent(target)}: {_AGAINST[one.accepted.against(target)]}."


_AGAINST = {
    AgainstTarget.BELOW: "it is missed",
    AgainstTarget.ABOVE: "it is reached",
    AgainstTarget.CANNOT_TELL: "the data cannot tell whether it is reached",
}


def _times(count: int) -> str:
    return "once" if count == 1 else f"{number(count)}{NBSP}times"
