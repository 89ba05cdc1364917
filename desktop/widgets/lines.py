"""Breaks a name into lines that fit a box, the last one cut where there is no room for all."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF


def lines_of(words: str, font: QFont, room: QSizeF) -> list[str]:
    """The text in lines no wider than the room, and no more of them than it is high."""
    metrics = QFontMetricsF(font)
    most = max(1, int((room.height() + 3) // (font.pixelSize() + 3)))
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room.width():
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()) for line in lines]
