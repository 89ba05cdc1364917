"""Check a whole log against the rules of a documented process: one verdict a rule and deal, and where it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from mining.conformance.labels import relabel
from mining.conformance.reference import Reference, reference_of
from mining.process.calendar import calendar_of
from mining.process.condition_truth import truth
from mining.rules.judging import Judged, Sequences, Standing, Timing, judge
from mining.rules.named_events import NamedEvents, named_events
from mining.rules.working_time import clock, limit
from models.calendar import Calendar
from models.case_table import Outcome
from models.event_log import EventKind, EventLog, Times
from models.progress import Report
from models.project import ProcessModel
from models.rule import DayUnit, Rule, RuleKind
from models.rule_results import RuleResult, RuleResults, Verdict
from models.sales_process import SalesProcess
from models.variants import Variants, variants_of


def check_rules(log: EventLog, process: ProcessModel, report: Report) -> RuleResults:
    """The verdicts on the rules of a process; none where it is an imported net, which has no rules.

    `log` is the prepared log with events of every kind. A rule that is about order alone is judged once for
    every distinct sequence of named events, one with a time event by event. An open deal breaks a rule only by
    what it has done: what it still lacks is pending, and so is, in any deal, a response whose time is not over
    at the end of the log (see `_Checked._now`). A lost deal may stop anywhere, so that leaving out what should
    happen exactly once is not judged in it; a response that it called for is. A deal for which a rule's
    condition does not hold or cannot be told is not judged. Raises UserError where the calendar of the process
    makes no sense.
    """
    if not isinstance(process, SalesProcess) or not process.rules:
        return RuleResults((), log.case_start)
    report(0.0, "Checking rules")
    stages = log.of_kind(EventKind.STAGE)
    reference = reference_of(process, stages)
    named = named_events(log, reference, dict.fromkeys(name for rule in process.rules for name in rule.names))
    checked = _Checked.of(log, named, _outcomes(stages, reference), process)
    results = []
    for number, rule in enumerate(process.rules):
        report(number / len(process.rules), "Checking rules")
        results.append(checked.result(rule))
    report(1.0, "Checking rules")
    return RuleResults(tuple(results), log.case_start)


def _outcomes(stages: EventLog, reference: Reference) -> NDArray[np.int8]:
    """Of every case; where the log does not know it, as its documented ends say."""
    if not (stages.cases.outcome == Outcome.UNKNOWN).any():
        return stages.cases.outcome
    return relabel(stages, reference).cases.outcome


@dataclass(frozen=True, eq=False)
class _Checked:
    """The named events of a log, their distinct sequences, and what the deals are like."""

    log: EventLog
    named: NamedEvents
    variants: Variants
    distinct: Sequences
    outcome: NDArray[np.int8]
    calendar: Calendar
    calendar_note: str

    @classmethod
    def of(
        cls, log: EventLog, named: NamedEvents, outcome: NDArray[np.int8], process: SalesProcess
    ) -> _Checked:
        variants = variants_of(named.code, named.case_start)
        row = np.repeat(np.arange(len(variants), dtype=np.int32), np.diff(variants.start))
        calendar, note = calendar_of(process)
        distinct = Sequences(variants.activity, row, len(variants))
        return cls(log, named, variants, distinct, outcome, calendar, note)

    def result(self, rule: Rule) -> RuleResult:
        note = self._note(rule)
        if note and self._cannot_be_told(rule):
            nowhere = np.zeros(self.log.n_cases, dtype=np.int8)
            return RuleResult(rule, nowhere, np.zeros(0, dtype=np.int64), note)
        codes = [self.named.number[name] for name in rule.names]
        first, second = codes[0], codes[-1]
        if rule.within is None:
            judged = judge(rule.kind, first, second, self.distinct)
            standing = judged.standing[self.variants.of_case]
        else:
            judged = judge(rule.kind, first, second, self._every_event(), self._timing(rule))
            standing = judged.standing
        verdict = _verdicts(rule.kind)[standing, self.outcome]
        if rule.within is not None:
            verdict[standing == Standing.UNMET] = Verdict.PENDING
        if rule.when is not None:
            verdict[truth(rule.when, self.log.cases) != 1] = Verdict.NOT_JUDGED
        broken = verdict == Verdict.BROKEN
        places = judged.places if rule.within is not None else self._spread(judged, broken)
        events = places[broken[self.named.case[places]]]
        return RuleResult(rule, verdict, self.named.event[events], note)

    def _every_event(self) -> Sequences:
        return Sequences(self.named.code, self.named.case, self.log.n_cases)

    def _timing(self, rule: Rule) -> Timing:
        """The times of the events of one rule; those of others stay 0, because nobody asks for them."""
        assert rule.within is not None
        unit = rule.within.unit
        numbers = [self.named.number[name] for name in rule.names]
        asked = np.flatnonzero((self.named.code == numbers[0]) | (self.named.code == numbers[-1]))
        shown = np.zeros(len(self.named.code), dtype=np.int64)
        shown[asked] = clock(self.log.timestamp[self.named.event[asked]], unit, self.calendar)
        return Timing(shown, limit(rule.within, self.calendar), self._now(unit))

    def _now(self, unit: DayUnit) -> Times:
        """On that clock, for every case how far time has certainly come: to the last stage change of any deal, or
        to its own last event.

        Other deals' activities do not count, because CRMs list planned ones under the day they are planned for.
        """
        log = self.log
        stages = log.kind == EventKind.STAGE
        last = log.timestamp.max(where=stages, initial=0, keepdims=True)
        now = np.repeat(clock(last, unit, self.calendar), log.n_cases)
        filled = np.flatnonzero(np.diff(log.case_start))
        own = log.timestamp[log.case_start[filled + 1] - 1]
        later = own > last
        now[filled[later]] = clock(own[later], unit, self.calendar)
        return now

    def _spread(self, judged: Judged, broken: NDArray[np.bool_]) -> NDArray[np.int64]:
        """From places in the distinct sequences to those among the named events of the broken cases."""
        cases = np.flatnonzero(broken)
        variants = self.variants.of_case[cases]
        lengths = np.diff(self.variants.start)[variants]
        hit = np.zeros(len(self.variants.activity), dtype=bool)
        hit[judged.places] = True
        inside = _ranges(self.variants.start[variants], lengths)
        return _ranges(self.named.case_start[cases], lengths)[hit[inside]]

    def _cannot_be_told(self, rule: Rule) -> bool:
        """Whether the log never records what the rule demands, or the rule is about one event under two names."""
        if rule.second is not None and self.named.number[rule.first] == self.named.number[rule.second]:
            return True
        return _demanded(rule) in self.named.unknown

    def _note(self, rule: Rule) -> str:
        if rule.second is not None and self.named.number[rule.first] == self.named.number[rule.second]:
            return f"{rule.first} and {rule.second} are the same event: name two different ones."
        missing = [name for name in rule.names if name in self.named.unknown]
        if missing:
            near = get_close_matches(missing[0], self.named.known, 1)
            hint = f"did you mean {near[0]}?" if near else "correct the name if something else is meant."
            return f"Neither the process nor the log has {' or '.join(missing)}: {hint}"
        uses_calendar = rule.within is not None and rule.within.unit is DayUnit.BUSINESS_DAYS
        return self.calendar_note if uses_calendar else ""


def _demanded(rule: Rule) -> str | None:
    """The event that a rule cannot be kept without; None where it forbids something."""
    return {
        RuleKind.RESPONSE: rule.second,
        RuleKind.PRECEDENCE: rule.first,
        RuleKind.EXACTLY_ONCE: rule.first,
    }.get(rule.kind)


def _verdicts(kind: RuleKind) -> NDArray[np.int8]:
    """The verdict for every `Standing` and `Outcome`."""
    table = np.zeros((len(Standing), len(Outcome)), dtype=np.int8)
    table[Standing.KEPT] = Verdict.KEPT
    table[Standing.BROKEN] = Verdict.BROKEN
    table[Standing.UNMET] = Verdict.BROKEN
    table[Standing.UNMET, Outcome.OPEN] = Verdict.PENDING
    if kind is RuleKind.EXACTLY_ONCE:
        table[Standing.UNMET, Outcome.LOST] = Verdict.NOT_JUDGED
    return table


def _ranges(start: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """`start[i]`, `start[i] + 1`, ... (`lengths[i]` of them), one range after the other."""
    before = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lengths
    return np.repeat(start - before, lengths) + np.arange(lengths.sum())
