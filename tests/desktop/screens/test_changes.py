"""The screen of changes: what became of each is told from the deals, and looks are noted and undone."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.places import CHANGES, STRATEGY
from models.decay import Became
from models.project import Project
from models.strategy import Expectation, RecordedChange, Stakeholder, Strategy
from tests.builders import a_log_with_activities
from tests.desktop.conftest import PROCESS

LEFT = Qt.MouseButton.LeftButton
SKIPS, FOLLOWS = (
    ("Qualify", "Discovery", "Proposal", "Won"),
    ("Qualify", "Discovery", "Demo", "Proposal", "Won"),
)
WORKED = RecordedChange(
    "C1", date(2026, 7, 4), "Demo first", "Head of sales", Expectation("skip.Demo", 0.5, 0.1)
)
UNTOLD = RecordedChange("C2", date(2026, 8, 1), "New price list")
STRATEGY_OF = Strategy(changes=(WORKED, UNTOLD), stakeholders=(Stakeholder("CMO", "Marketing", "weekly"),))


@pytest.fixture
def worked() -> Project:
    """Sixty deals of which half skip Demo, a change after 180 days, then sixty of which six do."""
    deals = []
    for first, skipping in ((0, 30), (182, 6)):
        for at, day in enumerate(np.linspace(first, first + 78, 60).round(2)):
            path = SKIPS if at < skipping else FOLLOWS
            deals.append(" | ".join(f"{day + step * 0.5} {name}" for step, name in enumerate(path)))
    return Project("Acme", a_log_with_activities(*deals), process=replace(PROCESS, strategy=STRATEGY_OF))


def screen_of(qtbot, window):
    window.go(CHANGES)
    screen = window.screen_at(CHANGES)
    screen._today = lambda: date(2026, 12, 1)
    qtbot.waitUntil(lambda: screen.is_ready and not window.results.busy, timeout=20_000)
    return screen


def test_that_what_became_of_a_change_is_told(qtbot, a_window, worked) -> None:
    screen = screen_of(qtbot, a_window(worked))
    assert [story.became for story in screen.stories] == [Became.WORKED, Became.CANNOT_TELL]
    assert screen.story.title.text() == "Demo first: worked at first"
    assert "50\u00a0%" in screen.story.figures[0][1].text()
    assert "10\u00a0%" in screen.story.figures[1][1].text()
    assert (
        screen.story.expected.text()
        == "Expected was 10\u00a0%; the data cannot tell whether that is reached."
    )


def test_that_a_click_shows_another_change(qtbot, a_window, worked) -> None:
    screen = screen_of(qtbot, a_window(worked))
    qtbot.mouseClick(screen.list.cards[1], LEFT)
    assert screen.story.title.text() == "New price list: cannot tell"
    assert not screen.story.chart.isVisible()
    assert "names no metric" in screen.story.sentence.text()


def test_that_a_look_is_noted_and_undone(qtbot, a_window, worked) -> None:
    window = a_window(worked)
    screen = screen_of(qtbot, window)
    assert screen.attention.rows == [("CMO", "Marketing", "weekly", "Never", "Due: no review yet")]
    screen.attention.who.setText("CMO")
    screen.attention.what.setText("Skips by team")
    qtbot.mouseClick(screen.attention.button, LEFT)
    (review,) = window.document.project.reviews
    assert (review.who, review.what) == ("CMO", "Skips by team")
    assert screen.attention.rows[0][3:] == ("1\u00a0Dec\u00a02026", "8\u00a0Dec\u00a02026")
    assert "the last review was today" in screen.summary.text().replace("\u00a0", " ")
    window.document.undo_stack.undo()
    assert window.document.project.reviews == ()


def test_that_a_look_of_nobody_is_refused(qtbot, a_window, worked) -> None:
    window = a_window(worked)
    screen = screen_of(qtbot, window)
    qtbot.mouseClick(screen.attention.button, LEFT)
    assert screen.attention.problem.isVisible()
    assert window.document.project.reviews == ()


def test_that_a_filter_counts_for_the_stories(qtbot, a_window, worked) -> None:
    window = a_window(worked)
    screen = screen_of(qtbot, window)
    chosen = replace(window.document.project.filter, queries=("Demo",))
    window.document.edit("Filter", replace(window.document.project, filter=chosen))
    qtbot.waitUntil(lambda: screen.is_ready and not window.results.busy, timeout=20_000)
    assert "50\u00a0%" not in screen.story.figures[0][1].text()


def test_that_without_a_change_the_way_to_one_is_shown(qtbot, a_window, project) -> None:
    window = a_window(project)
    screen = screen_of(qtbot, window)
    assert screen.pages.currentWidget() is screen.no_changes
    screen.strategy_wanted.emit()
    assert window.screen_at(STRATEGY).isVisible()
    assert screen.take_away(real_names=False) is None


def test_that_the_stories_are_taken_away(qtbot, a_window, worked) -> None:
    taken = screen_of(qtbot, a_window(worked)).take_away(real_names=False)
    assert taken is not None
    (table,) = taken.tables
    assert list(table.columns[2].values) == ["Demo first", "New price list"]
