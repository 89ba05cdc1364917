"""What two sides amount to besides their paths: how they end, how long they take, what they depart in, their mix."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mining.comparing.defining import BY_CHOICE, Defining
from mining.comparing.rows import FEWEST, Raw, mean_row, median_row, share_rows
from mining.conformance.weights import Tally, alike_in, tally
from mining.mann_whitney import rank_test
from models.case_table import NO_TIME, Outcome
from models.categorical import Categorical
from models.comparison import About, Side, Topic, Unit
from models.conformance import Conformance, Status
from models.event_log import EventLog

_COLUMNS = {"segment": "Segment", "source": "Source", "team": "Team", "product": "Product"}
_MOST_VALUES = 12
"""Of a column with more values only the most frequent ones are compared."""

Sides = tuple[Side, Side]
Counted = tuple[int, int]


def measure_rows(log: EventLog, sides: Sides, known: Defining) -> list[Raw]:
    """Outcome, duration, amounts, number of stages and mix."""
    cases = log.cases
    won, ended, is_open = (
        tuple(int(np.isin(cases.outcome[side.mask], some).sum()) for side in sides)
        for some in ([Outcome.WON], [Outcome.WON, Outcome.LOST], [Outcome.OPEN])
    )
    chosen = BY_CHOICE if known.by_outcome else ""
    settled = BY_CHOICE if known.by_outcome or known.by_status or known.by_period else ""
    found = share_rows(
        [
            (About(Topic.WIN_RATE), (won[0], ended[0]), (won[1], ended[1]), chosen or known.reach),
            (About(Topic.OPEN), (is_open[0], sides[0].cases), (is_open[1], sides[1].cases), settled),
            *_mix(log, sides, known),
        ]
    )
    found.append(_cycle_time(log, sides, known))
    found += _amounts(log, sides)
    found.append(_stages(log, sides, known.reach))
    return found


def check_rows(found: Conformance, sides: Sides, known: Defining) -> list[Raw]:
    """Who follows, how well the deals fit, and every deviation among the deals judged for it."""
    why = BY_CHOICE if known.by_status else known.reach
    counts = [np.bincount(found.status[side.mask], minlength=len(Status)) for side in sides]
    follows = [(int(n[Status.CONFORMS]), int(n[Status.CONFORMS] + n[Status.DEVIATES])) for n in counts]
    rows = [(About(Topic.FOLLOWS), follows[0], follows[1], why), *_deviations(found, sides, known)]
    fit = np.full(found.log.n_cases, np.nan)
    judged = (found.status != Status.UNCHECKED) & (found.worst_cost > 0)
    fit[judged] = 1 - found.counted_cost[judged] / found.worst_cost[judged]
    values = [fit[side.mask & judged] for side in sides]
    return [*share_rows(rows), mean_row(About(Topic.FITNESS), Unit.SHARE, values[0], values[1], why)]


def _deviations(
    found: Conformance, sides: Sides, known: Defining
) -> Iterator[tuple[About, Counted, Counted, str]]:
    for alike in alike_in(found):
        first, second = (tally(alike.deviations, alike.weigh(side.mask)) for side in sides)
        for deviation, one, other in zip(alike.deviations, first, second, strict=True):
            key = deviation.key
            settled = (known.by_status and key.type.is_of_flow) or key in known.deviations
            settled = settled or (known.by_outcome and key.stage in found.ends)
            if one.cases or other.cases:
                first_rate, second_rate = (_rate(tallied, bool(known.reach)) for tallied in (one, other))
                about = About(Topic.DEVIATION, deviation=key)
                if first_rate[1] or second_rate[1]:
                    yield about, first_rate, second_rate, BY_CHOICE if settled else ""


def _rate(tallied: Tally, as_far: bool) -> Counted:
    """Deals with it of those judged; where one side gets further, of the closed deals that got at least as far."""
    if as_far:
        return tallied.closed, tallied.closed + tallied.closed_without
    return tallied.cases, tallied.eligible


def _mix(log: EventLog, sides: Sides, known: Defining) -> Iterator[tuple[About, Counted, Counted, str]]:
    for name, title in _COLUMNS.items():
        column: Categorical = getattr(log.cases, name)
        counts = [np.bincount(column.codes[s.mask] + 1, minlength=len(column.labels) + 1)[1:] for s in sides]
        together = counts[0] + counts[1]
        frequent = np.argsort(-together, kind="stable")[:_MOST_VALUES].tolist()
        for code in frequent:
            if together[code] >= FEWEST:
                about = About(Topic.MIX, column=title, value=column.labels[code])
                one, other = (
                    (int(count[code]), side.cases) for count, side in zip(counts, sides, strict=True)
                )
                yield about, one, other, BY_CHOICE if name in known.columns else ""


def _cycle_time(log: EventLog, sides: Sides, known: Defining) -> Raw:
    """Of the won deals, as everywhere; where one side lost, of all that are closed."""
    cases = log.cases
    some = [Outcome.WON, Outcome.LOST] if known.by_outcome else [Outcome.WON]
    why = "" if known.by_outcome or known.by_status else known.unfinished
    timed = np.isin(cases.outcome, some) & (cases.created != NO_TIME) & (cases.closed != NO_TIME)
    first, second = (
        (log.elapsed_of(cases.closed[chosen]) - log.elapsed_of(cases.created[chosen])) / log.day
        for chosen in (side.mask & timed for side in sides)
    )
    return median_row(About(Topic.CYCLE_TIME), Unit.DAYS, rank_test(first, second), 0, why)


def _amounts(log: EventLog, sides: Sides) -> Iterator[Raw]:
    """The median amount in every currency in which enough deals of either side are."""
    cases = log.cases
    known = ~np.isnan(cases.amount)
    for code in range(-1, len(cases.currency.labels)):
        here = known & (cases.currency.codes == code)
        first, second = (cases.amount[side.mask & here] for side in sides)
        if min(len(first), len(second)) >= FEWEST:
            currency = cases.currency.labels[code] if code >= 0 else ""
            yield median_row(About(Topic.AMOUNT, value=currency), Unit.MONEY, rank_test(first, second), 0)


def _stages(log: EventLog, sides: Sides, why: str) -> Raw:
    entered: NDArray[np.float64] = np.diff(log.case_start).astype(np.float64)
    ended = log.cases.outcome != Outcome.OPEN
    first, second = (entered[side.mask & ended] for side in sides)
    return mean_row(About(Topic.STAGES), Unit.COUNT, first, second, why)
