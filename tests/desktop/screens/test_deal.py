"""The screen of one deal, driven by mouse and keyboard."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.screens.deal.arrangement import BOX, Lane
from desktop.screens.deal.screen import NO_DEAL, DealScreen
from desktop.screens.deal.timeline import GUTTER
from desktop.theme import DARK, LIGHT
from mining.process.yaml_format import parse_yaml
from models.allow_list import Accepted
from models.case_filter import CaseFilter
from models.deviation import DeviationKey, DeviationType
from models.project import Project
from tests.builders import a_log
from tests.desktop.screens.checked import PROCESS, a_project, results_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton


class Driven:
    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.screen = DealScreen(self.document, self.results, LIGHT)
        self.screen.resize(1200, 800)
        self.screen.show()
        qtbot.addWidget(self.screen)

    def edit(self, project: Project) -> None:
        self.document.edit("Edit", project)
        self.qtbot.waitUntil(lambda: not self.results.busy)

    def column(self, at: int) -> list[str]:
        table = self.screen.steps.table
        return [table.index(row, at).data() for row in range(table.rowCount())]


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project())
    yield made
    made.results.stop()


def test_that_without_a_deal_there_is_a_list_to_choose_from(driven, qtbot):
    screen = driven.screen
    assert screen.pages.currentWidget() is screen.chooser_page
    assert screen.deals.table.table.rowCount() == 6
    screen.deals.table.make_current(3)
    qtbot.keyClick(screen.deals.table, Qt.Key.Key_Return)
    assert screen.case == 3
    assert screen.pages.currentWidget() is screen.deal_page


def test_that_a_deal_is_told_step_by_step_with_dates(driven):
    driven.screen.show_deal(1)
    assert driven.screen.name.text() == "<b>Bolt</b>"
    assert driven.column(1) == ["Qualify", "Discovery", "Demo", "Proposal", "Won"]
    assert driven.column(2) == ["As documented", "Skipped", "As documented", "As documented", "As documented"]
    assert [day.replace("\u00a0", " ") for day in driven.column(0)[:3]] == ["5 Jan 2026", "–", "6 Jan 2026"]
    assert "Skipped Discovery" in driven.screen.verdict.text()
    assert "Discovery: skipped" in driven.screen.timeline.accessibleDescription()


def test_that_an_open_deal_shows_what_it_has_not_reached_yet(driven):
    driven.screen.show_deal(5)
    assert driven.column(1) == ["Qualify", "Discovery", "Demo", "Proposal", "Won"]
    assert driven.column(2)[2:] == ["Not reached yet"] * 3
    assert len(driven.screen.timeline.found.lanes.asked) == 5
    assert "Demo: not reached yet" in driven.screen.timeline.accessibleDescription()
    assert driven.screen.verdict.text() == "As documented so far, and still open."


def test_that_a_name_without_room_ends_in_an_ellipsis(driven, qtbot):
    driven.screen.show_deal(0)
    driven.screen.name.setText("Dunmore Education Group, the whole of it")
    driven.screen.resize(640, 600)
    qtbot.waitUntil(lambda: driven.screen.name.shown.endswith("…"))


def test_that_the_steps_keep_the_rules_of_qt(driven):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(driven.screen.steps.table, mode)
    for case in range(6):
        driven.screen.show_deal(case)
    assert tester.model().rowCount() == 5


def test_that_left_and_right_go_through_the_deals_that_pass_the_filter(driven, qtbot):
    driven.edit(replace(driven.document.project, filter=CaseFilter(owners=frozenset({"Ann"}))))
    driven.screen.show_deal(0)
    driven.screen.activateWindow()
    qtbot.keyClick(driven.screen.steps, Qt.Key.Key_Right)
    assert driven.screen.case == 2
    qtbot.mouseClick(driven.screen.next, LEFT)
    assert driven.screen.case == 5
    assert not driven.screen.next.isEnabled()
    qtbot.mouseClick(driven.screen.previous, LEFT)
    assert driven.screen.case == 2
    assert driven.screen.place.text() == "2 of 3"


def test_that_from_outside_the_filter_the_way_leads_to_the_nearest_deal_in_it(driven):
    driven.edit(replace(driven.document.project, filter=CaseFilter(owners=frozenset({"Ann"}))))
    for way, expected in ((1, 2), (-1, 0)):
        driven.screen.show_deal(1)
        assert driven.screen.place.text() == "Outside the filter"
        driven.screen.go(way)
        assert driven.screen.case == expected


def test_that_a_click_on_a_box_selects_its_step_and_a_selected_step_is_framed(driven, qtbot):
    driven.screen.show_deal(1)
    timeline = driven.screen.timeline
    lanes, rows = timeline.found.lanes, timeline.found.rows
    for spans, top in ((lanes.happened, rows[Lane.STAGES].top), (lanes.asked, rows[Lane.ASKED].top)):
        for span in spans:
            place = QPoint(int(span.middle) + GUTTER, int(top + BOX / 2))
            qtbot.mouseClick(timeline.viewport(), LEFT, pos=place)
            assert driven.screen.steps.current_source_row == span.step
    before = timeline.grab().toImage()
    driven.screen.steps.make_current(0)
    assert timeline.grab().toImage() != before


def test_that_back_and_another_deal_are_two_different_wishes(driven, qtbot):
    driven.screen.show_deal(1)
    with qtbot.waitSignal(driven.screen.back_requested):
        qtbot.mouseClick(driven.screen.back, LEFT)
    qtbot.mouseClick(driven.screen.other, LEFT)
    assert driven.screen.case == NO_DEAL
    assert driven.screen.pages.currentWidget() is driven.screen.chooser_page


def test_that_a_deal_that_does_not_exist_leads_to_the_list(driven):
    for case in (-1, 6):
        driven.screen.show_deal(case)
        assert driven.screen.pages.currentWidget() is driven.screen.chooser_page


def test_that_another_process_tells_the_same_deal_anew_and_another_log_forgets_it(driven):
    driven.screen.show_deal(1)
    driven.edit(replace(driven.document.project, process=None))
    assert driven.screen.case == 1
    assert driven.screen.steps.isColumnHidden(2)
    assert not driven.screen.verdict.isVisible()
    assert driven.screen.timeline.found.lanes.asked == ()
    driven.edit(replace(driven.document.project, log=a_log("Qualify > Won")))
    assert driven.screen.case == NO_DEAL


def test_that_a_deal_with_a_hundred_stages_scrolls_and_every_step_comes_into_sight(qtbot):
    log = a_log(" > ".join(["Qualify", "Demo"] * 50))
    driven = Driven(qtbot, Project("Long", log=log, process=parse_yaml(PROCESS, "process.yaml")))
    driven.screen.show_deal(0)
    timeline = driven.screen.timeline
    assert len(timeline.found.lanes.happened) == 100
    assert timeline.horizontalScrollBar().maximum() > 0
    driven.screen.steps.make_current(len(driven.column(0)) - 1)
    assert timeline.horizontalScrollBar().value() > 0
    driven.results.stop()


def test_that_a_tool_tip_shows_markup_from_a_file_as_text(qtbot):
    log = a_log("<img src=x > Won", resources=["<b>Ann</b>"])
    driven = Driven(qtbot, Project("Markup", log=log))
    driven.screen.show_deal(0)
    timeline = driven.screen.timeline
    place = QPointF(GUTTER + 30, timeline.found.rows[Lane.STAGES].top + BOX / 2)
    tip = timeline.tip_at(place)
    assert "&lt;img src=x" in tip
    assert "Entered by &lt;b&gt;Ann" in tip
    driven.results.stop()


def test_that_a_long_name_does_not_stretch_the_window(qtbot):
    log = a_log("Qualify > Won", name=("N" * 500,))
    driven = Driven(qtbot, Project("Long", log=log))
    driven.screen.show_deal(0)
    assert len(driven.screen.name.text()) < 60
    assert driven.screen.minimumSizeHint().width() < 1000
    driven.results.stop()


def test_that_without_a_log_the_screen_says_what_to_do(qtbot):
    driven = Driven(qtbot, Project("Empty"))
    assert driven.screen.pages.currentWidget() is driven.screen.nothing_imported


def test_that_the_screen_paints_in_both_palettes(driven):
    driven.screen.show_deal(4)
    light = driven.screen.grab().toImage()
    driven.screen.set_palette_colors(DARK)
    assert driven.screen.grab().toImage() != light


def test_that_what_is_accepted_is_told_with_its_reason_and_is_no_departure(driven):
    skip = DeviationKey(DeviationType.SKIPPED, "Discovery")
    process = replace(
        driven.document.project.process, accepted=(Accepted(skip, None, "Known product", "Ann"),)
    )
    driven.screen.show_deal(1)
    assert driven.screen.verdict.text() == "Departs from the process: Skipped Discovery."
    driven.edit(replace(driven.document.project, process=process))
    accepted = "Follows the documented process. Accepted: Skipped Discovery (Known product; Ann)."
    assert driven.screen.verdict.text() == accepted
    assert driven.column(2)[1] == "Skipped, accepted"
    step = driven.screen.timeline.told.path.steps[1]
    assert (step.deviation, step.accepted) == (None, DeviationType.SKIPPED)


def test_that_only_what_is_not_accepted_is_a_departure(driven):
    pricing = DeviationKey(DeviationType.UNDOCUMENTED, "Pricing")
    process = replace(driven.document.project.process, accepted=(Accepted(pricing),))
    driven.edit(replace(driven.document.project, process=process))
    driven.screen.show_deal(3)
    assert (
        driven.screen.verdict.text()
        == "Follows the documented process. Accepted: Undocumented step: Pricing."
    )
    assert driven.column(2)[4] == "Not documented, accepted"
    driven.screen.show_deal(1)
    assert driven.screen.verdict.text() == "Departs from the process: Skipped Discovery."


def test_that_a_deal_says_which_version_of_the_process_it_was_checked_against(driven):
    """All deals begin on 5 January 2026; until that day the older version is in force, without a discovery."""
    old = parse_yaml(PROCESS.replace("  - {stage: Discovery, crm: [Discovery]}\n", ""), "old.yaml")
    old = replace(old, version="1", valid_until=date(2026, 1, 6))
    now = replace(driven.document.project.process, version="2")
    driven.screen.show_deal(1)
    assert "version" not in driven.screen.facts.text()
    driven.edit(replace(driven.document.project, process=now, earlier=(old,)))
    assert driven.screen.facts.text().endswith("version 1 of the process")
    assert driven.screen.verdict.text() == "Follows the documented process."
    driven.screen.show_deal(4)
    assert driven.screen.facts.text().endswith("version 2 of the process")
