"""From a project to what its screens show: check the log once, then look at any part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.limits import Limits
from mining.beside.beside_of_versions import Beside, beside_of_versions
from mining.beside.check_beside import BesideMemory
from mining.conformance.allow_scope import AllowList
from mining.conformance.allowing import allowed
from mining.conformance.check import check_again
from mining.conformance.measures import deviation_rows, log_fitness, status_counts
from mining.conformance.memory import Memory, Reading
from mining.conformance.versions import CheckedVersions, check_versions, costs_of_versions
from mining.discovery.process_map import process_map
from mining.filtering import case_mask
from mining.journey.buyer_of_versions import WorkedUnder, buyer_of_versions
from mining.journey.check_buyer import BuyerMemory, check_buyer
from mining.measures.quality import model_quality
from mining.process.roles import roles_of
from mining.rules.check_rules import check_rules
from mining.rules.rules_of_versions import VersionRules, rules_of_versions
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
    """What an analysis leaves for the next one of the same log: of the check, the rules and the buyer's side.

    `check` is None where the process has earlier versions, `versions` where it has none. `rules` are those of every
    process that was checked, with its verdicts on all deals, `buyer` what each of them asks of the buyer's side, and
    `beside` what each of them asks beside the flow of the seller's.
    """

    check: Memory | None
    versions: CheckedVersions | None
    reading: Reading
    rules: tuple[tuple[ProcessModel, RuleResults], ...]
    buyer: tuple[BuyerMemory | None, ...]
    beside: tuple[BesideMemory | None, ...] = ()


def analyse_again(
    log: EventLog,
    process: ProcessModel | None,
    costs: Costs,
    report: Report,
    before: Remembered | None,
    limits: Limits | None = None,
    earlier: tuple[SalesProcess, ...] = (),
    areas: Mapping[str, str] | None = None,
) -> tuple[Analysis, Remembered | None]:
    """Check a log under these costs, going on from what the last analysis left, if anything.

    Where there are `earlier` versions of the process, the oldest first, every deal is checked against the one in force
    in the middle of its life. `limits` are those of `check_again`. `areas` are the roles that the user gave people, by
    name: `Project.areas`.
    """
    if process is None:
        return Analysis(log.of_kind(EventKind.STAGE), None), None
    if earlier:
        return _of_versions(log, (*earlier, process), costs, report, before, limits, areas or {})
    conformance, check = check_again(log, process, report, costs, before.check if before else None, limits)
    buyer = check_buyer(log, conformance.log, process, before.buyer[-1] if before else None)
    rules = _rules_of(log, process, check.reading, before, buyer, report)
    everyone = WorkedUnder(process, np.ones(conformance.log.n_cases, dtype=bool))
    known = before.beside[-1:] if before else ()
    beside = beside_of_versions(log, conformance, [everyone], [buyer], areas or {}, known)
    sided = buyer.deviations if buyer else ()
    conformance = replace(conformance, deviations=(*conformance.deviations, *sided, *beside.deviations))
    if isinstance(process, SalesProcess):
        conformance = allowed(conformance, [AllowList(process)], check.costs)
    remembered = Remembered(check, None, check.reading, ((process, rules),), (buyer,), beside.memories)
    return _analysis(conformance, rules, buyer, beside), remembered


def _analysis(
    conformance: Conformance, rules: RuleResults, buyer: BuyerMemory | None, beside: Beside
) -> Analysis:
    told = buyer.check if buyer else None
    return Analysis(conformance.log, conformance, rules, told, beside.facts, beside.unjudged)


def _of_versions(
    log: EventLog,
    processes: tuple[ProcessModel, ...],
    costs: Costs,
    report: Report,
    before: Remembered | None,
    limits: Limits | None,
    areas: Mapping[str, str],
) -> tuple[Analysis, Remembered]:
    """The same where a process has versions: rules, allow-lists and journeys hold for the deals of their version.

    The buyer's side is told by the journey of the version in force now.
    """
    checked = check_versions(log, processes, report, costs, before.versions if before else None, limits)
    parts, reading = checked.parts, checked.parts[-1].memory.reading
    worked = [WorkedUnder(part.process, part.cases) for part in parts]
    buyers, sided = buyer_of_versions(log, checked.found.log, worked, before.buyer if before else ())
    beside = beside_of_versions(log, checked.found, worked, buyers, areas, before.beside if before else ())
    rules = [
        _rules_of(log, part.process, reading, before, buyer, report)
        for part, buyer in zip(parts, buyers, strict=True)
    ]
    lists = [AllowList(part.process, part.cases) for part in parts if isinstance(part.process, SalesProcess)]
    whole = replace(checked.found, deviations=(*checked.found.deviations, *sided, *beside.deviations))
    conformance = allowed(whole, lists, costs_of_versions(checked))
    names = [checked.versions[part.number].name for part in parts]
    told = rules_of_versions(
        [VersionRules(name, part.cases, found) for name, part, found in zip(names, parts, rules, strict=True)]
    )
    of_process = tuple(zip((part.process for part in parts), rules, strict=True))
    remembered = Remembered(None, checked, reading, of_process, buyers, beside.memories)
    return _analysis(conformance, told, buyers[-1], beside), remembered


def _rules_of(
    log: EventLog,
    process: ProcessModel,
    reading: Reading,
    before: Remembered | None,
    buyer: BuyerMemory | None,
    report: Report,
) -> RuleResults:
    """The verdicts on the rules of a process, from before where its rules and the names of the log are the same."""
    if before is not None and before.reading is reading:
        for known, found in before.rules:
            if _rules_alike(process, known):
                return found
    return check_rules(log, process, report, buyer.seen.found if buyer else ())


def _rules_alike(one: ProcessModel, other: ProcessModel) -> bool:
    """Whether both ask for the same rules about the same signals by one calendar and names; a net has none."""
    if not isinstance(one, SalesProcess) or not isinstance(other, SalesProcess):
        return type(one) is type(other)
    asked = [
        (
            process.rules,
            process.header,
            process.ends,
            process.signals,
            roles_of(process),
            [(stage.name, stage.labels) for stage in process.stages],
        )
        for process in (one, other)
    ]
    return asked[0] == asked[1]


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
