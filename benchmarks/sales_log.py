"""A simulated sales log of nine stages, as CSV or in memory: the same deals for the same number, of any size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventLog

STAGES = (
    "Lead", "Qualified", "Discovery", "Demo", "Proposal", "Negotiation", "Contract sent", "Closed Won", "Closed Lost",
)  # fmt: skip
HEADER = "case_id,activity,timestamp,owner,team,amount\n"
_FIRST_NAMES = ("Anna", "Bilal", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jonas")
_LAST_NAMES = ("Albrecht", "Becker", "Castillo", "Dubois", "Eriksen", "Fischer", "Garcia", "Hoffmann")
_TEAMS = ("Team North", "Team South", "Team East", "Team West", "Enterprise")
_START = 1_672_531_200
"""The first of January 2023, in seconds since 1970."""
_YEARS = 3 * 365 * 86_400
_DEALS_AT_ONCE = 50_000


@dataclass(frozen=True)
class _Deals:
    """Some deals: number, stage and second of every event; owner and amount in cents of every deal."""

    deal: NDArray[np.int64]
    stage: NDArray[np.int64]
    second: NDArray[np.int64]
    owner: NDArray[np.int64]
    cents: NDArray[np.int64]


def write_sales_log(path: Path, deals: int) -> int:
    """Write a log of so many deals, one row an event, deal by deal; returns the number of events, about 6.7 a deal."""
    events = 0
    with path.open("wb") as file:
        file.write(HEADER.encode())
        for first in range(0, deals, _DEALS_AT_ONCE):
            rows = _rows(first, _some(first, min(_DEALS_AT_ONCE, deals - first)))
            events += len(rows)
            file.write("".join(rows).encode())
    return events


def sales_log(deals: int) -> EventLog:
    """The same deals as an event log: won or lost where a closing stage was reached, created with the first event."""
    parts = [_some(first, min(_DEALS_AT_ONCE, deals - first)) for first in range(0, deals, _DEALS_AT_ONCE)]
    stage = np.concatenate([part.stage for part in parts]).astype(np.int32)
    time = np.concatenate([part.second for part in parts]) * 1_000_000
    start = np.concatenate(([0], np.cumsum(np.concatenate([np.bincount(part.deal) for part in parts]))))
    owner = np.concatenate([part.owner for part in parts]).astype(np.int32)
    outcome = np.select(
        [stage[start[1:] - 1] == 7, stage[start[1:] - 1] == 8], [Outcome.WON, Outcome.LOST], Outcome.OPEN
    )
    table = CaseTable.bare(
        tuple(f"D{number + 1:08d}" for number in range(deals)),
        owner=Categorical(owner, _owners()),
        team=Categorical(owner % np.int32(len(_TEAMS)), _TEAMS),
        amount=np.concatenate([part.cents for part in parts]) / 100,
        outcome=outcome.astype(np.int8),
        created=time[start[:-1]],
    )
    return EventLog(
        activity=Categorical(stage, STAGES),
        timestamp=time,
        resource=Categorical(np.repeat(owner, np.diff(start)), _owners()),
        kind=np.zeros(len(stage), dtype=np.int8),
        case_start=start.astype(np.int64),
        cases=table,
    )


def _some(first: int, deals: int) -> _Deals:
    """Stages in order, some skipped, some gone back to, lost or won at the end."""
    random = np.random.default_rng((7, first))
    deal, stage = _paths(deals, random)
    start = _START + random.integers(0, _YEARS, deals)
    step = random.exponential(4 * 86_400, len(deal)).astype(np.int64) + 1
    total = np.cumsum(step)
    begins = np.flatnonzero(np.diff(deal, prepend=-1))
    seconds = start[deal] + total - total[begins][deal]
    owner = random.integers(0, len(_FIRST_NAMES) * len(_LAST_NAMES), deals)
    return _Deals(deal, stage, seconds, owner, random.integers(50_000, 25_000_000, deals))


def _owners() -> tuple[str, ...]:
    return tuple(f"{a} {b}" for a in _FIRST_NAMES for b in _LAST_NAMES)


def _rows(first: int, some: _Deals) -> list[str]:
    """The lines of some deals."""
    times = some.second.astype("datetime64[s]").astype(str)
    names = _owners()
    tails = [
        f",{names[who]},{_TEAMS[who % len(_TEAMS)]},{cents / 100:.2f}\n"
        for who, cents in zip(some.owner.tolist(), some.cents.tolist(), strict=True)
    ]
    return [
        f"D{first + number + 1:08d},{STAGES[what]},{when.replace('T', ' ')}{tails[number]}"
        for number, what, when in zip(some.deal.tolist(), some.stage.tolist(), times.tolist(), strict=True)
    ]


def _paths(deals: int, random: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The deal and the stage of every event: seven stages, each skipped, doubled or left for good by chance."""
    length = random.choice(np.arange(2, 8), deals, p=(0.04, 0.06, 0.08, 0.12, 0.2, 0.5))
    stage = np.tile(np.arange(7), (deals, 1))
    times = random.choice(np.arange(3), stage.shape, p=(0.08, 0.8, 0.12))
    times[:, 0] = 1
    times[stage >= length[:, None]] = 0
    deal = np.repeat(np.repeat(np.arange(deals), 7), times.ravel())
    passed = np.repeat(stage.ravel(), times.ravel())
    swap = np.flatnonzero((random.random(len(deal) - 1) < 0.03) & (np.diff(deal) == 0) & (passed[:-1] > 0))
    passed[swap], passed[swap + 1] = passed[swap + 1].copy(), passed[swap].copy()
    ended = random.random(deals) < 0.9
    final = np.where((length == 7) & (random.random(deals) < 0.6), 7, 8)[ended]
    all_deals = np.concatenate((deal, np.flatnonzero(ended)))
    order = np.argsort(all_deals, kind="stable")
    return all_deals[order], np.concatenate((passed, final))[order]
