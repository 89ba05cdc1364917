"""What became of leads that were handed over, counted: all of them, by source, and by the team that got them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.documented import Share
from mining.kpis.periods import horizon_days
from mining.leads.look import BECAME, OPEN, LeadLook
from mining.leads.waits import became_within, wait_until
from mining.privacy.small_groups import FEWEST_PEOPLE
from models.case_table import DAY, NO_TIME, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.kpi_series import KpiValue
from models.label import key
from resources.translation import tr

FEWEST_LEADS = 30
"""Groups below are told with their numbers and compared with nobody."""

_FEW_CONVERSIONS = 20
_USUAL_HORIZON = 90

_Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Reason:
    """Why leads were rejected: the text (empty for none given), how often, and whether the process documents it."""

    text: str
    count: int
    is_documented: bool


@dataclass(frozen=True, eq=False)
class LeadCount:
    """The hand-overs where `shown` is set; `name` is that of the group, empty for all.

    The shares `accepted`, `rejected`, `silent` and `unanswered` are of those that could be judged and add up to one;
    `pending` is how many could not yet. `in_time` is of those of which it is known whether they were touched within the
    allowed time, None where none is documented. `median` and `p90` are days of the hand-over's clock to the first
    touch. `became` is the share that became a deal within `horizon` days of the hand-over, of the accepted ones;
    `won` the share of their deals won within `win_horizon` days of the deal's creation.
    """

    name: str
    shown: _Flags
    leads: int
    pending: int
    accepted: Share
    rejected: Share
    silent: Share
    unanswered: Share
    without_reason: Share | None
    returned: Share
    in_time: Share | None
    median: KpiValue
    p90: KpiValue
    became: KpiValue
    horizon: int
    won: KpiValue
    win_horizon: int
    reasons: tuple[Reason, ...]
    people: int

    @property
    def n(self) -> int:
        """How many hand-overs."""
        return int(self.shown.sum())

    @property
    def is_comparable(self) -> bool:
        """Whether it is large enough to stand beside others."""
        return self.people >= FEWEST_PEOPLE and self.n >= FEWEST_LEADS


@dataclass(frozen=True)
class Horizons:
    """Within how many days leads become deals, and deals are won; the same for all groups."""

    became: int
    won: int


def horizons_of(look: LeadLook, deals: EventLog | None) -> Horizons:
    """Within which nine in ten of those that ever did so did."""
    days = look.fate_days[(look.fate == BECAME) & look.found.accepted]
    became = _USUAL_HORIZON if len(days) < _FEW_CONVERSIONS else max(1, int(np.ceil(np.quantile(days, 0.9))))
    return Horizons(
        became, _USUAL_HORIZON if deals is None else horizon_days(deals, np.ones(deals.n_cases, bool))
    )


def lead_count(
    look: LeadLook, deals: EventLog | None, horizons: Horizons, mask: _Flags, name: str = ""
) -> LeadCount:
    """Count the hand-overs of the leads in `mask` (one flag a lead)."""
    found = look.found
    shown = found.among(mask)
    judged = shown & look.judged
    n_judged, n_rejected = int(judged.sum()), int((shown & found.rejected).sum())

    def of_judged(flags: _Flags) -> Share:
        return Share(int((judged & flags).sum()), n_judged)

    accepted = shown & found.accepted
    owners = look.leads.cases.owner.codes[found.case[shown]]
    return LeadCount(
        name,
        shown,
        len(np.unique(found.case[shown])),
        int((shown & ~look.judged).sum()),
        of_judged(found.accepted),
        of_judged(found.rejected),
        of_judged(look.silent),
        of_judged(look.unanswered),
        Share(int((shown & found.without_reason).sum()), n_rejected) if found.knows_reasons else None,
        Share(int((accepted & look.returned).sum()), int(accepted.sum())),
        Share(int((shown & look.in_time).sum()), int((shown & look.timed).sum()))
        if found.is_documented
        else None,
        wait_until(0.5, look.touch[shown], look.is_touched[shown]),
        wait_until(0.9, look.touch[shown], look.is_touched[shown]),
        became_within(
            horizons.became,
            look.fate_days[accepted],
            look.fate[accepted].astype(np.int64),
            tr("accepted leads"),
        ),
        horizons.became,
        _won(look, deals, accepted, horizons.won),
        horizons.won,
        tuple(_reasons(look, shown)),
        len(np.unique(owners[owners >= 0])),
    )


def by_group(
    look: LeadLook, deals: EventLog | None, horizons: Horizons, column: Categorical, mask: _Flags
) -> tuple[LeadCount, ...]:
    """One count a value of a column of the leads, in the order of their names."""
    counts = []
    for name in sorted(column.labels, key=key):
        chosen = mask & column.is_any_of((name,))
        if look.found.among(chosen).any():
            counts.append(lead_count(look, deals, horizons, chosen, name))
    return tuple(counts)


def _won(look: LeadLook, deals: EventLog | None, accepted: _Flags, horizon: int) -> KpiValue:
    """Deals that accepted leads became, each once, from its creation on."""
    cases = np.unique(look.deal[accepted & (look.deal >= 0)])
    if deals is None:
        cases = cases[:0]
    waits, ends = _ends(deals, cases) if deals is not None else (np.zeros(0), np.zeros(0, dtype=np.int64))
    return became_within(horizon, waits, ends, tr("deals of accepted leads"))


def _ends(deals: EventLog, cases: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    created, closed = deals.cases.created[cases], deals.cases.closed[cases]
    outcome = deals.cases.outcome[cases]
    known = created != NO_TIME
    cases, created, closed, outcome = cases[known], created[known], closed[known], outcome[known]
    last = int(deals.timestamp.max()) if deals.n_events else 0
    is_closed = (closed != NO_TIME) & (closed >= created) & np.isin(outcome, (Outcome.WON, Outcome.LOST))
    end = np.where(is_closed, closed, np.maximum(last, created))
    ends = np.where(is_closed, np.where(outcome == Outcome.WON, 1, 2), OPEN)
    return (end - created) / DAY, ends.astype(np.int64)


def _reasons(look: LeadLook, shown: _Flags) -> Iterator[Reason]:
    """The reasons of rejections, the most frequent first, none given at last."""
    found = look.found
    if not found.knows_reasons:
        return
    agreed = {key(reason) for reason in found.handoff.reasons}
    counts = Counter(found.reason.take(np.flatnonzero(shown & found.rejected)).texts())
    without = counts.pop("", 0)
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield Reason(reason, count, not agreed or key(reason) in agreed)
    if without:
        yield Reason("", without, False)
