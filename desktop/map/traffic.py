"""Dots on the lines of a map, and what its cards say meanwhile: painted over it in one go, one moment at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter

from desktop.map.dots import Dots
from desktop.map.graph import EdgeKey
from desktop.map.node_item import Caption
from desktop.map.placed import PlacedGraph
from desktop.map.scene import MapScene
from desktop.theme import Palette
from mining.layout.curves import sampled

SAMPLES = 96
"""So many points of every line are known; between them a dot goes straight."""

_SIZE, _SMALLEST, _LARGEST = 9.5, 5.5, 11.0


@dataclass(frozen=True, eq=False)
class Frame:
    """One moment: for every dot its line (an index into the lines of the traffic), its group and its way (0 to 1).

    `captions` are what the cards say, by key.
    """

    line: NDArray[np.int32]
    group: NDArray[np.int16]
    way: NDArray[np.float64]
    captions: Mapping[str, Caption] = field(default_factory=dict)


class Traffic:
    """Paints frames over a scene; dots on lines that the scene does not show are left out."""

    def __init__(self, scene: MapScene, palette: Palette) -> None:
        self._scene, self._palette = scene, palette
        self._lines: tuple[EdgeKey, ...] = ()
        self._colors: tuple[QColor, ...] = ()
        self._dots: tuple[tuple[int, float], Dots] | None = None
        self._table: tuple[PlacedGraph, NDArray[np.float64]] | None = None
        self.frame: Frame | None = None

    def set_lines(self, lines: Sequence[EdgeKey]) -> None:
        """Name the lines that frames speak of."""
        self._lines, self._table = tuple(lines), None

    def set_colors(self, colors: Sequence[str]) -> None:
        """The colour of every group."""
        self._colors, self._dots = tuple(QColor(color) for color in colors), None

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme; those of the groups are set anew by whoever set them."""
        self._palette, self._dots = palette, None

    def unseen(self, frame: Frame) -> int:
        """How many dots of a frame are on lines that are not shown."""
        return int((~self._shown()[frame.line]).sum()) if len(self._lines) else len(frame.line)

    def paint(self, painter: QPainter, size: QSize, ratio: float) -> None:
        """Paint the frame; the painter is in the coordinates of the scene, `size` is that of what it paints on."""
        if self.frame is None:
            return
        for key, caption in self.frame.captions.items():
            item = self._scene.nodes.get(key)
            if item is not None:
                item.paint_caption(painter, caption, self._colors)
        if len(self.frame.line) and len(self._lines) and self._colors:
            self._paint_dots(painter, self.frame, size, ratio)

    def _paint_dots(self, painter: QPainter, frame: Frame, size: QSize, ratio: float) -> None:
        seen = np.flatnonzero(self._shown()[frame.line])
        if not len(seen):
            return
        line, group, way = frame.line[seen], frame.group[seen].astype(np.int64), frame.way[seen]
        places = self._places(line, way)
        to = painter.worldTransform()
        x, y = places[:, 0] * to.m11() + to.dx(), places[:, 1] * to.m22() + to.dy()
        dots = self._sprites(to.m11(), ratio)
        picture, top, bottom = dots.stamp(size, x, y, group, self._faded()[line])
        if bottom > top:
            painter.save()
            painter.resetTransform()
            part = QRectF(0, top, picture.width(), bottom - top)
            painter.drawImage(QPointF(-dots.margin / ratio, (top - dots.margin) / ratio), picture, part)
            painter.restore()

    def _places(self, line: NDArray[np.int32], way: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where dots are in the scene, a row of x and y each."""
        table = self._routes()
        along = way * (table.shape[1] - 1)
        before = np.minimum(along.astype(np.int64), table.shape[1] - 2)
        rest = (along - before)[:, None]
        return np.asarray(table[line, before] * (1 - rest) + table[line, before + 1] * rest)

    def _routes(self) -> NDArray[np.float64]:
        """Points of every line at equal distances; while lines move, where they are now."""
        scene = self._scene
        if not scene.is_settled:
            self._table = None
            known = next(iter(scene.edges.values())).points
            nowhere = np.zeros_like(known)
            return np.stack(
                [scene.edges[key].points if key in scene.edges else nowhere for key in self._lines]
            )
        if self._table is None or self._table[0] is not scene.placed:
            paths = scene.placed.paths
            nowhere = np.zeros((SAMPLES, 2))
            points = [sampled(paths[key], SAMPLES) if key in paths else nowhere for key in self._lines]
            self._table = scene.placed, np.stack(points)
        return self._table[1]

    def _shown(self) -> NDArray[np.bool_]:
        edges = self._scene.edges
        return np.array([key in edges and not edges[key].hidden for key in self._lines], dtype=bool)

    def _faded(self) -> NDArray[np.int64]:
        edges = self._scene.edges
        return np.array([key in edges and edges[key].dimmed for key in self._lines], dtype=np.int64)

    def _sprites(self, zoom: float, ratio: float) -> Dots:
        """Dots grow with the map, but less than it does; sizes are rounded, so that a zoom makes few of them."""
        size = round(2 * min(max(_SIZE * zoom**0.6, _SMALLEST), _LARGEST))
        if self._dots is None or self._dots[0] != (size, ratio):
            made = Dots(size / 2, ratio, self._colors, QColor(self._palette.canvas))
            self._dots = (size, ratio), made
        return self._dots[1]
