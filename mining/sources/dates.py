"""Times from texts: one explicit format a column, decided over all its values, never guessed value by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.sources.date_formats import Shape, Style, read_shape, shape_text
from mining.sources.words import counted
from mining.sources.zones import to_utc
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.errors import UserError

_DAY = 86_400_000_000
_IS_EPOCH = -2
"""Stands for the year where a text counts from 1970."""
_STYLES = tuple(Style)
FIRST_YEAR = 1990
YEARS_AHEAD = 5


@dataclass(frozen=True, eq=False)
class Times:
    """Times of one column: `micros` (int64 microseconds UTC, one an entry, `NO_TIME` where there is none).

    `reason` has an index into `reasons` for every entry: 0 where it was read or empty. `format` is how the
    column is written, `day_first` what was decided on the order of its numbers (None: not in question).
    """

    micros: NDArray[np.int64]
    reason: NDArray[np.int8]
    reasons: tuple[str, ...]
    format: str
    day_first: bool | None
    is_day_only: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Parsed:
    """Distinct texts taken apart: parts (int64, -1 where wrong) by text; `style` indexes `_STYLES`, -1: no date."""

    style: NDArray[np.int8]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    year: NDArray[np.int64]
    rest: NDArray[np.int64]
    offset: NDArray[np.int64]
    has_zone: NDArray[np.bool_]
    has_time: NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """How a column's dates can be read: one format, or both readings of an example where it is not decided."""

    format: str
    example: str
    as_day_first: str = ""
    as_month_first: str = ""

    @property
    def is_ambiguous(self) -> bool:
        """Whether somebody has to say which of the two is meant."""
        return bool(self.as_day_first)


def read_times(
    column: Categorical, name: str, file: str, day_first: bool | None, timezone: str, any_year: bool = False
) -> Times:
    """Read a column of dates; `name` and `file` are for messages, `timezone` is for times without a zone;
    `any_year` lets years pass that no CRM can have, for simulated logs.

    Raises UserError where no format fits at least half of the values, where 03/04 could be either and
    `day_first` does not say, and where the zone is unknown.
    """
    where = f"column {name} of {file}"
    parsed = _take_apart(column.labels)
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    style = _main_style(parsed, counts)
    if style is None:
        raise _no_format(where, column, np.zeros(len(column.labels), dtype=bool), counts)
    decided = _order(parsed, style, day_first, column.labels, counts, where)
    in_style = parsed.style == _STYLES.index(style)
    local, is_date = _local_times(parsed, in_style, decided)
    if counts[is_date].sum() * 2 < counts.sum():
        raise _no_format(where, column, is_date, counts)
    micros, zone_notes = _to_utc(local, is_date, parsed, timezone, counts, where)
    last_year = datetime.now(UTC).year + YEARS_AHEAD
    low, high = _year_start(FIRST_YEAR), _year_start(last_year + 1)
    out_of_range = is_date & ((micros < low) | (micros >= high)) & (not any_year)
    known = parsed.style >= 0
    reason = np.select([out_of_range, is_date, known & ~in_style], [3, 0, 2], 1).astype(np.int8)
    micros = np.where(reason == 0, micros, NO_TIME)
    text = _format_text(style, decided)
    notes = list(zone_notes)
    if style is Style.NUMBERS and day_first not in (None, decided):
        said, shown = ("day", "month") if day_first else ("month", "day")
        notes.append(
            f"The {where} was read with the {shown} first although the {said} was said to come first: "
            f"only so are all its values dates."
        )
    day_only = bool((~parsed.has_time[reason == 0]).all())
    if day_only:
        notes.append(
            f"The dates in {where} have no time of day; events of one day keep the order of the file."
        )
    notes += _midnight_note(micros, parsed, reason, counts, where) if not day_only else []
    return Times(
        np.append(micros, NO_TIME)[column.codes],
        np.append(reason, np.int8(0))[column.codes],
        (
            "",
            f"no readable date in column {name}",
            f"date in column {name} is not written as {text} like the others",
            f"year in column {name} is not between {FIRST_YEAR} and {last_year}",
        ),
        text,
        decided if style is Style.NUMBERS else None,
        day_only,
        tuple(notes),
    )


def reading_of(values: Sequence[str]) -> Reading | None:
    """How sample values can be read as dates; None where most of them are no dates."""
    column = Categorical.of(values)
    parsed = _take_apart(column.labels)
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    style = _main_style(parsed, counts)
    if style is None:
        return None
    in_style = parsed.style == _STYLES.index(style)
    if style is Style.NUMBERS:
        day, month = _fits(parsed, in_style)
        if day.sum() == month.sum() == (day | month).sum() and day.any():
            example = _example(column.labels, day & month, parsed)
            text = column.labels[example]
            readings = [_shown(_one(parsed, example, first)) for first in (True, False)]
            return Reading(style.value, text, *readings)
    decided = style is Style.DOTTED or bool(
        _fits(parsed, in_style)[0].sum() >= _fits(parsed, in_style)[1].sum()
    )
    _, is_date = _local_times(parsed, in_style, decided)
    if counts[is_date].sum() * 2 < counts.sum() or not is_date.any():
        return None
    return Reading(_format_text(style, decided), column.labels[int(np.flatnonzero(is_date)[0])])


def _take_apart(labels: Sequence[str]) -> _Parsed:
    n = len(labels)
    groups = _by_shape(labels)
    style = np.full(n, -1, dtype=np.int8)
    a, b, year, rest, offset = (np.full(n, -1, dtype=np.int64) for _ in range(5))
    has_zone, has_time = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for blanked, indices in groups.items():
        shape = read_shape(blanked)
        if shape is None:
            continue
        at = np.array(indices)
        style[at] = _STYLES.index(shape.style)
        digits = _digits([labels[index] for index in indices], len(blanked))
        a[at], b[at], year[at], rest[at], offset[at] = _parts(digits, shape)
        has_zone[at], has_time[at] = shape.has_zone, shape.has_time
    return _Parsed(style, a, b, year, rest, offset, has_zone, has_time)


def _by_shape(labels: Sequence[str]) -> dict[str, Sequence[int]]:
    """The indices of the labels of every shape; where all have one shape, that is found without a loop."""
    if labels and len(set(map(len, labels))) == 1 and 0 < len(labels[0]) < 40:
        codes = _digits(list(labels), len(labels[0])) + ord("0")
        blanked = np.where((codes >= ord("0")) & (codes <= ord("9")), ord("0"), codes)
        if (blanked == blanked[0]).all():
            return {shape_text(labels[0]): range(len(labels))}
    groups: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(shape_text(label), []).append(index)
    return dict(groups)


def _digits(texts: list[str], width: int) -> NDArray[np.int32]:
    codes = np.array(texts, dtype=f"U{width}").view(np.int32).reshape(len(texts), width)
    return codes - ord("0")


def _number(digits: NDArray[np.int32], span: tuple[int, int]) -> NDArray[np.int64]:
    value = np.zeros(len(digits), dtype=np.int64)
    for place in range(*span):
        value = value * 10 + digits[:, place]
    return value


def _parts(digits: NDArray[np.int32], shape: Shape) -> tuple[NDArray[np.int64], ...]:
    """First and second number (or month and day), year, microseconds of the day, offset in microseconds."""
    zero = np.zeros(len(digits), dtype=np.int64)
    got = {name: _number(digits, span) for name, span in shape.at.items() if name != "f"}
    fraction = zero
    if "f" in shape.at:
        start, end = shape.at["f"]
        fraction = _number(digits, (start, min(end, start + 6))) * 10 ** max(0, 6 - (end - start))
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


def _main_style(parsed: _Parsed, counts: NDArray[np.int64]) -> Style | None:
    known = parsed.style >= 0
    totals = np.bincount(parsed.style[known], weights=counts[known], minlength=len(_STYLES))
    return _STYLES[int(totals.argmax())] if totals.any() else None


def _fits(parsed: _Parsed, in_style: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    day = _local_times(parsed, in_style, True)[1]
    return day, _local_times(parsed, in_style, False)[1]


def _order(
    parsed: _Parsed,
    style: Style,
    day_first: bool | None,
    labels: Sequence[str],
    counts: NDArray[np.int64],
    where: str,
) -> bool:
    """Whether the first of two numbers is the day."""
    if style is Style.DOTTED:
        return True
    if style is not Style.NUMBERS:
        return False
    in_style = parsed.style == _STYLES.index(style)
    day, month = _fits(parsed, in_style)
    only_day, only_month = day & ~month, month & ~day
    if only_day.any() != only_month.any():
        return bool(only_day.any())  # whatever was said: the other way some of them are no dates
    if day_first is not None:
        return day_first
    if only_day.any():
        one, other = labels[int(np.flatnonzero(only_day)[0])], labels[int(np.flatnonzero(only_month)[0])]
        raise UserError(
            f"The {where} has dates with the day first ({one}) and with the month first ({other}); "
            "choose --dayfirst or --monthfirst, and the rows that do not fit are set aside."
        )
    if not day.any():
        return False
    example = _example(labels, day, parsed)
    readings = [_shown(_one(parsed, example, first)) for first in (True, False)]
    raise UserError(
        f"The {where} can be read with the day or the month first ({labels[example]} is {readings[0]} "
        f"or {readings[1]}); say which with --dayfirst or --monthfirst."
    )


def _example(labels: Sequence[str], both: NDArray[np.bool_], parsed: _Parsed) -> int:
    telling = both & (parsed.a != parsed.b)
    return int(np.flatnonzero(telling if telling.any() else both)[0])


def _one(parsed: _Parsed, index: int, day_first: bool) -> int:
    picked = np.zeros(len(parsed.style), dtype=bool)
    picked[index] = True
    return int(_local_times(parsed, picked, day_first)[0][index])


def _shown(micros: int) -> str:
    moment = datetime(1970, 1, 1) + timedelta(microseconds=micros)
    return f"{moment.day} {moment.strftime('%B %Y')}"


def _local_times(
    parsed: _Parsed, picked: NDArray[np.bool_], day_first: bool
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Microseconds since 1970 by the clock of the text, and which texts are dates at all."""
    day, month = (parsed.a, parsed.b) if day_first else (parsed.b, parsed.a)
    is_epoch = picked & (parsed.year == _IS_EPOCH)
    good = (
        picked
        & (month >= 1)
        & (month <= 12)
        & (day >= 1)
        & (day <= 31)
        & (parsed.rest >= 0)
        & (parsed.year > 0)
    )
    months = np.where(good, (parsed.year - 1970) * 12 + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    good &= day <= after - first
    local = (first + np.where(good, day - 1, 0)) * _DAY + parsed.rest
    return np.where(is_epoch, parsed.rest, local), good | (is_epoch & (parsed.rest >= 0))


def _to_utc(
    local: NDArray[np.int64],
    is_date: NDArray[np.bool_],
    parsed: _Parsed,
    timezone: str,
    counts: NDArray[np.int64],
    where: str,
) -> tuple[NDArray[np.int64], list[str]]:
    notes: list[str] = []
    naive = is_date & ~parsed.has_zone
    micros = local - np.where(parsed.has_zone, parsed.offset, 0)
    if naive.any():
        shifted, in_gap, in_fold = to_utc(local[naive], timezone)
        micros[naive] = shifted
        weight = counts[naive]
        twice, never = int(weight[in_fold].sum()), int(weight[in_gap].sum())
        if twice:
            notes.append(
                f"{counted(twice, 'time')} in {where} came twice when the clocks went back ({timezone}); "
                "the first of the two (summer time) was taken."
            )
        if never:
            notes.append(
                f"{counted(never, 'time')} in {where} did not exist when the clocks went forward ({timezone}); "
                "each was moved forward by the missing hour."
            )
        if (is_date & parsed.has_zone).any():
            notes.append(
                f"{counted(int(weight.sum()), 'time')} without a zone in {where}, beside others with one, "
                f"read as {timezone}."
            )
        elif parsed.has_time[naive].any():
            notes.append(f"The times in {where} have no zone; they were read as {timezone}.")
    return micros, notes


def _midnight_note(
    micros: NDArray[np.int64],
    parsed: _Parsed,
    reason: NDArray[np.int8],
    counts: NDArray[np.int64],
    where: str,
) -> list[str]:
    second = parsed.rest // 1_000_000 % 86_400
    dressed = (reason == 0) & ((second == 0) | (second == 86_399))
    found, total = int(counts[dressed].sum()), int(counts[reason == 0].sum())
    if total < 10 or found * 5 < total:
        return []
    return [
        f"{found:,} of {total:,} times in {where} are at 00:00:00 or 23:59:59: dates without a real time of day; "
        "their order within a day is that of the file."
    ]


def _no_format(
    where: str, column: Categorical, is_date: NDArray[np.bool_], counts: NDArray[np.int64]
) -> UserError:
    bad = np.flatnonzero(~is_date & (counts > 0))
    example = f", for example {column.labels[int(bad[0])][:40]!r}" if len(bad) else " because it is empty"
    return UserError(f"No date format fits {where}{example}; choose the column with the time of the event.")


def _format_text(style: Style, day_first: bool) -> str:
    if style is Style.NUMBERS:
        return "dd/mm/yyyy" if day_first else "mm/dd/yyyy"
    return style.value


def _year_start(year: int) -> int:
    return int((datetime(year, 1, 1) - datetime(1970, 1, 1)) / timedelta(microseconds=1))
