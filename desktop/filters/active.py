"""What narrows the deals, part by part, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.path_queries import PathQueries
from desktop.periods import period_name
from mining.number_format import days, number, plural
from mining.rules.wording import rule_words
from mining.wording import title
from models.case_filter import CaseFilter, Span
from models.case_table import Outcome
from models.conformance import Status
from models.rule_results import RuleResults

TEXT_FIELDS = {"owners": "Owner", "teams": "Team", "segments": "Segment"}
OUTCOMES = {Outcome.WON: "Won", Outcome.LOST: "Lost", Outcome.OPEN: "Open", Outcome.UNKNOWN: "Not known"}
STATUSES = {
    Status.CONFORMS: "Follows the process",
    Status.DEVIATES: "Departs from the process",
    Status.PENDING: "Open, follows so far",
    Status.UNCHECKED: "Not checked in time",
}
_LISTED = 20
"""At most so many values are listed in full."""


@dataclass(frozen=True)
class Part:
    """One part of a filter in words, and the filter without it.

    `problem` says why it keeps no deal at all, `whole` is everything that the words leave out for brevity.
    """

    words: str
    rest: CaseFilter
    is_departure: bool = False
    problem: str = ""
    whole: str = ""


def active_parts(
    chosen: CaseFilter,
    ends: Collection[str] = (),
    rules: RuleResults | None = None,
    queries: PathQueries | None = None,
) -> list[Part]:
    """The parts that narrow the deals, those first that keep none; `ends` are the names of the documented ends."""
    empty = CaseFilter()
    parts = [
        Part(words, replace(chosen, **{field: getattr(empty, field)}), departs, whole=_whole(chosen, field))
        for field, words, departs in _fields(chosen, ends, rules)
    ]
    for i, query in enumerate(chosen.queries):
        rest = replace(chosen, queries=(*chosen.queries[:i], *chosen.queries[i + 1 :]))
        parts.append(Part(query, rest, problem=queries.problem(query) if queries else ""))
    return sorted(parts, key=lambda part: not part.problem)


def _fields(
    chosen: CaseFilter, ends: Collection[str], rules: RuleResults | None
) -> Iterator[tuple[str, str, bool]]:
    """Every field that narrows: its name, its words, and whether it asks for departures."""
    for field, name in TEXT_FIELDS.items():
        values = sorted(value or "No value" for value in getattr(chosen, field))
        if values:
            yield field, f"{name}: {_some(values)}", False
    if chosen.period != (None, None):
        yield "period", f"Created: {period_name(chosen.period)}", False
    if chosen.outcomes:
        yield "outcomes", f"Outcome: {_some([OUTCOMES[one] for one in sorted(chosen.outcomes)])}", False
    if chosen.amount != (None, None):
        yield "amount", f"Amount: {_span(chosen.amount, [*map(number, chosen.amount)])}", False
    if chosen.days != (None, None):
        yield "days", f"Duration: {_span(chosen.days, [*map(days, chosen.days)])}", False
    if chosen.statuses:
        words = _some([STATUSES[one] for one in sorted(chosen.statuses)])
        yield "statuses", words, chosen.statuses == {Status.DEVIATES}
    if chosen.deviation is not None:
        yield "deviation", title(chosen.deviation, ends), True
    if chosen.path is not None:
        source, target = chosen.path
        yield "path", f"{source or 'Start'} → {target or 'End'}", False
    if chosen.rule is not None:
        found = rules.of(chosen.rule) if rules else None
        yield "rule", f"Breaks: {rule_words(found.rule) if found else f'rule {chosen.rule}'}", True
    if chosen.variants:
        yield "variants", _variants(sorted(chosen.variants)), False


def _whole(chosen: CaseFilter, field: str) -> str:
    """Every value of a field with several, in full."""
    if field in TEXT_FIELDS:
        return ", ".join(sorted(value or "No value" for value in getattr(chosen, field))[:_LISTED])
    if field == "variants":
        return "; ".join(" → ".join(steps) or "no steps" for steps in sorted(chosen.variants)[:_LISTED])
    return ""


def _some(values: Sequence[str]) -> str:
    return ", ".join(values) if len(values) <= 2 else f"{values[0]} and {len(values) - 1} more"


def _span(span: Span, words: Sequence[str]) -> str:
    if span[0] is None:
        return f"at most {words[1]}"
    return f"at least {words[0]}" if span[1] is None else f"{words[0]} to {words[1]}"


def _variants(variants: Sequence[tuple[str, ...]]) -> str:
    if len(variants) > 1:
        return f"One of {plural(len(variants), 'variant')}"
    steps = variants[0]
    if len(steps) <= 2:
        return f"Variant: {' → '.join(steps) or 'no steps'}"
    return f"Variant: {steps[0]} → … → {steps[-1]}, {plural(len(steps), 'step')}"
