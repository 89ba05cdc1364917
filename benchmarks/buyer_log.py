"""The simulated sales log with what passed between seller and buyer: calls, meetings and messages with subjects."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.documented import SALES
from benchmarks.sales_log import sales_log
from mining.process.yaml_format import parse_yaml
from models.categorical import MISSING, Categorical
from models.event_log import DIRECTION, SUBJECT, EventKind, EventLog
from models.sales_process import SalesProcess, Stage

_KINDS = ("Call", "Meeting", "Email", "Email reply", "Task")
_TOPICS = (
    "discovery",
    "pain points",
    "proposal",
    "quote",
    "demo",
    "hello",
    "contract",
    "pricing",
    "security",
)
_A_DEAL = 5
_SUBJECTS = 200_000
"""Distinct subjects: in a CRM most are written by hand."""
_SIDES = """
events:
  pain: {kind: Call, subject: "(?i)pain|hello"}
  explored: {kind: Meeting, two_way: true}
  seen: {kind: [Call, Email], subject: "(?i)demo"}
  asked: {kind: Email reply, subject: "(?i)pric|quote"}
  proposed: {kind: Email, subject: "(?i)proposal|quote"}
buyer:
  problem: {evidence: [pain]}
  exploration: {after: [problem], evidence: [explored]}
  requirements: {after: [problem], evidence: [seen]}
  selection: {after: [exploration, requirements], evidence: [asked, proposed]}
"""
_STEPS = ("problem", "exploration", "requirements", "selection")
_EXITS = ("pain", "explored", "seen", "proposed")


def buyer_log(deals: int) -> EventLog:
    """Five activities a deal between its first and its last stage, at random but the same for the same number."""
    log, dice = sales_log(deals), np.random.default_rng(1)
    n = deals * _A_DEAL
    case = np.sort(dice.integers(0, deals, n))
    first, last = log.timestamp[log.case_start[case]], log.timestamp[log.case_start[case + 1] - 1]
    time = first + (dice.random(n) * (last - first)).astype(np.int64)
    kind = dice.integers(0, len(_KINDS), n)
    subjects = tuple(f"{_TOPICS[i % len(_TOPICS)]} {i}" for i in range(_SUBJECTS))
    none = np.full(log.n_events, MISSING)
    all_cases, all_times = np.concatenate((log.case_of_event, case)), np.concatenate((log.timestamp, time))
    order = np.lexsort((all_times, all_cases))

    def column(stages: np.ndarray, others: np.ndarray, labels: tuple[str, ...]) -> Categorical:
        return Categorical(np.concatenate((stages, others))[order].astype(np.int32), labels)

    is_reply = kind == _KINDS.index("Email reply")
    kinds = np.where(is_reply, EventKind.BUYER, EventKind.ACTIVITY)
    people = log.resource.labels or ("Somebody",)
    return EventLog(
        activity=column(log.activity.codes, kind + len(log.activity.labels), (*log.activity.labels, *_KINDS)),
        timestamp=all_times[order],
        resource=column(log.resource.codes, dice.integers(0, len(people), n), people),
        kind=np.concatenate((log.kind, kinds))[order].astype(np.int8),
        case_start=np.concatenate(([0], np.cumsum(np.bincount(all_cases, minlength=deals)))).astype(np.int64),
        cases=log.cases,
        extra={
            SUBJECT: column(none, dice.integers(0, _SUBJECTS, n), subjects),
            DIRECTION: column(none, dice.integers(0, 2, n), ("in", "out")),
        },
    )


def with_buyer() -> SalesProcess:
    """The nine stages with a journey of four steps, and a signal to leave each stage by."""
    process = parse_yaml(SALES + _SIDES, "the benchmark")
    flow = []
    for place, stage in enumerate(process.flow):
        assert isinstance(stage, Stage)
        step = min(place, len(_STEPS) - 1)
        flow.append(replace(stage, buyer=_STEPS[step], exit_evidence=(_EXITS[step],)))
    return replace(process, flow=tuple(flow))
