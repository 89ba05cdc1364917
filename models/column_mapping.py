"""Which column of a table means what, and how its times are written."""

from __future__ import annotations

from dataclasses import dataclass, fields

ROLES = (
    "case", "activity", "timestamp", "owner", "team", "segment", "amount", "currency",
    "outcome", "name", "source", "product", "resource", "created", "closed",
)  # fmt: skip
"""What a column can mean; the first three are needed."""


@dataclass(frozen=True)
class ColumnMapping:
    """Column names by role; None where the table has no such column.

    `day_first` settles dates such as 03/04/2026 (None: taken from the column, refused where that does not
    decide it); `timezone` is the IANA name that times without a zone are in. `stages` are the columns of a wide
    table (one row a deal) with the dates on which the deal entered a stage; `activity` and `timestamp` are None then.
    """

    case: str | None = None
    activity: str | None = None
    timestamp: str | None = None
    owner: str | None = None
    team: str | None = None
    segment: str | None = None
    amount: str | None = None
    currency: str | None = None
    outcome: str | None = None
    name: str | None = None
    source: str | None = None
    product: str | None = None
    resource: str | None = None
    created: str | None = None
    closed: str | None = None
    day_first: bool | None = None
    timezone: str = "UTC"
    stages: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """The mapped roles and their columns."""
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name in ROLES}
        return {role: column for role, column in named.items() if column is not None}
