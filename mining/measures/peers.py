"""A second opinion on the same deals: pm4py's token-based replay of every distinct path, in the worker process.

A. Rozinat and W. van der Aalst, "Conformance checking of processes based on monitoring real behavior" (2008). A path
costs pm4py about a millisecond, so 10,000 distinct paths take some ten seconds, and its start some more.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining import pm4py_bridge
from mining.conformance.groups import net_in_force
from mining.conformance.reference import reference_of
from mining.worker import Worker
from models.case_table import Outcome
from models.conformance import Conformance
from models.event_log import EventKind, EventLog
from models.progress import Report
from models.project import ProcessModel
from models.token_replay import TokenReplay

SECONDS = 120.0
"""A replay that takes longer is stopped."""
FINISHED = (Outcome.WON, Outcome.UNKNOWN)
"""Deals with these outcomes went through the whole process; a replay would hold against others where they stopped."""


def token_replay(
    found: Conformance,
    log: EventLog,
    process: ProcessModel,
    mask: NDArray[np.bool_],
    report: Report,
    worker: Worker | None = None,
) -> TokenReplay:
    """Replay the won deals (of a log without outcomes: all) in `mask` (one flag a case) on the documented process.

    `found` is the check of `log` against `process`. Conditions in the process are left open: the replay knows one
    net for all deals. A `worker` that is already warm saves some seconds. Raises UserError after `SECONDS`, and
    Cancelled from `report`.
    """
    if worker is None:
        with Worker() as own:
            return token_replay(found, log, process, mask, report, own)
    checked = found.log
    labels = checked.activity.labels
    observed = frozenset(labels[code] for code in np.unique(checked.activity.codes).tolist())
    net = net_in_force(reference_of(process, log.of_kind(EventKind.STAGE)), {}, observed)
    deals = checked.variants.counts_in(mask & np.isin(checked.cases.outcome, FINISHED))
    chosen = np.flatnonzero(deals)
    paths = [
        tuple(labels[code] for code in checked.variants.sequence(variant)) for variant in chosen.tolist()
    ]
    told = worker.run(
        pm4py_bridge.token_replay,
        paths,
        net,
        report=report,
        message=pm4py_bridge.REPLAYING,
        timeout=SECONDS,
        is_telling=True,
    )
    counts = np.array(told, dtype=np.int64).reshape(-1, 4).T
    return TokenReplay(chosen.astype(np.int32), deals[chosen], *counts)
