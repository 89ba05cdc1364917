"""Before and after on simulated deals with known truth: found where planted, not found elsewhere, coverage.

`uv run python -m benchmarks.before_after [--quick] [--json FILE]`. Four teams of six reps, a year before and a quarter
after; segments and the mix of deals differ by team and season, shares by rep, segment and season. In one team one of
ten metrics is planted to fall; in all other rows nothing happens but chance, and, where `mood` is above 0, what a rep
does more or less in one quarter than in another.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import arguments
from mining.before_after.compare import compare
from mining.before_after.measuring import edges_of, measure_told
from mining.before_after.metrics import Told
from models.before_after import Moved
from models.case_table import DAY, CaseTable
from models.categorical import Categorical
from models.event_log import EventLog
from models.kpi_series import KpiUnit
from models.snapshot import Measured, Snapshot

RUNS, FIRST_SEED = 100, 520_000
TEAMS, REPS, METRICS = 4, 6, 10
BEGIN, CUT, END = date(2025, 4, 1), date(2026, 3, 31), date(2026, 6, 30)
SEGMENTS = ("Enterprise", "Mid-market", "SMB")
_FOUND = (Moved.BETTER, Moved.WORSE, Moved.DIFFERENT)


@dataclass(frozen=True)
class World:
    """Deals of a team in a quarter, the fall that is planted (as a share), and the spread of moods."""

    deals: int
    fall: float
    mood: float


@dataclass(frozen=True)
class Row:
    """One row of the table, in percent: how often the planted fall is found, how often one is called elsewhere (per
    row that is tested), and in how many runs the interval of a team holds the truth."""

    deals: int
    fall: float
    mood: float
    runs: int
    found: float
    elsewhere: float
    runs_with_a_false_call: float
    coverage_planted: float
    coverage_elsewhere: float
    unchanged: float


WORLDS = tuple(
    World(deals, fall, mood) for deals in (40, 100) for fall in (0.0, 0.15, 0.3, 0.45) for mood in (0.0, 0.08)
)


def told(seed: int, world: World) -> tuple[EventLog, list[Told]]:
    """A log of deals without events, and what each says of every metric."""
    dice = np.random.default_rng((seed, world.deals, int(world.fall * 100), int(world.mood * 100)))
    quarters = 5
    n = world.deals * TEAMS * quarters
    team = np.repeat(np.arange(TEAMS), n // TEAMS)
    quarter = np.tile(np.arange(quarters), n // quarters)
    rep = team * REPS + dice.integers(0, REPS, n)
    likely = np.array([[0.6, 0.3, 0.1], [0.1, 0.3, 0.6], [0.3, 0.4, 0.3], [0.2, 0.2, 0.6]])[team]
    likely = likely + 0.15 * (quarter == quarters - 1)[:, None] * np.array([1.0, 0.0, -0.5])
    likely /= likely.sum(axis=1, keepdims=True)
    segment = (dice.random(n)[:, None] > np.cumsum(likely, axis=1)).sum(axis=1).clip(0, 2)
    start = np.datetime64("2025-04-01") + (quarter * 91.25 + dice.uniform(0, 91, n)).astype("timedelta64[D]")
    time = start.astype("datetime64[us]").astype(np.int64) + DAY // 2
    cases = CaseTable.bare(
        tuple(map(str, range(n))),
        owner=Categorical.of([f"Rep {one}" for one in rep]),
        team=Categorical.of([f"Team {one}" for one in team]),
        segment=Categorical.of([SEGMENTS[one] for one in segment]),
        amount=dice.lognormal(10, 1, n),
    )
    nothing = np.zeros(0, dtype=np.int64)
    log = EventLog(
        Categorical.empty(0), nothing, Categorical.empty(0), nothing.astype(np.int8),
        np.zeros(n + 1, dtype=np.int64), cases,
    )  # fmt: skip
    season = np.array([0.0, 0.06, -0.04, 0.03])[quarter % 4]
    found = []
    for metric in range(METRICS):
        share = 0.55 + dice.uniform(-0.08, 0.08, TEAMS * REPS)[rep]
        share = share + np.array([-0.08, 0.0, 0.08])[segment] + season
        moods = (
            dice.normal(0, world.mood, (TEAMS * REPS, quarters)) if world.mood else np.zeros((24, quarters))
        )
        share = share + moods[rep, quarter]
        if metric == 0:
            share = share - world.fall * ((team == 0) & (quarter == quarters - 1))
        value = (dice.random(n) < share.clip(0.01, 0.99)).astype(np.float64)
        found.append(
            Told(
                f"skip {metric}",
                f"Metric {metric}",
                KpiUnit.SHARE,
                True,
                np.arange(n, dtype=np.int32),
                time,
                value,
            )
        )
    return log, found


def run(world: World, runs: int) -> Row:
    """Simulate and compare so many times."""
    hits, false_calls, tested, false_runs, unchanged = 0, 0, 0, 0, 0
    held: dict[bool, list[bool]] = {True: [], False: []}
    for seed in range(FIRST_SEED, FIRST_SEED + runs):
        log, metrics = told(seed, world)
        everyone: NDArray[np.bool_] = np.ones(log.n_cases, dtype=bool)
        pairs = [measure_told(one, log, ((BEGIN, CUT), (date(2026, 4, 1), END)), everyone) for one in metrics]
        before, after = (_snapshot(log, [pair[side] for pair in pairs], side) for side in (0, 1))
        wrong = 0
        for row in compare(before, after).teams:
            planted = row.metric == "skip 0" and row.team == "Team 0"
            truth = -world.fall if planted else 0.0
            if row.change is not None:
                held[planted].append(row.change.low <= truth <= row.change.high)
            is_called = row.moved in _FOUND
            if planted and world.fall:
                hits += row.moved is Moved.BETTER
            else:
                tested += 1
                wrong += is_called
                unchanged += row.moved is Moved.UNCHANGED
        false_calls += wrong
        false_runs += wrong > 0
    return Row(
        world.deals, world.fall, world.mood, runs, 100 * hits / runs, 100 * false_calls / max(1, tested),
        100 * false_runs / runs, 100 * float(np.mean(held[True])), 100 * float(np.mean(held[False])),
        100 * unchanged / max(1, tested),
    )  # fmt: skip


def _snapshot(log: EventLog, measured: list[Measured], side: int) -> Snapshot:
    begins, ends = ((BEGIN, CUT), (date(2026, 4, 1), END))[side]
    return Snapshot(
        "After" if side else "Before",
        ends,
        begins,
        ends,
        log.n_cases,
        "",
        tuple(measured),
        edges_of(log.cases),
    )


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    runs = 20 if given.quick else RUNS
    print(
        f"{'deals':>6}{'fall':>7}{'mood':>7}{'found':>8}{'elsewhere':>11}{'runs':>7}{'coverage':>10}{'elsewhere':>11}"
        f"{'unchanged':>11}"
    )
    rows = []
    for world in WORLDS:
        row = run(world, runs)
        rows.append(row)
        print(
            f"{row.deals:>6}{row.fall:>7.2f}{row.mood:>7.2f}{row.found:>7.0f}%{row.elsewhere:>10.2f}%"
            f"{row.runs_with_a_false_call:>6.1f}%{row.coverage_planted:>9.1f}%{row.coverage_elsewhere:>10.1f}%"
            f"{row.unchanged:>10.1f}%",
            flush=True,
        )
    if given.json:
        text = json.dumps(
            {"format": "lanekeeper.before-after-benchmark/1", "rows": [asdict(one) for one in rows]}
        )
        Path(given.json).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
