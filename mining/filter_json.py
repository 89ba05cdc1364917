"""A filter as plain values for a file, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.case_filter import CaseFilter, Span
from models.case_table import Outcome
from models.conformance import Status
from models.deviation import DeviationKey, DeviationType


def filter_values(chosen: CaseFilter) -> dict[str, object]:
    """What JSON can hold of it: all of it."""
    deviation = chosen.deviation
    return {
        "owners": sorted(chosen.owners),
        "teams": sorted(chosen.teams),
        "segments": sorted(chosen.segments),
        "outcomes": sorted(int(outcome) for outcome in chosen.outcomes),
        "period": list(chosen.period),
        "deviation": None if deviation is None else [str(deviation.type), deviation.stage],
        "path": None if chosen.path is None else list(chosen.path),
        "rule": chosen.rule,
        "amount": list(chosen.amount),
        "days": list(chosen.days),
        "statuses": sorted(int(status) for status in chosen.statuses),
        "variants": sorted(chosen.variants),
        "queries": list(chosen.queries),
    }


def filter_of(values: Mapping[str, Any]) -> CaseFilter:
    """The opposite; what older versions did not write is empty. Raises ValueError, KeyError or TypeError."""
    deviation, path = values["deviation"], values["path"]
    since, until = values["period"]
    return CaseFilter(
        owners=frozenset(texts_of(values["owners"])),
        teams=frozenset(texts_of(values["teams"])),
        segments=frozenset(texts_of(values["segments"])),
        outcomes=frozenset(Outcome(outcome) for outcome in values["outcomes"]),
        period=(None if since is None else int(since), None if until is None else int(until)),
        deviation=None
        if deviation is None
        else DeviationKey(DeviationType(deviation[0]), text_of(deviation[1])),
        path=None if path is None else (text_or_none(path[0]), text_or_none(path[1])),
        rule=text_or_none(values.get("rule")),
        amount=_span(values.get("amount", (None, None))),
        days=_span(values.get("days", (None, None))),
        statuses=frozenset(Status(status) for status in values.get("statuses", ())),
        variants=frozenset(texts_of(variant) for variant in values.get("variants", ())),
        queries=texts_of(values.get("queries", ())),
    )


def text_of(value: object) -> str:
    """The value, which has to be a text: ValueError elsewhere."""
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def texts_of(values: Iterable[object]) -> tuple[str, ...]:
    """The values, which have to be texts."""
    return tuple(map(text_of, values))


def text_or_none(value: object) -> str | None:
    """A text, or nothing."""
    return None if value is None else text_of(value)


def _span(values: tuple[float | None, float | None]) -> Span:
    low, high = values
    return (None if low is None else float(low), None if high is None else float(high))
