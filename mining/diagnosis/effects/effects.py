"""What goes along with every deviation: outcomes with and without it from the gate on, at equal mix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.bulk import bulk_events
from mining.diagnosis.effects.balance import overlap_weights
from mining.diagnosis.effects.cells import Mix, cells_of
from mining.diagnosis.effects.compared import Compared, compared_deals, mix_among
from mining.diagnosis.effects.deal_values import DealValues, deal_values
from mining.diagnosis.effects.explained import Occurrence, explained, occurrence_of
from mining.diagnosis.effects.happening import Happening
from mining.diagnosis.effects.metrics import (
    Sides,
    Told,
    amount,
    days_in_stage,
    days_to_close,
    discount,
    money,
    velocity,
)
from mining.diagnosis.effects.mix import BAND, mix_of
from mining.diagnosis.effects.resampling import Draws
from mining.diagnosis.effects.winning import Winning, horizon_of, winning
from mining.number_format import number
from mining.quality.day_only import knows_days_only
from mining.significance import false_discovery_rates
from models.analysis import Analysis
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.diagnosis import DeviationEffects, Metric, MetricEffect
from models.progress import Report
from resources.translation import tr

Flags = NDArray[np.bool_]

FEWEST = 2
"""However few are asked for: one deal has no spread."""

DATA_ENTRY = tr("Data quality: how deals are entered is not judged by how they end.")
NO_OUTCOMES = tr("Cannot tell: the log does not say how deals ended.")
ONLY_CLOSED = tr(
    "Cannot tell: only deals that are closing can show it, so that there is nothing to compare it with."
)
ONLY_OPEN = tr("Cannot tell: only open deals can show it, and nobody knows yet how they end.")
OF_HAND_OVERS = tr("What goes along with long waits at a hand-over is shown on Hand-overs.")
NONE_ENDED = tr("Cannot tell: none of the compared deals has ended, or one side has only just begun.")
NONE_WON = tr("Cannot tell: none of the compared deals was won.")
UNSETTLED = tr("Cannot tell at equal mix: too few deals are of people who sell both with it and without it.")

_ELSEWHERE = {DeviationType.STALLED: ONLY_OPEN, DeviationType.HAND_OVER: OF_HAND_OVERS}


@dataclass(frozen=True, eq=False)
class _Log:
    """What is the same for all deviations of a check."""

    found: Conformance
    mask: Flags
    happening: Happening
    entered: Flags
    days_only: bool
    mix: Mix
    values: DealValues
    fewest: int


@dataclass(frozen=True, eq=False)
class Measured:
    """The effects of one deviation whose p-values are not corrected yet."""

    told: tuple[Told, ...]
    deals: Compared | None = None
    horizon: float | None = None
    adjusted_for: tuple[str, ...] = ()
    currency: str = ""


def deviation_effects(
    analysis: Analysis,
    mask: Flags,
    report: Report,
    fewest: int = 10,
    keys: Sequence[DeviationKey] | None = None,
) -> tuple[DeviationEffects, ...]:
    """The effects of every deviation that a deal in `mask` (one flag a case) shows, in the order of the check.

    Only those of `keys` where they are given. No effect is told where one side has fewer than `fewest` deals. q-values
    are those of Benjamini and Hochberg (1995) over everything that is given back. Empty without a documented process.
    """
    found = analysis.conformance
    if found is None:
        return ()
    chosen = [
        deviation
        for deviation in found.deviations
        if (keys is None or deviation.key in keys) and bool(mask[deviation.cases].any())
    ]
    log = _of_log(found, mask, fewest)
    measured, occurrences = [], []
    for done, deviation in enumerate(chosen):
        report(done / len(chosen), tr("Comparing deals with and without each deviation"))
        measured.append(_measured(log, deviation))
        occurrences.append(occurrence_of(found, deviation, mask))
    return tuple(
        _finished(found, deviation, one, effects, occurrence)
        for deviation, one, effects, occurrence in zip(
            chosen, measured, _corrected(measured), occurrences, strict=True
        )
    )


def _of_log(found: Conformance, mask: Flags, fewest: int) -> _Log:
    log = found.log
    return _Log(
        found,
        mask,
        Happening(found),
        bulk_events(log),
        knows_days_only(log.timestamp),
        mix_of(log.cases, mask),
        deal_values(log),
        fewest,
    )


def _measured(log: _Log, deviation: Deviation) -> Measured:
    outcomes = log.found.log.cases.outcome[log.mask]
    if not deviation.key.type.is_behaviour:
        return Measured(nothing(DATA_ENTRY))
    if (outcomes == Outcome.UNKNOWN).all():
        return Measured(nothing(NO_OUTCOMES))
    if deviation.key.type in _ELSEWHERE:
        return Measured(nothing(_ELSEWHERE[deviation.key.type]))
    if not deviation.comparable.any():
        return Measured(nothing(ONLY_CLOSED))
    deals = compared_deals(log.found, deviation, log.mask, log.happening, log.entered)
    if deals is None:
        return Measured(
            nothing(tr("Cannot tell: the deviation has no stage at which deals could be compared."))
        )
    return measure(
        deals, log.mix, log.values, log.fewest, log.days_only, f"{deviation.key.type} {deviation.key.stage}"
    )


def measure(
    deals: Compared, mix: Mix, values: DealValues, fewest: int, days_only: bool, seed: str
) -> Measured:
    """All effects among deals that are compared; `seed` names the random numbers."""
    having, other = deals.arms
    fewest = max(fewest, FEWEST)
    if min(having, other) < fewest:
        why = tr(
            "Cannot tell: {having} deals with it and {other} without it got as far; that needs "
            "{fewest} each.",
            having=number(having),
            other=number(other),
            fewest=fewest,
        )
        return Measured(nothing(why), deals)
    horizon = horizon_of(deals)
    if horizon is None:
        return Measured(nothing(NONE_ENDED), deals)
    won = winning(deals, mix, horizon, fewest)
    mix = mix_among(deals, mix)
    even, each = np.zeros(len(deals.time)), np.arange(len(deals.time))
    cells = cells_of(mix, each, even, deals.exposed)
    sized = cells_of(mix.without(BAND), each, even, deals.exposed) if BAND in mix.names else cells
    draws = Draws.of(cells, seed)
    balance, of_amounts = overlap_weights(cells), overlap_weights(sized)
    sides = Sides(deals, draws, balance[0] if balance else None, fewest)
    by_amount = Sides(deals, draws, of_amounts[0] if of_amounts else None, fewest)
    told = (
        win_rate(won),
        days_to_close(sides, won),
        days_in_stage(sides, days_only),
        discount(sides, values),
        amount(by_amount, values),
        velocity(sides, won, values),
        money(sides, won, values),
    )
    held = won.adjusted.names if won.adjusted else balance[1] if balance else ()
    return Measured(told, deals, horizon, held, values.currency_of(deals.cases) or "")


def nothing(why: str) -> tuple[Told, ...]:
    """No effect on any metric, and why."""
    return tuple(Told(MetricEffect(metric, why_none=why)) for metric in Metric)


def win_rate(won: Winning) -> Told:
    """The share that is won, compared."""
    if won.with_it.value == 0 and won.without.value == 0:
        return Told(MetricEffect(Metric.WIN_RATE, why_none=NONE_WON))
    effect = MetricEffect(Metric.WIN_RATE, won.with_it, won.without, won.raw)
    if won.adjusted is None:
        return Told(replace(effect, why_none=UNSETTLED))
    difference = won.adjusted.difference
    estimate = difference.estimate
    bounded = replace(estimate, low=max(estimate.low, -1.0), high=min(estimate.high, 1.0))
    return Told(replace(effect, adjusted=bounded), difference.p)


def _corrected(measured: Iterable[Measured]) -> list[tuple[MetricEffect, ...]]:
    """The effects with their q-values over everything that was tested; money has that of its win rate."""
    rows = [one.told for one in measured]
    tested = [told.p for row in rows for told in row if told.p is not None]
    q_values = iter(false_discovery_rates(tested))
    corrected = []
    for row in rows:
        effects = [told.effect if told.p is None else replace(told.effect, q=next(q_values)) for told in row]
        of_winning = next((one.q for one in effects if one.metric is Metric.WIN_RATE), None)
        corrected.append(
            tuple(
                replace(one, q=of_winning) if one.metric is Metric.MONEY and one.adjusted else one
                for one in effects
            )
        )
    return corrected


def _finished(
    found: Conformance,
    deviation: Deviation,
    measured: Measured,
    effects: tuple[MetricEffect, ...],
    occurrence: Occurrence,
) -> DeviationEffects:
    told = DeviationEffects(
        deviation.key,
        occurrence.cases,
        occurrence.eligible,
        effects,
        "",
        measured.adjusted_for,
        measured.deals.gate if measured.deals else "",
        measured.horizon,
        measured.deals.arms if measured.deals else (0, 0),
        measured.currency,
    )
    return replace(told, sentence=explained(told, occurrence, found))
