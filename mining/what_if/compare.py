"""Compares two processes over the same deals: what either finds, and which deals change sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.limits import Limits
from mining.analysis import Remembered, analyse_again
from mining.conformance.measures import deviation_rows, log_fitness, status_counts
from mining.conformance.weights import deals_explained
from mining.measures.allowed_paths import mean_paths
from mining.what_if.demands import demands, months_of
from models.conformance import Conformance, Status
from models.costs import Costs
from models.deviation import DeviationRow
from models.event_log import EventLog
from models.progress import Report, share_of
from models.project import ProcessModel
from models.sales_process import SalesProcess
from models.what_if import DeviationChange, Standing, WhatIf

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Tried:
    """A process with what its check found, and what the next one of the same log can go on from.

    `earlier` are the versions before it that deals were checked against where those were in force.
    """

    process: ProcessModel
    found: Conformance
    memory: Remembered
    earlier: tuple[SalesProcess, ...] = ()


def tried(
    log: EventLog,
    process: ProcessModel,
    report: Report,
    costs: Costs | None = None,
    memory: Remembered | None = None,
    limits: Limits | None = None,
    earlier: tuple[SalesProcess, ...] = (),
    areas: Mapping[str, str] | None = None,
) -> Tried:
    """Check a process as the one in force is checked; an edit of what `memory` is of costs only what it can affect.

    Where there are `earlier` versions, every deal is checked against the one in force when it was worked. Raises
    UserError where the process cannot be checked.
    """
    analysis, kept = analyse_again(log, process, costs or Costs(), report, memory, limits, earlier, areas)
    assert analysis.conformance is not None
    assert kept is not None
    return Tried(process, analysis.conformance, kept, earlier)


def what_if(
    log: EventLog,
    process: ProcessModel,
    other: ProcessModel,
    report: Report,
    costs: Costs | None = None,
    mask: Mask | None = None,
    earlier: tuple[SalesProcess, ...] = (),
    areas: Mapping[str, str] | None = None,
) -> WhatIf:
    """Check both processes and compare them over the deals in `mask` (one flag a case; None: all).

    `earlier` are the versions before `process`. The other process has none: it is asked of all of these deals,
    whenever they were worked.
    """
    before = tried(log, process, share_of(report, 0, 2), costs, earlier=earlier, areas=areas)
    after = tried(log, other, share_of(report, 1, 2), costs, before.memory, areas=areas)
    return compare_processes(before, after, mask)


def compare_processes(before: Tried, after: Tried, mask: Mask | None = None) -> WhatIf:
    """Compare two processes that were tried on the same log, over the deals in `mask` (one flag a case; None: all).

    Raises ValueError where the checks are of different logs.
    """
    one, other = before.found, after.found
    if one.log.cases.ids != other.log.cases.ids:
        raise ValueError("the two checks are of different logs")
    chosen = np.ones(one.log.n_cases, dtype=bool) if mask is None else mask
    departs, departs_after = (found.status == Status.DEVIATES for found in (one, other))
    return WhatIf(
        found_before=one,
        found_after=other,
        before=_standing(before, chosen),
        after=_standing(after, chosen),
        begin=np.flatnonzero(departs & ~departs_after & chosen),
        stop=np.flatnonzero(~departs & departs_after & chosen),
        deviations=_deviations(one, other, chosen),
        demands=demands((one, before.process), (other, after.process), chosen),
        months=months_of(other.log, chosen),
    )


def _standing(side: Tried, mask: Mask) -> Standing:
    found, weight = side.found, deals_explained(side.found, mask)
    conforming, deviating, pending, unchecked = status_counts(found, mask).tolist()
    return Standing(
        process=found.process_name,
        version=side.process.version if isinstance(side.process, SalesProcess) else "",
        stages=found.stages,
        deals=int(mask.sum()),
        fitness=log_fitness(found, mask),
        conforming=conforming,
        deviating=deviating,
        pending=pending,
        unchecked=unchecked,
        paths=mean_paths(found, weight),
    )


def _deviations(before: Conformance, after: Conformance, mask: Mask) -> tuple[DeviationChange, ...]:
    sides: list[dict[object, DeviationRow]] = [
        {row.key: row for row in deviation_rows(found, mask)} for found in (before, after)
    ]
    keys = dict.fromkeys(row.key for side in sides for row in side.values())
    joined = [DeviationChange(key, sides[0].get(key), sides[1].get(key)) for key in keys]
    return tuple(sorted(joined, key=lambda row: (-abs(row.difference), -max(row.deals), row.key)))
