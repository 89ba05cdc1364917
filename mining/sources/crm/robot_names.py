"""What people call the users that are no persons: integrations, workflows, imports."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ROBOT = re.compile(
    r"\bapi\b|\bbots?\b|\brobots?\b|\bodoobot\b|integration|integrator\b|automat(?:ion|ed|ic)|workflow"
    r"|data ?load|\bsync\b|\bsystem(?:user)?\b|service ?account|\bzapier\b|\bwebhooks?\b|\bimport(?:er)?\b"
    r"|\bno-?reply\b|\bdaemon\b|\bmigration\b|# ?flow",
    re.IGNORECASE,
)


def looks_like_automation(name: str) -> bool:
    """Whether a user's name is one that people give to integrations and workflows ("API user", "Data Loader")."""
    return _ROBOT.search(name.replace("_", " ")) is not None


def robots_in(names: Iterable[str]) -> tuple[str, ...]:
    """The names that look like automation, each once."""
    return tuple(name for name in dict.fromkeys(names) if looks_like_automation(name))
