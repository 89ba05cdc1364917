"""The parts of an Excel workbook: its archive within bounds, its sheets, its formats of dates, its texts.

The shapes are those of ECMA-376, part 1 (SpreadsheetML).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from mining.sources.files.bounded import Bounds, head_of, kind_of
from mining.sources.files.origin import Origin
from models.errors import UserError
from resources.translation import tr

WORKBOOK_BOUNDS = Bounds(most=1 << 30, ratio=100, free=32 << 20)
"""How much one part of a workbook may unpack to."""
_MAX_MEMBERS = 10_000
_PIECE = 1 << 18
_DAYS = {14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)}
_TIMES = {18, 19, 20, 21, 32, 33, 45, 47}
"""Numbers of built-in formats that show a date, and that show only a time of day."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class DateFormat:
    """What a number format of dates shows."""

    has_day: bool
    has_time: bool


@dataclass(frozen=True)
class SheetPart:
    """One sheet: its title, its part in the archive, and whether Excel shows it."""

    title: str
    part: str
    is_hidden: bool


class Workbook:
    """An open workbook; raises UserError where it is none, is protected, is damaged or unpacks to too much."""

    def __init__(self, path: Origin, file: IO[bytes], bounds: Bounds = WORKBOOK_BOUNDS) -> None:
        self.name = path.name
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
            raise damaged(self.name) from None
        self._check(bounds)
        there = set(self._archive.namelist())
        usual = {kind: f"xl/{kind}.xml" for kind in ("styles", "sharedStrings")}
        self._part_of = {kind: part if part in there else "" for kind, part in usual.items()}
        self.sheets, self.is_from_1904 = self._sheets()

    @property
    def unpacked(self) -> int:
        """The bytes of all its parts."""
        return sum(member.file_size for member in self._archive.infolist())

    def date_formats(self) -> dict[str, DateFormat]:
        """The cell styles (by their numbers, as texts) that show a number as a date."""
        part = self._part_of["styles"]
        if not part:
            return {}
        codes: dict[str, str] = {}
        styles: list[str] = []
        inside: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            inside.append(tag)
            if tag == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif tag == "xf" and "cellXfs" in inside[-2:]:
                styles.append(attributes.get("numFmtId", "0"))

        self.stream(part, start, lambda _: inside.pop())
        shown = {number: _shown(number, codes.get(number)) for number in set(styles)}
        return {str(place): form for place, number in enumerate(styles) if (form := shown[number])}

    def texts(self, most: int) -> list[str]:
        """The first `most` shared texts, without their readings aids."""
        part = self._part_of["sharedStrings"]
        if not part:
            return []
        found: list[str] = []
        pieces: list[str] = []
        state = {"text": False, "aside": False}

        def take(text: str) -> None:
            if state["text"]:
                pieces.append(text)

        def start(tag: str, _: dict[str, str]) -> None:
            if tag == "si":
                pieces.clear()
            state["text"] = tag == "t" and not state["aside"]
            state["aside"] |= tag == "rPh"

        def end(tag: str) -> None:
            state["text"] = False
            if tag == "rPh":
                state["aside"] = False
            elif tag == "si":
                found.append(unescaped("".join(pieces)))
                if len(found) >= most:
                    raise Enough

        self.stream(part, start, end, take)
        return found

    def stream(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], object],
        end: Callable[[str], object],
        text: Callable[[str], object] | None = None,
        told: Callable[[float], object] | None = None,
    ) -> None:
        """Feed a part to handlers, names without prefixes, until its end or until one raises `Enough`."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        has_prefixes = []

        def plain_start(tag: str, attributes: dict[str, str]) -> None:
            start(tag.rpartition(":")[2], attributes)

        def first(tag: str, attributes: dict[str, str]) -> None:
            if ":" in tag:
                has_prefixes.append(tag)
                parser.StartElementHandler = plain_start
                parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
            else:
                parser.StartElementHandler = start
                parser.EndElementHandler = end
            parser.StartElementHandler(tag, attributes)

        def refuse(*_: object) -> None:
            raise UserError(
                tr(
                    "{name} declares a document type or entities, which no workbook needs; it was not read.",
                    name=self.name,
                )
            )

        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        parser.StartElementHandler = first
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            size, done = max(1, self._archive.getinfo(part).file_size), 0
            with self._archive.open(part) as source:
                while piece := source.read(_PIECE):
                    parser.Parse(piece, False)
                    done += len(piece)
                    if told is not None:
                        told(done / size)
            parser.Parse(b"", True)
        except Enough:
            return
        except (expat.ExpatError, zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, OSError):
            raise damaged(self.name) from None
        except (ValueError, LookupError, RuntimeError):  # an encoding or a password that is not known here
            raise damaged(self.name) from None

    def _check(self, bounds: Bounds) -> None:
        """Refuse parts that unpack to too much, come twice or are protected."""
        members = self._archive.infolist()
        names = [member.filename for member in members]
        if "xl/workbook.xml" not in names:
            raise UserError(
                tr(
                    "{name} is a zip archive but no Excel workbook; save the table as .xlsx or .csv.",
                    name=self.name,
                )
            )
        if len(set(names)) < len(names) or len(names) > _MAX_MEMBERS:
            raise damaged(self.name)
        for member in members:
            if member.file_size > bounds.allowed(member.compress_size):
                raise UserError(
                    tr(
                        "{name} unpacks to more than is read from one workbook; save it as .csv.",
                        name=self.name,
                    )
                )
            if member.flag_bits & 1:
                raise UserError(
                    tr("{name} is password-protected; save it without a password.", name=self.name)
                )

    def _sheets(self) -> tuple[tuple[SheetPart, ...], bool]:
        targets: dict[str, str] = {}

        def relation(tag: str, attributes: dict[str, str]) -> None:
            kind = attributes.get("Type", "").rpartition("/")[2]
            if tag != "Relationship" or kind not in ("worksheet", *self._part_of):
                return
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            part = posixpath.normpath(part)
            if kind == "worksheet":
                targets[attributes.get("Id", "")] = part
            elif part in self._archive.namelist():
                self._part_of[kind] = part

        self.stream("xl/_rels/workbook.xml.rels", relation, lambda _: None)
        found: list[SheetPart] = []
        since: list[bool] = []

        def sheet(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr":
                since.append(attributes.get("date1904", "0").lower() in ("1", "true"))
            if tag == "sheet":
                key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                if key in targets:
                    is_hidden = attributes.get("state", "visible") != "visible"
                    found.append(SheetPart(attributes.get("name", ""), targets[key], is_hidden))

        self.stream("xl/workbook.xml", sheet, lambda _: None)
        return tuple(found), any(since)


class Enough(Exception):
    """Raised by a handler that has seen what it needs."""


def refuse_others(path: Origin) -> None:
    """Raise UserError where a file is, by its first bytes, no workbook."""
    kind = kind_of(head_of(path))
    if kind == "an old or password-protected Office file":
        raise UserError(
            tr(
                "{name} is password-protected or an old Excel file; save it as .xlsx without a password.",
                name=path.name,
            )
        )
    if kind != "a zip archive or an Excel workbook":
        raise UserError(
            tr(
                "{name} is {kind}, not an Excel workbook; give it its right name.",
                name=path.name,
                kind=kind or tr("a text file"),
            )
        )


def damaged(name: str) -> UserError:
    """The error of a workbook that cannot be taken apart."""
    return UserError(
        tr(
            "{name} is damaged or no real Excel workbook; open it in Excel and save it again as .xlsx.",
            name=name,
        )
    )


def unescaped(text: str) -> str:
    """A text with Excel's way to write characters that XML cannot hold, such as _x000D_, resolved."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return match[0] if 0xD800 <= code < 0xE000 else chr(code)  # half of a pair is no character

    return _ESCAPED.sub(character, text) if "_x" in text else text


def _shown(number: str, code: str | None) -> DateFormat | None:
    """What a number format shows as a date or a time; None where it shows a number or how long something took."""
    if code is None:
        built_in = int(number) if number.isdecimal() else 0
        if built_in in _DAYS:
            return DateFormat(True, built_in == 22)
        return DateFormat(False, True) if built_in in _TIMES else None
    bare = _QUOTED.sub("", code.split(";")[0]).lower()
    if _ELAPSED.search(bare) or "general" in bare:
        return None
    bare = bare.replace("am/pm", "h").replace("a/p", "h")
    has_day, has_time = bool(re.search("[dy]", bare)), bool(re.search("[hs]", bare))
    if not has_day and not has_time and "m" in bare:
        has_day = True  # a month alone
    return DateFormat(has_day, has_time) if has_day or has_time else None
