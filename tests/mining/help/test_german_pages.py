import re
from importlib.resources import files

import pytest

from mining.help import pages

ENGLISH, GERMAN = (files("resources").joinpath("help", code) for code in ("en", "de"))
NAMES = sorted(file.name.removesuffix(".md") for file in ENGLISH.iterdir())
UMLAUTS = str.maketrans("äöü", "aou")


@pytest.fixture
def in_german(monkeypatch):
    monkeypatch.setattr(pages, "language", lambda: "de")
    pages.page.cache_clear()
    yield
    pages.page.cache_clear()


@pytest.mark.parametrize("name", NAMES)
def test_that_a_page_is_built_as_in_english_and_its_links_lead_somewhere(in_german, name) -> None:
    english = ENGLISH.joinpath(f"{name}.md").read_text("utf-8")
    german = pages.page(name).text
    assert german == GERMAN.joinpath(f"{name}.md").read_text("utf-8")
    for mark in (r"^#+ ", r"^- ", r"^\d\. ", r"^\| "):
        assert len(re.findall(mark, german, re.MULTILINE)) == len(re.findall(mark, english, re.MULTILINE))
    assert sorted(_links(german, name)) == sorted(_links(english, name))
    for link in re.findall(r"\]\(([^)]+)\)", german):
        there, anchor = pages.resolved(link, name)
        headings = re.findall(r"^#+ (.*)", pages.page(there).text, re.MULTILINE)
        assert not anchor or anchor in [pages.anchor_of(heading) for heading in headings], link


def test_that_a_page_which_is_not_translated_is_the_english_one(in_german) -> None:
    assert pages.page("method/index").text.startswith("# ")
    assert pages.page("overview").title == "Übersicht"
    assert pages.page("no-such-page") is None


def test_that_a_page_is_english_in_a_language_that_has_none(monkeypatch) -> None:
    monkeypatch.setattr(pages, "language", lambda: "marked")
    pages.page.cache_clear()
    assert pages.page("overview").title == "Overview"


def test_that_the_german_glossary_is_in_the_order_of_the_alphabet_and_is_searched(in_german) -> None:
    entries = [line[3:] for line in pages.page("glossary").text.splitlines() if line.startswith("## ")]
    folded = [entry.casefold().translate(UMLAUTS) for entry in entries]
    assert folded == sorted(folded)
    everything = [one for _, several in pages.contents() for one in several]
    first = pages.found("übergabe", [one for one in everything if one.name == "glossary"])[0]
    assert (first.heading, first.anchor) == ("Übergabe", "übergabe")


def _links(text: str, name: str) -> list[str]:
    return [pages.resolved(link, name)[0] for link in re.findall(r"\]\(([^)]+)\)", text)]
