"""Deals told by days and times of day, and what a check says of them beside the flow."""

from __future__ import annotations

from typing import Any

from mining.analysis import analyse
from mining.process.yaml_format import parse_yaml
from models.analysis import Analysis
from models.deviation import Deviation, DeviationKey, DeviationType
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess
from tests.builders import a_log_with_activities

FLOW = """
  - {stage: Qualify, sla: 3d}
  - {stage: Demo, sla: 2bd}
  - {stage: Proposal}
"""
END = """
  won: {crm: [Won]}
  lost: {crm: [Lost]}
"""


def a_process(flow: str = FLOW, end: str = END, more: str = "", header: str = "") -> SalesProcess:
    """Three stages of which two have a longest time; `header` stands in `process:`, `more` at the end."""
    calendar = header or 'calendar: {hours: "09:00-18:00"}'
    return parse_yaml(f"process: {{name: P, {calendar}}}\nflow: {flow}\nend: {end}\n{more}", "test.yaml")


def deals(*told: str, **columns: Any) -> EventLog:
    """As `a_log_with_activities`, with `1/10:07` for ten past ten of the day after the first, a Monday."""
    return a_log_with_activities(*(" | ".join(map(_event, deal.split("|"))) for deal in told), **columns)


def _event(event: str) -> str:
    when, what = event.strip().split(" ", 1)
    day, _, time = when.partition("/")
    hours, minutes = time.split(":") if time else ("10", "7")
    return f"{int(day) + (int(hours) * 60 + int(minutes)) / 1440:.12f} {what}"


def found(log: EventLog, process: SalesProcess | None = None) -> Analysis:
    """The log checked against a process, that of above where none is given."""
    return analyse(log, process or a_process(), silent)


def shown(analysis: Analysis, kind: DeviationType) -> dict[str, list[str]]:
    """By stage the ids of the deals that show a kind of deviation."""
    assert analysis.conformance is not None
    ids = analysis.log.cases.ids
    return {
        one.key.stage: [ids[case] for case in one.cases.tolist()]
        for one in analysis.conformance.deviations
        if one.key.type is kind
    }


def judged(analysis: Analysis, kind: DeviationType, stage: str) -> list[str]:
    """The ids of the deals that were judged for a deviation that some deal shows."""
    return [analysis.log.cases.ids[case] for case in _of(analysis, kind, stage).eligible.tolist()]


def compared(analysis: Analysis, kind: DeviationType, stage: str) -> list[str]:
    """The ids of the deals whose outcomes are compared for it."""
    return [analysis.log.cases.ids[case] for case in _of(analysis, kind, stage).compared.tolist()]


def unjudged(analysis: Analysis, kind: DeviationType) -> list[str]:
    """What is said of a kind that cannot be told, or not as it is meant."""
    return [one.sentence for one in analysis.unjudged if one.type is kind]


def _of(analysis: Analysis, kind: DeviationType, stage: str) -> Deviation:
    assert analysis.conformance is not None
    one = analysis.conformance.deviation(DeviationKey(kind, stage))
    assert one is not None
    return one
