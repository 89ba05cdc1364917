"""Pictures of the trainer's window: a deal step by step, and an exercise that was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication, QWidget

from desktop.places import TRAINER
from desktop.settling import settle, wait_until

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.screens.trainer.screen import TrainerScreen

TRAINING = {1: "training-steps", 2: "training-exercise"}
"""The parts of the window that are drawn, and their pictures: the replay moves, the hand-out is a form."""
_SHOWN = 7
"""So many steps of the deal are uncovered."""


def training_pictures(
    application: QApplication, window: MainWindow, sizes: Sequence[tuple[int, int]], scratch: Path
) -> Iterator[tuple[str, QWidget]]:
    """The window of a session with everybody's deals, by name, once for every part and size.

    Answers are kept in `scratch` instead of the user's folder.
    """
    screen = cast("TrainerScreen", window.screen_at(TRAINER))
    screen.folder = scratch
    wait_until(application, lambda: screen.is_ready)
    screen.start()
    opened = screen.window_
    if opened is None or opened.steps is None or opened.exercises is None:
        return
    opened.showNormal()
    wait_until(application, lambda: opened.is_ready)
    for _ in range(_SHOWN):
        opened.steps.forward()
    opened.exercises.choose(min(opened.exercises.exercise.right))
    for part, name in TRAINING.items():
        opened.go(part)
        for size in sizes:
            settle(application, opened, size, lambda: opened.is_ready)
            yield name, opened
    screen.stop()
