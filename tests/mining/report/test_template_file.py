"""The template as a file: read as it was written, and every mistake told with its line."""

import base64
from pathlib import Path

import pytest

from mining.report.template_file import parse_template, read_template, template_text, write_template
from models.errors import UserError
from models.report_template import ReportTemplate, TemplateSection
from tests.mining.report.samples import png

FULL = ReportTemplate(
    sections=(
        TemplateSection(
            "limits", title="Read this first", text="We saw {deals} deals.\n\nSecond: paragraph."
        ),
        TemplateSection("summary", is_included=False),
    ),
    language="de",
    title="Vertrieb: so läuft er",
    author="no",
    organisation="Acme & Söhne",
    accent="#0f766e",
    logo=png(40, 20),
    findings=3,
    per_rep=True,
    with_names=True,
)


def test_that_a_template_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_template(FULL, tmp_path / "t.yaml")
    read = read_template(tmp_path / "t.yaml")
    named = {one.key: one for one in read.sections}
    assert [one.key for one in read.sections][:2] == ["limits", "summary"]
    assert (named["limits"], named["summary"]) == FULL.sections
    assert not any(one.is_included for one in read.sections[1:])
    assert template_text(read) == template_text(FULL)


def test_that_an_empty_template_has_all_sections() -> None:
    read = parse_template(template_text(ReportTemplate()), "t.yaml")
    assert all(one.is_included for one in read.sections)
    assert (read.language, read.accent, read.findings) == ("", "#2563eb", 5)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title: A\ntittle: B\n", r"t\.yaml, line 1: .*unknown key `tittle`; did you mean `title`"),
        ("sections:\n- section: sumary\n", r"line 2: .*unknown key `sumary`; did you mean `summary`"),
        ("sections:\n- section: map\n- section: map\n", r"line 3: the section map stands there twice"),
        (
            "title: A\nsections:\n- section: limits\n  text: in {perid}\n",
            r"line 3: .*\{perid\}.*did you mean \{period\}",
        ),
        ("title: A\naccent: red\n", r"red is no colour"),
        ("title: A\nlanguage: fr\n", r"`language` is fr; write en / de"),
        ("title: A\nfindings: 99\n", r"`findings` is 99; write how many, from 0 to 10"),
        ("title: A\nper_rep: maybe\n", r"`per_rep` of the template is maybe; write true or false"),
        ("title: A\nlogo: '%%%'\n", r"`logo` is no picture in Base64"),
        (f"logo: {base64.b64encode(b'GIF89a').decode()}\n", r"the logo is no PNG"),
        (
            "format: lanekeeper.report-template/9\n",
            r"`format` is lanekeeper.report-template/9; this version reads",
        ),
        ("just words", r"holds no template of a report"),
        ("title: [\n", r"line 2 is not valid YAML"),
        ("title: !!python/object:os.system {}\n", r"the tag .* is not allowed"),
    ],
)
def test_that_a_mistake_is_told_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        parse_template(text, "t.yaml")


def test_that_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(UserError, match="is a picture, not the template of a report"):
        read_template(tmp_path / "t.yaml")
    with pytest.raises(UserError, match="There is no file"):
        read_template(tmp_path / "none.yaml")
