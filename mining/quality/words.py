"""What the faults of an import are called."""

from __future__ import annotations

from collections.abc import Iterable

from models.quality import Fault, QualityCheck

TITLES = {
    Fault.QUARANTINED: "Rows set aside",
    Fault.DUPLICATES: "Duplicates",
    Fault.BROKEN_JOINS: "Rows of unknown deals",
    Fault.NO_HISTORY: "Deals without a history",
    Fault.MERGED: "Merged deals",
    Fault.TIES: "Stages at the same instant",
    Fault.DAY_ONLY: "Dates without a time",
    Fault.BULK_EDITS: "Bulk edits",
    Fault.BACK_FILLED: "Back-filled deals",
    Fault.ROBOTS: "Automation",
    Fault.CUT_OFF: "Histories without a beginning",
    Fault.OPEN_DEALS: "Open deals",
    Fault.CURRENCIES: "Several currencies",
    Fault.IMPOSSIBLE_TIMES: "Impossible dates",
}

_CLEAN = {
    Fault.QUARANTINED: "rows set aside",
    Fault.BROKEN_JOINS: "broken joins",
    Fault.TIES: "ties",
    Fault.CUT_OFF: "cut-off histories",
    Fault.CURRENCIES: "mixed currencies",
}

SWITCH_ON = {
    Fault.DUPLICATES: "Leave out duplicates",
    Fault.TIES: "Put ties in documented order",
    Fault.DAY_ONLY: "Put the stages of a day in documented order",
    Fault.BULK_EDITS: "Leave out bulk edits",
    Fault.BACK_FILLED: "Leave out back-filled deals",
    Fault.ROBOTS: "Leave out automation",
    Fault.CUT_OFF: "Leave out deals without a beginning",
    Fault.OPEN_DEALS: "Leave out open deals",
}
"""What the analysis does where the switch of a fault is on."""

SWITCH_OFF = {
    Fault.DUPLICATES: "Keep duplicates",
    Fault.TIES: "Keep ties in the order of the file",
    Fault.DAY_ONLY: "Keep the stages of a day in the order of the file",
    Fault.BULK_EDITS: "Keep bulk edits",
    Fault.BACK_FILLED: "Keep back-filled deals",
    Fault.ROBOTS: "Keep automation",
    Fault.CUT_OFF: "Keep deals without a beginning",
    Fault.OPEN_DEALS: "Keep open deals",
}
"""What it does where the switch is off."""


def clean_words(checks: Iterable[QualityCheck]) -> str:
    """One line on what was not found: "No duplicates, no broken joins."; the empty text where all was.

    That no deal is open is not said: it can be that how deals ended is not known.
    """
    clean = [check.fault for check in checks if not check.count and check.fault is not Fault.OPEN_DEALS]
    names = [_CLEAN.get(fault, TITLES[fault].lower()) for fault in clean]
    line = ", ".join(f"no {name}" for name in names)
    return f"{line[0].upper()}{line[1:]}." if line else ""


def hint_words(checks: Iterable[QualityCheck]) -> str:
    """One line on what has to be known first: "Bulk edits, back-filled deals and 2 more"."""
    names = [TITLES[check.fault] for check in checks]
    shown = ", ".join([*names[:1], *(name.lower() for name in names[1:3])])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
