"""What the faults of an import are called."""

from __future__ import annotations

from collections.abc import Iterable

from models.quality import Fault, QualityCheck
from resources.translation import mid_sentence, tr

TITLES = {
    Fault.QUARANTINED: tr("Rows set aside"),
    Fault.DUPLICATES: tr("Duplicates"),
    Fault.BROKEN_JOINS: tr("Rows of unknown deals"),
    Fault.NO_HISTORY: tr("Deals without a history"),
    Fault.MERGED: tr("Merged deals"),
    Fault.TIES: tr("Stages at the same instant"),
    Fault.DAY_ONLY: tr("Dates without a time"),
    Fault.BULK_EDITS: tr("Bulk edits"),
    Fault.BACK_FILLED: tr("Back-filled deals"),
    Fault.ROBOTS: tr("Automation"),
    Fault.CUT_OFF: tr("Histories without a beginning"),
    Fault.OPEN_DEALS: tr("Open deals"),
    Fault.CURRENCIES: tr("Several currencies"),
    Fault.IMPOSSIBLE_TIMES: tr("Impossible dates"),
}

_CLEAN = {
    Fault.QUARANTINED: tr("rows set aside"),
    Fault.BROKEN_JOINS: tr("broken joins"),
    Fault.TIES: tr("ties"),
    Fault.CUT_OFF: tr("cut-off histories"),
    Fault.CURRENCIES: tr("mixed currencies"),
}

SWITCH_ON = {
    Fault.DUPLICATES: tr("Leave out duplicates"),
    Fault.TIES: tr("Put ties in documented order"),
    Fault.DAY_ONLY: tr("Put the stages of a day in documented order"),
    Fault.BULK_EDITS: tr("Leave out bulk edits"),
    Fault.BACK_FILLED: tr("Leave out back-filled deals"),
    Fault.ROBOTS: tr("Leave out automation"),
    Fault.CUT_OFF: tr("Leave out deals without a beginning"),
    Fault.OPEN_DEALS: tr("Leave out open deals"),
}
"""What the analysis does where the switch of a fault is on."""

SWITCH_OFF = {
    Fault.DUPLICATES: tr("Keep duplicates"),
    Fault.TIES: tr("Keep ties in the order of the file"),
    Fault.DAY_ONLY: tr("Keep the stages of a day in the order of the file"),
    Fault.BULK_EDITS: tr("Keep bulk edits"),
    Fault.BACK_FILLED: tr("Keep back-filled deals"),
    Fault.ROBOTS: tr("Keep automation"),
    Fault.CUT_OFF: tr("Keep deals without a beginning"),
    Fault.OPEN_DEALS: tr("Keep open deals"),
}
"""What it does where the switch is off."""


def clean_words(checks: Iterable[QualityCheck]) -> str:
    """One line on what was not found: "No duplicates, no broken joins."; the empty text where all was.

    That no deal is open is not said: it can be that how deals ended is not known.
    """
    clean = [check.fault for check in checks if not check.count and check.fault is not Fault.OPEN_DEALS]
    names = [_CLEAN.get(fault, mid_sentence(TITLES[fault])) for fault in clean]
    line = ", ".join(tr("no {name}", name=name) for name in names)
    return f"{line[0].upper()}{line[1:]}." if line else ""


def hint_words(checks: Iterable[QualityCheck]) -> str:
    """One line on what has to be known first: "Bulk edits, back-filled deals and 2 more"."""
    names = [TITLES[check.fault] for check in checks]
    shown = ", ".join([*names[:1], *(mid_sentence(name) for name in names[1:3])])
    return tr("{shown} and {names} more", shown=shown, names=len(names) - 3) if len(names) > 3 else shown
