"""One area's delay against later outcomes: deals that waited long for it beside those that did not, from then on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.areas.passes import Passes
from mining.diagnosis.effects.balance import overlap_weights
from mining.diagnosis.effects.cells import Mix, cells_of
from mining.diagnosis.effects.compared import Compared, ends_of
from mining.diagnosis.effects.effects import win_rate
from mining.diagnosis.effects.metrics import Sides, Told, days_to_close
from mining.diagnosis.effects.mix import mix_of
from mining.diagnosis.effects.resampling import Draws
from mining.diagnosis.effects.winning import horizon_of, winning
from mining.number_format import number, plural
from mining.significance import false_discovery_rates
from models.case_table import Outcome
from models.diagnosis import Metric, MetricEffect
from models.event_log import EventLog
from models.handoff import Handoff
from models.handover import Handovers
from resources.translation import tr

Flags = NDArray[np.bool_]

NO_OUTCOMES = tr("Cannot tell: the log does not say how deals ended.")
NONE_ENDED = tr("Cannot tell: too few of these deals have ended.")


@dataclass(frozen=True, eq=False)
class Delay:
    """Deals of `giver` that waited for `taker` (short names of roles); `handoff` where for what is documented.

    `cases` (int32, sorted) got past it while they were open; those in `slow` waited longer than `limit` days of the
    clock whose working day has `day_hours`: the documented time, else the median. `won` compares what share of them
    was won later, `close` after how many days from then on those that were won closed, on the clock of the log, whose
    working day has `close_hours`.
    """

    giver: str
    taker: str
    handoff: Handoff | None
    limit: float
    day_hours: float | None
    cases: NDArray[np.int32]
    slow: NDArray[np.int32]
    won: MetricEffect
    close: MetricEffect
    close_hours: float | None = None


@dataclass(frozen=True, eq=False)
class _Waited:
    """One entry a deal: how long it waited, and when that was over."""

    giver: str
    taker: str
    handoff: Handoff | None
    limit: float
    day_hours: float | None
    cases: NDArray[np.int64]
    slow: Flags
    zero: NDArray[np.int64]


def delays_of(
    checked: EventLog,
    log: EventLog,
    roles: Sequence[str],
    passes: Passes,
    handovers: Sequence[Handovers],
    mask: Flags,
    fewest: int,
) -> tuple[Delay, ...]:
    """Compare deals in `mask` for every documented hand-over, then every pair of roles; q-values over all of them.

    `checked` has the outcomes resolved and the same cases as `log`, of which the passes and hand-overs are. An arm with
    fewer than `fewest` deals is not compared.
    """
    mix = mix_of(checked.cases, mask)
    knows = bool((checked.cases.outcome[mask] != Outcome.UNKNOWN).any())
    found = [*_documented(handovers, mask), *_between_roles(log, roles, passes, mask)]
    compared = [_compared(checked, mix, one, knows, fewest) for one in found]
    p_values = [told.p for _, tolds in compared for told in tolds if told.p is not None]
    q_values = iter(false_discovery_rates(p_values))
    delays = []
    for one, (deals, tolds) in zip(found, compared, strict=True):
        won, close = (
            told.effect if told.p is None else replace(told.effect, q=next(q_values)) for told in tolds
        )
        delays.append(
            Delay(
                one.giver,
                one.taker,
                one.handoff,
                one.limit,
                one.day_hours,
                deals.cases.astype(np.int32),
                deals.cases[deals.exposed].astype(np.int32),
                won,
                close,
                checked.day_hours,
            )
        )
    return tuple(delays)


def _documented(handovers: Sequence[Handovers], mask: Flags) -> Iterator[_Waited]:
    """The first instance of every deal that was accepted."""
    for found in handovers:
        rows = np.flatnonzero(found.accepted & found.among(mask))
        rows = rows[np.unique(found.case[rows], return_index=True)[1]]
        wait = found.wait[rows]
        if not len(rows):
            continue
        limit = found.limit if found.is_documented and found.limit is not None else float(np.median(wait))
        yield _Waited(
            found.handoff.giver,
            found.handoff.taker,
            found.handoff,
            limit / found.day,
            found.day_hours,
            found.case[rows].astype(np.int64),
            wait > limit,
            found.settled[rows],
        )


def _between_roles(log: EventLog, roles: Sequence[str], passes: Passes, mask: Flags) -> Iterator[_Waited]:
    """The first time that every deal went from one role to another: only such deals are at the same place."""
    pair = np.where(mask[passes.case], passes.giver.astype(np.int64) * len(roles) + passes.taker, -1)
    for which in np.unique(pair[pair >= 0]).tolist():
        rows = np.flatnonzero(pair == which)
        rows = rows[np.unique(passes.case[rows], return_index=True)[1]]
        wait = passes.wait[rows]
        limit = float(np.median(wait))
        yield _Waited(
            roles[which // len(roles)],
            roles[which % len(roles)],
            None,
            limit / log.day,
            log.day_hours,
            passes.case[rows].astype(np.int64),
            wait > limit,
            log.timestamp[passes.taken[rows]],
        )


def _compared(
    checked: EventLog, mix: Mix, waited: _Waited, knows: bool, fewest: int
) -> tuple[Compared, tuple[Told, Told]]:
    until, end = ends_of(checked, waited.cases)
    still = until > waited.zero
    cases, zero, n = waited.cases[still], waited.zero[still], int(still.sum())
    time = (checked.elapsed_of(until[still]) - checked.elapsed_of(zero)) / checked.day
    unknown = np.full(n, np.nan)
    deals = Compared(
        "", cases, waited.slow[still], zero, time, end[still], np.zeros(n), unknown, np.zeros(n, bool), False
    )
    slow, quick = deals.arms
    if not knows:
        return deals, _nothing(NO_OUTCOMES)
    if min(slow, quick) < fewest:
        arms = tr(
            "{deals} waited longer and {quick} did not", deals=plural(slow, "deal"), quick=number(quick)
        )
        why = tr("Cannot tell: {arms}; that needs {fewest} each.", arms=arms, fewest=fewest)
        return deals, _nothing(why)
    horizon = horizon_of(deals)
    if horizon is None:
        return deals, _nothing(NONE_ENDED)
    won = winning(deals, mix, horizon, fewest)
    cells = cells_of(mix, deals.cases, np.zeros(n), deals.exposed)
    balance = overlap_weights(cells)
    draws = Draws.of(
        cells, f"delay {waited.giver} {waited.taker} {waited.handoff.id if waited.handoff else ''}"
    )
    return deals, (
        win_rate(won),
        days_to_close(Sides(deals, draws, balance[0] if balance else None, fewest), won),
    )


def _nothing(why: str) -> tuple[Told, Told]:
    return (
        Told(MetricEffect(Metric.WIN_RATE, why_none=why)),
        Told(MetricEffect(Metric.CYCLE, why_none=why)),
    )
