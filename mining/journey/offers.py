"""What a log holds that could be a signal: kinds of events, what they are often about, contact roles, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.journey.signal_words import pattern_of, signal_words, words_of
from models.categorical import MISSING, Categorical
from models.deal_activity import Direction
from models.event_log import CONTACT_ROLE, DIRECTION, SUBJECT, EventKind, EventLog
from models.label import key
from models.signal import SET, Signal
from resources.translation import tr

ACTIVITIES, SUBJECTS, ROLES, FIELDS = (
    tr("Activities"),
    tr("What they are about"),
    tr("Contact roles"),
    tr("Fields"),
)
"""The groups of offers, in the order in which they are shown."""

_MOST_SUBJECTS, _MOST_VALUES, _MOST_ROLES = 40, 6, 40
_MOST_COUNTED, _AT_ONCE = 256, 64
"""Of so many labels at most the deals are counted, and of so many at once."""
_FEWEST = 2
"""Deals in which a subject or a value occurs at least: what is found once is no pattern."""
_WORDS_OF_FIELD = 24
"""A field with more distinct values than so many holds amounts, dates or notes: only that it is set is offered."""

_HEAD = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg)\s*:\s*)*", re.IGNORECASE)
_TAIL = re.compile(r"\s+[-–—|/#(\[].*$|\d.*$|[,;].*$", re.DOTALL)
_SIDES = {Direction.INCOMING.value: "buyer", Direction.OUTGOING.value: "seller"}


@dataclass(frozen=True)
class Offer:
    """Something that the log holds, as the nameless signal that it would be, with its events and deals."""

    group: str
    signal: Signal
    events: int
    deals: int

    @property
    def words(self) -> str:
        """What it is, in one line."""
        return words_of(self.signal.subject) if self.group == SUBJECTS else signal_words(self.signal)


def offers_of(log: EventLog, documented: frozenset[str]) -> tuple[Offer, ...]:
    """What the prepared log with events of all kinds offers, the most frequent first within each group.

    Stage changes to one of the `documented` names (as `models.label.key` compares them) are no evidence of a buyer.
    """
    is_documented = np.array(
        [key(label) in documented for label in log.activity.labels] + [False], dtype=bool
    )
    events = np.flatnonzero(~((log.kind == EventKind.STAGE) & is_documented[log.activity.codes]))
    found = (*_activities(log, events), *_subjects(log, events), *_roles(log, events), *_fields(log))
    order = {group: place for place, group in enumerate((ACTIVITIES, SUBJECTS, ROLES, FIELDS))}
    return tuple(
        sorted(found, key=lambda offer: (order[offer.group], -offer.deals, -offer.events, offer.words))
    )


def about(subject: str) -> str:
    """What a subject is about without who and when: `RE: Security review - Acme 2026` is `Security review`."""
    return " ".join(_TAIL.sub("", _HEAD.sub("", subject, count=1)).split()).strip(" :")


def _activities(log: EventLog, events: NDArray[np.int64]) -> Iterator[Offer]:
    """Every kind of event, and where the log says so which of it came in and which went out, if not all did."""
    codes, case = log.activity.codes[events], log.case_of_event[events]
    whole: dict[str, int] = {}
    for code, count, deals in _counted(codes, case):
        whole[log.activity.labels[code]] = count
        yield Offer(ACTIVITIES, Signal("", kinds=(log.activity.labels[code],)), count, deals)
    ways = log.extra.get(DIRECTION)
    if ways is None or not ways.labels:
        return
    n_ways = len(ways.labels)
    known = (ways.codes[events] != MISSING) & (codes != MISSING)
    both = codes[known].astype(np.int64) * n_ways + ways.codes[events][known]
    for cell, count, deals in _counted(both, case[known]):
        side, label = _SIDES.get(ways.labels[cell % n_ways]), log.activity.labels[cell // n_ways]
        if side is not None and count < whole[label]:
            yield Offer(ACTIVITIES, Signal("", kinds=(label,), by=side), count, deals)


def _subjects(log: EventLog, events: NDArray[np.int64]) -> Iterator[Offer]:
    subjects = log.extra.get(SUBJECT)
    if subjects is None:
        return
    heads = Categorical.of(about(label) for label in subjects.labels)
    codes = np.append(heads.codes, MISSING)[subjects.codes[events]]
    counted = sorted(_counted(codes, log.case_of_event[events]), key=lambda found: -found[2])
    for code, count, deals in counted[:_MOST_SUBJECTS]:
        head = heads.labels[code]
        if deals >= _FEWEST and len(head) > 2:
            yield Offer(SUBJECTS, Signal("", subject=pattern_of(head)), count, deals)


def _roles(log: EventLog, events: NDArray[np.int64]) -> Iterator[Offer]:
    """Which kinds of events the contacts of each role took part in."""
    roles = log.extra.get(CONTACT_ROLE)
    if roles is None or not roles.labels:
        return
    codes, case = log.activity.codes[events], log.case_of_event[events]
    titles = {key(part): part.strip() for label in roles.labels for part in label.split(";") if key(part)}
    found = []
    for wanted, title in titles.items():
        has = [wanted in map(key, label.split(";")) for label in roles.labels]
        takes_part = np.array([*has, False], dtype=bool)[roles.codes[events]]
        for code, count, deals in _counted(codes[takes_part], case[takes_part]):
            signal = Signal("", kinds=(log.activity.labels[code],), contact_role=title)
            found.append(Offer(ROLES, signal, count, deals))
    yield from sorted(found, key=lambda offer: -offer.deals)[:_MOST_ROLES]


def _fields(log: EventLog) -> Iterator[Offer]:
    """Every field whose history is known, and its usual values where it has only a few."""
    changes = log.changes
    is_set = changes.new.codes != MISSING
    for code, count, deals in _counted(changes.field.codes[is_set], changes.case[is_set]):
        field = changes.field.labels[code]
        yield Offer(FIELDS, Signal("", field=field, becomes=SET), count, deals)
        own = is_set & (changes.field.codes == code)
        values = list(_counted(changes.new.codes[own], changes.case[own]))
        if len(values) <= _WORDS_OF_FIELD:
            for value, times, in_deals in sorted(values, key=lambda found: -found[2])[:_MOST_VALUES]:
                signal = Signal("", field=field, becomes=changes.new.labels[value])
                yield Offer(FIELDS, signal, times, in_deals)


def _counted(
    codes: NDArray[np.int32] | NDArray[np.int64], case: NDArray[np.int32]
) -> Iterator[tuple[int, int, int]]:
    """The codes that occur most, how often, and in how many cases; `MISSING` counts nothing.

    Distinct cases are ticked off in a table, some codes at a time: to sort millions of events takes seconds.
    """
    known = codes != MISSING
    codes, case = codes[known], case[known]
    if not len(codes):
        return
    events = np.bincount(codes)
    most = np.argsort(-events, kind="stable")[:_MOST_COUNTED]
    most = np.sort(most[events[most] > 0])
    row = np.full(len(events), MISSING, dtype=np.int64)
    row[most] = np.arange(len(most))
    for begin in range(0, len(most), _AT_ONCE):
        of_event = row[codes] - begin
        at = np.flatnonzero((of_event >= 0) & (of_event < _AT_ONCE))
        ticked = np.zeros((min(_AT_ONCE, len(most) - begin), int(case.max()) + 1), dtype=bool)
        ticked[of_event[at], case[at]] = True
        deals = np.count_nonzero(ticked, axis=1)
        yield from zip(
            most[begin : begin + _AT_ONCE].tolist(),
            events[most[begin : begin + _AT_ONCE]].tolist(),
            deals.tolist(),
            strict=True,
        )
