"""What a check amounts to over any part of the deals: fitness, and every deviation with its rate and outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.cycle_times import median_cycle_days, quickest_first
from mining.conformance.definite import definite_skips
from mining.conformance.examples import first_cases
from mining.conformance.weights import Alike, Tally, alike_in, deals_explained, summed, tally
from mining.intervals import newcombe
from mining.significance import false_discovery_rates, fisher_exact_each
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.deviation import DeviationKey, DeviationRow, Effect

FEWEST = 10
"""No effect is told where fewer closed deals than this are on either side."""

EXAMPLES = 5


def log_fitness(found: Conformance, mask: NDArray[np.bool_]) -> float | None:
    """1 - cost / worst cost, both summed over the deals in `mask`; None where there are none to judge.

    The cost-based fitness of Adriansyah (2014), as pm4py's `log_fitness`; an open deal is measured on what it
    has done so far. Deals that could not be checked in time are left out, and what is accepted costs nothing.
    """
    return fitness_of(found, deals_explained(found, mask))


def fitness_of(found: Conformance, deals: NDArray[np.int64]) -> float | None:
    """The same over so many deals of each alignment."""
    deals = deals * found.alignments.finished
    worst = int(deals @ found.worst_of_alignment)
    return 1.0 - int(deals @ found.counted_of_alignment) / worst if worst else None


def status_counts(found: Conformance, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many deals in `mask` have each `Status`."""
    counts = np.zeros(len(Status), dtype=np.int64)
    np.add.at(counts, found.status_of_alignment, deals_explained(found, mask))
    return counts


def deviation_rows(found: Conformance, mask: NDArray[np.bool_]) -> tuple[DeviationRow, ...]:
    """Every deviation that a deal in `mask` shows, the most frequent first."""
    counted = [part for alike in alike_in(found) for part in _counted(found, alike, mask)]
    effects = _effects([part.tally for part in counted])
    ids = found.log.cases.ids
    day_hours = found.log.day_hours
    certain = found.derived(definite_skips)
    won = deals_explained(found, mask & (found.log.cases.outcome == Outcome.WON))
    rows = (
        part.row(effect, ids, day_hours, int(won @ certain[part.key]) if part.key in certain else None)
        for part, effect in zip(counted, effects, strict=True)
    )
    return tuple(sorted(rows, key=lambda row: (-row.cases, row.key)))


def deviation_cases(found: Conformance, cases: NDArray[np.int64]) -> list[tuple[DeviationKey, int]]:
    """How many of some cases (indices) show each deviation, the most frequent first."""
    counted = []
    for alike in alike_in(found):
        weight = np.bincount(alike.unit_of_case[cases], minlength=alike.n_units)
        sums = summed([d.showing for d in alike.deviations], weight[None, :])[:, 0].tolist()
        counted += [(d.key, n) for d, n in zip(alike.deviations, sums, strict=True) if n]
    return sorted(counted, key=lambda told: (-told[1], told[0]))


@dataclass(frozen=True)
class _Counted:
    """A deviation with all that is told of it but the effect; `examples` are cases."""

    key: DeviationKey
    tally: Tally
    cycle_days: tuple[float | None, float | None]
    examples: Sequence[int]

    def row(
        self, effect: Effect | None, ids: Sequence[str], day_hours: float | None, definite: int | None
    ) -> DeviationRow:
        """The row of the table; `ids` names the cases, `day_hours` is that of the log."""
        tally = self.tally
        return DeviationRow(
            key=self.key,
            cases=tally.cases,
            eligible=tally.eligible,
            rate=tally.cases / tally.eligible,
            win_rate_with=tally.win_rate_with,
            win_rate_without=tally.win_rate_without,
            cycle_days_with=self.cycle_days[0],
            cycle_days_without=self.cycle_days[1],
            effect=effect,
            examples=tuple(ids[case] for case in self.examples),
            day_hours=day_hours,
            definite=definite,
        )


def _counted(found: Conformance, alike: Alike, mask: NDArray[np.bool_]) -> list[_Counted]:
    """Count the deviations that a deal in `mask` shows; they are of the same units."""
    tallies = tally(alike.deviations, alike.weigh(mask))
    shown = [(d, one) for d, one in zip(alike.deviations, tallies, strict=True) if one.cases]
    deviations, tallies = [d for d, _ in shown], [one for _, one in shown]
    days = median_cycle_days(deviations, quickest_first(found.log), mask)
    examples = first_cases(deviations, [one.cases for one in tallies], mask, EXAMPLES)
    return [
        _Counted(deviation.key, one, cycle, some)
        for deviation, one, cycle, some in zip(deviations, tallies, days, examples, strict=True)
    ]


def _effects(tallies: Sequence[Tally]) -> list[Effect | None]:
    """The differences in win rate with their intervals and the q-values of Fisher's exact tests.

    The q-values are those of Benjamini and Hochberg (1995) over the effects of one screen. None where either side
    has too few closed deals.
    """
    told = [i for i, one in enumerate(tallies) if min(one.closed, one.closed_without) >= FEWEST]
    tables = [
        (tallies[i].won, tallies[i].closed, tallies[i].won_without, tallies[i].closed_without) for i in told
    ]
    effects: list[Effect | None] = [None] * len(tallies)
    q_values = false_discovery_rates(fisher_exact_each(tables))
    for i, (won, closed, won_without, closed_without), q in zip(told, tables, q_values, strict=True):
        low, high = newcombe(won, closed, won_without, closed_without)
        effects[i] = Effect(low, won / closed - won_without / closed_without, high, q)
    return effects
