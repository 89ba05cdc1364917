"""The view of a model: the map's view, which begins at the left end of what is too wide to be read as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.map.view import READABLE, MapView
from desktop.screens.models.graph import DrawnShape
from desktop.screens.models.scene import ModelScene
from desktop.theme import Palette
from resources.translation import tr

_BEGINNING = 0.85
"""How large the beginning of a model is shown that cannot be read as a whole."""


class ModelView(MapView):
    """Shows a `ModelScene`; keys and mouse do what they do on the process map."""

    def __init__(self, scene: ModelScene, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(scene, palette, parent)
        self.runs_down = False
        self.setAccessibleName(tr("Process model"))

    def _follow(self) -> None:
        """Show the whole model where it can be read, else its beginning."""
        box, space = self.map.sceneRect(), self.viewport().rect()
        if self._following != "top" or box.isEmpty() or space.isEmpty():
            super()._follow()
            return
        whole = min(space.width() / box.width(), space.height() / box.height())
        if whole >= READABLE:
            super()._follow()
            return
        zoom = _BEGINNING
        self._scale_to(zoom)
        if self.runs_down:
            self.centerOn(self._root(), box.top() + space.height() / 2 / zoom)
            return
        half = space.height() / 2 / zoom
        tall = box.height() / 2 > half
        y = min(max(self._main_line(), box.top() + half), box.bottom() - half) if tall else box.center().y()
        self.centerOn(box.left() + space.width() / 2 / zoom, y)

    def _root(self) -> float:
        """Where the root of a tree stands: its first shape."""
        first = next(iter(self.map.nodes.values()), None)
        return self.map.sceneRect().center().x() if first is None else first.pos().x()

    def _main_line(self) -> float:
        """The height at which the main way runs."""
        for item in self.map.nodes.values():
            node = item.node
            if isinstance(node, DrawnShape) and node.shape is not None and node.shape.main:
                return item.pos().y()
        return self.map.sceneRect().center().y()
