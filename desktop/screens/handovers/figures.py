"""What the screen shows: computed off the UI thread from the deals, the process, and who has which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.documented import HandoverCount, handover_counts
from mining.areas.handovers import handovers_of
from mining.areas.informal import informal_processes
from mining.areas.matrix import AreaMatrix, area_matrix
from mining.areas.passes import Passes, passes_of
from mining.areas.roles_of_people import named_roles, roles_of_people
from mining.filtering import Mask
from mining.process.roles import roles_of
from models.analysis import Analysis
from models.event_log import EventLog
from models.handover import Handovers
from models.informal_process import InformalProcess
from models.progress import Report
from models.sales_process import SalesProcess


@dataclass(frozen=True, eq=False)
class Ground:
    """What does not depend on which deals are looked at: roles, passes and instances of hand-overs."""

    log: EventLog
    process: SalesProcess
    areas: Mapping[str, str]
    role_of_person: NDArray[np.int32]
    passes: Passes
    handovers: tuple[Handovers, ...]

    def is_of(self, log: EventLog, process: SalesProcess, areas: Mapping[str, str]) -> bool:
        """Whether it is of just these."""
        return self.log is log and self.process == process and self.areas == areas


@dataclass(frozen=True, eq=False)
class Areas:
    """Everything that the screen shows of the deals in `mask`."""

    ground: Ground
    analysis: Analysis
    mask: Mask
    matrix: AreaMatrix
    documented: tuple[HandoverCount, ...]
    informal: tuple[InformalProcess, ...]

    @property
    def log(self) -> EventLog:
        """The log whose cases everything is about, with events of every kind."""
        return self.ground.log

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the roles by their short names; a role without one is called by its short name."""
        return {role: title or role for role, title in roles_of(self.ground.process).items()}


def areas_of(
    log: EventLog,
    analysis: Analysis,
    process: SalesProcess,
    areas: Mapping[str, str],
    mask: Mask,
    before: Ground | None,
    report: Report,
) -> Areas:
    """Look at the deals in `mask`; `before` is the ground of the last time, which is gone on from where it is the same.

    `log` is the prepared log of the `analysis`. Raises UserError where the calendar of the process makes no sense.
    """
    report(0.0, "Looking at hand-overs")
    if before is not None and before.is_of(log, process, areas):
        ground = before
    else:
        evidence = analysis.buyer.signals if analysis.buyer is not None else None
        role_of_person = roles_of_people(log, process, areas)
        passes = passes_of(log, process, role_of_person)
        report(0.4, "Looking at hand-overs")
        ground = Ground(log, process, areas, role_of_person, passes, handovers_of(log, process, evidence))
    report(0.7, "Looking at hand-overs")
    people = named_roles(log, process, ground.role_of_person)
    found = analysis.conformance
    return Areas(
        ground,
        analysis,
        mask,
        area_matrix(process, ground.passes, ground.handovers, mask, log.day),
        handover_counts(process, ground.handovers, ground.role_of_person, mask),
        informal_processes(found, people, mask) if found is not None else (),
    )
