"""The few words that a report has of its own, the same in every format."""

from __future__ import annotations

from datetime import date

from resources.translation import tr


def report() -> str:
    """What a report is called that has no title."""
    return tr("Report")


def for_it() -> str:
    """Heads what speaks for a finding."""
    return tr("What speaks for it")


def against_it() -> str:
    """Heads what speaks against a finding."""
    return tr("What speaks against it")


def effect() -> str:
    """Heads what goes along with a finding."""
    return tr("What goes with it")


def advice() -> str:
    """Heads what to do about a finding."""
    return tr("What to do")


def contents() -> str:
    """Heads the table of contents."""
    return tr("Contents")


def written_day(day: date, language: str) -> str:
    """The day in full, as the language writes it: `30 November 2026`."""
    from babel.core import UnknownLocaleError  # late: the first window does without
    from babel.dates import format_date

    try:
        return format_date(day, "long", locale="en_GB" if language == "en" else language)
    except (UnknownLocaleError, ValueError):  # a language that no calendar is known of
        return day.isoformat()
