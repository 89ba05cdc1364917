"""Events made by automation: integrations, workflows and imports work under the names of users."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.preparation import Preparation

_ROBOT = re.compile(
    r"\bapi\b|\bbots?\b|\brobots?\b|integrat(?:ion|or)\b|automat(?:ion|ed|ic)|\bworkflows?\b|data ?loader|\bsync\b"
    r"|\bsystem(?:user)?\b|\bsystem ?(?:user|administrator|account)\b|service ?account|\bzapier\b|\bwebhooks?\b"
    r"|\bimport(?:er)?\b|\bno-?reply\b|\bdaemon\b|\bodoobot\b|\bmigration\b",
    re.IGNORECASE,
)


def looks_like_automation(name: str) -> bool:
    """Whether a user's name is one that people give to integrations and workflows ("API user", "Data Loader")."""
    return _ROBOT.search(name.replace("_", " ")) is not None


def robots_of(log: EventLog, summary: ImportSummary | None, preparation: Preparation) -> frozenset[str]:
    """The people whose events are automation: as the user says, or else those the import or their name tells."""
    if preparation.robots is not None:
        return preparation.robots
    by_name = frozenset(name for name in log.resource.labels if looks_like_automation(name))
    return by_name | frozenset(summary.robots if summary is not None else ())


def robot_events(log: EventLog, robots: frozenset[str]) -> NDArray[np.bool_]:
    """One flag an event: is it automation's?"""
    if not robots.intersection(log.resource.labels):
        return np.zeros(log.n_events, dtype=bool)
    return log.resource.is_any_of(robots)
