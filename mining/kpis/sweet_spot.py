"""The deals in and outside of the sweet spot side by side: how many, how much effort, and how they end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.kpis.estimates import ratio
from mining.kpis.figure import EARLIEST, LATEST
from mining.kpis.fit import fit_scores, fits
from mining.kpis.outcomes import AMOUNT, WINNING, Deals, outcome_figures
from mining.kpis.touches import touches
from models.event_log import EventLog
from models.kpi_series import KpiValue
from models.strategy import SweetSpot

INSIDE, OUTSIDE, UNKNOWN = 1, 0, -1


@dataclass(frozen=True)
class FitSide:
    """The deals inside, outside, or of unknown fit: their share of deals and of effort, and what came of them."""

    side: int
    deals: int
    share: KpiValue
    effort: KpiValue
    winning: KpiValue
    amount: KpiValue


@dataclass(frozen=True, eq=False)
class SpotFound:
    """Arrays have one entry a case in `case` (int32): the fit (0 to 1), what was done, the amount, and the outcome.

    `unknown` counts deals that say nothing of the sweet spot; `currency` is that of the amounts of the sides.
    """

    case: NDArray[np.int32]
    fit: NDArray[np.float64]
    efforts: NDArray[np.int64]
    amount: NDArray[np.float64]
    outcome: NDArray[np.int8]
    least: float
    sides: tuple[FitSide, ...]
    unknown: int
    currency: str
    horizon: int


def spot_found(log: EventLog, spot: SweetSpot | None, mask: NDArray[np.bool_]) -> SpotFound | None:
    """What the sweet spot says of the deals in `mask`; None where no deal says anything of it."""
    score, fit = fit_scores(log, spot), fits(log, spot)
    cases = np.flatnonzero(mask & (fit != UNKNOWN)).astype(np.int32)
    if spot is None or not len(cases):
        return None
    done = touches(log)
    efforts = np.bincount(done.case[done.effort], minlength=log.n_cases)
    deals = Deals.of(log, mask)
    sides = tuple(_side(log, deals, mask, fit, efforts, side) for side in (INSIDE, OUTSIDE, UNKNOWN))
    return SpotFound(
        cases, score[cases], efforts[cases], log.cases.amount[cases], log.cases.outcome[cases],
        spot.min_score, tuple(one for one in sides if one.deals), int((mask & (fit == UNKNOWN)).sum()),
        deals.currency, deals.horizon,
    )  # fmt: skip


def _side(
    log: EventLog,
    deals: Deals,
    mask: NDArray[np.bool_],
    fit: NDArray[np.int8],
    efforts: NDArray[np.int64],
    side: int,
) -> FitSide:
    everybody = np.flatnonzero(mask).astype(np.int32)
    among = fit == side
    is_in = among[everybody].astype(np.float64)
    effort = efforts[everybody].astype(np.float64)
    figures = {one.key: one for one in outcome_figures(deals.only(among))}
    return FitSide(
        side,
        int((mask & among).sum()),
        ratio(everybody, is_in, np.ones(len(everybody))),
        ratio(everybody[effort > 0], (is_in * effort)[effort > 0], effort[effort > 0]),
        figures[WINNING].between(EARLIEST, LATEST, False),
        figures[AMOUNT].between(EARLIEST, LATEST, False),
    )
