"""What can be held against what, in words: the questions on offer, and the two sides that each of them means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mining.comparing.leading import joined
from mining.deals.days import created
from mining.filtering import case_mask
from mining.number_format import date, plural
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.case_table import DAY, NO_TIME, Outcome
from models.categorical import Categorical
from models.comparison import SMALLEST, Side
from models.conformance import Status
from models.event_log import EventLog
from models.saved_filter import SavedFilter
from resources.translation import tr, tr_n

FEWEST_OTHERS = 5
"""One person is only held against at least so many others."""

Mask = NDArray[np.bool_]


class Split(StrEnum):
    """What divides the deals into two sides; the values are the words of the interface."""

    OUTCOME = "Won against lost"
    TEAMS = "Team against team"
    SEGMENTS = "Segment against segment"
    PERSON = "One rep against the rest"
    DATE = "Before against after"
    PROCESS = "Follows against departs"
    FILTER = "These deals against the rest"
    SAVED = "Saved filter against saved filter"


@dataclass(frozen=True)
class Question:
    """What the user asks: a split, the values it needs (teams, segments, an owner, names of saved filters), a time.

    `since` is in microseconds UTC.
    """

    split: Split
    first: str = ""
    second: str = ""
    since: int | None = None


@dataclass(frozen=True)
class Offer:
    """Whether a split can be asked for (`why_not` is empty) and what there is to choose, the most deals first.

    `names` are values with their deals, None where they are not counted; `span` is the first and the last creation
    in microseconds UTC.
    """

    why_not: str = ""
    names: tuple[tuple[str, int | None], ...] = ()
    span: tuple[int, int] | None = None

    def completed(self, question: Question) -> Question:
        """The question with every missing or vanished value chosen: the two largest, the day in the middle."""
        known = [name for name, _ in self.names]
        first = question.first if question.first in known else next(iter(known), "")
        others = [name for name in known if name != first]
        second = question.second if question.second in others else next(iter(others), "")
        since = question.since
        if self.span is not None and (since is None or not self.span[0] < since <= self.span[1]):
            middle = (self.span[0] + self.span[1]) // 2
            since = max(middle // DAY * DAY, self.span[0] + 1)
        return replace(question, first=first, second=second, since=since)


def offers(analysis: Analysis, mask: Mask, saved: Sequence[SavedFilter] = ()) -> dict[Split, Offer]:
    """Every split, over the deals in `mask`, which are those that pass the filter."""
    log = analysis.log
    cases = log.cases
    won, lost = (int(np.count_nonzero(cases.outcome[mask] == end)) for end in (Outcome.WON, Outcome.LOST))
    people = _counted(cases.owner, mask)
    times = created(log)[mask]
    times = times[times != NO_TIME]
    span = (int(times.min()), int(times.max())) if len(times) else None
    return {
        Split.OUTCOME: Offer("" if won and lost else tr("these deals have no won and lost ones")),
        Split.TEAMS: _of_values(cases.team, mask, "teams"),
        Split.SEGMENTS: _of_values(cases.segment, mask, "segments"),
        Split.PERSON: Offer(
            ""
            if len(people) > FEWEST_OTHERS
            else tr(
                "needs {fewest_others} owners, so that nobody is singled out", fewest_others=FEWEST_OTHERS + 1
            ),
            people,
        ),
        Split.DATE: Offer("" if span and span[0] < span[1] else tr("no dates are known"), span=span),
        Split.PROCESS: Offer("" if analysis.conformance else tr("there is no documented process")),
        Split.FILTER: Offer(tr("set a filter first") if mask.all() else ""),
        Split.SAVED: Offer(
            "" if len(saved) > 1 else tr("save two filters first"), tuple((one.name, None) for one in saved)
        ),
    }


def sides_of(
    question: Question,
    analysis: Analysis,
    chosen: CaseFilter,
    mask: Mask,
    saved: Sequence[SavedFilter] = (),
) -> tuple[Side, Side]:
    """The two sides of a completed question among the deals in `mask`, those that pass the filter `chosen`."""
    log, split = analysis.log, question.split
    if split is Split.OUTCOME:
        return (
            _narrowed(log, mask, tr("Won deals"), "winners", _only(chosen, "outcomes", Outcome.WON)),
            _narrowed(log, mask, tr("Lost deals"), "losers", _only(chosen, "outcomes", Outcome.LOST)),
        )
    if split is Split.TEAMS:
        return _both(
            _narrowed(log, mask, name, tr("deals of {name}", name=name), _only(chosen, "teams", name))
            for name in (question.first, question.second)
        )
    if split is Split.SEGMENTS:
        return _both(
            _narrowed(log, mask, name, tr("{name} deals", name=name), _only(chosen, "segments", name))
            for name in (question.first, question.second)
        )
    if split is Split.PERSON:
        return _person(log, question.first, chosen, mask)
    if split is Split.DATE:
        return _around(log, question.since or 0, chosen, mask)
    if split is Split.PROCESS:
        return _by_status(analysis, chosen, mask)
    if split is Split.SAVED:
        kept = {one.name: one.filter for one in saved}
        return _both(
            _of_saved(analysis, mask, name, kept[name], chosen) for name in (question.first, question.second)
        )
    return Side(tr("These deals"), tr("these deals"), mask, chosen), Side(
        tr("All others"), tr("all others"), ~mask
    )


def why_not(first: Side, second: Side) -> str:
    """Why nothing can be told of two sides, in one or two sentences; empty where something can."""
    both = int(np.count_nonzero(first.mask & second.mask))
    if both:
        return tr_n(
            "{deals} is on both sides. Choose two sides that share no deal: what is on both would be "
            "compared with itself.",
            "{deals} are on both sides. Choose two sides that share no deal: what is on both would "
            "be compared with itself.",
            both,
            deals=plural(both, "deal"),
        )
    small = [side for side in (first, second) if side.cases < SMALLEST]
    if not small:
        return ""
    told = tr(" and ").join(
        f"{side.name} ({(plural(side.cases, 'deal') if side.cases else tr('no deals'))})" for side in small
    )
    return tr(
        "Too small to tell: {told}. A comparison needs at least {smallest} deals on either side.",
        told=told,
        smallest=SMALLEST,
    )


def _counted(column: Categorical, mask: Mask) -> tuple[tuple[str, int], ...]:
    """The values of the deals in `mask` with their counts, the most frequent first; without a value left out."""
    counts = np.bincount(column.codes[mask] + 1, minlength=len(column.labels) + 1)[1:].tolist()
    found = [(name, count) for name, count in zip(column.labels, counts, strict=True) if count]
    return tuple(sorted(found, key=lambda item: (-item[1], item[0])))


def _of_values(column: Categorical, mask: Mask, noun: str) -> Offer:
    names = _counted(column, mask)
    return Offer("" if len(names) > 1 else tr("these deals have no two {noun}", noun=noun), names)


def _both(sides: Iterable[Side]) -> tuple[Side, Side]:
    first, second = sides
    return first, second


def _only(chosen: CaseFilter, field: str, *values: str | Outcome | Status) -> CaseFilter:
    return replace(chosen, **{field: frozenset(values)})  # type: ignore[arg-type]  # by field name


def _narrowed(log: EventLog, mask: Mask, name: str, phrase: str, narrowed: CaseFilter) -> Side:
    """The deals in `mask` that pass who and how a filter asks for; its other fields they have passed already."""
    quick = CaseFilter(narrowed.owners, narrowed.teams, narrowed.segments, narrowed.outcomes)
    return Side(name, phrase, mask & case_mask(log, quick, None), narrowed)


def _by_status(analysis: Analysis, chosen: CaseFilter, mask: Mask) -> tuple[Side, Side]:
    names = (
        (tr("Follow the process"), tr("deals that follow the process"), Status.CONFORMS),
        (tr("Depart from it"), tr("deals that depart from it"), Status.DEVIATES),
    )
    return _both(
        _of_filter(analysis, mask, name, phrase, _only(chosen, "statuses", status))
        for name, phrase, status in names
    )


def _of_filter(analysis: Analysis, mask: Mask, name: str, phrase: str, narrowed: CaseFilter) -> Side:
    """The deals in `mask` that pass a filter of any fields."""
    passing = case_mask(analysis.log, narrowed, analysis.conformance, analysis.rules)
    return Side(name, phrase, mask & passing, narrowed)


def _of_saved(analysis: Analysis, mask: Mask, name: str, kept: CaseFilter, chosen: CaseFilter) -> Side:
    side = _of_filter(analysis, mask, name, tr("deals of “{name}”", name=name), kept)
    return replace(side, filter=joined(chosen, kept))


def _person(log: EventLog, name: str, chosen: CaseFilter, mask: Mask) -> tuple[Side, Side]:
    others = frozenset(value for value, _ in _counted(log.cases.owner, mask)) - {name}
    return (
        _narrowed(log, mask, name, tr("deals of {name}", name=name), _only(chosen, "owners", name)),
        _narrowed(log, mask, tr("The rest"), tr("those of the rest"), _only(chosen, "owners", *others)),
    )


def _around(log: EventLog, since: int, chosen: CaseFilter, mask: Mask) -> tuple[Side, Side]:
    times = created(log)
    begin, end = chosen.period
    return (
        Side(
            tr("Created before {since}", since=date(since)),
            tr("deals created before {since}", since=date(since)),
            mask & (times != NO_TIME) & (times < since),
            replace(chosen, period=(begin, since)),
        ),
        Side(
            tr("Created since"),
            tr("those created since"),
            mask & (times >= since),
            replace(chosen, period=(since, end)),
        ),
    )
