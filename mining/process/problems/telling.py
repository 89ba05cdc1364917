"""What is wrong with documented processes, told on the command line: as lines, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mining.process.problems import problems
from models.project import ProcessModel
from models.sales_process import SalesProcess


def problems_json(versions: Sequence[ProcessModel], today: date) -> list[dict[str, Any]]:
    """For every problem `version`, `severity`, `sentence`, `part`, `where` and `field`; nets have none.

    What a version asks of the log is told by the check itself and is not in here.
    """
    return [
        {
            "version": process.version,
            "severity": problem.severity,
            "sentence": problem.shown,
            "part": str(problem.part),
            "where": problem.where,
            "field": problem.field,
        }
        for process in versions
        if isinstance(process, SalesProcess)
        for problem in problems(process, None, today)
    ]


def problem_lines(found: Iterable[dict[str, Any]], told: Iterable[str]) -> tuple[str, ...]:
    """A line for each that is more than a note and not told elsewhere, once where several versions have it."""
    known = set(told)
    lines = (one["sentence"] for one in found if one["severity"] != "note")
    return tuple(dict.fromkeys(line for line in lines if line not in known))
