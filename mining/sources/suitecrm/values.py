"""The values of SuiteCRM's audit tables: in one column where the field is short, in another where it is long."""

from __future__ import annotations

from mining.sources.crm.objects import ObjectFrame
from mining.sources.crm.sifting import picked
from models.categorical import Categorical


def value(audit: ObjectFrame, when: str) -> Categorical:
    """The value `when` ("before" or "after") a change."""
    return picked((None, audit.column(f"{when}valuestring")), (None, audit.column(f"{when}valuetext")))
