"""The filters that are rarely asked for: amounts, durations and statuses, and the room that the bar takes."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.filters.folding import fitting, giving_way
from models.case_filter import CaseFilter
from models.conformance import Status

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(a_window, project):
    amounts = np.array([100.0, 200.0, 300.0, 400.0, 500.0, np.nan, 700.0, 900_000.0])
    return a_window(
        replace(project, log=replace(project.log, cases=replace(project.log.cases, amount=amounts)))
    )


def open_from_menu(qtbot, bar, title):
    qtbot.mouseClick(bar.more, LEFT)
    assert bar.more.entries.isVisible()
    action = next(action for action in bar.more.entries.actions() if action.text() == title)
    qtbot.mouseClick(bar.more.entries, LEFT, pos=bar.more.entries.actionGeometry(action).center())


def test_that_amounts_are_kept_from_one_number_to_another(qtbot, window):
    chip = window.filter_bar.spans["amount"]
    open_from_menu(qtbot, window.filter_bar, "Amount")
    assert chip.popup.isVisible()
    assert chip.range.text() == "100 to 900,000"
    qtbot.keyClicks(chip.low, "200")
    qtbot.keyClicks(chip.high, "1,000")
    qtbot.mouseClick(chip.apply, LEFT)
    assert window.document.project.filter == CaseFilter(amount=(200.0, 1000.0))
    assert window.filter_bar._removable[0].text() == "Amount: 200 to 1,000"
    qtbot.waitUntil(lambda: window.filter_bar.counts.text() == "5 of 8 deals")
    assert (chip.low.text(), chip.high.text()) == ("200", "1,000")
    window.actions_.undo.trigger()
    assert (chip.low.text(), chip.high.text()) == ("", "")


@pytest.mark.parametrize(
    ("low", "high", "problem"),
    [
        ("much", "", "Write a number, such as 2,500, or leave a field empty."),
        ("inf", "", "Write a number, such as 2,500, or leave a field empty."),
        ("5", "4", "The first number is larger than the second one."),
    ],
)
def test_that_what_is_no_span_is_told_and_not_taken(qtbot, window, low, high, problem):
    chip = window.filter_bar.spans["amount"]
    chip.open_under(window.filter_bar.more)
    chip.low.setText(low)
    chip.high.setText(high)
    assert chip.problem.text() == problem
    qtbot.keyClick(chip.high, Qt.Key.Key_Return)
    assert chip.popup.isVisible()
    assert window.document.project.filter.is_empty
    chip.popup.hide()


def test_that_durations_are_kept_with_the_return_key(qtbot, window):
    """Won deals take three or four days, the lost and the open one a day."""
    chip = window.filter_bar.spans["days"]
    open_from_menu(qtbot, window.filter_bar, "Duration")
    qtbot.keyClicks(chip.low, "2")
    qtbot.keyClick(chip.low, Qt.Key.Key_Return)
    assert window.document.project.filter == CaseFilter(days=(2.0, None))
    qtbot.waitUntil(lambda: window.filter_bar.counts.text() == "6 of 8 deals")


def test_that_statuses_are_ticked(qtbot, window):
    bar = window.filter_bar
    open_from_menu(qtbot, bar, "Conformance")
    names = [bar.statuses.list.item(row).text() for row in range(bar.statuses.list.count())]
    assert names == ["Follows the process", "Departs from the process", "Open, follows so far"]
    bar.statuses.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert window.document.project.filter == CaseFilter(statuses=frozenset({Status.DEVIATES}))
    assert bar._removable[0].property("active") == "deviation"
    bar.statuses.popup.hide()
    qtbot.waitUntil(lambda: bar.counts.text() == "3 of 8 deals")


def test_that_the_bar_never_has_more_than_two_rows(qtbot, window):
    window.resize(1000, 700)
    queries = tuple(f"contains {name}" for name in ("Qualify", "Discovery", "Demo", "Proposal", "Won"))
    project = window.document.project
    window.document.edit("Filter", replace(project, filter=CaseFilter(queries=queries, amount=(1.0, None))))
    bar = window.filter_bar
    qtbot.waitUntil(lambda: bar.height() < 100)
    hidden = [chip for chip in bar._removable if not chip.isVisible()]
    assert hidden
    assert bar.folded.text() == f"{len(hidden)} more"
    assert len(bar.folded.entries.actions()) == len(hidden)
    qtbot.mouseClick(bar.folded, LEFT)
    last = bar.folded.entries.actions()[-1]
    qtbot.mouseClick(bar.folded.entries, LEFT, pos=bar.folded.entries.actionGeometry(last).center())
    assert window.document.project.filter.queries == queries[:-1]
    window.resize(1900, 900)
    qtbot.waitUntil(lambda: not bar.folded.isVisible() and all(chip.isVisible() for chip in bar._removable))


def test_that_a_narrow_bar_has_one_row_and_the_other_filters_behind_more(qtbot, window):
    bar = window.filter_bar
    window.resize(1900, 900)
    qtbot.waitUntil(lambda: bar.calendar.text() == "Around the clock")
    wide = [chip.title for chip in bar._chips() if chip.isVisible()]
    assert window.take_away.button.text() == "Take away"
    window.resize(860, 700)
    qtbot.waitUntil(lambda: bar.calendar.text() == "")
    qtbot.waitUntil(lambda: bar.height() < 60)
    assert bar.calendar.accessibleName() == "Time that durations are counted in"
    assert (window.take_away.button.text(), window.take_away.button.accessibleName()) == ("", "Take away")
    gone = [title for title in wide if title not in [chip.title for chip in bar._chips() if chip.isVisible()]]
    assert gone
    assert {action.text() for action in bar.more.entries.actions() if action.isVisible()} >= set(gone)
    chip = next(chip for chip in bar._chips() if chip.title == gone[0])
    open_from_menu(qtbot, bar, gone[0])
    assert chip.popup.isVisible()
    chip.popup.hide()
    window.resize(1900, 900)
    qtbot.waitUntil(lambda: [chip.title for chip in bar._chips() if chip.isVisible()] == wide)
    assert window.take_away.button.text() == "Take away"


def test_that_chips_give_way_in_their_order_until_one_row_is_enough():
    assert giving_way([30, 40, 50], [40, 30], gap=5, width=130) == 0
    assert giving_way([30, 40, 50], [40, 30], gap=5, width=129) == 1
    assert giving_way([30, 40, 50], [40, 30], gap=5, width=85) == 1
    assert giving_way([30, 40, 50], [40, 30], gap=5, width=84) == 2
    assert giving_way([30, 40, 50], [40, 30], gap=5, width=10) == 2


def test_that_chips_fit_by_their_widths():
    def count(width, rows=2, before=(40,), chips=(30, 30, 30)):
        return fitting(before, chips, (20,), rest=10, gap=5, width=width, rows=rows)

    assert count(170, rows=1) == 3
    assert count(169, rows=1) == 2
    assert count(144, rows=1) == 1
    assert count(10, rows=1) == 0
    assert count(100) == 3
    assert count(100, chips=()) == 0
