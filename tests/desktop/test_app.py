"""Starting up: what is loaded, what is said without a screen, and how mistakes are caught."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.app import require_screen
from desktop.error_dialog import CrashReporter
from models.errors import UserError

ROOT = Path(__file__).parents[2]
FIRST_WINDOW = """
import sys
from PySide6.QtCore import QSettings
from desktop.app import make_application
from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from models.project import Project
application = make_application()
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
window = MainWindow(Document(Project("")), Appearance(application, settings), settings)
window.show()
application.processEvents()
print(",".join(sorted(name for name in sys.modules if "." not in name)))
"""
HEAVY = {
    "pandas",
    "matplotlib",
    "holidays",
    "pm4py",
    "scipy",
    "statsmodels",
    "networkx",
    "pyarrow",
    "openpyxl",
    "wasmtime",
}


def test_that_the_first_window_loads_nothing_it_does_not_need(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW, str(tmp_path / "settings.ini")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
    )
    assert HEAVY & set(done.stdout.strip().split(",")) == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a screen")
def test_that_without_a_screen_one_sentence_says_what_to_do(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(UserError, match=r"There is no screen here .*lanekeeper check demo --json -"):
        require_screen()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a screen")
def test_that_a_screen_that_does_not_answer_is_told_before_qt_gives_up(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":397")
    with pytest.raises(UserError, match="There is no screen here"):
        require_screen()


@pytest.fixture
def reporter(qtbot, tmp_path):
    made = CrashReporter(tmp_path / "logs")
    made.install()
    yield made
    if made.dialog is not None:
        made.dialog.close()
    made.uninstall()


def _fail() -> None:
    raise ValueError("secret cell value")


def test_that_a_mistake_is_shown_once_and_logged_without_its_values(qtbot, reporter):
    for _ in range(3):
        try:
            _fail()
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert "ValueError in test_app.py" in reporter.dialog.text()
    reporter.dialog.close()
    qtbot.waitUntil(lambda: reporter.dialog is None)
    log = reporter.log.read_text()
    assert log.count("ValueError") == 3
    assert "_fail" in log
    assert "secret" not in log


def test_that_a_mistake_in_a_thread_reaches_the_same_dialog(qtbot, reporter):
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert "ValueError" in reporter.dialog.text()
