"""The report as a page: self-contained, without a script, escaped, and readable by those who do not see it."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mining.report.html import html_bytes
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.report import Finding, Paragraph, Picture, Report, Section, Table
from tests.mining.report.samples import DAY, png

EVIL = "<script>alert(1)</script>\" onload='x' &amp;\0"


class Page(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def a_report(**changes: object) -> Report:
    table = ExportTable(
        "Teams", (ExportColumn("Team", (EVIL,)), ExportColumn("Deals", (2010,), ValueKind.COUNT))
    )
    blocks = (
        Paragraph(EVIL),
        Table(table, "A note"),
        Picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>", png(4, 2), 2, 1, f"A map {EVIL}"),
        Finding(
            "A headline", "Everybody", "Likely", "It is so.", ("for",), ("against",), "An effect", "Ask."
        ),
    )
    sections = (Section("summary", "Summary", blocks), Section("limits", EVIL, (Paragraph("End."),)))
    return replace(Report(EVIL, "Sub", "Author", DAY, "de", sections, "#0f766e", png(3, 3)), **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html_bytes(a_report()))


def test_that_every_text_is_escaped(page: Page) -> None:
    assert not page.all("script")
    assert not any("onload" in attributes for _, attributes in page.tags)
    assert EVIL.replace("\0", "\ufffd").replace("&amp;", "&amp;") in "".join(page.texts)


def test_that_nothing_comes_from_outside(page: Page) -> None:
    sources = [
        value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href")
    ]
    assert sources
    assert all(value is not None and value.startswith(("data:image/", "#")) for value in sources)
    (policy,) = [
        one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert b"url(" not in html_bytes(a_report())
    assert b"@import" not in html_bytes(a_report())


def test_that_it_can_be_read_aloud(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "de"
    assert all(one.get("alt") for one in page.all("img"))
    assert [one["scope"] for one in page.all("th")] == ["col", "col", "row"]
    assert len(page.all("h1")) == 1
    anchors = {one["href"] for one in page.all("a")}
    assert {"#summary", "#limits", "#contents"} <= anchors
    assert {f"#{one['id']}" for one in page.all("section")} == {"#summary", "#limits"}


def test_that_a_finding_says_what_speaks_against_it(page: Page) -> None:
    said = "".join(page.texts)
    for words in (
        "A headline",
        "Likely",
        "What speaks for it",
        "What speaks against it",
        "An effect",
        "Ask.",
        "2,010",
    ):
        assert words in said


def test_that_a_colour_that_is_none_and_a_logo_that_is_none_are_left_out() -> None:
    content = html_bytes(a_report(accent="red; } body { display: none", logo=b"GIF89a"))
    assert b"display: none" not in content.split(b"</style>")[0].split(b"--accent")[1][:40]
    assert b"#2563eb" in content
    assert b"R0lGODlh" not in content
