"""Check a log against the documented process: align every distinct variant once, and name what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.alignment.align import align, alphabet, worst_costs
from mining.alignment.automaton import automaton_of
from mining.alignment.machine import machine_of
from mining.alignment.paths import Paths
from mining.alignment.requests import NONE, Requests
from mining.conformance.bulk import entered_in_bulk
from mining.conformance.classify import Classified, Vocabulary, classify
from mining.conformance.follows import allowed_pairs, stage_order
from mining.conformance.gather import gather
from mining.conformance.labels import relabel
from mining.conformance.reference import Reference, reference_of
from mining.process.condition_truth import truth
from mining.process.conditions import conditions_of
from models.alignment import UNFINISHED, Alignments, joined
from models.automaton import Automaton
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.costs import Costs
from models.errors import UserError
from models.event_log import EventKind, EventLog
from models.progress import Report
from models.project import ProcessModel
from models.sales_process import SalesProcess

STOPPED = (Outcome.OPEN, Outcome.LOST)
"""Deals with these outcomes may stop anywhere; they are told by the furthest stage that they reached."""


@dataclass(frozen=True, eq=False)
class _Group:
    """Deals for which the same stages are in force, and the automaton they are checked against."""

    cases: NDArray[np.int64]
    automaton: Automaton


def check(log: EventLog, process: ProcessModel, report: Report, costs: Costs | None = None) -> Conformance:
    """Align every deal with the documented process and classify its deviations.

    Won deals are aligned with the whole process, lost and open ones with its beginning. Conditions in the
    process are settled for every deal before. `costs` says what departures cost, by default one each. Raises
    UserError where the process names nothing that the log has, can never finish or is too large.
    """
    stage_log = log.of_kind(EventKind.STAGE)
    reference = reference_of(process, stage_log)
    checked = relabel(stage_log, reference)
    observed = frozenset(checked.activity.labels[code] for code in np.unique(checked.activity.codes))
    groups = _groups(checked, reference, observed)
    stages = _stages(process, groups, reference)
    warnings = _warnings(process, stages, observed)
    words = Vocabulary(
        {stage: i for i, stage in enumerate(stages)}, frozenset(), frozenset(reference.end_titles)
    )
    told = _explained(checked, groups, words, costs or Costs(), report)
    lost_without_event = bool((checked.cases.outcome == Outcome.LOST).any()) and not groups[0].automaton.ends
    cost = told.alignments.cost[told.of_case]
    return Conformance(
        log=checked,
        process_name=process.name,
        stages=stages,
        ends=tuple(title for title in reference.end_titles if title in observed),
        allowed=frozenset().union(*(allowed_pairs(group.automaton, lost_without_event) for group in groups)),
        alignments=told.alignments,
        alignment_of_case=told.of_case,
        cost=cost,
        worst_cost=told.worst[told.of_case],
        status=_status(cost, checked.cases.outcome),
        deviations=(*gather(told.classified, told.of_case, stages), *entered_in_bulk(checked)),
        warnings=warnings,
    )


@dataclass(frozen=True, eq=False)
class _Explained:
    """The explanations of all deals, each with its deviations and worst cost, and for every case which one it is."""

    alignments: Alignments
    classified: list[Classified]
    worst: NDArray[np.int32]
    of_case: NDArray[np.int32]


def _explained(
    log: EventLog, groups: list[_Group], words: Vocabulary, costs: Costs, report: Report
) -> _Explained:
    """Align and classify the deals group by group."""
    labels = alphabet(log.activity.labels, (group.automaton for group in groups))
    paths = Paths.of_variants(log.variants)
    of_case = np.zeros(log.n_cases, dtype=np.int32)
    parts, classified, worst = [], [], []
    made = 0
    for group in groups:
        requests, which = _requests(log, paths, group, words)
        found = align(group.automaton, labels, requests, costs, report)
        in_force = replace(words, in_force=frozenset(group.automaton.labels))
        of_case[group.cases] = which + made
        made += len(found)
        parts.append(found)
        worst.append(worst_costs(machine_of(group.automaton, labels, costs), requests))
        classified += [
            classify(alignment, Outcome(outcome), in_force)
            for alignment, outcome in zip(found, requests.outcome.tolist(), strict=True)
        ]
    report(1.0, "Comparing paths with the documented process")
    return _Explained(joined(parts), classified, np.concatenate(worst), of_case)


def _groups(log: EventLog, reference: Reference, observed: frozenset[str]) -> list[_Group]:
    """The deals by which conditions hold for them; every group has its own automaton."""
    process = reference.process
    conditions = conditions_of(process) if isinstance(process, SalesProcess) else ()
    truths = np.zeros((log.n_cases, len(conditions)), dtype=np.int8)
    for i, condition in enumerate(conditions):
        truths[:, i] = truth(condition, log.cases)
    kinds, group_of = np.unique(truths, axis=0, return_inverse=True)
    if not len(kinds):  # no deals: the process is compiled all the same, so that its faults are found
        kinds = np.full((1, len(conditions)), -1, dtype=np.int8)
    groups = []
    for i, kind in enumerate(kinds):
        holding = {c.text: bool(t) for c, t in zip(conditions, kind.tolist(), strict=True) if t >= 0}
        groups.append(_Group(np.flatnonzero(group_of.ravel() == i), _automaton(reference, holding, observed)))
    return groups


def _automaton(reference: Reference, holding: Mapping[str, bool], observed: frozenset[str]) -> Automaton:
    """Ends that no event of the log is named after are not asked for."""
    net = reference.net(holding)
    if "Won" in reference.end_titles and "Won" not in observed:
        silent = [replace(t, label=None) if t.label == "Won" else t for t in net.transitions]
        net = replace(net, transitions=tuple(silent))
    others = tuple(end for end in reference.ends if end.name != "won" and end.title in observed)
    return automaton_of(net, others, lost_anywhere=isinstance(reference.process, SalesProcess))


def _stages(process: ProcessModel, groups: list[_Group], reference: Reference) -> tuple[str, ...]:
    if isinstance(process, SalesProcess):
        return tuple(stage.name for stage in process.stages)
    return tuple(label for label in stage_order(groups[0].automaton) if label not in reference.end_titles)


def _warnings(process: ProcessModel, stages: tuple[str, ...], observed: frozenset[str]) -> tuple[str, ...]:
    missing = [stage for stage in stages if observed and stage not in observed]
    if missing and len(missing) == len(stages):
        raise UserError(
            f"No stage of '{process.name}' occurs in the log: the process has {_list(stages)}, the log has "
            f"{_list(sorted(observed))}; name the log's labels under 'crm' in the process."
        )
    labels = {s.name: s.labels for s in process.stages} if isinstance(process, SalesProcess) else {}
    return tuple(
        f"No deal ever reached '{stage}': the log has no event called {_list(labels.get(stage, (stage,)), 'or')}."
        for stage in missing
    )


def _list(names: tuple[str, ...] | list[str], last: str = "and") -> str:
    quoted = [f"'{name}'" for name in names[:6]] + (["more"] if len(names) > 6 else [])
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _requests(
    log: EventLog, paths: Paths, group: _Group, words: Vocabulary
) -> tuple[Requests, NDArray[np.int32]]:
    """The distinct (variant, outcome) pairs of a group, and for each of its cases which one it is."""
    outcomes = len(Outcome)
    pairs = log.variants.of_case[group.cases].astype(np.int64) * outcomes + log.cases.outcome[group.cases]
    distinct = np.flatnonzero(np.bincount(pairs, minlength=len(paths) * outcomes))
    number = np.empty(len(paths) * outcomes, dtype=np.int32)
    number[distinct] = np.arange(len(distinct), dtype=np.int32)
    path, outcome = np.divmod(distinct, outcomes)
    furthest = _furthest(log, paths, group, words)
    reached = np.where(np.isin(outcome, STOPPED), furthest[path], NONE)
    requests = Requests(paths, path.astype(np.int32), outcome.astype(np.int8), reached.astype(np.int32))
    return requests, number[pairs]


def _furthest(log: EventLog, paths: Paths, group: _Group, words: Vocabulary) -> NDArray[np.int32]:
    """The code of the furthest documented stage in force on every path, `NONE` where there is none."""
    labels = log.activity.labels
    in_force = set(group.automaton.labels)
    rank_of = {label: rank for label, rank in words.rank.items() if label in in_force}
    rank = np.array([rank_of.get(label, NONE) for label in labels], dtype=np.int32)
    code = np.full(len(words.rank) + 1, NONE, dtype=np.int32)  # the last one, at -1, stands for no stage
    for i, label in enumerate(labels):
        if label in rank_of:
            code[rank_of[label]] = i
    best = np.full(len(paths), NONE, dtype=np.int32)
    filled = np.flatnonzero(paths.lengths)
    if len(filled):
        best[filled] = np.maximum.reduceat(rank[paths.codes], paths.start[filled])
    return code[best]


def _status(cost: NDArray[np.int32], outcome: NDArray[np.int8]) -> NDArray[np.int8]:
    follows = np.where(outcome == Outcome.OPEN, Status.PENDING, Status.CONFORMS)
    told = np.where(cost > 0, Status.DEVIATES, follows)
    return np.where(cost == UNFINISHED, Status.UNCHECKED, told).astype(np.int8)
