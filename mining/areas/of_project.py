"""The documented hand-overs of a project, those of leads over all leads, counted over some of its deals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.areas.documented import HandoverCount, handover_counts
from mining.areas.handovers import handovers_of
from mining.areas.roles_of_people import roles_of_people
from mining.areas.with_leads import roles_in_leads, with_leads
from models.event_log import EventLog
from models.project import Project
from models.sales_process import SalesProcess


def handover_counts_of(
    log: EventLog, process: SalesProcess, project: Project, mask: NDArray[np.bool_]
) -> tuple[HandoverCount, ...]:
    """What became of each, over the deals in `mask` (one flag a case) of the prepared `log` with events of all kinds.

    `project` says who has which role, and has the leads. Raises UserError where the calendar makes no sense.
    """
    people, leads = roles_of_people(log, process, project.areas), project.leads
    in_leads = None if leads is None else roles_in_leads(leads, process, project.areas, log, people)
    found = with_leads(handovers_of(log, process), leads, process)
    return handover_counts(process, found, people, mask, in_leads)
