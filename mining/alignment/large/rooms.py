"""The memory of the searches: numpy arrays for the compiled loop, lists for the plain one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.bound_loop import BOUND_ROWS, bound_rows
from mining.alignment.large.choice_loop import CHOOSE, choose
from mining.alignment.large.markings_loop import FILL_TABLE, INTERN, fill_table, intern
from mining.alignment.large.packed import PackedNet
from mining.alignment.large.search_loop import SEARCH, search
from mining.compiled.loading import fast

WAYS_KEPT = 1 << 15
"""So many equally cheap ways are noted for a choice among them."""


class Ways:
    """The loops, compiled or plain, and what makes their columns."""

    def __init__(self) -> None:
        compiled = [
            fast(loop, worth_waiting=True) for loop in (SEARCH, BOUND_ROWS, FILL_TABLE, INTERN, CHOOSE)
        ]
        self.is_compiled = all(loop is not None for loop in compiled)
        plain: list[Callable[..., Any]] = [search, bound_rows, fill_table, intern, choose]
        loops = [loop for loop in compiled if loop is not None] if self.is_compiled else plain
        self.search, self.bound_rows, self.fill_table, self.intern, self.choose = loops

    def column(self, size: int, dtype: Any = np.int32, fill: int = 0) -> Any:
        """A column of one number."""
        return np.full(size, fill, dtype=dtype) if self.is_compiled else [fill] * size

    def given(self, values: NDArray[Any]) -> Any:
        """A column with these values."""
        return np.ascontiguousarray(values) if self.is_compiled else values.tolist()

    def longer(self, column: Any, size: int) -> Any:
        """The column with room for `size` entries."""
        more = self.column(size - len(column), getattr(column, "dtype", np.int64))
        return np.concatenate((column, more)) if self.is_compiled else column + more


class Store:
    """All markings seen so far, with their steps; number 0 to `n_ends` - 1 stand for ends that were entered."""

    def __init__(self, ways: Ways, packed: PackedNet, n_ends: int, n_facts: int, most: int) -> None:
        self.ways, self.packed, self.n_ends, self.n_facts, self.most = ways, packed, n_ends, n_facts, most
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        ways = self.ways
        room, n_components = max(1 << 12, 2 * self.packed.n_transitions), len(self.packed.components)
        self.words = ways.column(room * self.packed.n_words, np.int64)
        self.stands = ways.column(room * n_components)
        self.first = ways.column(room, np.int64, -1)
        self.count = ways.column(room)
        self.step = ways.column(8 * room)
        self.target = ways.column(8 * room)
        self.table = ways.column(1 << (2 * room - 1).bit_length())
        self.facts = ways.column(room * self.n_facts, np.int8)
        self.counts = ways.column(2, np.int64)
        self.counts[0] = self.n_ends
        self._numbered: dict[tuple[int, ...], int] = {}
        for end in range(self.n_ends):
            self.first[end] = 0

    @property
    def columns(self) -> tuple[Any, ...]:
        """As the loop takes them."""
        return (
            self.words, self.stands, self.first, self.count, self.step, self.target,
            self.table, self.facts, self.counts,
        )  # fmt: skip

    @property
    def is_half_full(self) -> bool:
        """Whether the next search should rather begin with an empty store."""
        return int(self.counts[0]) * 2 > self.most

    def grow(self) -> bool:
        """Make room for twice as much; False where that is more than allowed."""
        room = len(self.first)
        if int(self.counts[0]) + self.packed.n_transitions >= room:
            if room >= self.most:
                return False
            longer, ways = 2 * room, self.ways
            self.words = ways.longer(self.words, longer * self.packed.n_words)
            self.stands = ways.longer(self.stands, longer * len(self.packed.components))
            self.first = ways.longer(self.first, longer)
            self.count = ways.longer(self.count, longer)
            self.facts = ways.longer(self.facts, longer * self.n_facts)
            self.table = ways.column(2 * len(self.table))
            ways.fill_table(self.words, self.table, self.packed.n_words, self.n_ends, int(self.counts[0]))
        if int(self.counts[1]) + self.packed.n_transitions >= len(self.step):
            if len(self.step) >= 16 * self.most:
                return False
            self.step = self.ways.longer(self.step, 2 * len(self.step))
            self.target = self.ways.longer(self.target, 2 * len(self.target))
        return True

    def number(self, tokens: Sequence[int]) -> int | None:
        """The number of a marking, a new one where it was not seen; None where it can never be reached."""
        known = self._numbered.get(tuple(tokens))
        return self._number(tokens) if known is None else known

    def _number(self, tokens: Sequence[int]) -> int | None:
        words, stands = self.packed.packed(tokens), self.packed.stands(tokens)
        if words is None or stands is None:
            return None
        if int(self.counts[0]) + 1 >= len(self.first) and not self.grow():
            return None
        new = int(self.counts[0])
        n_words, n_comps = self.packed.n_words, len(self.packed.components)
        for i, word in enumerate(words):
            self.words[new * n_words + i] = word
        found: int = int(self.ways.intern(self.words, self.table, n_words, new))
        if found == new:
            self.counts[0] = new + 1
            self.first[new] = -1
            for c, at in enumerate(stands):
                self.stands[new * n_comps + c] = at
            for i in range(self.n_facts):
                self.facts[new * self.n_facts + i] = 0
        self._numbered[tuple(tokens)] = found
        return found

    def tokens(self, m: int) -> list[int]:
        """The tokens of a marking by place."""
        n = self.packed.n_words
        return self.packed.tokens(self.words[m * n : (m + 1) * n])


class Nodes:
    """The nodes and the queue of one search at a time; what an earlier one left behind is told by its stamp."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.stamp = 0
        self.n_buckets = 1 << 10
        self.tally = ways.column(7, np.int64)
        self.ways_kept = tuple(ways.column(WAYS_KEPT) for _ in range(3))
        self._make(1 << 13)

    def _make(self, room: int) -> None:
        column = self.ways.column
        self.room = room
        self.m, self.at, self.g, self.h, self.parent, self.via = (column(room) for _ in range(6))
        self.left = column(room, np.int8)
        self.table, self.stamps = column(2 * room), column(2 * room)
        self.entries, self.following = column(3 * room), column(3 * room)
        self.stamp = 0

    def grow(self) -> None:
        """Four times the room; the search has to begin again."""
        self._make(4 * self.room)

    def begin(self) -> None:
        """Forget the search before."""
        self.stamp += 1
        self.head = self.ways.column(self.n_buckets, fill=-1)
        for i in range(7):
            self.tally[i] = 0
        self.tally[5] = self.stamp

    @property
    def columns(self) -> tuple[Any, ...]:
        """As the loop takes them."""
        return (
            self.m, self.at, self.g, self.h, self.parent, self.via, self.left, self.table, self.stamps,
            self.entries, self.following, self.head, *self.ways_kept, self.tally,
        )  # fmt: skip
