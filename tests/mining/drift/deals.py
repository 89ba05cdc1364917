"""Deals of a made-up CRM over eighteen months: how often the demo is skipped, and where deals come from, can change."""

from collections.abc import Callable

import numpy as np

from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from tests.builders import DAY, START

DAYS = 540
Share = Callable[[float], float]


def some_deals(
    n: int,
    seed: int,
    skip: Share,
    web: Share = lambda day: 0.3,
    skip_of_web: float = 0.0,
    sources: bool = True,
) -> EventLog:
    """Deals that begin at random days. The demo is skipped with probability `skip(day)` on the day it is due.

    `web(day)` is the share of deals from the web that begin that day, which skip by `skip_of_web` more.
    """
    dice = np.random.default_rng(seed)
    names: list[str] = []
    days: list[float] = []
    start, source, outcome = [0], [], []
    for begin in np.sort(dice.random(n)) * DAYS:
        from_web = dice.random() < web(begin)
        path, times = ["Qualify"], [float(begin)]
        for stage in ("Discovery", "Demo", "Proposal", "end"):
            if stage == "Demo" and dice.random() < skip(times[-1]) + skip_of_web * from_web:
                continue
            lost = dice.random() < (0.6 if stage == "end" else 0.15)
            times.append(times[-1] + dice.exponential(12))
            path.append("Lost" if lost else "Won" if stage == "end" else stage)
            if lost:
                break
        seen = sum(time <= DAYS for time in times)
        names += path[:seen]
        days += times[:seen]
        start.append(len(names))
        source.append("Web" if from_web else "Referral")
        ends = {"Won": Outcome.WON, "Lost": Outcome.LOST}
        outcome.append(ends.get(path[:seen][-1], Outcome.OPEN))
    columns = {"source": Categorical.of(source)} if sources else {}
    return EventLog(
        activity=Categorical.of(names),
        timestamp=START + (np.array(days) * DAY).astype(np.int64),
        resource=Categorical.empty(len(names)),
        kind=np.zeros(len(names), dtype=np.int8),
        case_start=np.array(start, dtype=np.int64),
        cases=CaseTable.bare(
            tuple(f"D{i}" for i in range(n)), outcome=np.array(outcome, dtype=np.int8), **columns
        ),
    )


def at_day(day: float) -> int:
    """The time of a day since the first."""
    return START + int(day * DAY)


def paths(*traces: str, times: list[int] | None = None) -> EventLog:
    """A log without outcomes, one case a text, a day apart in the order given (or at the days `times`)."""
    cases = [[name.strip() for name in trace.split(">")] for trace in traces]
    when = range(len(cases)) if times is None else times
    return EventLog(
        activity=Categorical.of([name for case in cases for name in case]),
        timestamp=np.array(
            [START + day * DAY + i for day, case in zip(when, cases, strict=True) for i in range(len(case))],
            dtype=np.int64,
        ),
        resource=Categorical.empty(sum(map(len, cases))),
        kind=np.zeros(sum(map(len, cases)), dtype=np.int8),
        case_start=np.cumsum([0, *map(len, cases)]).astype(np.int64),
        cases=CaseTable.bare(tuple(f"D{i}" for i in range(len(cases)))),
    )
