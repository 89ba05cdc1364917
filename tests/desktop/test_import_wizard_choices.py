"""What the wizard finds out by itself: the sheet, the columns, the other CRM, and what it does when it is dropped."""

import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.job import Job
from desktop.jobs import Jobs
from desktop.screens.import_wizard.dialog import COLUMNS, FILES, PEOPLE, PROCESS, SUMMARY, ImportWizard
from models.project import Project
from tests.desktop.wizard import PROCESS as PROCESS_TEXT
from tests.desktop.wizard import SALES, check, choose, click_back, click_next

HISTORY = """Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate
1,006A,005A,2026-01-05T10:00:00Z,Qualify,1,2026-02-01
2,006A,005A,2026-01-06T10:00:00Z,Closed Won,1,2026-02-01
"""
CHANGES = """deal_id,change_time,changed_field_key,new_value
1,2026-01-05 10:00:00,add_time,2026-01-05 10:00:00
1,2026-01-05 10:00:00,stage_id,1
1,2026-01-06 10:00:00,stage_id,2
"""


def test_that_the_first_sheet_that_can_be_understood_is_taken(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Read me first"])
    book.active.append(["by Ann"])
    book.create_sheet("Empty")
    log = book.create_sheet("Log")
    for line in SALES.splitlines():
        log.append(line.split(","))
    book.save(tmp_path / "book.xlsx")
    choose(qtbot, wizard, tmp_path / "book.xlsx")
    assert wizard.files.sheet.currentText() == "Log"
    click_next(qtbot, wizard, 2)
    assert wizard.step == SUMMARY
    assert wizard.recipe().sheet == "Log"
    click_back(qtbot, wizard)
    click_back(qtbot, wizard)
    wizard.files.sheet.setCurrentIndex(0)
    wizard.files.sheet.activated.emit(0)
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=20_000)
    assert wizard.files.sheet.currentIndex() == 0
    assert wizard.files.files.item(0, 2).text() == "1 column: Read me first"


def test_that_columns_without_telling_names_are_proposed_by_their_values(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    steps = ("Register", "Examine", "Decide", "Leave")
    rows = [
        f"{step},p{deal},2026-01-{deal + 1:02} 0{n}:30" for deal in range(10) for n, step in enumerate(steps)
    ]
    (tmp_path / "log.csv").write_text("handling,who,time\n" + "\n".join(rows) + "\n")
    choose(qtbot, wizard, tmp_path / "log.csv")
    click_next(qtbot, wizard)
    assert [box.currentText() for box in wizard.columns.table.roles] == ["Stage", "Deal", "When"]
    assert wizard.next_button.isEnabled()


def test_that_a_folder_with_two_crms_says_what_is_left_over(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    (tmp_path / "OpportunityHistory.csv").write_text(HISTORY)
    (tmp_path / "changes.csv").write_text(CHANGES)
    choose(qtbot, wizard, tmp_path)
    told = wizard.files._why.text().replace("\xa0", " ")
    assert "1 of 2 files is used." in told
    assert "Among the others is a Pipedrive export: import it by itself." in told


def test_that_of_several_tables_the_one_that_is_shown_is_named(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    for name, deal in (("may.csv", "3"), ("june.csv", "4")):
        (tmp_path / name).write_text(SALES.replace("\n3,", f"\n{deal},"))
    choose(qtbot, wizard, tmp_path / "may.csv", tmp_path / "june.csv")
    click_next(qtbot, wizard)
    told = wizard.columns._line.text().replace("\xa0", " ")
    assert told.endswith("Shown is may.csv, the first of 2 files with these columns.")
    choose(qtbot, wizard, tmp_path / "may.csv")
    assert "Shown is" not in wizard.columns._line.text()


def test_that_the_keyboard_alone_leads_to_the_end(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    made: list[Project] = []
    wizard.imported.connect(made.append)
    (tmp_path / "log.csv").write_text("deal,stage,date\n1,Qualify,03/04/2026\n1,Won,05/06/2026\n")
    wizard.activateWindow()
    choose(qtbot, wizard, tmp_path / "log.csv")
    assert wizard.step == FILES
    assert QApplication.focusWidget() is wizard.next_button
    qtbot.keyClick(wizard.next_button, Qt.Key.Key_Return)
    assert wizard.step == COLUMNS
    assert QApplication.focusWidget() is wizard.columns.day_first
    qtbot.keyClick(wizard.columns.day_first, Qt.Key.Key_Space)
    for _ in range(5):
        if made:
            break
        wizard.next_button.setFocus()
        qtbot.keyClick(wizard.next_button, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=20_000)
    assert made[0].log is not None
    assert made[0].log.n_cases == 1


def test_that_nothing_is_asked_again_where_the_answers_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "may.csv").write_text(SALES)
    (tmp_path / "june.csv").write_text(SALES + "4,Closed Won,2026-02-09 10:00,Ann,7,EUR,New\n")
    made: list[Project] = []
    for name in ("may.csv", "june.csv"):
        wizard = ImportWizard(
            recipes=tmp_path / "recipes" if not made else None, project=made[0] if made else None
        )
        qtbot.addWidget(wizard)
        wizard.imported.connect(made.append)
        wizard.show()
        choose(qtbot, wizard, tmp_path / name)
        is_again = bool(made)
        assert wizard.next_button.text() == ("Import" if is_again else "Next")
        click_next(qtbot, wizard)
        assert wizard.step == (SUMMARY if is_again else COLUMNS)
        if is_again:
            assert "1 new deal" in wizard.summary._update.itemAt(0).widget().text().replace("\xa0", " ")
            click_back(qtbot, wizard)
            assert wizard.step == COLUMNS
            wizard.files.recipe.use.setChecked(False)
            click_back(qtbot, wizard)
            assert wizard.next_button.text() == "Next"
        while not wizard.isHidden():
            click_next(qtbot, wizard)
            if wizard.step == PROCESS:
                wizard.process.buttons[-1].click()
        wizard.jobs.stop()
    assert made[1].log is not None
    assert made[1].log.n_cases == 4


def test_that_answers_stay_where_an_earlier_one_is_changed(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log.csv").write_text(SALES)
    chosen = [str(tmp_path / "mine.yaml")]
    Path(chosen[0]).write_text(PROCESS_TEXT)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen.pop() if chosen else "", ""))
    choose(qtbot, wizard, tmp_path / "log.csv")
    click_next(qtbot, wizard, 3)
    assert wizard.step == PEOPLE
    check(wizard.people.pipelines, ["New"])
    wizard.people.currencies.target.setCurrentIndex(1)
    wizard.people.currencies.rates["USD"].setText("0.9")
    given = wizard.people.preparation()
    assert (given.pipelines, given.rates) == ({"New"}, {"USD": 0.9})
    click_next(qtbot, wizard)
    assert wizard.step == PROCESS
    file, nothing = wizard.process.buttons[-2:]
    qtbot.mouseClick(nothing, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(file, Qt.MouseButton.LeftButton)
    assert file.isChecked()
    for _ in range(3):
        click_back(qtbot, wizard)
    assert wizard.step == COLUMNS
    wizard.columns.zone.choose("Europe/Berlin")
    click_next(qtbot, wizard, 2)
    assert wizard.step == PEOPLE
    assert wizard.people.preparation() == given
    click_next(qtbot, wizard)
    assert wizard.process.buttons[-2].accessibleName() == "mine.yaml"
    assert wizard.process.buttons[-2].isChecked()


def test_that_a_file_that_is_not_chosen_after_all_leaves_the_choice_as_it_was(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log.csv").write_text(SALES)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    choose(qtbot, wizard, tmp_path / "log.csv")
    click_next(qtbot, wizard, 4)
    assert wizard.step == PROCESS
    qtbot.mouseClick(wizard.process.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(wizard.process.buttons[-2], Qt.MouseButton.LeftButton)
    assert wizard.process.buttons[1].isChecked()


def test_that_the_process_that_has_the_names_goes_before_one_that_has_like_ones(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    rows = "".join(
        f"1,{stage},2026-01-0{day} 10:00\n" for day, stage in enumerate(("Qualify", "Demo", "Won"), 1)
    )
    (tmp_path / "log.csv").write_text(f"deal,stage,date\n{rows}")
    choose(qtbot, wizard, tmp_path / "log.csv")
    click_next(qtbot, wizard, 3)
    chosen = next(button for button in wizard.process.buttons if button.isChecked())
    assert "Knows 3 of your 3" in chosen.accessibleDescription().replace("\xa0", " ")


def test_that_no_thread_outlives_the_window_that_started_it(qtbot: QtBot) -> None:
    ended: list[bool] = []

    def work(report: object) -> None:
        time.sleep(0.3)
        ended.append(True)

    jobs = Jobs()
    job: Job = jobs.run("Working", work, lambda _: None)
    qtbot.waitUntil(job.isRunning, timeout=5_000)
    del job, jobs
    assert ended == [True]
