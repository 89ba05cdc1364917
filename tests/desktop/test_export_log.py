"""The event log goes from the window into a file: the shown deals, with people's names only where the user says so."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.main_window import MainWindow
from models.case_filter import CaseFilter
from models.project import Project
from tests.builders import a_log
from tests.desktop.test_failures import is_one_sentence, said
from tests.mining.sources.reading import read


def _click(qtbot, window: MainWindow, label: str) -> None:
    buttons = window.exporting.question.buttons()
    qtbot.mouseClick(next(b for b in buttons if label in b.text()), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("label", "owners"), [("Stand-ins", {"Rep 1", "Rep 2"}), ("Real names", {"Ann", "Bob"})]
)
def test_that_the_user_is_asked_about_names_and_gets_what_was_clicked(
    qtbot, a_window, project, tmp_path, monkeypatch, label, owners
):
    window = a_window(project)
    chosen = str(tmp_path / "deals"), "XES (*.xes)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    window.actions_.export_log.trigger()
    assert "deals.xes" in window.exporting.question.text()
    with qtbot.waitSignal(window.exporting.exported, timeout=20_000):
        _click(qtbot, window, label.replace("S", "&S").replace("R", "&R"))
    assert window.exporting.question is None
    found = read(tmp_path / "deals.xes").log
    assert (found.n_cases, set(found.cases.owner.labels)) == (8, owners)
    assert window.problem is None


def test_that_stand_ins_are_what_the_enter_key_chooses_and_cancel_writes_nothing(
    qtbot, a_window, project, tmp_path
):
    window = a_window(project)
    window.exporting.ask_names(tmp_path / "deals.csv")
    assert window.exporting.question.defaultButton().text() == "&Stand-ins"
    qtbot.mouseClick(
        window.exporting.question.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton
    )
    qtbot.waitUntil(lambda: window.exporting.question is None)
    assert not window.jobs.busy
    assert not (tmp_path / "deals.csv").exists()


def test_that_only_the_shown_deals_are_exported(qtbot, a_window, project, tmp_path):
    window = a_window(replace(project, filter=CaseFilter(owners=frozenset({"Ann"}))))
    with qtbot.waitSignal(window.exporting.exported, timeout=20_000):
        window.exporting.export_log_to(tmp_path / "deals.parquet", real_names=True)
    found = read(tmp_path / "deals.parquet").log
    assert found.cases.ids == ("D1", "D2", "D7", "D8")
    assert found.trace(2) == ("Qualify", "Lost")


def test_that_nobody_is_asked_about_a_log_without_people(qtbot, a_window, tmp_path):
    window = a_window(Project("Bare", a_log("Qualify > Won")))
    with qtbot.waitSignal(window.exporting.exported, timeout=20_000):
        window.exporting.ask_names(tmp_path / "deals.csv")
    assert window.exporting.question is None


def test_that_what_the_file_cannot_hold_is_told_and_so_is_a_place_that_cannot_be_written(
    qtbot, a_window, tmp_path
):
    window = a_window(Project("Odd", a_log("Qual\x01ify > Won")))
    window.exporting.export_log_to(tmp_path / "deals.xes", real_names=True)
    assert "1 text with characters that XES cannot hold" in said(qtbot, window)
    for path in (tmp_path / "gone" / "deals.xes", tmp_path / "deals.doc"):
        window.exporting.export_log_to(path, real_names=True)
        assert is_one_sentence(said(qtbot, window))


def test_that_there_is_no_log_to_export_before_one_is_imported(a_window):
    window = a_window(Project(""))
    assert not window.actions_.export_log.isEnabled()
    window.exporting.export_log_to("anywhere.xes", real_names=True)
    assert not window.jobs.busy
