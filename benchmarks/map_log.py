"""Simulated sales logs whose process maps have as many activities and paths as wanted: always the same ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case_table import DAY, CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.project import Project
from models.sales_process import End, SalesProcess, Stage

_START = 1_704_067_200_000_000
"""The first of January 2024, in microseconds."""
_SPREAD = 500
_LONGEST = 60
_STAGES = (
    "Lead", "Qualification", "Discovery", "Needs analysis", "Demo", "Technical workshop", "Proposal", "Security review",
    "Negotiation", "Legal review", "Procurement", "Contract sent", "Signature", "Handover",
)  # fmt: skip
_ASIDE = (
    "Budget check", "Pricing committee", "Pilot", "Proof of concept", "Executive meeting", "Discount approval",
    "Reference call", "Site visit", "RFP received", "RFP answered", "Data processing agreement", "Partner review",
    "Solution design", "Competitor bake-off", "Credit check", "Board approval", "On hold", "Re-engaged",
    "Champion left", "New champion", "Scope change", "Re-quote", "Technical questionnaire", "Penetration test",
    "Works council", "Pre-contract call", "Tender clarification", "Framework contract", "Change of owner",
    "Quarter-end push", "Renewal merged", "Trial extended", "Training offered", "Integration check", "Sample delivered",
    "Second demo", "Price list sent", "Insurance proof", "Export control", "Final presentation", "Terms redlined",
    "Vendor onboarding", "Escalation", "Customer workshop",
)  # fmt: skip
_OWNERS = ("Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Leo")


def map_project(activities: int, paths: int, deals: int = 3_000) -> Project:
    """A log of so many activities (9 to 60) and at most so many paths, with its documented process."""
    spine = min(len(_STAGES), 2 + activities // 5 + (3 if activities < 20 else 1))
    stages = _STAGES[:spine]
    labels = (*stages, "Won", "Lost", *_ASIDE[: activities - spine - 2])
    log = _walked(_chances(spine, len(labels), paths), labels, deals)
    process = SalesProcess(
        "Simulated",
        tuple(Stage(name, (name,)) for name in stages),
        (End("won", ("Won",)), End("lost", ("Lost",))),
        version="1",
    )
    return Project(f"{activities} activities", log, None, process)


def _chances(spine: int, n: int, paths: int) -> NDArray[np.float64]:
    """The chance of every step from activity to activity; with the start and the ends there are so many paths."""
    random = np.random.default_rng((n, paths))
    won, lost = spine, spine + 1
    chance = np.zeros((n, n))
    for stage in range(spine):
        chance[stage, stage + 1] = 0.8  # the last one leads to Won, which stands behind it
        chance[stage, lost] = 0.06
    for aside in range(spine + 2, n):
        near = int(random.integers(0, spine - 1))
        chance[near, aside] = random.uniform(0.02, 0.12)
        chance[aside, near + 1] = 0.7
    free = [
        (a, b) for a in range(n) for b in range(n) if a not in (won, lost) and b != won and not chance[a, b]
    ]
    random.shuffle(free)
    missing = max(paths - int((chance > 0).sum()) - 3, 0)
    for source, target in free[:missing]:
        near = abs(source - target) < 4 or max(source, target) > spine + 1
        chance[source, target] = random.uniform(0.01, 0.06 if near else 0.02)
    total = chance.sum(axis=1, keepdims=True)
    return np.divide(chance, total, out=chance, where=total > 0)


def _walked(chance: NDArray[np.float64], labels: tuple[str, ...], deals: int) -> EventLog:
    """Every deal walks from the first activity by chance until it is won, lost, or long enough."""
    random = np.random.default_rng((deals, len(labels)))
    at, alive = np.zeros(deals, dtype=np.int64), np.ones(deals, dtype=bool)
    time = _START + random.integers(0, _SPREAD * DAY, deals)
    bound = np.cumsum(chance, axis=1)
    rows = []
    for _ in range(_LONGEST):
        here = np.flatnonzero(alive)
        rows.append((here, at[here], time[here]))
        alive &= chance[at].sum(axis=1) > 0
        drawn = random.random((deals, 1)) * 0.999999
        at = np.where(alive, (drawn > bound[at]).sum(axis=1), at)
        time = time + (random.exponential(9, deals) * DAY).astype(np.int64) + 1
    case, activity, when = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.lexsort((when, case))
    start = np.concatenate(([0], np.cumsum(np.bincount(case, minlength=deals)))).astype(np.int64)
    last = activity[order][start[1:] - 1]
    won = labels.index("Won")
    outcome = np.select([last == won, last == won + 1], [Outcome.WON, Outcome.LOST], Outcome.OPEN)
    owner = random.integers(0, len(_OWNERS), deals).astype(np.int32)
    cases = CaseTable.bare(
        tuple(f"D{i + 1:06d}" for i in range(deals)),
        outcome=outcome.astype(np.int8),
        owner=Categorical(owner, _OWNERS),
    )
    return EventLog(
        activity=Categorical(activity[order].astype(np.int32), labels),
        timestamp=when[order].astype(np.int64),
        resource=Categorical.empty(len(order)),
        kind=np.zeros(len(order), dtype=np.int8),
        case_start=start,
        cases=cases,
    )
