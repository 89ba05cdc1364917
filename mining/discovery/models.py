"""Discovers a process model from a log by pm4py's miners in the worker process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining import pm4py_bridge
from mining.worker import Worker
from models.case_table import Outcome
from models.discovered_model import DiscoveredModel, Miner
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from resources.translation import tr

_MESSAGE = tr("Discovering the process")


def discover(
    log: EventLog,
    mask: NDArray[np.bool_],
    miner: Miner,
    noise: float,
    report: Report,
    worker: Worker | None = None,
) -> DiscoveredModel:
    """A model of how the deals in `mask` (one flag a case) went; `noise` (0 to 1) is how much rare flow is left out.

    Open deals are not learnt from while any deal has ended: they would teach that a deal may stop anywhere.
    The inductive miner's net is sound, and without noise every deal learnt from fits. For the heuristics
    miner a step must be dependable by 0.5 + `noise` / 2 (its usual 0.5 without noise), and a log where an
    activity has no dependable step is refused. A `worker` that is already warm saves some seconds. Raises
    UserError where no deal has an event, and Cancelled from `report`.
    """
    if not 0 <= noise <= 1:
        raise UserError(
            tr("The noise threshold must lie between 0 and 1, not at {noise}.", noise=f"{noise:g}")
        )
    variants = counted_variants(log, mask)
    if worker is None:
        with Worker() as own:
            return _discovered(variants, miner, noise, report, own)
    return _discovered(variants, miner, noise, report, worker)


def _discovered(
    variants: dict[tuple[str, ...], int], miner: Miner, noise: float, report: Report, worker: Worker
) -> DiscoveredModel:
    if miner is Miner.HEURISTICS:
        level = 0.5 + noise / 2
        net = worker.run(pm4py_bridge.heuristics, variants, level, report=report, message=_MESSAGE)
        return DiscoveredModel(miner, noise, net, None, variants)
    tree = worker.run(pm4py_bridge.inductive_tree, variants, noise, report=report, message=_MESSAGE)
    net = worker.run(pm4py_bridge.tree_to_net, tree, report=report, message=_MESSAGE)
    return DiscoveredModel(miner, noise, net, tree, variants)


def learnt_from(log: EventLog, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The deals in `mask` (one flag a case) that have ended, or all of them where none has."""
    ended = mask & (log.cases.outcome != Outcome.OPEN)
    return ended if ended.any() else mask


def counted_variants(log: EventLog, mask: NDArray[np.bool_]) -> dict[tuple[str, ...], int]:
    """The distinct activity sequences of the deals to learn from, with their counts, the most frequent first."""
    variants, labels = log.variants, log.activity.labels
    counts = variants.counts_in(learnt_from(log, mask))
    found = {
        tuple(labels[code] for code in variants.sequence(int(v))): int(counts[v])
        for v in np.flatnonzero(counts)
    }
    found.pop((), None)
    if not found:
        raise UserError(
            tr("There is no process to discover, because none of the deals has an event: change the filter.")
        )
    return found
