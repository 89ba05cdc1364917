"""What is asked beside the flow, piece by piece: each with what it depends on, so that an edit redoes the least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from mining.areas.handovers import handovers_of
from mining.beside.bare_close import bare_close
from mining.beside.finding import Told
from mining.beside.followed import Followed
from mining.beside.handed_over import handed_over
from mining.beside.late import late, no_time
from mining.beside.quiet import Quiet
from mining.beside.stalled import stalled, without_buyers
from mining.beside.wrong_role import People, nobody_known, wrong_role
from mining.journey.check_buyer import BuyerMemory
from mining.process.days import days_of
from models.deviation import DeviationType
from models.event_log import EventLog
from models.sales_process import SalesProcess

Inputs = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class Subject:
    """A log with what was read off it and its check: what all pieces look at."""

    log: EventLog
    checked: EventLog
    process: SalesProcess
    buyer: BuyerMemory | None
    quiet: Quiet
    followed: Followed
    people: People


@dataclass(frozen=True, eq=False)
class Piece:
    """One thing to ask: of which kind and about what, on what the answer depends, and how to find it."""

    kind: DeviationType
    about: str
    inputs: Inputs
    work: Callable[[], Told]


def pieces(subject: Subject) -> Iterator[Piece]:
    """Everything that is asked of a log, stage by stage."""
    yield from _stalled(subject)
    yield from _late(subject)
    yield from _wrong_role(subject)
    yield _bare_close(subject)
    yield _hand_over(subject)


def asked_of(process: SalesProcess) -> tuple[str, ...]:
    """The stages of which it matters where the process has them, in documented order: with a time or an owner."""
    return tuple(
        stage.name
        for stage in process.stages
        if stage.owners or (stage.allowed and days_of(stage.allowed) is not None)
    )


def same(one: Inputs, other: Inputs) -> bool:
    """Whether two answers are alike: texts, numbers and what is made of them by value, all else by identity."""
    return len(one) == len(other) and all(map(_same, one, other))


def _same(one: object, other: object) -> bool:
    if one is other:
        return True
    values = one.values() if isinstance(one, Mapping) else one if isinstance(one, tuple) else (one,)
    by_value = not any(isinstance(value, np.ndarray) for value in values)
    return by_value and type(one) is type(other) and one == other


def _stalled(subject: Subject) -> Iterator[Piece]:
    quiet = subject.quiet
    for stage in subject.process.stages:
        within = days_of(stage.allowed)
        work = partial(stalled, quiet, stage.name, within)
        yield Piece(DeviationType.STALLED, stage.name, (quiet, within), work)
    yield Piece(DeviationType.STALLED, "", (quiet,), partial(without_buyers, quiet))


def _late(subject: Subject) -> Iterator[Piece]:
    lengths, ends = subject.quiet.lengths, tuple(end.title for end in subject.process.ends)
    for stage in subject.process.stages:
        within = days_of(stage.allowed)
        if within is not None:
            followed = subject.followed.by_stage[stage.name]
            work = partial(late, lengths, stage.name, within, followed, ends)
            yield Piece(DeviationType.LATE, stage.name, (lengths, within, followed, ends), work)
        elif stage.allowed:
            unread = partial(no_time, stage.name, stage.allowed)
            yield Piece(DeviationType.LATE, stage.name, (stage.allowed,), unread)


def _wrong_role(subject: Subject) -> Iterator[Piece]:
    stays, people = subject.followed.stays, subject.people
    owned = [stage for stage in subject.process.stages if stage.owners]
    for stage in owned:
        followed = subject.followed.by_stage[stage.name]
        work = partial(wrong_role, stays, stage.name, stage.owners, people, followed)
        yield Piece(DeviationType.WRONG_ROLE, stage.name, (stays, stage.owners, people, followed), work)
    if owned:
        known = partial(nobody_known, subject.checked, people)
        yield Piece(DeviationType.WRONG_ROLE, "", (stays, people), known)


def _bare_close(subject: Subject) -> Piece:
    checked, ends, buyer = subject.checked, subject.process.ends, subject.buyer
    reached, signals = (buyer.exits.left, buyer.seen.found) if buyer else ({}, ())
    work = partial(bare_close, checked, ends, reached, {signal.name: signal for signal in signals})
    return Piece(DeviationType.BARE_CLOSE, "", (checked, ends, reached, signals), work)


def _hand_over(subject: Subject) -> Piece:
    log, process = subject.log, subject.process
    evidence = subject.buyer.seen.found if subject.buyer else None
    calendar, roles = subject.quiet.lengths.clocks.calendar, tuple(subject.people.roles.items())

    def work() -> Told:
        return handed_over(log, handovers_of(log, process, evidence), calendar)

    inputs = (log, subject.checked, process.handoffs, evidence, calendar, roles)
    return Piece(DeviationType.HAND_OVER, "", inputs, work)
