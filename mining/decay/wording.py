"""The story of a change in one sentence or two."""

from __future__ import annotations

from mining.number_format import NBSP, date, day, number, percent, percent_range, points, signed
from models.decay import Became, ChangeStory, Span
from models.diagnosis import Estimate


def sentence(story: ChangeStory) -> str:
    """What was before, right after and at last, each with interval and number of deals, and what became of it."""
    if story.became is Became.CANNOT_TELL:
        return _why(story)
    told = [f"Before: {_span(story.before, story)}; in the 90{NBSP}days after: {_span(story.early, story)}"]
    if story.late is not None and story.late.value is not None:
        told.append(f"; in the last 90{NBSP}days: {_span(story.late, story)}")
    told.append(f". {_ending(story)}")
    return "".join(told)


def value_words(value: Estimate, is_share: bool) -> str:
    """`41 % (35–47 %, 210 deals)`, `52.3 (48.0 to 56.6, 120 deals)`."""
    if is_share:
        return (
            f"{percent(value.value)} ({percent_range(value.low, value.high)}, {number(value.n)}{NBSP}deals)"
        )
    return f"{value.value:.3g} ({value.low:.3g} to {value.high:.3g}, {number(value.n)}{NBSP}deals)"


def difference_words(value: Estimate, is_share: bool) -> str:
    """`−12 points (−20 to −4)`."""
    if is_share:
        return f"{points(value.value)} ({signed(value.low)} to {signed(value.high)})"
    return f"{value.value:+.3g} ({value.low:+.3g} to {value.high:+.3g})"


def _span(span: Span | None, story: ChangeStory) -> str:
    return "too few deals" if span is None or span.value is None else value_words(span.value, story.is_share)


def _ending(story: ChangeStory) -> str:
    gain = difference_words(story.gain, story.is_share) if story.gain else ""
    if story.became is Became.NOTHING:
        return f"The difference, {gain}, may be chance: no change is seen."
    if story.became is Became.WORSE:
        return f"It went the other way: {gain}."
    if story.became is Became.HELD:
        return f"That is {gain}, and the last deals are still better than those before."
    if story.became is Became.WORKED:
        later = "more time has to pass" if story.loss is None else "the last deals are between the two"
        return f"That is {gain}; whether it holds cannot be told: {later}."
    lost = difference_words(story.loss, story.is_share) if story.loss else ""
    when = (
        f" Half of the gain was gone from {date(story.half_lost)} on." if story.half_lost is not None else ""
    )
    return f"It moved by {gain}, and since then by {lost} back.{when}"


def _why(story: ChangeStory) -> str:
    for span, when in ((story.before, "before the change"), (story.early, "after it")):
        if span is None or span.value is None:
            n = 0 if span is None else span.n
            return f"Only {number(n)}{NBSP}deals tell anything {when}; 10 are needed."
    return "The deals are all alike in this, so nothing can be compared."


def expectation_words(story: ChangeStory) -> str:
    """What was expected, by when, and whether the last deals reach it; empty where nothing was."""
    expect = story.change.expect
    if expect is None or expect.after is None:
        return ""
    wanted = percent(expect.after) if story.is_share else f"{expect.after:.3g}"
    by = f" by {day(expect.by)}" if expect.by is not None else ""
    now = story.late if story.late is not None and story.late.value is not None else story.early
    if now is None or now.value is None:
        return f"Expected was {wanted}{by}; too few deals tell whether that is reached."
    value = now.value
    if value.low <= expect.after <= value.high:
        return f"Expected was {wanted}{by}; the data cannot tell whether that is reached."
    falls = expect.before is None or expect.after < expect.before
    reached = value.high < expect.after if falls else value.low > expect.after
    return f"Expected was {wanted}{by}; that {'is' if reached else 'is not'} reached."
