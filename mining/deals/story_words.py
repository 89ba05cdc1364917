"""The story of one deal in plain words: the paragraph above its timeline, and a sentence for every mark on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from mining.deals.story import day
from mining.number_format import UNKNOWN, date, day_and_time, days, money, number, percent, plural
from models.case_table import DAY, NO_TIME, Outcome
from models.deal_story import AmountChange, CloseDateChange, DealStory, FieldChange, HandOver
from models.field_history import AMOUNT, CLOSE_DATE
from resources.translation import tr

_TIMES = (
    tr("never"),
    tr("once"),
    tr("twice"),
    tr("three times"),
    tr("four times"),
    tr("five times"),
    tr("six times"),
)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TOLD = 3
"""So many hand-overs are told one by one."""
_MINUS = "\u2212"


def story_words(story: DealStory) -> str:
    """The whole story in one paragraph, in the order in which one would tell it."""
    return " ".join(sentence for sentence in _sentences(story) if sentence)


def _sentences(story: DealStory) -> Iterator[str]:
    yield _opening(story)
    yield _hands(story.hand_overs)
    yield _buyer(story)
    yield _close_dates(story.close_dates)
    yield _ending(story)


def _opening(story: DealStory) -> str:
    if story.opened == NO_TIME:
        return ""
    by = (
        tr(" by {opened_by}", opened_by=story.opened_by)
        if story.opened_by
        else tr(" for {owner}", owner=story.owner)
        if story.owner
        else ""
    )
    first = story.amounts[0].after if story.amounts else float("nan")
    at = tr(" at {first}", first=money(first, story.currency)) if first == first else ""
    return tr("Opened on {opened}{by}{at}.", opened=date(story.opened), by=by, at=at)


def _hands(hand_overs: Sequence[HandOver]) -> str:
    if not hand_overs:
        return ""
    before = (None, *hand_overs)
    told = [_passed(earlier, one) for earlier, one in islice(zip(before, hand_overs, strict=False), _TOLD)]
    more = len(hand_overs) - _TOLD
    listed = ", ".join(told) + (tr(", and {more} more", more=number(more)) if more > 0 else "")
    waits = [one.waited for one in hand_overs if one.waited is not None]
    wait = days(max(waits), hand_overs[0].day_hours) if waits else ""
    after = (
        ""
        if not wait
        else tr(" It then waited {wait}.", wait=wait)
        if len(waits) == 1
        else tr(" The longest wait after that was {wait}.", wait=wait)
    )
    return tr(
        "It changed hands {times}: {listed}.{after}", times=times(len(hand_overs)), listed=listed, after=after
    )


def _passed(earlier: HandOver | None, one: HandOver) -> str:
    is_back = earlier is not None and (earlier.before, earlier.after) == (one.after, one.before)
    return (
        tr("back on {time}", time=date(one.time))
        if is_back
        else tr("{before} to {after} on {time}", before=one.before, after=one.after, time=date(one.time))
    )


def _buyer(story: DealStory) -> str:
    if not story.heard:
        return tr("Nothing is recorded from the buyer.") if story.done else ""
    if story.heard == 1:
        return tr("The buyer was heard from once, on {last_heard}.", last_heard=date(story.last_heard))
    return tr(
        "The buyer was heard from {times}, last on {last_heard}.",
        times=times(story.heard),
        last_heard=date(story.last_heard),
    )


def _close_dates(changes: Sequence[CloseDateChange]) -> str:
    moves = [change for change in changes if not change.is_first and not change.at_close]
    moves = [change for change in moves if change.after != NO_TIME]
    if not moves:
        return ""
    pushes = sum(change.push > 0 for change in moves)
    later = (
        ""
        if len(moves) == 1
        else tr(", always to a later day")
        if pushes == len(moves)
        else tr(", {pushes} of them later", pushes=number(pushes))
    )
    return tr(
        "The close date moved {times}, from {before} to {after}{later}.",
        times=times(len(moves)),
        before=date(moves[0].before),
        after=date(moves[-1].after),
        later=later,
    )


def _ending(story: DealStory) -> str:
    amount = story.amounts[-1].after if story.amounts else float("nan")
    at = tr(" at {amount}", amount=money(amount, story.currency)) if amount == amount else ""
    compared = _against_first(story.amounts) if at else ""
    if story.outcome in (Outcome.WON, Outcome.LOST) and story.ended != NO_TIME:
        word = tr("Won") if story.outcome is Outcome.WON else tr("Lost")
        after = _after(story)
        return f"{word}{after}{at}{compared}."
    if story.outcome is not Outcome.OPEN:
        return tr("It stands{at}{compared}.", at=at, compared=compared) if at else ""
    stage = tr(" in {stage}", stage=story.stage) if story.stage else ""
    after = _after(story)
    due = ""
    if story.expected != NO_TIME:
        passed = tr(", a day that has passed") if story.expected < story.until else ""
        due = tr("; expected to close on {expected}{passed}", expected=date(story.expected), passed=passed)
    return tr(
        "Still open{stage}{after}{at}{compared}{due}.",
        stage=stage,
        after=after,
        at=at,
        compared=compared,
        due=due,
    )


def _after(story: DealStory) -> str:
    return "" if story.took is None else tr(" after {days}", days=days(story.took, story.day_hours))


def _against_first(amounts: Sequence[AmountChange]) -> str:
    first, last = amounts[0].after, amounts[-1].after
    if len(amounts) < 2 or first != first or last != last or not first > 0:
        return ""
    share = (last - first) / first
    if last == first:
        return tr(", as at first")
    return tr(
        ", {share} {more} than at first",
        share=percent(abs(share)),
        more=tr("more") if share > 0 else tr("less"),
    )


def amount_label(change: AmountChange, longest: bool = True) -> str:
    """`15,200`, and in the `longest` form how it changed too: `15,200  +9 %`; `none` where it was taken away."""
    value = number(change.after) if change.after == change.after else tr("none")
    difference = amount_difference(change)
    return f"{value}  {difference}" if longest and difference else value


def amount_difference(change: AmountChange) -> str:
    """How much more or less it is in percent of what it was: `+9 %`; as an amount from nothing, empty if unknown."""
    step = change.after - change.before
    if step != step or not step:
        return ""
    sign = "+" if step > 0 else _MINUS
    if change.before > 0:
        return f"{sign}{percent(abs(step) / change.before)}"
    return f"{sign}{number(abs(step))}"


def amount_words(change: AmountChange, currency: str) -> str:
    """One change of the amount in a sentence."""
    if change.before != change.before:
        return _told(
            tr("The amount is {after}", after=money(change.after, currency)), change.time, change.who
        )
    if change.after != change.after:
        return _told(
            tr("The amount of {before} was taken away", before=money(change.before, currency)),
            change.time,
            change.who,
        )
    step = change.after - change.before
    by, difference = money(abs(step), currency), amount_difference(change)
    if step > 0:
        rose = tr("The amount rose by {step} ({difference})", step=by, difference=difference)
    else:
        rose = tr("The amount fell by {step} ({difference})", step=by, difference=difference)
    return _told(
        tr(
            "{rose}, from {before} to {after}",
            rose=rose,
            before=number(change.before),
            after=money(change.after, currency),
        ),
        change.time,
        change.who,
    )


def close_date_words(change: CloseDateChange) -> str:
    """One close date in a sentence: `Close date moved from 31 Mar 2026 to 30 Apr 2026, put off for the 3rd time`."""
    if change.after == NO_TIME:
        return _told(tr("The close date was taken away"), change.time, change.who)
    if change.at_close:
        return _told(
            tr("The close date became {after} as the deal was closed", after=date(change.after)),
            change.time,
            change.who,
        )
    if change.is_first:
        return _told(tr("Expected to close on {after}", after=date(change.after)), change.time, change.who)
    said = tr(
        "Close date moved from {before} to {after}", before=date(change.before), after=date(change.after)
    )
    apart = days(abs(_moved(change)))
    said += f", {apart} {'later' if change.after > change.before else 'earlier'}"
    if change.push:
        said += tr(", put off for the {ordinal} time", ordinal=ordinal(change.push))
    return _told(said, change.time, change.who)


def close_date_label(change: CloseDateChange) -> str:
    """`+30 days`, `−12 days`; the day itself for the first."""
    if change.after == NO_TIME:
        return tr("none")
    if change.is_first or change.at_close:
        return date(change.after)
    moved = _moved(change)
    return f"{'+' if moved > 0 else _MINUS}{days(abs(moved))}"


def _moved(change: CloseDateChange) -> float:
    """By how many days of the calendar, whatever time is worked: both are days themselves."""
    return (change.after - change.before) / DAY


def hand_over_words(one: HandOver) -> str:
    """One hand-over in a sentence, with how long the deal waited after it."""
    how = tr("Owner changed") if one.of_owner else tr("The next step was entered by somebody else")
    waited = (
        ""
        if one.waited is None
        else tr("; then nothing was done for {days}", days=days(one.waited, one.day_hours))
    )
    return f"{how}: {hand_over_label(one)}, {day_and_time(one.time)}{waited}"


def hand_over_label(one: HandOver) -> str:
    """`Zofia Kamińska → Jonas Weidner`."""
    return f"{one.before} → {one.after}"


def expected_words(story: DealStory) -> str:
    """What the flag on the axis says."""
    return tr("Last expected to close on {expected}", expected=date(story.expected))


def change_values(change: FieldChange, currency: str) -> tuple[str, str]:
    """The old and the new value as people read them, a dash where there is none."""
    return _shown(change.field, change.old, currency), _shown(change.field, change.new, currency)


def change_difference(change: FieldChange) -> str:
    """How far a value moved: `+9 %` of an amount, `+30 days` of a close date, else nothing."""
    if not change.old or not change.new:
        return ""
    if change.field == AMOUNT:
        return amount_difference(AmountChange(0, float(change.old), float(change.new)))
    if change.field == CLOSE_DATE:
        return close_date_label(CloseDateChange(0, day(change.old), day(change.new)))
    return ""


def times(count: int) -> str:
    """`once`, `twice`, `three times`, `12 times`."""
    return _TIMES[count] if 0 <= count < len(_TIMES) else plural(count, "time")


def ordinal(count: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = "th" if 10 < count % 100 < 20 else _ENDINGS.get(count % 10, "th")
    return f"{count}{ending}"


def _shown(field: str, text: str, currency: str) -> str:
    if not text:
        return UNKNOWN
    if field == AMOUNT:
        return money(float(text), currency)
    return date(day(text)) if field == CLOSE_DATE else text


def _told(said: str, time: int, who: str) -> str:
    return f"{said}, {day_and_time(time)}" + (f", {who}" if who else "")
