"""The baseline of an action: how its metric stands in the agreed window, or in the last half year that is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.decay.differences import estimate
from mining.decay.metrics import Observed, observed
from mining.decay.story import FEWEST, start_of
from mining.number_format import at, day, number
from models.analysis import Analysis
from models.change_plan import ActionBaseline
from models.event_log import EventLog
from models.project import ProcessModel
from models.sales_process import SalesProcess
from models.strategy import Strategy
from resources.translation import tr

RECENT = 180
"""Days: so many up to the last deal that tells are the baseline where the process has none."""


@dataclass(frozen=True, eq=False)
class Standing:
    """How a metric stands: `seen` is what the deals of the team or rep say, `everybody` what all deals do.

    `baseline` is None where that cannot be told; `why_none` says why in a sentence. `is_agreed` says whether its days
    are those of the process. `pace` is how many deals a week tell it.
    """

    metric: str
    seen: Observed
    everybody: Observed
    baseline: ActionBaseline | None
    is_agreed: bool
    why_none: str = ""
    pace: float = 0.0

    def inside(self, seen: Observed) -> NDArray[np.bool_]:
        """One flag an entry of `seen`: does it lie in the days of the baseline?"""
        if self.baseline is None:
            return np.zeros(len(seen.time), dtype=bool)
        return within(seen, self.baseline.begins, self.baseline.ends)


def strategy_of(process: ProcessModel | None) -> Strategy:
    """What was agreed on beside the process; nothing where there is none, or one without a strategy."""
    return process.strategy if isinstance(process, SalesProcess) else Strategy()


def standing(
    analysis: Analysis, process: ProcessModel | None, metric: str, group: str = "", person: str = ""
) -> Standing:
    """Measure a metric over all deals, of one team or one rep where they are named.

    The days are those of the process's baseline; where it has none, or too few deals in it tell the metric, the last
    `RECENT` that are told.
    """
    everybody = observed(analysis, metric)
    seen = everybody.among(_chosen(analysis.log, group, person))
    agreed = strategy_of(process).baseline
    if everybody.why_none or not len(seen.time):
        why = everybody.why_none or tr("No deal says anything of it.")
        return Standing(metric, seen, everybody, None, False, why)
    last = at(int(everybody.time.max())).date()
    windows = [(last - timedelta(days=RECENT - 1), last, False)]
    if agreed is not None and agreed.begins <= agreed.ends:
        windows.insert(0, (agreed.begins, agreed.ends, True))
    for begins, ends, is_agreed in windows:
        values = seen.value[within(seen, begins, ends)]
        found = estimate(values, seen.is_share) if len(values) >= FEWEST else None
        if found is not None:
            pace = len(values) * 7 / ((ends - begins).days + 1)
            return Standing(metric, seen, everybody, ActionBaseline(found, begins, ends), is_agreed, "", pace)
    return Standing(metric, seen, everybody, None, False, _too_few(len(values)))


def window_words(baseline: ActionBaseline, process: ProcessModel | None) -> str:
    """Which deals the baseline is of: `Deals from 1 Apr 2025 to 30 Sep 2025, the baseline of the process`."""
    agreed = strategy_of(process).baseline
    days = {"first": day(baseline.begins), "last": day(baseline.ends)}
    if agreed is not None and (agreed.begins, agreed.ends) == (baseline.begins, baseline.ends):
        return tr("Deals from {first} to {last}, the baseline of the process", **days)
    return tr("Deals from {first} to {last}", **days)


def within(seen: Observed, begins: date, ends: date) -> NDArray[np.bool_]:
    """One flag an entry: is it told from the first day to the last, both included?"""
    flags: NDArray[np.bool_] = (seen.time >= start_of(begins)) & (
        seen.time < start_of(ends + timedelta(days=1))
    )
    return flags


def _chosen(log: EventLog, group: str, person: str) -> NDArray[np.bool_]:
    chosen = np.ones(log.n_cases, dtype=bool)
    if group:
        chosen &= log.cases.team.is_any_of((group,))
    if person:
        chosen &= log.cases.owner.is_any_of((person,))
    return chosen


def _too_few(n: int) -> str:
    if n >= FEWEST:
        return tr("The deals are all alike in this, so there is no interval.")
    return tr(
        "Too few deals tell it to be a baseline: {n}, where {least} are needed.",
        n=number(n),
        least=number(FEWEST),
    )
