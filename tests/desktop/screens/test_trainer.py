"""The trainer is driven as a trainer would: choose, start, reveal, answer right and wrong, print, and leave."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.places import TRAINER
from desktop.screens.trainer.screen import TrainerScreen
from desktop.screens.trainer.window import TrainerWindow
from desktop.theme import DARK
from models.project import Project
from models.training import ExerciseKind, Group, Whom


def test_that_a_team_is_trained_from_the_first_step_to_the_hand_out(
    a_window: Callable[[Project], MainWindow], project: Project, qtbot: QtBot, tmp_path: Path
) -> None:
    window = a_window(project)
    window.go(TRAINER)
    screen = cast(TrainerScreen, window.screen_at(TRAINER))
    screen.folder, screen.today = tmp_path / "answers", lambda: date(2026, 3, 2)
    _choose(screen, Whom(Group.TEAM, "South"), qtbot)
    assert not screen.setup.kinds[ExerciseKind.BUYER].isEnabled()
    assert "no buyer's journey" in screen.setup.reasons.text()
    assert "Only 3 closed deals" in screen.ready.few.text()

    opened = _start(screen, qtbot)
    assert opened.isFullScreen()
    assert window.isVisible()
    _replay(opened, qtbot)
    _go_through_a_deal(opened, qtbot)
    _answer(opened, qtbot)
    _print(opened, qtbot, tmp_path)
    _show_names(opened, qtbot)
    opened.set_palette_colors(DARK)
    _leave(opened, qtbot)
    assert screen.window_ is None
    assert screen.ready.kept.text().startswith(
        "8 answers kept on this machine, 6 of them right; the last on 2\u00a0Mar"
    )

    screen.ready.ask_to_delete()
    box = screen.ready.question
    assert box is not None
    qtbot.mouseClick(_other_than_default(box), Qt.MouseButton.LeftButton)
    assert screen.ready.kept.text().startswith("No answers are kept yet.")
    assert not list((tmp_path / "answers").rglob("*.json"))

    _one_rep_alone(window, screen, qtbot)
    _nothing_to_train_with(window, screen, qtbot)


def _other_than_default(box: QMessageBox) -> QAbstractButton:
    """What does something: Enter changes nothing."""
    return next(button for button in box.buttons() if button is not box.defaultButton())


def _choose(screen: TrainerScreen, whom: Whom, qtbot: QtBot) -> None:
    screen.setup.choose(whom)
    qtbot.waitUntil(lambda: screen.is_ready, timeout=20_000)


def _start(screen: TrainerScreen, qtbot: QtBot) -> TrainerWindow:
    qtbot.mouseClick(screen.ready.start, Qt.MouseButton.LeftButton)
    opened = screen.window_
    assert opened is not None
    qtbot.waitUntil(lambda: opened.is_ready, timeout=20_000)
    opened.activateWindow()
    return opened


def _replay(opened: TrainerWindow, qtbot: QtBot) -> None:
    """The three deals that skip the demo, and one that is open, beside the stages that are prescribed."""
    rows = opened.replay.path.rows
    assert [row.words for row in rows] == ["Qualify", "Discovery", "Demo", "Proposal"]
    assert rows[2].below == "2 of 2 skipped it"
    clock = opened.replay.replay.clock
    qtbot.keyClick(opened, Qt.Key.Key_Space)
    assert clock.playing
    qtbot.keyClick(opened, Qt.Key.Key_Space)
    assert not clock.playing


def _go_through_a_deal(opened: TrainerWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(opened.tabs.buttons[1], Qt.MouseButton.LeftButton)
    steps = opened.steps
    assert steps is not None
    assert [row.words for row in steps.path.rows] == []
    for _ in range(5):  # to what comes after Discovery: reveal, go on, reveal, go on, reveal
        qtbot.keyClick(opened, Qt.Key.Key_Right)
    assert steps.where.text() == "Day 1: Deal A is in Discovery."
    assert steps.answer.text() == "The process asks for: Demo"
    assert steps.happened.text() == "Day 2: Proposal came."
    assert steps.told.text() == "Proposal came where the process asks for Demo, which was never done."
    assert steps.path.rows[-1].words == "Proposal"
    qtbot.keyClick(opened, Qt.Key.Key_Left)
    assert [row.words for row in steps.path.rows] == ["Qualify", "Discovery"]
    assert not steps.answer.isVisible()
    while steps.deal == 0:
        qtbot.keyClick(opened, Qt.Key.Key_Space)
    assert steps.path.rows == ()
    qtbot.keyClick(opened, Qt.Key.Key_PageUp)
    assert steps.deal == 0


def _answer(opened: TrainerWindow, qtbot: QtBot) -> None:
    """Of eight, two are answered wrong on purpose."""
    qtbot.mouseClick(opened.tabs.buttons[2], Qt.MouseButton.LeftButton)
    page = opened.exercises
    assert page is not None
    opened.session.answers.folder.mkdir()
    for number in range(8):
        exercise = page.exercise
        wrong = next(at for at in range(len(exercise.choices)) if at not in exercise.right)
        place = wrong if number in (1, 3) else min(exercise.right)
        qtbot.keyClick(opened, Qt.Key.Key_Right)  # nothing happens before there is an answer
        assert page.at == number
        qtbot.keyClick(opened, str(place + 1))
        assert page.verdict.text() == ("That is not it." if number in (1, 3) else "That is right.")
        assert page.explanation.text() == exercise.explanation
        assert page.choices[place].accessibleDescription().endswith("your answer")
        qtbot.keyClick(opened, "1")  # and nothing is answered twice
        assert len(page.given) == number + 1
        qtbot.keyClick(opened, Qt.Key.Key_Space)
    assert page.currentWidget() is page.score
    assert page.score.total.text() == "6 of 8 answers were right."
    assert page.score.before.text() == "Kept on this machine only: 8 answers so far, 6 of them right."


def _print(opened: TrainerWindow, qtbot: QtBot, folder: Path) -> None:
    qtbot.mouseClick(opened.tabs.buttons[3], Qt.MouseButton.LeftButton)
    page = opened.handout
    assert page is not None
    for name, begins in (("out.pdf", b"%PDF"), ("out.html", b"<!")):
        page.write_to(folder / name)
        qtbot.waitUntil(lambda: not opened.jobs.busy, timeout=60_000)
        assert (folder / name).read_bytes().startswith(begins)
    written = (folder / "out.html").read_text(encoding="utf-8")
    assert "Bob" not in written
    assert all(one.question in written for one in opened.session.material.exercises)
    page.write_to(folder / "nowhere" / "out.pdf")
    qtbot.waitUntil(lambda: not opened.jobs.busy, timeout=60_000)
    assert page.said.text().endswith("does not exist; create it or choose another one.")


def _show_names(opened: TrainerWindow, qtbot: QtBot) -> None:
    steps = opened.steps
    assert steps is not None
    opened.go(1)
    case = steps.shown.case
    qtbot.mouseClick(opened.names, Qt.MouseButton.LeftButton)
    assert opened.question is not None
    assert not opened.names.isChecked()
    qtbot.mouseClick(_other_than_default(opened.question), Qt.MouseButton.LeftButton)
    assert opened.names.isChecked()
    assert steps.path.heading == f"Deal A: D{case + 1}, Bob"
    qtbot.mouseClick(opened.names, Qt.MouseButton.LeftButton)
    assert steps.path.heading == "Deal A"


def _leave(opened: TrainerWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.leaving is not None
    qtbot.mouseClick(opened.leaving.stay, Qt.MouseButton.LeftButton)
    assert opened.isVisible()
    opened.close()
    assert opened.isVisible()
    assert opened.leaving is not None
    qtbot.mouseClick(opened.leaving.leave, Qt.MouseButton.LeftButton)
    assert not opened.isVisible()


def _one_rep_alone(window: MainWindow, screen: TrainerScreen, qtbot: QtBot) -> None:
    """Nothing but this rep's deals can be reached: the window of the project is gone until the PIN is given."""
    _choose(screen, Whom(Group.REP, "Bob"), qtbot)
    screen.setup.own_only.setChecked(True)
    screen.setup.pin.setText("1234")
    opened = _start(screen, qtbot)
    assert not window.isVisible()
    assert screen.setup.pin.text() == ""
    owners = opened.session.cases.owner
    deals = {deal.case for deal in opened.session.material.deals}
    assert {owners.text(case) for case in deals} == {"Bob"}
    assert opened.title.text() != "Bob"
    assert opened.handout is None
    opened.toggle_full_screen()
    assert opened.isFullScreen()
    opened.ask_to_leave()
    asked = opened.leaving
    assert asked is not None
    asked.pin.setText("0000")
    qtbot.mouseClick(asked.leave, Qt.MouseButton.LeftButton)
    assert asked.problem.text() == "That is not the PIN."
    assert opened.isVisible()
    asked.pin.setText("1234")
    qtbot.mouseClick(asked.leave, Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert screen.window_ is None


def _nothing_to_train_with(window: MainWindow, screen: TrainerScreen, qtbot: QtBot) -> None:
    document = window.document
    document.edit("Remove the process", replace(document.project, process=None))
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
    assert screen.pages.currentWidget() is screen.no_process
