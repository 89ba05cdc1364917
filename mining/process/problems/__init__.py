"""Everything that is wrong or odd with a documented process, as data that says where it is."""

from __future__ import annotations

from datetime import date

from mining.process.editing_facts import editing_facts
from mining.process.problems.contradictions import contradictions
from mining.process.problems.errors import errors
from mining.process.problems.in_log import against_log
from mining.process.problems.journey import against_journey
from mining.process.problems.names import unexplained
from mining.process.problems.reach import unreachable
from mining.process.problems.signals import unreadable_signals
from mining.process.problems.strategy import strategy_problems
from mining.process.problems.validity import out_of_date
from models.editing_facts import EditingFacts
from models.event_log import EventLog
from models.process_problem import ProcessProblem
from models.sales_process import SalesProcess

__all__ = ["problems", "problems_with"]

_RANK = {"error": 0, "warning": 1, "note": 2}


def problems(
    process: SalesProcess, log: EventLog | None, today: date | None = None
) -> tuple[ProcessProblem, ...]:
    """The errors first, then warnings, then notes; `log` is the prepared one, None where there is none.

    An error means that no deal can be checked: `mining.process.validate` refuses files that have one. What has
    expired is told where `today` is given.
    """
    return problems_with(process, editing_facts(log), today)


def problems_with(
    process: SalesProcess, facts: EditingFacts, today: date | None = None
) -> tuple[ProcessProblem, ...]:
    """The same with facts that were found before, as those of 100,000 deals take a moment."""
    found = [
        *errors(process),
        *unreachable(process),
        *contradictions(process),
        *unexplained(process, facts),
        *against_journey(process),
        *unreadable_signals(process, facts),
        *out_of_date(process, today),
        *against_log(process, facts),
        *strategy_problems(process, facts),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: _RANK[problem.severity]))
