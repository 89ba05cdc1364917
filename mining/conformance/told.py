"""The moves of many explanations, and what it takes to name them: what was visited before, what follows next."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.alignment import Alignments, MoveKind

NONE = -1

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What the labels mean: the documented stages in order, the ends, and by group of deals what is in force."""

    stages: tuple[str, ...]
    ends: frozenset[str]
    in_force: tuple[Set[str], ...]


class Told:
    """Columns over all moves, with tables over words and explanations.

    `words` are the labels that the process knows: the stages in order, then the others. `word` is the one of every
    move, `NONE` for a label that only the log has; whatever is asked by word answers for `NONE`, too. `unit` is the
    explanation of every move. `cell` is word and unit in one number, an index into tables of `n_cells` entries
    that have a row a word, and a last one for `NONE`, which is where the negative `cell` of `NONE` points to.
    """

    def __init__(self, alignments: Alignments, vocabulary: Vocabulary) -> None:
        in_force = vocabulary.in_force
        others = sorted(vocabulary.ends.union(*in_force))
        self.words = tuple(dict.fromkeys((*vocabulary.stages, *others)))
        self.n_units = len(alignments)
        self.n_cells = (len(self.words) + 1) * self.n_units
        self.is_end = np.array([*(word in vocabulary.ends for word in self.words), False])
        self.is_stage = np.arange(len(self.words) + 1) < len(vocabulary.stages)
        self.is_stage &= ~self.is_end
        self.in_force = np.array([[*(word in group for word in self.words), False] for group in in_force])
        number = {word: i for i, word in enumerate(self.words)}
        word_of = np.array([number.get(label, NONE) for label in alignments.labels], dtype=np.int64)
        self.kind, self.label, self.start = alignments.kind, alignments.label, alignments.start
        self.word = word_of[self.label] if len(word_of) else self.label.astype(np.int64)
        self.unit = alignments.of_move
        self.cell = self.word * self.n_units + self.unit

    @cached_property
    def stage(self) -> Flags:
        """Is it a move of a stage?"""
        return np.asarray(self.is_stage[self.word])

    @cached_property
    def followed(self) -> Flags:
        """Is it done in both?"""
        return np.asarray(self.kind == MoveKind.SYNC)

    @cached_property
    def _done(self) -> Flags:
        return np.asarray(self.kind != MoveKind.MODEL)

    @cached_property
    def visits(self) -> Places:
        """The moves at which deals came to a stage."""
        return np.flatnonzero(self.stage & self._done)

    @cached_property
    def done(self) -> Flags:
        """By cell: did the deal do it?"""
        return self.table(self._done)

    @cached_property
    def left_out(self) -> Flags:
        """By cell: did the deal leave it out at any place?"""
        return self.table(~self._done)

    def table(self, which: Flags) -> Flags:
        """By cell: is it that of any of the flagged moves?"""
        table = np.zeros(self.n_cells, dtype=bool)
        table[self.cell[which]] = True
        return table

    def by_word(self, table: Flags) -> Flags:
        """A row a word, a column an explanation."""
        return table.reshape(len(self.words) + 1, self.n_units)[:-1]

    def last_in_unit(self, places: Places) -> Places:
        """For every explanation the last of the given moves, which ascend; `NONE` where it has none of them."""
        last = np.full(self.n_units, NONE, dtype=np.int64)
        last[self.unit[places]] = places  # the one that is written last stays
        return last

    @cached_property
    def close(self) -> Places:
        """For every explanation the end that is its last word, `NONE` where that is a stage."""
        last = self.last_in_unit(np.flatnonzero(self.stage | self.is_end[self.word]))
        ends = (last != NONE) & self.is_end[self.word[last]] if len(self.word) else last != NONE
        return np.where(ends, last, NONE)

    @cached_property
    def last_visit(self) -> Places:
        """For every explanation its last visit of a stage, or `NONE`."""
        return self.last_in_unit(self.visits)

    def next_followed(self, places: Places) -> Places:
        """The word of the next step done in both after each of the moves, which are not; `NONE` where none is."""
        steps = np.flatnonzero(self.followed)
        following = np.append(steps, 0)[np.cumsum(self.followed)[places]]
        there = (following > places) & (self.unit[following] == self.unit[places])
        return np.where(there, self.word[following], NONE)

    def visited_before(self, places: Places) -> tuple[Places, Places, Flags]:
        """Before each of the moves: the last stage visited and the furthest (or `NONE`), and was its word visited?"""
        if not len(self.visits) or not len(places):
            nothing = np.full(len(places), NONE, dtype=np.int64)
            return nothing, nothing, np.zeros(len(places), dtype=bool)
        first = np.full(self.n_cells, len(self.word), dtype=np.int64)
        backwards = self.visits[::-1]
        first[self.cell[backwards]] = backwards  # the one that is written last stays
        before = np.searchsorted(self.visits, places) - 1
        unit = self.unit[places]
        there = (before >= 0) & (self.unit[self.visits[before]] == unit)
        last = np.where(there, self.word[self.visits[before]], NONE)
        furthest = np.where(there, self._furthest_so_far[before], NONE)
        return last, furthest, first[self.cell[places]] < places

    @cached_property
    def furthest(self) -> NDArray[np.int32]:
        """For every explanation the highest rank that the deal visited, or `NONE`."""
        furthest = np.full(self.n_units, NONE, dtype=np.int32)
        furthest[self.unit[self.visits]] = self._furthest_so_far
        return furthest

    @cached_property
    def _furthest_so_far(self) -> Places:
        """The highest rank at every visit, from the beginning of its explanation on."""
        base = self.unit[self.visits].astype(np.int64) * len(self.words)
        return np.asarray(np.maximum.accumulate(self.word[self.visits] + base) - base)
