"""The overview: its figures, its ranking, and what it says where there is nothing yet."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt

from desktop.screens.import_wizard.dialog import ImportWizard
from desktop.screens.overview.about_data import lines_about
from desktop.screens.overview.ranking import what_matters_most
from models.case_table import Outcome
from models.deviation import DeviationKey, DeviationRow, DeviationType, Effect
from models.project import Project
from tests.builders import a_log


def a_row(stage, cases, effect=None, type=DeviationType.SKIPPED):
    return DeviationRow(
        DeviationKey(type, stage), cases, 1000, cases / 1000, 0.2, 0.3, None, None, effect, ()
    )


def test_that_measurable_differences_come_first_by_deals_times_difference():
    large = a_row("Demo", 100, Effect(-0.3, -0.2, -0.1, 0.01))
    frequent = a_row("Proposal", 900, Effect(-0.05, -0.03, -0.01, 0.01))
    unclear = a_row("Contract", 950, Effect(-0.2, -0.1, 0.1, 0.4))
    unknown = a_row("Qualify", 990)
    assert what_matters_most([unknown, unclear, large, frequent]) == (frequent, large, unknown, unclear)


def test_that_data_entry_is_not_among_what_matters():
    bulk = a_row("Demo", 500, type=DeviationType.ENTERED_IN_BULK)
    assert what_matters_most([bulk, a_row("Proposal", 1)]) == (a_row("Proposal", 1),)


def test_that_five_are_enough():
    assert len(what_matters_most([a_row(f"S{i}", i + 1) for i in range(9)])) == 5


def test_that_the_share_leaves_out_the_deals_that_cannot_tell_yet(a_window, project):
    """Four of eight deals follow, three depart, one is open and on track: 4 of 7 is 57 %."""
    screen = a_window(project).screen_at(0)
    assert screen.follow.figure.text() == "57\u00a0%"
    assert "7\u00a0deals" in screen.follow.interval.text()
    assert screen.follow.bar.accessibleName() == "4 follow it, 3 depart from it, 1 open, on track"
    assert screen.outcome.numbers[1].text() == "6"


def test_that_the_most_important_deviation_is_told_with_its_count(a_window, project):
    screen = a_window(project).screen_at(0)
    assert [button.accessibleName() for button in screen.matters.rows] == ["Skipped Demo"]
    assert "3 of the 6" in screen.matters.rows[0].accessibleDescription()


def test_that_rows_set_aside_and_notes_are_told(qtbot, a_window, project):
    window = a_window(project)
    lines = lines_about(project.summary, window.results.analysis, window.results.view)
    assert ("warning", "1\u00a0row set aside: No deal.") in lines
    assert ("note", "Two rows have the same time.") in lines


def test_that_without_a_project_there_are_three_ways_to_begin_and_a_tour(qtbot, a_window):
    window = a_window(Project(""))
    screen = window.screen_at(0)
    assert screen.currentWidget() is screen.welcome
    names = [button.accessibleName() for button in screen.welcome.buttons]
    assert names == ["Open a CRM export", "Open a project", "Look at the demo", "Take the tour"]
    qtbot.mouseClick(screen.welcome.buttons[0], Qt.MouseButton.LeftButton)
    wizard = window.findChild(ImportWizard)
    assert wizard.isVisible()
    wizard.reject()


def test_that_a_template_is_offered_where_no_process_is_documented(qtbot, a_window, project):
    window = a_window(replace(project, process=None))
    screen = window.screen_at(0)
    assert screen.choose_process.isVisible()
    assert not screen.follow.isVisible()
    qtbot.mouseClick(screen.choose_process.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
    assert window.document.project.process is not None
    assert screen.follow.isVisible()
    window.actions_.undo.trigger()
    assert window.document.project.process is None
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)


def test_that_markup_from_a_file_is_shown_as_text(a_window, project):
    note = "<img src=http://example.org/x.png> was not used."
    window = a_window(replace(project, summary=replace(project.summary, notes=(note,))))
    labels = [
        label.text() for label in window.screen_at(0).about.findChildren(type(window.screen_at(0)._title))
    ]
    assert note in labels
    assert window.screen_at(0)._title.textFormat() == Qt.TextFormat.PlainText


def test_that_where_no_end_is_known_that_is_said_rather_than_that_nothing_is_closed(a_window):
    log = a_log("A > B", "A > C", outcome=np.full(2, Outcome.UNKNOWN, dtype=np.int8))
    window = a_window(Project("Bare", log))
    assert "is not known" in window.screen_at(0).outcome.win_rate.text()
