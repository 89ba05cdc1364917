"""How often the 95 % intervals of effects hold the truth, on simulated deals whose truth is known.

Better reps have the deviation more often and win more, so do deals of some segments; deals are open when the log ends.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.cells import Mix
from mining.diagnosis.effects.compared import LOST, WON, Compared
from mining.diagnosis.effects.deal_values import DealValues
from mining.diagnosis.effects.effects import measure
from mining.diagnosis.effects.mix import BAND
from mining.survival.aalen_johansen import OPEN
from models.case_table import DAY
from models.diagnosis import Metric

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LOG_DAYS, FOLLOWED = 365.0, 400.0
LARGE = 6000
"""So many reps make the population whose figures are the truth."""

HORIZONS = np.linspace(20.0, 220.0, 41)


@dataclass(frozen=True)
class World:
    """What is simulated: `effect` in log-odds of winning, `slower` as a factor of every time after the gate."""

    name: str
    reps: int
    deals: int
    effect: float = 0.0
    slower: float = 1.0
    cheaper: float = 1.0
    uneven: float = 0.7


WORLDS = (
    World("harmless, 24 reps of 20", 24, 20),
    World("harmless, 24 reps of 40", 24, 40),
    World("costly, 24 reps of 40", 24, 40, -0.6, 1.25, 0.9),
    World("costly, 12 reps of 60", 12, 60, -0.6, 1.25, 0.9),
    World("costly, 40 reps of 80", 40, 80, -0.6, 1.25, 0.9),
    World("costly, few reps do it", 24, 40, -0.6, 1.25, 0.9, 1.8),
)


@dataclass(frozen=True, eq=False)
class Deals:
    """Simulated deals: both outcomes of every deal, as it would go with and without the deviation (rows 1 and 0)."""

    rep: NDArray[np.int64]
    segment: NDArray[np.int64]
    band: NDArray[np.int64]
    chance: Floats
    exposed: Flags
    won: NDArray[np.bool_]
    time: Floats
    stay: Floats
    before: Floats
    amount: Floats
    discount: Floats
    start: Floats


def simulate(world: World, reps: int, dice: np.random.Generator) -> Deals:
    """Deals of so many reps."""
    n = reps * world.deals
    rep = np.repeat(np.arange(reps), world.deals)
    skill = dice.normal(0, 0.6, reps)
    habit = skill + dice.normal(0, world.uneven, reps)
    segment, size = dice.integers(0, 3, n), dice.normal(0, 1, n)
    band = np.searchsorted([-0.43, 0.43], size)
    chance = _expit(-0.7 + habit[rep] + 0.5 * (segment == 1) - 0.6 * (band == 2))
    exposed = dice.random(n) < chance
    odds = -0.5 + skill[rep] + 0.5 * (segment == 1) - 0.5 * (segment == 2) - 0.4 * (band == 2)
    luck, pace = dice.random(n), np.exp(dice.normal(3.3, 0.6, n) + 0.15 * (segment == 2))
    won = np.stack([luck < _expit(odds + world.effect * side) for side in (0, 1)])
    time = np.stack([pace * np.where(won[side], 1.0, 0.8) * world.slower**side for side in (0, 1)])
    left = np.exp(dice.normal(2.0, 0.7, n) + 0.2 * (segment == 1))
    amount = np.exp(10.0 + 0.6 * size + 0.3 * (segment == 1))
    cut = np.clip(dice.gamma(2.0, 0.04, n) + 0.02 * (band == 2), 0, 0.9)
    return Deals(
        rep, segment, band, chance, exposed, won, time,
        np.minimum(np.stack([left, left * world.slower]), time),
        np.exp(dice.normal(2.5, 0.5, n)),
        np.stack([amount, amount * world.cheaper]),
        np.stack([cut, cut + 0.02 * (world.effect != 0)]),
        dice.uniform(0, LOG_DAYS, n),
    )  # fmt: skip


def observed(deals: Deals) -> tuple[Compared, Mix, DealValues]:
    """What a log says of them: one of the two outcomes, and nothing of what comes after its end."""
    side = deals.exposed.astype(np.int64)
    everyone = np.arange(len(side))
    time, won, stay = (column[side, everyone] for column in (deals.time, deals.won, deals.stay))
    seen = FOLLOWED - deals.start
    end = np.where(time <= seen, np.where(won, WON, LOST), OPEN)
    amount = deals.amount[side, everyone]
    compared = Compared(
        "Proposal",
        everyone,
        deals.exposed,
        np.round(deals.start * DAY).astype(np.int64),
        np.minimum(time, seen),
        end,
        deals.before,
        np.minimum(stay, seen),
        stay <= seen,
        False,
        np.zeros(len(side), dtype=np.int64),
    )
    mix = Mix.of(("segment", BAND), (deals.segment, deals.band), deals.rep)
    nothing = np.full(len(side), -1, dtype=np.int32)
    return compared, mix, DealValues(amount, nothing, (), deals.discount[side, everyone])


class Truth:
    """The figures of a large population of the same kind, by the horizon."""

    def __init__(self, world: World) -> None:
        deals = simulate(world, LARGE, np.random.default_rng(20260101))
        share = np.bincount(deals.rep, deals.exposed) / np.bincount(deals.rep)
        of_rep = (share * (1 - share))[deals.rep]
        even = deals.chance * (1 - deals.chance)
        even *= of_rep > 0
        by = {metric: np.zeros(len(HORIZONS)) for metric in Metric}
        yearly = world.reps * world.deals / LOG_DAYS * 365.25 * deals.exposed.mean()
        worth = float(deals.amount[1][deals.exposed].mean())
        for at, horizon in enumerate(HORIZONS):
            hit = deals.won & (deals.time <= horizon)
            rate = [float(np.average(one, weights=of_rep)) for one in hit]
            by[Metric.WIN_RATE][at] = rate[1] - rate[0]
            by[Metric.MONEY][at] = yearly * worth * (rate[1] - rate[0])
            close = [_median(deals.before + deals.time[k], even * hit[k]) for k in (0, 1)]
            by[Metric.CYCLE][at] = close[1] - close[0]
            speed = [
                np.average(deals.amount[k], weights=even) * np.average(hit[k], weights=even) / close[k]
                for k in (0, 1)
            ]
            by[Metric.VELOCITY][at] = speed[1] - speed[0]
        for metric, values in ((Metric.DWELL, deals.stay), (Metric.DISCOUNT, deals.discount)):
            by[metric][:] = _median(values[1], even) - _median(values[0], even)
        by[Metric.AMOUNT][:] = _of_amounts(deals)
        self._by = by

    def of(self, metric: Metric, horizon: float) -> float:
        """The true difference at equal mix."""
        return float(np.interp(horizon, HORIZONS, self._by[metric]))


def _of_amounts(deals: Deals) -> float:
    """Amounts are compared at equal rep and segment: what is large for other reasons is no mix that could be told."""
    odds = np.log(deals.chance / (1 - deals.chance)) + 0.6 * (deals.band == 2)
    share = (2 * _expit(odds) + _expit(odds - 0.6)) / 3
    with_it = _median(deals.amount[1][deals.exposed], (1 - share)[deals.exposed])
    return with_it - _median(deals.amount[0][~deals.exposed], share[~deals.exposed])


def coverage(world: World, runs: int) -> list[tuple[Metric, float, float, float, float, int]]:
    """Per metric: the share of intervals that hold the truth, the mean estimate, truth, width, and intervals told."""
    truth = Truth(world)
    held: dict[Metric, list[tuple[bool, float, float, float]]] = {metric: [] for metric in Metric}
    for run in range(runs):
        deals, mix, values = observed(simulate(world, world.reps, np.random.default_rng(run)))
        found = measure(deals, mix, values, 10, False, f"run {run}")
        for told in found.told:
            if told.effect.adjusted is not None and found.horizon is not None:
                one, right = told.effect.adjusted, truth.of(told.effect.metric, found.horizon)
                held[told.effect.metric].append(
                    (one.low <= right <= one.high, one.value, right, one.high - one.low)
                )
    rows = []
    for metric, kept in held.items():
        if kept:
            share, value, right, width = (float(one) for one in np.mean(np.array(kept, dtype=float), axis=0))
            rows.append((metric, share, value, right, width, len(kept)))
    return rows


def _expit(value: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-value)))


def _median(values: Floats, weight: Floats) -> float:
    order = np.argsort(values)
    up_to = np.cumsum(weight[order])
    return float(values[order[np.searchsorted(up_to, up_to[-1] / 2)]])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100 runs instead of 1,000")
    parser.add_argument("--runs", type=int, default=0)
    options = parser.parse_args(arguments)
    runs = options.runs or (100 if options.quick else 1000)
    print(
        f"{'simulated deals':28} {'metric':24} {'covers':>7} {'estimate':>12} {'truth':>12} {'width':>12} {'told':>6}"
    )
    for world in WORLDS:
        for metric, share, value, right, width, told in coverage(world, runs):
            print(
                f"{world.name:28} {metric:24} {share:7.1%} {value:12.3f} {right:12.3f} {width:12.3f} {told:6}"
            )


if __name__ == "__main__":
    main()
