"""Verdicts on simulated logs with known truth: right and false calls, beside the first rules and the published table.

`uv run python -m benchmarks.verdicts [--quick] [--json FILE]`. A call is right where its kind, its stage and its people
are those that were planted; a healthy log where nothing is called.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.first_rules import first_call
from benchmarks.measure import arguments
from benchmarks.simulated_sales import STAGE, TRUTHS, Simulated, World, simulate
from mining.analysis import analyse
from mining.diagnosis.diagnose import with_verdicts
from mining.diagnosis.habits.judged import judged, sellers_of
from mining.diagnosis.verdicts.conforming import conforming_deals
from models.analysis import Analysis
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Diagnosis, VerdictKind
from models.progress import silent
from models.thresholds import Thresholds

PUBLISHED = {
    VerdictKind.EVERYBODY: (100, 100, 100),
    VerdictKind.TEAM: (97, 100, 100),
    VerdictKind.REP: (47, 72, 93),
    VerdictKind.UNOBTAINABLE: (82, 90, 77),
    VerdictKind.SKILL: (43, 52, 67),
    VerdictKind.NO_CALL: (98, 87, 93),
}
"""Percent right with 10, 20 and 40 deals a rep, 60 runs a cell, by the first rules on other simulated logs."""
DEALS = (10, 20, 40)
RUNS = 200
FIRST_SEED = 410_000
"""No cut-off was chosen by looking at logs from this seed on."""
_KEY = DeviationKey(DeviationType.SKIPPED, STAGE)


@dataclass(frozen=True)
class Cell:
    """One cell of the table: percent right, what else was called (in how many runs), and the peers."""

    truth: str
    deals: int
    runs: int
    right: float
    wrong: dict[str, int]
    first_rules: float
    published: int
    seconds: float


def called(found: Diagnosis) -> list[tuple[VerdictKind, str, tuple[str, ...]]]:
    """Kind, stage and people of everything that was called."""
    return [
        (card.kind, card.key.stage if card.key else "", card.who)
        for card in found.cards
        if card.kind is not VerdictKind.NO_CALL
    ]


def is_right(made: Simulated, found: Diagnosis) -> bool:
    """Whether what was planted is called, and nothing else."""
    calls = called(found)
    if made.truth is VerdictKind.NO_CALL:
        return not calls
    stage = STAGE if made.truth in (VerdictKind.EVERYBODY, VerdictKind.TEAM, VerdictKind.REP) else ""
    return [(kind, at, tuple(sorted(who))) for kind, at, who in calls] == [(made.truth, stage, made.who)]


def checked(made: Simulated) -> tuple[Analysis, Diagnosis]:
    """Checked against the process and judged as by `lanekeeper diagnose`, without the effects, which make no call."""
    analysis = analyse(made.log, made.process, silent)
    everyone = np.ones(made.log.n_cases, dtype=bool)
    return analysis, with_verdicts(analysis, made.log, made.process, Thresholds(), everyone, (), silent)


def cell(
    truth: VerdictKind, deals: int, runs: int, world: World | None = None, first_seed: int = FIRST_SEED
) -> Cell:
    """Run one cell."""
    right, first, wrong, seconds = 0, 0, Counter[str](), 0.0
    for seed in range(first_seed, first_seed + runs):
        made = simulate(truth, deals, seed, world)
        begun = perf_counter()
        analysis, found = checked(made)
        seconds += perf_counter() - begun
        if is_right(made, found):
            right += 1
        else:
            wrong[", ".join(sorted({kind.value for kind, _, _ in called(found)})) or "no call"] += 1
        first += _by_first_rules(made, analysis) is truth
    published = PUBLISHED[truth][DEALS.index(deals)]
    return Cell(
        "healthy" if truth is VerdictKind.NO_CALL else truth.value,
        deals, runs, 100 * right / runs, dict(wrong), 100 * first / runs, published, seconds / runs,
    )  # fmt: skip


def _by_first_rules(made: Simulated, analysis: Analysis) -> VerdictKind:
    found = analysis.conformance
    assert found is not None
    everyone = np.ones(found.log.n_cases, dtype=bool)
    sellers = sellers_of(found.log, everyone)
    skipped = found.deviation(_KEY)
    deals = conforming_deals(found, everyone)
    target = made.process.strategy.targets.win_rate
    assert target is not None
    if skipped is None:
        return VerdictKind.NO_CALL
    rep = sellers.owner.codes[deals.case]
    return first_call(judged(skipped, sellers, everyone), deals.won, rep, target, Thresholds())


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    runs = 20 if given.quick else RUNS
    cells = []
    print(
        f"{'truth':<14}{'deals':>6}{'right':>8}{'first rules':>13}{'published':>11}{'s a log':>9}  otherwise"
    )
    for truth in TRUTHS:
        for deals in DEALS:
            one = cell(truth, deals, runs)
            cells.append(one)
            otherwise = ", ".join(f"{name} {count}" for name, count in sorted(one.wrong.items()))
            print(
                f"{one.truth:<14}{deals:>6}{one.right:>7.0f}%{one.first_rules:>12.0f}%{one.published:>10}%"
                f"{one.seconds:>9.2f}  {otherwise}",
                flush=True,
            )
    if given.json:
        text = json.dumps(
            {"format": "lanekeeper.verdicts-benchmark/1", "cells": [asdict(one) for one in cells]}
        )
        Path(given.json).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
