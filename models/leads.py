"""How the log of leads says what became of a lead: names of columns of its cases, and the words of a rejection."""

from __future__ import annotations

from models.label import key

DEAL, REASON, STATUS = "Deal", "Rejection reason", "Status"
"""Names in `CaseTable.extra` of a log of leads: the id of the deal that the lead became, why it was rejected, and the
status it has now."""

_REJECTIONS = (
    "reject",
    "disqualif",
    "unqualif",
    "not qualified",
    "not converted",
    "junk",
    "bad fit",
    "duplicate",
)


def is_rejection(status: str) -> bool:
    """Whether a status of a lead says, by its words, that it was turned down."""
    return any(word in key(status) for word in _REJECTIONS)
