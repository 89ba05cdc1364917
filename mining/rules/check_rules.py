"""Check a whole log against the rules of a documented process: one verdict a rule and deal, and where it is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.labels import relabel
from mining.conformance.reference import Reference, reference_of
from mining.journey.evidence import evidence_in
from mining.process.condition_truth import truth
from mining.rules.judging import Sequences
from mining.rules.subject import Subject
from mining.rules.verdicts import judged, timing, verdicts
from mining.rules.with_signals import NO_EVENT, with_signals
from models.buyer_check import SignalEvidence
from models.case_table import Outcome
from models.event_log import EventKind, EventLog
from models.label import key
from models.progress import Report
from models.project import ProcessModel
from models.rule_results import RuleResult, RuleResults, Verdict
from models.sales_process import SalesProcess
from resources.translation import tr


def check_rules(
    log: EventLog,
    process: ProcessModel,
    report: Report,
    evidence: Sequence[SignalEvidence] | None = None,
) -> RuleResults:
    """The verdicts on the rules of a process; none where it is an imported net, which has no rules.

    `log` is the prepared log with events of every kind. An open deal breaks a rule only by what it has done:
    what it still lacks is pending, and so is, in any deal, a response whose time is not over at the end of the
    log (see `Subject.now`). A lost deal may stop anywhere, so that leaving out what should happen exactly once
    is not judged in it; a response that it called for is. A deal for which a rule's condition does not hold or
    cannot be told is not judged. `evidence` is what is seen of the signals of the process, looked for where it is not
    given. Raises UserError where the calendar of the process makes no sense.
    """
    if not isinstance(process, SalesProcess) or not process.rules:
        return RuleResults(())
    report(0.0, tr("Checking rules"))
    reference = reference_of(process, log)
    subject, _ = _subject(log, process, reference, evidence)
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
    report(1.0, tr("Checking rules"))
    return RuleResults(results)


def breaking_events(
    log: EventLog,
    process: SalesProcess,
    result: RuleResult,
    case: int,
    evidence: Sequence[SignalEvidence] | None = None,
) -> tuple[int, ...]:
    """Where in a case that breaks a rule it does so: positions among its events in `log`, the first being 0.

    None where it does so by leaving something out altogether or by the change of a field, or does not break it. `log`,
    `process` and `evidence` are those that were checked.
    """
    if result.verdict[case] != Verdict.BROKEN:
        return ()
    subject, origin = _subject(log, process, reference_of(process, log), evidence)
    begin, end = (int(subject.log.case_start[place]) for place in (case, case + 1))
    found = subject.names.find(subject.log, begin, end)
    alone = Sequences(found.code, np.zeros(len(found.code), dtype=np.int32), 1)
    now = np.maximum(subject.log.timestamp[end - 1 : end], subject.last_stage)
    places = judged(subject, result.rule, alone, timing(subject, result.rule, found, now)).places
    events = origin[found.event[places]]
    return tuple((events[events != NO_EVENT] - log.case_start[case]).tolist())


def _subject(
    log: EventLog,
    process: SalesProcess,
    reference: Reference,
    evidence: Sequence[SignalEvidence] | None,
) -> tuple[Subject, NDArray[np.int64]]:
    """The log as the rules see it, with the signals that they name, and which event of `log` each event is."""
    named = {key(name) for rule in process.rules for name in rule.names}
    asked = frozenset(signal.name for signal in process.signals if key(signal.name) in named)
    if not asked:
        return Subject.of(log, process, reference), np.arange(log.n_events)
    if evidence is None:
        evidence = evidence_in(log, process, reference)
    longer = with_signals(log, [signal for signal in evidence if signal.name in asked])
    return Subject.of(longer.log, process, reference, longer.signals), longer.origin


def _outcomes(log: EventLog, reference: Reference) -> NDArray[np.int8]:
    """Of every case; where the log does not know it, as its documented ends say."""
    if not (log.cases.outcome == Outcome.UNKNOWN).any():
        return log.cases.outcome
    return relabel(log.of_kind(EventKind.STAGE), reference).cases.outcome
