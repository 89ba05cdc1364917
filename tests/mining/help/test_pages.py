import re

import pytest

from mining.help.contents import KEYBOARD, SECTIONS
from mining.help.pages import anchor_of, contents, found, page, resolved

PAGES = [one for _, pages in contents() for one in pages]
OWN = [one for one in PAGES if "/" not in one.name]


def test_that_every_page_of_the_contents_is_there_but_the_one_that_is_made() -> None:
    named = [name for _, names in SECTIONS for name in names]
    assert [one.name for one in PAGES] == [name for name in named if name != KEYBOARD]


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.name)
def test_that_every_link_leads_to_a_page_and_a_heading_of_it(one) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", one.text):
        name, anchor = resolved(link, one.name)
        there = page(name)
        assert there is not None, link
        headings = [anchor_of(line.lstrip("# ")) for line in there.text.splitlines() if line.startswith("#")]
        assert not anchor or anchor in headings, link


def test_that_a_search_finds_the_heading_that_is_called_so_first() -> None:
    first = found("Horizon", PAGES)[0]
    assert (first.page.name, first.heading) == ("glossary", "Horizon")
    assert found("works council", PAGES)[0].page.name == "works-council"
    assert found("xyzzy", PAGES) == []


def test_that_links_are_followed_from_where_they_stand_and_never_out() -> None:
    assert resolved("conformance.md#fitness", "method/index") == ("method/conformance", "fitness")
    assert resolved("../deal.md", "method/index") == ("deal", "")
    assert resolved("#fitness", "glossary") == ("glossary", "fitness")
    assert resolved("https://example.org/x.md", "glossary") == ("", "")
    assert resolved("../../../../etc/passwd.md", "glossary") == ("", "")


def test_that_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    glossary = page("glossary")
    assert glossary is not None
    entries = [line[3:].casefold() for line in glossary.text.splitlines() if line.startswith("## ")]
    assert entries == sorted(entries)
