"""What only a person can say about an export, asked in the wizard, remembered and given again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.screens.import_wizard.dialog import (
    COLUMNS,
    FILES,
    PEOPLE,
    PROCESS,
    STAGES,
    SUMMARY,
    ImportWizard,
)
from mining.recipes import read_recipe
from models.preparation import Preparation
from models.project import Project
from models.sales_process import SalesProcess
from tests.desktop.wizard import PROCESS as PROCESS_YAML
from tests.desktop.wizard import SALES, check, choose, click_back, click_next, wait


@pytest.fixture
def made() -> list[Project]:
    """What the wizard made."""
    return []


@pytest.fixture
def wizard(qtbot: QtBot, tmp_path: Path, made: list[Project]) -> Iterator[ImportWizard]:
    opened = ImportWizard(recipes=tmp_path / "recipes")
    qtbot.addWidget(opened)
    opened.imported.connect(made.append)
    opened.show()
    yield opened
    opened.jobs.stop()


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "export" / "sales.csv"
    path.parent.mkdir()
    path.write_text(SALES)
    (path.parent / "mine.yaml").write_text(PROCESS_YAML)
    return path


def test_that_pipelines_robots_and_rates_are_asked_and_kept(
    qtbot: QtBot, wizard: ImportWizard, sales: Path, made: list[Project]
) -> None:
    choose(qtbot, wizard, sales)
    click_next(qtbot, wizard, 3)
    assert wizard.step == PEOPLE
    people = wizard.people
    assert [people.pipelines.item(row).text() for row in range(2)] == [
        "New (2\u00a0deals)",
        "Renewals (1\u00a0deal)",
    ]
    assert people.robots.item(0).text() == "API User (1\u00a0event)"
    assert people.robots.checked == {"API User"}
    assert people.currencies.rates == {}
    people.currencies.target.setCurrentIndex(people.currencies.target.findData("EUR"))
    assert [edit.text() for edit in people.currencies.rates.values()] == [""]
    people.currencies.rates["USD"].setText("much")
    assert not wizard.next_button.isEnabled()
    assert "no number above zero" in wizard.problem.text()
    people.currencies.rates["USD"].setText("0,9")
    check(people.pipelines, [])
    assert wizard.problem.text() == "Check at least one pipeline."
    check(people.pipelines, ["New"])
    check(people.robots, ["Bob"])
    click_next(qtbot, wizard)
    wizard.process.buttons[-1].click()
    click_next(qtbot, wizard)
    assert made[0].preparation == Preparation(frozenset({"New"}), frozenset({"Bob"}), {}, "EUR", {"USD": 0.9})
    assert made[0].log is not None
    assert made[0].log.n_cases == 3  # the import itself stays whole


def test_that_unanswered_questions_change_nothing(
    qtbot: QtBot, wizard: ImportWizard, sales: Path, made: list[Project]
) -> None:
    choose(qtbot, wizard, sales)
    click_next(qtbot, wizard, 4)
    wizard.process.buttons[-1].click()
    click_next(qtbot, wizard)
    assert made[0].preparation == Preparation()


def test_that_labels_are_matched_with_the_stages_of_the_process(
    qtbot: QtBot, wizard: ImportWizard, sales: Path, made: list[Project]
) -> None:
    choose(qtbot, wizard, sales)
    click_next(qtbot, wizard, 4)
    assert wizard.process.buttons[0].isChecked()  # the file beside the export
    click_next(qtbot, wizard)
    assert wizard.step == STAGES
    found = {label: box.currentData() for label, box in wizard.stages.boxes.items()}
    assert found == {"1 - Qualify": "Qualify", "Angebot": "Proposal", "Coffee": "", "Closed Won": "Won"}
    box = wizard.stages.boxes["Coffee"]
    box.setCurrentIndex(box.findData("Qualify"))
    click_next(qtbot, wizard)
    process = made[0].process
    assert isinstance(process, SalesProcess)
    assert [set(stage.labels) for stage in process.stages] == [
        {"Qualify", "1 - Qualify", "Coffee"},
        {"Proposal", "Angebot"},
    ]


def test_that_a_stage_left_without_a_label_is_told_and_nothing_is_lost(
    qtbot: QtBot, wizard: ImportWizard, sales: Path, made: list[Project]
) -> None:
    choose(qtbot, wizard, sales)
    click_next(qtbot, wizard, 5)
    box = wizard.stages.boxes["Closed Won"]
    box.setCurrentIndex(box.findData("Qualify"))
    click_next(qtbot, wizard)
    assert wizard.step == STAGES
    assert "Won would have no label" in wizard.problem.text()
    assert made == []


def test_that_going_back_and_forth_keeps_every_answer_and_imports_once(
    qtbot: QtBot, wizard: ImportWizard, sales: Path
) -> None:
    choose(qtbot, wizard, sales)
    click_next(qtbot, wizard, 3)
    check(wizard.people.pipelines, ["New"])
    click_next(qtbot, wizard)
    wizard.process.buttons[0].click()
    click_next(qtbot, wizard)
    box = wizard.stages.boxes["Coffee"]
    box.setCurrentIndex(box.findData("Proposal"))
    read = wizard._read
    for step in (PROCESS, PEOPLE, SUMMARY, COLUMNS, FILES):
        click_back(qtbot, wizard)
        assert wizard.step == step
    click_next(qtbot, wizard, 5)
    assert wizard._read is read
    assert wizard.people.pipelines.checked == {"New"}
    assert wizard.stages.boxes["Coffee"].currentData() == "Proposal"


def test_that_the_same_answers_are_offered_for_the_next_export(
    qtbot: QtBot, wizard: ImportWizard, sales: Path, tmp_path: Path, made: list[Project]
) -> None:
    choose(qtbot, wizard, sales)
    assert wizard.files.recipe.in_use is None
    click_next(qtbot, wizard)
    wizard.columns.zone.choose("Asia/Tokyo")
    click_next(qtbot, wizard, 2)
    check(wizard.people.pipelines, ["New"])
    click_next(qtbot, wizard, 2)
    box = wizard.stages.boxes["Coffee"]
    box.setCurrentIndex(box.findData("Proposal"))
    click_next(qtbot, wizard)
    assert made[0].recipe is not None

    june = tmp_path / "export" / "june 2026-06-30.csv"
    june.write_text(SALES + "4,Coffee,2026-06-01 10:00,Eve,1,EUR,New\n")
    again = ImportWizard(recipes=tmp_path / "recipes")
    qtbot.addWidget(again)
    again.imported.connect(made.append)
    again.show()
    choose(qtbot, again, june)
    assert again.files.recipe.use.isChecked()
    click_next(qtbot, again, 6)
    assert made[1].preparation.pipelines == {"New"}
    assert made[1].summary is not None
    assert made[1].summary.timezone == "Asia/Tokyo"
    assert isinstance(made[1].process, SalesProcess)
    assert set(made[1].process.stages[1].labels) == {"Proposal", "Angebot", "Coffee"}


def test_that_the_offer_can_be_declined(
    qtbot: QtBot, wizard: ImportWizard, sales: Path, tmp_path: Path
) -> None:
    choose(qtbot, wizard, sales)
    click_next(qtbot, wizard, 3)
    check(wizard.people.pipelines, ["New"])
    wizard.save_recipe(tmp_path / "mine.json")
    assert read_recipe(tmp_path / "mine.json").pipelines == {"New"}
    choose(qtbot, wizard, sales)
    click_next(qtbot, wizard, 3)
    assert wizard.people.pipelines.checked == {"New", "Renewals"}
    for _ in range(3):
        click_back(qtbot, wizard)
    wizard.use_recipe(tmp_path / "mine.json")
    wait(qtbot, wizard)
    assert wizard.files.recipe.use.isChecked()
    click_next(qtbot, wizard, 3)
    assert wizard.people.pipelines.checked == {"New"}
    for _ in range(3):
        click_back(qtbot, wizard)
    wizard.files.recipe.use.setChecked(False)
    click_next(qtbot, wizard, 3)
    assert wizard.people.pipelines.checked == {"New", "Renewals"}


def test_that_a_damaged_recipe_is_told_in_one_sentence(
    qtbot: QtBot, wizard: ImportWizard, sales: Path, tmp_path: Path
) -> None:
    choose(qtbot, wizard, sales)
    (tmp_path / "mine.json").write_text("{}")
    wizard.use_recipe(tmp_path / "mine.json")
    wait(qtbot, wizard)
    assert wizard.problem.text().startswith("mine.json is no recipe")
