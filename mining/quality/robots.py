"""Events made by automation: integrations, workflows and imports work under the names of users."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.robot_names import robots_in
from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.preparation import Preparation


def robots_of(log: EventLog, summary: ImportSummary | None, preparation: Preparation) -> frozenset[str]:
    """The people whose events are automation: as the user says, or else those the import or their name tells."""
    if preparation.robots is not None:
        return preparation.robots
    return frozenset(robots_in(log.resource.labels)) | frozenset(
        summary.robots if summary is not None else ()
    )


def robot_events(log: EventLog, robots: frozenset[str]) -> NDArray[np.bool_]:
    """One flag an event: is it automation's?"""
    if not robots.intersection(log.resource.labels):
        return np.zeros(log.n_events, dtype=bool)
    return log.resource.is_any_of(robots)
