"""Bare close: a deal ended without what its end asks for, evidence or a field such as the reason of a loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.beside.finding import Gap, Told, earliest
from mining.journey.changed_fields import plain_field
from mining.journey.two_sided import Finding
from models.buyer_check import SignalEvidence
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog, Times
from models.sales_process import End
from resources.translation import tr

_NO_SIGNAL = tr(
    "Bare close as {end}: nothing in the log is {what}, which it asks for; say in Buyer journey what counts."
)
_NO_FIELD = tr(
    "Bare close as {end}: no deal of the log has a value of the field {what}, which that end asks for."
)
_OUTCOMES = {"won": Outcome.WON, "lost": Outcome.LOST}


@dataclass(frozen=True, eq=False)
class _Lack:
    """Something that an end asks for: what it is called, in which deals it was asked for, and which lack it."""

    what: str
    asked: NDArray[np.bool_]
    lacks: NDArray[np.bool_]


def bare_close(
    log: EventLog,
    ends: Sequence[End],
    reached: Mapping[str, Times],
    signals: Mapping[str, SignalEvidence],
) -> Told:
    """By end that asks for something: the deals that ended so without it.

    `log` is the checked log. `reached` gives by end when every case came to it (`NO_TIME` for never), which is by when
    a signal must have been seen; the field is looked at as it is now. Nothing is compared: they all ended alike.
    """
    findings, facts, gaps = [], [], list[Gap]()
    for end in ends:
        lacking = [*_signals(end, reached, signals, gaps), *_field(log, end, ends, gaps)]
        if not lacking:
            continue
        key = DeviationKey(DeviationType.BARE_CLOSE, end.title)
        shown = np.logical_or.reduce([one.lacks for one in lacking])
        judged = np.logical_or.reduce([one.asked for one in lacking])
        findings.append(Finding(key, shown, judged, np.zeros(len(shown), dtype=bool)))
        facts.append(earliest(key, *_told(log, end, reached, shown, lacking)))
    return Told(tuple(findings), tuple(facts), tuple(gaps))


def _signals(
    end: End, reached: Mapping[str, Times], signals: Mapping[str, SignalEvidence], gaps: list[Gap]
) -> Iterator[_Lack]:
    for name in dict.fromkeys(end.requires):
        signal = signals.get(name)
        if signal is None or not len(signal):
            sentence = _NO_SIGNAL.format(end=end.title, what=name)
            gaps.append(Gap(DeviationType.BARE_CLOSE, sentence))
            continue
        times = reached[end.title]
        first, asked = signal.first(len(times)), times != NO_TIME
        yield _Lack(name, asked, asked & ((first == NO_TIME) | (first > times)))


def _field(log: EventLog, end: End, ends: Sequence[End], gaps: list[Gap]) -> Iterator[_Lack]:
    if not end.requires_field:
        return
    empty = is_empty(log.cases, end.requires_field)
    if empty.all():
        if len(empty):
            sentence = _NO_FIELD.format(end=end.title, what=end.requires_field)
            gaps.append(Gap(DeviationType.BARE_CLOSE, sentence))
        return
    asked = ended_so(log, end, ends)
    yield _Lack(tr("a value of {requires_field}", requires_field=end.requires_field), asked, asked & empty)


def ended_so(log: EventLog, end: End, ends: Sequence[End]) -> NDArray[np.bool_]:
    """One flag a case: is this its end: its last stage, or, where its last stage is none of the `ends`, its outcome?"""
    last = np.where(np.diff(log.case_start) > 0, log.case_start[1:] - 1, log.n_events)

    def is_last(*titles: str) -> NDArray[np.bool_]:
        return np.append(log.activity.is_any_of(titles), False)[last]

    found = is_last(end.title)
    outcome = _OUTCOMES.get(end.name)
    if outcome is not None:
        found |= (log.cases.outcome == outcome) & ~is_last(*(one.title for one in ends))
    return found


def is_empty(cases: CaseTable, field: str) -> NDArray[np.bool_]:
    """One flag a case: has it no value of the field, compared by the letters and digits of its name?"""
    wanted = plain_field(field)
    if wanted == "amount":
        return np.isnan(cases.amount)
    columns = {"owner", "team", "segment", "source", "product", "currency"}
    column: Categorical | None = getattr(cases, wanted) if wanted in columns else None
    for title, extra in cases.extra.items():
        if column is None and plain_field(title) == wanted:
            column = extra
    if column is None:
        return np.ones(len(cases), dtype=bool)
    blank = np.array([*(not label.strip() for label in column.labels), True], dtype=bool)
    return np.asarray((column.codes == MISSING) | blank[column.codes])


def _told(
    log: EventLog, end: End, reached: Mapping[str, Times], shown: NDArray[np.bool_], lacking: Sequence[_Lack]
) -> tuple[NDArray[np.int32], Times, Categorical]:
    """The cases, when they ended, and what they lack."""
    case = np.flatnonzero(shown).astype(np.int32)
    ended = np.append(log.timestamp, NO_TIME)[
        np.where(np.diff(log.case_start) > 0, log.case_start[1:] - 1, -1)
    ]
    time = reached.get(end.title, ended)
    time = np.where(time == NO_TIME, ended, time)[case]
    pattern = sum(one.lacks[case].astype(np.int64) << place for place, one in enumerate(lacking))
    words = {
        number: tr(" and ").join(one.what for place, one in enumerate(lacking) if number >> place & 1)
        for number in np.unique(pattern).tolist()
    }
    return case, time, Categorical.of([words[number] for number in np.asarray(pattern).tolist()])
