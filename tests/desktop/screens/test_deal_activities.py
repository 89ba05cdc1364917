"""The activities on the screen of one deal, driven by mouse and keyboard."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.screens.deal.arrangement import Lane
from desktop.screens.deal.marks import Mark
from desktop.screens.deal.screen import DealScreen
from desktop.screens.deal.timeline import GUTTER
from desktop.theme import DARK, LIGHT
from models.categorical import Categorical
from models.event_log import DIRECTION, SUBJECT, EventKind
from models.preparation import Preparation
from models.project import Project
from models.quality import Fault
from tests.builders import a_log
from tests.desktop.screens.checked import a_project, results_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton
NOT_STAGES = {"Lead created": EventKind.LEAD, "Call": EventKind.ACTIVITY, "Email": EventKind.ACTIVITY}
SUBJECTS = {"Call": "<b>Budget</b>", "Email": "Agenda"}
MAILS = " > ".join(["Email"] * 5)
WAYS = {"Call": "in", "Email": "out"}


def with_activities(*traces: str) -> Project:
    """A checked project of these deals, by Ann, Bob and Ann, in which some names are no stages."""
    log = a_log(*traces, resources=["Ann", "Bob", "Ann"][: len(traces)])
    names = log.activity.texts()
    log = replace(
        log,
        kind=np.array([NOT_STAGES.get(name, EventKind.STAGE) for name in names], dtype=np.int8),
        extra={
            SUBJECT: Categorical.of(map(SUBJECTS.get, names)),
            DIRECTION: Categorical.of(map(WAYS.get, names)),
        },
    )
    return replace(a_project(), log=log)


@pytest.fixture
def screen(qtbot):
    project = with_activities(
        f"Lead created > Qualify > Call > Discovery > Demo > Proposal > {MAILS} > Won",
        "Qualify > Demo > Proposal > Won",
        "Qualify > Call",
    )
    document, results = results_of(qtbot, project)
    made = DealScreen(document, results, LIGHT)
    made.resize(1200, 800)
    made.show()
    qtbot.addWidget(made)
    yield made
    results.stop()


def mark_of(screen: DealScreen, activity: int) -> tuple[Lane, Mark]:
    found = screen.timeline.found
    marks = [(Lane.BUYER, mark) for mark in found.buyer] + [(Lane.SELLER, mark) for mark in found.seller]
    return next((lane, mark) for lane, mark in marks if activity in mark.items)


def place_of(screen: DealScreen, activity: int) -> QPoint:
    lane, its = mark_of(screen, activity)
    return QPoint(GUTTER + int(its.left + its.width / 2), int(screen.timeline.found.rows[lane].top + 8))


def rows(screen: DealScreen) -> list[list[str]]:
    table = screen.activities.table
    columns = range(1, table.columnCount())
    return [[table.index(row, at).data() for at in columns] for row in range(table.rowCount())]


def test_that_every_activity_is_listed_in_order_of_time_with_what_which_way_who_and_subject(screen):
    screen.show_deal(0)
    assert rows(screen) == [
        ["Lead created", "–", "Ann", "–"],
        ["Call", "Incoming", "Ann", "<b>Budget</b>"],
        *[["Email", "Outgoing", "Ann", "Agenda"]] * 5,
    ]


def test_that_the_buttons_turn_between_steps_and_activities_by_mouse_and_by_keyboard(screen, qtbot):
    screen.show_deal(0)
    lists = screen.lists
    assert lists.shown is screen.steps
    assert lists.show_activities.text() == "Activities (7)"
    qtbot.mouseClick(lists.show_activities, LEFT)
    assert screen.activities.isVisible()
    assert lists.show_activities.isChecked()
    assert not lists.show_steps.isChecked()
    qtbot.keyClick(lists.show_steps, Qt.Key.Key_Space)
    assert screen.steps.isVisible()
    assert lists.show_steps.isChecked()


def test_that_a_click_on_a_mark_shows_its_activities_and_a_chosen_one_is_framed(screen, qtbot):
    screen.show_deal(0)
    timeline = screen.timeline
    qtbot.mouseClick(timeline.viewport(), LEFT, pos=place_of(screen, 2))
    assert screen.lists.shown is screen.activities
    assert screen.activities.current_source_row == mark_of(screen, 2)[1].items[0]
    framed = timeline.grab().toImage()
    qtbot.keyClick(screen.activities, Qt.Key.Key_Up)
    assert screen.activities.current_source_row == 1
    assert timeline.grab().toImage() != framed


def test_that_a_click_on_a_box_below_the_marks_still_finds_its_step(screen, qtbot):
    screen.show_deal(0)
    qtbot.mouseClick(screen.lists.show_activities, LEFT)
    span = screen.timeline.found.lanes.happened[1]
    below = QPoint(GUTTER + int(span.middle), int(screen.timeline.found.rows[Lane.STAGES].top + 20))
    qtbot.mouseClick(screen.timeline.viewport(), LEFT, pos=below)
    assert screen.lists.shown is screen.steps
    assert screen.steps.current_source_row == span.step


def test_that_a_tool_tip_tells_date_what_who_and_subject_as_text(screen):
    screen.show_deal(0)
    tip = screen.timeline.tip_at(QPointF(place_of(screen, 1))).replace("\u00a0", " ")
    assert tip == "<span>7 Jan 2026  ·  Call, incoming  ·  Ann  ·  &lt;b&gt;Budget&lt;/b&gt;</span>"
    assert screen.timeline.tip_at(QPointF(2, 2)) == ""


def test_that_a_deal_without_activities_looks_as_before_and_the_choice_waits_for_the_next(screen, qtbot):
    screen.show_deal(0)
    high = screen.timeline.sizeHint().height()
    qtbot.mouseClick(screen.lists.show_activities, LEFT)
    screen.go(1)
    assert screen.timeline.found.buyer == screen.timeline.found.seller == ()
    assert Lane.SELLER not in screen.timeline.found.rows
    assert screen.timeline.sizeHint().height() < high
    assert screen.lists.shown is screen.steps
    assert not screen.lists.show_activities.isVisible()
    assert not screen.lists.nothing.isVisible()
    screen.go(1)
    assert screen.lists.shown is screen.activities


def test_that_the_activities_stay_with_their_deal_where_others_are_left_out(qtbot):
    project = with_activities("Qualify > Call", "Qualify > Email > Won")
    closed_only = Preparation(switched=frozenset({Fault.OPEN_DEALS}))
    document, results = results_of(qtbot, replace(project, preparation=closed_only))
    screen = DealScreen(document, results, LIGHT)
    qtbot.addWidget(screen)
    screen.show_deal(0)
    assert rows(screen) == [["Email", "Outgoing", "Bob", "Agenda"]]
    results.stop()


def test_that_an_import_without_any_says_so_in_one_line(qtbot):
    document, results = results_of(qtbot, a_project())
    screen = DealScreen(document, results, LIGHT)
    qtbot.addWidget(screen)
    screen.show_deal(0)
    assert not screen.lists.nothing.isHidden()
    assert screen.lists.show_activities.isHidden()
    results.stop()


def test_that_the_activities_can_be_heard(screen):
    screen.show_deal(0)
    said = screen.timeline.accessibleDescription().replace("\u00a0", " ")
    assert said.endswith("Activities: 1 call, 5 e-mails, 1 lead event")
    assert screen.activities.accessibleName() == "Activities of the deal"
    assert (
        screen.activities.table.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Direction: Incoming"
    )


def test_that_the_activities_keep_the_rules_of_qt_and_paint_in_both_palettes(screen, qtbot):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(screen.activities.table, mode)
    for case in range(3):
        screen.show_deal(case)
    assert tester.model().rowCount() == 1
    light = screen.grab().toImage()
    screen.set_palette_colors(DARK)
    assert screen.grab().toImage() != light
