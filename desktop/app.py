"""Starts the application: a screen to draw on, one window, and a net for mistakes; pandas and pm4py stay out."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from platformdirs import user_log_path
from PySide6.QtCore import QCoreApplication, QObject, QSettings, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from desktop.appearance import Appearance
from desktop.document import Document
from desktop.error_dialog import CrashReporter
from desktop.icons import icon
from desktop.main_window import MainWindow
from desktop.qt_language import speak
from desktop.screen_makers import load_in_background as load_screens_in_background
from mining.compiled.loading import load_in_background
from models.errors import UserError
from models.project import Project
from resources.translation import tr

NO_SCREEN = tr(
    "There is no screen here to open a window on ({why}); use `lanekeeper check demo --json -` or "
    "`lanekeeper open demo --screenshot DIR` instead."
)


_UNTIL_LOADING = 300
"""Milliseconds after the window is there until the code of the other screens is loaded: once it is painted."""

_UNTIL_COMPILING = 1_500
"""Milliseconds after the window is there: by then the first answer is on its way, which matters more."""


def run(path: Path | None, demo: bool) -> int:
    """Open the window, on a project or an export or the demo, and return the exit code when it is closed.

    Raises UserError where there is no screen.
    """
    require_screen()
    application = make_application()
    reporter = CrashReporter(user_log_path("lanekeeper", appauthor=False))
    reporter.install()
    settings = user_settings()
    appearance = Appearance(application, settings)
    window = MainWindow(Document(Project("")), appearance, settings)
    interrupt = Interrupt(window)
    window.show()
    QTimer.singleShot(_UNTIL_LOADING, load_screens_in_background)
    QTimer.singleShot(_UNTIL_COMPILING, compile_in_background)
    if demo:
        window.opening.open_demo()
    elif path is not None:
        window.opening.open_paths([path])
    try:
        return application.exec()
    finally:
        interrupt.stop()
        window.stop()
        reporter.uninstall()


def compile_in_background() -> threading.Thread:
    """Compile the loops in a thread, and then search what is loaded for garbage no more.

    A search of all of it stops the window for a tenth of a second, and hardly any of it ever goes.
    """
    thread = threading.Thread(target=_compile, name="lanekeeper-loading", daemon=True)
    thread.start()
    return thread


def _compile() -> None:
    load_in_background().join()
    gc.freeze()


def screenshots(path_or_demo: Path | str, folder: Path) -> int:
    """Draw every screen of a project (or of "demo") into PNG files in `folder`, without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.screenshots import take

    return take(make_application(), path_or_demo, folder)


def make_application() -> QApplication:
    """The one application of this process, with its name and icon."""
    QCoreApplication.setApplicationName("Lanekeeper")
    QCoreApplication.setOrganizationName("Lanekeeper")
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    speak(application)
    application.setWindowIcon(icon("lanekeeper", ""))
    return application


def user_settings() -> QSettings:
    """Where the user's choices are kept."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Lanekeeper", "Lanekeeper")


def require_screen() -> None:
    """Raise UserError where Qt would abort for want of a screen (Linux only; elsewhere there is always one)."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not os.environ.get("DISPLAY"):
        raise UserError(NO_SCREEN.format(why=tr("neither DISPLAY nor WAYLAND_DISPLAY is set")))
    problem = _x11_problem()
    if problem:
        raise UserError(NO_SCREEN.format(why=problem))


def _x11_problem() -> str:
    """Why Qt could not draw on the X server, empty where it can."""
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return tr("Qt needs a library that is missing: {library}", library=str(error).split(":")[0])
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return (
        tr("the X server at DISPLAY={display} does not answer", display=os.environ["DISPLAY"])
        if failed
        else ""
    )


class Interrupt(QObject):
    """Ctrl+C in the terminal closes the window: wakes Qt's loop when Python has a signal to handle."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._reading.recv(64))
        self._before = signal.signal(signal.SIGINT, lambda *_: QApplication.quit())
        self._wakeup = signal.set_wakeup_fd(self._writing.fileno())

    def stop(self) -> None:
        """Give the signal back."""
        signal.set_wakeup_fd(self._wakeup)
        signal.signal(signal.SIGINT, self._before)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()
