"""What every source of logs looks like: it says whether files are its own, and turns them into a log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mining.sources.files.cell_table import Table
from mining.sources.files.origin import Origin
from mining.sources.values.words import having, listed
from models.column_mapping import ColumnMapping
from models.errors import UserError
from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.progress import Report
from resources.translation import tr


@dataclass(frozen=True)
class ImportOptions:
    """How to read: which source, which columns, which zone times without one are in, and which way dates run.

    `source` is "auto" or a source's name; `timezone` an IANA name; `day_first` settles dates such as 03/04/2026;
    `sheet` is the sheet of a workbook (empty: the first with rows); `object_type` which objects of an
    object-centric log are the deals (empty: the likeliest).
    """

    source: str = "auto"
    mapping: ColumnMapping | None = None
    timezone: str = "UTC"
    day_first: bool | None = None
    sheet: str = ""
    object_type: str = ""

    @property
    def zone(self) -> str:
        """The zone of times without one: the option, or else what the mapping says."""
        return self.timezone if self.timezone != "UTC" or not self.mapping else self.mapping.timezone

    @property
    def is_day_first(self) -> bool | None:
        """Whether the day comes first, None where nobody said: the option, or else what the mapping says."""
        return self.day_first if self.day_first is not None or not self.mapping else self.mapping.day_first


@dataclass(frozen=True, eq=False)
class Imported:
    """The log, what was read, set aside and noticed, and the log of marketing's leads where the export has them."""

    log: EventLog
    summary: ImportSummary
    leads: EventLog | None = None


@dataclass(frozen=True)
class ObjectType:
    """One type of objects in an object-centric log, how many there are, and how many events belong to them."""

    name: str
    objects: int
    events: int


@dataclass(frozen=True)
class Recognised:
    """Which source the files come from, why (one sentence), and the files that belong to it.

    `object_types` has, of an object-centric log, the types that can be the deal, the likeliest first.
    """

    source: str
    reason: str
    files: tuple[Origin, ...]
    object_types: tuple[ObjectType, ...] = ()


@dataclass(frozen=True, eq=False)
class Candidate:
    """A file and its first rows; where it is no table `sample` is None and `head` has its beginning, unpacked."""

    path: Origin
    sample: Table | None
    head: bytes = b""


class Source(Protocol):
    """One kind of log; a new CRM is one new module with such an object, named in `read.SOURCES`."""

    @property
    def name(self) -> str:
        """The name on the command line and in the project."""
        ...

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """Which of the files are this source's, or None."""
        ...

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the files that `recognises` named (or the user chose); raises UserError and Cancelled."""
        ...


def nothing_left(files: Sequence[str], reasons: dict[str, int]) -> UserError:
    """The error of files in which no row could be used."""
    why = f": {listed([f'{reason} ({n})' for reason, n in reasons.items()], 3)}" if reasons else ""
    return UserError(
        tr(
            "{having} no event that can be read{why}; choose a file with at least one event.",
            having=having(files),
            why=why,
        )
    )
