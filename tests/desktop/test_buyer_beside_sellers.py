"""Every screen of a project whose process documents the buyer's side, driven for real."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.places import COMPARE, CONFORMANCE, DEAL, DEVIATIONS, OVERVIEW, PLACES, PROCESS_MAP, VARIANTS
from models.deviation import DeviationKey, DeviationType
from models.project import Project
from tests.builders import a_log_with_activities
from tests.mining.journey.processes import a_process

DEALS = (
    "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 5 !Price request | 6 Won",
    "0 Qualify | 2 Discovery | 3 ~Call: pain | 4 Proposal | 6 Lost",
    "0 Qualify | 1 ~Meeting | 2 Proposal",
)
FLOW = "[{stage: Qualify, buyer: problem, exit: [pain]}, {stage: Discovery, buyer: exploration}, "
FLOW += "{stage: Proposal, buyer: selection}]"
NOT_YET = DeviationKey(DeviationType.BUYER_NOT_THERE_YET, "Discovery")


@pytest.fixture
def window(a_window):
    log = a_log_with_activities(*DEALS, owner=["Ann", "Bob", "Ann"], name=("Acme", "Bolt", "Cargo"))
    return a_window(Project("Two sides", log=log, process=a_process(FLOW)))


def test_that_the_table_of_deviations_has_the_three_kinds_and_filters_by_them(qtbot, window):
    window.go(DEVIATIONS)
    screen = window.screen_at(DEVIATIONS)
    table = screen.table.table
    shown = [
        tuple(table.index(row, column).data() for column in (0, 1, 2)) for row in range(table.rowCount())
    ]
    assert ("Buyer not there yet", "Discovery", "1") in shown
    assert ("Buyer ahead", "Qualify", "1") in shown
    assert ("Missing evidence", "Qualify", "2") in shown
    row = shown.index(("Buyer not there yet", "Discovery", "1"))
    place = screen.table.visualRect(table.index(row, 1)).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.name.text() == "Buyer not there yet: Discovery"
    qtbot.mouseClick(screen.filter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.document.project.filter.deviation == NOT_YET
    assert window.results.view.mask.tolist() == [False, True, False]


def test_that_the_deal_says_what_stands_beside_the_flow(qtbot, window):
    window.go(DEAL)
    window.screen_at(DEAL).show_deal(1)
    said = window.screen_at(DEAL).verdict.text()
    assert said == (
        "Follows the documented process. Beside the flow: Missing evidence: Qualify; Buyer not there yet: Discovery, "
        "Proposal."
    )


@pytest.mark.parametrize("place", [OVERVIEW, PROCESS_MAP, VARIANTS, DEVIATIONS, COMPARE, CONFORMANCE, DEAL])
def test_that_every_screen_shows_such_a_project_and_can_be_taken_away(qtbot, window, place):
    window.go(place)
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.screen_at(place).isVisible(), PLACES[place].title
    window.screen_at(place).take_away(False)


def test_that_a_change_of_the_journey_is_an_edit_that_can_be_undone(qtbot, window):
    process = window.document.project.process
    journey = replace(process.journey, steps=process.journey.steps[:1])
    window.document.edit(
        "Drop steps", replace(window.document.project, process=replace(process, journey=journey))
    )
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.results.analysis.conformance.deviation(NOT_YET) is None
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.results.analysis.conformance.deviation(NOT_YET) is not None
