"""Which 8-bit encoding a text is in that is no UTF-8: the one in which its words look like words."""

from __future__ import annotations

ENCODINGS = ("cp1252", "cp1250", "mac_roman")
"""Western Europe (with it ISO-8859-1, which CRMs write), Central Europe, and Macs: the first of equals is taken."""
_MARKS = frozenset("’‘‚“”„–—…•·«»‹›°´`®™©€ºª\u00a0")
"""Signs that stand beside letters in proper text."""
_OPENING = frozenset("¿¡")


def guess_encoding(raw: bytes) -> str:
    """The encoding with the fewest signs and capital letters within words."""
    lines = [line for line in raw[: 4 << 20].split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[: 1 << 16]
    return min(ENCODINGS, key=lambda encoding: _odd(sample.decode(encoding, errors="replace")))


def _odd(text: str) -> int:
    """How many characters outside ASCII cannot stand where they stand."""
    return sum(
        not char.isascii() and _is_odd(before, char, after)
        for before, char, after in zip(f" {text}", text, f"{text[1:]} ", strict=False)
    )


def _is_odd(before: str, char: str, after: str) -> bool:
    if char == "\ufffd":
        return True
    if char.isalpha() and char not in _MARKS:
        return char.isupper() and (before.islower() or (before.isalpha() and after.islower()))
    if char in _MARKS:
        return False
    return before.isalpha() or (after.isalpha() and char not in _OPENING)
