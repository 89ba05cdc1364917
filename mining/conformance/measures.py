"""What a check amounts to over any part of the deals: fitness, and every deviation with its rate and outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.intervals import newcombe
from mining.significance import false_discovery_rates, fisher_exact
from models.case_table import DAY, NO_TIME, CaseTable, Outcome
from models.conformance import Conformance
from models.deviation import Deviation, DeviationRow, Effect

FEWEST = 10
"""No effect is told where fewer closed deals than this are on either side."""

EXAMPLES = 5

Cases = NDArray[np.int32]


@dataclass(frozen=True)
class _Closed:
    """How many deals of a group were won, of how many that closed."""

    won: int
    closed: int

    @property
    def rate(self) -> float | None:
        return self.won / self.closed if self.closed else None


def log_fitness(found: Conformance, mask: NDArray[np.bool_]) -> float | None:
    """1 - cost / worst cost, both summed over the deals in `mask`; None where there are none to judge.

    The cost-based fitness of Adriansyah (2014), as pm4py's `log_fitness`; an open deal is measured on what it
    has done so far.
    """
    worst = int(found.worst_cost[mask].sum())
    return 1.0 - int(found.cost[mask].sum()) / worst if worst else None


def deviation_rows(found: Conformance, mask: NDArray[np.bool_]) -> tuple[DeviationRow, ...]:
    """Every deviation that a deal in `mask` shows, the most frequent first."""
    rows, p_values = [], []
    for deviation in found.deviations:
        cases = deviation.cases[mask[deviation.cases]]
        if len(cases):
            row, p = _row(found, replace(deviation, cases=cases), mask)
            rows.append(row)
            p_values.append(p)
    corrected = _with_q(rows, p_values)
    return tuple(sorted(corrected, key=lambda row: (-row.cases, row.key)))


def _row(
    found: Conformance, deviation: Deviation, mask: NDArray[np.bool_]
) -> tuple[DeviationRow, float | None]:
    table, cases = found.log.cases, deviation.cases
    eligible = int(mask[deviation.eligible].sum())
    compared = deviation.compared[mask[deviation.compared]]
    having = np.intersect1d(compared, cases, assume_unique=True)
    others = np.setdiff1d(compared, cases, assume_unique=True)
    with_it, without = _closed(table, having), _closed(table, others)
    effect, p = _effect(with_it, without)
    row = DeviationRow(
        key=deviation.key,
        cases=len(cases),
        eligible=eligible,
        rate=len(cases) / eligible,
        win_rate_with=with_it.rate,
        win_rate_without=without.rate,
        cycle_days_with=_median_cycle_days(table, having),
        cycle_days_without=_median_cycle_days(table, others),
        effect=effect,
        examples=tuple(table.ids[case] for case in cases[:EXAMPLES].tolist()),
    )
    return row, p


def _closed(table: CaseTable, cases: Cases) -> _Closed:
    outcome = table.outcome[cases]
    won = int((outcome == Outcome.WON).sum())
    return _Closed(won, won + int((outcome == Outcome.LOST).sum()))


def _median_cycle_days(table: CaseTable, cases: Cases) -> float | None:
    """The median days from creation to close of the won deals, None where none has both."""
    won = cases[table.outcome[cases] == Outcome.WON]
    known = won[(table.created[won] != NO_TIME) & (table.closed[won] != NO_TIME)]
    if not len(known):
        return None
    return float(np.median(table.closed[known] - table.created[known])) / DAY


def _effect(with_it: _Closed, without: _Closed) -> tuple[Effect | None, float | None]:
    """The difference in win rate with its interval, and the p-value of Fisher's exact test."""
    if min(with_it.closed, without.closed) < FEWEST:
        return None, None
    low, high = newcombe(with_it.won, with_it.closed, without.won, without.closed)
    estimate = with_it.won / with_it.closed - without.won / without.closed
    return Effect(low, estimate, high, q=1.0), fisher_exact(
        with_it.won, with_it.closed, without.won, without.closed
    )


def _with_q(rows: Sequence[DeviationRow], p_values: Sequence[float | None]) -> list[DeviationRow]:
    """Fill in the q-values: Benjamini and Hochberg (1995) over the effects of one screen."""
    q_values = iter(false_discovery_rates([p for p in p_values if p is not None]))
    return [
        row if row.effect is None else replace(row, effect=replace(row.effect, q=next(q_values)))
        for row in rows
    ]
