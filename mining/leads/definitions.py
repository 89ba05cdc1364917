"""Joint definitions: whether teams record the same evidence while deals are at the same stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.significance import false_discovery_rates
from models.buyer_check import SignalEvidence
from models.categorical import MISSING
from models.event_log import EventKind, EventLog
from resources.translation import tr

FEWEST = 10
"""Deals on either side below which nothing is told."""

_PERMUTATIONS = 999
_SEED = 20260112
"""The same log is permuted in the same way every time: two runs never differ."""


@dataclass(frozen=True, eq=False)
class Reading:
    """How far a team's evidence at a stage is from that of all others: `distance` from 0 (the same) to 1.

    `p` is that of the permutation test, `q` corrected over all cells, both None where fewer than 10 deals stand on a
    side (`why_none`). `n` and `others` are deals that went through the stage with any evidence in it. `evidence` is
    what they differ in most, `share` and `share_others` how many of those deals have it. `cases` are the team's.
    """

    stage: str
    team: str
    n: int
    others: int
    distance: float | None = None
    p: float | None = None
    q: float | None = None
    evidence: str = ""
    share: float | None = None
    share_others: float | None = None
    why_none: str = ""
    cases: NDArray[np.int32] | None = None


@dataclass(frozen=True, eq=False)
class Readings:
    """One reading a stage and team, stage by stage; both in the order in which they are to be shown."""

    stages: tuple[str, ...]
    teams: tuple[str, ...]
    cells: tuple[Reading, ...]

    def at(self, stage: int, team: int) -> Reading:
        """The reading of a stage by a team."""
        return self.cells[stage * len(self.teams) + team]


def readings_of(
    log: EventLog,
    stages: Sequence[str],
    signals: Sequence[SignalEvidence],
    mask: NDArray[np.bool_],
    activities: EventLog | None = None,
) -> Readings:
    """How every team reads every stage: what is recorded while deals are in it, against all other teams.

    `log` has the stages; `activities` is a log of the same cases with the activities, `log` itself if None.

    A deal has a kind of evidence at a stage or not: a signal of the process, or a kind of activity, seen from the
    entering of the stage until that of the next one. The distance is the square root of Jensen and Shannon's
    divergence in bits (Lin 1991; a metric: Endres and Schindelin 2003) between the shares that the kinds have of all
    evidence. It is tested by exchanging teams between the deals: what a deal shows stays together.
    """
    has, labels = _evidence(log, stages, signals, log if activities is None else activities)
    team = log.cases.team
    names = tuple(sorted(team.labels))
    rng = np.random.default_rng(_SEED)
    cells = []
    for at, stage in enumerate(stages):
        flags = has[at]
        chosen = mask & flags.any(axis=1) & (team.codes != MISSING)
        patterns = distinct_rows(flags[chosen])
        for name in names:
            own = team.is_any_of((name,))
            cells.append(_reading(flags, chosen, own, patterns, stage, name, labels, rng))
    tested = [place for place, cell in enumerate(cells) if cell.p is not None]
    q_values = false_discovery_rates([cells[place].p or 0.0 for place in tested])
    for place, q in zip(tested, q_values, strict=True):
        cells[place] = replace(cells[place], q=q)
    return Readings(tuple(stages), names, tuple(cells))


def distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Jensen and Shannon's distance between counts of the same kinds in the last axis; 0 where either has none."""
    total = [counts.sum(axis=-1, keepdims=True) for counts in (one, other)]
    first, second = (counts / np.maximum(of, 1e-300) for counts, of in zip((one, other), total, strict=True))
    middle = (first + second) / 2
    bits = _entropy(middle) - (_entropy(first) + _entropy(second)) / 2
    known = (total[0][..., 0] > 0) & (total[1][..., 0] > 0)
    return np.where(known, np.sqrt(np.clip(bits, 0.0, 1.0)), 0.0)


def distinct_rows(flags: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """The distinct rows in lexicographic order, and how often each is there; eight bytes of a row are one number."""
    packed = np.packbits(flags, axis=1)
    padded = np.zeros((len(flags), -(-max(1, packed.shape[1]) // 8) * 8), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    words = padded.view(">u8").astype(np.uint64)
    rows = words[:, 0] if words.shape[1] == 1 else words
    _, first, counts = np.unique(rows, axis=0, return_index=True, return_counts=True)
    return flags[first], counts.astype(np.int64)


def _entropy(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    return np.asarray(-(shares * logs).sum(axis=-1))


def _evidence(
    log: EventLog, stages: Sequence[str], signals: Sequence[SignalEvidence], activities: EventLog
) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
    """One flag a stage, case and kind of evidence; and the kinds."""
    seen = [signal for signal in signals if len(signal)]
    done = np.flatnonzero(np.isin(activities.kind, (EventKind.ACTIVITY, EventKind.BUYER)))
    kinds = sorted(
        {activities.activity.labels[code] for code in np.unique(activities.activity.codes[done]).tolist()}
    )
    labels = (*(signal.name for signal in seen), *kinds)
    number = {label: len(seen) + at for at, label in enumerate(kinds)}
    code_of = np.array([*(number.get(label, 0) for label in activities.activity.labels), 0], dtype=np.int64)
    case = np.concatenate([*(signal.case for signal in seen), activities.case_of_event[done]]).astype(
        np.int64
    )
    time = np.concatenate([*(signal.time for signal in seen), activities.timestamp[done]]).astype(np.int64)
    what = np.concatenate(
        [
            *(np.full(len(signal), at, dtype=np.int64) for at, signal in enumerate(seen)),
            code_of[activities.activity.codes[done]],
        ]
    )
    stage = _stage_at(log, stages, case, time)
    has = np.zeros((len(stages), log.n_cases, len(labels)), dtype=bool)
    known = stage >= 0
    has[stage[known], case[known], what[known]] = True
    return has, labels


def _stage_at(
    log: EventLog, stages: Sequence[str], case: NDArray[np.int64], time: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The stage that a deal is in at a time, -1 for none of these: what happens as a stage is entered is before it."""
    events = np.flatnonzero(log.kind == EventKind.STAGE)
    if not len(events) or not len(case):
        return np.full(len(case), -1, dtype=np.int64)
    number = {label: at for at, label in enumerate(stages)}
    code = np.array([*(number.get(label, -1) for label in log.activity.labels), -1], dtype=np.int64)
    entered = code[log.activity.codes[events]]
    who, when = log.case_of_event[events], log.timestamp[events]
    is_entry = np.concatenate((np.ones(len(events), dtype=np.int8), np.zeros(len(case), dtype=np.int8)))
    order = np.lexsort((is_entry, np.concatenate((when, time)), np.concatenate((who, case))))
    passed = np.cumsum(order < len(events))
    last = np.zeros(len(case), dtype=np.int64)
    asked = order >= len(events)
    last[order[asked] - len(events)] = passed[asked] - 1
    is_own = (last >= 0) & (who[last] == case)
    return np.where(is_own, entered[last], -1)


def _reading(
    flags: NDArray[np.bool_],
    chosen: NDArray[np.bool_],
    own: NDArray[np.bool_],
    found: tuple[NDArray[np.bool_], NDArray[np.int64]],
    stage: str,
    team: str,
    labels: Sequence[str],
    rng: np.random.Generator,
) -> Reading:
    mine, theirs = np.flatnonzero(chosen & own), np.flatnonzero(chosen & ~own)
    cell = Reading(stage, team, len(mine), len(theirs), cases=mine.astype(np.int32))
    if min(len(mine), len(theirs)) < FEWEST:
        few = tr("of this team") if len(mine) < FEWEST else tr("of other teams")
        return replace(
            cell,
            why_none=tr("Fewer than {fewest} deals {few} have any evidence here.", fewest=FEWEST, few=few),
        )
    patterns, counts = found
    one, other = (flags[cases].sum(axis=0).astype(np.float64) for cases in (mine, theirs))
    seen = float(distance(one, other))
    drawn = rng.multivariate_hypergeometric(counts, len(mine), size=_PERMUTATIONS, method="marginals")
    sums = drawn.astype(np.float64) @ patterns
    by_chance = distance(sums, (one + other)[None, :] - sums)
    p = (1 + int((by_chance >= seen - 1e-12).sum())) / (_PERMUTATIONS + 1)
    shares = one / len(mine), other / len(theirs)
    most = int(np.argmax(np.abs(shares[0] - shares[1])))
    return replace(
        cell,
        distance=seen,
        p=p,
        evidence=labels[most],
        share=float(shares[0][most]),
        share_others=float(shares[1][most]),
    )
