"""The screen of the strategy: what is typed becomes part of the process, what cannot be read is said, all is undone."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop.places import STRATEGY
from models.handoff import Handoff
from models.project import Project
from models.strategy import Baseline, Expectation, FitRule, RecordedChange, Stakeholder, SweetSpot, Targets

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(a_window, project):
    window = a_window(project)
    window.go(STRATEGY)
    return window


def screen_of(qtbot, window):
    screen = window.screen_at(STRATEGY)
    qtbot.waitUntil(lambda: screen.is_ready and not window.results.busy, timeout=20_000)
    return screen


def enter(qtbot, line, words: str) -> None:
    """Type into a line as a user does, and leave it by Return."""
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Escape)  # what is offered under it
    if line.text() != words:
        line.setText(words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def strategy_of(window):
    return window.document.project.process.strategy


def test_that_a_rule_of_the_sweet_spot_is_typed_and_undone(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    fresh = screen.sweet_spot.table.fresh.cells
    fresh[1].setText("North, South")
    fresh[0].setText("team")
    fresh[0].commit()
    assert strategy_of(window).sweet_spot == SweetSpot((FitRule("team", ("North", "South")),))
    assert fresh[0].text() == fresh[1].text() == ""
    wanted = screen.sweet_spot.table.rows[0].cells[1]
    wanted.setText("5 to 10")
    wanted.commit()
    assert strategy_of(window).sweet_spot.rules == (FitRule("team", (), 5.0, 10.0),)
    window.document.undo_stack.undo()
    window.document.undo_stack.undo()
    assert strategy_of(window).sweet_spot is None
    assert screen.sweet_spot.table.rows == []


def test_that_targets_are_read_as_people_write_them(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    for name, typed in (("win_rate", "28 %"), ("discount", "0.1"), ("cycle_days", "75")):
        enter(qtbot, screen.targets.lines[name], typed)
    assert strategy_of(window).targets == Targets(win_rate=0.28, cycle_days=75.0, discount=0.1)
    assert screen.targets.lines["discount"].text() == "10\u00a0%"


def test_that_a_target_that_is_none_is_said_and_not_taken(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    enter(qtbot, screen.targets.lines["win_rate"], "280 %")
    assert strategy_of(window).targets == Targets()
    assert screen.targets.fields["win_rate"].said == (
        "The target is “280 %”; write a share from 0 % to 100 %, such as 28 %.",
    )


def test_that_a_baseline_needs_both_days_in_their_order(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    enter(qtbot, screen.targets.begins, "2025-07-01")
    assert strategy_of(window).baseline is None
    assert screen.targets.begins.text() == "2025-07-01"
    enter(qtbot, screen.targets.ends, "2025-06-30")
    assert screen.targets.ends_field.said == ("The baseline ends before it begins; change one of the days.",)
    enter(qtbot, screen.targets.ends, "2025-12-31")
    assert strategy_of(window).baseline == Baseline(date(2025, 7, 1), date(2025, 12, 31))


def test_that_hand_overs_changes_and_stakeholders_are_rows(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    for card, cells in (
        (screen.handoffs, {2: "SDR", 3: "Qualify", 4: "Discovery, Lost", 5: "1bd", 7: "60 %", 1: "MKT"}),
        (screen.changes, {2: "Checklist", 4: "skip.Demo", 5: "0.4", 6: "0.1", 1: "2026-03-01"}),
        (screen.stakeholders, {2: "weekly", 0: "CMO"}),
    ):
        for at, words in cells.items():
            card.table.fresh.cells[at].setText(words)
        card.table.fresh.cells[next(reversed(cells))].commit()
    process = window.document.project.process
    assert process.handoffs == (
        Handoff("H1", "MKT", "SDR", "Qualify", ("Discovery", "Lost"), "1bd", (), 0.6),
    )
    assert process.strategy.changes == (
        RecordedChange("C1", date(2026, 3, 1), "Checklist", "", Expectation("skip.Demo", 0.4, 0.1)),
    )
    assert process.strategy.stakeholders == (Stakeholder("CMO", "", "weekly"),)
    qtbot.mouseClick(screen.handoffs.table.rows[0].remove, LEFT)
    assert window.document.project.process.handoffs == ()


def test_that_a_row_that_cannot_be_read_says_why_and_keeps_what_was_typed(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    fresh = screen.changes.table.fresh.cells
    fresh[1].setText("in March")
    fresh[1].commit()
    assert "“in March”, which is no day" in screen.changes.table.problem.text()
    assert screen.changes.table.problem.isVisible()
    assert fresh[1].text() == "in March"
    assert strategy_of(window).changes == ()


def test_that_what_the_deals_do_not_have_is_said(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    fresh = screen.sweet_spot.table.fresh.cells
    fresh[1].setText("SaaS")
    fresh[0].setText("Industry")
    fresh[0].commit()
    assert [sentence for _, sentence in screen.problems.lines] == [
        "The sweet spot asks for Industry, which no deal of the log has; choose a field of the deals."
    ]


def test_that_it_says_where_a_process_comes_from(qtbot, a_window, project) -> None:
    window = a_window(replace(project, process=None))
    window.go(STRATEGY)
    screen = screen_of(qtbot, window)
    assert screen.pages.currentWidget() is screen.no_process


def test_that_the_strategy_is_taken_away_as_tables(qtbot, window) -> None:
    screen = screen_of(qtbot, window)
    enter(qtbot, screen.targets.lines["win_rate"], "28 %")
    taken = screen.take_away(real_names=False)
    assert taken is not None
    assert [table.title for table in taken.tables] == ["Targets"]


def test_that_nothing_imported_is_no_trouble(qtbot, a_window) -> None:
    window = a_window(Project("Empty"))
    window.go(STRATEGY)
    assert screen_of(qtbot, window).take_away(real_names=False) is None
