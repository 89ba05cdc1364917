"""Lines of text on a slide: how high they are in a box, and where they have to go on in another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import floor

from mining.report.text_width import width_of

LOOSENESS = 1.14
_BOLD_LOOSENESS = 1.2
"""How much wider a font may run than the one that is measured; the widest that takes its place does by so much."""
LEADING = 1.22
"""Of the size, from line to line; it is written into the slide, so that no other font changes it."""
_BULLET, _NUMBER = 13.0, 20.0
"""Points by which a text stands in behind its bullet or its number."""
_PIECES, _SPACES = re.compile("[^ ]+ *| +"), re.compile("[ \n]+")
"""No-break spaces are none of them: no line ends there."""


class Ink(Enum):
    """Of what colour a text is: that of texts, a paler one, or the accent."""

    MAIN = "main"
    MUTED = "muted"
    ACCENT = "accent"


@dataclass(frozen=True)
class Line:
    """One paragraph: `size` and the room `before` it in points; `bullet` is empty, "•", or "1" and so on."""

    text: str
    size: float
    bold: bool = False
    ink: Ink = Ink.MAIN
    before: float = 0.0
    bullet: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it stays with the line that follows."""
        return self.bold and not self.bullet

    @property
    def indent(self) -> float:
        """How far it stands in, in points."""
        return (_NUMBER if self.bullet.isdigit() else _BULLET) if self.bullet else 0.0

    def scaled(self, scale: float, least: float) -> Line:
        """The same larger or smaller, but not below a size."""
        size = max(min(least, self.size), round(2 * self.size * scale) / 2)
        return replace(self, size=size, before=self.before * scale)

    def wrapped(self, width: float) -> list[str]:
        """The text in lines that fit into a box of this width (points)."""
        room = width - self.indent
        return [line for part in self.text.split("\n") for line in _wrapped(part, self.size, self.bold, room)]

    def height(self, width: float) -> float:
        """Without the room before it."""
        return len(self.wrapped(width)) * self.size * LEADING


def height_of(lines: Sequence[Line], width: float) -> float:
    """The height of paragraphs in a box of this width, in points."""
    return sum((line.before if place else 0.0) + line.height(width) for place, line in enumerate(lines))


def divided(lines: Sequence[Line], width: float, height: float) -> tuple[list[Line], list[Line]]:
    """What fits into the box, and the rest; a paragraph is divided only where none has come before it."""
    taken: list[Line] = []
    left = height
    for place, line in enumerate(lines):
        needed = (line.before if taken else 0.0) + line.height(width)
        if needed <= left + 0.01:
            taken.append(line)
            left -= needed
            continue
        rest = list(lines[place:])
        if not taken:
            first, other = _halved(line, width, left)
            return [first], [other, *rest[1:]]
        if taken[-1].is_heading and len(taken) > 1:
            rest.insert(0, taken.pop())
        return taken, rest
    return taken, []


def shortened(text: str, size: float, width: float, most: int, bold: bool = False) -> str:
    """The text on one paragraph, cut with an ellipsis where it takes more than `most` lines of this width."""
    text = _SPACES.sub(" ", text).strip(" ")
    lines = Line(text, size, bold).wrapped(width)
    if len(lines) <= most:
        return text
    last = lines[most - 1].rstrip()
    while last and len(_wrapped(last + "…", size, bold, width)) > 1:
        last = last[:-1]
    return "".join([*lines[: most - 1], last.rstrip()]) + "…"


def _halved(line: Line, width: float, height: float) -> tuple[Line, Line]:
    wrapped = line.wrapped(width)
    count = max(1, floor(height / (line.size * LEADING)))
    first = "".join(wrapped[:count]).rstrip()
    return replace(line, text=first), replace(line, text="".join(wrapped[count:]).lstrip(), bullet="")


def _wrapped(text: str, size: float, bold: bool, room: float) -> list[str]:
    """Lines that keep the spaces at their ends, so that together they are the text."""
    most = max(room, 1.0) / (_BOLD_LOOSENESS if bold else LOOSENESS)
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _PIECES.findall(text):
        word = piece.rstrip(" ")
        if line and used + width_of(word, size, bold) > most:
            lines.append(line)
            line, used = "", 0.0
        while width_of(word, size, bold) > most and len(word) > 1:  # longer than a line
            fitting = _letters(word, size, bold, most)
            lines.append(piece[:fitting])
            piece, word = piece[fitting:], word[fitting:]
        line, used = line + piece, used + width_of(piece, size, bold)
    return [*lines, line]


def _letters(word: str, size: float, bold: bool, room: float) -> int:
    """How many letters of the word fit, one at least."""
    used = 0.0
    for place, letter in enumerate(word):
        used += width_of(letter, size, bold)
        if used > room:
            return max(1, place)
    return len(word)
