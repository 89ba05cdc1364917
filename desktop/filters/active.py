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
from resources.translation import tr

TEXT_FIELDS = {"owners": tr("Owner"), "teams": tr("Team"), "segments": tr("Segment")}
OUTCOMES = {
    Outcome.WON: tr("Won"),
    Outcome.LOST: tr("Lost"),
    Outcome.OPEN: tr("Open"),
    Outcome.UNKNOWN: tr("Not known"),
}
STATUSES = {
    Status.CONFORMS: tr("Follows the process"),
    Status.DEVIATES: tr("Departs from the process"),
    Status.PENDING: tr("Open, follows so far"),
    Status.UNCHECKED: tr("Not checked in time"),
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
        values = sorted(value or tr("No value") for value in getattr(chosen, field))
        if values:
            yield field, f"{name}: {_some(values)}", False
    if chosen.period != (None, None):
        yield "period", tr("Created: {period}", period=period_name(chosen.period)), False
    if chosen.outcomes:
        yield (
            "outcomes",
            tr("Outcome: {some}", some=_some([OUTCOMES[one] for one in sorted(chosen.outcomes)])),
            False,
        )
    if chosen.amount != (None, None):
        yield "amount", tr("Amount: {span}", span=_span(chosen.amount, [*map(number, chosen.amount)])), False
    if chosen.days != (None, None):
        yield "days", tr("Duration: {span}", span=_span(chosen.days, [*map(days, chosen.days)])), False
    if chosen.statuses:
        words = _some([STATUSES[one] for one in sorted(chosen.statuses)])
        yield "statuses", words, chosen.statuses == {Status.DEVIATES}
    if chosen.deviation is not None:
        yield "deviation", title(chosen.deviation, ends), True
    if chosen.path is not None:
        source, target = chosen.path
        yield "path", f"{source or tr('Start')} → {target or tr('End')}", False
    if chosen.rule is not None:
        found = rules.of(chosen.rule) if rules else None
        yield (
            "rule",
            tr(
                "Breaks: {rule}",
                rule=rule_words(found.rule) if found else tr("rule {rule}", rule=chosen.rule),
            ),
            True,
        )
    if chosen.variants:
        yield "variants", _variants(sorted(chosen.variants)), False


def _whole(chosen: CaseFilter, field: str) -> str:
    """Every value of a field with several, in full."""
    if field in TEXT_FIELDS:
        return ", ".join(sorted(value or tr("No value") for value in getattr(chosen, field))[:_LISTED])
    if field == "variants":
        return "; ".join(" → ".join(steps) or tr("no steps") for steps in sorted(chosen.variants)[:_LISTED])
    return ""


def _some(values: Sequence[str]) -> str:
    return (
        ", ".join(values)
        if len(values) <= 2
        else tr("{first} and {count} more", first=values[0], count=len(values) - 1)
    )


def _span(span: Span, words: Sequence[str]) -> str:
    if span[0] is None:
        return tr("at most {value}", value=words[1])
    return (
        tr("at least {value}", value=words[0])
        if span[1] is None
        else tr("{lowest} to {highest}", lowest=words[0], highest=words[1])
    )


def _variants(variants: Sequence[tuple[str, ...]]) -> str:
    if len(variants) > 1:
        return tr("One of {variants}", variants=plural(len(variants), "variant"))
    steps = variants[0]
    if len(steps) <= 2:
        return tr("Variant: {steps}", steps=" → ".join(steps) or tr("no steps"))
    return tr(
        "Variant: {first} → … → {last}, {steps}",
        first=steps[0],
        last=steps[-1],
        steps=plural(len(steps), "step"),
    )
