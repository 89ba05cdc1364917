"""Check a whole log against the rules of a documented process: one verdict a rule and deal, and where it is broken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.labels import relabel
from mining.conformance.reference import Reference, reference_of
from mining.process.condition_truth import truth
from mining.rules.judging import Sequences
from mining.rules.subject import Subject
from mining.rules.verdicts import judged, timing, verdicts
from models.case_table import Outcome
from models.event_log import EventKind, EventLog
from models.progress import Report
from models.project import ProcessModel
from models.rule_results import RuleResult, RuleResults, Verdict
from models.sales_process import SalesProcess


def check_rules(log: EventLog, process: ProcessModel, report: Report) -> RuleResults:
    """The verdicts on the rules of a process; none where it is an imported net, which has no rules.

    `log` is the prepared log with events of every kind. An open deal breaks a rule only by what it has done:
    what it still lacks is pending, and so is, in any deal, a response whose time is not over at the end of the
    log (see `Subject.now`). A lost deal may stop anywhere, so that leaving out what should happen exactly once
    is not judged in it; a response that it called for is. A deal for which a rule's condition does not hold or
    cannot be told is not judged. Raises UserError where the calendar of the process makes no sense.
    """
    if not isinstance(process, SalesProcess) or not process.rules:
        return RuleResults(())
    report(0.0, "Checking rules")
    reference = reference_of(process, log)
    subject = Subject.of(log, process, reference)
    cases = replace(log.cases, outcome=_outcomes(log, reference))
    rules = np.array([subject.can_tell(rule) for rule in process.rules])
    told = [rule for rule, can_tell in zip(process.rules, rules, strict=True) if can_tell]
    verdict = np.zeros((len(process.rules), log.n_cases), dtype=np.int8)
    verdict[rules] = verdicts(subject, told, cases.outcome, report)
    for number, rule in enumerate(process.rules):
        if rule.when is not None:
            verdict[number, truth(rule.when, cases) != 1] = Verdict.NOT_JUDGED
    results = tuple(
        RuleResult(rule, verdict[number], subject.note(rule)) for number, rule in enumerate(process.rules)
    )
    report(1.0, "Checking rules")
    return RuleResults(results)


def breaking_events(log: EventLog, process: SalesProcess, result: RuleResult, case: int) -> tuple[int, ...]:
    """Where in a case that breaks a rule it does so: positions among its events in `log`, the first being 0.

    None where it does so by leaving something out altogether, or does not break it. `log` and `process` are
    those that were checked.
    """
    if result.verdict[case] != Verdict.BROKEN:
        return ()
    subject = Subject.of(log, process, reference_of(process, log))
    begin, end = int(log.case_start[case]), int(log.case_start[case + 1])
    found = subject.names.find(log, begin, end)
    alone = Sequences(found.code, np.zeros(len(found.code), dtype=np.int32), 1)
    now = np.maximum(log.timestamp[end - 1 : end], subject.last_stage)
    places = judged(subject, result.rule, alone, timing(subject, result.rule, found, now)).places
    return tuple((found.event[places] - begin).tolist())


def _outcomes(log: EventLog, reference: Reference) -> NDArray[np.int8]:
    """Of every case; where the log does not know it, as its documented ends say."""
    if not (log.cases.outcome == Outcome.UNKNOWN).any():
        return log.cases.outcome
    return relabel(log.of_kind(EventKind.STAGE), reference).cases.outcome
