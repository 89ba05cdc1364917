"""The verdict on every deal for every rule: the compiled pass over all events, or numpy, rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.variants import with_variants
from mining.compiled.loading import fast
from mining.rules.deals_loop import JUDGE_DEALS
from mining.rules.judging import Judged, Sequences, Standing, Timing, judge
from mining.rules.named_events import NamedEvents
from mining.rules.subject import Subject
from mining.rules.within import limit
from models.case_table import Outcome
from models.progress import Report
from models.rule import DayUnit, Rule, RuleKind
from models.rule_results import Verdict
from resources.translation import tr

_KINDS = (
    RuleKind.RESPONSE,
    RuleKind.PRECEDENCE,
    RuleKind.NOT_TOGETHER,
    RuleKind.ABSENCE,
    RuleKind.EXACTLY_ONCE,
)
"""The numbers by which the loop knows them."""

_CHUNK = 50_000


def verdicts(
    subject: Subject, rules: Sequence[Rule], outcome: NDArray[np.int8], report: Report
) -> NDArray[np.int8]:
    """The `Verdict` of every case by its outcome, `verdict[rule, case]`; conditions of rules are not looked at.

    A log of stages alone has few distinct sequences, which are known once it was checked against the flow: on
    these the rules about order are judged. The others are judged event by event.
    """
    loop = fast(JUDGE_DEALS)
    verdict = np.zeros((len(rules), subject.log.n_cases), dtype=np.int8)
    rest = list(range(len(rules)))
    if not subject.log.kind.any():
        rest = [number for number in rest if rules[number].within is not None]
        ordered = [number for number in range(len(rules)) if rules[number].within is None]
        _by_variant(subject, rules, ordered, outcome, verdict)
    if rest and loop is not None:
        verdict[rest] = _compiled(loop, subject, [rules[number] for number in rest], outcome, report)
    elif rest:
        found = subject.names.find(subject.log, 0, subject.log.n_events)
        every = Sequences(found.code, found.case, subject.log.n_cases)
        for number in rest:
            report(number / len(rules), tr("Checking rules"))
            timed = timing(subject, rules[number], found, subject.now())
            standing = judged(subject, rules[number], every, timed).standing
            verdict[number] = _verdict_of(rules[number])[standing, outcome]
    return verdict


def _by_variant(
    subject: Subject,
    rules: Sequence[Rule],
    numbers: Sequence[int],
    outcome: NDArray[np.int8],
    verdict: NDArray[np.int8],
) -> None:
    """Judge rules without a time once for every distinct sequence of stages, and spread that to the cases."""
    if not numbers:
        return
    variants = with_variants(subject.log).variants
    row = np.repeat(np.arange(len(variants), dtype=np.int32), np.diff(variants.start))
    code, place = subject.names.find_in(variants.activity, np.ones(len(row), dtype=bool), row)
    distinct = Sequences(code, row[place], len(variants))
    which = variants.of_case * np.int32(len(Outcome)) + outcome
    for number in numbers:
        standing = judged(subject, rules[number], distinct).standing
        verdict[number] = _verdict_of(rules[number])[standing].ravel()[which]


def judged(subject: Subject, rule: Rule, found: Sequences, timed: Timing | None = None) -> Judged:
    """Sequences of named events judged by numpy."""
    codes = [subject.names.number[name] for name in rule.names]
    return judge(rule.kind, codes[0], codes[-1], found, timed)


def timing(subject: Subject, rule: Rule, found: NamedEvents, now: NDArray[np.int64]) -> Timing | None:
    """The times of the events of one rule; those of others stay 0, as nobody asks. `now` has one time a row."""
    if rule.within is None:
        return None
    unit = rule.within.unit
    asked = np.flatnonzero(np.isin(found.code, [subject.names.number[name] for name in rule.names]))
    shown = np.zeros(len(found.code), dtype=np.int64)
    shown[asked] = subject.clock(subject.log.timestamp[found.event[asked]], unit)
    return Timing(shown, limit(rule.within, subject.calendar), subject.clock(now, unit))


def _verdict_of(rule: Rule) -> NDArray[np.int8]:
    """The verdict for every `Standing` and `Outcome`."""
    verdict = np.zeros((len(Standing), len(Outcome)), dtype=np.int8)
    verdict[Standing.KEPT] = Verdict.KEPT
    verdict[Standing.BROKEN] = verdict[Standing.UNMET] = Verdict.BROKEN
    verdict[Standing.UNMET, Outcome.OPEN] = Verdict.PENDING
    if rule.kind is RuleKind.EXACTLY_ONCE:
        verdict[Standing.UNMET, Outcome.LOST] = Verdict.NOT_JUDGED
    if rule.within is not None:
        verdict[Standing.UNMET] = Verdict.PENDING
    return verdict


_AT_FIRST = {RuleKind.ABSENCE: Standing.KEPT, RuleKind.EXACTLY_ONCE: Standing.UNMET}


def _compiled(
    loop: Callable[..., Any],
    subject: Subject,
    rules: Sequence[Rule],
    outcome: NDArray[np.int8],
    report: Report,
) -> NDArray[np.int8]:
    log, names, shifts = subject.log, subject.names, subject.shifts
    driven = sorted(
        (names.number[name], number, name == rule.second)
        for number, rule in enumerate(rules)
        for name in rule.names
    )
    drives = np.array([name for name, _, _ in driven], dtype=np.int64)
    longest = [limit(rule.within, subject.calendar) if rule.within else -1 for rule in rules]
    in_shifts = [bool(rule.within and rule.within.unit is DayUnit.BUSINESS_DAYS) for rule in rules]
    verdict = np.zeros((len(rules), log.n_cases), dtype=np.int8)
    given = (
        log.activity.codes,
        log.kind,
        log.timestamp,
        log.case_start,
        names.of_stage,
        names.of_other,
        names.stage,
        names.merges,
        np.searchsorted(drives, np.arange(len(names.number) + 1)).astype(np.int64),
        np.array([number for _, number, _ in driven], dtype=np.int64),
        np.array([second for _, _, second in driven], dtype=np.bool_),
        np.array([_KINDS.index(rule.kind) for rule in rules], dtype=np.int64),
        np.array(longest, dtype=np.int64),
        np.array(in_shifts, dtype=np.bool_),
        shifts.begin,
        shifts.length,
        shifts.before,
        shifts.of_day,
        shifts.first_day,
        subject.last_stage,
        outcome,
        np.array([_AT_FIRST.get(rule.kind, Standing.NOT_CALLED_FOR) for rule in rules], dtype=np.int64),
        np.array([_verdict_of(rule) for rule in rules])
        .reshape(-1, len(Standing), len(Outcome))
        .astype(np.int8),
    )
    since, state = (np.zeros(len(rules), dtype=np.int64) for _ in range(2))
    for begin in range(0, log.n_cases, _CHUNK):
        report(begin / log.n_cases, tr("Checking rules"))
        loop(begin, min(begin + _CHUNK, log.n_cases), *given, since, state, verdict)
    return verdict
