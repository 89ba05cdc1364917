"""Whether the day or the month comes first in a column of dates: decided by all its values, or asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.date_formats import Style
from mining.sources.values.date_parts import STYLES, Parsed, local_times, take_apart
from models.categorical import Categorical
from models.errors import UserError
from resources.translation import tr


class UnclearDates(UserError):
    """A column whose dates cannot be told; `not_used` is the note for one that can be done without."""

    def __init__(self, why: str, advice: str, note_advice: str = "") -> None:
        super().__init__(f"{why}; {advice}")
        self.not_used = tr(
            "{why}, so it was not used{note_advice}.",
            why=why,
            note_advice="; " + note_advice if note_advice else "",
        )


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


def reading_of(values: Sequence[str]) -> Reading | None:
    """How sample values can be read as dates; None where most of them are no dates."""
    column = Categorical.of(values)
    parsed = take_apart(column.labels)
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    style = main_style(parsed, counts)
    if style is None:
        return None
    in_style = parsed.style == STYLES.index(style)
    day, month = _fits(parsed, in_style)
    if style is Style.NUMBERS and day.sum() == month.sum() == (day | month).sum() and day.any():
        example = _example(day & month, parsed)
        readings = [_shown(parsed, example, first) for first in (True, False)]
        return Reading(style.value, column.labels[example], *readings)
    decided = style is Style.DOTTED or bool(day.sum() >= month.sum())
    _, is_date = local_times(parsed, in_style, decided)
    if counts[is_date].sum() * 2 < counts.sum() or not is_date.any():
        return None
    return Reading(format_text(style, decided), column.labels[int(np.flatnonzero(is_date)[0])])


def main_style(parsed: Parsed, counts: NDArray[np.int64], year_first: int = 0) -> Style | None:
    """The style of most values, None where none is a date; `year_first` more are known to have the year first."""
    known = parsed.style >= 0
    totals = np.bincount(parsed.style[known], weights=counts[known], minlength=len(STYLES))
    totals[STYLES.index(Style.YEAR_FIRST)] += year_first
    return STYLES[int(totals.argmax())] if totals.any() else None


def is_day_first(parsed: Parsed, style: Style, said: bool | None, labels: Sequence[str], where: str) -> bool:
    """Whether the first of two numbers is the day; raises UnclearDates where neither values nor `said` tell."""
    if style is Style.DOTTED:
        return True
    if style is not Style.NUMBERS:
        return False
    day, month = _fits(parsed, parsed.style == STYLES.index(style))
    only_day, only_month = day & ~month, month & ~day
    if only_day.any() != only_month.any():
        return bool(only_day.any())  # whatever was said: the other way some of them are no dates
    if said is not None:
        return said
    if only_day.any():
        one, other = labels[int(np.flatnonzero(only_day)[0])], labels[int(np.flatnonzero(only_month)[0])]
        raise UnclearDates(
            tr(
                "The {where} has dates with the day first ({one}) and with the month first ({other})",
                where=where,
                one=one,
                other=other,
            ),
            tr("choose --dayfirst or --monthfirst, and the rows that do not fit are set aside."),
        )
    if not day.any():
        return False
    example = _example(day, parsed)
    readings = [_shown(parsed, example, first) for first in (True, False)]
    raise UnclearDates(
        tr(
            "The {where} can be read with the day or the month first ({labels} is {readings} or "
            "{readings_2})",
            where=where,
            labels=labels[example],
            readings=readings[0],
            readings_2=readings[1],
        ),
        tr("say which with --dayfirst or --monthfirst."),
        tr("say which with --dayfirst or --monthfirst"),
    )


def format_text(style: Style, day_first: bool) -> str:
    """How a column is written, for a sentence."""
    if style is Style.NUMBERS:
        return "dd/mm/yyyy" if day_first else "mm/dd/yyyy"
    return style.value


def _fits(parsed: Parsed, in_style: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return local_times(parsed, in_style, True)[1], local_times(parsed, in_style, False)[1]


def _example(both: NDArray[np.bool_], parsed: Parsed) -> int:
    telling = both & (parsed.a != parsed.b)
    return int(np.flatnonzero(telling if telling.any() else both)[0])


def _shown(parsed: Parsed, index: int, day_first: bool) -> str:
    picked = np.zeros(len(parsed.style), dtype=bool)
    picked[index] = True
    micros = int(local_times(parsed, picked, day_first)[0][index])
    moment = datetime(1970, 1, 1) + timedelta(microseconds=micros)
    return f"{moment.day} {moment.strftime('%B %Y')}"
