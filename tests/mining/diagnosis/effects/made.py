"""Logs of deals whose truth is known, made to be compared with and without a skipped Discovery."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mining.analysis import analyse
from mining.process.yaml_format import parse_yaml
from models.analysis import Analysis
from models.case_table import DAY, CaseTable, Outcome
from models.categorical import Categorical
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.progress import silent
from tests.builders import START

PROCESS = parse_yaml(
    """
process: {name: New business}
flow:
  - {stage: Qualify}
  - {stage: Discovery}
  - {stage: Demo}
  - {stage: Proposal}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
""",
    "process.yaml",
)
SKIP = DeviationKey(DeviationType.SKIPPED, "Discovery")
STAGES = ("Qualify", "Discovery", "Demo", "Proposal", "Won", "Lost")


@dataclass(frozen=True)
class Made:
    """What is made: `effect` of skipping in log-odds of winning, `better` whether better reps skip more."""

    deals: int = 900
    reps: int = 18
    effect: float = 0.0
    better: float = 1.5
    skips: float = -0.5
    seed: int = 1
    seen: float = 500.0


def made(what: Made = Made()) -> EventLog:
    """Deals that begin within a year; some are lost before Demo, and some are open when the log ends."""
    dice = np.random.default_rng(what.seed)
    n = what.deals
    rep, segment = dice.integers(0, what.reps, n), dice.integers(0, 2, n)
    skill = np.linspace(-1, 1, what.reps)[rep] if what.reps > 1 else np.zeros(n)
    skips = dice.random(n) < _expit(what.skips + what.better * skill + 0.5 * segment)
    gives_up = dice.random(n) < _expit(-0.5 - 1.0 * skips)
    wins = dice.random(n) < _expit(-0.4 + skill + 0.6 * segment + what.effect * skips)
    begins = dice.uniform(0, 365, n)
    rows = []
    for case in range(n):
        path = [0] if skips[case] else [0, 1]
        path += [5] if gives_up[case] else [2, 3, 4 if wins[case] else 5]
        steps = begins[case] + np.cumsum(np.append(0, dice.gamma(2.0, 10.0, len(path) - 1)))
        rows.append(
            [(stage, time) for stage, time in zip(path, steps.tolist(), strict=True) if time <= what.seen]
        )
    events = [event for row in rows for event in row]
    last = [row[-1][0] for row in rows]
    outcome = [{4: Outcome.WON, 5: Outcome.LOST}.get(stage, Outcome.OPEN) for stage in last]
    ends = [row[-1][1] if stage > 3 else np.nan for row, stage in zip(rows, last, strict=True)]
    return EventLog(
        activity=Categorical(np.array([stage for stage, _ in events], dtype=np.int32), STAGES),
        timestamp=np.array([START + round(time * DAY) for _, time in events], dtype=np.int64),
        resource=Categorical.empty(len(events)),
        kind=np.zeros(len(events), dtype=np.int8),
        case_start=np.cumsum([0, *map(len, rows)]).astype(np.int64),
        cases=CaseTable.bare(
            tuple(f"D{case}" for case in range(n)),
            owner=Categorical(rep.astype(np.int32), tuple(f"Rep {one}" for one in range(what.reps))),
            team=Categorical((rep % 2).astype(np.int32), ("North", "South")),
            segment=Categorical(segment.astype(np.int32), ("Small", "Large")),
            currency=Categorical(np.zeros(n, dtype=np.int32), ("EUR", "USD")),
            amount=np.round(np.exp(dice.normal(9.5, 0.6, n)), -2),
            outcome=np.array(outcome, dtype=np.int8),
            created=(START + begins * DAY).round().astype(np.int64),
            closed=np.array(
                [np.iinfo(np.int64).min if np.isnan(time) else START + round(time * DAY) for time in ends]
            ),
        ),
    )  # fmt: skip


def with_columns(log: EventLog, **columns: object) -> EventLog:
    """The same log with other columns of the case table."""
    return replace(log, cases=replace(log.cases, **columns))  # type: ignore[arg-type]  # by field name


def analysed(log: EventLog) -> Analysis:
    """The log checked against the process."""
    return analyse(log, PROCESS, silent)


def everyone(analysis: Analysis) -> np.ndarray:
    """One flag a case, all set."""
    return np.ones(analysis.log.n_cases, dtype=bool)


def _expit(value: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-value)))
