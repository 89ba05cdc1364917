"""Lines and chips that are typed into: what is told, when, and what stays while something else is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import LIGHT
from desktop.widgets.calm_boxes import CalmComboBox
from desktop.widgets.chips_edit import ChipsEdit, Offer
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.offered_edit import OfferedEdit


def shown(qtbot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(page)
    page.resize(300, 300)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_that_a_text_is_told_once_when_it_is_entered_or_left(qtbot) -> None:
    line, other = CommitEdit("Name"), CommitEdit("Other")
    page = shown(qtbot, line, other)
    told: list[str] = []
    line.committed.connect(told.append)
    line.show_text("A")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "  b")
    assert told == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    other.setFocus()
    assert told == ["A b"]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "C")
    other.setFocus()
    assert told == ["A b", "C"]
    page.close()


def test_that_what_is_typed_stays_and_the_rest_follows(qtbot) -> None:
    line = CommitEdit("Name")
    page = shown(qtbot, line)
    line.show_text("Alpha")
    line.setFocus()
    line.setCursorPosition(2)
    line.show_text("Alphabet")
    assert (line.text(), line.cursorPosition()) == ("Alphabet", 2)
    QTest.keyClicks(line, "x")
    line.show_text("Beta")
    assert line.text() == "Alxphabet"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Beta"
    page.close()


def test_that_an_offer_is_the_whole_text(qtbot) -> None:
    line = OfferedEdit("Event")
    page = shown(qtbot, line)
    told: list[str] = []
    line.committed.connect(told.append)
    line.offer_these([Offer("Demo", "stage"), Offer("Product demo"), Offer("Call")])
    line.show_text("Old text")
    line.setFocus()
    line.offer()
    assert [one.text for one in line._offers] == ["Demo", "Product demo", "Call"]
    line.selectAll()
    QTest.keyClicks(line, "demo")
    assert [one.text for one in line._offers] == ["Demo", "Product demo"]
    QTest.keyClick(line.list, Qt.Key.Key_Down)
    QTest.keyClick(line.list, Qt.Key.Key_Return)
    assert line.text() == "Demo"
    assert told == ["Demo"]
    page.close()


def test_that_chips_keep_the_focus_near_what_was_removed(qtbot) -> None:
    chips = ChipsEdit("labels", "Add", LIGHT.muted)
    page = shown(qtbot, chips)
    values = ["A", "B", "C"]
    chips.show_values(values)
    chips.removed.connect(lambda gone: (values.remove(gone), chips.show_values(values)))
    for left in (["A", "C"], ["A"], []):
        chip = chips.chips[min(1, len(chips.chips) - 1)]
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Space)
        assert values == left
        assert (chips.chips[-1] if left else chips.line).hasFocus()
    page.close()


def test_that_chips_are_added_once_and_long_ones_are_cut(qtbot) -> None:
    chips = ChipsEdit("labels", "Add", LIGHT.muted)
    page = shown(qtbot, chips)
    told: list[str] = []
    chips.added.connect(told.append)
    chips.show_values(["A & B", "x" * 60], ["Two deals", ""])
    assert chips.chips[0].text() == "A && B"
    assert chips.chips[0].accessibleDescription() == "Two deals"
    assert len(chips.chips[1].text()) == 28
    chips.line.setFocus()
    QTest.keyClicks(chips.line, " A & B ")
    QTest.keyClick(chips.line, Qt.Key.Key_Return)
    assert told == []
    QTest.keyClicks(chips.line, "C")
    QTest.keyClick(chips.line, Qt.Key.Key_Return)
    assert told == ["C"]
    page.close()


def test_that_a_box_has_what_is_chosen_even_where_it_is_not_offered() -> None:
    box = CalmComboBox("Effort")
    box.show_entries([("", "None"), ("low", "Low")], "huge")
    assert box.currentData() == "huge"
    box.show_entries([("", "None"), ("low", "Low")], "low")
    assert (box.count(), box.currentText()) == (2, "Low")
