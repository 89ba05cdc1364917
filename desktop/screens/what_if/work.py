"""What the screen computes off the UI thread: the comparison with a draft, and edits to suggest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.process.repair.suggest import suggest_repairs
from mining.process.validate import validate
from mining.what_if.compare import Tried, compare_processes, tried
from models.costs import Costs
from models.event_log import EventLog
from models.progress import Report, share_of
from models.project import ProcessModel
from models.repair import Repairs
from models.sales_process import SalesProcess
from models.what_if import WhatIf


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be compared: the process in force, the draft (None: nothing yet), and which deals count.

    `earlier` are the versions before the process in force, `areas` the roles that the user gave people.
    """

    log: EventLog
    process: ProcessModel
    draft: SalesProcess | None
    costs: Costs
    mask: NDArray[np.bool_]
    earlier: tuple[SalesProcess, ...]
    areas: Mapping[str, str]

    def is_like(self, other: Wanted | None) -> bool:
        """Whether the other one would give the same."""
        return (
            other is not None
            and self.log is other.log
            and self._asked == other._asked
            and np.array_equal(self.mask, other.mask)
        )

    @property
    def _asked(self) -> tuple[object, ...]:
        return self.process, self.earlier, self.draft, self.costs, self.areas


@dataclass(frozen=True, eq=False)
class Compared:
    """Both sides with what the next comparison can go on from; without a draft there is no `found`."""

    wanted: Wanted
    before: Tried
    after: Tried | None
    found: WhatIf | None


def compared(wanted: Wanted, last: Compared | None, report: Report) -> Compared:
    """Check both sides as far as the last time cannot tell; raises UserError where a side cannot be checked.

    The process in force is checked as everywhere else, with the versions before it; the draft is asked of all deals.
    """
    for side in (wanted.process, wanted.draft):
        if isinstance(side, SalesProcess):  # either may be in the middle of being edited
            validate(side)
    known = last if last is not None and last.wanted.log is wanted.log else None
    start = known.before if known else None
    before = _tried(wanted, wanted.process, wanted.earlier, known, start, share_of(report, 0, 2))
    if wanted.draft is None:
        return Compared(wanted, before, None, None)
    start = known.after if known is not None and known.after is not None else before
    after = _tried(wanted, wanted.draft, (), known, start, share_of(report, 1, 2))
    return Compared(wanted, before, after, compare_processes(before, after, wanted.mask))


def suggested(result: Compared, report: Report) -> Repairs:
    """Edits of the draft, or of the process in force where there is no draft; asked of all deals as a draft is."""
    wanted, side = result.wanted, result.after or result.before
    return suggest_repairs(wanted.log, side.process, report, wanted.costs, wanted.mask, side.memory.check)


def _tried(
    wanted: Wanted,
    process: ProcessModel,
    earlier: tuple[SalesProcess, ...],
    known: Compared | None,
    start: Tried | None,
    report: Report,
) -> Tried:
    costs_stay = known is not None and (known.wanted.costs, known.wanted.areas) == (
        wanted.costs,
        wanted.areas,
    )
    if start is not None and costs_stay and (start.process, start.earlier) == (process, earlier):
        return start
    memory = start.memory if start else None
    return tried(wanted.log, process, report, wanted.costs, memory, earlier=earlier, areas=wanted.areas)
