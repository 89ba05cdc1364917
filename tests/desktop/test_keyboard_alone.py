"""A process is drawn, held against its buyer, tried out and adopted without a mouse: only keys are pressed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.main_window import MainWindow
from desktop.places import BUYER_JOURNEY, DEVIATIONS, DIAGNOSIS, PLACES, PROCESS_EDITOR, WHAT_IF
from desktop.screenshots import Settling
from tests.desktop.screens.sold import a_sold_project
from tests.desktop.screens.with_buyer import a_project_with_buyer

Key, Modifier = Qt.Key, Qt.KeyboardModifier
MOST_TABS = 120


class Hands:
    """Presses keys in whatever has the keyboard, and waits until the window is at rest."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.focus, key, held)
            QApplication.processEvents()
        self.rest()

    def write(self, words: str) -> None:
        QTest.keyClicks(self.focus, words)
        self.rest()

    @property
    def focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        modal = QApplication.activeModalWidget()
        found = modal.focusWidget() if modal is not None else self.window.focusWidget()
        return found or modal or self.window

    def go(self, place: int) -> QWidget:
        key = PLACES[place].shortcut
        held = Modifier.AltModifier if key.startswith("Alt") else Modifier.ControlModifier
        QTest.keyClick(self.window, Key(ord(key[-1])), held)
        self.rest()
        assert self.window.stack.currentIndex() == place or self.window.stack.currentWidget().isVisible()
        return self.window.screen_at(place)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until the widget has the keyboard."""
        for _ in range(MOST_TABS):
            if self.focus is wanted:
                return
            QTest.keyClick(self.focus, Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {wanted.accessibleName() or wanted}")

    def rest(self) -> None:
        QApplication.processEvents()
        window = self.window

        def is_at_rest() -> bool:
            screen = window.stack.currentWidget()
            busy = window.results.busy or window.jobs.busy
            return not busy and (not isinstance(screen, Settling) or screen.is_ready)

        self.qtbot.waitUntil(is_at_rest, timeout=20_000)
        QApplication.processEvents()


@pytest.fixture
def hands(qtbot, a_window):
    def at(project) -> Hands:
        window = a_window(project)
        window.resize(1400, 900)
        return Hands(qtbot, window)

    return at


def test_that_a_process_is_drawn_with_keys(hands):
    do = hands(replace(a_project_with_buyer(), process=None))
    screen = do.go(PROCESS_EDITOR)
    do.tab_to(screen.start.buttons[0])
    do.press(Key.Key_Space)
    do.tab_to(screen.view)
    for name in ("Qualify", "Discovery", "Proposal"):
        do.press(Key.Key_Insert)
        do.write(name)
        do.press(Key.Key_Return)
    do.press(Key.Key_O)
    assert do.window.problem is None
    process = do.window.document.project.process
    assert [stage.name for stage in process.stages] == ["Qualify", "Discovery", "Proposal"]
    assert process.stages[-1].optional is True
    assert do.window.results.analysis.conformance is not None
    do.press(Key.Key_Left, held=Modifier.AltModifier)
    stages = do.window.document.project.process.stages
    assert [stage.name for stage in stages] == ["Qualify", "Proposal", "Discovery"]


def test_that_a_stage_is_mapped_to_a_buyer_step_with_keys(hands):
    do = hands(a_project_with_buyer())
    screen = do.go(BUYER_JOURNEY)
    do.tab_to(screen.canvas)
    do.press(Key.Key_Right, Key.Key_Down)
    for _ in range(6):
        if screen.canvas.selected == ("stage", "Contract"):
            break
        do.press(Key.Key_Right)
    assert screen.canvas.selected == ("stage", "Contract")
    do.press(Key.Key_Return)
    do.tab_to(screen.panel.stage.step)
    do.press(Key.Key_Down)
    assert do.window.document.project.process.stages[-1].buyer == "problem"


def test_that_a_deviation_is_accepted_with_keys(hands):
    do = hands(a_project_with_buyer())
    screen = do.go(DEVIATIONS)
    do.tab_to(screen.table)
    do.press(Key.Key_Down)
    do.tab_to(screen.accept_button)
    do.press(Key.Key_Space)
    dialog = screen.edits.dialog
    assert dialog is not None
    for field, words in ((dialog.why, "Known product"), (dialog.by, "Head of sales")):
        do.tab_to(field)
        do.write(words)
    do.tab_to(dialog.take)
    do.press(Key.Key_Space)
    accepted = do.window.document.project.process.accepted
    assert [(one.why, one.by) for one in accepted] == [("Known product", "Head of sales")]
    assert do.window.results.analysis.conformance.accepted[0].cases.size > 0


def test_that_a_suggestion_is_tried_and_adopted_with_keys(hands):
    project = a_project_with_buyer(times=10)
    do = hands(project)
    screen = do.go(WHAT_IF)
    if screen.suggestions.cards:
        do.tab_to(screen.suggestions.cards[0].try_button)
    else:
        do.tab_to(screen.no_draft.buttons[0])
    do.press(Key.Key_Space)
    assert len(do.window.document.project.drafts) == 1
    do.tab_to(screen.drafts.adopt)
    do.press(Key.Key_Space)
    do.tab_to(screen.question.do_button)
    do.press(Key.Key_Space)
    assert do.window.document.project.drafts == ()
    assert len(do.window.document.project.earlier) == 1
    do.window.activateWindow()
    do.qtbot.waitUntil(do.window.isActiveWindow)
    do.press(Key.Key_Z, held=Modifier.ControlModifier)
    assert do.window.document.project.process == project.process


def test_that_a_verdict_is_looked_at_with_keys(hands):
    do = hands(a_sold_project())
    screen = do.go(DIAGNOSIS)
    do.tab_to(screen.list.cards[0])
    do.press(Key.Key_Down)
    assert screen.list.current is screen.list.cards[1].card
    reason = screen.detail.reasons.columns[0].rows[0]
    do.tab_to(reason)
    do.press(Key.Key_Space)
    assert screen.detail.deals.isVisible()
    do.tab_to(screen.detail.switch.buttons[0])
    do.press(Key.Key_Space)
    assert not screen.detail.deals.isVisible()
    do.tab_to(screen.detail.habits.chart)
    do.press(Key.Key_Right)
    assert screen.detail.habits.told.text().startswith("Rep ")
    do.tab_to(screen.names_button)
    do.press(Key.Key_Space)
    assert screen.names_button.text() == "Hide names"
    do.tab_to(screen.thresholds_button)
    do.press(Key.Key_Space)
    do.tab_to(screen.dialog.boxes["rep_gap"])
    do.press(Key.Key_Up)
    assert do.window.document.project.thresholds.rep_gap == 0.21
    do.press(Key.Key_Escape)
    assert screen.dialog is None
