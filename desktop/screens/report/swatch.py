"""A colour to choose, as a dot; the chosen one has a ring around it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.widgets.text import set_tip
from resources.translation import tr


class Swatch(QAbstractButton):
    """Checked where it is the chosen one; a dashed ring shows the focus."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = colour
        self.setCheckable(True)
        self.setFixedSize(28, 28)
        self.setAccessibleName(tr("Colour {code}", code=colour))
        set_tip(self, colour)

    def sizeHint(self) -> QSize:
        return QSize(28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked() or self.hasFocus():
            pen = QPen(QColor(self.colour) if self.isChecked() else self.palette().text().color(), 2)
            if not self.isChecked():
                pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.drawEllipse(whole)
        painter.setPen(QPen(self.palette().mid().color(), 0))
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(whole.adjusted(4, 4, -4, -4))
        painter.end()

    def nextCheckState(self) -> None:
        """A click says which colour is wanted; which one is checked is shown once it is the report's."""
