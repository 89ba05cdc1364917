"""What the screens show: the checked log, and the part of it that the filter lets through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.beside_check import Facts, Unjudged
from models.buyer_check import BuyerCheck
from models.conformance import Conformance
from models.deviation import DeviationRow
from models.event_log import EventLog
from models.model_quality import ModelQuality
from models.process_map import ProcessMap
from models.rule_results import RuleResults


@dataclass(frozen=True, eq=False)
class Analysis:
    """A whole log analysed: `log` holds the stage events (by documented name where there is a process).

    `rules` are the verdicts on the rules of the process; the events they name are those of the prepared log. `buyer` is
    what the log says of the buyer's side, None where the process documents none. `facts` say when and by how much deals
    show what is beside the flow on the seller's side, `unjudged` which deviations the log cannot show, and why.
    """

    log: EventLog
    conformance: Conformance | None
    rules: RuleResults | None = None
    buyer: BuyerCheck | None = None
    facts: tuple[Facts, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


@dataclass(frozen=True, eq=False)
class View:
    """The filtered part: `mask` has one flag a case; the map, and the deviations, the most frequent first.

    Counts are of the deals in `mask`, `unchecked` those that could not be checked in time; `fitness` and `quality`
    are None without a documented process.
    """

    mask: NDArray[np.bool_]
    map: ProcessMap
    rows: tuple[DeviationRow, ...]
    conforming: int
    deviating: int
    pending: int
    fitness: float | None
    unchecked: int = 0
    quality: ModelQuality | None = None
