"""What one check leaves for the next, so that an edit of the process costs only what it can affect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.variants import with_variants
from mining.alignment.model import Model
from mining.alignment.paths import Paths
from mining.alignment.requests import Requests
from mining.conformance.asking import Ways
from mining.conformance.bulk import bulk_events, entered_in_bulk
from mining.conformance.gather import Gathered
from mining.conformance.labels import relabel
from mining.conformance.model_findings import deals_by_label
from mining.conformance.reference import Reference, reference_of
from models.alignment import Alignments
from models.costs import Costs
from models.deviation import Deviation
from models.event_log import EventKind, EventLog
from models.project import ProcessModel
from models.sales_process import End


@dataclass(frozen=True, eq=False)
class Reading:
    """A log read with the names and ends of a process: what does not depend on the flow between them.

    `log` is the log as it was given, `stages` its stage events, `checked` the same by documented names; `paths`
    are the variants of `checked`, and `deals_of` counts for every label that occurs in the log the deals that have it.
    Only the deals in `among` (one flag a case of `log`) are in `checked`, all where it is None; what the log as a
    whole knows (which labels occur, whether outcomes are told by events) goes by all deals.
    """

    log: EventLog
    stages: EventLog
    names: Mapping[str, str]
    ends: tuple[End, ...]
    checked: EventLog
    paths: Paths
    deals_of: Mapping[str, int]
    bulk: tuple[Deviation, ...]
    among: NDArray[np.bool_] | None = None


@dataclass(frozen=True, eq=False)
class Explained:
    """What was found for the deals of one group under one model."""

    cases: NDArray[np.int64]
    ways: Ways
    model: Model
    requests: Requests
    alignments: Alignments


@dataclass(frozen=True, eq=False)
class Memory:
    """The reading of a log, the explanations of its deals group by group under these costs, and what they show."""

    reading: Reading
    costs: Costs
    groups: tuple[Explained, ...]
    gathered: Gathered

    def of(self, cases: NDArray[np.int64]) -> Explained | None:
        """What was found for exactly these cases."""
        return next((group for group in self.groups if np.array_equal(group.cases, cases)), None)


def read(
    log: EventLog,
    process: ProcessModel,
    memory: Memory | None,
    among: NDArray[np.bool_] | None = None,
) -> tuple[Reading, Reference]:
    """Read the log with the names of the process, or take what is remembered where it is the same.

    `among` are the deals that are checked, all where it is None.
    """
    known = memory.reading if memory is not None and memory.reading.log is log else None
    stages = known.stages if known else log.of_kind(EventKind.STAGE)
    reference = reference_of(process, stages)
    if (
        known is not None
        and known.among is among
        and (known.names, known.ends) == (reference.names, reference.ends)
    ):
        return known, reference
    checked = relabel(stages, reference)
    same_events = checked.timestamp is stages.timestamp  # only names changed: who entered what when did not
    paths = Paths.of_variants(with_variants(checked).variants)
    deals_of = deals_by_label(checked, paths)
    if among is not None:
        checked = checked.keep_cases(among)
        paths = Paths.of_variants(with_variants(checked).variants)
        same_events = False
    bulk = tuple(entered_in_bulk(checked, (stages if same_events else checked).derived(bulk_events)))
    return (
        Reading(log, stages, reference.names, reference.ends, checked, paths, deals_of, bulk, among),
        reference,
    )
