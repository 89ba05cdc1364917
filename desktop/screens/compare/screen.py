"""The screen that holds two sides of the deals against each other: on one map, on two, or in a table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.map.arranger import Arranger
from desktop.map.placed import PlacedGraph
from desktop.map.scene import MapScene, Target
from desktop.map.view import MapView
from desktop.results import Results
from desktop.screens.compare.asking import AskPanel
from desktop.screens.compare.columns import DIFFERENCE, EVIDENCE, ROOMS, WHAT, columns_of
from desktop.screens.compare.delegates import ApartDelegate, WhatDelegate
from desktop.screens.compare.drawing import path_of, target_of
from desktop.screens.compare.side_heads import SideHeads
from desktop.screens.compare.taking import Shown, take_away_of
from desktop.screens.compare.told_bar import HINT, ToldBar
from desktop.screens.compare.twin_maps import TwinMaps
from desktop.screens.compare.work import Answer, answer
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.switch import Switch
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.comparing.leading import Deals, deals_behind
from mining.comparing.sides import Question, Split, offers
from mining.comparing.wording import ASSOCIATION, INTERVALS, counted, headline, mix_sentence, sentence
from models.comparison import About, Difference, Topic
from models.errors import UserError
from models.project import Project
from resources.translation import tr

MAP, SIDES, TABLE = range(3)
_NO_DEALS = (
    tr("Nothing to compare yet"),
    tr("Import a CRM export to hold teams, periods or outcomes against each other."),
)
_WAITING = (tr("Comparing…"), tr("The deals are being analysed. This takes a moment for a large export."))
_NO_SIDES = (
    tr("Nothing to compare among these deals"),
    tr("They have no two outcomes, teams, segments or dates. Show more deals: remove a filter above."),
)


class CompareScreen(QStackedWidget):
    """Compares the deals of `results.view`; works nothing out while it is not seen."""

    deals_wanted = Signal(object)
    """The `CaseFilter` of the deals to show."""

    ready = Signal()
    """What was asked is answered and drawn."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results = document, results
        self.question = Question(Split.OUTCOME)
        self.answer: Answer | None = None
        self._selected: About | None = None
        self._stale, self._undrawn = True, False
        self._placed: tuple[PlacedGraph, ...] = ()
        self._waiting = {MAP: False, SIDES: False}
        self._begins = {MAP: True, SIDES: True}
        self.ask = AskPanel(palette)
        self.heads = SideHeads(palette)
        self.switch = Switch(tr("Shown as"), (tr("Difference map"), tr("Side by side"), tr("Table")))
        self.scene = MapScene(palette, self)
        self.view = MapView(self.scene, palette)
        self.twins = TwinMaps(palette)
        self.table = Table(tr("Differences"))
        self._names = WhatDelegate(palette, self.table)
        self._differences = ApartDelegate(palette, self.table)
        self.bar = ToldBar()
        self.problem = text(role="hint", wrap=True)
        self.pages = QStackedWidget()
        self.arranger = Arranger(self)
        self._comparing = LatestJob(tr("Comparing the deals"), self)
        self._nothing = EmptyState("", "")
        self._whole = QWidget()
        self._build()
        self._connect()

    @property
    def is_ready(self) -> bool:
        """Whether what is asked is answered and drawn."""
        busy = self._comparing.busy or self.arranger.busy or self._stale
        return not busy and self.scene.is_settled and self.twins.is_settled

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        for part in (self.ask, self.heads, self.view, self.twins):
            part.set_palette_colors(palette)
        self._names.palette = self._differences.palette = palette
        self.table.viewport().update()

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self._comparing.stop()
        self.arranger.stop()

    def show_as(self, choice: int) -> None:
        """Show the map of the differences, both maps, or the table."""
        self.switch.show_choice(choice)
        self._show_page()
        self._draw()
        self._tell_ready()

    def ask_for(self, question: Question) -> None:
        """Compare something else."""
        self.question = question
        self._select(None)
        self.refresh()

    def refresh(self) -> None:
        """Answer the question for the deals that pass the filter now; what is shown stays until then."""
        analysis, view = self._results.analysis, self._results.view
        self._stale = False
        self._comparing.cancel()
        if analysis is None or view is None:
            waits = self._document.project.log is not None
            self._show_nothing(*(_WAITING if waits else _NO_DEALS))
            return
        chosen, saved = self._document.project.filter, self._document.project.saved_filters
        offered = offers(analysis, view.mask, saved)
        possible = [split for split in Split if not offered[split].why_not]
        if not possible:
            self._show_nothing(*_NO_SIDES)
            return
        split = self.question.split if self.question.split in possible else possible[0]
        self.question = offered[split].completed(replace(self.question, split=split))
        self.ask.offer(offered, self.question)
        self.setCurrentWidget(self._whole)
        self._comparing.start(partial(answer, self.question, analysis, chosen, view.mask, saved))

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The map or the maps that are chosen (for the table that of the differences), and the table."""
        if self.answer is None or self.answer.drawn is None:
            return None
        maps = [Shown(placed) for placed in self._placed[:1]]
        if self.switch.choice == SIDES and self._placed:
            pairs = zip(self._placed[1:], self.answer.drawn.hidden, strict=True)
            maps = [Shown(placed, hidden) for placed, hidden in pairs]
        return take_away_of(self.answer, self.question, maps, real_names)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _build(self) -> None:
        self.addWidget(self._nothing)
        self.addWidget(self._whole)  # from the outside in: what moves into a parent takes the style anew
        row = QHBoxLayout(self._whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.ask)
        right = QVBoxLayout()
        right.setSpacing(0)
        row.addLayout(right, 1)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.addWidget(self.switch)
        top.addStretch(1)
        heads = QVBoxLayout()
        heads.setContentsMargins(16, 10, 16, 10)
        heads.addWidget(self.heads)
        table = QWidget()
        table_column = QVBoxLayout(table)
        table_column.setContentsMargins(16, 0, 16, 12)
        table_column.addWidget(WholeRows(self.table))
        small = QWidget()
        small_column = QVBoxLayout(small)
        small_column.setContentsMargins(16, 8, 16, 16)
        small_column.addWidget(self.problem)
        small_column.addStretch(1)
        self._small = small
        for page in (self.view, self.twins, table, small):
            self.pages.addWidget(page)
        right.addLayout(top)
        right.addLayout(heads)
        right.addWidget(self.pages, 1)
        right.addWidget(self.bar)

    def _connect(self) -> None:
        self._results.changed.connect(self._results_changed)
        self._document.changed.connect(self._project_changed)
        self.ask.asked.connect(self.ask_for)
        self.ask.fit_wanted.connect(self._fit)
        self.ask.zoom_wanted.connect(self._zoom)
        self.switch.chosen.connect(self.show_as)
        self._comparing.done.connect(self._answered)
        self._comparing.failed.connect(self._failed)
        self.arranger.done.connect(self._arranged)
        self.arranger.failed.connect(self._failed)
        self.scene.settled.connect(self._tell_ready)
        self.scene.node_clicked.connect(self._pick)
        self.scene.edge_clicked.connect(self._pick)
        self.view.background_clicked.connect(lambda: self._pick(None))
        self.twins.clicked.connect(self._pick)
        self.table.current_changed.connect(self._row_chosen)
        self.table.row_opened.connect(self._row_opened)
        self.bar.deals_wanted.connect(self._show_deals)

    def _results_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.log is not new.log:
            self.question, self._begins = Question(Split.OUTCOME), {MAP: True, SIDES: True}
        if old.saved_filters != new.saved_filters:
            self._results_changed()

    def _show_nothing(self, title: str, line: str) -> None:
        """Say what the screen is for, and what to do next."""
        fresh = EmptyState(title, line)
        self.insertWidget(0, fresh)
        self.removeWidget(self._nothing)
        self._nothing.deleteLater()
        self._nothing, self.answer = fresh, None
        self.setCurrentWidget(fresh)

    def _answered(self, found: Answer) -> None:
        self.answer, self._undrawn, self._placed = found, False, ()
        self._waiting = {MAP: False, SIDES: False}
        cases = found.analysis.log.cases
        for head, side in zip(self.heads.heads, found.sides, strict=True):
            head.show_side(side.name, side, cases)
        self.problem.setText(found.problem)
        if found.found is None or found.drawn is None:
            self.ask.show_told((), ())
            self._select(None)
            self._show_page()
            self._tell_ready()
            return
        told = headline(found.found, found.ends)
        brackets = f"{INTERVALS} " if "(" in " ".join(told) else ""
        cautions = [*found.found.cautions, mix_sentence(found.found), f"{brackets}{ASSOCIATION}"]
        if found.drawn.left_out:
            cautions.append(
                tr(
                    "{left_out} rare paths are in the table and not on the maps.",
                    left_out=found.drawn.left_out,
                )
            )
        self.ask.show_told(told, [words for words in cautions if words])
        self._show_table(found)
        self.twins.name([side.name for side in found.sides])
        self._show_page()
        self.arranger.request(found.drawn.difference, found.drawn.sides)

    def _show_table(self, found: Answer) -> None:
        assert found.found is not None
        selected, first = self._selected, not self.table.table.columns
        self._names.rows = found.found.rows
        self._differences.show_rows(found.found.rows)
        names = (found.sides[0].name, found.sides[1].name)
        self.table.show_columns(columns_of(found.found, names, found.ends))
        if first:
            self.table.setItemDelegateForColumn(WHAT, self._names)
            self.table.setItemDelegateForColumn(DIFFERENCE, self._differences)
            self.table.sortByColumn(EVIDENCE, Qt.SortOrder.AscendingOrder)
        self.table.share_room(ROOMS)
        self._select(selected)

    def _arranged(self, placed: PlacedGraph) -> None:
        self._placed = (placed, *self.arranger.alike)
        self._waiting = {MAP: True, SIDES: True}
        self._draw()

    def _draw(self) -> None:
        """Draw the maps that are chosen, where they wait for it: what is not looked at takes no time."""
        choice = self.switch.choice
        if self.answer is None or self.answer.drawn is None or not self._waiting.get(choice, False):
            return
        first, self._begins[choice], self._waiting[choice] = self._begins[choice], False, False
        if choice == SIDES:
            self.twins.show_graphs(self._placed[1:], self.answer.drawn.hidden, first)
        else:
            self.scene.show_graph(self._placed[0], animate=not first and self.view.isVisible())
            if first:
                self.view.begin()
            else:
                self.view.refit()
        self._mark()

    def _failed(self, error: Exception) -> None:
        """Tell what the user can mend in place of the maps; anything else is ours and goes to the crash reporter."""
        if not isinstance(error, UserError):
            raise error
        self._undrawn = True
        self.problem.setText(str(error))
        self._show_page()

    def _tell_ready(self) -> None:
        if self.is_ready:
            self.ready.emit()

    def _show_page(self) -> None:
        choice = self.switch.choice
        nothing = self.answer is not None and self.answer.found is None
        if nothing or (self._undrawn and choice != TABLE):
            self.pages.setCurrentWidget(self._small)
        else:
            self.pages.setCurrentIndex(choice)
        self.switch.setEnabled(not nothing)
        self.bar.setVisible(not nothing)
        self.ask.legend.show_sides(choice == SIDES)
        self.ask.offer_map_tools(choice != TABLE and not nothing)

    def _fit(self) -> None:
        self.twins.fit() if self.switch.choice == SIDES else self.view.fit()

    def _zoom(self, factor: float) -> None:
        self.twins.zoom_by(factor) if self.switch.choice == SIDES else self.view.zoom_by(factor)

    def _pick(self, target: Target) -> None:
        """Select what was clicked on a map."""
        found = self.answer.found if self.answer else None
        if found is None or target is None:
            self._select(None)
        elif isinstance(target, tuple):
            self._select(About(Topic.PATH, path=path_of(target, found.joint.nodes)))
        else:
            label = next((node.label for node in found.joint.nodes if node.key == target), "")
            self._select(About(Topic.STAGE, stage=label))

    def _row_chosen(self, row: int) -> None:
        found = self.answer.found if self.answer else None
        if found is not None and row >= 0 and found.rows[row].about != self._selected:
            self._select(found.rows[row].about)

    def _row_opened(self, row: int) -> None:
        """Show a row on the map of the differences, where it has a place there."""
        self._row_chosen(row)
        if self._selected is not None and self._target() is not None:
            self.show_as(MAP)

    def _select(self, about: About | None) -> None:
        self._selected = about
        row = self._row()
        if row is None:
            self._selected = None
            self.bar.tell(HINT, "", (None, None))
            self.table.make_current(-1)
        elif self.answer is not None and self.answer.found is not None:
            found = self.answer.found
            self.bar.tell(
                sentence(row, found, self.answer.ends),
                counted(row),
                tuple(deals.count if deals else None for deals in self._deals(row)),
            )
            if found.rows[self.table.current_source_row].about != about or self.table.current_source_row < 0:
                self.table.make_current(found.rows.index(row))
        self._mark()

    def _row(self) -> Difference | None:
        found = self.answer.found if self.answer else None
        return next((row for row in found.rows if row.about == self._selected), None) if found else None

    def _target(self) -> Target:
        found = self.answer.found if self.answer else None
        target = target_of(self._selected, found.joint.nodes) if found and self._selected else None
        if not self._placed:
            return None
        places = self._placed[0].positions if isinstance(target, str) else self._placed[0].paths
        return target if target in places else None

    def _mark(self) -> None:
        target = self._target()
        self.scene.select(target)
        self.twins.select(target)

    def _deals(self, row: Difference) -> tuple[Deals | None, Deals | None]:
        """What the buttons show, None where there is nothing or no filter for it."""
        if self.answer is None or self.answer.found is None:
            return None, None
        found, analysis = self.answer.found, self.answer.analysis
        first, second = (deals_behind(row, which, found, analysis) for which in range(2))
        return first, second

    def _show_deals(self, which: int) -> None:
        row = self._row()
        deals = self._deals(row)[which] if row is not None else None
        if deals is not None:
            self.deals_wanted.emit(deals.filter)
