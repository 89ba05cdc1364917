"""Days to close, days in the stage, discount, amount, velocity and money, with and without a deviation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.compared import Compared
from mining.diagnosis.effects.deal_values import DealValues
from mining.diagnosis.effects.difference import Difference
from mining.diagnosis.effects.resampling import Binned, Draws
from mining.diagnosis.effects.winning import Winning
from mining.number_format import number
from mining.survival.aalen_johansen import aalen_johansen
from models.case_table import DAY
from models.diagnosis import Estimate, Metric, MetricEffect
from resources.translation import tr

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_Drawn = Callable[[Flags, Floats], Floats]

YEAR = 365.25
SHORTEST = 90.0
"""Days that the compared deals must span before anything is told by the year."""

ALIKE = tr("Cannot tell: half of the deals or more have the same value, with it or without.")
SEVERAL = tr(
    "Cannot tell: the amounts are in several currencies; that needs exchange rates, under Data quality."
)


@dataclass(frozen=True, eq=False)
class Told:
    """An effect, and the p-value behind it that is still to be corrected; None where nothing was tested."""

    effect: MetricEffect
    p: float | None = None


@dataclass(frozen=True, eq=False)
class Sides:
    """The deals of both sides with what they share: draws, weights for equal mix (None where there are none)."""

    deals: Compared
    draws: Draws
    balance: Floats | None
    fewest: int

    @property
    def arms(self) -> tuple[Flags, Flags]:
        """With it and without."""
        return self.deals.exposed, ~self.deals.exposed


def days_to_close(sides: Sides, won: Winning) -> Told:
    """The median from creation to close of deals won by the horizon; late ones stand for censored ones."""
    deals = sides.deals
    value = deals.before + deals.time
    weight = np.where(np.isfinite(value), deals.closing(won.horizon), 0.0)
    return _medians(Metric.CYCLE, sides, value, weight, tr("won deals"))


def days_in_stage(sides: Sides, days_only: bool) -> Told:
    """The median stay in the stage of the gate; deals that are still there are censored (Kaplan and Meier 1958)."""
    deals = sides.deals
    if days_only:
        return _none(Metric.DWELL, tr("Cannot tell: the log knows dates only, without the time of day."))
    if deals.later_on:
        return _none(
            Metric.DWELL,
            tr("Cannot tell: the longer a deal stays in a stage, the likelier it is to do this there."),
        )
    known = np.isfinite(deals.stay)
    weight = np.zeros(len(deals.stay))
    for side in sides.arms:
        here = side & known
        found = aalen_johansen(deals.stay[here], deals.left[here].astype(np.int64), 1)
        weight[here] = found.weights(np.inf)
    words = tr("deals whose stay is known and was not entered in bulk")
    return _medians(Metric.DWELL, sides, deals.stay, weight, words, known.astype(np.float64))


def discount(sides: Sides, values: DealValues) -> Told:
    """The median discount of the deals of which it is known."""
    if values.why_no_discount:
        return _none(Metric.DISCOUNT, values.why_no_discount)
    found = values.discount[sides.deals.cases]
    return _medians(
        Metric.DISCOUNT,
        sides,
        found,
        np.isfinite(found).astype(np.float64),
        tr("deals with a known discount"),
    )


def amount(sides: Sides, values: DealValues) -> Told:
    """The median amount; `sides` must not be balanced by amounts."""
    if values.currency_of(sides.deals.cases) is None:
        return _none(Metric.AMOUNT, SEVERAL)
    found = values.amount[sides.deals.cases]
    return _medians(
        Metric.AMOUNT, sides, found, np.isfinite(found).astype(np.float64), tr("deals with a known amount")
    )


def velocity(sides: Sides, won: Winning, values: DealValues) -> Told:
    """Money a deal brings in a day: mean amount x win rate / median days to close."""
    deals = sides.deals
    if values.currency_of(deals.cases) is None:
        return _none(Metric.VELOCITY, SEVERAL)
    worth = values.amount[deals.cases]
    days = deals.before + deals.time
    closing = np.where(np.isfinite(days), deals.closing(won.horizon), 0.0)
    known = np.isfinite(worth)
    short = _too_few(sides, (known, closing > 0), tr("won deals with a known amount"))
    if short:
        return _none(Metric.VELOCITY, short)

    closed = Binned.of(np.where(closing > 0, days, np.nan))

    def drawn(side: Flags, weight: Floats) -> Floats:
        mine = weight * side
        draws = sides.draws
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = draws.sums(np.where(known, worth, 0.0) * mine) / draws.sums(mine * known)
            rate = draws.sums(won.pseudo * mine) / draws.sums(mine)
            speed = mean * rate / draws.medians(closed, closing * mine)
        return np.where(np.isfinite(speed), speed, np.nan)

    return _compared(Metric.VELOCITY, sides, drawn, (known & (closing > 0)), ALIKE)


def money(sides: Sides, won: Winning, values: DealValues) -> Told:
    """What the deals with it that come to the gate in a year are worth, times the difference in win rate."""
    deals = sides.deals
    if won.adjusted is None:
        return _none(Metric.MONEY, tr("Cannot tell: that needs the difference in win rate at equal mix."))
    if values.currency_of(deals.cases) is None:
        return _none(Metric.MONEY, SEVERAL)
    days = float(deals.zero.max() - deals.zero.min()) / DAY
    if days < SHORTEST:
        return _none(
            Metric.MONEY,
            tr(
                "Cannot tell: these deals span less than {shortest} days, too little for a year.",
                shortest=number(SHORTEST),
            ),
        )
    worth = values.amount[deals.cases]
    known = np.isfinite(worth) & deals.exposed
    if int(known.sum()) < sides.fewest:
        return _none(
            Metric.MONEY,
            tr("Cannot tell: that needs {fewest} deals with it and a known amount.", fewest=sides.fewest),
        )
    a_year = YEAR / days * deals.arms[0] / float(known.sum())
    stake = sides.draws.difference(sides.draws.sums(np.where(known, worth, 0.0)) * a_year, deals.arms[0])
    if stake is None or stake.value <= 0:
        return _none(Metric.MONEY, tr("Cannot tell: the deals with it are worth nothing by their amounts."))
    effect = won.adjusted.difference
    error = sqrt((stake.value * effect.error) ** 2 + (effect.value * stake.error) ** 2)
    found = Difference(effect.value * stake.value, error, deals.arms[0], effect.freedom)
    return Told(MetricEffect(Metric.MONEY, adjusted=found.estimate))


def _medians(
    metric: Metric, sides: Sides, value: Floats, weight: Floats, words: str, total: Floats | None = None
) -> Told:
    """Medians of both sides; `words` name the deals that count, of which `total` says how many there would be."""
    counts = weight > 0
    short = _too_few(sides, (counts,), words)
    if short:
        return _none(metric, short)

    values = Binned.of(np.where(counts, value, np.nan))
    if any(values.mostly_one(weight * side) for side in sides.arms):
        return _none(metric, ALIKE)

    def drawn(side: Flags, mix: Floats) -> Floats:
        mine = mix * side
        return sides.draws.medians(values, weight * mine, None if total is None else total * mine)

    why = ALIKE
    if total is not None and any(np.isnan(drawn(side, np.ones(len(value)))[0]) for side in sides.arms):
        why = tr("Cannot tell: half of the deals or more are still in the stage.")
    return _compared(metric, sides, drawn, counts, why)


def _compared(metric: Metric, sides: Sides, drawn: _Drawn, counts: Flags, why: str) -> Told:
    """Both sides as they are, and their difference as it is and at equal mix."""
    even = np.ones(len(counts))
    of_side = [drawn(side, even) for side in sides.arms]
    sizes = [int((counts & side).sum()) for side in sides.arms]
    with_it, without = (sides.draws.difference(found, n) for found, n in zip(of_side, sizes, strict=True))
    raw = sides.draws.difference(of_side[0] - of_side[1], sum(sizes))
    if with_it is None or without is None or raw is None:
        return _none(metric, why)
    told = MetricEffect(metric, _level(with_it), _level(without), raw.estimate)
    if sides.balance is None:
        return Told(
            _but(told, tr("Cannot tell at equal mix: hardly any deal is like one of the other side."))
        )
    at_equal_mix = [drawn(side, sides.balance) for side in sides.arms]
    adjusted = sides.draws.difference(at_equal_mix[0] - at_equal_mix[1], sum(sizes))
    if adjusted is None:
        return Told(
            _but(told, tr("Cannot tell at equal mix: too few deals are like those of the other side."))
        )
    return Told(replace(told, adjusted=adjusted.estimate), adjusted.p)


def _level(side: Difference) -> Estimate:
    """The value of one side; what is above nothing has its interval in equal ratios, so that it stays there."""
    if not side.value > 0:
        return side.estimate
    ratio = exp(min(side.reach / side.value, 50.0))
    return Estimate(side.value, side.value / ratio, side.value * ratio, side.n)


def _too_few(sides: Sides, needed: tuple[Flags, ...], words: str) -> str:
    """Why one side says too little, empty where none does."""
    for side in sides.arms:
        if any(int((flags & side).sum()) < sides.fewest for flags in needed):
            return tr(
                "Cannot tell: that needs {fewest} {words} with it and {fewest} without.",
                fewest=sides.fewest,
                words=words,
            )
    return ""


def _none(metric: Metric, why: str) -> Told:
    return Told(MetricEffect(metric, why_none=why))


def _but(effect: MetricEffect, why: str) -> MetricEffect:
    return replace(effect, why_none=why)
