"""The story of one deal from the facts of the log: amounts, close dates, hand-overs and what passed with the buyer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from mining.deals.days import created, days_between
from models.case_table import NO_TIME, Outcome
from models.deal_activity import DealActivity
from models.deal_path import DealPath, Step
from models.deal_story import AmountChange, CloseDateChange, DealStory, FieldChange, HandOver
from models.event_log import EventLog
from models.field_history import AMOUNT, CLOSE_DATE, OWNER

NAN = float("nan")


def deal_story(
    log: EventLog, path: DealPath, activities: Sequence[DealActivity], robots: Collection[str] = ()
) -> DealStory:
    """The story of the deal of `path` in `log`; `robots` are users that are no persons, who take nothing over."""
    case, table = path.case, log.cases
    steps = [step for step in path.steps if step.happened]
    outcome = Outcome(table.outcome[case])
    ended = _ended(int(table.closed[case]), outcome, steps)
    opened = int(created(log)[case])
    changes = _changes(log, case)
    from_buyer = [activity for activity in activities if activity.from_buyer]
    amount = float(table.amount[case])
    until = max(log.derived(_last), activities[-1].time if activities else NO_TIME)
    over = until if outcome is Outcome.OPEN else ended
    return DealStory(
        owner=table.owner.text(case),
        currency=table.currency.text(case),
        outcome=outcome,
        opened=opened,
        opened_by=steps[0].who if steps else "",
        ended=ended,
        until=until,
        stage=steps[-1].stage if steps else "",
        amounts=amounts_of(changes, opened, amount),
        close_dates=close_dates_of(changes, opened, ended),
        hand_overs=hand_overs_of(log, changes, steps, activities, robots),
        changes=changes,
        heard=len(from_buyer),
        last_heard=from_buyer[-1].time if from_buyer else NO_TIME,
        done=len(activities) - len(from_buyer),
        took=None if NO_TIME in (opened, over) else days_between(log, opened, over),
        day_hours=log.day_hours,
    )


def amounts_of(changes: Sequence[FieldChange], opened: int, amount: float) -> tuple[AmountChange, ...]:
    """The amounts one after the other; where no change is known, the `amount` the deal has, since it was opened."""
    own = [change for change in changes if change.field == AMOUNT]
    if not own:
        return (AmountChange(opened, NAN, amount),) if amount == amount else ()
    found = [
        AmountChange(change.time, _number(change.old), _number(change.new), change.who) for change in own
    ]
    first = found[0]
    if first.before == first.before:
        found.insert(0, AmountChange(min(opened, first.time), NAN, first.before))
    return tuple(found)


def close_dates_of(changes: Sequence[FieldChange], opened: int, ended: int) -> tuple[CloseDateChange, ...]:
    """The close dates one after the other, with how often they were put off before the deal `ended`."""
    found: list[CloseDateChange] = []
    pushes = 0
    for change in changes:
        if change.field != CLOSE_DATE:
            continue
        before, after = day(change.old), day(change.new)
        if not found and before != NO_TIME:
            found.append(CloseDateChange(min(opened, change.time), NO_TIME, before))
        at_close = ended != NO_TIME and change.time >= ended
        is_push = before != NO_TIME and after != NO_TIME and after > before and not at_close
        pushes += is_push
        found.append(
            CloseDateChange(change.time, before, after, change.who, pushes if is_push else 0, at_close)
        )
    return tuple(found)


def hand_overs_of(
    log: EventLog,
    changes: Sequence[FieldChange],
    steps: Sequence[Step],
    activities: Sequence[DealActivity],
    robots: Collection[str],
) -> tuple[HandOver, ...]:
    """Changes of owner, and steps that another person entered than the one before, in order of time.

    Where a new owner enters the first step after the change of owner, that is one hand-over.
    """
    owners = [
        HandOver(change.time, change.old, change.new, of_owner=True)
        for change in changes
        if change.field == OWNER and change.old and change.new
    ]
    found = list(owners)
    known = [step for step in steps if step.who and step.who not in robots]
    for earlier, later in pairwise(known):
        was_told = any(
            change.after == later.who and earlier.begin <= change.time <= later.begin for change in owners
        )
        if earlier.who != later.who and not was_told:
            found.append(HandOver(later.begin, earlier.who, later.who, of_owner=False))
    done = sorted(
        [step.begin for step in steps] + [activity.time for activity in activities if not activity.is_inbound]
    )
    found.sort(key=lambda hand_over: hand_over.time)
    return tuple(replace(one, waited=_wait(log, one.time, done), day_hours=log.day_hours) for one in found)


def _wait(log: EventLog, time: int, done: Sequence[int]) -> float | None:
    following = next((moment for moment in done if moment > time), None)
    return None if following is None else days_between(log, time, following)


def _changes(log: EventLog, case: int) -> tuple[FieldChange, ...]:
    told = log.changes
    return tuple(
        FieldChange(
            told.field.text(row),
            int(told.timestamp[row]),
            told.old.text(row),
            told.new.text(row),
            told.who.text(row),
        )
        for row in told.of_case(case)
    )


def _ended(closed: int, outcome: Outcome, steps: Sequence[Step]) -> int:
    if outcome not in (Outcome.WON, Outcome.LOST):
        return NO_TIME
    return closed if closed != NO_TIME else steps[-1].begin if steps else NO_TIME


def _last(log: EventLog) -> int:
    return int(log.timestamp.max()) if log.n_events else NO_TIME


def _number(text: str) -> float:
    return float(text) if text else NAN


def day(text: str) -> int:
    """The midnight (microseconds UTC) a day such as 2026-03-31 begins with, `NO_TIME` for no text."""
    if not text:
        return NO_TIME
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def with_names(story: DealStory, names: Mapping[str, str]) -> DealStory:
    """The story with other names for people; who is not among the `names` keeps their own."""

    def named(text: str) -> str:
        return names.get(text, text)

    return replace(
        story,
        owner=named(story.owner),
        opened_by=named(story.opened_by),
        amounts=tuple(replace(one, who=named(one.who)) for one in story.amounts),
        close_dates=tuple(replace(one, who=named(one.who)) for one in story.close_dates),
        hand_overs=tuple(
            replace(one, before=named(one.before), after=named(one.after)) for one in story.hand_overs
        ),
        changes=tuple(
            replace(one, who=named(one.who), old=named(one.old), new=named(one.new)) for one in story.changes
        ),
    )
