"""Amounts from texts such as "$22,700.00", "1.234,56" and "342.09K": one decimal mark a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_PLAIN = re.compile(r"^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$")
_AMOUNT = re.compile(
    r"^(?P<open>\()?\s*(?P<minus>[-\u2212])?\s*(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥₹])?\s*(?P<minus2>[-\u2212])?\s*"
    r"(?P<digits>\d[\d.,'’ \u00a0\u202f]*)\s*(?P<unit>[KkMmBb]|Tsd\.?|Mio\.?|Mrd\.?)?\s*"
    r"(?:[A-Z]{3}|[$€£¥₹%])?\s*(?P<close>\))?$"
)
_THOUSANDS = re.compile(r"^[^\d.,]*[1-9]\d{0,2}(?:\.\d{3})+[^\d.,]*$")
_UNITS = {"k": 1e3, "tsd": 1e3, "m": 1e6, "mio": 1e6, "b": 1e9, "mrd": 1e9}
_COMMA_DECIMAL = re.compile(r"\.\d{3},|^\d*,(?:\d{1,2}|\d{4,})$|^\d{1,3}(?:\.\d{3}){2,}$")
_POINT_DECIMAL = re.compile(r",\d{3}\.|^\d*\.(?:\d{1,2}|\d{4,})$|^\d{1,3}(?:,\d{3}){2,}$")


def read_amounts(labels: Sequence[str]) -> NDArray[np.float64]:
    """One number a text, NaN where it is none; the decimal mark is the one the whole column speaks for.

    Where every point of a column has exactly three digits behind it, as in 12.000 and 1.500, points part thousands
    as they do in German: amounts have two decimals or none.
    """
    are_thousands = _are_thousands(labels)
    if not are_thousands and _are_plainest(labels):
        return _finite(np.array([*map(float, labels)], dtype=np.float64))
    if not are_thousands and all(_PLAIN.match(label) for label in labels) and not _is_grouped(labels):
        return _finite(np.array(labels, dtype=np.str_).astype(np.float64))
    found = [_AMOUNT.match(label.strip()) for label in labels]
    digits = [re.sub(r"[\s'’\u00a0\u202f]", "", match["digits"]) if match else "" for match in found]
    comma = sum(bool(_COMMA_DECIMAL.search(text)) for text in digits)
    point = sum(bool(_POINT_DECIMAL.search(text)) for text in digits)
    decimal, group = (",", ".") if comma > point or (are_thousands and not point) else (".", ",")
    numbers = []
    for match, text in zip(found, digits, strict=True):
        if match is None:
            numbers.append(np.nan)
            continue
        sign = -1.0 if match["minus"] or match["minus2"] or (match["open"] and match["close"]) else 1.0
        unit = _UNITS.get((match["unit"] or "").casefold().rstrip("."), 1.0)
        numbers.append(sign * unit * _float(text.replace(group, "").replace(decimal, ".")))
    return np.array(numbers, dtype=np.float64)


def _finite(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The numbers, without those that are too large for any."""
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _are_plainest(labels: Sequence[str]) -> bool:
    """Whether all are digits with at most one point between them, seen on all of them at once."""
    together = "\n".join(("", *labels, ""))
    if not labels or not together.isascii():
        return False
    written = together.encode()
    if written.translate(None, b"0123456789.") != b"\n" * (len(labels) + 1):
        return False
    pieces = written.translate(None, b"0123456789")  # of every label its points
    return b".." not in pieces and not any(end in written for end in (b"\n.", b".\n", b"\n\n"))


def _are_thousands(labels: Sequence[str]) -> bool:
    """Whether every point has groups of three digits behind it, and there is one."""
    with_point = (label for label in labels if "." in label)
    first = next(with_point, None)
    return first is not None and all(map(_THOUSANDS.match, (first, *with_point)))


def _is_grouped(labels: Sequence[str]) -> bool:
    """Whether points can only be thousands: 1.234.567 stands beside."""
    return any(label.count(".") > 1 for label in labels)


def _float(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return float("nan")
    return number if np.isfinite(number) else float("nan")
