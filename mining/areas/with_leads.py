"""Hand-overs of leads are counted over all leads: those that became deals were all accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.areas.handovers import handovers_of
from mining.areas.roles_of_people import NO_ROLE, roles_of_people
from models.event_log import EventLog
from models.handover import Handovers
from models.leads import DEAL
from models.sales_process import SalesProcess


def with_leads(
    found: Sequence[Handovers], leads: EventLog | None, process: SalesProcess
) -> tuple[Handovers, ...]:
    """The hand-overs of the deals, but those of which the log of leads has more instances from there.

    `found` are those of the deals, in the order of the process. Raises UserError as `handovers_of` does.
    """
    if leads is None or not found:
        return tuple(found)
    told = handovers_of(leads, process)
    return tuple(
        replace(of_leads, in_leads=True) if len(of_leads) > len(one) else one
        for one, of_leads in zip(found, told, strict=True)
    )


def deals_of_leads(leads: EventLog, cases: NDArray[np.int32], log: EventLog) -> NDArray[np.int32]:
    """The deals (cases of `log`, sorted) that these leads (cases of `leads`) became; the others became none."""
    became = leads.cases.extra.get(DEAL)
    if became is None:
        return np.zeros(0, dtype=np.int32)
    codes, place = np.unique(became.codes[cases]), log.cases.case_of_id
    deals = [became.labels[code] for code in codes[codes >= 0].tolist()]
    found = np.array([place.get(deal, -1) for deal in deals], dtype=np.int32)
    return np.unique(found[found >= 0])


def roles_in_leads(
    leads: EventLog,
    process: SalesProcess,
    chosen: Mapping[str, str],
    log: EventLog,
    role_of_person: NDArray[np.int32],
) -> NDArray[np.int32]:
    """As `roles_of_people`, of the people in the log of leads; who has none there has the one of the log of deals."""
    found = roles_of_people(leads, process, chosen)
    known = dict(zip(log.resource.labels, role_of_person.tolist(), strict=True))
    other = np.array([known.get(name, NO_ROLE) for name in leads.resource.labels], dtype=np.int32)
    return np.where(found == NO_ROLE, other, found).astype(np.int32)
