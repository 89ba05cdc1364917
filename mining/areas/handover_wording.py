"""Hand-overs, and the waits between areas, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from mining.areas.allowed_time import allowed_words
from mining.areas.delays import Delay
from mining.areas.documented import AgainstTarget, HandoverCount
from mining.areas.matrix import AreaCell
from mining.areas.wording import range_words, rate_words
from mining.number_format import days, number, percent, plural, points, q_words, signed, signed_days
from models.diagnosis import Estimate, MetricEffect
from models.handoff import Handoff
from resources.translation import tr


def cell_words(cell: AreaCell, giver: str, taker: str, day_hours: float | None) -> str:
    """What a cell of the matrix says, in sentences."""
    said = [_passes_words(cell, giver, taker, day_hours)]
    if len(cell.ping_pong):
        said.append(
            tr(
                "In {deals} the two went to and fro at least twice.",
                deals=plural(len(cell.ping_pong), "deal"),
            )
        )
    if cell.judged:
        said.append(
            tr(
                "Another role owns the step that was taken in {rate_words}.",
                rate_words=rate_words(cell.wrong, cell.judged, "case"),
            )
        )
    if cell.documented:
        told = rate_words(cell.breaches, cell.documented, "documented hand-over")
        told += tr(", counted over all leads") if cell.of_leads else ""
        said.append(tr("Late, unanswered, given back or refused without a reason: {told}.", told=told))
    return " ".join(said)


def _passes_words(cell: AreaCell, giver: str, taker: str, day_hours: float | None) -> str:
    if not cell.times:
        return tr("No event of {taker} is seen directly after one of {giver}.", taker=taker, giver=giver)
    return tr(
        "{times} in {deals}, with a median wait of {days}; one in ten took {days_2} or longer.",
        times=_times(cell.times).capitalize(),
        deals=plural(len(cell.cases), "deal"),
        days=days(cell.median, day_hours),
        days_2=days(cell.p90, day_hours),
    )


MOST_Q = 0.05
"""With a larger q-value the data do not tell two sides apart."""


def handover_name(handoff: Handoff, titles: Mapping[str, str]) -> str:
    """`Marketing to Sales development (H1)`."""
    giver, taker = (titles.get(role, role) for role in (handoff.giver, handoff.taker))
    return tr("{giver} to {taker} ({id})", giver=giver, taker=taker, id=handoff.id)


def handover_words(one: HandoverCount) -> str:
    """What became of a documented hand-over, in sentences."""
    found, handoff = one.handovers, one.handovers.handoff
    if not one.n:
        return found.why_none or tr("Nobody asked for it in these deals: no {start}.", start=handoff.start)
    over = tr(", counted over all leads") if found.in_leads else ""
    said = [
        tr(
            "Asked for {times} by {start}{over}; {settled_words}.",
            times=_times(one.n),
            start=handoff.start,
            over=over,
            settled_words=_settled_words(one),
        )
    ]
    if one.accepted is not None:
        said.append(_accepted_words(one))
    if one.in_time is not None:
        told = rate_words(one.in_time.hits, one.in_time.of, "hand-over")
        said.append(
            tr(
                "Answered within {allowed_words}: {told}.",
                allowed_words=allowed_words(handoff.within),
                told=told,
            )
        )
    if found.only_converted:
        said.append(
            tr(
                "Only leads that became deals are in this log, and those were accepted: what share is "
                "accepted and in time cannot be told. That needs the leads in the export, with the "
                "history of their status."
            )
        )
    if found.limit is None:
        said.append(tr("No time is documented and too few were answered to tell who fell silent."))
    elif not found.is_documented:
        most = days(found.limit / found.day, found.day_hours)
        said.append(
            tr(
                "No time is documented; silent is who took longer than nine in ten of the others ({most}).",
                most=most,
            )
        )
    if found.rejected.any() and not found.knows_reasons:
        said.append(tr("The log has no reasons for rejections."))
    if one.wrong_role.of:
        told = rate_words(one.wrong_role.hits, one.wrong_role.of, "answer")
        said.append(tr("Answered by another role than agreed: {told}.", told=told))
    return " ".join(said)


def _settled_words(one: HandoverCount) -> str:
    found = one.handovers
    parts = [tr("{count} were answered", count=number(one.count(found.is_settled)))]
    for flags, words in (
        (found.silent, tr("were not, though the time is over")),
        (found.pending, tr("may still be")),
        (found.overtaken, tr("had no need when the deal ended")),
    ):
        if one.count(flags):
            parts.append(f"{number(one.count(flags))} {words}")
    return ", ".join(parts)


def _accepted_words(one: HandoverCount) -> str:
    assert one.accepted is not None
    target = one.handovers.handoff.accept_target
    told = tr("Accepted: {rate_words}", rate_words=rate_words(one.accepted.hits, one.accepted.of, "answer"))
    if target is None:
        return f"{told}."
    return tr(
        "{told}; the target is {share}: {against}.",
        told=told,
        share=percent(target),
        against=_AGAINST[one.accepted.against(target)],
    )


_AGAINST = {
    AgainstTarget.BELOW: tr("it is missed"),
    AgainstTarget.ABOVE: tr("it is reached"),
    AgainstTarget.CANNOT_TELL: tr("the data cannot tell whether it is reached"),
}


def _times(count: int) -> str:
    return tr("once") if count == 1 else plural(count, "time")


def delay_name(one: Delay, titles: Mapping[str, str]) -> str:
    """`Account executive to Legal`, with the number of the hand-over where it is documented."""
    if one.handoff is not None:
        return handover_name(one.handoff, titles)
    return tr(
        "{get} to {get_2}", get=titles.get(one.giver, one.giver), get_2=titles.get(one.taker, one.taker)
    )


def delay_words(one: Delay) -> str:
    """What became of the deals that waited longer, beside the others: winning, and the days until they closed."""
    if one.handoff is not None and one.handoff.within:
        than = tr("the {allowed_words} agreed", allowed_words=allowed_words(one.handoff.within))
    else:
        than = tr("{days}, the median", days=days(one.limit, one.day_hours))
    longer = tr(
        "{slow} of {deals} waited longer than {than}.",
        slow=number(len(one.slow)),
        deals=plural(len(one.cases), "deal"),
        than=than,
    )
    return " ".join(part for part in (longer, _won_words(one.won), _close_words(one)) if part)


def _won_words(effect: MetricEffect) -> str:
    if effect.with_it is None or effect.without is None:
        return effect.why_none
    told = tr(
        "Won later: {rate} of them, {rate_2} of the others.",
        rate=_rate(effect.with_it),
        rate_2=_rate(effect.without),
    )
    if effect.adjusted is None or effect.q is None:
        return f"{told} {effect.why_none}"
    low, high = effect.adjusted.low, effect.adjusted.high
    return tr(
        "{told} At equal mix that is {points} (95\u00a0% interval {low} to {high}, {q_words}): {verdict}.",
        told=told,
        points=points(effect.adjusted.value),
        low=signed(low),
        high=signed(high),
        q_words=q_words(effect.q),
        verdict=_verdict(effect),
    )


def _close_words(one: Delay) -> str:
    effect = one.close
    if effect.with_it is None or effect.without is None:
        return "" if effect.why_none == one.won.why_none else effect.why_none
    slow, quick = (days(side.value, one.close_hours) for side in (effect.with_it, effect.without))
    told = tr(
        "If they were won, it took another {slow} in the median, with the others {quick}",
        slow=slow,
        quick=quick,
    )
    if effect.adjusted is None or effect.q is None:
        return f"{told}."
    low, high = (signed_days(end, one.close_hours) for end in (effect.adjusted.low, effect.adjusted.high))
    apart = signed_days(effect.adjusted.value, one.close_hours)
    return tr(
        "{told}; at equal mix {apart} ({low} to {high}): {verdict}.",
        told=told,
        apart=apart,
        low=low,
        high=high,
        verdict=_verdict(effect),
    )


def is_told_apart(effect: MetricEffect) -> bool:
    """Whether the data tell both sides apart, all comparisons considered."""
    return effect.adjusted is not None and effect.q is not None and effect.q <= MOST_Q


def _verdict(effect: MetricEffect) -> str:
    if is_told_apart(effect):
        return tr("they go together, which does not say that one causes the other")
    return tr("the data cannot tell the two apart")


def _rate(estimate: Estimate) -> str:
    return f"{percent(estimate.value)} ({range_words(estimate.low, estimate.high)})"
