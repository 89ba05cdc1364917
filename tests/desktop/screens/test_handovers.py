"""The screen of hand-overs: counted by hand, and driven by mouse and keyboard."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from desktop.screens.handovers.screen import DOCUMENTED, INFORMAL, LATER, MATRIX, PEOPLE, HandoversScreen
from desktop.theme import DARK, LIGHT
from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from models.case_filter import CaseFilter
from models.categorical import Categorical
from models.event_log import ROLE, EventLog
from models.project import Project
from tests.builders import a_log_with_activities
from tests.desktop.screens.checked import results_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton
PROCESS = """
process: {name: New business}
roles: {AE: Account executive, LEGAL: Legal, DD: Deal desk}
flow:
  - {stage: Qualify, owner: AE}
  - {stage: Proposal, owner: AE}
  - {stage: Legal review, owner: LEGAL}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
handoffs:
  - {id: H1, from: AE, to: LEGAL, start: asked, done: [granted, refused], within: 2d, accept_target: 0.9}
"""
QUICK = (
    "0 Qualify @Ann | 2 Proposal @Ann | 3 ~asked @Ann | 4 ~granted @Lea | 5 Legal review @Lea | 6 Won @Ann"
)
SLOW = (
    "0 Qualify @Bob | 2 Proposal @Bob | 3 ~asked @Bob | 3.5 Committee @Dee | 8 ~refused @Lea | 9 ~asked @Bob | "
    "10 ~granted @Lea | 12 Legal review @Lea | 13 Lost @Bob"
)
SILENT = "0 Qualify @Bob | 2 Proposal @Bob | 3 ~asked @Bob"
TITLES = {"Ann": "Account Executive", "Bob": "AE", "Lea": "Legal", "Dee": "Helper"}


def with_titles(log: EventLog, titles: dict[str, str]) -> EventLog:
    said = [titles.get(name) for name in log.resource.texts()]
    return replace(log, extra={**log.extra, ROLE: Categorical.of(said)})


def a_project(titles: dict[str, str] = TITLES, process: str = PROCESS) -> Project:
    """Ten quick deals, twelve slow ones with a committee, three in which nobody answered."""
    deals = [QUICK] * 10 + [SLOW] * 12 + [SILENT] * 3
    owners = ["Ann"] * 10 + ["Bob"] * 15
    log = a_log_with_activities(*deals, owner=owners, team=["North"] * 10 + ["South"] * 15)
    return Project("Demo", log=with_titles(log, titles), process=parse_yaml(process, "process.yaml"))


class Driven:
    """A screen with its document."""

    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.screen = HandoversScreen(self.document, self.results, LIGHT)
        self.opened: list[int] = []
        self.screen.deal_chosen.connect(self.opened.append)
        self.screen.resize(1200, 820)
        self.screen.show()
        qtbot.addWidget(self.screen)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.results.busy and self.screen.is_ready, timeout=20_000)

    def go(self, part: int) -> None:
        self.qtbot.mouseClick(self.screen.chips[part], LEFT)

    def click_cell(self, giver: str, taker: str) -> None:
        chart = self.screen.chart
        roles = chart.matrix.roles
        place = chart.cell_rect(roles.index(giver), roles.index(taker)).center().toPoint()
        self.qtbot.mouseClick(chart, LEFT, pos=place)

    def row(self, table, row: int) -> list[str]:
        model = table.table
        return [plain(model.index(row, column).data()) for column in range(model.columnCount())]

    def click_row(self, table, row: int) -> None:
        place = table.visualRect(table.table.index(row, 0)).center()
        self.qtbot.mouseClick(table.viewport(), LEFT, pos=place)

    def select_person(self, name: str) -> None:
        table = self.screen.people.table
        at = next(row for row in range(table.table.rowCount()) if table.table.index(row, 0).data() == name)
        self.click_row(table, at)

    def give(self, role: str) -> None:
        """Choose a role by the keyboard."""
        box = self.screen.people.role
        at = next(i for i in range(box.count()) if box.itemText(i).startswith(role))
        box.setFocus()
        key = Qt.Key.Key_Down if at > box.currentIndex() else Qt.Key.Key_Up
        while box.currentIndex() != at:
            self.qtbot.keyClick(box, key)
            self.settle()

    def roles(self) -> dict[str, str]:
        return {one.name: one.role for one in self.screen.people.people}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def drive(qtbot):
    made: list[Driven] = []

    def start(project: Project | None = None) -> Driven:
        made.append(Driven(qtbot, project or a_project()))
        return made[-1]

    yield start
    for one in made:
        one.screen.stop()
        one.results.stop()


def test_that_a_click_on_a_cell_lists_the_deals_behind_it(drive):
    driven = drive()
    driven.click_cell("AE", "LEGAL")
    part = driven.screen.matrix_part
    assert part.name.text() == "Account executive to Legal"
    assert plain(part.sentence.text()).startswith("34 times in 22 deals, with a median wait of 1 day")
    assert len(part.listed) == 22
    driven.click_cell("LEGAL", "AE")
    assert part.name.text() == "Legal to Account executive"


def test_that_deals_to_and_fro_are_listed_by_a_chip(drive):
    driven = drive()
    driven.click_cell("AE", "LEGAL")
    part = driven.screen.matrix_part
    assert [plain(chip.text()) for chip in part.chips] == ["All (22)", "To and fro (12)"]
    driven.qtbot.mouseClick(part.chips[1], LEFT)
    assert part.listed.tolist() == list(range(10, 22))
    table = part.deals.table
    driven.qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.table.index(0, 0)).center())
    assert driven.opened == [10]


def test_that_arrow_keys_go_from_cell_to_cell(drive):
    driven = drive()
    driven.click_cell("AE", "LEGAL")
    driven.screen.chart.setFocus()
    driven.qtbot.keyClick(driven.screen.chart, Qt.Key.Key_Down)
    assert driven.screen.chart.chosen == (0, 1)
    driven.qtbot.keyClick(driven.screen.chart, Qt.Key.Key_Left)
    assert driven.screen.chart.chosen == (0, 1)
    driven.screen.chart.choose(1, 0)
    driven.qtbot.keyClick(driven.screen.chart, Qt.Key.Key_Up)
    assert driven.screen.matrix_part.name.text() == "Legal to Account executive"


def test_that_the_chosen_cell_is_brought_into_sight(drive):
    driven = drive()
    driven.screen.resize(900, 360)
    driven.screen.chart.choose(1, 0)
    driven.screen.chart.choose(0, 1)
    for giver, taker in ((1, 0), (0, 1)):
        driven.screen.chart.choose(giver, taker)
        driven.qtbot.wait(1)
        assert driven.screen.chart.visibleRegion().contains(
            driven.screen.chart.cell_rect(giver, taker).center().toPoint()
        )


def test_that_documented_hand_overs_stand_against_their_target_and_time(drive):
    driven = drive()
    driven.go(DOCUMENTED)
    row = driven.row(driven.screen.handovers, 0)
    assert row[:2] == ["Account executive to Legal (H1)", "37"]
    assert row[2] == "65 % (48–79 %)"  # 22 of 34 answers granted
    assert row[3] == "59 % (43–74 %)"  # 22 of 37 in two days: 12 refused after five, 3 silent
    assert row[4:7] == ["3", "12", "–"]
    part = driven.screen.documented_part
    assert "the target is 90 %: it is missed" in plain(part.sentence.text())
    assert [plain(chip.text()) for chip in part.chips] == [
        "All (25)",
        "Late (12)",
        "Silent (3)",
        "Bounced (12)",
    ]
    driven.qtbot.mouseClick(part.chips[2], LEFT)
    assert part.listed.tolist() == [22, 23, 24]


def test_that_an_informal_process_is_named_with_the_role_that_the_user_gave(drive):
    driven = drive()
    driven.go(INFORMAL)
    names = [driven.row(driven.screen.ways, row)[0] for row in range(driven.screen.ways.table.rowCount())]
    assert names == ["Committee between Proposal and Legal review"]
    assert driven.row(driven.screen.ways, 0)[1] == "–"
    driven.go(PEOPLE)
    driven.select_person("Dee")
    driven.give("DD")
    assert driven.document.project.areas == {"Dee": "DD"}
    assert driven.row(driven.screen.ways, 0)[1] == "Deal desk"
    assert len(driven.screen.informal_part.listed) == 12


def test_that_a_role_that_was_given_is_taken_back_by_undo(drive):
    driven = drive()
    driven.go(PEOPLE)
    assert driven.roles() == {"Ann": "AE", "Bob": "AE", "Lea": "LEGAL", "Dee": ""}
    driven.select_person("Lea")
    driven.give("AE")
    assert driven.roles()["Lea"] == "AE"
    assert driven.document.undo_stack.undoText() == "Give Lea the role AE"
    driven.document.undo_stack.undo()
    driven.settle()
    assert driven.roles()["Lea"] == "LEGAL"
    assert driven.document.project.areas == {}
    driven.document.undo_stack.redo()
    driven.settle()
    driven.select_person("Lea")
    assert driven.screen.people.role.currentText().startswith("AE")
    driven.give("As the CRM says")
    assert driven.document.project.areas == {}
    assert driven.roles()["Lea"] == "LEGAL"


def test_that_several_people_are_given_a_role_at_once(drive):
    driven = drive()
    driven.go(PEOPLE)
    table = driven.screen.people.table
    driven.select_person("Dee")
    table.setFocus()
    driven.qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(driven.screen.people.chosen_names) == 4
    driven.give("LEGAL")
    assert set(driven.document.project.areas) == set(TITLES)
    assert len(driven.screen.people.chosen_names) == 4
    assert [cell.times for cell in driven.screen.areas.matrix.cells] == [0]  # only the documented one is left


def test_that_enter_leads_from_a_person_to_the_roles(drive):
    driven = drive()
    driven.go(PEOPLE)
    driven.select_person("Dee")
    driven.qtbot.keyClick(driven.screen.people.table, Qt.Key.Key_Return)
    assert driven.screen.focusWidget() is driven.screen.people.role


def test_that_waits_are_told_with_what_became_of_the_deals(drive):
    driven = drive()
    driven.go(LATER)
    names = [driven.row(driven.screen.delays, row)[0] for row in range(driven.screen.delays.table.rowCount())]
    assert names[0] == "Account executive to Legal (H1)"
    assert "22 deals" in plain(driven.screen.later_part.sentence.text())
    assert "Cannot tell" in driven.screen.later_part.sentence.text()  # twelve of them were answered late once


def test_that_the_filter_is_respected(drive):
    driven = drive()
    chosen = CaseFilter(teams=frozenset({"North"}))
    driven.document.edit("Filter", replace(driven.document.project, filter=chosen))
    driven.settle()
    driven.click_cell("AE", "LEGAL")
    assert len(driven.screen.matrix_part.listed) == 10
    driven.go(INFORMAL)
    assert driven.screen.informal_part.pages.currentWidget() is driven.screen.informal_part.nothing


def test_that_where_nobody_has_a_role_people_are_what_is_shown(drive):
    driven = drive(a_project({}))
    assert driven.screen.parts.currentWidget() is driven.screen.people
    assert "Nobody" in driven.screen.people.summary.text()
    driven.go(MATRIX)
    assert "give them one" in driven.screen.matrix_part.sentence.text()


@pytest.mark.parametrize(
    ("project", "page"),
    [
        (replace(a_project(), process=None), "no_process"),
        (replace(a_project(), process=to_net(a_project().process, {})), "only_a_net"),
        (a_project(process=PROCESS.replace("roles: {", "notes: {")), "no_roles"),
        (Project(""), "nothing_imported"),
    ],
)
def test_that_an_empty_state_says_what_is_missing(drive, project, page):
    driven = drive(project)
    assert driven.screen.pages.currentWidget() is getattr(driven.screen, page)
    assert driven.screen.take_away(False) is None


def test_that_the_empty_state_leads_to_the_roles_of_the_process(drive, qtbot):
    driven = drive(a_project(process=PROCESS.replace("roles: {", "notes: {")))
    with qtbot.waitSignal(driven.screen.editor_wanted):
        qtbot.mouseClick(driven.screen.no_roles.buttons[0], LEFT)


@pytest.mark.parametrize("deals", [(), ("",), ("0 Qualify @Ann",), ("0 Qualify | 1 Proposal",)])
def test_that_a_log_with_next_to_nothing_has_nothing_to_show(drive, deals):
    log = a_log_with_activities(*deals) if deals else a_log_with_activities("", "")
    driven = drive(replace(a_project(), log=log))
    for part in range(5):
        driven.go(part)
    assert driven.screen.areas is not None
    assert driven.screen.areas.matrix.cells == ()
    taken = driven.screen.take_away(False)
    assert taken is None or taken.picture.size.height() > 0


def test_that_what_is_taken_away_has_all_parts_and_names_nobody(drive):
    driven = drive()
    driven.click_cell("AE", "LEGAL")
    taken = driven.screen.take_away(False)
    titles = [table.title for table in taken.tables]
    assert titles == [
        "Who to whom",
        "As documented",
        "Later outcomes",
        "Informal processes",
        "Deals, Account executive to Legal",
    ]
    texts = {str(value) for table in taken.tables for column in table.columns for value in column.values}
    assert not {name for name in TITLES if any(name == text for text in texts)}
    named = driven.screen.take_away(True)
    owners = next(column for column in named.tables[-1].columns if column.title == "Owner")
    assert set(owners.values) == {"Ann", "Bob"}


def test_that_all_tables_keep_the_rules_of_models(drive):
    driven = drive()
    for table in (
        driven.screen.handovers,
        driven.screen.delays,
        driven.screen.ways,
        driven.screen.people.table,
    ):
        QAbstractItemModelTester(table.table, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_that_every_control_has_a_name_for_those_who_hear_it(drive):
    driven = drive()
    screen = driven.screen
    for widget in (
        screen.chart,
        screen.handovers,
        screen.delays,
        screen.ways,
        screen.people.table,
        screen.people.role,
    ):
        assert isinstance(widget, QWidget)
        assert widget.accessibleName()
    assert "34" in screen.chart.accessibleDescription()


def test_that_the_matrix_follows_the_theme(drive):
    driven = drive()
    driven.screen.set_palette_colors(DARK)
    image: QImage = driven.screen.chart.grab().toImage()
    box = driven.screen.chart.cell_rect(0, 1)
    assert (
        image.pixelColor(int(box.left() + 4), int(box.top() + 2)).name() == DARK.deviation
    )  # half were breached


def test_that_open_deals_and_unknown_outcomes_say_that_nobody_can_tell(drive):
    project = a_project()
    cases = replace(project.log.cases, outcome=np.zeros(project.log.n_cases, dtype=np.int8))
    driven = drive(replace(project, log=replace(project.log, cases=cases)))
    driven.go(LATER)
    assert "Cannot tell" in driven.screen.later_part.sentence.text()
