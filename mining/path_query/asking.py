"""Asks a log in the text of a path query: the deals that match, or what is wrong with the query."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.path_query.matching import matching
from mining.path_query.names import resolved
from mining.path_query.read import parse_query
from models.conformance import Conformance
from models.errors import UserError
from models.event_log import EventLog


def asked_for(text: str, log: EventLog, conformance: Conformance | None) -> NDArray[np.bool_]:
    """One flag a case: does the query hold? For no case where `problem_with` finds something."""
    try:
        return matching(parse_query(text), log, conformance)
    except UserError:
        return np.zeros(
            log.n_cases, dtype=bool
        )  # a filter saved under another process stays, and keeps nothing


def problem_with(text: str, log: EventLog, conformance: Conformance | None) -> str | None:
    """Why a query can match no deal of a log: it cannot be read, or names something that is not there."""
    try:
        resolved(parse_query(text), log, conformance)
    except UserError as error:
        return str(error)
    return None
