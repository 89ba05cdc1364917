"""The story of a change in one sentence or two."""

from __future__ import annotations

from mining.number_format import date, day, number, percent, percent_range, points, separated, signed
from models.decay import Became, ChangeStory, Span
from models.diagnosis import Estimate
from resources.translation import tr


def sentence(story: ChangeStory) -> str:
    """What was before, right after and at last, each with interval and number of deals, and what became of it."""
    if story.became is Became.CANNOT_TELL:
        return _why(story)
    told = [
        tr(
            "Before: {span}; in the 90\u00a0days after: {span_2}",
            span=_span(story.before, story),
            span_2=_span(story.early, story),
        )
    ]
    if story.late is not None and story.late.value is not None:
        told.append(tr("; in the last 90\u00a0days: {span}", span=_span(story.late, story)))
    told.append(f". {_ending(story)}")
    return "".join(told)


def value_words(value: Estimate, is_share: bool) -> str:
    """`41 % (35–47 %, 210 deals)`, `52.3 (48.0 to 56.6, 120 deals)`."""
    if is_share:
        return tr(
            "{share} ({interval}, {n}\u00a0deals)",
            share=percent(value.value),
            interval=percent_range(value.low, value.high),
            n=number(value.n),
        )
    return tr(
        "{value} ({low} to {high}, {n}\u00a0deals)",
        value=separated(f"{value.value:.3g}"),
        low=separated(f"{value.low:.3g}"),
        high=separated(f"{value.high:.3g}"),
        n=number(value.n),
    )


def difference_words(value: Estimate, is_share: bool) -> str:
    """`−12 points (−20 to −4)`."""
    if is_share:
        return tr(
            "{points} ({low} to {high})",
            points=points(value.value),
            low=signed(value.low),
            high=signed(value.high),
        )
    return tr(
        "{value} ({low} to {high})",
        value=separated(f"{value.value:+.3g}"),
        low=separated(f"{value.low:+.3g}"),
        high=separated(f"{value.high:+.3g}"),
    )


def _span(span: Span | None, story: ChangeStory) -> str:
    return (
        tr("too few deals") if span is None or span.value is None else value_words(span.value, story.is_share)
    )


def _ending(story: ChangeStory) -> str:
    gain = difference_words(story.gain, story.is_share) if story.gain else ""
    if story.became is Became.NOTHING:
        return tr("The difference, {gain}, may be chance: no change is seen.", gain=gain)
    if story.became is Became.WORSE:
        return tr("It went the other way: {gain}.", gain=gain)
    if story.became is Became.HELD:
        return tr("That is {gain}, and the last deals are still better than those before.", gain=gain)
    if story.became is Became.WORKED:
        later = (
            tr("more time has to pass") if story.loss is None else tr("the last deals are between the two")
        )
        return tr("That is {gain}; whether it holds cannot be told: {later}.", gain=gain, later=later)
    lost = difference_words(story.loss, story.is_share) if story.loss else ""
    when = (
        tr(" Half of the gain was gone from {half_lost} on.", half_lost=date(story.half_lost))
        if story.half_lost is not None
        else ""
    )
    return tr("It moved by {gain}, and since then by {lost} back.{when}", gain=gain, lost=lost, when=when)


def _why(story: ChangeStory) -> str:
    for span, when in ((story.before, tr("before the change")), (story.early, tr("after it"))):
        if span is None or span.value is None:
            n = 0 if span is None else span.n
            return tr("Only {n}\u00a0deals tell anything {when}; 10 are needed.", n=number(n), when=when)
    return tr("The deals are all alike in this, so nothing can be compared.")


def expectation_words(story: ChangeStory) -> str:
    """What was expected, by when, and whether the last deals reach it; empty where nothing was."""
    expect = story.change.expect
    if expect is None or expect.after is None:
        return ""
    wanted = percent(expect.after) if story.is_share else separated(f"{expect.after:.3g}")
    by = tr(" by {by}", by=day(expect.by)) if expect.by is not None else ""
    now = story.late if story.late is not None and story.late.value is not None else story.early
    if now is None or now.value is None:
        return tr(
            "Expected was {wanted}{by}; too few deals tell whether that is reached.", wanted=wanted, by=by
        )
    value = now.value
    if value.low <= expect.after <= value.high:
        return tr(
            "Expected was {wanted}{by}; the data cannot tell whether that is reached.", wanted=wanted, by=by
        )
    falls = expect.before is None or expect.after < expect.before
    reached = value.high < expect.after if falls else value.low > expect.after
    if reached:
        return tr("Expected was {wanted}{by}; that is reached.", wanted=wanted, by=by)
    return tr("Expected was {wanted}{by}; that is not reached.", wanted=wanted, by=by)
