"""Which deals pass a filter, and what a filter can choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import flow_of
from mining.aggregates.variants import with_variants
from mining.deals.days import created, days_taken
from mining.path_query.asking import asked_for
from models.case_filter import CaseFilter, Span
from models.case_table import NO_TIME, Outcome
from models.categorical import MISSING, Categorical
from models.conformance import Conformance, Status
from models.deviation import DeviationKey
from models.event_log import EventLog, Times
from models.rule_results import RuleResults, Verdict

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class FilterChoices:
    """The values a filter can choose from, sorted, with the number of deals; the empty text for deals without one.

    `period` is the first and the last creation in microseconds UTC, None where no deal has a date.
    """

    owners: Mapping[str, int]
    teams: Mapping[str, int]
    segments: Mapping[str, int]
    outcomes: Mapping[Outcome, int]
    period: tuple[int, int] | None


def case_mask(
    log: EventLog, chosen: CaseFilter, conformance: Conformance | None, rules: RuleResults | None = None
) -> Mask:
    """One flag a case: does it pass every part of the filter?

    A deal without a date of creation counts from its first event; one with neither fails any period, and one without
    an amount any span of amounts. A deviation keeps no deal where `conformance` does not know it, or is None; so
    do a rule that is not in `rules`, a status, a variant that no deal has, and a query with something unknown
    (`mining.path_query.asking.problem_with` says what).
    """
    cases = log.cases
    mask = np.ones(log.n_cases, dtype=bool)
    for column, wanted in (
        (cases.owner, chosen.owners), (cases.team, chosen.teams), (cases.segment, chosen.segments)
    ):  # fmt: skip
        if wanted:
            mask &= _has_value(column, wanted)
    if chosen.outcomes:
        mask &= np.isin(cases.outcome, [int(outcome) for outcome in chosen.outcomes])
    if chosen.period != (None, None):
        mask &= _in_period(created(log), chosen.period)
    if chosen.deviation is not None:
        mask &= _with_deviation(log.n_cases, chosen.deviation, conformance)
    if chosen.path is not None:
        mask &= takes_path(log, *chosen.path)
    if chosen.rule is not None:
        mask &= _breaks(log.n_cases, chosen.rule, rules)
    if chosen.amount != (None, None):
        mask &= _within(cases.amount, chosen.amount)
    if chosen.days != (None, None):
        mask &= _within(days_taken(log), chosen.days)
    if chosen.statuses:
        mask &= _has_status(log.n_cases, chosen.statuses, conformance)
    if chosen.variants:
        mask &= follows_one_of(log, chosen.variants)
    for text in chosen.queries:
        mask &= asked_for(text, log, conformance)
    return mask


def choices(log: EventLog) -> FilterChoices:
    """What the deals of a log offer to choose from."""
    times = created(log)
    known = times[times != NO_TIME]
    outcomes = {outcome: log.cases.count(outcome) for outcome in Outcome}
    return FilterChoices(
        owners=_counted(log.cases.owner),
        teams=_counted(log.cases.team),
        segments=_counted(log.cases.segment),
        outcomes={outcome: count for outcome, count in outcomes.items() if count},
        period=(int(known.min()), int(known.max())) if len(known) else None,
    )


def follows_one_of(log: EventLog, variants: Iterable[tuple[str, ...]]) -> Mask:
    """One flag a case: is its whole sequence of activities one of these?"""
    known = with_variants(log).variants
    lengths = np.diff(known.start)
    wanted = np.zeros(len(known), dtype=bool)
    for labels in variants:
        alike = np.flatnonzero(lengths == len(labels))
        for place, label in enumerate(labels):
            code = log.activity.code(label)
            alike = (
                alike[known.activity[known.start[alike] + place] == code] if code != MISSING else alike[:0]
            )
        wanted[alike] = True
    return np.asarray(wanted[known.of_case])


def takes_path(log: EventLog, source: str | None, target: str | None) -> Mask:
    """One flag a case: does it go directly from one activity to the other (None: the start or the end)?

    A deal that is still open has not reached the end; one without events takes no path.
    """
    codes = [log.activity.code(label) for label in (source, target) if label is not None]
    if not codes or MISSING in codes:
        return np.zeros(log.n_cases, dtype=bool)
    flow = flow_of(log)
    if source is None:
        takes = flow.first == codes[0]
    elif target is None:
        takes = flow.last == codes[0]
    else:
        takes = np.zeros(len(log.variants), dtype=bool)
        takes[flow.steps.having(codes[0] * flow.n_labels + codes[1])] = True
    mask: Mask = takes[log.variants.of_case]
    return mask & (log.cases.outcome != Outcome.OPEN) if target is None else mask


def _has_value(column: Categorical, wanted: frozenset[str]) -> Mask:
    found = column.is_any_of(wanted)
    if "" in wanted:
        found |= column.codes == MISSING
    return found


def _in_period(times: Times, period: tuple[int | None, int | None]) -> Mask:
    begin, end = period
    inside: Mask = times != NO_TIME
    if begin is not None:
        inside &= times >= begin
    if end is not None:
        inside &= times < end
    return inside


def _within(values: NDArray[np.float64], span: Span) -> Mask:
    low, high = span
    inside: Mask = ~np.isnan(values)
    if low is not None:
        inside &= values >= low
    if high is not None:
        inside &= values <= high
    return inside


def _has_status(n_cases: int, statuses: frozenset[Status], conformance: Conformance | None) -> Mask:
    if conformance is None:
        return np.zeros(n_cases, dtype=bool)
    return np.isin(conformance.status, [int(status) for status in statuses])


def _with_deviation(n_cases: int, key: DeviationKey, conformance: Conformance | None) -> Mask:
    mask = np.zeros(n_cases, dtype=bool)
    found = conformance.deviation(key) if conformance else None
    if found is not None:
        mask[found.cases] = True
    return mask


def _breaks(n_cases: int, rule: str, rules: RuleResults | None) -> Mask:
    found = rules.of(rule) if rules else None
    return np.zeros(n_cases, dtype=bool) if found is None else found.verdict == Verdict.BROKEN


def _counted(column: Categorical) -> dict[str, int]:
    """Deals by value, in order of the alphabet whatever the case; without a value last."""
    counts = np.bincount(column.codes + 1, minlength=len(column.labels) + 1)
    by_name = sorted(
        zip(column.labels, counts[1:].tolist(), strict=True), key=lambda item: (item[0].casefold(), item[0])
    )
    found = {name: count for name, count in by_name if count}
    return {**found, "": int(counts[0])} if counts[0] else found
