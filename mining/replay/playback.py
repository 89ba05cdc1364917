"""Asks tracks where the deals are at a moment: by binary search, so that scrubbing and playing are the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.replay import CaseGroups, Times, Tracks

MOST_DOTS = 6_000
"""Where more deals move at once, every second (third, ...) deal is drawn; all of them are counted."""

_MILLISECOND = 1_000
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Moving:
    """The deals between two nodes at a moment: edge, group, and how much of the way is behind them (0 to 1)."""

    edge: NDArray[np.int32]
    group: NDArray[np.int16]
    way: NDArray[np.float64]


class Playback:
    """Tracks with groups, sorted for looking up; every question takes a moment in the unit of the tracks."""

    def __init__(self, tracks: Tracks, groups: CaseGroups, nodes: int) -> None:
        """`nodes` is the number of nodes of the map that the tracks are made for."""
        self.tracks, self.groups = tracks, groups
        self._nodes, self._n_groups = nodes, max(len(groups.labels), 1)
        self._begins, self._ends = np.sort(tracks.begins), np.sort(tracks.ends[~tracks.open_at_end])
        self._stops = np.sort(tracks.ends)
        self._unit = (tracks.end - tracks.begin) // _MILLISECOND + 3
        cell = tracks.stay_node.astype(np.int64) * self._n_groups + groups.of_case[tracks.stay_case]
        known = tracks.stay_node >= 0
        self._entered = np.sort(self._placed(cell[known], tracks.enters[known]))
        self._left = np.sort(self._placed(cell[known], tracks.exits[known]))
        stays = tracks.stay_node[known & (tracks.exits > tracks.enters)]
        self.is_waited_at = np.bincount(stays, minlength=nodes) > 0
        self.longest_queue = self._longest_queue(nodes)
        self._cells = np.arange(nodes * self._n_groups, dtype=np.int64)
        self._firsts = self._cells * self._unit
        self.deals_a_dot = -(-_most_at_once(tracks) // MOST_DOTS) or 1
        drawn = slice(None) if self.deals_a_dot == 1 else tracks.step_case % self.deals_a_dot == 0
        self._edge, self._group = tracks.edge[drawn], groups.of_case[tracks.step_case[drawn]]
        self._leaves, self._arrives = tracks.leaves[drawn], tracks.arrives[drawn]

    def moving(self, moment: int) -> Moving:
        """Who is between two nodes: left, and not arrived yet. Only one in `deals_a_dot` deals is told."""
        low = np.searchsorted(self._leaves, moment - self.tracks.travel, side="right")
        high = np.searchsorted(self._leaves, moment, side="right")
        some = np.arange(low, high)
        some = some[self._arrives[low:high] > moment]
        leaves = self._leaves[some]
        way = (moment - leaves) / np.maximum(self._arrives[some] - leaves, 1)
        return Moving(self._edge[some], self._group[some], way)

    def waiting(self, moment: int) -> Counts:
        """How many deals are at every node (a row each), by group: entered, and not at the next node yet."""
        here = self._until(self._entered, moment) - self._until(self._left, moment)
        return here.reshape(self._nodes, self._n_groups)

    def reached(self, moment: int) -> Counts:
        """How often every node was reached so far."""
        return np.asarray(self._until(self._entered, moment).reshape(self._nodes, self._n_groups).sum(axis=1))

    def on_their_way(self, moment: int) -> int:
        """How many deals have begun and not ended."""
        return self.begun(moment) - int(np.searchsorted(self._stops, moment, side="right"))

    def begun(self, moment: int) -> int:
        """How many deals have begun."""
        return int(np.searchsorted(self._begins, moment, side="right"))

    def ended(self, moment: int) -> int:
        """How many deals have come to their end; an open one never does."""
        return int(np.searchsorted(self._ends, moment, side="right"))

    def _until(self, placed: Counts, moment: int) -> Counts:
        """How many of every cell are not later than the moment."""
        wanted = self._placed(self._cells, np.full(len(self._cells), moment, dtype=np.int64))
        return np.asarray(np.searchsorted(placed, wanted, "right") - np.searchsorted(placed, self._firsts))

    def _longest_queue(self, nodes: int) -> int:
        """The most deals that ever are at one node at once."""
        tracks = self.tracks
        known = np.flatnonzero(tracks.stay_node >= 0)
        node = tracks.stay_node[known].astype(np.int64)
        change = np.concatenate(
            (np.ones(len(known), dtype=np.int64), np.full(len(known), -1, dtype=np.int64))
        )
        place = np.concatenate(
            (self._placed(node, tracks.enters[known]), self._placed(node, tracks.exits[known]))
        )
        order = np.argsort(place * 2 + (change > 0), kind="stable")  # at one moment the leaving first
        return int(np.cumsum(change[order]).max(initial=0))

    def _placed(self, cell: Counts, time: Times) -> Counts:
        """Cell and time in one number that sorts by both, exact to the millisecond."""
        within = np.clip((time - self.tracks.begin) // _MILLISECOND + 1, 0, self._unit - 1)
        return cell * self._unit + within


def _most_at_once(tracks: Tracks) -> int:
    """The largest number of deals that are between two nodes at once."""
    if not len(tracks.leaves):
        return 0
    here = np.arange(1, len(tracks.leaves) + 1) - np.searchsorted(
        np.sort(tracks.arrives), tracks.leaves, side="right"
    )
    return int(here.max())
