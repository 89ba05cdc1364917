"""Whatever is wrong with the input: exit code 2, one line on standard error, nothing written, nothing harmed."""

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, Ran, run
from tests.mining.sources.reading import write
from tests.shared import SHARED, needs_shared

Capture = pytest.CaptureFixture[str]
HEADER = "case_id,activity,timestamp\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
HTML = b"<!DOCTYPE html><html><body>Sign in</body></html>"


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return data.getvalue()


def refused(ran: Ran, *words: str) -> None:
    """The command ended with 2 and one line that has these words, and wrote nothing else."""
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("lanekeeper")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    assert "mistake in Lanekeeper" not in ran.err
    for word in words:
        assert word in ran.err


def refused_import(capsys: Capture, folder: Path, *arguments: object, words: tuple[str, ...] = ()) -> None:
    """The import fails, its project is not there, and one that was there stays as it was."""
    out, kept = folder / "out.lane", folder / "kept.lane"
    refused(run(capsys, "import", *arguments, "--out", out), *words)
    assert not list(folder.glob("*out.lane*"))
    good = write(folder, "good-log.csv", LOG)
    assert run(capsys, "import", good, "--out", kept).code == 0
    before = kept.read_bytes()
    refused(run(capsys, "import", *arguments, "--out", kept), *words)
    assert kept.read_bytes() == before


LOGS = {
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b"\n \n\n", "is empty"),
    "header.csv": (HEADER.encode(), "has a header but no rows"),
    "picture.csv": (PNG, "is a picture"),
    "zip.csv": (zipped(), "is a zip archive"),
    "page.csv": (HTML, "is a web page"),
    "noise.csv": (bytes(range(256)) * 20, "is no text"),
    "database.csv": (b"SQLite format 3\0" + bytes(100), "is a database"),
    "log.xlsx": (LOG.encode(), "not an Excel workbook"),
    "empty.xlsx": (b"", "is empty"),
    "zip.xlsx": (zipped(), "no Excel workbook"),
    "log.parquet": (LOG.encode(), "not a Parquet file"),
    "log.xes": (LOG.encode(), "not an XES log"),
    "page.xes": (HTML, "not an XES log"),
    "log.xes.gz": (b"\x1f\x8b" + bytes(30), "gz file"),
    "log.docx": (zipped(), "cannot be read; these can"),
    "missing.csv": (b"deal,what\n1,a\n", "looks like the activity or the timestamp"),
    "doubled.csv": (b"case_id,activity,activity,timestamp\n1,a,b,2024-01-01\n", "more than once"),
    "words.csv": (f"{HEADER}1,a,yesterday\n1,b,soon\n".encode(), "looks like the timestamp"),
    "undecided.csv": (f"{HEADER}1,a,03/04/2024\n1,b,05/06/2024\n".encode(), "--dayfirst or --monthfirst"),
    "quote.csv": (f'{HEADER}1,"a,2024-01-01\n1,b,2024-01-02\n'.encode(), "quotation mark"),
    "blanks.csv": (f"{HEADER},,\n,,\n".encode(), "looks like the case"),
}


@pytest.mark.parametrize("name", LOGS)
def test_that_a_log_that_cannot_be_read_is_refused(name: str, tmp_path: Path, capsys: Capture) -> None:
    content, words = LOGS[name]
    refused_import(capsys, tmp_path, write(tmp_path, name, content), words=(words, name))


OPTIONS = {
    "an unknown source": (("--source", "siebel"), "There is no source 'siebel'"),
    "a source that does not fit": (("--source", "xes"), "cannot be read as xes"),
    "an unknown role": (("--map", "deal=case_id"), "--map cannot be read at 'deal=case_id'"),
    "no role": (("--map", ""), "--map cannot be read"),
    "an unknown column": (("--map", "case=nope"), "has no column 'nope' for the case"),
    "a role twice": (("--map", "case=case_id,case=owner"), "names the case twice"),
    "too few roles": (("--map", "case=case_id"), "looks like the activity or the timestamp"),
    "no dates": (("--map", "case=case_id,activity=activity,timestamp=owner"), "No date format fits"),
    "an unknown zone": (("--timezone", "Mars/Base"), "There is no time zone 'Mars/Base'"),
    "a zone that is a path": (("--timezone", "../../etc/passwd"), "There is no time zone"),
    "both orders": (("--dayfirst", "--monthfirst"), "not allowed with"),
    "a process that is not there": (("--process", "gone.yaml"), "There is no file gone.yaml"),
    "no name of a process": (("--process", ""), "--process names no file"),
    "no name for the numbers": (("--json", ""), "--json names no file"),
    "numbers in a folder that is not there": (("--json", "gone/x.json"), "there is no folder gone"),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_that_a_wrong_option_is_refused(case: str, tmp_path: Path, capsys: Capture) -> None:
    options, words = OPTIONS[case]
    refused_import(capsys, tmp_path, write(tmp_path, "log.csv", LOG), *options, words=(words,))


PROCESSES = {
    "empty.yaml": ("", "is empty"),
    "broken.yaml": ("process: {name: P\nflow: [\n", "line 2 is not valid YAML"),
    "list.yaml": ("- a\n- b\n", "no documented process"),
    "no-flow.yaml": ("process: {name: P}\n", "has no `flow`"),
    "no-stage.yaml": ("process: {name: P}\nflow: []\n", "names no stage"),
    "no-label.yaml": ("process: {name: P}\nflow: [{stage: A, crm: []}]\n", "no CRM label"),
    "strangers.yaml": ("process: {name: P}\nflow: [A, B]\n", "No stage of 'P' occurs in the log"),
    "newer.yaml": ("format: lanekeeper.process/9\nprocess: {name: P}\nflow: [A]\n", "newer Lanekeeper"),
    "condition.yaml": ("process: {name: P}\nflow: [{stage: Qualify, optional: 'amount <'}]\n", "character 9"),
    "wide.yaml": (
        "process: {name: P}\nflow:\n- parallel: [" + ",".join(f"Qualify{i}" for i in range(40)) + "]\n",
        "",
    ),
    "log.yaml": (LOG, "no documented process"),
    "log.bpmn": (LOG, "not valid XML"),
    "page.bpmn": (HTML.decode(), ""),
    "other.pnml": ("<html/>", "neither BPMN nor PNML"),
    "process.doc": ("hello", "holds no process"),
}


@pytest.mark.parametrize("name", PROCESSES)
def test_that_a_process_that_cannot_be_checked_against_is_refused(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    content, words = PROCESSES[name]
    log = write(tmp_path, "log.csv", LOG)
    out = tmp_path / "check.json"
    refused(run(capsys, "check", log, "--process", write(tmp_path, name, content), "--json", out), words)
    assert not out.exists()


@pytest.mark.parametrize("content", [PNG, zipped(), LOG.encode(), b"", b"SQLite format 3\0" + bytes(200)])
def test_that_another_file_called_a_project_is_refused(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    path = write(tmp_path, "p.lane", content)
    process = write(tmp_path, "process.yaml", PROCESS)
    refused(run(capsys, "check", path, "--process", process), "p.lane")
    if content:
        log = write(tmp_path, "log.csv", LOG)
        refused(run(capsys, "import", log, "--out", path), "p.lane")
    assert path.read_bytes() == content


def test_that_a_project_from_a_newer_version_is_neither_read_nor_overwritten(
    tmp_path: Path, capsys: Capture
) -> None:
    log, project = write(tmp_path, "log.csv", LOG), tmp_path / "p.lane"
    assert run(capsys, "import", log, "--out", project).code == 0
    with closing(sqlite3.connect(project)) as database:
        database.execute("PRAGMA user_version = 99")
        database.commit()
    process = write(tmp_path, "process.yaml", PROCESS)
    before = project.read_bytes()
    refused(run(capsys, "check", project, "--process", process), "newer")
    refused(run(capsys, "import", log, "--out", project), "newer")
    assert project.read_bytes() == before


def test_that_a_place_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, capsys: Capture
) -> None:
    log = write(tmp_path, "log.csv", LOG)
    process = write(tmp_path, "process.yaml", PROCESS)
    check = ("check", log, "--process", process, "--json")
    for out in (
        "",
        log / "below.lane",
        tmp_path / "gone" / "p.lane",
        tmp_path,
        tmp_path / "p.txt",
        "x" * 300 + ".lane",
    ):
        refused(run(capsys, "import", log, "--out", out))
    for out in ("", log / "below.svg", tmp_path / "gone" / "m.svg", tmp_path, tmp_path / "m.doc"):
        refused(run(capsys, "discover", log, "--out", out))
    for out in ("", log / "below.json", tmp_path / "gone" / "c.json", tmp_path):
        refused(run(capsys, *check, out))
        refused(run(capsys, "import", log, "--out", tmp_path / "p.lane", "--json", out))
    for folder in ("", log, log / "below"):
        refused(run(capsys, "demo", "--out", folder))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv", "process.yaml"]


def test_that_what_is_not_there_is_said_with_the_name_that_was_given(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "log.csv", LOG)
    (tmp_path / "nothing").mkdir()
    for name in ("gone.csv", "gone/log.csv", "log.csv/below.csv", "gone.lane", "y" * 400 + ".csv"):
        ran = run(capsys, "check", name, "--process", "gone.yaml")
        refused(ran, f"There is no file {name}")
        assert str(tmp_path) not in ran.err
    refused(run(capsys, "check", "nothing", "--process", "gone.yaml"), "no file that can be read")
    refused(run(capsys, "check", "log.csv", "nothing", "--process", "gone.yaml"), "nothing is a folder")
    refused(run(capsys, "check", "", "--process", "gone.yaml"), "One of the names is empty")
    refused(run(capsys, "check", "log.csv", "--process", "log.csv/x.yaml"), "There is no file log.csv/x.yaml")
    refused(run(capsys, "check", "log.csv", "--process", "nothing"), "nothing is a folder")
    refused(run(capsys, "check", "log.csv"), "no documented process to check against")
    refused(run(capsys, "open", "gone.lane"), "gone.lane does not exist")


def test_that_wrong_arguments_are_refused_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    log, process = write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)
    check = ("check", log, "--process", process)
    refused(run(capsys, *check, "--by", "moon"), "cannot be grouped by 'moon'")
    refused(run(capsys, *check, "--only", "Nope"), "No activity of the log is called Nope")
    refused(run(capsys, *check, "--only", ""), "No activity of the log is called")
    for share in ("2", "-1", "nan", "much"):
        refused(run(capsys, *check, f"--fail-under={share}"), "is not between 0 and 1")
    refused(run(capsys, "discover", log, "--out", tmp_path / "m.json", "--noise", "nan"), "between 0 and 1")
    refused(
        run(capsys, "discover", log, "--out", tmp_path / "m.json", "--algorithm", "alpha"), "invalid choice"
    )
    refused(run(capsys, "discover", log), "--out")
    refused(run(capsys, "import"), "FILE")
    refused(run(capsys, "fly"), "invalid choice: 'fly'")


def test_that_no_output_replaces_an_input(tmp_path: Path, capsys: Capture) -> None:
    log, process = write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)
    project = tmp_path / "p.lane"
    assert run(capsys, "import", log, "--out", project).code == 0
    before = [path.read_bytes() for path in (log, process, project)]
    for given, out in ((project, project), (log, log), (log, process)):
        refused(run(capsys, "check", given, "--process", process, "--json", out), "is also a file to be read")
    refused(run(capsys, "import", log, "--out", project, "--json", project), "is also a file to be read")
    assert [path.read_bytes() for path in (log, process, project)] == before


def test_that_a_pipe_or_a_device_is_refused_and_not_waited_for(tmp_path: Path, capsys: Capture) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.csv")
    os.mkfifo(tmp_path / "pipe.yaml")
    log = write(tmp_path, "log.csv", LOG)
    refused(run(capsys, "import", tmp_path / "pipe.csv", "--out", tmp_path / "p.lane"), "a device or a pipe")
    refused(run(capsys, "check", log, "--process", tmp_path / "pipe.yaml"), "a device or a pipe")


def test_that_a_name_cannot_write_to_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, "a\x1b[31mb.csv", "")
    ran = run(capsys, "import", path, "--out", tmp_path / "p.lane")
    refused(ran, "is empty")
    assert "\x1b" not in ran.err


HOSTILE = sorted(path.name for path in (SHARED / "hostile").iterdir()) if SHARED else []


@needs_shared
@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "README.md"])
def test_that_a_hostile_file_is_read_or_refused(name: str, tmp_path: Path, capsys: Capture) -> None:
    assert SHARED is not None
    path, out = SHARED / "hostile" / name, tmp_path / "p.lane"
    if name.endswith((".bpmn", ".pnml", ".yaml")):
        ran = run(capsys, "check", write(tmp_path, "log.csv", LOG), "--process", path)
    else:
        ran = run(capsys, "import", path, "--out", out)
        assert out.exists() == (ran.code == 0)
    if ran.code:
        refused(ran)
        assert str(SHARED) not in ran.err


@pytest.mark.parametrize("option", [("--timezone", "Europe/Berlin"), ("--map", "case=A"), ("--dayfirst",)])
def test_that_an_option_without_effect_is_refused(capsys, option):
    refused(run(capsys, "check", "demo", *option), "The demo is not imported anew")
