"""Times from texts: one explicit format a column, decided over all its values, never guessed value by value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.values.clock import Clock
from mining.sources.values.date_formats import Style
from mining.sources.values.date_order import (
    Reading,
    UnclearDates,
    format_text,
    is_day_first,
    main_style,
    reading_of,
)
from mining.sources.values.date_parts import STYLES, local_times, take_apart
from mining.sources.values.iso_times import IsoTimes, iso_times
from mining.sources.values.texts import Texts
from mining.sources.values.words import counted
from mining.sources.values.zones import zone_named
from models.case_table import NO_TIME
from models.categorical import Categorical
from resources.translation import tr, tr_n

__all__ = ["Reading", "Times", "UnclearDates", "read_optional_times", "read_times", "reading_of"]

FIRST_YEAR = 1990
YEARS_AHEAD = 5
_AT_ONCE = 1 << 18
"""So many times are looked at together, to hold little memory."""


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
    column: Categorical | Texts,
    name: str,
    file: str,
    day_first: bool | None,
    timezone: str,
    any_year: bool = False,
) -> Times:
    """Read a column of dates; `name` and `file` are for messages, `timezone` is for times without a zone;
    `any_year` lets years pass that no CRM can have, for simulated logs. Blank texts have no time and no reason.

    Raises UnclearDates where no format fits at least half of the values and where 03/04 could be either and
    `day_first` does not say, UserError where the zone is unknown.
    """
    where = tr("column {name} of {file}", name=name, file=file)
    alike, column = _split(column)
    n_alike = len(alike) if alike is not None else 0
    parsed = take_apart(column.labels)
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    style = main_style(parsed, counts, n_alike)
    if style is None:
        raise _no_format(where, column, np.zeros(len(column.labels), dtype=bool), counts)
    decided = is_day_first(parsed, style, day_first, column.labels, where)
    in_style = parsed.style == STYLES.index(style)
    local, is_date = local_times(parsed, in_style, decided)
    is_alike_read = alike is not None and style is Style.YEAR_FIRST
    if (counts[is_date].sum() + n_alike * is_alike_read) * 2 < counts.sum() + n_alike:
        raise _no_format(where, column, is_date, counts)
    clock = Clock(timezone)
    micros = clock.to_utc(local, is_date, parsed, counts)
    last_year = datetime.now(UTC).year + YEARS_AHEAD
    low, high = _year_start(FIRST_YEAR), _year_start(last_year + 1)
    out_of_range = is_date & ((micros < low) | (micros >= high)) & (not any_year)
    known = parsed.style >= 0
    reason = np.select([out_of_range, is_date, known & ~in_style], [3, 0, 2], 1).astype(np.int8)
    micros = np.where(reason == 0, micros, NO_TIME)
    day_only = bool((~parsed.has_time[reason == 0]).all())
    dressed, total = _dressed(parsed.rest, reason, counts)
    all_micros, all_reasons = (
        np.append(micros, NO_TIME)[column.codes],
        np.append(reason, np.int8(0))[column.codes],
    )
    if alike is not None:
        in_range = (low, high) if not any_year else None
        more = _read_alike(alike, clock, in_range) if is_alike_read else _not_read(alike)
        all_micros = alike.merged(more.micros, all_micros, NO_TIME)
        all_reasons = alike.merged(more.reason, all_reasons, 0)
        day_only = day_only and not more.read
        dressed, total = dressed + more.dressed, total + more.read
    text = format_text(style, decided)
    zone_notes = clock.notes(where)
    notes = list(zone_notes)
    if style is Style.NUMBERS and day_first not in (None, decided):
        said, shown = ("day", "month") if day_first else ("month", "day")
        notes.append(
            tr(
                "The {where} was read with the {shown} first although the {said} was said to come first: "
                "only so are all its values dates.",
                where=where,
                shown=shown,
                said=said,
            )
        )
    if day_only:
        notes.append(
            tr(
                "The dates in {where} have no time of day; events of one day keep the order of the file.",
                where=where,
            )
        )
    notes += _midnight_note(dressed, total, where) if not day_only else []
    return Times(
        all_micros,
        all_reasons,
        (
            "",
            tr("no readable date in column {name}", name=name),
            tr("date in column {name} is not written as {text} like the others", name=name, text=text),
            tr(
                "year in column {name} is not between {first_year} and {last_year}",
                name=name,
                first_year=FIRST_YEAR,
                last_year=last_year,
            ),
        ),
        text,
        decided if style is Style.NUMBERS else None,
        day_only,
        tuple(notes),
        tuple(zone_notes),
    )


def _split(column: Categorical | Texts) -> tuple[IsoTimes | None, Categorical]:
    """The texts that are written alike in one ISO form, and the others as labels (for the rows without them)."""
    if isinstance(column, Categorical):
        return None, column
    alike = iso_times(column)
    return alike, Categorical.of(column[place] for place in alike.others.tolist())


@dataclass(frozen=True, eq=False)
class _Read:
    """What the texts written alike give: how many were `read`, and how many of these at midnight."""

    micros: NDArray[np.int64]
    reason: NDArray[np.int8]
    read: int
    dressed: int


def _read_alike(alike: IsoTimes, clock: Clock, in_range: tuple[int, int] | None) -> _Read:
    micros = clock.all_to_utc(alike.local, alike.has_zone)
    reason = np.zeros(len(micros), dtype=np.int8)
    if in_range is not None and len(micros) and (micros.min() < in_range[0] or micros.max() >= in_range[1]):
        out = (micros < in_range[0]) | (micros >= in_range[1])
        reason[out] = 3
        micros = np.where(out, NO_TIME, micros)
    dressed, read = _dressed(alike.local, reason, None)
    return _Read(micros, reason, read, dressed)


def _not_read(alike: IsoTimes) -> _Read:
    return _Read(np.full(len(alike), NO_TIME, dtype=np.int64), np.full(len(alike), 2, dtype=np.int8), 0, 0)


def read_optional_times(
    column: Categorical | Texts, name: str, file: str, day_first: bool | None, timezone: str
) -> tuple[Times | None, tuple[str, ...]]:
    """Read a column of dates that can be done without, as `read_times` does, and the notes about it.

    Where its dates cannot be told it is None, and the note says why. Raises UserError where the zone is unknown.
    """
    zone_named(timezone)
    if not len(column.labels) if isinstance(column, Categorical) else column.is_blank.all():
        return None, (tr("The column {name} of {file} is empty and was not used.", name=name, file=file),)
    try:
        times = read_times(column, name, file, day_first, timezone)
    except UnclearDates as error:
        return None, (error.not_used,)
    unread = int((times.reason > 0).sum())
    if not unread:
        return times, times.zone_notes
    return times, (
        *times.zone_notes,
        tr_n(
            "{dates} in column {name} of {file} could not be read and was left empty.",
            "{dates} in column {name} of {file} could not be read and were left empty.",
            unread,
            dates=counted(unread, "date"),
            name=name,
            file=file,
        ),
    )


def _dressed(
    rest: NDArray[np.int64], reason: NDArray[np.int8], counts: NDArray[np.int64] | None
) -> tuple[int, int]:
    """How many of the times that were read are at the first or last second of the day, and how many were read."""
    found = total = 0
    for start in range(0, len(rest), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        seconds = rest[part] // 1_000_000
        seconds -= seconds // 86_400 * 86_400
        is_read = reason[part] == 0
        dressed = is_read & ((seconds == 0) | (seconds == 86_399))
        found += int(dressed.sum() if counts is None else counts[part][dressed].sum())
        total += int(is_read.sum() if counts is None else counts[part][is_read].sum())
    return found, total


def _midnight_note(found: int, total: int, where: str) -> list[str]:
    if total < 10 or found * 5 < total:
        return []
    return [
        tr(
            "{found} of {total} times in {where} are at 00:00:00 or 23:59:59: dates without a real "
            "time of day; their order within a day is that of the file.",
            found=number(found),
            total=number(total),
            where=where,
        )
    ]


def _no_format(
    where: str, column: Categorical, is_date: NDArray[np.bool_], counts: NDArray[np.int64]
) -> UnclearDates:
    bad = np.flatnonzero(~is_date & (counts > 0))
    example = (
        tr(", for example {labels}", labels=repr(column.labels[int(bad[0])][:40]))
        if len(bad)
        else tr(" because it is empty")
    )
    return UnclearDates(
        tr("No date format fits {where}{example}", where=where, example=example),
        tr("choose the column with the time of the event."),
    )


def _year_start(year: int) -> int:
    return int((datetime(year, 1, 1) - datetime(1970, 1, 1)) / timedelta(microseconds=1))
