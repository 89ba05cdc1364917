"""What the screen shows: computed off the UI thread from the deals, the process, and who has which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.delays import Delay, delays_of
from mining.areas.documented import HandoverCount, handover_counts
from mining.areas.handovers import handovers_of
from mining.areas.informal import informal_processes
from mining.areas.matrix import AreaMatrix, area_matrix
from mining.areas.passes import Passes, passes_of
from mining.areas.roles_of_people import named_roles, roles_of_people
from mining.areas.with_leads import roles_in_leads, with_leads
from mining.filtering import Mask
from mining.process.roles import roles_of
from models.analysis import Analysis
from models.event_log import EventLog
from models.handover import Handovers
from models.informal_process import InformalProcess
from models.progress import Report
from models.sales_process import SalesProcess
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Asked:
    """What is to be looked at: the prepared log and its analysis, the log of leads, and who was given which role.

    An effect is told with `fewest` deals on either side at least.
    """

    log: EventLog
    analysis: Analysis
    process: SalesProcess
    leads: EventLog | None
    areas: Mapping[str, str]
    fewest: int


@dataclass(frozen=True, eq=False)
class Ground:
    """What does not depend on which deals are looked at: roles, passes and instances of hand-overs.

    `counted` are the hand-overs with those of leads from the log of leads, `role_in_leads` the roles of its people.
    """

    log: EventLog
    process: SalesProcess
    areas: Mapping[str, str]
    role_of_person: NDArray[np.int32]
    passes: Passes
    handovers: tuple[Handovers, ...]
    leads: EventLog | None
    counted: tuple[Handovers, ...]
    role_in_leads: NDArray[np.int32] | None

    @classmethod
    def of(cls, asked: Asked) -> Ground:
        """Look at the whole log. Raises UserError where the calendar of the process makes no sense."""
        log, process, analysis = asked.log, asked.process, asked.analysis
        evidence = analysis.buyer.signals if analysis.buyer is not None else None
        role_of_person = roles_of_people(log, process, asked.areas)
        found = handovers_of(log, process, evidence)
        in_leads = None
        if asked.leads is not None:
            in_leads = roles_in_leads(asked.leads, process, asked.areas, log, role_of_person)
        return cls(
            log,
            process,
            asked.areas,
            role_of_person,
            passes_of(log, process, role_of_person),
            found,
            asked.leads,
            with_leads(found, asked.leads, process),
            in_leads,
        )

    def is_of(self, asked: Asked) -> bool:
        """Whether it is of just that."""
        is_same = self.log is asked.log and self.leads is asked.leads
        return is_same and self.process == asked.process and self.areas == asked.areas


@dataclass(frozen=True, eq=False)
class Areas:
    """Everything that the screen shows of the deals in `mask`."""

    ground: Ground
    analysis: Analysis
    mask: Mask
    matrix: AreaMatrix
    documented: tuple[HandoverCount, ...]
    informal: tuple[InformalProcess, ...]
    delays: tuple[Delay, ...]

    @property
    def log(self) -> EventLog:
        """The log whose cases everything is about, with events of every kind."""
        return self.ground.log

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the roles by their short names; a role without one is called by its short name."""
        return {role: title or role for role, title in roles_of(self.ground.process).items()}


def areas_of(asked: Asked, mask: Mask, before: Ground | None, report: Report) -> Areas:
    """Look at the deals in `mask`; `before` is the ground of the last time, which is gone on from where it is the same.

    Raises UserError where the calendar of the process makes no sense.
    """
    title = tr("Looking at hand-overs")
    report(0.0, title)
    ground = before if before is not None and before.is_of(asked) else Ground.of(asked)
    report(0.5, title)
    log, process, found = asked.log, asked.process, asked.analysis.conformance
    people = named_roles(log, process, ground.role_of_person)
    checked = found.log if found is not None else log
    delays = delays_of(
        checked, log, list(roles_of(process)), ground.passes, ground.handovers, mask, asked.fewest
    )
    report(0.9, title)
    return Areas(
        ground,
        asked.analysis,
        mask,
        area_matrix(process, ground.passes, ground.counted, mask, log.day),
        handover_counts(process, ground.counted, ground.role_of_person, mask, ground.role_in_leads),
        informal_processes(found, people, mask) if found is not None else (),
        delays,
    )
