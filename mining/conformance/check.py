"""Check a log against the documented process: align every distinct variant once, and name what it shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.alignment.align import MESSAGE, alphabet
from mining.alignment.large.limits import Limits
from mining.conformance.classify import classify
from mining.conformance.costs_by_name import costs_by_name
from mining.conformance.explaining import explain_group
from mining.conformance.gather import Gathered, gather
from mining.conformance.groups import Group, groups_of
from mining.conformance.memory import Explained, Memory, read
from mining.conformance.model_findings import model_findings, unknown_costs
from mining.conformance.reference import Reference
from mining.conformance.told import Vocabulary
from mining.conformance.unfinished import unfinished
from mining.conformance.unreached import unreached
from models.alignment import UNFINISHED, joined
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.costs import Costs
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from models.sales_process import SalesProcess


def check(log: EventLog, process: ProcessModel, report: Report, costs: Costs | None = None) -> Conformance:
    """Align every deal with the documented process and classify its deviations: see `check_again`."""
    return check_again(log, process, report, costs or Costs(), None)[0]


def check_again(
    log: EventLog,
    process: ProcessModel,
    report: Report,
    costs: Costs,
    memory: Memory | None,
    limits: Limits | None = None,
    among: NDArray[np.bool_] | None = None,
) -> tuple[Conformance, Memory]:
    """Check a log, and give what the next check of it can go on from; `memory` is what the last one gave.

    Won deals are aligned with the whole process, lost and open ones with its beginning. Conditions in the
    process are settled for every deal before. `costs` says what departures cost. What `memory` holds is taken
    where the edits since then cannot affect it: the result is the same without. `limits` bound the comparison
    with a process that has too many situations to list. Only the deals in `among` (one flag a case) are checked, and
    only they are in the log of what is found, where it is not None. Raises UserError where the process names nothing
    that the log has or can never finish.
    """
    reading, reference = read(log, process, memory, among)
    checked, observed = reading.checked, frozenset(reading.deals_of)
    groups = groups_of(checked, reference, observed, limits)
    stages = _stages(process, groups, reference)
    findings = model_findings(reference, (*stages, *reference.end_titles), reading.deals_of)
    rank = {stage: i for i, stage in enumerate(stages)}
    labels = alphabet(checked.activity.labels, (group.model for group in groups))
    names = (*stages, *reference.end_titles, *labels)
    costs = costs_by_name(costs, names, reference.names)
    warnings = (*unreached(process, stages, observed, findings), *unknown_costs(costs, names))
    explained = tuple(explain_group(group, reading, labels, rank, costs, memory, report) for group in groups)
    alignments = joined([group.alignments for group in explained])
    sizes = [len(group.alignments) for group in explained]
    group_of = np.repeat(np.arange(len(explained), dtype=np.int32), sizes)
    in_force = tuple(frozenset(group.model.labels) for group in explained)
    words = Vocabulary(stages, frozenset(reference.end_titles), in_force)
    outcome = np.concatenate([group.requests.outcome for group in explained])
    shown = classify(alignments, outcome, group_of, words)
    report(1.0, MESSAGE)
    of_case = _explanation_of_case(explained, checked.n_cases)
    gathered = Gathered(shown, np.bincount(of_case, minlength=len(alignments)), len(stages))
    lost_without_event = bool((checked.cases.outcome == Outcome.LOST).any()) and not groups[0].model.ends
    found = Conformance(
        log=checked,
        process_name=process.name,
        stages=stages,
        ends=tuple(title for title in reference.end_titles if title in observed),
        allowed=frozenset().union(*(group.model.allowed_pairs(lost_without_event) for group in groups)),
        alignments=alignments,
        alignment_of_case=of_case,
        worst_of_alignment=np.concatenate(
            [group.model.worst_costs(labels, group.requests, costs, report) for group in explained]
        ),
        status_of_alignment=_status(alignments.cost, outcome),
        deviations=(*gather([gathered], of_case), *reading.bulk),
        warnings=(*warnings, *unfinished(alignments, of_case)),
        findings=findings,
        automata=tuple(group.model.automaton for group in explained),
        group_of_alignment=group_of,
    )
    return found, Memory(reading, costs, explained, gathered)


def _explanation_of_case(explained: tuple[Explained, ...], n_cases: int) -> NDArray[np.int32]:
    """For every case the number of its explanation, over all groups."""
    if len(explained) == 1:
        return explained[0].ways.of_case
    of_case = np.zeros(n_cases, dtype=np.int32)
    made = 0
    for group in explained:
        of_case[group.cases] = group.ways.of_case + made
        made += len(group.alignments)
    return of_case


def _stages(process: ProcessModel, groups: list[Group], reference: Reference) -> tuple[str, ...]:
    if isinstance(process, SalesProcess):
        return tuple(stage.name for stage in process.stages)
    return tuple(label for label in groups[0].model.stage_order() if label not in reference.end_titles)


def _status(cost: NDArray[np.int32], outcome: NDArray[np.int8]) -> NDArray[np.int8]:
    follows = np.where(outcome == Outcome.OPEN, Status.PENDING, Status.CONFORMS)
    told = np.where(cost > 0, Status.DEVIATES, follows)
    return np.where(cost == UNFINISHED, Status.UNCHECKED, told).astype(np.int8)
