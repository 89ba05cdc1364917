"""What a process asks of the teams: for every stage the deals that would have had to do it and did not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from models.case_table import DAY, NO_TIME
from models.categorical import Categorical
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.project import ProcessModel
from models.sales_process import SalesProcess
from models.what_if import Demand

DAYS_OF_MONTH = 365.25 / 12


def demands(
    before: tuple[Conformance, ProcessModel], after: tuple[Conformance, ProcessModel], mask: NDArray[np.bool_]
) -> tuple[Demand, ...]:
    """A row a stage and team where either process asks for anything that was not done, over the deals in `mask`.

    A deal would have had to do a stage where the check finds that it was skipped: the deal got past it, did it
    nowhere, and no condition lets it off. Stages stand in the order of the process after, then those that only the
    process before has; teams in the order of their names, deals without a team last.
    """
    team = after[0].log.cases.team
    of_case, names = _teams(team)
    sizes = np.bincount(of_case[mask], minlength=len(names)).tolist()
    roles = _roles(before[1]) | _roles(after[1])
    found = []
    for stage in dict.fromkeys((*after[0].stages, *before[0].stages)):
        asked = [_skips(found_one, stage, mask, of_case, len(names)) for found_one in (before[0], after[0])]
        for at in sorted(range(len(names)), key=lambda at: (not names[at], names[at].casefold())):
            if asked[0][at] or asked[1][at]:
                counts = (sizes[at], int(asked[0][at]), int(asked[1][at]))
                found.append(Demand(stage, roles.get(stage, ()), names[at], *counts))
    return tuple(found)


def months_of(log: EventLog, mask: NDArray[np.bool_]) -> float | None:
    """How many months lie between the first and the last creation of the deals in `mask`, at least one."""
    times = created(log)[mask]
    times = times[times != NO_TIME]
    if not len(times):
        return None
    return max(1.0, float(times.max() - times.min()) / DAY / DAYS_OF_MONTH)


def _teams(column: Categorical) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """The team of every case as an index into names, of which the last is that of the cases without one."""
    names = (*column.labels, "")
    return np.where(column.codes < 0, len(column.labels), column.codes).astype(np.int64), names


def _skips(
    found: Conformance, stage: str, mask: NDArray[np.bool_], team: NDArray[np.int64], n_teams: int
) -> NDArray[np.int64]:
    skipped = found.deviation(DeviationKey(DeviationType.SKIPPED, stage))
    if skipped is None:
        return np.zeros(n_teams, dtype=np.int64)
    cases = skipped.cases[mask[skipped.cases]]
    return np.bincount(team[cases], minlength=n_teams)


def _roles(process: ProcessModel) -> dict[str, tuple[str, ...]]:
    if not isinstance(process, SalesProcess):
        return {}
    return {stage.name: stage.owners for stage in process.stages}
