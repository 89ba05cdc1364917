"""`lanekeeper report`: files and JSON of one report, by stand-ins unless asked otherwise, and every mistake a line."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

TEMPLATE = """format: lanekeeper.report-template/1
title: Ours
sections:
- section: summary
  text: We saw {deals} deals of {organisation}.
- section: findings
"""


@pytest.fixture
def given(tmp_path: Path) -> tuple[Path, ...]:
    """The log, the process and a template without the map."""
    return (
        write(tmp_path, "log.csv", LOG),
        write(tmp_path, "process.yaml", PROCESS),
        write(tmp_path, "t.yaml", TEMPLATE),
    )


def test_that_a_report_is_written_as_files_and_as_json(
    given: tuple[Path, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, process, template = given
    out = tmp_path / "r.html"
    options = ("--process", process, "--template", template, "--organisation", "Acme")
    ran = run(capsys, "report", log, *options, "--out", out, "--json", tmp_path / "r.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == f"Wrote {out}."
    page = out.read_text()
    assert "We saw 3 deals of Acme." in page
    assert "<title>Ours</title>" in page
    said = run(capsys, "report", log, *options, "--json", "-").json
    assert (said["format"], said["names_hidden"], said["language"]) == ("lanekeeper.report/1", True, "en")
    assert [one["key"] for one in said["sections"]] == ["summary", "findings"]
    assert said["sections"][0]["blocks"][0] == {
        "kind": "paragraph", "tone": "plain", "text": "We saw 3 deals of Acme.",
    }  # fmt: skip


def test_that_only_the_deals_of_a_query_are_reported_on(
    given: tuple[Path, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    log, process, template = given
    ran = run(
        capsys,
        "report",
        log,
        "--process",
        process,
        "--template",
        template,
        "--where",
        "skips Demo",
        "--json",
        "-",
    )
    assert ran.json["sections"][0]["blocks"][0]["text"] == "We saw 1 deals of –."
    assert "a filter leaves 2 of 3 out" in str(ran.json)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "Name a file to write: --out FILE.html"),
        (
            ("--out", "r.docx"),
            "r.docx has an ending that no report is written to; use one of .html, .pdf, .pptx, .xlsx.",
        ),
        (("--out", "none/r.html"), "there is no folder none; create it first"),
        (("--out", "r.html", "--findings", "99"), "--findings is 99; it has to be from 0 to 10."),
        (("--out", "r.html", "--template", "missing.yaml"), "There is no file missing.yaml"),
        (("--out", "r.html", "--where", "skips Nothing"), "Nothing"),
    ],
)
def test_that_a_mistake_is_one_line(
    given: tuple[Path, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    log, process, _ = given
    ran = run(capsys, "report", log, "--process", process, *options)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "r.html").exists()
