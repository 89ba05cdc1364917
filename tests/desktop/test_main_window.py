"""The main window, driven by clicks, shortcuts, drops and its questions."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox

from desktop.opening import Opening
from desktop.places import CONFORMANCE, DEAL, DEVIATIONS, OVERVIEW, PLACES, PROCESS_MAP
from mining.project_file import load, save
from models.case_filter import CaseFilter
from models.deviation import DeviationKey, DeviationType
from models.project import Project

SKIPPED_DEMO = DeviationKey(DeviationType.SKIPPED, "Demo")


def drop(window, path):
    """Drop a file on the window, as the desktop does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dragEnterEvent(QDragEnterEvent(QPointF(9, 9).toPoint(), *arguments))
    window.dropEvent(QDropEvent(QPointF(9, 9), *arguments))


def test_that_the_title_names_the_project_and_shows_changes(a_window, project):
    window = a_window(project)
    assert window.windowTitle() == "Acme[*] - Lanekeeper"
    assert not window.isWindowModified()
    window.show_deviation(SKIPPED_DEMO)
    assert window.isWindowModified()


def test_that_the_screens_are_reached_by_clicks_and_shortcuts(qtbot, a_window, project):
    window = a_window(project)
    for place in (DEVIATIONS, DEAL, OVERVIEW):
        qtbot.mouseClick(window.sidebar.buttons[place], Qt.MouseButton.LeftButton)
        assert window.stack.currentWidget() is window.screen_at(place)
    shortcuts = [action.shortcut().toString() for action in window.actions_.places]
    assert shortcuts == [place.shortcut for place in PLACES]
    window.actions_.places[DEVIATIONS].trigger()
    assert window.sidebar.buttons[DEVIATIONS].isChecked()


def test_that_the_process_at_the_foot_can_be_chosen_and_replaced_there(qtbot, a_window, project):
    window = a_window(project)
    foot = window.sidebar.foot
    assert foot.text() == "Small 1"
    qtbot.mouseClick(foot, Qt.MouseButton.LeftButton)
    assert window.actions_.process.isVisible()
    first, second = window.actions_.process.actions()[:2]
    assert (first, second) == (window.actions_.open_process, window.actions_.start_process)
    window.actions_.process.hide()
    window.actions_.templates.aboutToShow.emit()
    window.actions_.templates.actions()[0].trigger()
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.document.project.process.name != "Small"
    window.actions_.undo.trigger()
    window.actions_.remove_process.trigger()
    assert foot.text() == "None yet"
    assert "None yet" in foot.accessibleName()


def test_that_without_a_project_only_the_overview_can_be_reached(a_window):
    window = a_window(Project(""))
    assert [button.isEnabled() for button in window.sidebar.buttons] == [True, *[False] * (len(PLACES) - 1)]
    assert not window.filter_bar.isVisible()
    assert not window.actions_.save.isEnabled()


def test_that_choosing_a_deviation_filters_the_deals_and_goes_there(qtbot, a_window, project):
    window = a_window(project)
    button = window.screen_at(OVERVIEW).matters.rows[0]
    assert button.key == SKIPPED_DEMO
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.screen_at(DEVIATIONS)
    qtbot.waitUntil(lambda: window.filter_bar.counts.text() == "3 of 8 deals")


def test_that_the_map_is_laid_out_when_it_is_first_shown(qtbot, a_window, project):
    window = a_window(project)
    assert PROCESS_MAP not in window.screens
    window.go(PROCESS_MAP)
    qtbot.waitUntil(lambda: window.process_map.is_ready, timeout=20_000)
    window.process_map.path_chosen.emit(("Discovery", "Proposal"))
    qtbot.waitUntil(lambda: window.filter_bar.counts.text() == "3 of 8 deals")


def test_that_a_project_is_saved_and_opened_again(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    path = tmp_path / "acme 2026.lane"
    window.opening.save_to(path)
    qtbot.waitUntil(lambda: window.document.path == path)
    assert window.windowTitle() == "acme 2026[*] - Lanekeeper"
    assert load(path).log.n_cases == 8
    assert window.opening.recent == [path]
    other = a_window(Project(""))
    drop(other, path)
    qtbot.waitUntil(lambda: other.filter_bar.counts.text() == "8 deals", timeout=20_000)


def test_that_a_file_that_is_no_project_is_refused_in_one_sentence(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    path = tmp_path / "broken.lane"
    path.write_text("not a project")
    window.opening.open_paths([path])
    qtbot.waitUntil(lambda: window.problem is not None)
    assert "broken.lane" in window.problem.text()
    assert "\n" not in window.problem.text()
    assert window.problem.textFormat() == Qt.TextFormat.PlainText
    assert window.document.project is project
    window.problem.close()


def test_that_a_dropped_process_becomes_the_documented_one(qtbot, a_window, project, tmp_path):
    window = a_window(project)
    path = tmp_path / "mine.yaml"
    path.write_text(
        "format: lanekeeper.process/1\nprocess: {name: Mine}\n"
        "flow:\n  - {stage: Qualify, crm: [Qualify]}\n  - {stage: Discovery, crm: [Discovery]}\n"
        "end:\n  won: {crm: [Won]}\n  lost: {crm: [Lost], from: any}\n"
    )
    drop(window, path)
    qtbot.waitUntil(lambda: window.document.project.process.name == "Mine")
    assert window.document.undo_stack.undoText() == "Open the documented process"
    window.document.undo_stack.undo()
    assert window.document.project.process is project.process


@pytest.mark.parametrize(
    ("button", "closed", "saved"),
    [
        (QMessageBox.StandardButton.Cancel, False, False),
        (QMessageBox.StandardButton.Discard, True, False),
        (QMessageBox.StandardButton.Save, True, True),
    ],
)
def test_that_closing_asks_about_changes(qtbot, a_window, project, tmp_path, button, closed, saved):
    window = a_window(Project(""))
    path = tmp_path / "acme.lane"
    save(project, path)
    window.document.replace(load(path), path)
    window.show_deviation(SKIPPED_DEMO)
    window.close()
    assert window.isVisible()
    qtbot.mouseClick(window.opening.question.button(button), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.isVisible() is not closed)
    assert (load(path).filter.deviation == SKIPPED_DEMO) is saved


def test_that_a_long_job_is_shown_and_can_be_cancelled(qtbot, a_window, project):
    window, go = a_window(project), threading.Event()

    def work(report):
        while not go.wait(0.01):
            report(0.25, "Counting")

    window.jobs.run("Work", work, lambda _: None)
    assert not window.banner.isVisible()
    qtbot.waitUntil(window.banner.isVisible)
    qtbot.mouseClick(window.banner.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.banner.isVisible())
    assert not window.jobs.busy


def test_that_dark_reaches_every_screen_that_was_shown(qtbot, a_window, project):
    window = a_window(project)
    for place in (DEVIATIONS, DEAL):
        window.go(place)
    before = window.grab().toImage().pixelColor(5, window.height() - 200)
    window.actions_.appearance["dark"].trigger()
    after = window.grab().toImage().pixelColor(5, window.height() - 200)
    assert before.lightness() > 200
    assert after.lightness() < 60
    window.actions_.appearance["light"].trigger()


def test_that_every_button_has_an_accessible_name(a_window, project):
    window = a_window(project)
    for place in range(len(PLACES)):
        window.go(place)
    ours = [b for b in window.findChildren(QAbstractButton) if not isinstance(b.parent(), QLineEdit)]
    nameless = [b for b in ours if b.isVisible() and not (b.accessibleName() or b.text())]
    assert [type(button).__name__ for button in nameless] == []


def test_that_the_discovered_process_is_exported_by_the_ending_of_its_name(
    qtbot, a_window, project, tmp_path
):
    window = a_window(project)
    with qtbot.waitSignal(window.exporting.exported, timeout=20_000):
        window.exporting.export_model_to(tmp_path / "map.json")
    assert (tmp_path / "map.json").stat().st_size > 100


def test_that_recent_projects_that_are_gone_are_not_offered(a_window, settings, tmp_path):
    settings.setValue("recent", [str(tmp_path / "gone.lane")])
    opening: Opening = a_window(Project("")).opening
    assert opening.recent == []


def test_that_a_screen_out_of_sight_is_filled_when_it_is_gone_to(a_window, project, qtbot):
    window = a_window(project)
    window.go(DEVIATIONS)
    window.go(PROCESS_MAP)
    before = window.deviations.summary.text()
    ann = replace(project, filter=CaseFilter(owners=frozenset({"Ann"})))
    with qtbot.waitSignal(window.results.changed):
        window.document.edit("Filter by owner", ann)
    assert window.deviations.summary.text() == before
    window.go(DEVIATIONS)
    assert window.deviations.summary.text() != before


def test_that_a_screen_that_is_new_shows_no_button_as_if_it_were_chosen(a_window, project):
    window = a_window(project)
    window.deviations.table.setFocus()
    window.go(DEVIATIONS)
    window.go(CONFORMANCE)
    assert not isinstance(window.focusWidget(), QAbstractButton)
