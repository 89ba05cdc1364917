"""From a project to what its screens show: check the log once, then look at any part of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.conformance.check import check_again
from mining.conformance.measures import deviation_rows, log_fitness
from mining.conformance.memory import Memory
from mining.discovery.process_map import process_map
from mining.filtering import case_mask
from models.analysis import Analysis, View
from models.case_filter import CaseFilter
from models.conformance import Conformance, Status
from models.costs import Costs
from models.event_log import EventKind, EventLog
from models.progress import Report
from models.project import ProcessModel


def analyse(log: EventLog, process: ProcessModel | None, report: Report) -> Analysis:
    """Check a log against the documented process, where there is one."""
    return analyse_again(log, process, Costs(), report, None)[0]


def analyse_again(
    log: EventLog, process: ProcessModel | None, costs: Costs, report: Report, memory: Memory | None
) -> tuple[Analysis, Memory | None]:
    """Check a log under these costs, going on from what the last analysis left in `memory`, if anything."""
    if process is None:
        return Analysis(log.of_kind(EventKind.STAGE), None), None
    conformance, remembered = check_again(log, process, report, costs, memory)
    return Analysis(conformance.log, conformance), remembered


def view_of(analysis: Analysis, chosen: CaseFilter) -> View:
    """Everything the screens show of the deals that pass the filter."""
    mask = case_mask(analysis.log, chosen, analysis.conformance)
    found = analysis.conformance
    conforming, deviating, pending = _statuses(found, mask)
    return View(
        mask=mask,
        map=process_map(analysis.log, found, mask),
        rows=deviation_rows(found, mask) if found else (),
        conforming=conforming,
        deviating=deviating,
        pending=pending,
        fitness=log_fitness(found, mask) if found else None,
    )


def _statuses(found: Conformance | None, mask: NDArray[np.bool_]) -> tuple[int, int, int]:
    if found is None:
        return 0, 0, 0
    counts = np.bincount(found.status[mask], minlength=len(Status))
    return int(counts[Status.CONFORMS]), int(counts[Status.DEVIATES]), int(counts[Status.PENDING])
