"""The process map screen: what the deals do, laid over what is documented, as much of it as the sliders let through."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.map.arranger import Arranger
from desktop.map.graph import EdgeKey
from desktop.map.placed import PlacedGraph
from desktop.map.scene import MapScene, Target
from desktop.map.view import READABLE, MapView
from desktop.process_drawing.drawing import drawn_graph
from desktop.process_drawing.replay import Replay
from desktop.process_drawing.replay_bar import ReplayBar
from desktop.process_drawing.words import hidden_words
from desktop.results import Results
from desktop.screens.process_map.behind import Behind, behind_edge, behind_node
from desktop.screens.process_map.controls import Controls
from desktop.screens.process_map.details import PANEL_WIDTH, Details
from desktop.screens.process_map.facts import Subject, about_edge, about_map, about_node
from desktop.screens.process_map.taking_away import take_away_of
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.text import text
from mining.discovery.simplify import first_look, simplify
from mining.number_format import plural
from models.process_map import MapEdge, MapNode, ProcessMap
from resources.translation import tr

_ALWAYS_DETAILS = 1080
"""From this width on the side panel has a place of its own; below it
lies over the controls while something is selected."""

_READABLE_REPLAY = 0.5
"""In a replay it matters more to see the whole map than to read every word."""


class ProcessMapScreen(QStackedWidget):
    """Shows the map of `results.view`, and follows it."""

    path_chosen = Signal(object)
    """(source label or None, target label or None): show the deals that take this path."""

    query_chosen = Signal(str)
    """A path query: show the deals that it is true for."""

    deviation_chosen = Signal(object)
    """The `DeviationKey` whose deals are to be shown."""

    deal_chosen = Signal(int)
    """The index of a case in the analysed log, whose deal is to be opened."""

    ready = Signal()
    """The layout is done and nothing moves any more."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results = document, results
        self._whole: ProcessMap | None = None
        self._shown: ProcessMap | None = None
        self._subject: Subject | None = None
        self._new_log = True
        self.scene = MapScene(palette, self)
        self.view = MapView(self.scene, palette)
        self.controls = Controls(palette)
        self.details = Details(palette)
        self.bar = ReplayBar(palette)
        self.replay = Replay(results, self.view, self.bar, palette, self)
        self._problem = text(role="problem", wrap=True)
        self.arranger = Arranger(self)
        self._nothing = EmptyState("", "")
        self._map_page = QWidget()
        self._build()
        self._connect()
        self._results_changed()

    @property
    def is_ready(self) -> bool:
        """Whether the map that is wanted is the one that is shown, at rest."""
        return not self.arranger.busy and self.scene.is_settled and self.replay.is_ready

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.view.set_palette_colors(palette)
        self.controls.set_palette_colors(palette)
        self.details.set_palette_colors(palette)
        self.replay.set_palette_colors(palette)

    def stop(self) -> None:
        """Cancel a running layout and wait for it: before the window goes."""
        self.arranger.stop()
        self.replay.stop()

    def select(self, target: Target) -> None:
        """Select a card or a line and show its numbers; None for neither."""
        self.scene.select(target)
        self._show_details()

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The map as it is shown, and the tables of all its stages and paths; it names no people."""
        if self._whole is None or self._shown is None or not self.scene.nodes:
            return None
        overlay, day_hours = self.controls.shows_overlay, self._day_hours()
        words = self.controls.subtitle.text(), self.controls.hidden_words.text()
        return take_away_of(self.scene, self._whole, self._shown, overlay, words, day_hours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_or_hide_details()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.replay.clock.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.replay.clock.set_seen(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.replay.running:
            self.replay.toggle()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._row = row = QHBoxLayout(self._map_page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.controls)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.view, 1)
        middle.addWidget(self.bar)
        self.bar.hide()
        row.addLayout(middle, 1)
        self.details.setParent(self._map_page)
        self._problem.setParent(self.view)
        self._problem.hide()
        self.addWidget(self._nothing)
        self.addWidget(self._map_page)

    def _connect(self) -> None:
        self._results.changed.connect(self._results_changed)
        self._document.changed.connect(self._project_changed)
        self.controls.moving.connect(self._preview)
        self.controls.chosen.connect(self._refresh)
        self.controls.fit_wanted.connect(self.view.fit)
        self.controls.zoom_wanted.connect(self.view.zoom_by)
        self.controls.overview_toggled.connect(self.view.minimap.toggle)
        self.view.minimap.toggled.connect(self.controls.show_overview)
        self.controls.replay_wanted.connect(self._replay_or_not)
        self.replay.running_changed.connect(self._replaying)
        self.replay.failed.connect(self._failed)
        self.arranger.done.connect(self._arranged)
        self.arranger.failed.connect(self._failed)
        self.scene.settled.connect(self._settled)
        self.scene.node_clicked.connect(self.select)
        self.scene.edge_clicked.connect(self.select)
        self.scene.node_activated.connect(self._activate)
        self.scene.edge_activated.connect(self._activate)
        self.view.background_clicked.connect(lambda: self.select(None))
        self.details.target_chosen.connect(self.select)
        self.details.deal_chosen.connect(self.deal_chosen)
        self.details.closed.connect(lambda: self.select(None))
        self.details.deals_wanted.connect(self._show_deals)
        self.details.visits_wanted.connect(self._show_visits)

    def _project_changed(self, old: object, new: object) -> None:
        if getattr(old, "log", None) is not getattr(new, "log", None):
            self._new_log = True
        if self._results.view is None:
            self._show_nothing()

    def _results_changed(self) -> None:
        view = self._results.view
        if view is None:
            self._whole = None
            self.replay.end()
            self._show_nothing()
            return
        self._whole = view.map
        self.controls.set_documented(view.map.documented)
        self.controls.legend.show_day(self._day_hours())
        self.controls.subtitle.setText(self._about(view.map))
        if self._new_log:
            self.controls.set_shares(*first_look(view.map))
        self._refresh()
        self.replay.refresh()
        self.setCurrentWidget(self._map_page)

    def _show_nothing(self) -> None:
        """Say what the screen is for, and what to do next."""
        if self._document.project.log is None:
            words = (tr("No map yet"), tr("Import a CRM export to see the paths that deals really take."))
        else:
            words = (
                tr("Drawing the map…"),
                tr("The deals are being analysed. This takes a moment for a large export."),
            )
        fresh = EmptyState(*words)
        self.insertWidget(0, fresh)
        self.removeWidget(self._nothing)
        self._nothing.deleteLater()
        self._nothing = fresh
        self.setCurrentWidget(fresh)

    def _day_hours(self) -> float | None:
        analysis = self._results.analysis
        return analysis.log.day_hours if analysis is not None else None

    def _about(self, whole: ProcessMap) -> str:
        analysis = self._results.analysis
        found = analysis.conformance if analysis else None
        deals = plural(whole.cases, "deal")
        if found is None:
            return tr("{deals}, no documented process", deals=deals)
        return tr("{deals} against {process}", deals=deals, process=found.process_name)

    def _refresh(self) -> None:
        """Lay out what is wanted now; the old map stays until that is done."""
        if self._whole is None:
            return
        self._shown = self._simplified(self._whole)
        self.controls.hidden_words.setText(hidden_words(self._whole, self._shown))
        drawn = self._whole if self.controls.keep.isChecked() else self._shown
        self.arranger.request(drawn_graph(drawn, self.controls.shows_overlay, self.controls.labelling))

    def _preview(self) -> None:
        """While a slider moves: fade what it hides, move nothing."""
        if self._whole is None:
            return
        shown = self._simplified(self._whole)
        self.controls.hidden_words.setText(hidden_words(self._whole, shown))
        self.scene.hide_parts(self._parts_without(shown))

    def _simplified(self, whole: ProcessMap) -> ProcessMap:
        return simplify(whole, self.controls.activity_share, self.controls.path_share)

    def _parts_without(self, shown: ProcessMap) -> set[Target]:
        """What is on the scene and not in this map."""
        nodes = {node.key for node in shown.nodes}
        ways = {(edge.source, edge.target) for edge in shown.edges}
        gone: set[Target] = {key for key in self.scene.nodes if key not in nodes}
        return gone | {ends for ends in self.scene.edges if ends not in ways}

    def _arranged(self, placed: PlacedGraph) -> None:
        self._problem.hide()
        first, self._new_log = self._new_log, False
        self.scene.show_graph(placed, animate=not first and self.isVisible())
        if self._shown is not None and self.controls.keep.isChecked():
            self.scene.hide_parts(self._parts_without(self._shown))
        if first:
            self.view.begin()
        else:
            self.view.refit()
        self._show_details()

    def _replay_or_not(self) -> None:
        if self.replay.running:
            self.replay.end()
        else:
            self.replay.start()

    def _replaying(self, running: bool) -> None:
        if not running:
            self.view.setFocus()
        self.bar.setVisible(running)
        self.controls.show_replaying(running)
        if running:
            self.bar.play.setFocus()
            self.view.read_at(_READABLE_REPLAY)
        else:
            self.view.read_at(READABLE)

    def _failed(self, error: Exception) -> None:
        self._problem.setText(str(error))
        self._problem.setFixedWidth(min(520, max(200, self.view.width() - 48)))
        self._problem.adjustSize()
        self._problem.move(24, 24)
        self._problem.show()

    def _settled(self) -> None:
        if not self.arranger.busy:
            self.ready.emit()

    def _show_details(self) -> None:
        self._subject = self._about_selected()
        if self._subject is not None:
            self.details.show_subject(self._subject, self._behind(), self.scene.selected is not None)
        self._show_or_hide_details()

    def _show_or_hide_details(self) -> None:
        beside = self.width() >= _ALWAYS_DETAILS
        shown = self._subject is not None and (beside or self.scene.selected is not None)
        self._row.setContentsMargins(0, 0, PANEL_WIDTH if shown and beside else 0, 0)
        self.details.setGeometry(self.width() - PANEL_WIDTH if beside else 0, 0, PANEL_WIDTH, self.height())
        self.details.setVisible(shown)
        self.details.raise_()

    def _about_selected(self) -> Subject | None:
        if self._shown is None or self._results.view is None:
            return None
        overlay, target = self.controls.shows_overlay, self.scene.selected
        if isinstance(target, str) and (node := self._node(target)) is not None:
            return about_node(node, self._shown, self._results.view.rows, overlay)
        if isinstance(target, tuple) and (edge := self._edge(target)) is not None:
            return about_edge(edge, self._shown, overlay)
        return about_map(self._shown, overlay)

    def _behind(self) -> Behind:
        """The deals behind what is selected."""
        analysis, view, target = self._results.analysis, self._results.view, self.scene.selected
        if analysis is None or view is None:
            return Behind()
        if isinstance(target, str) and (node := self._node(target)) is not None:
            return behind_node(node, analysis.log, view.mask)
        if isinstance(target, tuple) and (edge := self._edge(target)) is not None:
            source, goal = self._node(edge.source), self._node(edge.target)
            if source is not None and goal is not None:
                return behind_edge(edge, source, goal, analysis.log, view.mask)
        return Behind()

    def _node(self, key: str) -> MapNode | None:
        return next((node for node in self._shown.nodes if node.key == key), None) if self._shown else None

    def _edge(self, key: EdgeKey) -> MapEdge | None:
        edges = self._shown.edges if self._shown else ()
        return next((edge for edge in edges if (edge.source, edge.target) == key), None)

    def _activate(self, target: Target) -> None:
        self.select(target)
        self._show_deals()

    def _show_deals(self) -> None:
        if self._subject is None:
            return
        if self._subject.deviation is not None:
            self.deviation_chosen.emit(self._subject.deviation)
        elif self._subject.path is not None:
            self.path_chosen.emit(self._subject.path)
        else:
            self._show_visits()

    def _show_visits(self) -> None:
        if self._subject is not None and self._subject.visits:
            self.query_chosen.emit(self._subject.visits)
