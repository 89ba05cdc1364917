"""Other ways to measure the same deals, for comparison with our own: a replay by pm4py, and times between stages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.measures import log_fitness
from mining.measures.peers import FINISHED, token_replay
from mining.measures.temporal import temporal_profile
from models.conformance import Conformance
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report, share_of
from models.project import ProcessModel
from models.temporal_profile import TemporalProfile
from models.token_replay import TokenReplay

BEYOND = 3.0
"""So many standard deviations from the mean are far from usual."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """The two other measures of some deals; `ours` is our own fitness of the deals that were replayed.

    `without` says in one sentence why there is no replay, and is empty where there is one.
    """

    replay: TokenReplay | None
    ours: float | None
    without: str
    times: TemporalProfile


def compare(
    found: Conformance, log: EventLog, process: ProcessModel, mask: NDArray[np.bool_], report: Report
) -> Comparison:
    """Measure the deals in `mask` (one flag a case); `found` is the check of `log` against `process`.

    Takes some seconds, most of them pm4py's start. Raises Cancelled from `report`, and UserError where the times
    cannot be compared; a replay that fails leaves the times alone.
    """
    times = temporal_profile(found.log, mask, BEYOND, share_of(report, 0, 2))
    finished = mask & np.isin(found.log.cases.outcome, FINISHED)
    try:
        replay = token_replay(found, log, process, finished, share_of(report, 1, 2))
    except UserError as error:  # pm4py took too long or failed: the times stand all the same
        return Comparison(None, None, str(error), times)
    return Comparison(replay, log_fitness(found, finished), "", times)
