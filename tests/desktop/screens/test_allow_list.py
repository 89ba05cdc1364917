"""Accepting deviations on their screen: the dialog, what counts then, and the list of what is accepted."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.allow.dialog import AllowDialog
from desktop.screens.deviations.screen import DeviationsScreen
from desktop.theme import DARK, LIGHT
from mining.process.conditions import parse_condition
from mining.process.yaml_format import parse_yaml
from models.allow_list import Accepted, Forbidden
from models.deviation import DeviationKey, DeviationType
from models.petri_net import PetriNet, Transition
from models.project import Project
from models.sales_process import SalesProcess
from tests.desktop.screens.checked import a_project, results_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window

SKIP = DeviationKey(DeviationType.SKIPPED, "Discovery")
PRICING = DeviationKey(DeviationType.UNDOCUMENTED, "Pricing")
ACCEPTED = Accepted(
    SKIP, parse_condition("owner == 'Bob'", "test"), "Known product", "Ann", until=date(2020, 12, 31)
)


class Driven:
    """The screen of deviations, and clicks on it."""

    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.screen = DeviationsScreen(self.document, self.results, LIGHT)
        self.screen.resize(1200, 900)
        self.screen.show()
        qtbot.addWidget(self.screen)

    @property
    def process(self) -> SalesProcess:
        process = self.document.project.process
        assert isinstance(process, SalesProcess)
        return process

    @property
    def dialog(self) -> AllowDialog:
        found = self.screen.edits.dialog
        assert found is not None
        return found

    def select(self, key: DeviationKey) -> None:
        self.screen.table.make_current(self.screen._row_of(key))

    def click(self, button) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def take(self) -> None:
        self.click(self.dialog.take)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.results.busy)

    def listed(self) -> list[list[str]]:
        table = self.screen.allow.table.table
        return [
            [table.index(row, column).data() for column in range(table.columnCount())]
            for row in range(table.rowCount())
        ]

    def deals(self) -> list[str]:
        table = self.screen.deals.table.table
        return [table.index(row, 0).data() for row in range(table.rowCount())]


def a_project_accepting(*accepted: Accepted, forbidden: tuple[Forbidden, ...] = ()) -> Project:
    project = a_project()
    assert isinstance(project.process, SalesProcess)
    return replace(project, process=replace(project.process, accepted=accepted, forbidden=forbidden))


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project())
    yield made
    made.results.stop()


@pytest.fixture
def with_list(qtbot):
    never = Forbidden(("Qualify", "Discovery", "Demo", "Proposal", "Won"), "Nobody was met", "Legal")
    made = Driven(qtbot, a_project_accepting(ACCEPTED, forbidden=(never,)))
    yield made
    made.results.stop()


def test_that_a_deviation_is_accepted_with_its_reason_and_counts_no_more(driven, qtbot):
    driven.select(SKIP)
    driven.click(driven.screen.accept_button)
    dialog = driven.dialog
    assert dialog.what.text() == "Skipped Discovery"
    assert not dialog.take.isEnabled()
    assert dialog.said.text() == "Covers 2 of the 2\u00a0deals that show it. Write why it is accepted."
    qtbot.keyClicks(dialog.why, "Known product")
    qtbot.keyClicks(dialog.by, "Head of sales")
    dialog.until.box.setChecked(False)
    driven.take()
    assert driven.process.accepted == (Accepted(SKIP, None, "Known product", "Head of sales"),)
    assert driven.screen._row_of(SKIP) == -1
    assert driven.results.view.deviating == 2
    assert driven.listed() == [
        ["Accepted: Skipped Discovery", "2", "All deals", "Known product", "Head of sales", "–"]
    ]
    assert driven.screen.edits.dialog is None


def test_that_one_undo_brings_the_deviation_back_and_the_list_goes(driven, qtbot):
    driven.select(SKIP)
    driven.click(driven.screen.accept_button)
    qtbot.keyClicks(driven.dialog.why, "x")
    qtbot.keyClicks(driven.dialog.by, "y")
    driven.take()
    assert driven.screen.allow.isVisible()
    assert driven.document.undo_stack.undoText() == "Accept a deviation"
    driven.document.undo_stack.undo()
    driven.settle()
    assert driven.screen._row_of(SKIP) >= 0
    assert not driven.screen.allow.isVisible()


def test_that_a_condition_says_at_every_letter_which_deals_it_covers(driven, qtbot):
    driven.select(SKIP)
    driven.click(driven.screen.accept_button)
    dialog = driven.dialog
    qtbot.keyClicks(dialog.why, "x")
    qtbot.keyClicks(dialog.by, "y")
    qtbot.keyClicks(dialog.when, "owner == 'Bob")
    assert "Only where: the condition" in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert not dialog.take.isEnabled()
    qtbot.keyClicks(dialog.when, "'")
    assert not dialog.problem.isVisible()
    assert dialog.said.text() == "Covers 1 of the 2\u00a0deals that show it."
    driven.take()
    assert driven.process.accepted[0].when == parse_condition("owner == 'Bob'", "test")
    driven.select(SKIP)
    assert driven.deals() == ["Cargo"]


def test_that_days_bound_it_and_must_make_sense(driven, qtbot):
    driven.select(SKIP)
    driven.click(driven.screen.accept_button)
    dialog = driven.dialog
    qtbot.keyClicks(dialog.why, "x")
    qtbot.keyClicks(dialog.by, "y")
    driven.click(dialog.since.box)
    dialog.since.edit.setDate(QDate(2026, 2, 1))
    dialog.until.edit.setDate(QDate(2026, 1, 31))
    assert dialog.problem.text() == "It ends before it begins: choose a later last day."
    assert not dialog.take.isEnabled()
    dialog.until.edit.setDate(QDate(2026, 2, 1))
    assert dialog.said.text() == "Covers 0 of the 2\u00a0deals that show it."
    driven.take()
    assert (driven.process.accepted[0].since, driven.process.accepted[0].until) == (date(2026, 2, 1),) * 2


def test_that_the_last_author_is_offered_and_a_cancel_changes_nothing(with_list):
    with_list.select(PRICING)
    with_list.click(with_list.screen.accept_button)
    assert with_list.dialog.by.text() == "Ann"
    with_list.dialog.reject()
    assert with_list.document.undo_stack.count() == 0
    assert with_list.screen.edits.dialog is None


def test_that_the_list_shows_reason_author_days_and_deals_and_what_is_over(with_list):
    never = "Must never happen: Qualify > Discovery > Demo > Proposal > Won"
    over = "expired; until 31 Dec 2020"
    assert with_list.listed() == [
        ["Accepted: Skipped Discovery", "0", "owner == 'Bob'", "Known product", "Ann", over],
        [never, "1", "All deals", "Nobody was met", "Legal", "–"],
    ]


def test_that_an_entry_lists_its_deals_and_only_one_list_has_a_selected_row(with_list):
    with_list.select(PRICING)
    with_list.screen.allow.table.make_current(1)
    assert with_list.screen.table.current_source_row == -1
    assert with_list.screen.name.text() == "Must never happen: Qualify > Discovery > Demo > Proposal > Won"
    assert with_list.screen.sentence.text() == "In 1\u00a0deal: Nobody was met; Legal."
    assert with_list.deals() == ["Acme"]
    assert not with_list.screen.accept_button.isVisible()
    with_list.select(PRICING)
    assert with_list.screen.allow.selected is None
    assert with_list.deals() == ["Delta"]
    assert not with_list.screen.edit_button.isVisible()


def test_that_an_entry_is_changed_in_its_place(with_list, qtbot):
    with_list.screen.allow.table.make_current(0)
    with_list.click(with_list.screen.edit_button)
    dialog = with_list.dialog
    assert (dialog.why.text(), dialog.when.text()) == ("Known product", "owner == 'Bob'")
    dialog.until.box.setChecked(False)
    with_list.take()
    assert with_list.process.accepted == (replace(ACCEPTED, until=None),)
    assert with_list.document.undo_stack.undoText() == "Accept a deviation: change"
    assert with_list.listed()[0][1] == "1"


def test_that_an_entry_is_removed_and_an_undo_brings_it_back(with_list):
    with_list.screen.allow.table.make_current(1)
    with_list.click(with_list.screen.remove_button)
    with_list.settle()
    assert with_list.process.forbidden == ()
    assert len(with_list.listed()) == 1
    with_list.document.undo_stack.undo()
    with_list.settle()
    assert len(with_list.listed()) == 2


def test_that_entries_of_earlier_versions_are_listed_and_removed_there(qtbot):
    project = a_project_accepting()
    assert isinstance(project.process, SalesProcess)
    entry = replace(ACCEPTED, when=None, until=None)
    earlier = replace(project.process, valid_until=date(2099, 12, 31), accepted=(entry,))
    driven = Driven(qtbot, replace(project, earlier=(earlier,)))
    assert [row[1] for row in driven.listed()] == ["2"]
    driven.screen.allow.table.make_current(0)
    driven.click(driven.screen.remove_button)
    driven.settle()
    assert driven.document.project.earlier[0].accepted == ()
    driven.results.stop()


def test_that_nothing_departs_any_more_and_what_is_accepted_is_still_shown(qtbot):
    driven = Driven(qtbot, a_project_accepting())
    found = driven.results.analysis.conformance
    entries = tuple(Accepted(one.key, why="x", by="y") for one in found.deviations)
    process = replace(driven.process, accepted=entries)
    driven.document.edit("Accept", replace(driven.document.project, process=process))
    driven.settle()
    assert driven.screen.pages.currentWidget() is driven.screen.splitter
    assert driven.screen.table.table.rowCount() == 0
    assert driven.results.view.deviating == 0
    driven.results.stop()


def test_that_a_model_has_to_be_edited_as_stages_first(qtbot):
    names = ("Qualify", "Discovery", "Demo", "Proposal")
    places = tuple(f"p{i}" for i in range(5))
    steps = tuple(
        Transition(name, name, ((places[i], 1),), ((places[i + 1], 1),)) for i, name in enumerate(names)
    )
    net = PetriNet("Imported", places, steps, {"p0": 1}, {"p4": 1})
    driven = Driven(qtbot, replace(a_project(), process=net))
    driven.select(SKIP)
    assert driven.screen.accept_button.isVisible()
    assert not driven.screen.accept_button.isEnabled()
    assert "edit it as stages first" in driven.screen.accept_button.toolTip()
    assert not driven.screen.accept_action.isEnabled()
    driven.results.stop()


def test_that_the_context_menu_accepts_too(driven):
    driven.select(SKIP)
    assert driven.screen.accept_action in driven.screen.table.actions()
    driven.screen.accept_action.trigger()
    assert driven.dialog.what.text() == "Skipped Discovery"
    driven.dialog.reject()


def test_that_the_list_keeps_the_rules_of_qt_and_changes_its_colours(with_list):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(with_list.screen.allow.table.table, mode)
    with_list.screen.set_palette_colors(DARK)
    with_list.screen.allow.table.make_current(0)
    assert tester is not None
    assert with_list.screen.allow.table.accessibleName() == "Accepted and forbidden"


def test_that_the_list_is_taken_away_and_names_who_said_so_only_where_wanted(with_list):
    for real_names, by in ((True, ["Ann", "Legal"]), (False, [None, None])):
        taken = with_list.screen.take_away(real_names)
        assert taken is not None
        table = next(table for table in taken.tables if table.title == "Accepted and forbidden")
        assert [list(column.values) for column in table.columns if column.title == "By"] == [by]
        assert taken.picture is not None
        assert taken.picture.size.height() > 200


def test_that_a_file_with_a_list_shows_it(qtbot):
    text = "process: {name: P}\nflow: [Qualify, Demo]\naccepted:\n- {deviation: skip Demo, why: Known, by: Ann}\n"
    driven = Driven(qtbot, replace(a_project(), process=parse_yaml(text, "p.yaml")))
    assert driven.listed() == [
        ["Accepted: Skipped Demo", "0", "All deals", "Known", "Ann", "no deal shows this deviation"]
    ]
    driven.results.stop()
