"""After a kill at any moment a project opens with its last completed save."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mining.project_file import load, save
from models.project import Project
from tests.builders import a_log
from tests.mining.project_equality import assert_same

_SAVING = """
import os, signal, sys, time
from pathlib import Path
from mining import project_tables
from mining.project_file import save
from models.project import Project
from tests.builders import a_log

logs = [a_log(*["Qualify > Demo > Won"] * 300), a_log(*["Demo > Lost"] * 500)]
for line in sys.stdin:
    number, seconds = int(line.split()[0]), float(line.split()[1])
    child = os.fork()
    while child == 0:
        number += 1
        save(Project(str(number), logs[number % 2], notes=str(number) * 50_000), Path(sys.argv[1]))
        os.write(1, b"%d\\n" % number)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.write(1, b"killed\\n")
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a kill that a process cannot see coming")
def test_that_the_last_completed_save_opens_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "p.lane"
    save(Project("0", a_log(*["Qualify > Demo > Won"] * 300), notes="0" * 50_000), path)
    last = 0
    arguments = [sys.executable, "-c", _SAVING, str(path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as saving:
        assert saving.stdin is not None
        assert saving.stdout is not None
        for round_ in range(20):
            saving.stdin.write(f"{last} {0.01 + 0.0137 * round_}\n")
            saving.stdin.flush()
            acknowledged = [int(line) for line in iter(saving.stdout.readline, "killed\n")]
            project = load(path)
            before, last = max(acknowledged, default=last), int(project.name)
            assert last in (before, before + 1)
            assert project.notes == str(last) * 50_000
            assert project.log is not None
            assert project.log.n_cases == (500 if last % 2 else 300)
    assert last > 0
    save(Project("after"), path)
    assert_same(load(path), Project("after"))
    assert os.listdir(tmp_path) == ["p.lane"]


@pytest.mark.parametrize("folder_can_be_written", [True, False])
def test_that_a_save_left_in_the_write_ahead_log_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder_can_be_written: bool
) -> None:
    saved = Project("first", a_log("Demo > Won"))
    path, crashed = tmp_path / "p.lane", tmp_path / "crashed.lane"
    save(Project("old"), path)
    reader = sqlite3.connect(path)  # keeps the log from being folded into the file
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM part").fetchone()
    save(saved, path)
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{crashed}{ending}")
    reader.close()
    assert Path(f"{crashed}-wal").stat().st_size > 0
    before = sorted(os.listdir(tmp_path))
    if not folder_can_be_written:
        monkeypatch.setattr(os, "access", lambda *_: False)
    assert_same(load(crashed), saved)
    if not folder_can_be_written:
        assert sorted(os.listdir(tmp_path)) == before
    monkeypatch.undo()
    save(Project("third"), crashed)
    assert_same(load(crashed), Project("third"))
