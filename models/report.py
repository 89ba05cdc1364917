"""A report as content, before it is a page, a slide or a sheet: sections of blocks, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.export_table import ExportTable


class Layout(StrEnum):
    """How it is laid out on paper: with a cover and a table of contents, or from the top of the first page."""

    FULL = "full"
    COMPACT = "compact"


class Tone(StrEnum):
    """How a paragraph is set: the first of a section, plain, or small print."""

    LEAD = "lead"
    PLAIN = "plain"
    SMALL = "small"


@dataclass(frozen=True)
class Paragraph:
    """One or several sentences, plain text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Heading:
    """A heading inside of a section."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """Short sentences one below the other; `numbered` where their order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Figure:
    """One key figure: `value` is written out with its unit, `interval` and `note` may be empty."""

    label: str
    value: str
    interval: str = ""
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """Key figures side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing: `svg` for paper and screen, `png` (twice as many pixels as its size) for slides and sheets.

    `width` and `height` are the drawing's size in pixels; `alt` says what it shows, for those who do not see it.
    """

    svg: bytes
    png: bytes
    width: int
    height: int
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Table:
    """A table; `note` says below it how it is to be read."""

    table: ExportTable
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that matters: its headline, what it comes down to, and what speaks for and against it.

    `kind` says whose it is ("A team's reading"), `confidence` how sure that is, `effect` what goes with it, `advice`
    what to change or to ask; each may be empty.
    """

    headline: str
    kind: str
    confidence: str
    sentence: str
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    effect: str = ""
    advice: str = ""
    figures: tuple[Figure, ...] = ()


Block = Paragraph | Heading | Bullets | Figures | Picture | Table | Finding


@dataclass(frozen=True)
class Section:
    """A part of the report: `key` is what a template calls it; it begins on a new page where `on_new_page`."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    on_new_page: bool = False


@dataclass(frozen=True)
class Report:
    """Everything that is written, in its order. `accent` is a colour (#rrggbb), `logo` a PNG or empty.

    `language` is the code of the language of all texts. `names_hidden` says whether people are named by stand-ins.
    A single page to print, such as a plan or a hand-out, is `COMPACT`.
    """

    title: str
    subtitle: str
    author: str
    day: date
    language: str
    sections: tuple[Section, ...]
    accent: str
    logo: bytes = b""
    names_hidden: bool = True
    small_print: str = ""
    layout: Layout = Layout.FULL
