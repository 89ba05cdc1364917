"""On which line each row of a text table starts, found piece by piece; a row may have line ends inside quotes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_END, _QUOTE = 10, 34


class LineNumbers:
    """Takes the text from the first row of data on, in pieces of whole lines; blank lines are no rows.

    `quotes` is how many quotation marks came, `last_line` the last line that is not blank (0: none).
    """

    def __init__(self, first: int) -> None:
        self._next = first
        self._parts: list[NDArray[np.int64]] = []
        self.quotes = 0
        self.last_line = 0

    def add_plain(self, text: bytes, ended: int, rows: int) -> None:
        """A piece without quotation marks, which has `ended` lines and gave so many rows."""
        if ended != rows:  # some are blank
            self.add(text)
            return
        self._parts.append(np.arange(self._next, self._next + rows, dtype=np.int64))
        self._next += ended
        self.last_line = self._next - 1

    def add(self, text: bytes) -> None:
        """Any piece."""
        body = np.frombuffer(text, dtype=np.uint8)
        ends = np.flatnonzero(body == _END)
        if len(body) and body[-1] != _END:
            ends = np.append(ends, len(body))
        starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else np.zeros(0, dtype=np.int64)
        line = self._next + np.arange(len(starts))
        is_filled = ends > starts
        quotes = np.flatnonzero(body == _QUOTE)
        is_row = (self.quotes + np.searchsorted(quotes, starts)) % 2 == 0
        self.quotes += len(quotes)
        goes_on = ~np.append(is_row[1:], self.quotes % 2 == 0)
        self._parts.append(line[is_row & (is_filled | goes_on)])
        if is_filled.any():
            self.last_line = int(line[is_filled][-1])
        self._next += len(starts)

    def of_rows(self, rows: int) -> NDArray[np.int64]:
        """The line of every row; zeros where quotation marks leave that unclear."""
        if sum(map(len, self._parts)) != rows:
            return np.zeros(rows, dtype=np.int64)
        return np.concatenate((np.zeros(0, dtype=np.int64), *self._parts))


def count_lines(text: bytes) -> int:
    """How many lines a text has, its last one with or without an end."""
    ended = int(np.count_nonzero(np.frombuffer(text, dtype=np.uint8) == _END))
    return ended + (not text.endswith(b"\n"))
