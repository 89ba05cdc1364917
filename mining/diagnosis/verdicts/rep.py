"""Whether a deviation is the habit of a rep: far above the peers at the same mix, again and again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.judged import Judged
from mining.diagnosis.habits.quarters import last_quarters
from mining.diagnosis.habits.shrinkage import Shrunken
from mining.significance import false_discovery_rates
from models.thresholds import Thresholds

FEWEST_REPS = 6
"""Among fewer reps none is at most a sixth of them."""
FEW = 20
"""With fewer judged deals of a rep the whole interval has to be further from the peers."""
_A_PART = 3
"""A quarter in which a rep has fewer deals says nothing; the rep's deals are then parted in three instead."""


@dataclass(frozen=True, eq=False)
class Habits:
    """Which reps the rule is met for, with the q-value of every rep; `too_many` where they are more than allowed.

    `held` and `parts` are in how many of how many spans of time each rep is above the peers.
    """

    called: NDArray[np.bool_]
    q: NDArray[np.float64]
    held: NDArray[np.int64]
    parts: NDArray[np.int64]
    too_many: bool


def habits_of(
    judged: Judged, shrunken: Shrunken, thresholds: Thresholds, elsewhere: NDArray[np.float64] | None = None
) -> Habits:
    """Judge every rep; `elsewhere` is how far each is above the peers in leaving out the other stages.

    A rep whose records lack all stages alike logs less: only what is beyond that is a habit. The gap is wide enough
    where the shrunken rate is `rep_gap` above the peers, with 85 % at least half of that,
    and the lower end of its 95 % interval a fifth (below `FEW` deals: half). Nobody is called
    for fewer than `fewest` judged deals.
    """
    peers = shrunken.peers if elsewhere is None else shrunken.peers + np.clip(elsewhere, 0, 1)
    tail = shrunken.tail if elsewhere is None else np.maximum(shrunken.tail, _tail_beyond(judged, peers))
    q = np.array(false_discovery_rates(tail.tolist()))
    raised = (q <= thresholds.rep_q) & (shrunken.mean - peers > thresholds.rep_gap)
    raised &= shrunken.likely_above - peers > thresholds.rep_gap / 2
    part = np.where(judged.of < FEW, 2, 5)
    raised &= shrunken.low - peers > thresholds.rep_gap / part
    raised &= judged.of >= thresholds.fewest
    held, parts = np.zeros(judged.n_reps, dtype=np.int64), np.zeros(judged.n_reps, dtype=np.int64)
    for rep in np.flatnonzero(raised).tolist():
        held[rep], parts[rep] = _held(judged, rep, thresholds)
    lasting = held >= np.ceil(parts * thresholds.quarters / 3 - 1e-9)
    called = raised & (parts > 0) & lasting
    most = int(thresholds.rep_share * judged.n_reps + 1e-9)
    too_many = int(called.sum()) > most
    if too_many or judged.n_reps < FEWEST_REPS:
        called = np.zeros(judged.n_reps, dtype=bool)
    return Habits(called, q, held, parts, too_many)


def _tail_beyond(judged: Judged, rate: NDArray[np.float64]) -> NDArray[np.float64]:
    """The binomial probability of so many deals with it or more, where a rep does otherwise in all stages alike.

    So one stage of somebody who records less is not taken for a habit because it lacks the most by chance.
    """
    from scipy.special import betainc

    hits, of = judged.hits, judged.of
    some = np.maximum(hits, 1)
    found = np.where(hits > 0, betainc(some, of - some + 1, np.clip(rate, 0, 1)), 1.0)
    return np.asarray(found)


def _held(judged: Judged, rep: int, thresholds: Thresholds) -> tuple[int, int]:
    """In how many spans of time the rep's rate is above the peers', and of how many."""
    mine = judged.rep == rep
    quarter = last_quarters(judged.when, 3)
    spans = [flags for flags in quarter if (flags & mine).sum() >= _A_PART]
    if len(spans) < 3:
        spans = _thirds(judged, mine)
    held = 0
    for flags in spans:
        own, others = judged.shown[flags & mine], judged.shown[flags & ~mine]
        held += bool(own.mean() > (others.mean() if len(others) else _rate(judged.shown[~mine])))
    return held, len(spans)


def _thirds(judged: Judged, mine: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """All deals by when they began, cut where the rep's own are a third and two thirds."""
    own = np.sort(judged.when[mine])
    edges = own[[len(own) // 3, 2 * len(own) // 3]]
    part = np.searchsorted(edges, judged.when, side="right")
    return [flags for number in range(3) if ((flags := part == number) & mine).any()]


def _rate(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0
