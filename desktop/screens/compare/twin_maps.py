"""The maps of both sides beside each other: moved, zoomed and pointed at together."""

from __future__ import annotations

from collections.abc import Sequence, Set

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.map.placed import PlacedGraph
from desktop.map.scene import MapScene, Target
from desktop.map.view import MapView
from desktop.theme import Palette
from resources.translation import tr


class TwinMaps(QWidget):
    """Two views of the same size whose maps have everything at the same places."""

    clicked = Signal(object)
    """The card or line that was clicked in either map, None for the background."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scenes = tuple(MapScene(palette, self) for _ in range(2))
        self.views = tuple(MapView(scene, palette) for scene in self.scenes)
        self._leading = self._pointing = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QFrame()
        line.setFixedWidth(1)
        self._line = line
        row.addWidget(self.views[0], 1)
        row.addWidget(line)
        row.addWidget(self.views[1], 1)
        self._connect()
        self.set_palette_colors(palette)

    @property
    def is_settled(self) -> bool:
        """Whether nothing moves or fades."""
        return all(scene.is_settled for scene in self.scenes)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._line.setStyleSheet(f"background: {palette.border};")
        for view in self.views:
            view.set_palette_colors(palette)

    def show_graphs(self, placed: Sequence[PlacedGraph], hidden: Sequence[Set[Target]], begin: bool) -> None:
        """Show both graphs, without the parts that a side does not have; `begin` shows them from their top."""
        for scene, graph, gone in zip(self.scenes, placed, hidden, strict=True):
            scene.show_graph(graph, animate=False)
            scene.hide_parts(gone)
            scene.finish()
        if begin:
            self.views[0].begin()
        else:
            self.views[0].refit()
        self._lead(0)

    def name(self, names: Sequence[str]) -> None:
        """Say whose maps they are, to whoever cannot see where they stand."""
        for view, name in zip(self.views, names, strict=True):
            view.setAccessibleName(tr("Process map of {name}", name=name))

    def select(self, target: Target) -> None:
        """Mark a card or a line in both maps, None for none."""
        for scene in self.scenes:
            scene.select(target)

    def fit(self) -> None:
        """Show the whole maps."""
        self.views[0].fit()
        self._lead(0)

    def zoom_by(self, factor: float) -> None:
        """Zoom both in or out around their middle."""
        self.views[0].zoom_by(factor)

    def _connect(self) -> None:
        for at, (scene, view) in enumerate(zip(self.scenes, self.views, strict=True)):
            view.zoomed.connect(lambda _, at=at: self._lead(at))
            for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
                bar.valueChanged.connect(lambda _, at=at: self._lead(at))
            scene.node_hovered.connect(lambda _, at=at: self._point(at))
            scene.edge_hovered.connect(lambda _, at=at: self._point(at))
            scene.node_clicked.connect(self.clicked.emit)
            scene.edge_clicked.connect(self.clicked.emit)
            view.background_clicked.connect(lambda: self.clicked.emit(None))

    def _lead(self, leader: int) -> None:
        """Let the other view show what this one does."""
        if self._leading:
            return
        self._leading = True
        self.views[1 - leader].look_as(self.views[leader])
        self._leading = False

    def _point(self, leader: int) -> None:
        """Point at the same in the other map."""
        if self._pointing:
            return
        self._pointing = True
        self.scenes[1 - leader].point_at(self.scenes[leader].hovered)
        self._pointing = False
