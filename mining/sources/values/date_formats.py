"""How dates are written: the shape of a text (its digits blanked out) says where year, month and time stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january", "januar", "jän", "jänner"),
            ("feb", "february", "februar"),
            ("mar", "march", "märz", "mär", "mrz"),
            ("apr", "april"),
            ("may", "mai"),
            ("jun", "june", "juni"),
            ("jul", "july", "juli"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october", "okt", "oktober"),
            ("nov", "november"),
            ("dec", "december", "dez", "dezember"),
        ),
        start=1,
    )
    for name in names
}


class Style(StrEnum):
    """The order of a date's parts."""

    YEAR_FIRST = "yyyy-mm-dd"
    DOTTED = "dd.mm.yyyy"
    NUMBERS = "dd/mm/yyyy or mm/dd/yyyy"
    NAMED_MONTH = "day, month by name, year"
    SECONDS = "seconds since 1970"
    MILLISECONDS = "milliseconds since 1970"
    MICROSECONDS = "microseconds since 1970"


@dataclass(frozen=True)
class Shape:
    """Where the parts stand in texts of one shape, as (start, end); a part that is not there is missing.

    Parts: y m d (or a b for two numbers of unknown order), H M S f; `month` is set where it is named,
    `afternoon` where the clock has twelve hours, `offset` (minutes) where the zone is fixed by the shape,
    and `zone` is the place of the digits of a +hh:mm offset with its `sign`.
    """

    style: Style
    at: dict[str, tuple[int, int]]
    month: int | None = None
    afternoon: bool | None = None
    has_zone: bool = False
    sign: int = 0

    @property
    def has_time(self) -> bool:
        """Whether a time of day stands behind the date."""
        return "H" in self.at or self.style in (Style.SECONDS, Style.MILLISECONDS, Style.MICROSECONDS)


_TIME = (
    r"(?:(?:T|t|[\s,]+)(?P<H>00?)(?::|\.)(?P<M>00)(?:(?::|\.)(?P<S>00)(?:[.,](?P<f>0{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|(?P<sign>[+-])(?P<zh>00)(?::?(?P<zm>00))?)?)?\s*$"
)
_DAY_NAME = r"^\s*(?:[^\W\d_]{2,10}\.?,?\s+)?"
_SHAPES = (
    (Style.YEAR_FIRST, re.compile(r"^\s*(?P<y>0000)(?P<s>[-/.])(?P<m>00?)(?P=s)(?P<d>00?)" + _TIME)),
    (Style.YEAR_FIRST, re.compile(r"^\s*(?P<y>0000)(?P<m>00)(?P<d>00)" + _TIME)),
    (Style.DOTTED, re.compile(_DAY_NAME + r"(?P<a>00?)\.(?P<b>00?)\.(?P<y>0000|00)" + _TIME)),
    (Style.NUMBERS, re.compile(_DAY_NAME + r"(?P<a>00?)(?P<s>[-/])(?P<b>00?)(?P=s)(?P<y>0000|00)" + _TIME)),
    (
        Style.NAMED_MONTH,
        re.compile(_DAY_NAME + r"(?P<d>00?)[-\s.]+(?P<mon>[^\W\d_]{3,9})\.?[-,\s]+(?P<y>0000|00)" + _TIME),
    ),
    (
        Style.NAMED_MONTH,
        re.compile(_DAY_NAME + r"(?P<mon>[^\W\d_]{3,9})\.?\s+(?P<d>00?),?\s+(?P<y>0000)" + _TIME),
    ),
)
_EPOCHS = ((10, Style.SECONDS), (13, Style.MILLISECONDS), (16, Style.MICROSECONDS))
_EPOCH = re.compile(r"^(?P<n>0{10}|0{13}|0{16})(?:\.(?P<f>0{1,9}))?$")
_BLANK = str.maketrans("123456789", "000000000")


def shape_text(text: str) -> str:
    """The text with every digit as 0."""
    return text.translate(_BLANK)


def read_shape(blanked: str) -> Shape | None:
    """Where the parts of a date stand in texts of this shape; None where it is no known date."""
    if len(blanked) > 60:
        return None
    epoch = _EPOCH.match(blanked)
    if epoch:
        style = next(style for digits, style in _EPOCHS if digits == len(epoch["n"]))
        return Shape(style, {name: epoch.span(name) for name in ("n", "f") if epoch[name]}, has_zone=True)
    for style, pattern in _SHAPES:
        found = pattern.match(blanked)
        if found:
            return _shape(style, found)
    return None


def _shape(style: Style, found: re.Match[str]) -> Shape | None:
    parts = found.groupdict()
    month = MONTHS.get(parts["mon"].casefold()) if parts.get("mon") else None
    if parts.get("mon") and month is None:
        return None
    names = ("y", "m", "d", "a", "b", "H", "M", "S", "f", "zh", "zm")
    return Shape(
        style,
        {name: found.span(name) for name in names if parts.get(name)},
        month,
        parts["half"].lower().startswith("p") if parts["half"] else None,
        bool(parts["zone"]),
        {"+": 1, "-": -1}.get(parts["sign"] or "", 0),
    )
