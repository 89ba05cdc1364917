"""The process editor of a window, driven with the mouse as a person does."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.main_window import MainWindow
from desktop.places import PROCESS_EDITOR
from desktop.screens.process_editor.chips import StageChip
from desktop.screens.process_editor.screen import ProcessEditorScreen
from desktop.screens.process_editor.stage_item import HANDLES
from models.sales_process import SalesProcess

LEFT = Qt.MouseButton.LeftButton


class Editor:
    """Knows where things are on the screen; every verb ends when all is checked again."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        window.go(PROCESS_EDITOR)
        screen = window.screen_at(PROCESS_EDITOR)
        assert isinstance(screen, ProcessEditorScreen)
        self.screen, self.view = screen, screen.view
        self.settle()

    @property
    def process(self) -> SalesProcess:
        found = self.window.document.project.process
        assert isinstance(found, SalesProcess)
        return found

    def settle(self) -> None:
        QApplication.processEvents()
        self.qtbot.waitUntil(
            lambda: not self.window.results.busy and not self.screen.live.busy, timeout=20_000
        )
        QApplication.processEvents()

    def on_scene(self, x: float, y: float) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def at(self, stage: str, aside: float = 0.0, down: float = 0.0) -> QPoint:
        """A point on the card of a stage, from its middle in shares of the card."""
        box = self.view.flow.drawing.stage(stage).box
        return self.on_scene(box.middle[0] + aside * box.width, box.middle[1] + down * box.height)

    def behind(self, stage: str) -> QPoint:
        """In the gap behind a stage."""
        return self.at(stage, aside=0.6)

    def before(self, stage: str) -> QPoint:
        """In the gap before a stage."""
        return self.at(stage, aside=-0.6)

    def under(self, stage: str) -> QPoint:
        """Below a card."""
        return self.at(stage, down=0.6)

    def end(self, name: str) -> QPoint:
        box = next(end for end in self.view.flow.drawing.ends if end.name == name).box
        return self.on_scene(*box.middle)

    def handle(self, stage: str, kind: str) -> QPoint:
        box = self.view.flow.drawing.stage(stage).box
        return self.on_scene(box.middle[0] + HANDLES[kind].x(), box.middle[1] + HANDLES[kind].y())

    def chip(self, label: str) -> StageChip:
        chips = [self.screen.chips.new, *self.screen.chips.chips]
        return next(chip for chip in chips if chip.step.label == label)

    def move(self, at: QPoint, over: QWidget | None = None, button: Qt.MouseButton = LEFT) -> None:
        """Move the mouse to a point of the canvas, with the button held down."""
        over = over or self.view.viewport()
        screen = QPointF(self.view.viewport().mapToGlobal(at))
        local = QPointF(over.mapFromGlobal(screen.toPoint()))
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QEvent.Type.MouseMove, local, screen, Qt.MouseButton.NoButton, button, none)
        QApplication.sendEvent(over, event)

    def hover(self, at: QPoint) -> None:
        self.move(at, button=Qt.MouseButton.NoButton)

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        self.settle()

    def carry(self, start: QPoint, to: QPoint) -> None:
        """Drag without letting go."""
        self.press(start)
        self.move(start + (to - start) / 2)
        self.move(to)

    def drag(self, start: QPoint, to: QPoint) -> None:
        self.carry(start, to)
        self.release(to)

    def drag_handle(self, stage: str, kind: str, to: QPoint) -> None:
        self.hover(self.at(stage))
        self.hover(self.handle(stage, kind))
        self.drag(self.handle(stage, kind), to)

    def drag_chip(self, label: str, to: QPoint) -> None:
        chip = self.chip(label)
        middle = chip.rect().center()
        QTest.mousePress(chip, LEFT, Qt.KeyboardModifier.NoModifier, middle)
        self.move(to + QPoint(-20, 0), over=chip)
        self.move(to, over=chip)
        QTest.mouseRelease(chip, LEFT, Qt.KeyboardModifier.NoModifier, chip.mapFromGlobal(self._global(to)))
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, modifier)
        self.settle()

    def _global(self, at: QPoint) -> QPoint:
        return self.view.viewport().mapToGlobal(at)
