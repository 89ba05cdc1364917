"""What the bar does to the project: narrow the deals, and keep filters under names; each one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from desktop.document import Document
from models.case_filter import CaseFilter
from models.saved_filter import SavedFilter
from resources.translation import tr


class BarEdits:
    """Edits the filter of a document and its saved filters."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def narrow(self, verb: str, field: str, value: object, sitting: object | None = None) -> None:
        """Give one field of the filter another value."""
        changed: Callable[..., CaseFilter] = partial(replace, self._document.project.filter)
        self.become(verb, changed(**{field: value}), sitting)

    def ask(self, query: str) -> None:
        """Ask also for the deals that a path query is true for."""
        asked = self._document.project.filter.queries
        if query not in asked:
            self.narrow(tr("Filter by path query"), "queries", (*asked, query))

    def become(self, verb: str, chosen: CaseFilter, sitting: object | None = None) -> None:
        """Take another filter."""
        project = self._document.project
        if chosen != project.filter:
            self._document.edit(verb, replace(project, filter=chosen), sitting)

    def clear(self) -> None:
        """Show all deals."""
        self.become(tr("Clear the filter"), CaseFilter())

    def apply_saved(self, name: str) -> None:
        """Take the filter that was saved under a name."""
        saved = self._document.project.saved_filters
        self.become(tr("Apply a saved filter"), next(one.filter for one in saved if one.name == name))

    def save(self, name: str) -> None:
        """Save the filter under a name; what had the name before is replaced where it stood."""
        saved, new = self._document.project.saved_filters, SavedFilter(name, self._document.project.filter)
        if any(one.name == name for one in saved):
            self._keep(tr("Save the filter"), tuple(new if one.name == name else one for one in saved))
        else:
            self._keep(tr("Save the filter"), (*saved, new))

    def rename_saved(self, old: str, new: str) -> None:
        """Call a saved filter something else."""
        saved = self._document.project.saved_filters
        renamed = tuple(replace(one, name=new) if one.name == old else one for one in saved)
        self._keep(tr("Rename a saved filter"), renamed)

    def delete_saved(self, name: str) -> None:
        """Forget a saved filter; the deals that are looked at stay the same."""
        saved = self._document.project.saved_filters
        self._keep(tr("Delete a saved filter"), tuple(one for one in saved if one.name != name))

    def _keep(self, verb: str, saved: tuple[SavedFilter, ...]) -> None:
        project = self._document.project
        if saved != project.saved_filters:
            self._document.edit(verb, replace(project, saved_filters=saved))
