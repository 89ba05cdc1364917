"""A map as a picture to take away: the whole scene once more, in the light palette and as lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QGraphicsItem

from desktop.map.scene import MapScene
from desktop.take_away import Picture
from desktop.theme import LIGHT


def scene_picture(scene: MapScene) -> Picture:
    """What the scene shows, without what is selected or pointed at; it is made anew whenever it is painted."""
    placed, hidden = scene.placed, scene.hidden
    area = scene.sceneRect()

    def paint(painter: QPainter) -> None:
        fresh = MapScene(LIGHT)
        fresh.show_graph(placed, animate=False)
        fresh.hide_parts(hidden)
        fresh.finish()
        for item in fresh.items():
            item.setCacheMode(QGraphicsItem.CacheMode.NoCache)  # what is cached is drawn as a bitmap
        fresh.setBackgroundBrush(QBrush())
        fresh.render(painter, QRectF(QPointF(), area.size()), area)
        fresh.deleteLater()

    return Picture(area.size(), paint)
