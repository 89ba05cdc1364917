"""Readable logs for tests: `a_log("Qualify > Demo > Won", "Qualify > Lost")`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.field_history import FieldHistory

DAY = 86_400_000_000
START = 1_767_571_200_000_000
"""Monday, 5 January 2026, in microseconds."""


def a_log(*traces: str, resources: Sequence[str] | None = None, **columns: Any) -> EventLog:
    """One case a text, activities split by ` > `, one day apart; ids are `D1`, `D2`, ...

    The outcome is won or lost where the last activity ends in Won or Lost, and open elsewhere, unless
    `outcome` is given. Other columns of the case table (`owner=["Ann", "Bob"]`) are lists of texts or arrays.
    `resources` names the user of every event of a case.
    """
    cases = [[name.strip() for name in trace.split(">") if name.strip()] for trace in traces]
    events = [name for case in cases for name in case]
    start = np.cumsum([0, *(len(case) for case in cases)])
    days = np.array([day for case in cases for day in range(len(case))], dtype=np.int64)
    per_case = {name: _column(values) for name, values in columns.items()}
    per_case.setdefault("outcome", np.array([_outcome(case) for case in cases], dtype=np.int8))
    who = list(resources or [""] * len(cases))
    return EventLog(
        activity=Categorical.of(events),
        timestamp=START + days * DAY,
        resource=Categorical.of([who[i] for i, case in enumerate(cases) for _ in case]),
        kind=np.zeros(len(events), dtype=np.int8),
        case_start=start.astype(np.int64),
        cases=CaseTable.bare(tuple(f"D{i + 1}" for i in range(len(cases))), **per_case),
    )


Change = tuple[int, float, str, str, str, str]


def a_history(*changes: Change) -> FieldHistory:
    """Case, day after the first, field, old value, new value and person of every change, in order."""
    field, old, new, who = (Categorical.of([change[place] for change in changes]) for place in range(2, 6))
    case = np.array([change[0] for change in changes], dtype=np.int32)
    time = np.array([START + int(change[1] * DAY) for change in changes], dtype=np.int64)
    return FieldHistory(case, time, field, old, new, who)


def _outcome(case: list[str]) -> Outcome:
    last = case[-1] if case else ""
    return Outcome.WON if last.endswith("Won") else Outcome.LOST if last.endswith("Lost") else Outcome.OPEN


def _column(values: Any) -> Any:
    return (
        Categorical.of(values)
        if isinstance(values, list) and all(isinstance(v, str) for v in values)
        else values
    )
