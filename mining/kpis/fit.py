"""How well every deal fits the sweet spot: the share of its rules that the deal meets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.process.condition_truth import truth
from models.condition import Both, Comparison, Condition, Expression, Field
from models.event_log import EventLog
from models.strategy import FitRule, SweetSpot


def fit_scores(log: EventLog, sweet_spot: SweetSpot | None) -> NDArray[np.float64]:
    """The fit of every case (0 to 1): rules met, of the rules whose field the deal has a value of.

    NaN where a deal says nothing of any rule, and everywhere without a sweet spot. Fields are those of conditions
    (built in or the export's), texts compare without regard to case, and numbers that are written as texts are
    numbers; a word where a number is wanted says nothing.
    """
    met, told = np.zeros(log.n_cases), np.zeros(log.n_cases)
    for rule in sweet_spot.rules if sweet_spot is not None else ():
        asked = _expression(rule)
        if asked is not None:
            holds = truth(Condition("", asked), log.cases)
            met += holds == 1
            told += holds >= 0
    with np.errstate(invalid="ignore"):
        return np.where(told > 0, met / told, np.nan)


def fits(log: EventLog, sweet_spot: SweetSpot | None) -> NDArray[np.int8]:
    """Whether every case is in the sweet spot (1), outside (0), or says nothing of it (-1)."""
    score = fit_scores(log, sweet_spot)
    least = sweet_spot.min_score if sweet_spot is not None else 1.0
    return np.where(np.isnan(score), -1, score >= least - _ROUNDING).astype(np.int8)


_ROUNDING = 1e-9
"""Two of three rules reach a least share that is written as 0.6666666667."""


def _expression(rule: FitRule) -> Expression | None:
    """What the rule asks as a condition; None where it asks nothing."""
    field = Field(rule.field)
    asked: list[Expression] = []
    if rule.among:
        asked.append(Comparison(field, "in", tuple(rule.among)))
    if rule.low is not None:
        asked.append(Comparison(field, ">=", rule.low))
    if rule.high is not None:
        asked.append(Comparison(field, "<=", rule.high))
    if not asked:
        return None
    return asked[0] if len(asked) == 1 else Both(asked[0], asked[1])
