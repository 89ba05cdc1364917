"""The deals for which the same stages are in force, and what each such group is checked against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.limits import Limits
from mining.alignment.model import Model, compiled_model
from mining.conformance.reference import Reference
from mining.process.condition_truth import truth
from mining.process.conditions import conditions_of
from models.event_log import EventLog
from models.petri_net import PetriNet
from models.sales_process import SalesProcess


@dataclass(frozen=True, eq=False)
class Group:
    """Case indices (sorted), and the model they are checked against."""

    cases: NDArray[np.int64]
    model: Model


def groups_of(
    log: EventLog, reference: Reference, observed: frozenset[str], limits: Limits | None = None
) -> list[Group]:
    """The deals by which conditions hold for them; `observed` are the labels that occur in the log."""
    process = reference.process
    conditions = conditions_of(process) if isinstance(process, SalesProcess) else ()
    if not conditions:
        return [Group(np.arange(log.n_cases), _model(reference, {}, observed, limits))]
    truths = np.stack([truth(condition, log.cases) for condition in conditions], axis=1)
    kinds, group_of = np.unique(truths, axis=0, return_inverse=True)
    if not len(kinds):  # no deals: the process is compiled all the same, so that its faults are found
        kinds = np.full((1, len(conditions)), -1, dtype=np.int8)
    groups = []
    for i, kind in enumerate(kinds):
        holding = {c.text: bool(t) for c, t in zip(conditions, kind.tolist(), strict=True) if t >= 0}
        model = _model(reference, holding, observed, limits)
        groups.append(Group(np.flatnonzero(group_of.ravel() == i), model))
    return groups


def net_in_force(reference: Reference, holding: Mapping[str, bool], observed: frozenset[str]) -> PetriNet:
    """The net that won deals go through; winning is silent in it where no event of the log is named after it.

    Where other ends are, it stays: a deal that did all stages is not at its end yet and may still be lost, even if
    nobody won (what is won without an event for it is no deviation).
    """
    net = reference.net(holding)
    others = any(end.title in observed for end in reference.ends if end.name != "won")
    if "Won" in reference.end_titles and "Won" not in observed and not others:
        silent = [replace(t, label=None) if t.label == "Won" else t for t in net.transitions]
        net = replace(net, transitions=tuple(silent))
    return net


def _model(
    reference: Reference, holding: Mapping[str, bool], observed: frozenset[str], limits: Limits | None
) -> Model:
    """Ends that no event of the log is named after are not asked for."""
    net = net_in_force(reference, holding, observed)
    others = tuple(end for end in reference.ends if end.name != "won" and end.title in observed)
    return compiled_model(net, others, isinstance(reference.process, SalesProcess), limits)
