"""What a calendar says in plain words, and as data for scripts."""

from __future__ import annotations

from typing import Any

from mining.number_format import days, hours, plural
from mining.working_time.public_holidays import days_off, places
from mining.working_time.written import clock, days_text, text_of
from models.calendar import MINUTES_A_DAY, Calendar
from models.event_log import EventLog
from resources.translation import tr

AROUND_THE_CLOCK = tr("around the clock")


def calendar_name(calendar: Calendar | None) -> str:
    """`Mon–Fri 09:00–18:00 Europe/London, holidays of GB-ENG`; the zone where hours or holidays depend on it."""
    if calendar is None:
        return AROUND_THE_CLOCK
    parts = [days_text(calendar.weekdays, "–")]
    if (calendar.opens, calendar.closes) != (0, MINUTES_A_DAY):
        parts.append(f"{clock(calendar.opens)}–{clock(calendar.closes)}")
    parts.append(calendar.zone)
    off = (
        [tr("holidays of {countries}", countries=", ".join(calendar.countries))] if calendar.countries else []
    )
    if calendar.holidays:
        off.append(plural(len(calendar.holidays), "own holiday"))
    return ", ".join((" ".join(parts), *off))


def calendar_label(calendar: Calendar | None) -> str:
    """As short as can be: `wd: Mon–Fri 9–18`, which also says what `wd` on the map stands for."""
    if calendar is None:
        return tr("Around the clock")
    hours_of = (calendar.opens, calendar.closes)
    written = "–".join(f"{time // 60}" + (f":{time % 60:02d}" if time % 60 else "") for time in hours_of)
    return tr("wd: {days_text}", days_text=days_text(calendar.weekdays, "–")) + (
        f" {written}" if hours_of != (0, MINUTES_A_DAY) else ""
    )


def calendar_sentence(calendar: Calendar | None, year: int) -> str:
    """What counting in it means: `A working day is 9 hours, five of them a week; 8 public holidays in 2025 ...`."""
    if calendar is None:
        return tr("Durations count every hour, nights and weekends included: a day is 24 hours.")
    week = plural(len(calendar.weekdays), "day")
    said = tr("A working day is {hours}, and a week has {week}", hours=hours(calendar.day_hours), week=week)
    for place in calendar.countries:
        count = len(days_off((place,), year, year))
        said += tr(
            "; {public_holidays} of {places} in {year}",
            public_holidays=plural(count, "public holiday"),
            places=places()[place],
            year=year,
        )
    if calendar.holidays:
        said += tr("; {days} off by date", days=plural(len(calendar.holidays), "day"))
    return tr(
        "{said}. From Friday at noon to Monday at noon is {weekend}.", said=said, weekend=_weekend(calendar)
    )


def _weekend(calendar: Calendar) -> str:
    """What the weekend comes to, whatever holidays there are: Friday at noon to Monday at noon, by the wall clock."""
    noon = MINUTES_A_DAY // 2
    before, after = (
        max(0, calendar.closes - max(calendar.opens, noon)),
        max(0, min(calendar.closes, noon) - calendar.opens),
    )
    worked = before * (4 in calendar.weekdays) + after * (0 in calendar.weekdays)
    worked += (calendar.closes - calendar.opens) * len(calendar.weekdays & {5, 6})
    return days(worked / (calendar.closes - calendar.opens), calendar.day_hours)


def calendar_json(log: EventLog) -> dict[str, Any]:
    """What the JSON of a command says of the calendar that its days are counted in: nothing around the clock."""
    if log.clock is None:
        return {}
    return {"calendar": {"text": text_of(log.clock.calendar), "hours_a_day": log.day_hours}}
