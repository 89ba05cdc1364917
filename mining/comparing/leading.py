"""From a difference to the deals behind it: the filter that shows them, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from mining.path_query.write import query_text
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.comparison import About, Difference, GroupComparison, Topic
from models.conformance import Status
from models.path_query import Steps


@dataclass(frozen=True)
class Deals:
    """A filter, and how many deals of the log pass it."""

    filter: CaseFilter
    count: int


def deals_behind(row: Difference, which: int, found: GroupComparison, analysis: Analysis) -> Deals | None:
    """The deals of the first (0) or of the second (1) side that a row speaks of.

    All of the side where the row speaks of all; None where no filter can say which they are.
    """
    side, figure = ((found.first, row.first), (found.second, row.second))[which]
    about = row.about
    if side.filter is None:
        return None
    if about.path is not None:
        narrowed = _with_path(side.filter, *about.path)
        count = figure.of if figure.hits is None else figure.hits
        return Deals(narrowed, count) if narrowed else None
    if about.stage and (come := found.by_stage.get(about.stage)) is not None:
        hits = (come.first, come.second)[which].hits
        return Deals(_asking(side.filter, Steps((about.stage,))), hits or 0)
    if about.deviation is not None:
        shown = analysis.conformance.deviation(about.deviation) if analysis.conformance else None
        if shown is None or side.filter.deviation not in (None, about.deviation):
            return None
        cases = int(np.count_nonzero(side.mask[shown.cases]))
        return Deals(replace(side.filter, deviation=about.deviation), cases)
    field = _of_figure(about)
    if field and figure.hits is not None:
        joined_filter = joined(side.filter, replace(CaseFilter(), **field))  # type: ignore[arg-type]  # by name
        return Deals(joined_filter, figure.hits) if joined_filter else None
    return Deals(side.filter, side.cases)


def joined(one: CaseFilter, other: CaseFilter) -> CaseFilter | None:
    """A filter that lets through what both do; None where no filter can."""
    empty, found = CaseFilter(), {}
    for field in fields(CaseFilter):
        default, first, second = (getattr(chosen, field.name) for chosen in (empty, one, other))
        if first == second or second == default:
            found[field.name] = first
        elif first == default:
            found[field.name] = second
        elif field.name == "queries":
            found[field.name] = (*first, *(query for query in second if query not in first))
        elif isinstance(first, frozenset) and first & second:
            found[field.name] = first & second
        else:
            return None
    return CaseFilter(**found)


def _with_path(chosen: CaseFilter, source: str | None, target: str | None) -> CaseFilter | None:
    if chosen.path in (None, (source, target)):
        return replace(chosen, path=(source, target))
    if source is None or target is None:
        return None
    return _asking(chosen, Steps((source, target), (True,)))


def _asking(chosen: CaseFilter, query: Steps) -> CaseFilter:
    text = query_text(query)
    return chosen if text in chosen.queries else replace(chosen, queries=(*chosen.queries, text))


def _of_figure(about: About) -> dict[str, object]:
    """The field of a filter that keeps the deals counted in a share; empty where there is none."""
    if about.topic is Topic.MIX and about.column in ("Team", "Segment"):
        return {"teams" if about.column == "Team" else "segments": frozenset({about.value})}
    fixed: dict[Topic, dict[str, object]] = {
        Topic.WIN_RATE: {"outcomes": frozenset({Outcome.WON})},
        Topic.OPEN: {"outcomes": frozenset({Outcome.OPEN})},
        Topic.FOLLOWS: {"statuses": frozenset({Status.CONFORMS})},
    }
    return fixed.get(about.topic, {})
