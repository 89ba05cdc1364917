"""The chip of the working time, driven by clicks and keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTime

from desktop.calendar_chip import AROUND, DOCUMENTED, OWN, VERB, WEEKDAYS
from models.calendar import AS_DOCUMENTED, Calendar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(a_window, project):
    process = replace(project.process, header={"calendar": {"hours": "09:00-18:00", "holidays": "GB-ENG"}})
    return a_window(replace(project, process=process))


def settled(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.filter_bar.calendar.busy and not window.results.busy, timeout=20_000)


def opened(window, qtbot):
    chip = window.filter_bar.calendar
    qtbot.mouseClick(chip, LEFT)
    assert chip.popup.isVisible()
    settled(window, qtbot)
    return chip


def test_that_time_is_counted_around_the_clock_until_something_else_is_chosen(window, qtbot) -> None:
    chip = opened(window, qtbot)
    assert chip.text() == "Around the clock"
    assert chip.choices[AROUND].isChecked()
    assert not chip.form.isVisible()
    assert chip.sentence.text().startswith("Durations count every hour")
    assert window.results.prepared.clock is None
    chip.popup.hide()


def test_that_working_days_are_chosen_seen_everywhere_and_taken_back(window, qtbot) -> None:
    chip = opened(window, qtbot)
    qtbot.mouseClick(chip.choices[WEEKDAYS], LEFT)
    assert window.document.project.calendar == Calendar()
    settled(window, qtbot)
    assert chip.text() == "wd: Mon–Fri"
    assert chip.sentence.text().startswith("A working day is 24\u00a0hours, and a week has 5\u00a0days.")
    assert window.results.analysis.log.day_hours == 24
    qtbot.mouseClick(chip.choices[DOCUMENTED], LEFT)
    assert window.document.project.calendar == AS_DOCUMENTED
    settled(window, qtbot)
    assert "9\u00a0public holidays of United Kingdom, ENG in 2026" in chip.sentence.text()
    assert window.results.analysis.log.day_hours == 9
    assert chip.text() == "wd: Mon–Fri 9–18"
    assert window.document.undo_stack.count() == 1
    assert window.document.undo_stack.undoText() == VERB
    chip.popup.hide()
    window.actions_.undo.trigger()
    settled(window, qtbot)
    assert window.document.project.calendar is None
    assert chip.text() == "Around the clock"


def test_that_working_hours_of_ones_own_are_entered(window, qtbot) -> None:
    chip = opened(window, qtbot)
    qtbot.mouseClick(chip.choices[OWN], LEFT)
    form = chip.form
    assert form.isVisible()
    assert form.zone.count() > 300
    assert form.places.completer() is not None
    qtbot.mouseClick(form.days[4], LEFT, pos=form.days[4].rect().topLeft() + form.days[4].rect().center() / 4)
    form.opens.setTime(QTime(8, 30))
    form.closes.setTime(QTime(16, 0))
    form.zone.setFocus()
    form.zone.lineEdit().selectAll()
    qtbot.keyClicks(form.zone.lineEdit(), "europe/london")
    qtbot.keyClick(form.zone.lineEdit(), Qt.Key.Key_Return)
    assert window.document.project.calendar.zone == "Europe/London"
    form.zone.lineEdit().setText("Mars/Base")
    qtbot.keyClick(form.zone.lineEdit(), Qt.Key.Key_Return)
    assert form.zone.currentText() == "Europe/London"
    form.places.setText("gb-eng, Germany")
    qtbot.keyClick(form.places, Qt.Key.Key_Return)
    assert window.document.project.calendar == Calendar(
        frozenset({0, 1, 2, 3}), 510, 960, "Europe/London", countries=("DE", "GB-ENG")
    )
    assert window.document.undo_stack.count() == 1
    settled(window, qtbot)
    assert chip.sentence.text().startswith("A working day is 7.5\u00a0hours, and a week has 4\u00a0days;")
    assert form.places.text() == "DE, GB-ENG"
    form.closes.setTime(QTime(23, 59))
    assert window.document.project.calendar.closes == 24 * 60
    chip.popup.hide()


def test_that_what_makes_no_sense_is_refused_in_words(window, qtbot) -> None:
    chip = opened(window, qtbot)
    qtbot.mouseClick(chip.choices[OWN], LEFT)
    settled(window, qtbot)
    before = window.document.project.calendar
    chip.form.places.setText("Atlantis")
    qtbot.keyClick(chip.form.places, Qt.Key.Key_Return)
    assert chip.sentence.text().startswith("There are no public holidays of Atlantis")
    chip.form.places.clear()
    chip.form.closes.setTime(QTime(7, 0))
    assert chip.sentence.text().startswith("The working hours begin before they end")
    assert window.document.project.calendar == before
    chip.popup.hide()


def test_that_a_process_without_a_calendar_cannot_be_asked_for_one(qtbot, a_window, project) -> None:
    window = a_window(project)
    chip = opened(window, qtbot)
    assert not chip.choices[DOCUMENTED].isEnabled()
    chip.popup.hide()
