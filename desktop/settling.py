"""Waits until what is on the screen is at rest, for pictures of it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from models.errors import UserError
from resources.translation import tr

_PATIENCE_S = 120


def settle(
    application: QApplication, widget: QWidget, size: tuple[int, int], ready: Callable[[], bool]
) -> None:
    """Give a window its size and wait until its layout and its contents are at rest."""
    widget.resize(*size)
    application.processEvents()
    wait_until(application, ready)
    application.processEvents()


def wait_until(application: QApplication, ready: Callable[[], bool]) -> None:
    """Handle events until `ready`; raises UserError where that takes minutes."""
    ticking = QTimer(interval=10)
    ticking.start()
    end = monotonic() + _PATIENCE_S
    while not ready():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if monotonic() > end:
            raise UserError(
                tr("The screens were not ready after two minutes; try it with a smaller project.")
            )
    ticking.stop()
