"""The screen of the variants: the distinct paths of the filtered deals as rows, and what the chosen ones are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.allow.edits import AllowEdits
from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.path_queries import PathQueries
from desktop.results import Results
from desktop.screens.variants.bar import Bar
from desktop.screens.variants.details import Details
from desktop.screens.variants.paths_model import PATH
from desktop.screens.variants.paths_view import PathsView, WholePaths
from desktop.screens.variants.shown import ShownPaths
from desktop.screens.variants.taken_away import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.text import text
from mining.number_format import number, percent, plural
from mining.variant_rows.closing_steps import closing_steps
from mining.variant_rows.ordering import ordered_groups, ordered_rows
from mining.variant_rows.row_path import whole_paths
from mining.variant_rows.rows import by_deviation, covering, telling_statuses, variant_rows
from mining.variant_rows.searching import Sought, search
from mining.variant_rows.wording import coverage_words
from models.allow_list import Forbidden
from models.analysis import Analysis
from models.progress import Report
from models.sales_process import SalesProcess
from models.variant_rows import OUTSIDE, VariantRows
from resources.translation import tr

_TOLD = 0.8
"""The share of the deals whose paths are counted in the summary."""
_KEPT = 100
"""So many chosen rows stay chosen when other rows are shown."""


class VariantsScreen(QWidget):
    """Every distinct path of `results.view` with its explanation, the most frequent first."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    variants_chosen = Signal(object, object)
    """The activity sequences (a frozenset of tuples of names) and the statuses (none for all) to filter by."""

    query_chosen = Signal(str)
    """The path query to filter by."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results = document, results
        self._is_stale = True
        self._analysis: Analysis | None = None
        self._rows: VariantRows | None = None
        self._sought: Sought | None = None
        self._counting = LatestJob(tr("Counting the paths"), self)
        self.bar = Bar(palette, PathQueries(results))
        self.view, self.details = PathsView(palette), Details(palette)
        self.nothing_found = text(role="muted", wrap=True)
        self.edits = AllowEdits(document, results, self)
        self._build()
        self._connect()
        self.refresh()

    @property
    def is_ready(self) -> bool:
        """Whether what is shown is what is wanted."""
        return not self._counting.busy

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in the colours of another theme."""
        for part in (self.bar, self.view, self.details):
            part.set_palette_colors(palette)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The rows as they are shown, as a page and as a table; they name nobody, so `real_names` changes nothing."""
        if self.pages.currentWidget() is not self.content:
            return None
        return taken_away(self.view, self.bar.summary.text())

    def stop(self) -> None:
        """Cancel what is computed and wait for it: before the window goes."""
        self._counting.stop()

    def refresh(self) -> None:
        """Count the paths of the deals that pass the filter now, or as soon as the screen is in sight."""
        analysis, view = self._results.analysis, self._results.view
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        if analysis is None or view is None:
            self._counting.cancel()
            self._analysis = self._rows = None
            self.view.show_paths(None)
            self.pages.setCurrentWidget(self.nothing_imported)
        else:
            self._counting.start(partial(_counted, analysis, view.mask, self.bar.sought, self.bar.together))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _arrived(self, found: _Counted) -> None:
        same = self._analysis is not None and self._analysis.log is found.analysis.log
        kept = self._still_chosen(found.rows) if same else np.zeros(0, dtype=np.int64)
        self._analysis, self._rows, self._sought = found.analysis, found.rows, found.sought
        self.bar.offer_grouping(self._analysis.conformance is not None)
        self.bar.offer_together(found.has_closing)
        if not len(self._rows):
            self.pages.setCurrentWidget(self.nothing_passes)
            return
        self.pages.setCurrentWidget(self.content)
        self._show_rows(kept)

    def _still_chosen(self, rows: VariantRows) -> NDArray[np.int64]:
        """The rows of the chosen paths, or where paths go to another step now, those that have their deals."""
        before, chosen = self._rows, self.view.chosen_rows
        if before is None or not len(chosen):
            return chosen[:0]
        if before.closing == rows.closing:
            return np.flatnonzero(np.isin(rows.example, before.example[chosen]))
        having = rows.of_case[before.cases_of(chosen)]
        return np.unique(having[having != OUTSIDE]).astype(np.int64)

    def _show_again(self) -> None:
        """Other rows, groups or another order of what is known."""
        self._show_rows(self.view.chosen_rows)

    def _show_rows(self, kept: NDArray[np.int64]) -> None:
        analysis, rows = self._analysis, self._rows
        if analysis is None or rows is None or not len(rows):
            return
        covered = covering(rows, self.bar.share)
        chosen = np.arange(covered)
        if self._sought is not None:
            chosen = np.flatnonzero(self._sought.rows[:covered])
        grouped = None
        if self.bar.grouped and analysis.conformance is not None:
            groups = by_deviation(analysis.log, rows, chosen)
            grouped = ordered_groups(rows, groups, self.bar.order)
        top = ordered_rows(rows, chosen, self.bar.order)
        self.view.show_paths(ShownPaths(analysis, rows, top, grouped))
        self.view.show_order(self.bar.order)
        self.view.scrollToTop()
        self.view.choose(kept[:_KEPT].tolist())
        self._tell(rows, chosen)
        self._show_details()

    def _tell(self, rows: VariantRows, chosen: NDArray[np.int64]) -> None:
        """Say how much of the deals is shown, or why nothing is."""
        sought = self._sought
        self.bar.filter_button.setEnabled(sought is not None and bool(sought.query))
        self.bar.summary.setText(self._summary(rows, chosen))
        self.lists.setCurrentWidget(self.whole_paths if len(chosen) else self.nothing_found)
        if not len(chosen) and sought is not None:
            said = (
                tr("No path says “{sought}” among those shown.", sought=self.bar.sought)
                if self.bar.share < 1
                else tr("No path says “{sought}”.", sought=self.bar.sought)
            )
            if sought.problem:
                said += "\n" + tr("As a query it cannot be read: {problem}", problem=sought.problem)
            self.nothing_found.setText(said)

    def _summary(self, rows: VariantRows, chosen: NDArray[np.int64]) -> str:
        if len(chosen) == len(rows) and self._sought is None:
            return coverage_words(rows, _TOLD)
        deals = int(rows.deals[chosen].sum())
        said = tr(
            "{chosen} of {paths}, {deals}",
            chosen=number(len(chosen)),
            paths=plural(len(rows), "path"),
            deals=plural(deals, "deal"),
        )
        matching = self._sought.deals if self._sought is not None and self.bar.share == 1 else None
        if matching is not None and matching != deals:
            return tr("{said}, of which {matching} match", said=said, matching=number(matching))
        return f"{said} ({percent(deals / rows.total)})"

    def _choose_query(self) -> None:
        if self._sought is not None and self._sought.query:
            self.query_chosen.emit(self._sought.query)
            self.bar.search.clear()

    def _show_details(self) -> None:
        shown, rows = self.view.paths.shown, self.view.chosen_rows
        self.details.setVisible(shown is not None and len(rows) > 0)
        if shown is not None and len(rows):
            words = str(self.view.paths.index_of(int(rows[0])).siblingAtColumn(PATH).data() or "")
            self.details.show_rows(shown, rows, words)
            paths, why_not = self._paths_to_forbid(shown, rows)
            self.details.offer_to_forbid(self._entry_of(paths) is not None, why_not)

    def _paths_to_forbid(
        self, shown: ShownPaths, chosen: NDArray[np.int64]
    ) -> tuple[tuple[tuple[str, ...], ...], str]:
        """The whole paths of the chosen row, each with its end; and why they cannot be forbidden, if they cannot."""
        if self.edits.why_not:
            return (), self.edits.why_not
        if len(chosen) > 1:
            return (), tr("Choose one path only.")
        process = self._document.project.process
        documented = [end.title for end in process.ends] if isinstance(process, SalesProcess) else []
        paths = whole_paths(shown.log, shown.ends, shown.rows, int(chosen[0]), documented)
        if not paths:
            return (), tr("A deal without a step has no path.")
        if len(paths) > 1 and all(self.edits.forbidden(path) for path in paths):
            return (), tr("These paths must never happen already: Deviations lists them.")
        return paths, ""

    def _entry_of(self, paths: tuple[tuple[str, ...], ...]) -> Forbidden | None:
        """What is said of the only path, where it is forbidden."""
        return self.edits.forbidden(paths[0]) if len(paths) == 1 else None

    def _forbid(self) -> None:
        shown, chosen = self.view.paths.shown, self.view.chosen_rows
        if shown is None or not len(chosen):
            return
        paths, why_not = self._paths_to_forbid(shown, chosen)
        if why_not:
            return
        entry = self._entry_of(paths)
        if entry is None:
            self.edits.forbid(paths)
        else:
            self.edits.change(entry)

    def _open(self) -> None:
        """Lead on to the deals of the chosen paths."""
        if self.details.isVisible():
            self.details.deals.setFocus(Qt.FocusReason.TabFocusReason)
            self.details.deals.make_current(self.details.deals.table.source_row(0))

    def _name_folding(self) -> None:
        self.bar.name_folding(self.view.all_closed, self.view.paths.n_groups > 0)

    def _dismiss(self) -> None:
        self.view.clearSelection()
        self.view.setFocus()

    def _choose_variants(self) -> None:
        rows, analysis, chosen = self._rows, self._analysis, self.view.chosen_rows
        if rows is None or analysis is None or not len(chosen):
            return
        names, variants = analysis.log.activity.labels, analysis.log.variants
        sequences = (
            tuple(names[code] for code in variants.sequence(variant).tolist())
            for variant in rows.variants_of(chosen).tolist()
        )
        self.variants_chosen.emit(frozenset(sequences), telling_statuses(rows, chosen))

    def _connect(self) -> None:
        self._counting.done.connect(self._arrived)
        self._counting.failed.connect(self._results.failed)
        self._results.changed.connect(self.refresh)
        self.bar.changed.connect(self._show_again)
        self.bar.searched.connect(self.refresh)
        self.bar.together_changed.connect(self.refresh)
        self.bar.filter_wanted.connect(self._choose_query)
        self.bar.folding_wanted.connect(lambda: self.view.fold(not self.view.all_closed))
        self.view.paths.lines_changed.connect(self._name_folding)
        self.view.order_wanted.connect(self.bar.choose_order)
        self.view.chosen.connect(self._show_details)
        self.view.opened.connect(self._open)
        self.view.dismissed.connect(self._dismiss)
        self.details.closed.connect(self._dismiss)
        self.details.deal_chosen.connect(self.deal_chosen)
        self.details.filter_wanted.connect(self._choose_variants)
        self.details.forbid_wanted.connect(self._forbid)

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; every distinct path that deals take is a row here.")
        )
        self.nothing_passes = EmptyState(
            tr("No deal passes the filter"), tr("Remove a part of the filter above to see paths again.")
        )
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)  # from the outside in: what moves into a parent takes the style anew
        whole.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        whole.addWidget(self.pages)
        self.content = QSplitter(Qt.Orientation.Vertical)
        self.content.setChildrenCollapsible(False)
        for page in (self.nothing_imported, self.content, self.nothing_passes):
            self.pages.addWidget(page)
        upper = QWidget()
        self.content.addWidget(upper)
        column = QVBoxLayout(upper)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.bar)
        self.lists = QStackedWidget()
        column.addWidget(self.lists, 1)
        self.whole_paths = WholePaths(self.view)
        self.lists.addWidget(self.whole_paths)
        self.lists.addWidget(self.nothing_found)
        self.content.addWidget(self.details)
        self.content.setStretchFactor(0, 1)
        self.content.setSizes([560, 220])
        self.details.hide()


@dataclass(frozen=True, eq=False)
class _Counted:
    """The rows of the deals that pass the filter, and what was found in them, None where nothing is searched for.

    `has_closing` says whether it is known which steps close deals.
    """

    analysis: Analysis
    rows: VariantRows
    sought: Sought | None
    has_closing: bool


def _counted(
    analysis: Analysis, mask: NDArray[np.bool_], text: str, together: bool, report: Report
) -> _Counted:
    report(0.0, tr("Counting the paths"))
    log, conformance = analysis.log, analysis.conformance
    has_closing = bool(closing_steps(log, conformance))
    rows = variant_rows(log, conformance, mask, together)
    report(0.5, tr("Searching the paths"))
    sought = search(log, conformance, rows, text) if text else None
    return _Counted(analysis, rows, sought, has_closing)
