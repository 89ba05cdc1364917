"""How wide a text will be, by the font that comes with Lanekeeper, and where a long word may break."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

_UNITS = 1000.0
_WIDE, _NARROW = 1.0, 0.66
"""Of the size, for letters that the font does not have: those of East Asia, and all others."""
LONGEST_WORD = 24
"""Letters; a longer word may break anywhere, because no line is sure to hold it."""
_LONG = re.compile(rf"[^ \n]{{{LONGEST_WORD + 1},}}")
_ZERO_WIDTH_SPACE, _JOINER = "\u200b", "\u200d"


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in points at a size in points."""
    advances = _advances("SemiBold" if bold else "Regular")
    return size * sum(advances[letter] if letter in advances else _guess(letter) for letter in text)


def letters() -> frozenset[str]:
    """What the font can show."""
    return frozenset(_advances("Regular"))


def breakable(text: str) -> str:
    """The text with places to break in words of more than `LONGEST_WORD` letters."""
    return _LONG.sub(lambda word: _broken(word.group()), text)


def _broken(word: str) -> str:
    parts = [word[0]]
    for before, letter in pairwise(word):
        if not (unicodedata.combining(letter) or _joins(letter) or _joins(before)):
            parts.append(_ZERO_WIDTH_SPACE)
        parts.append(letter)
    return "".join(parts)


def _joins(letter: str) -> bool:
    """Whether it belongs to the letter beside it: joiners, variants and the colours of emoji."""
    return letter == _JOINER or "\ufe00" <= letter <= "\ufe0f" or "\U0001f3fb" <= letter <= "\U0001f3ff"


def _guess(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cc", "Cf", "Mn"):
        return 0.0
    is_wide = unicodedata.east_asian_width(letter) in "WF"
    return _WIDE if is_wide or letter > "\uffff" else _NARROW


@cache
def _advances(weight: str) -> dict[str, float]:
    """The width of every letter of the font, as a share of its size."""
    from importlib.resources import as_file, files

    from matplotlib.ft2font import FT2Font, LoadFlags  # late: the first window does without

    with as_file(files("resources") / "fonts" / f"Inter-{weight}.otf") as path:
        font = FT2Font(str(path))
        font.set_size(_UNITS, 72)
        return {
            chr(code): font.load_char(code, flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _UNITS
            for code in font.get_charmap()
        }
