"""The scene of a map: shows a placed graph, moves to the next one, and says what is pointed at or clicked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Self

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneMouseEvent

from desktop.map.edge_item import EdgeItem
from desktop.map.graph import DrawnEdge, DrawnGraph, DrawnNode, EdgeKey
from desktop.map.item import MapItem
from desktop.map.label_item import LabelItem
from desktop.map.morph import Morph, Step
from desktop.map.node_item import NodeItem
from desktop.map.placed import PlacedGraph
from desktop.map.route import Route, routed
from desktop.map.transition import fading, moving, rerouting
from desktop.theme import Palette
from models.layout import Point

MOVE_MS = 300
FADE_MS = 130

Target = str | EdgeKey | None
"""A card by its key, a line by its ends, or nothing."""


class MapScene(QGraphicsScene):
    """Owns the items of a map. Cards are named by key, lines by (source, target)."""

    node_hovered = Signal(object)
    """The key of the card under the pointer or with the keyboard's ring, None when it leaves."""

    edge_hovered = Signal(object)
    """The line under the pointer, None when it leaves."""

    node_clicked = Signal(str)
    edge_clicked = Signal(object)
    node_activated = Signal(str)
    """A double click on a card."""

    edge_activated = Signal(object)
    """A double click on a line."""

    settled = Signal()
    """Nothing moves any more."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.placed = PlacedGraph()
        self.nodes: dict[str, NodeItem] = {}
        self.edges: dict[EdgeKey, EdgeItem] = {}
        self.labels: dict[EdgeKey, LabelItem] = {}
        self.selected: Target = None
        self.focused: Target = None
        self.hovered: Target = None
        self._leaving: list[MapItem] = []
        self._hidden: Set[Target] = frozenset()
        self._quiet = False
        self._morph = Morph(self)
        self._morph.finished.connect(self._arrived)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setBackgroundBrush(QBrush(QColor(palette.canvas)))

    @property
    def is_settled(self) -> bool:
        """Whether nothing moves or fades."""
        return not self._morph.running

    @property
    def graph(self) -> DrawnGraph:
        """What is shown."""
        return self.placed.graph

    @property
    def hidden(self) -> Set[Target]:
        """The cards and lines that are faded out."""
        return self._hidden

    def finish(self) -> None:
        """Jump to the end of every movement, for pictures."""
        self._morph.finish()

    def set_palette_colors(self, palette: Palette) -> None:
        """Repaint in the colours of another theme."""
        self._palette = palette
        self.setBackgroundBrush(QBrush(QColor(palette.canvas)))
        for item in self._items():
            item.set_palette_colors(palette)

    def show_graph(self, placed: PlacedGraph, animate: bool = True) -> None:
        """Show another graph: what stays moves to its new place, the rest fades in or out."""
        self._morph.finish()
        animate = animate and bool(self.nodes)
        self.placed = placed
        self._hidden = frozenset()
        self.hovered = None
        steps = [*self._renew_nodes(), *self._renew_edges(), *self._renew_labels()]
        self._forget_what_is_gone()
        self._mark()
        self._dim()
        self.setSceneRect(placed.area())
        self._morph.start([*steps, *self._fades()], MOVE_MS if animate else 0)

    def hide_parts(self, hidden: Set[Target]) -> None:
        """Fade out these cards and lines (and fade in all others) without moving anything."""
        self._hidden = frozenset(hidden)
        self._fade()

    def set_quiet(self, quiet: bool) -> None:
        """Fade out, or in again, the words that do not change while dots are on their way."""
        if quiet != self._quiet:
            self._quiet = quiet
            self._fade()

    def still(self, palette: Palette) -> Self:
        """The same graph with the same parts hidden, as a picture."""
        return self.at_rest(self.placed, palette, self._hidden)

    @classmethod
    def at_rest(cls, placed: PlacedGraph, palette: Palette, hidden: Set[Target] = frozenset()) -> Self:
        """A scene for pictures: at rest, nothing marked, and painted with vectors only."""
        made = cls(palette)
        made.show_graph(placed, animate=False)
        made.hide_parts(hidden)
        made.finish()
        for item in made._items():
            item.setCacheMode(MapItem.CacheMode.NoCache)
        return made

    def select(self, target: Target) -> None:
        """Mark a card or a line as the selected one, None for none."""
        self.selected = target
        self._mark()

    @property
    def focused_card(self) -> str | None:
        """The card that the ring is on, or the source of its line."""
        return self.focused[0] if isinstance(self.focused, tuple) else self.focused

    def focus(self, target: Target) -> None:
        """Put the ring of the keyboard on a card or a line; it counts as pointed at."""
        self.focused = target if target in self.nodes or target in self.edges else None
        self._mark()
        self.point_at(self.focused)

    def next_line(self, forwards: bool) -> EdgeKey | None:
        """The line after (or before) the focused one, among those that leave its card; None where there is none."""
        card = self.focused_card
        if card is None:
            return None
        lines = [ends for ends, item in self.edges.items() if ends[0] == card and not item.hidden]
        if isinstance(self.focused, str):
            return lines[0] if lines and forwards else None
        at = lines.index(self.focused) + (1 if forwards else -1) if self.focused in lines else -1
        return lines[at] if 0 <= at < len(lines) else None

    def click(self, target: Target) -> None:
        """Tell that a card or a line was clicked, by whatever means."""
        if isinstance(target, str):
            self.node_clicked.emit(target)
        elif target is not None:
            self.edge_clicked.emit(target)

    def point_at(self, target: Target) -> None:
        """Show a card or a line with everything connected, and dim the rest; None ends that."""
        if target == self.hovered:
            return
        before, self.hovered = self.hovered, target
        self._fade()
        if isinstance(before, str) or isinstance(target, str):
            self.node_hovered.emit(target if isinstance(target, str) else None)
        if isinstance(before, tuple) or isinstance(target, tuple):
            self.edge_hovered.emit(target if isinstance(target, tuple) else None)

    def target_at(self, place: QPointF) -> Target:
        """The card or line at a place of the scene."""
        for item in self.items(place):
            if item in self._leaving or (isinstance(item, MapItem) and item.hidden):
                continue
            if isinstance(item, NodeItem):
                return item.node.key
            if isinstance(item, EdgeItem | LabelItem):
                return item.edge.key
        return None

    def box_of(self, target: Target) -> QRectF:
        """Where a card or a line is, in the scene."""
        item = (
            self.nodes.get(target) if isinstance(target, str) else self.edges.get(target) if target else None
        )
        return item.sceneBoundingRect() if item is not None else QRectF()

    def new_card(self, node: DrawnNode, size: QSizeF) -> NodeItem:
        """The item of a card that was not there before."""
        return NodeItem(node, size, self._palette)

    def new_line(self, edge: DrawnEdge, route: Route) -> EdgeItem:
        """The item of a line that was not there before."""
        return EdgeItem(edge, route, self._palette)

    def route_of(self, path: Sequence[Point], edge: DrawnEdge) -> Route:
        """How a line is drawn along its way, where nobody made that ready."""
        return routed(path, edge.width)

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if event.buttons() is Qt.MouseButton.NoButton or not event.buttons():
            self.point_at(self.target_at(event.scenePos()))
        event.ignore()

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        self.click(self._pressed(event))

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        target = self._pressed(event)
        if isinstance(target, str):
            self.node_activated.emit(target)
        elif target is not None:
            self.edge_activated.emit(target)

    def _pressed(self, event: QGraphicsSceneMouseEvent) -> Target:
        """What a left click is on; a click on nothing is left to the view, which pans."""
        left = event.button() is Qt.MouseButton.LeftButton
        target = self.target_at(event.scenePos()) if left else None
        event.setAccepted(target is not None)
        return target

    def _renew_nodes(self) -> Iterator[Step]:
        for node in self.graph.nodes:
            place, size = self.placed.positions[node.key], self.placed.sizes[node.key]
            known = self.nodes.get(node.key)
            if known is None:
                known = self.nodes[node.key] = self.new_card(node, size)
                self._appear(known)
                known.setPos(*place)
            known.become(node, size)
            yield moving(known, place)

    def _renew_edges(self) -> Iterator[Step]:
        for edge in self.graph.edges:
            path = self.placed.paths.get(edge.key)
            if path is None:
                continue
            route = self.placed.routes.get(edge.key) or self.route_of(path, edge)
            known = self.edges.get(edge.key)
            if known is None:
                known = self.edges[edge.key] = self.new_line(edge, route)
                self._appear(known)
            known.become(edge)
            yield rerouting(known, route)

    def _renew_labels(self) -> Iterator[Step]:
        for edge in self.graph.edges:
            place = self.placed.labels.get(edge.key)
            if place is None:
                continue
            known = self.labels.get(edge.key)
            if known is None:
                known = self.labels[edge.key] = LabelItem(edge, self._palette)
                self._appear(known)
                known.setPos(*place)
            known.become(edge)
            yield moving(known, place)

    def _appear(self, item: MapItem) -> None:
        item.setOpacity(0.0)
        self.addItem(item)

    def _forget_what_is_gone(self) -> None:
        nodes = {node.key for node in self.graph.nodes}
        self._leaving += [self.nodes.pop(key) for key in [*self.nodes] if key not in nodes]
        self._leaving += [self.edges.pop(key) for key in [*self.edges] if key not in self.placed.paths]
        self._leaving += [self.labels.pop(key) for key in [*self.labels] if key not in self.placed.labels]
        if isinstance(self.selected, str) and self.selected not in self.nodes:
            self.selected = None
        if isinstance(self.selected, tuple) and self.selected not in self.edges:
            self.selected = None
        self.focused = self.focused if self.focused in self.nodes or self.focused in self.edges else None

    def _arrived(self) -> None:
        for item in self._leaving:
            self.removeItem(item)
        self._leaving.clear()
        self.settled.emit()

    def _mark(self) -> None:
        for key, node in self.nodes.items():
            node.set_selected(key == self.selected)
            node.set_focused(key == self.focused)
        for items in (self.edges, self.labels):
            for ends, item in items.items():
                item.set_selected(ends == self.selected)

    def _fade(self) -> None:
        self._morph.finish()
        self._dim()
        self._morph.start(self._fades(), FADE_MS)

    def _dim(self) -> None:
        """Decide what is dimmed and hidden; the fade then takes it there."""
        shown_nodes, shown_edges = self._connected()
        for key, node in self.nodes.items():
            node.hidden = key in self._hidden
            node.set_quiet(self._quiet)
            node.dimmed = shown_nodes is not None and key not in shown_nodes
        for items in (self.edges, self.labels):
            for ends, item in items.items():
                item.hidden = bool({ends, *ends} & self._hidden) or (self._quiet and items is self.labels)
                item.dimmed = shown_edges is not None and ends not in shown_edges

    def _connected(self) -> tuple[set[str] | None, set[EdgeKey] | None]:
        """The cards and lines that belong to what is pointed at; None where nothing is."""
        if self.hovered is None:
            return None, None
        if isinstance(self.hovered, tuple):
            return set(self.hovered), {self.hovered}
        lines = {ends for ends in self.edges if self.hovered in ends and not self.edges[ends].hidden}
        return {self.hovered, *(key for ends in lines for key in ends)}, lines

    def _fades(self) -> list[Step]:
        gone = [fading(item, 0.0) for item in self._leaving]
        return [fading(item, item.target_opacity) for item in self._items()] + gone

    def _items(self) -> Iterator[MapItem]:
        yield from self.nodes.values()
        yield from self.edges.values()
        yield from self.labels.values()
