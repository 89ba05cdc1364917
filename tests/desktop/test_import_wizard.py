"""The import wizard, from files to a project, driven by clicks."""

from PySide6.QtCore import Qt

from desktop.screens.import_wizard.dialog import COLUMNS, FILES, PROCESS, STAGES, SUMMARY

DEALS = """deal;phase;changed on;rep;value
1;Qualify;2026-04-03 10:00;Ann;1000
1;Demo;2026-04-05 10:00;Ann;1000
2;Qualify;2026-05-06 10:00;Bob;400
2;Won;2026-05-07 10:00;Bob;400
3;Qualify;yesterday;Bob;400
"""


def choose(qtbot, wizard, path):
    wizard.choose([path])
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=20_000)


def click_next(qtbot, wizard):
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=20_000)


def set_role(wizard, column, role):
    """Choose the meaning of a column in the box above it."""
    box = wizard.columns.table.roles[column]
    box.setCurrentIndex(box.findData(role))


def test_that_a_table_becomes_a_project(qtbot, wizard, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    made = []
    wizard.imported.connect(made.append)
    choose(qtbot, wizard, path)
    click_next(qtbot, wizard)
    assert wizard.step == COLUMNS
    for column, role in enumerate(("case", "activity", "timestamp", "owner", "amount")):
        set_role(wizard, column, role)
    click_next(qtbot, wizard)
    assert wizard.step == SUMMARY
    assert [label.text() for label in wizard.summary._figures.values()] == ["2", "4", "3", "1"]
    qtbot.mouseClick(wizard.summary.rows_button, Qt.MouseButton.LeftButton)
    assert wizard.summary.rows.isVisible()
    assert wizard.summary.rows.item(0).text().startswith("deals.csv, line 6: ")
    click_next(qtbot, wizard)
    assert wizard.step == PROCESS
    qtbot.mouseClick(wizard.process.buttons[-1], Qt.MouseButton.LeftButton)
    click_next(qtbot, wizard)
    assert (made[0].name, made[0].log.n_cases, made[0].process) == ("deals", 2, None)
    assert not wizard.isVisible()


def test_that_a_missing_column_is_asked_for_before_the_import(qtbot, wizard, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    choose(qtbot, wizard, path)
    click_next(qtbot, wizard)
    for column, role in enumerate(("case", "activity", "timestamp")):
        set_role(wizard, column, role)
    assert wizard.next_button.isEnabled()
    set_role(wizard, 2, "")
    assert not wizard.next_button.isEnabled()
    assert wizard.problem.text() == "Choose the column that holds: When."


def test_that_a_meaning_belongs_to_one_column(qtbot, wizard, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    choose(qtbot, wizard, path)
    set_role(wizard, 0, "owner")
    set_role(wizard, 3, "owner")
    assert wizard.columns.table.roles[0].currentText() == "Not used"


def test_that_dates_that_can_be_read_in_two_ways_are_asked_about(qtbot, wizard, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("deal,stage,date\n1,Qualify,03/04/2026\n1,Won,05/06/2026\n")
    choose(qtbot, wizard, path)
    click_next(qtbot, wizard)
    assert not wizard.next_button.isEnabled()
    assert wizard.problem.text() == "Say which way the dates run."
    assert "03/04/2026" in wizard.columns._question.text()
    qtbot.mouseClick(
        wizard.columns.day_first, Qt.MouseButton.LeftButton, pos=wizard.columns.day_first.rect().center()
    )
    wizard.columns.day_first.setChecked(True)
    assert wizard.next_button.isEnabled()
    assert wizard.columns.options().day_first is True
    click_next(qtbot, wizard)
    assert wizard.step == SUMMARY


def test_that_a_file_that_cannot_be_read_is_told_in_one_sentence(qtbot, wizard, tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    choose(qtbot, wizard, path)
    assert "picture.csv" in wizard.problem.text()
    assert "\n" not in wizard.problem.text()
    assert wizard.step == FILES
    assert not wizard.next_button.isEnabled()


def test_that_escape_leaves_everything_as_it_was(qtbot, wizard, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    made = []
    wizard.imported.connect(made.append)
    choose(qtbot, wizard, path)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert made == []
    assert not wizard.isVisible()


def test_that_a_process_beside_the_export_is_found_and_taken(qtbot, wizard, tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS)
    (tmp_path / "process.yaml").write_text(
        "format: lanekeeper.process/1\nprocess: {name: Mine}\nflow:\n  - {stage: Qualify, crm: [Qualify]}\n"
        "end:\n  won: {crm: [Won]}\n"
    )
    made = []
    wizard.imported.connect(made.append)
    choose(qtbot, wizard, tmp_path / "deals.csv")
    click_next(qtbot, wizard)
    for column, role in enumerate(("case", "activity", "timestamp")):
        set_role(wizard, column, role)
    click_next(qtbot, wizard)
    click_next(qtbot, wizard)
    assert wizard.process.buttons[0].isChecked()
    click_next(qtbot, wizard)
    assert wizard.step == STAGES  # it does not know the demo
    click_next(qtbot, wizard)
    assert made[0].process.name == "Mine"
