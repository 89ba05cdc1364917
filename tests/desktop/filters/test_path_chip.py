"""Deals chosen by their path: by the lists, by a query, and what the bar says of both."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.filter_edits import FilterEdits
from models.case_filter import CaseFilter
from models.conformance import Status

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(a_window, project):
    return a_window(project)


def choose(box, words):
    """Choose an entry of a combo box, as a click in its list does."""
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def shown(window):
    return window.filter_bar.counts.text()


def test_that_the_lists_write_a_query_that_keeps_its_deals(qtbot, window):
    chip = window.filter_bar.path
    qtbot.mouseClick(chip, LEFT)
    assert chip.popup.isVisible()
    assert not chip.second.isVisible()
    choose(chip.kind, "go directly from")
    choose(chip.first, "Discovery")
    choose(chip.second, "Proposal")
    assert chip.edit.text() == "Discovery then Proposal"
    qtbot.waitUntil(lambda: chip.said.text() == "3 of the 8 deals shown match.")
    qtbot.mouseClick(chip.apply, LEFT)
    assert not chip.popup.isVisible()
    assert window.document.project.filter.queries == ("Discovery then Proposal",)
    assert window.document.undo_stack.undoText() == "Filter by path query"
    qtbot.waitUntil(lambda: shown(window) == "3 of 8 deals")
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: shown(window) == "8 deals")


@pytest.mark.parametrize(
    ("kind", "step", "query"),
    [
        ("contain", "Demo", "contains Demo"),
        ("start with", "Qualify", "starts with Qualify"),
        ("end with", "Won", "ends with Won"),
        ("skip", "Demo", "skips Demo"),
        ("go back to", "Demo", "goes back to Demo"),
    ],
)
def test_that_every_kind_of_sentence_is_a_query(window, kind, step, query):
    chip = window.filter_bar.path
    choose(chip.kind, kind)
    choose(chip.first, step)
    assert chip.edit.text() == query


def test_that_a_query_is_typed_with_the_keyboard_alone(qtbot, window):
    chip = window.filter_bar.path
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    qtbot.keyClicks(chip.edit, "skips De")
    qtbot.keyClick(chip.edit.list, Qt.Key.Key_Tab)
    assert chip.edit.text() == "skips Demo "
    qtbot.keyClick(chip.edit.list, Qt.Key.Key_Return)
    assert window.document.project.filter.queries == ("skips Demo",)
    qtbot.waitUntil(lambda: shown(window) == "3 of 8 deals")


def test_that_the_menu_opens_the_query_line(qtbot, window):
    window.actions_.filter_by_path.trigger()
    assert window.filter_bar.path.popup.isVisible()
    qtbot.keyClick(window.filter_bar.path.edit, Qt.Key.Key_Escape)
    assert not window.filter_bar.path.popup.isVisible()


def test_that_queries_add_up_and_each_is_a_chip(qtbot, window):
    bar = window.filter_bar
    for query in ("skips Demo", "contains Proposal", "skips Demo"):
        bar.path.asked.emit(query)
    assert window.document.project.filter.queries == ("skips Demo", "contains Proposal")
    assert [chip.text() for chip in bar._removable] == ["skips Demo", "contains Proposal"]
    qtbot.mouseClick(bar._removable[0], LEFT)
    assert window.document.project.filter.queries == ("contains Proposal",)


def test_that_a_query_that_cannot_be_asked_is_told_and_not_taken(qtbot, window):
    chip = window.filter_bar.path
    chip.open_popup()
    chip.edit.setText("skips Dmo")
    assert chip.said.text() == "No step is called “Dmo” here. Did you mean “Demo”?"
    assert not chip.apply.isEnabled()
    chip.edit.setText("skips Demo and")
    assert chip.said.text().startswith("The query is not complete")
    chip.popup.hide()


def test_that_a_saved_query_with_an_unknown_stage_keeps_no_deal_and_says_so(qtbot, a_window, project):
    window = a_window(replace(project, filter=CaseFilter(queries=("contains Demo", "skips Trial"))))
    chip = window.filter_bar._removable[0]
    assert shown(window) == "0 of 8 deals"
    assert (chip.text(), chip.property("active")) == ("skips Trial – cannot match", "problem")
    assert "No step is called “Trial” here." in chip.toolTip()


def test_that_departures_are_offered_only_with_a_process(a_window, project):
    bar = a_window(replace(project, process=None)).filter_bar
    kinds = [bar.path.kind.itemText(row) for row in range(bar.path.kind.count())]
    assert kinds == ["contain", "go directly from", "go at some time from", "start with", "end with"]
    assert [action.text() for action in bar.more.entries.actions() if action.isVisible()] == ["Duration"]


def test_that_other_screens_narrow_by_variants_their_statuses_and_queries(qtbot, window):
    edits = FilterEdits(window.document)
    edits.by_variants(frozenset({("Qualify", "Lost")}), frozenset())
    qtbot.waitUntil(lambda: shown(window) == "1 of 8 deals")
    edits.by_variants(frozenset(), frozenset({Status.PENDING}))
    qtbot.waitUntil(lambda: shown(window) == "1 of 8 deals")
    edits.clear()
    edits.by_query("skips Demo")
    edits.by_query("skips Demo")
    assert window.document.project.filter == CaseFilter(queries=("skips Demo",))
    edits.by_query(None)
    assert window.document.project.filter.is_empty
