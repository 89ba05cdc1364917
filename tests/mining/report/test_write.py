"""A report as a file: complete or not there, the one before intact, and in the language that was asked for."""

import os
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from mining.report.gathered import Known
from mining.report.in_language import made_in_language
from mining.report.write import write_report, write_reports
from models.errors import UserError
from models.progress import silent
from models.report_template import ReportTemplate, TemplateSection
from resources.translation import MARKED
from tests.mining.report.projects import NAMES, a_finding, a_project, one_deal

SHORT = ReportTemplate(sections=(TemplateSection("summary"), TemplateSection("limits")))


def known() -> Known:
    return Known(a_finding().log, a_finding().analysis, a_finding().diagnosis)


def test_that_several_files_are_written_of_one_report(tmp_path: Path) -> None:
    outs = (tmp_path / "r.html", tmp_path / "r.PDF")
    write_reports(a_project(), SHORT, outs, silent, known())
    assert outs[0].read_bytes().startswith(b"<!DOCTYPE html>")
    assert outs[1].read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.PDF", "r.html"]


@pytest.mark.parametrize("name", ["r.docx", "r"])
def test_that_another_ending_is_refused_before_anything_is_done(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"use one of \.html, \.pdf, \.pptx, \.xlsx"):
        write_report(a_project(), SHORT, tmp_path / name, silent)
    assert not list(tmp_path.iterdir())


def test_that_what_cannot_be_written_leaves_the_earlier_report(tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    out.write_text("before")
    template = replace(SHORT, sections=(TemplateSection("summary", text="{nothing}"),))
    with pytest.raises(UserError, match="nothing"):
        write_reports(a_project(), template, (out,), silent, known())
    assert out.read_text() == "before"
    with pytest.raises(UserError, match="does not exist"):
        write_report(one_deal(), SHORT, tmp_path / "none" / "r.html", silent)
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_that_a_full_disk_is_a_sentence_and_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "r.html"
    out.write_text("before")
    part = tmp_path / f".r.html.{os.getpid()}.part"
    part.symlink_to("/dev/full")
    with pytest.raises(UserError, match=r"r\.html cannot be written .*: No space left on device\."):
        write_reports(a_project(), SHORT, (out,), silent, known())
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_that_no_name_of_the_log_is_in_a_file_that_a_default_export_writes() -> None:
    made = made_in_language(
        a_project(), ReportTemplate(), (".html", ".pdf", ".pptx", ".xlsx"), silent, known()
    )
    wanted = [part for name in NAMES for part in (name, name.split()[0])]
    for ending, content in made.files.items():
        parts = [content]
        if zipfile.is_zipfile(BytesIO(content)):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                parts = [archive.read(one) for one in archive.namelist()]
        for part in parts:
            for name in wanted:
                assert not re.search(rb"(?<!\w)%s(?!\w)" % name.encode(), part), (ending, name)


def test_that_a_report_speaks_the_language_of_its_template() -> None:
    seen: list[float] = []
    spoken = os.environ.get("LANEKEEPER_LANGUAGE")
    template = replace(SHORT, language=MARKED)
    made = made_in_language(
        one_deal(),
        template,
        (".html",),
        lambda done, _: seen.append(done),
        Known(one_deal().log),  # type: ignore[arg-type]
    )
    assert made.report.title == "⟦The sales process in practice⟧"
    assert "⟦Summary⟧".encode() in made.files[".html"]
    assert os.environ.get("LANEKEEPER_LANGUAGE") == spoken
    assert seen
