"""From a log and its map to the tracks of the deals: when each waits at a stage and when it moves on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.discovery.process_map import END_KEY, START_KEY, stage_key
from models.case_table import NO_TIME, Outcome
from models.event_log import EventLog
from models.process_map import ProcessMap
from models.replay import Tracks

TRAVEL_SHARE = 0.01
"""No step moves longer than this share of the whole replay."""

Ints = NDArray[np.int64]


def tracks(log: EventLog, shown: ProcessMap, mask: NDArray[np.bool_], common_start: bool) -> Tracks:
    """The tracks of the cases in `mask` over `shown`, which is the whole map of the same log and mask.

    With `common_start` every deal begins at 0. Raises KeyError where a deal takes an edge that the map lacks.
    """
    cases = np.flatnonzero(mask & (np.diff(log.case_start) > 0))
    first, last = log.case_start[:-1][cases], log.case_start[1:][cases] - 1
    lengths = last - first + 1
    owner = np.repeat(np.arange(len(cases)), lengths)
    event = np.arange(len(owner)) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
    is_open = log.cases.outcome[cases] == Outcome.OPEN
    gone = _ends(log, cases, last, is_open)
    shift = log.timestamp[first] if common_start else np.zeros(len(cases), dtype=np.int64)
    enters = log.timestamp[event] - shift[owner]
    exits = np.empty_like(enters)
    exits[:-1] = enters[1:]
    tail = np.cumsum(lengths) - 1
    head = tail - lengths + 1
    exits[tail] = gone - shift
    travel = _travel(enters, exits)
    codes = log.activity.codes[event].astype(np.int64)
    n = len(log.activity.labels)
    ended = np.flatnonzero(~is_open)
    goes_on = np.ones(len(event), dtype=bool)
    goes_on[tail] = False
    inner = np.flatnonzero(goes_on)
    key = np.concatenate(
        (
            n * (n + 1) + codes[head],
            codes[inner] * (n + 1) + codes[inner + 1],
            codes[tail[ended]] * (n + 1) + n,
        )
    )
    begun, over = enters[head], exits[tail]
    arrives = np.concatenate((begun, exits[inner], over[ended] + travel))
    since = np.concatenate((begun - travel, enters[inner], over[ended]))
    leaves = np.maximum(since, arrives - travel)
    who = np.concatenate((cases, cases[owner[inner]], cases[ended]))
    order = np.argsort(leaves, kind="stable")
    return Tracks(
        begin=int(begun.min()) - travel if len(cases) else 0,
        end=int(over.max()) + travel if len(cases) else 0,
        travel=travel,
        edge=_edges(shown, log.activity.labels, key)[order],
        step_case=who[order].astype(np.int32),
        leaves=leaves[order],
        arrives=arrives[order],
        stay_node=_nodes(shown, log.activity.labels)[codes],
        stay_case=cases[owner].astype(np.int32),
        enters=enters,
        exits=exits,
        begins=begun,
        ends=over,
        open_at_end=is_open,
    )


def _ends(log: EventLog, cases: Ints, last: Ints, is_open: NDArray[np.bool_]) -> Ints:
    """When every case leaves its last stage: when it was closed, if that is later; an open one when the log ends."""
    moment = log.timestamp[last]
    closed = log.cases.closed[cases]
    gone = np.where(closed == NO_TIME, moment, np.maximum(moment, closed))
    return np.where(is_open, log.timestamp.max(initial=0), gone).astype(np.int64)


def _travel(enters: Ints, exits: Ints) -> int:
    span = int(exits.max() - enters.min()) if len(enters) else 0
    return max(1, round(span * TRAVEL_SHARE))


def _edges(shown: ProcessMap, labels: tuple[str, ...], key: Ints) -> NDArray[np.int32]:
    """The edge of the map for every pair source * (n + 1) + target, where n stands for the start and for the end."""
    n = len(labels)
    code = {stage_key(label, ""): i for i, label in enumerate(labels)} | {START_KEY: n, END_KEY: n}
    pairs = [
        (code[edge.source] * (n + 1) + code[edge.target], i)
        for i, edge in enumerate(shown.edges)
        if edge.source in code and edge.target in code
    ]
    known = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    place = np.minimum(np.searchsorted(known[:, 0], key), max(len(known) - 1, 0))
    if len(key) and not (len(known) and (known[place, 0] == key).all()):
        raise KeyError("a deal takes an edge that is not on the map")
    return np.asarray(known[place, 1], dtype=np.int32)


def _nodes(shown: ProcessMap, labels: tuple[str, ...]) -> NDArray[np.int32]:
    """The node of the map for every activity code, -1 for activities that the map lacks."""
    place = {node.key: i for i, node in enumerate(shown.nodes)}
    return np.array([place.get(stage_key(label, ""), -1) for label in labels], dtype=np.int32)
