"""What is asked of the aligner: the distinct ways that deals went and ended, and which deal is which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.model import Model
from mining.alignment.paths import Paths
from mining.alignment.requests import NONE, Requests
from models.case_table import Outcome
from models.event_log import EventLog

STOPPED = (Outcome.OPEN, Outcome.LOST)
"""Deals with these outcomes may stop anywhere; they are told by the furthest stage that they reached."""


@dataclass(frozen=True, eq=False)
class Ways:
    """The distinct (path, outcome) pairs of some cases, and for each of the cases which one it is."""

    path: NDArray[np.int32]
    outcome: NDArray[np.int8]
    of_case: NDArray[np.int32]


def ways_of(log: EventLog, cases: NDArray[np.int64]) -> Ways:
    """The ways of some cases (sorted indices)."""
    outcomes = len(Outcome)
    variant, outcome = log.variants.of_case, log.cases.outcome
    if len(cases) < log.n_cases:
        variant, outcome = variant[cases], outcome[cases]
    pairs = variant * outcomes + outcome
    distinct = np.flatnonzero(np.bincount(pairs, minlength=len(log.variants) * outcomes))
    number = np.empty(len(log.variants) * outcomes, dtype=np.int32)
    number[distinct] = np.arange(len(distinct), dtype=np.int32)
    path, ending = np.divmod(distinct, outcomes)
    return Ways(path.astype(np.int32), ending.astype(np.int8), number[pairs])


def requests_for(
    ways: Ways, paths: Paths, labels: tuple[str, ...], model: Model, rank: Mapping[str, int]
) -> Requests:
    """Ask for the ways under a model; `rank` gives the place of every documented stage."""
    furthest = _furthest(paths, labels, model, rank)
    reached = np.where(np.isin(ways.outcome, STOPPED), furthest[ways.path], NONE)
    return Requests(paths, ways.path, ways.outcome, reached.astype(np.int32))


def _furthest(
    paths: Paths, labels: tuple[str, ...], model: Model, rank: Mapping[str, int]
) -> NDArray[np.int32]:
    """The code of the furthest documented stage in force on every path, `NONE` where there is none."""
    in_force = set(model.labels)
    rank_of_code = np.array(
        [rank.get(label, NONE) if label in in_force else NONE for label in labels], dtype=np.int32
    )
    code_of_rank = np.full(len(rank) + 1, NONE, dtype=np.int32)  # the last one, at -1, stands for no stage
    known = np.flatnonzero(rank_of_code != NONE)
    code_of_rank[rank_of_code[known]] = known
    best = np.full(len(paths), NONE, dtype=np.int32)
    filled = np.flatnonzero(paths.lengths)
    if len(filled):
        best[filled] = np.maximum.reduceat(rank_of_code[paths.codes], paths.start[filled])
    return code_of_rank[best]
