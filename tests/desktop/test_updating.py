"""A newer export joins the open project: what will change is shown first, and one undo takes it back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.screens.import_wizard.dialog import FILES, SUMMARY, ImportWizard
from mining.opening import project_of
from mining.sources.source import ImportOptions
from models.progress import silent
from models.project import Project
from tests.desktop.wizard import SALES, choose, click_next


@pytest.fixture
def sales(tmp_path: Path) -> Project:
    path = tmp_path / "sales.csv"
    path.write_text(SALES)
    return project_of([path], ImportOptions(timezone="Asia/Tokyo"), silent)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = tmp_path / "newer.csv"
    path.write_text(
        SALES + "3,Angebot,2026-02-01 10:00,Bob,50,EUR,New\n4,Coffee,2026-06-01 10:00,Eve,1,EUR,New\n"
    )
    return path


@pytest.fixture
def wizard(qtbot: QtBot, sales: Project) -> Iterator[ImportWizard]:
    opened = ImportWizard(project=sales)
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    opened.jobs.stop()


def test_that_an_update_shows_what_will_change_before_it_is_done(
    qtbot: QtBot, wizard: ImportWizard, newer: Path, sales: Project
) -> None:
    made: list[Project] = []
    wizard.imported.connect(made.append)
    choose(qtbot, wizard, newer)
    assert wizard.files.recipe.in_use == sales.recipe
    click_next(qtbot, wizard, 2)
    assert wizard.step == SUMMARY
    assert wizard.next_button.text() == "Update"
    assert wizard.summary._update_card.isVisible()
    lines = [label.text() for label in wizard.summary._update_card.findChildren(QLabel)][1:]
    assert lines == ["1 new deal, 1 changed, 2 unchanged; 2 new events."]
    assert made == []
    click_next(qtbot, wizard)
    assert made[0].log is not None
    assert made[0].log.n_cases == 4
    assert made[0].recipe == sales.recipe


def test_that_an_export_of_another_crm_is_refused_where_the_user_is(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("case_id,activity,timestamp\nx,A,2026-01-05 10:00\nx,B,2026-01-06 10:00\n")
    choose(qtbot, wizard, other)
    click_next(qtbot, wizard, 2)
    assert wizard.step < SUMMARY
    assert "no deal in common" in wizard.problem.text()


def test_that_an_update_is_one_step_to_undo(
    qtbot: QtBot, a_window: Callable[[Project], MainWindow], sales: Project, newer: Path
) -> None:
    window = a_window(sales)
    assert window.actions_.update.isEnabled()
    window.actions_.update.trigger()
    wizard = next(child for child in window.findChildren(ImportWizard))
    assert wizard.step == FILES
    choose(qtbot, wizard, newer)
    click_next(qtbot, wizard, 3)
    log = window.document.project.log
    assert log is not None
    assert log.n_cases == 4
    assert window.document.undo_stack.undoText() == "Update from a newer export"
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
    window.document.undo_stack.undo()
    assert window.document.project is sales
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)


def test_that_there_is_nothing_to_update_without_a_project(a_window: Callable[[Project], MainWindow]) -> None:
    assert not a_window(Project("")).actions_.update.isEnabled()
