"""The story on the screen of one deal: its lanes, its list of changes, and what it gives to take away."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QAbstractItemModelTester

from desktop.screens.deal.arrangement import Lane, Place
from desktop.screens.deal.screen import DealScreen
from desktop.screens.deal.timeline import GUTTER
from desktop.screens.deal.timeline_card import HINT
from desktop.theme import DARK, LIGHT
from models.event_log import EventKind
from models.project import Project
from tests.builders import a_history, a_log
from tests.desktop.screens.checked import a_project, results_of
from tests.desktop.screens.with_buyer import a_project_with_buyer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton


def with_story() -> Project:
    """Three checked deals: one with everything, one without a history, one with forty changes."""
    log = a_log(
        "Qualify > Call > Discovery > Demo > Proposal > Won",
        "Qualify > Demo > Proposal > Won",
        "Qualify > Discovery",
        resources=["Ann Ash", "Bob", "Ann Ash"],
        owner=["Bob", "Bob", "Ann Ash"],
        currency=["USD"] * 3,
        name=("Acme", "<b>Bolt</b>", "Cargo"),
    )
    many = [(2, at / 50, "Amount", str(100 + at), str(101 + at), "Ann Ash") for at in range(40)]
    changes = a_history(
        (0, 0, "Amount", "", "14000", "Ann Ash"),
        (0, 0, "Close date", "", "2026-01-20", "Ann Ash"),
        (0, 1.5, "Owner", "Ann Ash", "Bob", "<i>Cid</i>"),
        (0, 2, "Close date", "2026-01-20", "2026-02-20", "Ann Ash"),
        (0, 3, "Amount", "14000", "12880", "Ann Ash"),
        *many,
    )
    kinds = [EventKind.ACTIVITY if name == "Call" else EventKind.STAGE for name in log.activity.texts()]
    return replace(a_project(), log=replace(log, kind=np.array(kinds, dtype=np.int8), changes=changes))


@pytest.fixture
def screen(qtbot):
    document, results = results_of(qtbot, with_story())
    made = DealScreen(document, results, LIGHT)
    made.resize(1200, 900)
    made.show()
    qtbot.addWidget(made)
    made.show_deal(0)
    yield made
    results.stop()


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def place_in(screen: DealScreen, lane: Lane, at: int = 0) -> Place:
    return [place for place in screen.timeline.found.places if place.lane is lane][at]


def point_of(screen: DealScreen, lane: Lane, at: int = 0) -> QPoint:
    place = place_in(screen, lane, at)
    return QPoint(GUTTER + int(place.left + min(place.width, 16) / 2), int(place.top + place.height / 2))


def changes_in(screen: DealScreen) -> list[list[str]]:
    table = screen.changes.table
    rows, columns = range(table.rowCount()), range(table.columnCount())
    return [[plain(table.index(row, at).data()) for at in columns] for row in rows]


def test_that_the_story_stands_above_the_timeline(screen):
    told = plain(screen.story.text())
    assert told.startswith("Opened on 5 Jan 2026 by Ann Ash at 14,000 USD.")
    assert told.endswith("Won after 5 days at 12,880 USD, 8 % less than at first.")
    assert screen.story.textFormat() == Qt.TextFormat.PlainText
    assert "Opened on 5 Jan 2026" in plain(screen.timeline.accessibleDescription())


def test_that_every_change_is_listed_with_what_it_was_and_how_far_it_moved(screen, qtbot):
    assert screen.lists.show_changes.text() == "Changes (5)"
    qtbot.mouseClick(screen.lists.show_changes, LEFT)
    assert screen.lists.shown is screen.changes
    assert changes_in(screen) == [
        ["5 Jan 2026", "Amount", "–", "14,000 USD", "–", "Ann Ash"],
        ["5 Jan 2026", "Close date", "–", "20 Jan 2026", "–", "Ann Ash"],
        ["6 Jan 2026", "Owner", "Ann Ash", "Bob", "–", "<i>Cid</i>"],
        ["7 Jan 2026", "Close date", "20 Jan 2026", "20 Feb 2026", "+31 days", "Ann Ash"],
        ["8 Jan 2026", "Amount", "14,000 USD", "12,880 USD", "−8 %", "Ann Ash"],
    ]


def test_that_a_click_on_an_amount_a_date_or_a_hand_over_finds_its_change(screen, qtbot):
    for lane, at, row in ((Lane.AMOUNT, 1, 4), (Lane.CLOSE_DATE, 1, 3), (Lane.PEOPLE, 0, 2)):
        qtbot.mouseClick(screen.timeline.viewport(), LEFT, pos=point_of(screen, lane, at))
        assert screen.lists.shown is screen.changes
        assert screen.changes.current_source_row == row


def test_that_a_step_of_somebody_else_leads_to_that_step(screen, qtbot):
    project = with_story()
    log = replace(a_log("Qualify > Demo"), resource=type(project.log.resource).of(["Ann", "Bob"]))
    screen._document.edit("Import", replace(project, log=log))
    qtbot.waitUntil(lambda: not screen._results.busy)
    screen.show_deal(0)
    qtbot.mouseClick(screen.timeline.viewport(), LEFT, pos=point_of(screen, Lane.PEOPLE))
    assert screen.lists.shown is screen.steps
    assert screen.steps.table.index(screen.steps.current_source_row, 1).data() == "Demo"


def test_that_pointing_at_a_mark_says_it_in_a_sentence_and_its_tip_has_no_markup(screen, qtbot):
    assert screen.card.line.text() == HINT
    qtbot.mouseMove(screen.timeline.viewport(), point_of(screen, Lane.CLOSE_DATE, 1))
    qtbot.waitUntil(lambda: screen.card.line.text() != HINT)
    assert plain(screen.card.line.text()).startswith(
        "Close date moved from 20 Jan 2026 to 20 Feb 2026, 31 days later"
    )
    tip = screen.timeline.tip_at(point_of(screen, Lane.PEOPLE).toPointF())
    assert tip.startswith("<span>Owner changed: Ann Ash → Bob")


def test_that_the_arrow_keys_go_from_mark_to_mark_and_enter_asks_for_it(screen, qtbot):
    timeline = screen.timeline
    screen.activateWindow()
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(timeline.hasFocus)
    assert screen.card.line.text() != HINT
    heard = [screen.card.line.text()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(timeline, key)
        heard.append(screen.card.line.text())
    assert screen.case == 0  # the arrows went to no other deal
    assert len(set(heard)) == len(heard)
    assert plain(heard[-1]).startswith("The amount fell by 1,120 USD (−8 %), from 14,000 to 12,880 USD")
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert screen.changes.current_source_row == 4
    qtbot.keyClick(screen.lists.shown, Qt.Key.Key_Right)
    assert screen.case == 1


def test_that_a_chosen_change_is_framed_on_the_timeline(screen, qtbot):
    qtbot.mouseClick(screen.lists.show_changes, LEFT)
    before = screen.timeline.grab().toImage()
    screen.changes.make_current(3)
    assert screen.timeline.grab().toImage() != before


def test_that_the_switch_turns_to_true_time_and_stays_for_the_next_deal(screen, qtbot):
    even = screen.timeline.found.lanes.happened
    qtbot.mouseClick(screen.card.true, LEFT)
    assert screen.timeline.found.lanes.happened != even
    assert screen.timeline.found.ticks
    screen.go(1)
    assert screen.timeline.is_true
    assert screen.card.true.isChecked()
    qtbot.keyClick(screen.card.even, Qt.Key.Key_Space)
    assert not screen.timeline.is_true


def test_that_a_deal_without_a_history_has_no_such_lanes_and_no_list_of_changes(screen):
    screen.show_deal(1)
    assert not {Lane.AMOUNT, Lane.CLOSE_DATE, Lane.BUYER} & set(screen.timeline.found.rows)
    assert not screen.lists.show_changes.isVisible()


def test_that_many_changes_keep_the_rules_of_qt_and_paint_in_both_palettes(screen, qtbot):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(screen.changes.table, mode)
    screen.show_deal(2)
    assert tester.model().rowCount() == 40
    for is_true in (False, True):
        screen.timeline.show_true_time(is_true)
        light = screen.grab().toImage()
        screen.set_palette_colors(DARK)
        assert screen.grab().toImage() != light
        screen.set_palette_colors(LIGHT)


def test_that_what_is_taken_away_has_stand_ins_unless_names_are_wanted(screen):
    given = screen.take_away(real_names=False)
    assert given is not None
    assert given.title == "Acme"
    assert [table.title for table in given.tables] == ["Steps", "Activities", "Changes"]
    told = repr(given.tables)
    assert not any(name in told for name in ("Ann Ash", "Bob", "Cid"))
    assert "Rep 1" in told
    named = screen.take_away(real_names=True)
    assert named is not None
    assert "Ann Ash" in repr(named.tables)


def test_that_the_picture_holds_the_whole_timeline_as_vectors_without_a_name(screen, tmp_path):
    for real_names, is_named in ((False, False), (True, True)):
        given = screen.take_away(real_names)
        assert given is not None
        assert given.picture is not None
        size = given.picture.size
        path = tmp_path / "deal.svg"
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(size.toSize())
        generator.setViewBox(QRect(0, 0, int(size.width()), int(size.height())))
        painter = QPainter(generator)
        given.picture.paint(painter)
        painter.end()
        text = path.read_text("utf-8")
        assert ("Ann Ash" in text) is is_named
        assert "Prescribed path" in text
        image = QImage(QSize(int(size.width()), int(size.height())), QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        given.picture.paint(painter)
        painter.end()
        assert image.pixelColor(2, 2).name() == LIGHT.surface


def test_that_without_a_deal_there_is_nothing_to_take_away(screen):
    screen.choose_another()
    assert screen.take_away(real_names=True) is None


def test_that_in_a_low_window_the_page_scrolls_and_a_click_brings_the_list_into_sight(screen, qtbot):
    screen.resize(900, 480)
    bar = screen.deal_page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    timeline = screen.timeline
    assert timeline.height() >= timeline.sizeHint().height()  # it is never cut off
    screen.deal_page.ensureWidgetVisible(timeline)
    qtbot.mouseClick(timeline.viewport(), LEFT, pos=point_of(screen, Lane.AMOUNT, 1))
    assert bar.value() == bar.maximum()
    assert screen.changes.current_source_row == 4


@pytest.fixture
def with_buyer(qtbot):
    document, results = results_of(qtbot, a_project_with_buyer())
    made = DealScreen(document, results, LIGHT)
    made.resize(1200, 900)
    made.show()
    qtbot.addWidget(made)
    yield made
    results.stop()


def test_that_the_buyers_track_stands_beside_the_stages_and_is_told(with_buyer):
    with_buyer.show_deal(2)
    found = with_buyer.timeline.found
    assert Lane.JOURNEY in found.rows
    moments = with_buyer.timeline.told.journey
    assert [(one.kind is None, one.what) for one in moments] == [
        (True, ("Problem identification",)), (False, ("Exploration",)), (True, ("Exploration",)),
    ]  # fmt: skip
    assert (
        "Proposal began on 9 Jan 2026, before the buyer had done Exploration; that was done 4 days later."
        in with_buyer.story.text().replace("\u00a0", " ")
    )


def test_that_a_click_on_the_buyers_track_finds_the_activity_or_the_stage(with_buyer, qtbot):
    with_buyer.show_deal(2)
    timeline = with_buyer.timeline
    places = [place for place in timeline.found.places if place.lane is Lane.JOURNEY]
    clicked = []
    timeline.activity_clicked.connect(lambda at: clicked.append(("activity", at)))
    timeline.step_clicked.connect(lambda at: clicked.append(("step", at)))
    for place in places:
        spot = QPoint(round(GUTTER + place.left + 8), round(place.top + place.height / 2))
        qtbot.mouseClick(timeline.viewport(), LEFT, pos=spot)
    path = timeline.told.path
    at_proposal = next(at for at, step in enumerate(path.steps) if step.stage == "Proposal" and step.happened)
    assert clicked == [("activity", 0), ("step", at_proposal), ("activity", 1)]


def test_that_the_buyers_track_is_taken_away(with_buyer):
    with_buyer.show_deal(2)
    table = with_buyer.take_away(True).tables[-1]
    assert table.title == "Buyer"
    assert list(table.columns[2].values) == ["", "buyer not there yet", ""]


def test_that_a_deal_without_a_journey_has_no_such_lane(screen):
    assert Lane.JOURNEY not in screen.timeline.found.rows
