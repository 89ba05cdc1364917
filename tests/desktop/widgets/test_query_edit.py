"""The query line, driven by keys in a language of its own: two fruits joined by `and`."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.query_edit import QueryEdit

KEY = Qt.Key


@dataclass(frozen=True)
class Offer:
    text: str
    start: int
    end: int
    hint: str = "fruit"


def complete(text, cursor):
    start = text.rfind(" ", 0, cursor) + 1
    typed = text[start:cursor]
    return [Offer(word, start, cursor) for word in ("apple", "apricot", "and") if word.startswith(typed)]


def check(text):
    return "" if set(text.split()) <= {"apple", "apricot", "and"} else f"“{text}” is no fruit."


@pytest.fixture
def edit(qtbot):
    made = QueryEdit(complete, check)
    qtbot.addWidget(made)
    made.show()
    return made


def offered(edit):
    model = edit.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())] if edit.list.isVisible() else []


def test_that_typing_offers_what_fits_and_tab_takes_the_first(qtbot, edit):
    qtbot.keyClicks(edit, "ap")
    assert offered(edit) == ["apple", "apricot"]
    qtbot.keyClick(edit.list, KEY.Key_Tab)
    assert edit.text() == "apple "
    assert offered(edit) == ["apple", "apricot", "and"]


def test_that_arrow_and_return_take_the_chosen_one_in_the_middle_of_a_line(qtbot, edit):
    edit.setText("a and apple")
    edit.setCursorPosition(1)
    qtbot.keyClick(edit, KEY.Key_Down)
    qtbot.keyClick(edit.list, KEY.Key_Down)
    qtbot.keyClick(edit.list, KEY.Key_Down)
    qtbot.keyClick(edit.list, KEY.Key_Return)
    assert (edit.text(), edit.cursorPosition()) == ("apricot and apple", 7)
    assert not edit.list.isVisible()


def test_that_a_click_takes_an_offer(qtbot, edit):
    qtbot.keyClicks(edit, "apr")
    index = edit.list.model().index(0, 0)
    place = edit.list.visualRect(index).center()
    qtbot.mouseClick(edit.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert edit.text() == "apricot "


def test_that_return_without_a_choice_enters_the_line(qtbot, edit):
    qtbot.keyClicks(edit, "apple")
    with qtbot.waitSignal(edit.entered) as entered:
        qtbot.keyClick(edit.list, KEY.Key_Return)
    assert entered.args == ["apple"]
    assert not edit.list.isVisible()


def test_that_a_line_with_a_problem_is_told_and_not_entered(qtbot, edit):
    said = []
    edit.checked.connect(lambda text: said.append((text, edit.problem)))
    qtbot.keyClicks(edit, "kiwi")
    assert offered(edit) == []
    assert said[-1] == ("kiwi", "“kiwi” is no fruit.")
    with qtbot.assertNotEmitted(edit.entered):
        qtbot.keyClick(edit, KEY.Key_Return)
    edit.clear()
    assert said[-1] == ("", "")
    with qtbot.assertNotEmitted(edit.entered):
        qtbot.keyClick(edit, KEY.Key_Return)


def test_that_escape_closes_the_offers_and_control_space_brings_them_back(qtbot, edit):
    qtbot.keyClicks(edit, "a")
    qtbot.keyClick(edit.list, KEY.Key_Escape)
    assert not edit.list.isVisible()
    qtbot.keyClick(edit, KEY.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert offered(edit) == ["apple", "apricot", "and"]
    assert edit.text() == "a"
