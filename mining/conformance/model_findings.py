"""What a check says about the documented process itself: its flow, and its names against those of the log."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mining.alignment.paths import Paths
from mining.conformance.reference import Reference
from mining.process.soundness import against_log, findings_of
from models.costs import Costs
from models.event_log import EventLog
from models.label import key
from models.model_finding import ModelFault, ModelFinding
from models.sales_process import SalesProcess
from resources.translation import tr


def model_findings(
    reference: Reference, steps: tuple[str, ...], deals_of: Mapping[str, int]
) -> tuple[ModelFinding, ...]:
    """The findings, errors first; `steps` are the stages and ends, `deals_of` counts the deals by label.

    Steps that no event is named after are warned of by the check, in terms of the labels that the process gives.
    """
    found = findings_of(reference.net({}))
    if isinstance(reference.process, SalesProcess):  # its net has one step a repetition: no fault of anyone
        found = tuple(one for one in found if one.severity != "note")
    names = [one for one in against_log(steps, deals_of) if one.kind != ModelFault.NOT_IN_LOG]
    return (*found, *names)


def deals_by_label(log: EventLog, paths: Paths) -> dict[str, int]:
    """In how many deals every label occurs, those that occur in any."""
    n = max(1, len(log.activity.labels))
    variant = np.repeat(np.arange(len(paths)), paths.lengths)
    distinct = np.unique(variant * n + paths.codes)
    deals = np.bincount(distinct % n, weights=log.variants.counts[distinct // n], minlength=n)
    return {label: int(deals[code]) for code, label in enumerate(log.activity.labels) if deals[code]}


def unknown_costs(costs: Costs, labels: tuple[str, ...]) -> tuple[str, ...]:
    """One sentence for every cost of something that neither the process nor the log knows."""
    known = {key(label) for label in labels}
    named = dict.fromkeys((*costs.left_out, *costs.extra))
    return tuple(
        tr(
            "A cost is given for '{name}', which is neither a stage nor an event here; check its name.",
            name=name,
        )
        for name in named
        if key(name) not in known
    )
