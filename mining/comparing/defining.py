"""What two sides differ in by how they were chosen, or by how far they got: that is no finding, and is not tested."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import flow_of, weigh
from mining.number_format import percent
from mining.significance import fisher_exact
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.comparison import Path, Side
from models.conformance import Status
from models.deviation import DeviationKey
from models.event_log import EventLog
from resources.translation import tr

BY_CHOICE = tr("the sides are chosen by it")
ENDED = tr("how a deal ends goes with how far it gets")
LONGER = tr("a deal that goes on for longer can depart more often")
_ALWAYS = 0.9
_OPEN_APART, _SURE = 0.10, 0.05
"""Shares of open deals that are further apart than this, and more than chance, leave it untold how deals turn out."""


@dataclass(frozen=True, eq=False)
class Defining:
    """By what the sides differ: how they ended, whether they follow, fields of the filters (`columns`).

    `ends` flags the activities at which deals end, one an activity, where the sides differ by outcome or by whether
    they follow; else None. `unfinished` says that many more deals of one side are open, and is empty where not.
    """

    by_outcome: bool
    by_status: bool
    by_period: bool
    unfinished: str
    ends: NDArray[np.bool_] | None
    columns: frozenset[str]
    deviations: frozenset[DeviationKey]
    paths: frozenset[Path]

    @property
    def reach(self) -> str:
        """Why one side gets further than the other, whatever it does on the way; empty where it need not."""
        return ENDED if self.by_outcome else LONGER if self.by_status else self.unfinished


def defining(analysis: Analysis, first: Side, second: Side) -> Defining:
    """What the choice of these sides settles."""
    differing = _differing(first, second)
    outcome = _constant(analysis.log.cases.outcome, first, second)
    by_outcome = outcome == {Outcome.WON, Outcome.LOST} or "outcomes" in differing
    found = analysis.conformance
    by_status = "statuses" in differing or (
        found is not None and _constant(found.status, first, second) == {Status.CONFORMS, Status.DEVIATES}
    )
    filters = [side.filter for side in (first, second) if side.filter is not None]
    columns = {"team"} if differing & {"teams", "owners"} else set()
    return Defining(
        by_outcome=by_outcome,
        by_status=by_status,
        unfinished=_unfinished(analysis.log, first, second),
        ends=_ends(analysis, first, second) if by_outcome or by_status else None,
        columns=frozenset(columns | {"segment" for _ in differing & {"segments"}}),
        by_period="period" in differing,
        deviations=frozenset(f.deviation for f in filters if f.deviation and "deviation" in differing),
        paths=frozenset(f.path for f in filters if f.path and "path" in differing),
    )


def _differing(first: Side, second: Side) -> set[str]:
    """The fields in which the filters of the sides differ, where both have one; else all that narrow the one."""
    if first.filter is None and second.filter is None:
        return set()
    one, other = first.filter or CaseFilter(), second.filter or CaseFilter()
    return {
        field.name for field in fields(CaseFilter) if getattr(one, field.name) != getattr(other, field.name)
    }


def _constant(column: NDArray[np.int8], first: Side, second: Side) -> set[int]:
    """The value that each side has in all its deals; empty where they are the same, or a side has several."""
    values = [np.unique(column[side.mask]) for side in (first, second)]
    if any(len(value) != 1 for value in values):
        return set()
    found = {int(value[0]) for value in values}
    return found if len(found) == 2 else set()


def _ends(analysis: Analysis, first: Side, second: Side) -> NDArray[np.bool_]:
    """The documented ends; without a process what only one side comes to and then mostly ends with."""
    log = analysis.log
    if analysis.conformance is not None:
        return np.isin(np.array(log.activity.labels, dtype=object), list(analysis.conformance.ends))
    flow = flow_of(log)
    cases = np.stack([weigh(log, side.mask).cases for side in (first, second)])
    visiting = np.zeros((2, flow.n_labels), dtype=np.int64)
    visiting[:, flow.visits.key] = flow.visits.cases(cases)
    last = flow.by_activity(flow.last, cases)
    one_sided = (visiting == 0).any(axis=0)
    found: NDArray[np.bool_] = one_sided & (last.sum(axis=0) >= _ALWAYS * visiting.sum(axis=0))
    return found & visiting.any(axis=0)


def _unfinished(log: EventLog, first: Side, second: Side) -> str:
    is_open = log.cases.outcome == Outcome.OPEN
    one, other = (int(np.count_nonzero(is_open & side.mask)) for side in (first, second))
    if abs(one / first.cases - other / second.cases) <= _OPEN_APART:
        return ""
    if fisher_exact(one, first.cases, other, second.cases) > _SURE:
        return ""
    return tr(
        "{share} and {share_2} of the deals are still open",
        share=percent(one / first.cases),
        share_2=percent(other / second.cases),
    )
