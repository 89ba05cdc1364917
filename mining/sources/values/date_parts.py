"""Takes the distinct texts of a column of dates apart into numbers, all texts of one shape at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.date_formats import Shape, Style, read_shape, shape_text
from models.case_table import DAY

STYLES = tuple(Style)
_IS_EPOCH = -2
"""Stands for the year where a text counts from 1970."""
_LONGEST = 40
"""Characters of a date; longer texts are looked at one by one."""


@dataclass(frozen=True, eq=False)
class Parsed:
    """Distinct texts taken apart: parts (int64, -1 where wrong) by text; `style` indexes `STYLES`, -1: no date.

    `a` and `b` are the first and second number (or month and day), `rest` is the microseconds of the day (or
    since 1970), `offset` those of the zone.
    """

    style: NDArray[np.int8]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    year: NDArray[np.int64]
    rest: NDArray[np.int64]
    offset: NDArray[np.int64]
    has_zone: NDArray[np.bool_]
    has_time: NDArray[np.bool_]


def take_apart(labels: Sequence[str]) -> Parsed:
    """The parts of every text."""
    n = len(labels)
    style = np.full(n, -1, dtype=np.int8)
    a, b, year, rest, offset = (np.full(n, -1, dtype=np.int64) for _ in range(5))
    has_zone, has_time = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for blanked, indices in _by_shape(labels).items():
        shape = read_shape(blanked)
        if shape is None:
            continue
        is_all = len(indices) == n
        at: slice | NDArray[np.int64] = slice(None) if is_all else np.array(indices, dtype=np.int64)
        texts = labels if is_all else [labels[index] for index in indices]
        style[at] = STYLES.index(shape.style)
        a[at], b[at], year[at], rest[at], offset[at] = _parts(_characters(texts, len(blanked)), shape)
        has_zone[at], has_time[at] = shape.has_zone, shape.has_time
    return Parsed(style, a, b, year, rest, offset, has_zone, has_time)


def local_times(
    parsed: Parsed, picked: NDArray[np.bool_], day_first: bool
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Microseconds since 1970 by the clock of the text, and which texts are dates at all."""
    day, month = (parsed.a, parsed.b) if day_first else (parsed.b, parsed.a)
    is_epoch = picked & (parsed.year == _IS_EPOCH)
    good = picked & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    good &= (parsed.rest >= 0) & (parsed.year > 0)
    months = np.where(good, (parsed.year - 1970) * 12 + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    good &= day <= after - first
    local = (first + np.where(good, day - 1, 0)) * DAY + parsed.rest
    return np.where(is_epoch, parsed.rest, local), good | (is_epoch & (parsed.rest >= 0))


def _by_shape(labels: Sequence[str]) -> dict[str, Sequence[int]]:
    """The indices of the labels of every shape; where all have one shape, that is found without a loop."""
    if labels and 0 < len(labels[0]) < _LONGEST and len(set(map(len, labels))) == 1:
        codes = _characters(labels, len(labels[0]))
        is_digit = (codes >= ord("0")) & (codes <= ord("9"))
        if ((codes == codes[0]) | (is_digit & is_digit[0])).all():
            return {shape_text(labels[0]): range(len(labels))}
    groups: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(shape_text(label), []).append(index)
    return dict(groups)


def _characters(texts: Sequence[str], width: int) -> NDArray[np.uint8] | NDArray[np.uint32]:
    """The codes of the characters of texts that all have `width` of them, a row each."""
    together = "".join(texts)
    if together.isascii():
        return np.frombuffer(together.encode("ascii"), dtype=np.uint8).reshape(len(texts), width)
    codes = np.frombuffer(together.encode("utf-32-le", errors="surrogatepass"), dtype="<u4")
    return codes.astype(np.uint32, copy=False).reshape(len(texts), width)


def _number(codes: NDArray[np.uint8] | NDArray[np.uint32], span: tuple[int, int]) -> NDArray[np.int64]:
    """The number that the digits at these places write."""
    start, end = span
    value = np.zeros(len(codes), dtype=np.int64)
    for place in range(start, end):
        value *= 10
        value += codes[:, place] - ord("0")
    return value


def _parts(codes: NDArray[np.uint8] | NDArray[np.uint32], shape: Shape) -> tuple[NDArray[np.int64], ...]:
    """First and second number (or month and day), year, microseconds of the day, offset in microseconds."""
    zero = np.zeros(len(codes), dtype=np.int64)
    got = {name: _number(codes, span) for name, span in shape.at.items() if name != "f"}
    fraction = zero
    if "f" in shape.at:
        start, end = shape.at["f"]
        fraction = _number(codes, (start, min(end, start + 6))) * 10 ** max(0, 6 - (end - start))
    if "n" in got:
        unit = {Style.SECONDS: 1_000_000, Style.MILLISECONDS: 1_000, Style.MICROSECONDS: 1}[shape.style]
        return zero, zero, zero + _IS_EPOCH, got["n"] * unit + fraction * unit // 1_000_000, zero
    year = got["y"]
    if shape.at["y"][1] - shape.at["y"][0] == 2:
        year = np.where(year < 70, year + 2000, year + 1900)
    hour, minute, second = got.get("H", zero), got.get("M", zero), got.get("S", zero)
    wrong = (minute > 59) | (second > 60)
    if shape.afternoon is None:
        wrong |= hour > 23
    else:
        wrong |= (hour > 12) | (hour < 1)
        hour = hour % 12 + (12 if shape.afternoon else 0)
    rest = (hour * 3600 + minute * 60 + second) * 1_000_000 + fraction
    offset = shape.sign * (got.get("zh", zero) * 60 + got.get("zm", zero)) * 60_000_000
    month = zero + shape.month if shape.month else got.get("m", zero)
    a, b = (got["a"], got["b"]) if "a" in got else (month, got["d"])
    return a, b, year, np.where(wrong, -1, rest), offset
