"""Readable logs for tests: `a_log("Qualify > Demo > Won", "Qualify > Lost")`."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import CONTACT_ROLE, DIRECTION, SUBJECT, EventKind, EventLog
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


_EVENT = re.compile(
    r"(?P<day>-?[\d.]+) (?P<mark>[~!^]?)(?P<label>[^:(@\[]+?)(?: \((?P<way>in|out)\))?(?: \[(?P<role>[^\]]+)\])?"
    r"(?: @(?P<who>[^:]+?))?(?:: (?P<subject>.*))?"
)
_MARKS = {"": EventKind.STAGE, "~": EventKind.ACTIVITY, "!": EventKind.BUYER, "^": EventKind.LEAD}


def a_log_with_activities(*deals: str, changes: FieldHistory | None = None, **columns: Any) -> EventLog:
    """One case a text: events split by ` | `, each a day after the first and what happened, in order of time.

    `3 Demo` is a stage, `2 ~Call (in) [Buyer] @Ann: Hello` an activity with direction, role of the contact, user and
    subject, all of which may be left out; `!` begins what the buyer did, `^` what happened to the lead. Ids, outcomes
    (by the last stage) and other columns of the case table as in `a_log`.
    """
    cases = [
        [_EVENT.fullmatch(event.strip()) for event in deal.split("|") if event.strip()] for deal in deals
    ]
    found = [event for case in cases for event in case]
    if None in found:
        raise ValueError("an event cannot be read")
    told = [event.groupdict() for event in found if event]
    stages = [[e["label"] for e in case if e and not e["mark"]] for case in cases]
    per_case = {name: _column(values) for name, values in columns.items()}
    per_case.setdefault("outcome", np.array([_outcome(case) for case in stages], dtype=np.int8))
    extra = {DIRECTION: "way", SUBJECT: "subject", CONTACT_ROLE: "role"}
    columns_of = {name: Categorical.of([event[part] for event in told]) for name, part in extra.items()}
    return EventLog(
        activity=Categorical.of([event["label"] for event in told]),
        timestamp=np.array([START + round(float(event["day"]) * DAY) for event in told], dtype=np.int64),
        resource=Categorical.of([event["who"] for event in told]),
        kind=np.array([_MARKS[event["mark"]] for event in told], dtype=np.int8),
        case_start=np.cumsum([0, *map(len, cases)]).astype(np.int64),
        cases=CaseTable.bare(tuple(f"D{i + 1}" for i in range(len(cases))), **per_case),
        extra={name: column for name, column in columns_of.items() if column.labels},
        changes=changes or FieldHistory(),
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
