"""The wizard with other sources than tables: what it asks then, and what it leaves out."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from desktop.screens.import_wizard.dialog import COLUMNS, FILES, PROCESS, SUMMARY, ImportWizard
from desktop.screens.import_wizard.stages_page import StagesPage
from models.petri_net import PetriNet, Transition
from models.preparation import Preparation
from models.project import Project
from tests.desktop.wizard import SALES, choose, click_back, click_next, wait

XES = """<?xml version="1.0"?><log xes.version="1.0"><trace><string key="concept:name" value="1"/>
<event><string key="concept:name" value="Qualify"/><date key="time:timestamp" value="2026-01-05T10:00:00Z"/></event>
<event><string key="concept:name" value="Won"/><date key="time:timestamp" value="2026-01-06T10:00:00Z"/></event>
</trace></log>"""
HISTORY = """Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate
1,006A,005A,2026-01-05 10:00:00,Qualify,1,2026-02-01
2,006A,005A,2026-01-06 10:00:00,Closed Won,1,2026-02-01
"""


def test_that_a_log_that_says_everything_itself_is_imported_at_once(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    made: list[Project] = []
    wizard.imported.connect(made.append)
    (tmp_path / "log.xes").write_text(XES)
    choose(qtbot, wizard, tmp_path / "log.xes")
    assert wizard.next_button.text() == "Import"
    click_next(qtbot, wizard)
    assert wizard.step == SUMMARY
    click_back(qtbot, wizard)
    assert wizard.step == FILES
    click_next(qtbot, wizard, 2)
    assert wizard.step == PROCESS
    wizard.process.buttons[-1].click()
    click_next(qtbot, wizard)
    assert made[0].recipe is not None
    assert made[0].recipe.source == "xes"


def test_that_of_a_crm_only_the_zone_is_asked_where_it_is_open(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = tmp_path / "OpportunityHistory.csv"
    path.write_text(HISTORY)
    choose(qtbot, wizard, path)
    assert wizard.files.source.currentData() == "salesforce"
    click_next(qtbot, wizard)
    assert wizard.step == COLUMNS
    assert not wizard.columns.table.isVisible()
    assert wizard.columns.zone.isVisible()
    assert "2026-01-05 10:00:00 in the column CreatedDate" in wizard.columns._line.text()
    path.write_text(HISTORY.replace(":00:00,", ":00:00.000Z,"))
    choose(qtbot, wizard, path)
    assert wizard.next_button.text() == "Import"


def test_that_the_zone_of_a_log_is_asked_where_its_times_have_none(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES.replace("00Z", "00"))
    wizard.columns.zone.local = "Europe/Berlin"
    choose(qtbot, wizard, path)
    click_next(qtbot, wizard)
    assert wizard.step == COLUMNS
    assert "2026-01-05T10:00:00 in log.xes" in wizard.columns._line.text()
    assert wizard.columns.options().timezone == "Europe/Berlin"
    path.write_text(XES)
    choose(qtbot, wizard, path)
    assert wizard.next_button.text() == "Import"
    assert wizard.columns.options().timezone == "UTC"


AUDIT = """id,parent_id,date_created,created_by,field_name,data_type,before_value_string,after_value_string
a1,o1,2026-01-05 10:00:00,u1,sales_stage,enum,Prospecting,Qualification
a2,o1,2026-01-06 10:00:00,u1,sales_stage,enum,Qualification,Closed Won
"""


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("opportunities_audit.csv", AUDIT, "suitecrm"),
        ("OpportunityHistory.csv", HISTORY.replace("\n", ",2026-02-02 10:00:00\n"), "salesforce"),
    ],
)
def test_that_no_zone_is_asked_where_the_times_are_known_to_be_utc(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path, name: str, content: str, source: str
) -> None:
    path = tmp_path / name
    path.write_text(content.replace("CloseDate,2026-02-02 10:00:00", "CloseDate,_fivetran_synced"))
    choose(qtbot, wizard, path)
    assert wizard.files.source.currentData() == source
    assert wizard.next_button.text() == "Import"


def test_that_another_source_can_be_chosen_and_one_that_cannot_be_read_leaves_all_as_it_was(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = tmp_path / "OpportunityHistory.csv"
    path.write_text(HISTORY)
    choose(qtbot, wizard, path)
    for source, found in (("table", "table"), ("xes", "table"), ("salesforce", "salesforce")):
        wizard.files.source.setCurrentIndex(wizard.files.source.findData(source))
        wizard.files.source.activated.emit(wizard.files.source.currentIndex())
        wait(qtbot, wizard)
        assert wizard.files.source.currentData() == found
        assert wizard.next_button.isEnabled()
        assert wizard.problem.isVisible() == (source == "xes")


def _cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return "" if item is None else item.text()


def test_that_the_first_events_follow_the_columns(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(SALES)
    choose(qtbot, wizard, path)
    click_next(qtbot, wizard)
    events = wizard.columns.events
    assert [_cell(events.events, 0, column) for column in range(4)] == [
        "1", "1 - Qualify", "5\u00a0Jan\u00a02026, 10:00\u00a0UTC", "Ann",
    ]  # fmt: skip
    assert [_cell(events.deal, row, 0) for row in range(3)] == ["1 - Qualify", "Angebot", "Closed Won"]
    wizard.columns.zone.choose("Asia/Tokyo")
    qtbot.waitUntil(lambda: "01:00" in _cell(events.events, 0, 2), timeout=5_000)
    roles = wizard.columns.table.roles
    roles[1].setCurrentIndex(0)
    roles[6].setCurrentIndex(roles[6].findData("activity"))
    qtbot.waitUntil(lambda: _cell(events.events, 0, 1) == "New", timeout=5_000)
    roles[6].setCurrentIndex(0)
    qtbot.waitUntil(lambda: events.sentence.isVisible(), timeout=5_000)


def test_that_a_zone_that_is_none_goes_back_to_the_last_that_was(qtbot: QtBot, wizard: ImportWizard) -> None:
    zone, typed_in = wizard.columns.zone, wizard.columns.zone.lineEdit()
    assert typed_in is not None
    for typed, taken in (("europe/berlin", "Europe/Berlin"), ("Mars", "Europe/Berlin")):
        zone.setEditText(typed)
        typed_in.editingFinished.emit()
        assert (zone.zone, zone.currentText()) == (taken, taken)


def test_that_labels_get_the_names_of_the_steps_of_a_net(qtbot: QtBot) -> None:
    net = PetriNet(
        "N", ("a", "b"), (Transition("t", "Proposal", (("a", 1),), (("b", 1),)),), {"a": 1}, {"b": 1}
    )
    page = StagesPage()
    qtbot.addWidget(page)
    page.show_process(net, {"Angebot": 3, "Proposal": 1, "Coffee": 1}, {})
    process, preparation = page.applied(Preparation(stages={"Offer": "Angebot"}))
    assert process is net
    assert preparation.stages == {"Offer": "Proposal", "Angebot": "Proposal"}
