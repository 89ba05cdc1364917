"""The buttons that zoom a canvas: for those who have no wheel, and to find back to the whole."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.screens.time.canvas import Canvas
from desktop.widgets.text import set_tip
from resources.translation import tr

_FACTOR = 0.6


class ZoomButtons(QWidget):
    """Closer, farther, everything."""

    def __init__(self, canvas: Canvas, with_rows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.closer, self.farther, self.whole = (
            QPushButton("+"),
            QPushButton("\u2212"),
            QPushButton(tr("Show all")),
        )
        rows = " " + tr("Ctrl and the wheel zoom in rows.") if with_rows else ""
        for button, name, tip, verb in (
            (
                self.closer,
                tr("Zoom in"),
                tr("Zoom in (plus, or the wheel).") + rows,
                partial(canvas.zoom, _FACTOR),
            ),
            (
                self.farther,
                tr("Zoom out"),
                tr("Zoom out (minus, or the wheel).") + rows,
                partial(canvas.zoom, 1 / _FACTOR),
            ),
            (self.whole, tr("Show everything"), tr("Show everything (Home)"), canvas.show_all),
        ):
            button.setProperty("kind", "chip")
            button.setAccessibleName(name)
            set_tip(button, tip)
            button.clicked.connect(partial(_call, verb))
            row.addWidget(button)


def _call(verb: object, *_: object) -> None:
    assert callable(verb)
    verb()
