"""A project file gives back what was saved, and says clearly why it cannot."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from mining.process.yaml_format import parse_yaml
from mining.project_file import SCHEMA_VERSION, load, save
from models.calendar import AS_DOCUMENTED, Calendar
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.column_mapping import ColumnMapping
from models.costs import Costs
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.import_summary import ImportSummary, Quarantined
from models.petri_net import PetriNet, Transition
from models.project import Project
from models.recipe import Recipe
from models.sales_process import Stage
from tests.builders import a_log
from tests.mining.project_equality import assert_same

PROCESS = """
process: {name: Tiny}
flow:
  - {stage: Qualify, crm: [Qualification]}
  - {stage: Demo, crm: [Demo, "no", "12:30"], optional: "amount < 10", repeat: 3}
end:
  won: {crm: [Closed Won]}
"""
NET = PetriNet(
    "Net",
    ("start", "end"),
    (Transition("t1", "Demo", (("start", 1),), (("end", 1),)), Transition("t2", None, (("start", 1),), (("end", 1),))),
    {"start": 1},
    {"end": 1},
)  # fmt: skip
UNFINISHED = replace(parse_yaml(PROCESS, "test"), flow=(Stage("Demo", ()), Stage("Demo", ())))
"""A process that is still being edited: two stages of one name, and no label."""


def full_project() -> Project:
    return Project(
        name="Nordlicht ☀ 'quoted'",
        log=a_log("Qualify > Demo > Won", "", "Qualify", owner=["Ann", "", "Bob"], amount=np.array([1.5, np.nan, 0])),
        summary=ImportSummary("salesforce", ("a.csv", "b.csv"), 17, (Quarantined("a.csv", 3, "no id"),), ("A note.",)),
        process=parse_yaml(PROCESS, "test"),
        filter=CaseFilter(
            owners=frozenset(("Ann", "")),
            outcomes=frozenset((Outcome.WON, Outcome.OPEN)),
            period=(None, 5),
            deviation=DeviationKey(DeviationType.WENT_BACK, "Demo"),
            path=(None, "Demo"),
            rule="R1",
        ),
        notes="two\nlines \ud800 and a lone surrogate",
        recipe=Recipe("table", "", ColumnMapping("Deal", "Phase", "When \ud800"), rates={"USD": 0.9}),
        costs=Costs(extra={"Call ☎": 2}, left_out={"Demo": 5}),
        calendar=Calendar(frozenset({0, 4}), 540, 1000, "Europe/London", frozenset({date(2026, 5, 4)}), ("US-CA",)),
        earlier=(replace(parse_yaml(PROCESS, "test"), version="1", valid_until=date(2025, 12, 31)),),
        drafts=(replace(parse_yaml(PROCESS, "test"), name="Without a demo ☎"), UNFINISHED),
    )  # fmt: skip


def test_that_everything_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a project #1 ?x=%41 [ä].lane"
    save(full_project(), path)
    assert_same(load(path), full_project())
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize(
    "project",
    [
        Project("Empty"),
        Project("Timed", calendar=AS_DOCUMENTED),
        Project("Net", process=NET),
        Project("Unfinished", process=UNFINISHED),
        Project("", log=a_log()),
    ],
)
def test_that_a_project_may_lack_parts(tmp_path: Path, project: Project) -> None:
    save(project, tmp_path / "p.lane")
    assert_same(load(tmp_path / "p.lane"), project)


def test_that_a_second_save_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "p.lane"
    save(full_project(), path)
    second = replace(full_project(), process=NET, notes="new", log=a_log("Demo > Won"), summary=None)
    save(second, path)
    assert_same(load(path), second)
    save(Project("nothing left"), path)
    assert_same(load(path), Project("nothing left"))
    assert os.listdir(tmp_path) == [path.name]


def test_that_a_change_of_the_notes_does_not_rewrite_the_log(tmp_path: Path) -> None:
    path = tmp_path / "p.lane"
    save(full_project(), path)
    with sqlite3.connect(path) as database:
        before = dict(database.execute("SELECT name, rowid FROM part"))
    save(replace(full_project(), notes="other"), path)
    with sqlite3.connect(path) as database:
        after = dict(database.execute("SELECT name, rowid FROM part"))
    assert {name for name in after if after[name] != before[name]} == {"project.json", "manifest.json"}


def test_that_the_file_says_what_it_is(tmp_path: Path) -> None:
    save(full_project(), tmp_path / "p.lane")
    header = (tmp_path / "p.lane").read_bytes()[:100]
    assert header[68:72] == b"LANE"
    assert header[60:64] == SCHEMA_VERSION.to_bytes(4)
    assert header[18:20] == b"\x02\x02"  # written and read through a write-ahead log


def test_that_opening_leaves_the_file_and_its_folder_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.lane"
    save(full_project(), path)
    before = path.read_bytes()
    load(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


def test_that_an_empty_file_may_become_a_project(tmp_path: Path) -> None:
    (tmp_path / "p.lane").touch()
    save(full_project(), tmp_path / "p.lane")
    assert_same(load(tmp_path / "p.lane"), full_project())


def test_that_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.lane is not a file"):
        load(tmp_path / "gone.lane")


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="choose another folder"):
        save(full_project(), tmp_path / "gone" / "p.lane")


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7" + b" " * 5000, b"SQLite format 3\0"])
def test_that_another_program_s_file_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thesis.lane"
    path.write_bytes(content)
    for action in (lambda: load(path), lambda: save(full_project(), path)):
        with pytest.raises(UserError, match=r"thesis\.lane is not a Lanekeeper project"):
            action()
    assert path.read_bytes() == content


def test_that_another_program_s_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "browser.lane"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE history (url TEXT)")
    database.close()
    before = path.read_bytes()
    for action in (lambda: load(path), lambda: save(full_project(), path)):
        with pytest.raises(UserError, match="is not a Lanekeeper project"):
            action()
    assert path.read_bytes() == before


def test_that_a_newer_file_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.lane"
    save(full_project(), path)
    changed = bytearray(path.read_bytes())
    changed[60:64] = (SCHEMA_VERSION + 1).to_bytes(4)
    path.write_bytes(changed)
    for action in (lambda: load(path), lambda: save(Project("x"), path)):
        with pytest.raises(
            UserError, match=rf"saved by a newer version of Lanekeeper \(format {SCHEMA_VERSION + 1}\)"
        ):
            action()
    assert path.read_bytes() == changed
    assert os.listdir(tmp_path) == [path.name]


def test_that_a_folder_is_no_project(tmp_path: Path) -> None:
    for action in (lambda: load(tmp_path), lambda: save(Project("x"), tmp_path)):
        with pytest.raises(UserError, match="is not a file"):
            action()


def test_that_a_locked_file_is_said_to_be_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.lane"
    save(full_project(), path)
    monkeypatch.setattr("mining.project_file._PATIENCE", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError, match=r"p\.lane is in use by another program"):
        save(Project("x"), path)
    other.execute("ROLLBACK")
    other.close()
    assert_same(load(path), full_project())


_NO_ROOM = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from mining.project_file import save
from models.errors import UserError
from models.project import Project
from models.recipe import Recipe
from models.sales_process import Stage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
for name in ("old.lane", "new.lane"):
    try:
        save(Project("big", notes="x" * 3_000_000), Path(sys.argv[1]) / name)
    except UserError as error:
        sys.stdout.write(f"{error}\\n")
"""


@pytest.mark.skipif(os.name != "posix", reason="limits the size of a file, which Windows cannot")
def test_that_a_full_disk_leaves_the_last_save(tmp_path: Path) -> None:
    save(full_project(), tmp_path / "old.lane")
    ran = subprocess.run(
        [sys.executable, "-c", _NO_ROOM, tmp_path], capture_output=True, text=True, check=True
    )
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["old.lane", "new.lane"]
    assert ran.stderr == ""
    assert_same(load(tmp_path / "old.lane"), full_project())
    assert os.listdir(tmp_path) == ["old.lane"]


_OPENING = """
import sys
from datetime import date
from pathlib import Path
from mining.project_file import load, save
path = Path(sys.argv[1])
save(load(path), path.with_name("copy.lane"))
sys.stdout.write(" ".join(sorted({"pandas", "pm4py", "matplotlib", "scipy"} & set(sys.modules))))
"""


def test_that_opening_and_saving_wait_for_no_slow_library(tmp_path: Path) -> None:
    save(full_project(), tmp_path / "p.lane")
    ran = subprocess.run(
        [sys.executable, "-c", _OPENING, tmp_path / "p.lane"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == ""
    assert_same(load(tmp_path / "copy.lane"), full_project())


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_that_a_new_project_may_be_read_by_whom_the_system_lets(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    save(Project("x"), tmp_path / "p.lane")
    assert (tmp_path / "p.lane").stat().st_mode == (tmp_path / "other").stat().st_mode
