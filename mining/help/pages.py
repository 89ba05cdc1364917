"""Reads the help pages: those of the language of the program, and where one is missing there the English one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from mining.help.contents import KEYBOARD, METHOD, SECTIONS
from resources.translation import language

_NOT_LETTERS = re.compile(r"[^\w]+")
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`#>|]")
_AROUND = 60


@dataclass(frozen=True)
class HelpPage:
    """A page: `name` is what links call it, `title` its first heading, `text` all of it as Markdown."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A page in which something was found, the heading above it (empty for the page's own), and the words around it."""

    page: HelpPage
    heading: str
    words: str

    @property
    def anchor(self) -> str:
        """What a link to the place calls it."""
        return anchor_of(self.heading)


@cache
def page(name: str) -> HelpPage | None:
    """The page of that name, None where there is none."""
    text = _text(name)
    if text is None:
        return None
    first = text.lstrip().split("\n", 1)[0]
    return HelpPage(name, first.lstrip("# ").strip(), text)


def contents(more: tuple[HelpPage, ...] = ()) -> list[tuple[str, list[HelpPage]]]:
    """Headings with their pages, in order; `more` are pages that are made while the program runs."""
    made = {one.name: one for one in more}
    found = []
    for title, names in SECTIONS:
        there = [one for name in names if (one := made.get(name) or page(name)) is not None]
        if there:
            found.append((title, there))
    return found


def found(words: str, pages: list[HelpPage]) -> list[Hit]:
    """Where all of the words stand, whatever their case: pages that are called so first, at most one hit a heading."""
    wanted = [word for word in words.casefold().split() if word]
    if not wanted:
        return []
    hits: list[tuple[int, int, Hit]] = []
    for place, one in enumerate(pages):
        for heading, body in _parts(one.text):
            folded = f"{heading}\n{body}".casefold()
            if all(word in folded for word in wanted):
                in_title = all(word in heading.casefold() for word in wanted)
                in_page = all(word in one.title.casefold() for word in wanted)
                rank = 0 if in_page and heading == one.title else 1 if in_title else 2
                below = "" if heading == one.title else heading
                hits.append((rank, place, Hit(one, below, _around(body, wanted[0]))))
    return [hit for _, _, hit in sorted(hits, key=lambda hit: hit[:2])]


def anchor_of(heading: str) -> str:
    """What a link to a heading calls it: `Before and after` is `before-and-after`."""
    return _NOT_LETTERS.sub("-", heading.casefold()).strip("-")


def resolved(link: str, of: str) -> tuple[str, str]:
    """The name of the page and the anchor that a link on the page `of` leads to; no name where it leads elsewhere."""
    target, _, anchor = link.partition("#")
    if not target:
        return of, anchor
    if ":" in target or not target.endswith(".md"):
        return "", ""
    parts: list[str] = list(PurePosixPath(of).parent.parts)
    for part in PurePosixPath(target.removesuffix(".md")).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in ("..", "."):
            parts.append(part)
    name = "/".join(parts)
    return (name, anchor) if name == KEYBOARD or page(name) is not None else ("", "")


def _parts(text: str) -> list[tuple[str, str]]:
    """The headings of a page with what stands below each."""
    parts: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            parts.append((line.lstrip("# ").strip(), []))
        elif parts:
            parts[-1][1].append(line)
    return [(heading, "\n".join(lines)) for heading, lines in parts]


def _around(body: str, word: str) -> str:
    """The words around the first place of a word, on one line and without markup."""
    plain = " ".join(_MARKUP.sub(r"\1", body).split())
    at = max(0, plain.casefold().find(word))
    begin = plain.rfind(" ", 0, max(0, at - _AROUND)) + 1 if at > _AROUND else 0
    end = plain.find(" ", at + _AROUND)
    cut = plain[begin : end if end > 0 else None]
    return f"{'…' if begin else ''}{cut}{'…' if end > 0 else ''}"


def _text(name: str) -> str | None:
    if name.startswith(METHOD):
        return _read(_method(), name.removeprefix(METHOD))
    folder = files("resources").joinpath("help")
    for code in dict.fromkeys((language(), "en")):
        text = _read(folder.joinpath(code), name)
        if text is not None:
            return text
    return None


def _method() -> Traversable:
    """The documentation of the method: inside of an installed program, or beside it in its source."""
    packed = files("resources").joinpath("help", "method")
    if packed.is_dir():
        return packed
    return Path(str(files("resources"))).parent / "docs" / "method"


def _read(folder: Traversable, name: str) -> str | None:
    file = folder.joinpath(f"{name}.md")
    return file.read_text("utf-8") if file.is_file() else None
