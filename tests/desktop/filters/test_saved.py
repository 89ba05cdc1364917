"""Filters under names: saved, applied, renamed, deleted, each one step to undo, and back from the file."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mining.project_file import load, save
from models.case_filter import CaseFilter
from models.saved_filter import SavedFilter

LEFT = Qt.MouseButton.LeftButton
ANN = CaseFilter(owners=frozenset({"Ann"}))
BOB = CaseFilter(owners=frozenset({"Bob"}))


@pytest.fixture
def window(a_window, project):
    return a_window(replace(project, filter=ANN))


def saved(window):
    return [(one.name, one.filter) for one in window.document.project.saved_filters]


def save_as(qtbot, window, name):
    chip = window.filter_bar.saved
    qtbot.mouseClick(chip, LEFT)
    qtbot.keyClicks(chip.name, name)
    qtbot.mouseClick(chip.save, LEFT)
    assert not chip.popup.isVisible()


def test_that_a_filter_is_saved_applied_and_shown_by_its_name(qtbot, window):
    chip = window.filter_bar.saved
    save_as(qtbot, window, "  Ann's   deals ")
    assert saved(window) == [("Ann's deals", ANN)]
    assert (chip.text(), chip.property("active")) == ("Saved: Ann's deals", "true")
    qtbot.mouseClick(window.filter_bar.clear_button, LEFT)
    assert (chip.text(), chip.property("active")) == ("Saved", "false")
    qtbot.mouseClick(chip, LEFT)
    qtbot.mouseClick(chip.buttons["Ann's deals"][0], LEFT)
    assert window.document.project.filter == ANN
    assert window.document.undo_stack.undoText() == "Apply a saved filter"
    qtbot.waitUntil(lambda: window.filter_bar.counts.text() == "4 of 8 deals")


def test_that_saving_under_a_name_again_replaces_it_and_says_so(qtbot, window):
    chip = window.filter_bar.saved
    save_as(qtbot, window, "Mine")
    save_as(qtbot, window, "Other")
    window.document.edit("Filter", replace(window.document.project, filter=BOB))
    qtbot.mouseClick(chip, LEFT)
    qtbot.keyClicks(chip.name, "Mine")
    assert chip.hint.text() == "Replaces “Mine”."
    qtbot.keyClick(chip.name, Qt.Key.Key_Return)
    assert saved(window) == [("Mine", BOB), ("Other", ANN)]


def test_that_a_saved_filter_is_renamed_but_not_to_a_taken_name(qtbot, window):
    chip = window.filter_bar.saved
    save_as(qtbot, window, "Mine")
    save_as(qtbot, window, "Other")
    qtbot.mouseClick(chip, LEFT)
    qtbot.mouseClick(chip.buttons["Mine"][1], LEFT)
    assert (chip.name.text(), chip.save.text()) == ("Mine", "Rename")
    chip.name.setText("Other")
    assert not chip.save.isEnabled()
    assert chip.hint.text() == "“Other” is taken already."
    chip.name.setText("Ann")
    qtbot.mouseClick(chip.save, LEFT)
    assert saved(window) == [("Ann", ANN), ("Other", ANN)]
    window.actions_.undo.trigger()
    assert saved(window) == [("Mine", ANN), ("Other", ANN)]


def test_that_a_saved_filter_is_deleted_and_undo_brings_it_back(qtbot, window):
    chip = window.filter_bar.saved
    save_as(qtbot, window, "Mine")
    qtbot.mouseClick(chip, LEFT)
    qtbot.mouseClick(chip.buttons["Mine"][2], LEFT)
    assert saved(window) == []
    assert chip.none.isVisible()
    assert window.document.project.filter == ANN
    chip.popup.hide()
    window.actions_.undo.trigger()
    assert saved(window) == [("Mine", ANN)]
    window.actions_.undo.trigger()
    assert saved(window) == []


def test_that_there_is_nothing_to_save_where_nothing_is_narrowed(qtbot, a_window, project):
    chip = a_window(project).filter_bar.saved
    qtbot.mouseClick(chip, LEFT)
    assert not chip.name.isEnabled()
    assert not chip.save.isEnabled()
    assert chip.hint.text() == "Narrow the deals first; then the filter can be saved here."
    chip.popup.hide()


def test_that_saved_filters_come_back_from_the_file(qtbot, window, tmp_path):
    save_as(qtbot, window, "Mine")
    save(window.document.project, tmp_path / "p.lane")
    assert load(tmp_path / "p.lane").saved_filters == (SavedFilter("Mine", ANN),)
