"""Moves and fades the items of a map from one state to the next, all of them with one clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

Step = Callable[[float], None]
"""Puts something at a fraction (0 to 1) of its way."""


class Morph(QObject):
    """Runs the steps of one change; a new change starts from wherever the old one is."""

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._after: Step | None = None
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._clock.valueChanged.connect(self._go)
        self._clock.finished.connect(self._arrive)

    @property
    def running(self) -> bool:
        """Whether something still moves."""
        return self._clock.state() is QVariantAnimation.State.Running

    def start(self, steps: Sequence[Step], milliseconds: int) -> None:
        """Run the steps; at once where the time is 0."""
        self._clock.stop()
        self._steps = tuple(steps)
        if milliseconds == 0 or not steps:
            self._arrive()
            return
        self._clock.setDuration(milliseconds)
        self._clock.start()

    def finish(self) -> None:
        """Jump to the end of what runs."""
        if self.running:
            self._clock.stop()
            self._arrive()

    def _go(self, fraction: float) -> None:
        for step in self._steps:
            step(fraction)

    def _arrive(self) -> None:
        steps, self._steps = self._steps, ()
        for step in steps:
            step(1.0)
        self.finished.emit()
