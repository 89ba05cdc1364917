"""Discovers a process model from a log: a Petri net or a BPMN diagram, by pm4py's miners in the worker process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from mining import pm4py_bridge
from mining.worker import Worker
from models.case_table import Outcome
from models.errors import UserError
from models.event_log import EventLog
from models.petri_net import PetriNet
from models.process_tree import ProcessTree
from models.progress import Report

Model = TypeVar("Model")
Algorithm = Literal["inductive", "heuristics"]

_MESSAGE = "Discovering the process"


def discover_net(
    log: EventLog,
    mask: NDArray[np.bool_],
    algorithm: Algorithm,
    noise: float,
    report: Report,
    worker: Worker | None = None,
) -> PetriNet:
    """A net of how the deals in `mask` (one flag a case) went; `noise` (0 to 1) is how much rare flow is left out.

    Open deals are not learnt from while any deal has ended: they would teach that a deal may stop anywhere.
    The inductive miner's net is sound, and without noise every deal learnt from fits. For the heuristics
    miner a step must be dependable by 0.5 + `noise` / 2 (its usual 0.5 without noise), and a log where an
    activity has no dependable step is refused. A `worker` that is already warm saves some seconds. Raises
    UserError where no deal has an event, and Cancelled from `report`.
    """
    variants = counted_variants(log, mask)
    function, level = (
        (pm4py_bridge.heuristics, 0.5 + _checked(noise) / 2)
        if algorithm == "heuristics"
        else (pm4py_bridge.inductive, _checked(noise))
    )
    return _run(function, variants, level, report, worker)


def discover_tree(
    log: EventLog, mask: NDArray[np.bool_], noise: float, report: Report, worker: Worker | None = None
) -> ProcessTree:
    """The inductive miner's process tree, from the same deals as `discover_net`."""
    return _run(pm4py_bridge.inductive_tree, counted_variants(log, mask), _checked(noise), report, worker)


def discover_bpmn(
    log: EventLog, mask: NDArray[np.bool_], noise: float, report: Report, worker: Worker | None = None
) -> bytes:
    """The inductive miner's model as BPMN 2.0 with a diagram, laid out from left to right."""
    from mining.discovery.bpmn_diagram import bpmn_of

    return bpmn_of(discover_tree(log, mask, noise, report, worker), report)


def counted_variants(log: EventLog, mask: NDArray[np.bool_]) -> dict[tuple[str, ...], int]:
    """The distinct activity sequences of the deals to learn from, with their counts, the most frequent first."""
    ended = mask & (log.cases.outcome != Outcome.OPEN)
    chosen = ended if ended.any() else mask
    variants, labels = log.variants, log.activity.labels
    counts = variants.counts_in(chosen)
    found = {
        tuple(labels[code] for code in variants.sequence(int(v))): int(counts[v])
        for v in np.flatnonzero(counts)
    }
    found.pop((), None)
    if not found:
        raise UserError(
            "There is no process to discover, because none of the deals has an event: change the filter."
        )
    return found


def _run(
    miner: Callable[[pm4py_bridge.Variants, float], Model],
    variants: pm4py_bridge.Variants,
    level: float,
    report: Report,
    worker: Worker | None,
) -> Model:
    """Run a miner in the worker that is there, or in one of its own."""
    if worker is not None:
        return worker.run(miner, variants, level, report=report, message=_MESSAGE)
    with Worker() as own:
        return own.run(miner, variants, level, report=report, message=_MESSAGE)


def _checked(noise: float) -> float:
    if not 0 <= noise <= 1:
        raise UserError(f"The noise threshold must lie between 0 and 1, not at {noise:g}.")
    return noise
