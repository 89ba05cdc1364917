"""Other measures of the same deals: asked for by a button, computed in the background, and dropped with their deals."""

import pytest
from PySide6.QtCore import Qt

from desktop.screens.conformance.compare_panel import COMPARE, WAITING
from desktop.screens.conformance.screen import OTHER
from models.case_filter import CaseFilter
from tests.desktop.screens.checked_with_rules import Driven, a_project_with_rules, cells

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project_with_rules())
    made.go(OTHER)
    yield made
    made.stop()


def test_that_the_comparison_shows_the_replay_beside_our_fit_and_the_times_between_stages(driven, qtbot):
    other = driven.screen.other
    qtbot.mouseClick(other.button, LEFT)
    assert driven.jobs.busy
    assert other.button.text() == WAITING
    qtbot.waitUntil(lambda: not driven.jobs.busy, timeout=60_000)
    assert other.currentWidget() is other.result
    assert "second opinion" in other.replay.text()
    assert other.theirs.text().endswith("%")
    assert other.ours.text().endswith("%")
    assert "Qualify" in [cells(other.table, row)[0] for row in range(other.table.table.rowCount())]
    driven.filter(CaseFilter(owners=frozenset({"Bob"})))
    assert other.currentWidget() is other.offer
    assert other.button.text() == COMPARE


def test_that_a_comparison_can_be_cancelled_and_asked_for_again(driven, qtbot):
    other = driven.screen.other
    qtbot.mouseClick(other.button, LEFT)
    driven.jobs.stop()
    qtbot.waitUntil(lambda: not driven.jobs.busy, timeout=20_000)
    qtbot.waitUntil(lambda: other.button.text() == COMPARE)
    assert other.currentWidget() is other.offer


def test_that_another_filter_stops_a_comparison_that_runs(driven, qtbot):
    other = driven.screen.other
    qtbot.mouseClick(other.button, LEFT)
    driven.filter(CaseFilter(owners=frozenset({"Bob"})))
    qtbot.waitUntil(lambda: not driven.jobs.busy, timeout=20_000)
    assert other.currentWidget() is other.offer
    assert other.button.text() == COMPARE
