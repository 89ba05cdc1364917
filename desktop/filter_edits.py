"""The verbs that narrow the deals from anywhere in the window: each one step to undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.document import Document
from models.case_filter import CaseFilter
from models.conformance import Status
from models.deviation import DeviationKey
from resources.translation import tr


class FilterEdits:
    """Edits the filter of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def by_path(self, path: tuple[str | None, str | None]) -> None:
        """Keep the deals that go directly from one activity to another, None for the start or the end."""
        self._narrow(tr("Filter by path"), path=path)

    def by_period(self, period: tuple[int | None, int | None]) -> None:
        """Keep the deals created in a period: microseconds UTC, its end excluded."""
        self._narrow(tr("Filter by period"), period=period)

    def by_deviation(self, key: DeviationKey | None) -> None:
        """Keep the deals with a deviation, None for all again."""
        self._narrow(tr("Filter by deviation") if key else tr("Show all deals again"), deviation=key)

    def by_rule(self, rule: str | None) -> None:
        """Keep the deals that break a rule, None for all again."""
        self._narrow(tr("Filter by rule") if rule else tr("Show all deals again"), rule=rule)

    def by_variants(self, sequences: frozenset[tuple[str, ...]], statuses: frozenset[Status]) -> None:
        """Keep the deals that went one of these sequences, and where there are `statuses` have one of them."""
        self._narrow(tr("Filter by variant"), variants=sequences, statuses=statuses)

    def by_query(self, text: str | None) -> None:
        """Keep also the deals that a path query is true for, None for those of any path again."""
        if text is None:
            self._narrow(tr("Show all deals again"), queries=())
            return
        asked = self._document.project.filter.queries
        if text not in asked:
            self._narrow(tr("Filter by path query"), queries=(*asked, text))

    def by_filter(self, chosen: CaseFilter) -> None:
        """Keep the deals of this filter, whatever the one before was."""
        self._become(tr("Show one side of a comparison"), chosen)

    def clear(self) -> None:
        """Show all deals."""
        self._become(tr("Show all deals"), CaseFilter())

    def _narrow(self, verb: str, **fields: Any) -> None:
        self._become(verb, replace(self._document.project.filter, **fields))

    def _become(self, verb: str, chosen: CaseFilter) -> None:
        project = self._document.project
        if chosen != project.filter:
            self._document.edit(verb, replace(project, filter=chosen))
