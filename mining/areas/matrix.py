"""Who hands over to whom, how often, and how long the deal then waits: one cell for every pair of roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.quantiles import quantiles
from mining.areas.passes import Passes
from mining.areas.roles_of_people import role_ways
from mining.process.roles import roles_of
from models.handover import Handovers
from models.label import key
from models.sales_process import SalesProcess

_Flags = NDArray[np.bool_]
_Cases = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class AreaCell:
    """From one role to another: `times` in `cases` (int32, sorted), waiting `median` and `p90` days of the log's clock.

    `ping_pong` are the deals (int32) that went to and fro between the two, `wrong` of `judged` takings were of a step
    that another role owns. `documented` counts the instances of documented hand-overs between them, `breaches` those
    that were late, silent, bounced or rejected without a reason; `of_leads` where leads are among them, which are then
    all leads.
    """

    giver: int
    taker: int
    times: int
    cases: _Cases
    median: float
    p90: float
    ping_pong: _Cases
    judged: int
    wrong: int
    documented: int
    breaches: int
    of_leads: bool = False


@dataclass(frozen=True, eq=False)
class AreaMatrix:
    """The cells of pairs that hand over, in the order of `roles` (short names); `with_role` of `events` have a role."""

    roles: tuple[str, ...]
    titles: tuple[str, ...]
    cells: tuple[AreaCell, ...]
    with_role: int
    events: int
    deals: int

    def cell(self, giver: int, taker: int) -> AreaCell | None:
        """The cell of a pair, None where they never hand over."""
        return next((cell for cell in self.cells if (cell.giver, cell.taker) == (giver, taker)), None)

    @property
    def present(self) -> tuple[int, ...]:
        """The roles that give or take, in order."""
        return tuple(sorted({role for cell in self.cells for role in (cell.giver, cell.taker)}))


def area_matrix(
    process: SalesProcess, passes: Passes, handovers: Sequence[Handovers], mask: _Flags, day: int
) -> AreaMatrix:
    """The matrix of the deals where `mask` (one flag a case) is set; `day` is the length of a day of the log's clock.

    A ping-pong counts in the cells of both directions, and once a deal.
    """
    roles = roles_of(process)
    n = len(roles)
    shown = mask[passes.case]
    pair = passes.giver[shown].astype(np.int64) * n + passes.taker[shown]
    documented, breaches, of_leads = _documented(process, handovers, mask, n)
    order = np.lexsort((passes.wait[shown], pair))
    pairs, begin, size = np.unique(pair[order], return_index=True, return_counts=True)
    wait = passes.wait[shown][order] / day

    def at(ranks: NDArray[np.int64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = wait[begin[:, None] + np.maximum(ranks, 0)]
        return found

    typical = quantiles(size, (0.5, 0.9), at)
    case, ping, judged, wrong = (
        column[shown][order] for column in (passes.case, passes.ping_pong, passes.judged, passes.wrong)
    )
    cells = []
    for number in {*pairs.tolist(), *np.flatnonzero(documented).tolist()}:
        place = int(np.searchsorted(pairs, number))
        has = place < len(pairs) and pairs[place] == number
        here = slice(int(begin[place]), int(begin[place] + size[place])) if has else slice(0, 0)
        cells.append(
            AreaCell(
                giver=number // n,
                taker=number % n,
                times=int(size[place]) if has else 0,
                cases=np.unique(case[here]),
                median=float(typical[place, 0]) if has else np.nan,
                p90=float(typical[place, 1]) if has else np.nan,
                ping_pong=np.unique(case[here][ping[here]]),
                judged=int(judged[here].sum()),
                wrong=int(wrong[here].sum()),
                documented=int(documented[number]),
                breaches=int(breaches[number]),
                of_leads=bool(of_leads[number]),
            )
        )
    cells.sort(key=lambda cell: (cell.giver, cell.taker))
    return AreaMatrix(
        tuple(roles), tuple(roles.values()), tuple(cells), passes.with_role, passes.events, int(mask.sum())
    )


def breached(handovers: Handovers) -> _Flags:
    """The instances that did not go as agreed."""
    return handovers.late | handovers.silent | handovers.bounced | handovers.without_reason


def _documented(
    process: SalesProcess, handovers: Sequence[Handovers], mask: _Flags, n: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], _Flags]:
    """For every pair of roles how many instances of documented hand-overs there are, breached, and any of leads."""
    ways = role_ways(process)
    counts, breaches = (np.zeros(n * n, dtype=np.int64) for _ in range(2))
    of_leads = np.zeros(n * n, dtype=bool)
    for one in handovers:
        giver, taker = (ways.get(key(name)) for name in (one.handoff.giver, one.handoff.taker))
        if giver is None or taker is None:
            continue
        shown = one.among(mask)
        counts[giver * n + taker] += int(shown.sum())
        breaches[giver * n + taker] += int((shown & breached(one)).sum())
        of_leads[giver * n + taker] |= one.in_leads
    return counts, breaches, of_leads
