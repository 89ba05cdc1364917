"""`lanekeeper import` with recipes, and into a project that is there already."""

import json
from pathlib import Path

import pytest

from mining.project_file import load
from mining.recipes import read_recipe
from tests.mining.command_line import PROCESS, run
from tests.mining.sources.reading import traces, write

Capture = pytest.CaptureFixture[str]

MAY = "k;phase;on\n1;Qualify;03/04/2026 10:00\n1;Won;05/04/2026 10:00\n2;Qualify;04/05/2026 09:00\n"
JUNE = MAY + "2;Demo;06/05/2026 09:00\n3;Qualify;01/06/2026 09:00\n"
ANSWERS = ("--map", "case=k,activity=phase,timestamp=on", "--dayfirst", "--timezone", "Europe/Berlin")


@pytest.fixture
def project(tmp_path: Path, capsys: Capture) -> Path:
    """A project of the export of May, imported with the answers it needs."""
    made = tmp_path / "p.lane"
    may = write(tmp_path, "may.csv", MAY)
    process = write(tmp_path, "process.yaml", PROCESS)
    ran = run(capsys, "import", may, "--out", made, "--process", process, *ANSWERS)
    assert (ran.code, ran.err) == (0, "")
    return made


def test_that_a_newer_export_of_the_same_shape_updates_the_project_without_asking(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    june = write(tmp_path, "june.csv", JUNE)
    ran = run(capsys, "import", june, "--out", project, "--json", "-")
    assert ran.code == 0
    assert ran.json["update"] == {"new": 1, "changed": 1, "unchanged": 1, "missing": 0}
    found = load(project)
    assert found.log is not None
    assert traces(found.log) == {"1": ("Qualify", "Won"), "2": ("Qualify", "Demo"), "3": ("Qualify",)}
    assert found.process is not None
    assert found.process.name == "New business"
    assert found.log.timestamp[0] == 1_775_203_200_000_000  # 3 April 2026, 10:00 in Berlin


def test_that_deals_that_are_gone_stay_unless_the_log_is_to_be_replaced(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    later = write(tmp_path, "later.csv", "k;phase;on\n2;Qualify;04/05/2026 09:00\n")
    assert (
        "1 deal of the project no longer in the export" in run(capsys, "import", later, "--out", project).out
    )
    log = load(project).log
    assert log is not None
    assert log.n_cases == 2
    assert run(capsys, "import", later, "--out", project, "--replace", *ANSWERS).code == 0
    found = load(project)
    assert found.log is not None
    assert found.log.n_cases == 1
    assert found.process is not None


def test_that_another_crm_is_refused_and_the_project_left_alone(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    before = project.read_bytes()
    other = write(tmp_path, "other.csv", "case_id,activity,timestamp\nx9,A,2024-03-13\n")
    ran = run(capsys, "import", other, "--out", project)
    assert ran.code == 2
    assert "no deal in common" in ran.err
    assert "--replace" in ran.err
    assert ran.err.count("\n") == 1
    assert project.read_bytes() == before


def test_that_the_answers_can_be_saved_and_used_for_another_project(tmp_path: Path, capsys: Capture) -> None:
    may, june = write(tmp_path, "may.csv", MAY), write(tmp_path, "june.csv", JUNE)
    saved = tmp_path / "mine.json"
    assert (
        run(capsys, "import", may, "--out", tmp_path / "a.lane", "--save-recipe", saved, *ANSWERS).code == 0
    )
    recipe = read_recipe(saved)
    assert (recipe.source, recipe.timezone, recipe.day_first) == ("table", "Europe/Berlin", True)
    assert recipe.mapping is not None
    assert recipe.mapping.columns == {"case": "k", "activity": "phase", "timestamp": "on"}
    values = json.loads(saved.read_text())
    saved.write_text(
        json.dumps(values | {"stages": {"Demo": "Show"}, "process_stages": {"Qualify": "Demo", "x": "?"}})
    )
    process = write(
        tmp_path, "p.yaml", PROCESS.replace("{stage: Qualify}", "{stage: Qualify, crm: [Qualify, Q]}")
    )
    ran = run(capsys, "import", june, "--out", tmp_path / "b.lane", "--recipe", saved, "--process", process)
    assert (ran.code, ran.err) == (0, "")
    found = load(tmp_path / "b.lane")
    assert found.log is not None
    assert found.log.n_cases == 3
    assert found.preparation.stages == {"Demo": "Show"}
    assert found.process is not None
    assert [stage.labels for stage in found.process.stages] == [("Q",), ("Demo", "Qualify")]  # type: ignore[union-attr]


def test_that_what_is_said_goes_before_the_recipe(tmp_path: Path, capsys: Capture) -> None:
    may, saved = write(tmp_path, "may.csv", MAY), tmp_path / "mine.json"
    run(capsys, "import", may, "--out", tmp_path / "a.lane", "--save-recipe", saved, *ANSWERS)
    ran = run(capsys, "import", may, "--out", tmp_path / "b.lane", "--recipe", saved, "--monthfirst")
    assert ran.code == 0
    recipe = load(tmp_path / "b.lane").recipe
    assert recipe is not None
    assert (recipe.day_first, recipe.timezone) == (False, "Europe/Berlin")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--recipe", "none.json"), "none.json"),
        (("--recipe", " "), "--recipe"),
        (("--recipe", "may.csv"), "is no recipe"),
        (("--save-recipe", "may.csv"), "also a file to be read"),
        (("--save-recipe", "no/folder/r.json"), "--save-recipe"),
    ],
)
def test_that_a_wrong_recipe_is_refused_in_one_line(
    options: tuple[str, ...], word: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "may.csv", MAY)
    ran = run(capsys, "import", "may.csv", "--out", "p.lane", *ANSWERS, *options)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert word in ran.err
    assert not (tmp_path / "p.lane").exists()


@pytest.mark.parametrize("name", ["page.xes", "page.xlsx"])
def test_that_the_answers_of_a_project_are_not_given_for_an_export_of_another_kind(
    name: str, project: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / name).write_text("<html><body>Log in</body></html>")
    ran = run(capsys, "import", tmp_path / name, "--out", project)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert name in ran.err
    assert "as table" not in ran.err


def test_that_a_sheet_of_a_recipe_is_not_looked_for_in_a_csv(tmp_path: Path, capsys: Capture) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Log"
    for line in MAY.splitlines():
        book.active.append(line.split(";"))
    book.save(tmp_path / "may.xlsx")
    made = tmp_path / "p.lane"
    assert run(capsys, "import", tmp_path / "may.xlsx", "--out", made, "--sheet", "Log", *ANSWERS).code == 0
    csv = write(tmp_path, "june.csv", JUNE)
    ran = run(capsys, "import", csv, "--out", made, *ANSWERS, "--json", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["update"]["new"] == 1
