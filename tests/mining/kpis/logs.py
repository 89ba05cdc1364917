"""Logs for key figures: many deals alike, created one a day, whose numbers can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from mining.analysis import analyse_again
from mining.kpis.over_time import whole_log
from mining.process.yaml_format import parse_yaml
from models.analysis import Analysis
from models.case_table import NO_TIME, Outcome
from models.costs import Costs
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess
from tests.builders import DAY, START, a_log_with_activities

PROCESS = """
format: lanekeeper.process/1
process: {name: New business}
events:
  pain: {kind: Call, subject: pain}
  asked: {kind: Price request}
buyer:
  problem: {evidence: [pain]}
  selection: {after: [problem], evidence: [asked]}
flow:
  - {stage: Qualify, crm: [Qualify], buyer: problem, exit: [pain]}
  - {stage: Proposal, crm: [Proposal], buyer: selection}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
"""


def a_process() -> SalesProcess:
    """Two stages, each with a job of the buyer; Qualify is left with the pain recorded."""
    return parse_yaml(PROCESS, "process.yaml")


def deals(*texts: str, every: float = 1.0, **columns: Any) -> EventLog:
    """Deals as `a_log_with_activities` reads them, each begun `every` days after the one before; created and closed.

    A deal is created at its day 0 and closed at its last stage where that is an end.
    """
    log = a_log_with_activities(*texts, **columns)
    shift = (np.arange(log.n_cases) * every * DAY).astype(np.int64)
    times = log.timestamp + shift[log.case_of_event]
    last = times[log.case_start[1:] - 1]
    closed = np.where(np.isin(log.cases.outcome, (Outcome.WON, Outcome.LOST)), last, NO_TIME)
    return replace(log, timestamp=times, cases=replace(log.cases, created=START + shift, closed=closed))


def analysed(log: EventLog, process: SalesProcess | None = None) -> tuple[EventLog, Analysis]:
    """The log as figures take it, and its analysis."""
    found, _ = analyse_again(log, process or a_process(), Costs(), silent, None)
    return whole_log(log, found), found


def everything(log: EventLog) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """All deals."""
    return np.ones(log.n_cases, dtype=bool)


def times(n: int, texts: Sequence[str]) -> list[str]:
    """The texts over and over, `n` in all."""
    return [texts[at % len(texts)] for at in range(n)]
