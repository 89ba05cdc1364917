"""The scene of a model: the map's scene with shapes for cards and flows for lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSizeF

from desktop.map.edge_item import EdgeItem
from desktop.map.graph import DrawnEdge, DrawnNode
from desktop.map.node_item import NodeItem
from desktop.map.route import Route, routed
from desktop.map.scene import MapScene
from desktop.screens.models.flow_item import FlowItem
from desktop.screens.models.graph import DrawnShape
from desktop.screens.models.shape_item import ShapeItem
from mining.layout.curves import outline
from models.layout import Point


class ModelScene(MapScene):
    """Shows placed graphs of `DrawnShape` and `DrawnFlow`."""

    def new_card(self, node: DrawnNode, size: QSizeF) -> NodeItem:
        assert isinstance(node, DrawnShape)
        return ShapeItem(node, size, self._palette)

    def new_line(self, edge: DrawnEdge, route: Route) -> EdgeItem:
        return FlowItem(edge, route, self._palette)

    def route_of(self, path: Sequence[Point], edge: DrawnEdge) -> Route:
        return routed(path, edge.width, outline(path))
