"""Times from texts: one explicit format a column, decided over all its values, never guessed value by value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.date_formats import Style
from mining.sources.values.date_order import (
    Reading,
    UnclearDates,
    format_text,
    is_day_first,
    main_style,
    reading_of,
)
from mining.sources.values.date_parts import STYLES, Parsed, local_times, take_apart
from mining.sources.values.words import counted
from mining.sources.values.zones import to_utc, zone_named
from models.case_table import NO_TIME
from models.categorical import Categorical

__all__ = ["Reading", "Times", "UnclearDates", "read_optional_times", "read_times", "reading_of"]

FIRST_YEAR = 1990
YEARS_AHEAD = 5


@dataclass(frozen=True, eq=False)
class Times:
    """Times of one column: `micros` (int64 microseconds UTC, one an entry, `NO_TIME` where there is none).

    `reason` has an index into `reasons` for every entry: 0 where it was read or empty. `format` is how the
    column is written, `day_first` what was decided on the order of its numbers (None: not in question).
    `zone_notes` are those of the notes that do not speak of the order of events.
    """

    micros: NDArray[np.int64]
    reason: NDArray[np.int8]
    reasons: tuple[str, ...]
    format: str
    day_first: bool | None
    is_day_only: bool
    notes: tuple[str, ...]
    zone_notes: tuple[str, ...]


def read_times(
    column: Categorical, name: str, file: str, day_first: bool | None, timezone: str, any_year: bool = False
) -> Times:
    """Read a column of dates; `name` and `file` are for messages, `timezone` is for times without a zone;
    `any_year` lets years pass that no CRM can have, for simulated logs.

    Raises UnclearDates where no format fits at least half of the values and where 03/04 could be either and
    `day_first` does not say, UserError where the zone is unknown.
    """
    where = f"column {name} of {file}"
    parsed = take_apart(column.labels)
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    style = main_style(parsed, counts)
    if style is None:
        raise _no_format(where, column, np.zeros(len(column.labels), dtype=bool), counts)
    decided = is_day_first(parsed, style, day_first, column.labels, where)
    in_style = parsed.style == STYLES.index(style)
    local, is_date = local_times(parsed, in_style, decided)
    if counts[is_date].sum() * 2 < counts.sum():
        raise _no_format(where, column, is_date, counts)
    micros, zone_notes = _to_utc(local, is_date, parsed, timezone, counts, where)
    last_year = datetime.now(UTC).year + YEARS_AHEAD
    low, high = _year_start(FIRST_YEAR), _year_start(last_year + 1)
    out_of_range = is_date & ((micros < low) | (micros >= high)) & (not any_year)
    known = parsed.style >= 0
    reason = np.select([out_of_range, is_date, known & ~in_style], [3, 0, 2], 1).astype(np.int8)
    micros = np.where(reason == 0, micros, NO_TIME)
    text = format_text(style, decided)
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
        tuple(zone_notes),
    )


def read_optional_times(
    column: Categorical, name: str, file: str, day_first: bool | None, timezone: str
) -> tuple[Times | None, tuple[str, ...]]:
    """Read a column of dates that can be done without, as `read_times` does, and the notes about it.

    Where its dates cannot be told it is None, and the note says why. Raises UserError where the zone is unknown.
    """
    zone_named(timezone)
    if not column.labels:
        return None, (f"The column {name} of {file} is empty and was not used.",)
    try:
        times = read_times(column, name, file, day_first, timezone)
    except UnclearDates as error:
        return None, (error.not_used,)
    unread = int((times.reason > 0).sum())
    if not unread:
        return times, times.zone_notes
    return times, (
        *times.zone_notes,
        f"{counted(unread, 'date')} in column {name} of {file} could not be read and "
        f"{'was' if unread == 1 else 'were'} left empty.",
    )


def _to_utc(
    local: NDArray[np.int64],
    is_date: NDArray[np.bool_],
    parsed: Parsed,
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
    parsed: Parsed,
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
) -> UnclearDates:
    bad = np.flatnonzero(~is_date & (counts > 0))
    example = f", for example {column.labels[int(bad[0])][:40]!r}" if len(bad) else " because it is empty"
    return UnclearDates(
        f"No date format fits {where}{example}", "choose the column with the time of the event."
    )


def _year_start(year: int) -> int:
    return int((datetime(year, 1, 1) - datetime(1970, 1, 1)) / timedelta(microseconds=1))
