"""The tables of a Salesforce export: columns, ids and times; and what reading them has to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.frame import Frame
from mining.sources.files.cell_table import Table
from mining.sources.salesforce.ids import to_18
from mining.sources.salesforce.objects import SalesforceObject
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import relabel
from mining.sources.values.dates import Times, read_optional_times
from mining.sources.values.words import counted
from models.categorical import Categorical
from models.import_summary import Quarantined
from models.quality import Fault, Finding
from resources.translation import tr


class SalesforceFrame(Frame):
    """The tables of one object of Salesforce."""

    def ids(self, *plain: str) -> Categorical:
        """A column of record ids, all with 18 characters; made once, as several readers join by it."""
        if plain not in self._ids:
            self._ids[plain] = relabel(self.column(*plain), to_18)
        return self._ids[plain]

    @cached_property
    def _ids(self) -> dict[tuple[str, ...], Categorical]:
        return {}

    @property
    def deleted(self) -> NDArray[np.bool_]:
        """Which rows lay in the recycle bin, or were deleted where a replicated table came from."""
        return self.flags("isdeleted") | self.flags("fivetrandeleted")

    @property
    def is_replicated(self) -> bool:
        """Whether Fivetran wrote the tables; its times are UTC (fivetran.com, "System columns and tables")."""
        return self.spelling("fivetransynced") is not None


@dataclass(eq=False)
class Remarks:
    """What reading an export has to say: grows from object to object, and becomes the import's summary."""

    notes: list[str] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def set_aside(self, frame: Frame, reason: NDArray[np.int64], reasons: Sequence[str]) -> None:
        """Set the rows aside whose reason is not 0, and those that did not fit their table."""
        self._seen.update(table.name for table in frame.tables)
        self.quarantined += frame.set_aside(reason, reasons)

    def misfits(self, frames: Sequence[Frame]) -> None:
        """The rows that did not fit their table, of those tables of which no row was set aside."""
        tables = [table for frame in frames for table in frame.tables if table.name not in self._seen]
        self.quarantined += [row for table in tables for row in table.quarantined]

    def duplicates(self, frame: Frame, again: NDArray[np.bool_]) -> None:
        """A finding on records that came before with an equal Id."""
        number = int(again.sum())
        if number:
            rows = counted(number, "row")
            sentence = tr(
                "{rows} of {names} came before with an equal Id; the first of each counts.",
                rows=rows,
                names=frame.names,
            )
            self.findings.append(Finding(Fault.DUPLICATES, number, sentence, _ids_of(frame, again)))

    def cut_off(self, deals: Sequence[str], why: str) -> None:
        """A finding on the deals with these ids, whose history starts in the middle."""
        if deals:
            sentence = tr(
                "The history of {deals} starts in the middle: {why}",
                deals=counted(len(deals), "deal"),
                why=why,
            )
            self.findings.append(
                Finding(Fault.CUT_OFF, len(deals), sentence, tuple(deals[:10]), tuple(deals))
            )

    def rows(self, number: int, what: str, frame: Frame) -> None:
        """A note on rows that are no events, if there are any."""
        self.counted(number, "row", "rows", tr("of {names} left out: {what}.", names=frame.names, what=what))

    def counted(self, number: int, one: str, many: str, what: str) -> None:
        """A note on what was left out, if anything was."""
        if number:
            self.notes.append(f"{counted(number, one, many)} {what}")


def _ids_of(frame: Frame, chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    column = frame.column("id")
    return tuple(dict.fromkeys(column.text(row) for row in np.flatnonzero(chosen)[:10].tolist()))


def zone_of(frame: SalesforceFrame, options: ImportOptions) -> str:
    """The zone of times without one."""
    return "UTC" if frame.is_replicated else options.zone


def optional_times(
    frame: SalesforceFrame, plain: str, options: ImportOptions, remarks: Remarks | None = None
) -> Times | None:
    """The times of a column that can be done without, None where it is not there or cannot be told."""
    spelling = frame.spelling(plain)
    column = frame.column(plain)
    if spelling is None or not column.labels:
        return None
    times, notes = read_optional_times(
        column, spelling, frame.names, options.is_day_first, zone_of(frame, options)
    )
    if remarks is not None:
        remarks.notes += notes
    return times


Frames = dict[SalesforceObject, SalesforceFrame]
"""The tables of an export by their object."""


def rows_where(table: Table, chosen: NDArray[np.bool_]) -> Table:
    """The table with only the rows where `chosen` is set."""
    import pyarrow as pa

    data = table.data.filter(pa.array(chosen.tolist(), type=pa.bool_())).combine_chunks()
    return replace(table, data=data, lines=table.lines[chosen])


def in_force(table: Table) -> Table:
    """A replicated table with a row a period: only the rows that still hold."""
    spelling = {plain_name(column): column for column in table.columns}
    if not {"fivetranstart", "fivetranactive"} <= spelling.keys():
        return table
    active = table.column(spelling["fivetranactive"])
    yes = [label for label in active.labels if label.strip().casefold() in ("true", "1", "t")]
    holds = active.is_any_of(yes)
    gone = int((~holds).sum())
    note = tr(
        "{rows} of {name} held only in the past (_fivetran_active): the present ones count.",
        rows=counted(gone, "row"),
        name=table.name,
    )
    return replace(rows_where(table, holds), notes=(*table.notes, *([note] if gone else [])))
