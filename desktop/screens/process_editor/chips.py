"""The strip above the canvas: a new stage and the steps that deals take beside the process, to be dragged into it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.screens.process_editor.offers import LoggedStep
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.text import button_text, set_tip, text
from mining.number_format import number, plural
from resources.translation import tr

_APART = 5
_MOST, _FEW, _NARROW = 8, 3, 640
"""So many chips are there at most, and so many where the strip is narrower than this."""
NEW = LoggedStep("", 0)
"""The chip of a stage that no deal has."""


class StageChip(QPushButton):
    """Can be dragged out of the strip, or pressed to add its stage behind what is selected."""

    begun = Signal(object, QPoint)
    """A drag of the step begins; where the mouse is on the screen."""

    moved = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, step: LoggedStep, parent: QWidget | None = None) -> None:
        words = f"{step.label}  {number(step.deals)}" if step != NEW else tr("+ New stage")
        super().__init__(button_text(words), parent)
        self.step = step
        self._pressed: QPoint | None = None
        self._is_dragging = False
        self.setProperty("kind", "chip")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        where = tr("Drag it to where it belongs, or press it to add it behind what is selected.")
        if step == NEW:
            set_tip(self, where)
            self.setAccessibleName(tr("New stage"))
        else:
            deals = plural(step.deals, "deal")
            set_tip(
                self,
                tr(
                    "{deals} came to {label}, which the process does not name. {where}",
                    deals=deals,
                    label=step.label,
                    where=where,
                ),
            )
            self.setAccessibleName(tr("{label}, {deals}, not in the process", label=step.label, deals=deals))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._pressed is None:
            return
        if not self._is_dragging and (at - self._pressed).manhattanLength() > _APART:
            self._is_dragging = True
            self.begun.emit(self.step, at)
        elif self._is_dragging:
            self.moved.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, self._is_dragging, self._pressed = self._is_dragging, False, None
        if was_dragging:
            self.setDown(False)
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)


class ChipStrip(QFrame):
    """Shows the chips and hands on what becomes of them; `add` makes room for what stands at the right."""

    begun = Signal(object, QPoint)
    moved = Signal(QPoint)
    dropped = Signal(QPoint)

    chosen = Signal(object)
    """A `LoggedStep` that is to be added behind what is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.chips: list[StageChip] = []
        self._shown: tuple[tuple[LoggedStep, ...], int] | None = None
        self._is_filling = False
        self._caption = text(tr("Not in the process:"), "small")
        self._caption.setFixedHeight(30)
        self._more = QPushButton()
        self._more.setProperty("kind", "chip")
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self.new = self._chip(NEW)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.new)
        self._row.addStretch(1)
        self._offers = QWidget()
        self._place = FlowLayout(6, self._offers)
        self._place.addWidget(self._caption)
        self._place.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(self._row)
        column.addWidget(self._offers)
        self.show_steps(())

    def add(self, widget: QWidget) -> None:
        """Put something at the right."""
        self._row.addWidget(widget)

    def show_steps(self, steps: Sequence[LoggedStep]) -> None:
        """Offer these steps, the first few as chips and the others in a menu."""
        wanted = (tuple(steps), _FEW if self.width() < _NARROW else _MOST)
        if wanted == self._shown or self._is_filling:
            return
        self._is_filling, self._shown = True, wanted
        self._fill(*wanted)
        self._is_filling = False
        self.show_steps(steps)  # with the chips the strip may have become narrower or wider

    def _fill(self, steps: tuple[LoggedStep, ...], most: int) -> None:
        for chip in self.chips:
            self._place.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(step) for step in steps[:most]]
        self._place.removeWidget(self._more)
        for chip in self.chips:
            self._place.addWidget(chip)
            chip.show()
        self._place.addWidget(self._more)
        self._offers.setVisible(bool(steps))
        self._list_rest(steps[most:])
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_steps(self._shown[0] if self._shown else ())

    def _list_rest(self, steps: Sequence[LoggedStep]) -> None:
        self._menu.clear()
        for step in steps:
            words = button_text(f"{step.label}  {number(step.deals)}", 60)
            self._menu.addAction(words).triggered.connect(partial(self._choose, step))
        self._more.setText(tr("{steps} more", steps=len(steps)))
        self._more.setAccessibleName(tr("{steps} more steps that are not in the process", steps=len(steps)))
        self._more.setVisible(bool(steps))

    def _chip(self, step: LoggedStep) -> StageChip:
        chip = StageChip(step, self)
        chip.begun.connect(self.begun)
        chip.moved.connect(self.moved)
        chip.dropped.connect(self.dropped)
        chip.clicked.connect(partial(self._choose, step))
        return chip

    def _choose(self, step: LoggedStep, *_: object) -> None:
        self.chosen.emit(step)
