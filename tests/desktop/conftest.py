"""A dressed application, small projects, and a window that is stopped when the test is over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.appearance import Appearance, dress, load_fonts
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.screens.import_wizard.dialog import ImportWizard
from desktop.theme import LIGHT
from models.import_summary import ImportSummary, Quarantined
from models.project import Project
from models.sales_process import End, SalesProcess, Stage
from tests.builders import a_log

PROCESS = SalesProcess(
    "Small",
    tuple(Stage(name, (name,)) for name in ("Qualify", "Discovery", "Demo", "Proposal")),
    (End("won", ("Won",)), End("lost", ("Lost",))),
    version="1",
)


@pytest.fixture(autouse=True)
def _dressed(request: pytest.FixtureRequest) -> None:
    """Every test of a window has the bundled font and the style sheet."""
    if "qtbot" in request.fixturenames:
        application: QApplication = request.getfixturevalue("qapp")
        load_fonts()
        if not application.styleSheet():
            dress(application, LIGHT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the offscreen platform cannot do (raise a window, grab the keyboard) is no fault of ours."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def project() -> Project:
    """Eight deals of two owners: three follow the process, three skip the demo, one is lost, one is open."""
    follows, skips = "Qualify > Discovery > Demo > Proposal > Won", "Qualify > Discovery > Proposal > Won"
    log = a_log(
        follows, follows, follows, skips, skips, skips, "Qualify > Lost", "Qualify > Discovery",
        owner=["Ann", "Ann", "Bob", "Bob", "Bob", "Bob", "Ann", "Ann"],
        team=["North"] * 4 + ["South"] * 4,
    )  # fmt: skip
    rows = (Quarantined("deals.csv", 7, "The date cannot be read"), Quarantined("deals.csv", 9, "No deal"))
    summary = ImportSummary("table", ("deals.csv",), 33, rows, ("Two rows have the same time.",))
    return Project("Acme", log, summary, PROCESS)


@pytest.fixture
def a_window(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Opens a window on a project and waits until it is analysed; stops it afterwards."""
    opened: list[MainWindow] = []

    def make(project: Project) -> MainWindow:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        settings.setValue("appearance", "light")
        window = MainWindow(Document(project), Appearance(application, settings), settings)
        window.opening.recipes = tmp_path / "recipes"
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
        return window

    before = sys.excepthook
    yield make
    sys.excepthook = before
    for window in opened:
        window.stop()
        window.document.undo_stack.setClean()
        window.hide()
        window.deleteLater()


@pytest.fixture
def wizard(qtbot: QtBot) -> Iterator[ImportWizard]:
    """An import wizard for a new project, on the screen."""
    opened = ImportWizard()
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    opened.jobs.stop()
