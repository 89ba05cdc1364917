"""From a project to what its screens show: check the log once, then look at any part of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.limits import Limits
from mining.conformance.check import check_again
from mining.conformance.measures import deviation_rows, log_fitness, status_counts
from mining.conformance.memory import Memory
from mining.discovery.process_map import process_map
from mining.filtering import case_mask
from mining.journey.check_buyer import BuyerMemory, check_buyer
from mining.journey.evidence import roles_of
from mining.measures.quality import model_quality
from mining.rules.check_rules import check_rules
from models.analysis import Analysis, View
from models.case_filter import CaseFilter
from models.conformance import Conformance
from models.costs import Costs
from models.event_log import EventKind, EventLog
from models.progress import Report
from models.project import ProcessModel
from models.rule_results import RuleResults
from models.sales_process import SalesProcess


def analyse(log: EventLog, process: ProcessModel | None, report: Report) -> Analysis:
    """Check a log against the documented process, where there is one."""
    return analyse_again(log, process, Costs(), report, None)[0]


@dataclass(frozen=True, eq=False)
class Remembered:
    """What an analysis leaves for the next one of the same log: of the check, the rules and the buyer's side."""

    check: Memory
    process: ProcessModel
    rules: RuleResults
    buyer: BuyerMemory | None = None


def analyse_again(
    log: EventLog,
    process: ProcessModel | None,
    costs: Costs,
    report: Report,
    before: Remembered | None,
    limits: Limits | None = None,
) -> tuple[Analysis, Remembered | None]:
    """Check a log under these costs, going on from what the last analysis left, if anything.

    `limits` are those of `check_again`.
    """
    if process is None:
        return Analysis(log.of_kind(EventKind.STAGE), None), None
    conformance, check = check_again(log, process, report, costs, before.check if before else None, limits)
    buyer = check_buyer(log, conformance.log, process, before.buyer if before else None)
    if before is not None and check.reading is before.check.reading and _rules_alike(process, before.process):
        rules = before.rules
    else:
        rules = check_rules(log, process, report, buyer.seen.found if buyer else ())
    if buyer is not None:
        conformance = replace(conformance, deviations=(*conformance.deviations, *buyer.deviations))
    analysis = Analysis(conformance.log, conformance, rules, buyer.check if buyer else None)
    return analysis, Remembered(check, process, rules, buyer)


def _rules_alike(one: ProcessModel, other: ProcessModel) -> bool:
    """Whether both ask for the same rules about the same signals by one calendar; an imported net has none."""
    if not isinstance(one, SalesProcess) or not isinstance(other, SalesProcess):
        return type(one) is type(other)
    alike = (one.rules, one.header) == (other.rules, other.header)
    return alike and (one.signals, roles_of(one)) == (other.signals, roles_of(other))


def view_of(analysis: Analysis, chosen: CaseFilter) -> View:
    """Everything the screens show of the deals that pass the filter."""
    mask = case_mask(analysis.log, chosen, analysis.conformance, analysis.rules)
    found = analysis.conformance
    conforming, deviating, pending, unchecked = _statuses(found, mask)
    return View(
        mask=mask,
        map=process_map(analysis.log, found, mask),
        rows=deviation_rows(found, mask) if found else (),
        conforming=conforming,
        deviating=deviating,
        pending=pending,
        fitness=log_fitness(found, mask) if found else None,
        unchecked=unchecked,
        quality=model_quality(found, mask) if found else None,
    )


def _statuses(found: Conformance | None, mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """How many deals have each status, in its order."""
    if found is None:
        return 0, 0, 0, 0
    conforming, deviating, pending, unchecked = status_counts(found, mask).tolist()
    return conforming, deviating, pending, unchecked
