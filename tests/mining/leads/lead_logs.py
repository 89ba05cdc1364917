"""Small logs of leads for the tests: a line a lead, times in hours after a Monday morning."""

from __future__ import annotations

import numpy as np

from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventKind, EventLog
from models.handoff import Handoff
from models.leads import DEAL, REASON, is_rejection
from models.sales_process import SalesProcess, Stage

MONDAY = 1_767_571_200_000_000  # 5 January 2026, midnight UTC
HOUR = 3_600_000_000
HANDOFF = Handoff(
    "H1", "MKT", "SDR", "MQL", ("Accepted", "Rejected"), "1d", ("bad fit", "no need"), accept_target=0.6
)
PROCESS = SalesProcess(
    "New business", (Stage("Qualify", ("Qualify",)),), header={"roles": {"MKT": "Marketing", "SDR": "Development"}},
    handoffs=(HANDOFF,),
)  # fmt: skip


def a_lead_log(
    *leads: str,
    owners: list[str] | None = None,
    teams: list[str] | None = None,
    sources: list[str] | None = None,
    reasons: list[str | None] | None = None,
    deals: list[str | None] | None = None,
    until: float = 1_000.0,
    **extra: list[str],
) -> EventLog:
    """Each lead is such as "MQL@0 Call@3:Ann Accepted@5:Ann Won@50"; what is not a status is an activity.

    "Won" ends a lead as a deal; a status that rejects ends it. The log ends at `until`, with a lead that does nothing.
    """
    case, label, time, who, kind = [], [], [], [], []
    outcome, closed = [], []
    for number, told in enumerate((*leads, f"New@{until}")):
        end, at_end = Outcome.OPEN, NO_TIME
        for word in told.split():
            name, _, rest = word.partition("@")
            at, _, by = rest.partition(":")
            moment = MONDAY + int(float(at) * HOUR)
            case.append(number)
            label.append(name)
            time.append(moment)
            who.append(by or None)
            kind.append(EventKind.ACTIVITY if name in ("Call", "Email") else EventKind.STAGE)
            if name == "Won" or is_rejection(name):
                end, at_end = (Outcome.WON if name == "Won" else Outcome.LOST), moment
        outcome.append(end)
        closed.append(at_end)
    n = len(leads) + 1
    columns = {name: Categorical.of([*values, None]) for name, values in extra.items()}
    if reasons is not None:
        columns[REASON] = Categorical.of([*reasons, None])
    if deals is not None:
        columns[DEAL] = Categorical.of([*deals, None])

    def column(values: list[str] | None) -> Categorical:
        return Categorical.empty(n) if values is None else Categorical.of([*values, None])

    cases = CaseTable.bare(
        tuple(f"L{i}" for i in range(n)),
        owner=column(owners),
        team=column(teams),
        source=column(sources),
        outcome=np.array(outcome, dtype=np.int8),
        closed=np.array(closed, dtype=np.int64),
        extra=columns,
    )
    counts = np.bincount(case, minlength=n)
    return EventLog(
        activity=Categorical.of(label),
        timestamp=np.array(time, dtype=np.int64),
        resource=Categorical.of(who),
        kind=np.array(kind, dtype=np.int8),
        case_start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        cases=cases,
    )
