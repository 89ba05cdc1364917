"""The line icons of resources/icons, tinted with a colour of the palette when they are loaded."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


def icon(name: str, colour: str) -> QIcon:
    """The icon of that file name (without `.svg`) drawn in one colour (#rrggbb), sharp up to 64 pixels."""
    found = QIcon()
    for size in (16, 18, 20, 24, 32, 40, 64):
        found.addPixmap(pixmap(name, colour, size))
    return found


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square picture of `size` pixels, for a screen with the given pixel ratio."""
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    draw_icon(painter, name, colour, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def draw_icon(painter: QPainter, name: str, colour: str, area: QRectF) -> None:
    """Draw the icon into a square area as lines, so that it stays lines in a file too."""
    _renderer(name, colour).render(painter, area)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name, colour)))


def _svg(name: str, colour: str) -> bytes:
    text = files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()
