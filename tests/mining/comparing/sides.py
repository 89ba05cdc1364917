"""Sides of small logs, and the rows of their comparison."""

from collections.abc import Sequence

import numpy as np

from mining.analysis import analyse
from mining.comparing.compare import compare_groups
from mining.process.yaml_format import parse_yaml
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.comparison import Difference, GroupComparison, Path, Side, Topic
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log

PROCESS = """
format: lanekeeper.process/1
process: {name: New business}
flow:
  - {stage: Qualify, crm: [Qualify]}
  - {stage: Demo, crm: [Demo]}
  - {stage: Proposal, crm: [Proposal]}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
"""


def times(*counted: tuple[int, str], **columns: Sequence[str]) -> EventLog:
    """A log with so many deals of each trace; other columns have one value a trace."""
    traces = [trace for n, trace in counted for _ in range(n)]
    spread = {
        name: [value for (n, _), value in zip(counted, values, strict=True) for _ in range(n)]
        for name, values in columns.items()
    }
    return a_log(*traces, **spread)


def analysed(log: EventLog, with_process: bool = True) -> Analysis:
    """The log checked against the small process."""
    return analyse(log, parse_yaml(PROCESS, "process.yaml") if with_process else None, silent)


def split(analysis: Analysis, first: np.ndarray, second: np.ndarray | None = None) -> tuple[Side, Side]:
    """The cases of a mask against those of another one, or all others."""
    return (
        Side("One", "ones", first),
        Side("Other", "others", ~first if second is None else second),
    )


def compared(analysis: Analysis, first: np.ndarray, second: np.ndarray | None = None) -> GroupComparison:
    """The comparison of two masks."""
    return compare_groups(analysis, *split(analysis, first, second), silent)


def by_team(analysis: Analysis) -> GroupComparison:
    """North against South."""
    team = analysis.log.cases.team
    masks = (team.is_any_of(["North"]), team.is_any_of(["South"]))
    filters = (CaseFilter(teams=frozenset({name})) for name in ("North", "South"))
    first, second = (
        Side(f"{i}", f"{i}s", mask, f) for i, (mask, f) in enumerate(zip(masks, filters, strict=True))
    )
    return compare_groups(analysis, first, second, silent)


def row_of(found: GroupComparison, topic: Topic, path: Path | None = None, stage: str = "") -> Difference:
    """The row about that."""
    return next(
        row
        for row in found.rows
        if row.about.topic is topic
        and (path is None or row.about.path == path)
        and (not stage or row.about.stage == stage)
    )
