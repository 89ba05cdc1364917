"""Check every deal against the version of the process that was in force when it was worked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.limits import Limits
from mining.conformance.bulk import bulk_events, entered_in_bulk
from mining.conformance.check import check_again
from mining.conformance.explaining import under
from mining.conformance.gather import gather
from mining.conformance.memory import Memory
from mining.conformance.one_log import one_log
from mining.process.versions import version_of_case, versions_of
from models.alignment import joined
from models.conformance import Conformance, Version
from models.costs import Costs
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel

Cases = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Part:
    """The deals (one flag a case) that were worked under one version of the process, checked against it.

    `number` is that of the version.
    """

    number: int
    process: ProcessModel
    cases: Cases
    found: Conformance
    memory: Memory


@dataclass(frozen=True, eq=False)
class CheckedVersions:
    """A check against versions: what the next check of the same log can go on from.

    `parts` are those of the versions that some deal was worked under, and of the one in force now.
    """

    log: EventLog
    versions: tuple[Version, ...]
    of_case: NDArray[np.int32]
    costs: Costs
    parts: tuple[Part, ...]
    found: Conformance


def check_versions(
    log: EventLog,
    processes: Sequence[ProcessModel],
    report: Report,
    costs: Costs,
    before: CheckedVersions | None,
    limits: Limits | None = None,
) -> CheckedVersions:
    """Check every deal against its version; `processes` are the versions, of which the last is in force now.

    What is found is told as one check: what two versions call the same is the same, and a deal is judged only by what
    its own version asks for. Parts and explanations that an edit cannot affect are taken from `before`. The rest is
    as for `check_again`.
    """
    versions = versions_of(processes)
    of_case = version_of_case(log, versions)
    if before is not None and before.log is not log:
        before = None
    if before is not None and np.array_equal(before.of_case, of_case):
        of_case = before.of_case
    parts = []
    for number, process in enumerate(processes):
        cases = of_case == number
        if cases.any() or number == len(processes) - 1:
            parts.append(_part(log, number, process, cases, report, costs, before, limits))
    found = _as_one(parts, before)
    told = replace(found, versions=versions, version_of_case=of_case)
    return CheckedVersions(log, versions, of_case, costs, tuple(parts), told)


def _part(
    log: EventLog,
    number: int,
    process: ProcessModel,
    cases: Cases,
    report: Report,
    costs: Costs,
    before: CheckedVersions | None,
    limits: Limits | None,
) -> Part:
    """The part as it was, where nothing changed for it; else checked again, from what is known of the same deals."""
    known = () if before is None else tuple(part for part in before.parts if (part.cases == cases).all())
    same = next((part for part in known if part.process == process), None)
    if same is not None and before is not None and before.costs == costs:
        return replace(same, number=number)
    old = same or next(iter(known), None)
    among = cases if old is None else old.cases
    found, memory = check_again(log, process, report, costs, old.memory if old else None, limits, among)
    return Part(number, process, among, found, memory)


def costs_of_versions(checked: CheckedVersions) -> Costs:
    """The costs of the check by the names of all versions; those of the one in force now go before the others."""
    known = [part.memory.costs for part in checked.parts]
    return Costs(
        {name: cost for costs in known for name, cost in costs.extra.items()},
        {name: cost for costs in known for name, cost in costs.left_out.items()},
    )


def _as_one(parts: Sequence[Part], before: CheckedVersions | None) -> Conformance:
    """One check of all deals; the names of the version in force now come first, then those that only others have."""
    now = parts[-1].found
    newest_first = [part.found for part in reversed(parts)]
    stages = _together([found.stages for found in newest_first])
    labels = tuple(dict.fromkeys(label for found in newest_first for label in found.alignments.labels))
    log = _log(parts, before)
    of_case = np.zeros(log.n_cases, dtype=np.int32)
    units = groups = 0
    group_of = []
    for part in parts:
        of_case[part.cases] = part.found.alignment_of_case + units
        group_of.append(part.found.group_of_alignment + np.int32(groups))
        units += len(part.found.alignments)
        groups += len(part.found.automata)
    bulk = entered_in_bulk(log, log.derived(bulk_events))
    return Conformance(
        log=log,
        process_name=now.process_name,
        stages=stages,
        ends=tuple(dict.fromkeys(end for found in newest_first for end in found.ends)),
        allowed=frozenset().union(*(part.found.allowed for part in parts)),
        alignments=joined([under(part.found.alignments, labels) for part in parts]),
        alignment_of_case=of_case,
        worst_of_alignment=np.concatenate([part.found.worst_of_alignment for part in parts]),
        status_of_alignment=np.concatenate([part.found.status_of_alignment for part in parts]),
        deviations=(*gather([part.memory.gathered for part in parts], of_case), *bulk),
        warnings=tuple(dict.fromkeys(line for found in newest_first for line in found.warnings)),
        findings=tuple(dict.fromkeys(one for found in newest_first for one in found.findings)),
        automata=tuple(automaton for part in parts for automaton in part.found.automata),
        group_of_alignment=np.concatenate(group_of),
    )


def _log(parts: Sequence[Part], before: CheckedVersions | None) -> EventLog:
    """The checked log of all parts; the one from before where no name changed since."""
    checked = [part.memory.reading.checked for part in parts]
    if before is not None and len(before.parts) == len(parts):
        old = [part.memory.reading.checked for part in before.parts]
        same_cases = all((a.cases == b.cases).all() for a, b in zip(before.parts, parts, strict=True))
        if same_cases and all(a is b for a, b in zip(old, checked, strict=True)):
            return before.found.log
    return one_log(
        parts[0].memory.reading.stages, [(part.cases, log) for part, log in zip(parts, checked, strict=True)]
    )


def _together(orders: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """One order of all names: that of the first, and what only another has comes behind what it follows there."""
    found = list(orders[0])
    for order in orders[1:]:
        for place, name in enumerate(order):
            if name not in found:
                before = [found.index(other) for other in order[:place]]
                found.insert(before[-1] + 1 if before else 0, name)
    return tuple(found)
