"""What must hold in every documented process, whether it was read from a file or edited in the window."""

from __future__ import annotations

from mining.process.days import MOST_DAYS
from mining.process.problems.errors import (
    MOST_REPEATS,
    MOST_RULES,
    MOST_SIGNALS,
    MOST_STAGES,
    errors,
    way_back_problems,
)
from models.errors import UserError
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

__all__ = [
    "MOST_DAYS",
    "MOST_REPEATS",
    "MOST_RULES",
    "MOST_SIGNALS",
    "MOST_STAGES",
    "validate",
    "way_back_problems",
    "what_is_wrong",
]


def validate(process: SalesProcess, where: str = "") -> None:
    """Raise UserError for the first error of the process; `where` (a file's name) opens its sentence."""
    problem = next(errors(process), None)
    if problem is not None:
        raise UserError(f"{where or tr('The process ') + process.name}: {problem.sentence}")


def what_is_wrong(process: ProcessModel) -> str:
    """The first thing for which no deal can be checked against the process, as a sentence; empty if it can be."""
    problem = next(errors(process), None) if isinstance(process, SalesProcess) else None
    return problem.shown if problem is not None else ""
