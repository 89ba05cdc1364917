"""A CRM's list of deals: the columns by role, and the rows that hold a deal each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import is_few_valued
from mining.sources.crm.deals import Deals
from mining.sources.crm.frame import repeats
from mining.sources.crm.frame_times import FrameTimes, frame_times
from mining.sources.crm.objects import ObjectFrame
from mining.sources.crm.sifting import Check, Noticed, sifted
from mining.sources.crm.users import Users
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from models.categorical import MISSING, Categorical
from resources.translation import tr

_MAX_EXTRA = 30


@dataclass(frozen=True)
class DealColumns:
    """Where a CRM's list of deals says what, by letters and digits only, the likelier name first.

    `texts` are the columns by role of `Deals.texts`; `unused` are columns that are no facts of the deal.
    """

    identifier: tuple[str, ...]
    stage: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]
    created: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    deleted: str = ""
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DealList:
    """The deals of a list, the stage each is in now, and the row of `frame` each stands in."""

    frame: ObjectFrame
    deals: Deals
    present: Categorical
    rows: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_]) -> DealList:
        """The deals where a mask is set."""
        return replace(
            self, deals=self.deals.take(chosen), present=self.present.take(chosen), rows=self.rows[chosen]
        )

    def column(self, *plain: str) -> Categorical:
        """A column of the list, one entry a deal."""
        return self.frame.column(*plain).take(self.rows)


def read_deals(
    frame: ObjectFrame | None,
    columns: DealColumns,
    users: Users,
    options: ImportOptions,
    noticed: Noticed,
    ids: Categorical | None = None,
    checks: Sequence[Check] = (),
) -> DealList | None:
    """The list of deals, None where there is none.

    `ids` are the deals' ids where they are not a column as it is; rows for which one of `checks` holds are set aside.
    """
    if frame is None:
        return None
    own = frame.column(*columns.identifier) if ids is None else ids
    gone = frame.flags(columns.deleted) if columns.deleted else np.zeros(len(frame), dtype=bool)
    checks = [
        *checks,
        (tr("no id of the deal"), own.codes == MISSING),
        (tr("the deal was deleted in the CRM"), gone),
        (tr("the same deal came before (equal id)"), repeats(own)),
    ]
    some_time = FrameTimes(np.zeros(len(frame), np.int64), np.zeros(len(frame), np.int64), ("",), ())
    rows = sifted(frame, some_time, checks, noticed)
    texts = {}
    for role, names in columns.texts.items():
        column = frame.column(*names).take(rows)
        texts[role] = users.named(column) if role == "owner" else column
    created = frame_times(frame, options, *columns.created, is_needed=False) if columns.created else None
    closed = frame_times(frame, options, *columns.closed, is_needed=False) if columns.closed else None
    for times in (created, closed):
        noticed.notes += times.notes if times is not None else ()
    deals = Deals(
        own.take(rows),
        {role: column for role, column in texts.items() if column.labels},
        created=None if created is None else created.micros[rows],
        closed=None if closed is None else closed.micros[rows],
        extra=_extra(frame, columns, rows),
    )
    return DealList(frame, deals, frame.column(*columns.stage).take(rows), rows)


def _extra(frame: ObjectFrame, columns: DealColumns, rows: NDArray[np.int64]) -> dict[str, Categorical]:
    """The few-valued columns that have no other place."""
    used = {*columns.identifier, *columns.stage, *columns.created, *columns.closed, columns.deleted}
    used |= {name for names in columns.texts.values() for name in names} | set(columns.unused)
    extra: dict[str, Categorical] = {}
    for name in dict.fromkeys(name for table in frame.tables for name in table.columns):
        plain = plain_name(name)
        if plain not in used and not plain.endswith(("id", "guid")) and len(extra) < _MAX_EXTRA:
            column = frame.column(plain).take(rows)
            if is_few_valued(column):
                extra[name] = column
    return extra
