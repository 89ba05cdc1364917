"""Hand-overs, and the waits between areas, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from mining.areas.allowed_time import allowed_words
from mining.areas.delays import Delay
from mining.areas.documented import AgainstTarget, HandoverCount
from mining.areas.matrix import AreaCell
from mining.areas.wording import range_words, rate_words
from mining.number_format import NBSP, days, number, percent, plural, points, q_words, signed, signed_days
from models.diagnosis import Estimate, MetricEffect
from models.handoff import Handoff


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
        told += ", counted over all leads" if cell.of_leads else ""
        said.append(f"Late, unanswered, given back or refused without a reason: {told}.")
    return " ".join(said)


def _passes_words(cell: AreaCell, giver: str, taker: str, day_hours: float | None) -> str:
    if not cell.times:
        return f"No event of {taker} is seen directly after one of {giver}."
    return (
        f"{_times(cell.times).capitalize()} in {plural(len(cell.cases), 'deal')}, with a median wait of "
        f"{days(cell.median, day_hours)}; one in ten took {days(cell.p90, day_hours)} or longer."
    )


MOST_Q = 0.05
"""With a larger q-value the data do not tell two sides apart."""


def handover_name(handoff: Handoff, titles: Mapping[str, str]) -> str:
    """`Marketing to Sales development (H1)`."""
    giver, taker = (titles.get(role, role) for role in (handoff.giver, handoff.taker))
    return f"{giver} to {taker} ({handoff.id})"


def handover_words(one: HandoverCount) -> str:
    """What became of a documented hand-over, in sentences."""
    found, handoff = one.handovers, one.handovers.handoff
    if not one.n:
        return found.why_none or f"Nobody asked for it in these deals: no {handoff.start}."
    over = ", counted over all leads" if found.in_leads else ""
    said = [f"Asked for {_times(one.n)} by {handoff.start}{over}; {_settled_words(one)}."]
    if one.accepted is not None:
        said.append(_accepted_words(one))
    if one.in_time is not None:
        told = rate_words(one.in_time.hits, one.in_time.of, "hand-over")
        said.append(f"Answered within {allowed_words(handoff.within)}: {told}.")
    if found.only_converted:
        said.append(
            "Only leads that became deals are in this log, and those were accepted: what share is accepted and in time "
            "cannot be told. That needs the leads in the export, with the history of their status."
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
        (found.silent, "were not, though the time is over"),
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


def delay_name(one: Delay, titles: Mapping[str, str]) -> str:
    """`Account executive to Legal`, with the number of the hand-over where it is documented."""
    if one.handoff is not None:
        return handover_name(one.handoff, titles)
    return f"{titles.get(one.giver, one.giver)} to {titles.get(one.taker, one.taker)}"


def delay_words(one: Delay) -> str:
    """What became of the deals that waited longer, beside the others: winning, and the days until they closed."""
    if one.handoff is not None and one.handoff.within:
        than = f"the {allowed_words(one.handoff.within)} agreed"
    else:
        than = f"{days(one.limit, one.day_hours)}, the median"
    longer = f"{number(len(one.slow))} of {plural(len(one.cases), 'deal')} waited longer than {than}."
    return " ".join(part for part in (longer, _won_words(one.won), _close_words(one)) if part)


def _won_words(effect: MetricEffect) -> str:
    if effect.with_it is None or effect.without is None:
        return effect.why_none
    told = f"Won later: {_rate(effect.with_it)} of them, {_rate(effect.without)} of the others."
    if effect.adjusted is None or effect.q is None:
        return f"{told} {effect.why_none}"
    low, high = effect.adjusted.low, effect.adjusted.high
    return (
        f"{told} At equal mix that is {points(effect.adjusted.value)} (95{NBSP}% interval {signed(low)} to "
        f"{signed(high)}, {q_words(effect.q)}): {_verdict(effect)}."
    )


def _close_words(one: Delay) -> str:
    effect = one.close
    if effect.with_it is None or effect.without is None:
        return "" if effect.why_none == one.won.why_none else effect.why_none
    slow, quick = (days(side.value, one.close_hours) for side in (effect.with_it, effect.without))
    told = f"If they were won, it took another {slow} in the median, with the others {quick}"
    if effect.adjusted is None or effect.q is None:
        return f"{told}."
    low, high = (signed_days(end, one.close_hours) for end in (effect.adjusted.low, effect.adjusted.high))
    apart = signed_days(effect.adjusted.value, one.close_hours)
    return f"{told}; at equal mix {apart} ({low} to {high}): {_verdict(effect)}."


def is_told_apart(effect: MetricEffect) -> bool:
    """Whether the data tell both sides apart, all comparisons considered."""
    return effect.adjusted is not None and effect.q is not None and effect.q <= MOST_Q


def _verdict(effect: MetricEffect) -> str:
    if is_told_apart(effect):
        return "they go together, which does not say that one causes the other"
    return "the data cannot tell the two apart"


def _rate(estimate: Estimate) -> str:
    return f"{percent(estimate.value)} ({range_words(estimate.low, estimate.high)})"
