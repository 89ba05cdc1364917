"""Cost rows that come again: each is computed once and found by its number from then on, as compiled loops.

A cell holds the cost and the bonus in one number, `cost * UNIT - bonus`: the bonus counts the left-out steps that
the deal did at another time. So the least cell is the cheapest way and of these the one with the highest bonus,
at the price that a row is only good for deals that do the same: they are its `owner`, one bit a label. A row is
kept less its least cell. Row 0 is none.
"""

from __future__ import annotations

from typing import Any

import numpy as np

UNIT = 2**24
"""More than there are left-out steps in an explanation."""
NO_WAY = 2**60
"""Stands for a state that is never reached."""
_REACHED = 2**59
_SPREAD = np.int64(-7046029254386353131)
"""An odd number whose bits are well mixed, to hash with (2**64 / golden ratio)."""


def hashed(start: int, row: int, rows: Any) -> Any:
    """A number for an owner and the cells of a row; with no cells asked for (`row` 0), for the owner alone."""
    mixed = (start ^ (start >> 29)) * _SPREAD
    if row > 0:
        for s in range(rows.shape[1]):
            mixed = ((mixed ^ (mixed >> 32)) ^ rows[row, s]) * _SPREAD
    return mixed ^ (mixed >> 32)


def leave_out(row: int, done: int, rows: Any, changed: Any, out_of: Any, target: Any, out_label: Any,
              left_out: Any, flag: Any) -> None:  # fmt: skip
    """Make cells cheaper by steps left out, from the states flagged as `changed`; no flag is left."""
    again = True
    while again:
        again = False
        for s in range(rows.shape[1]):
            if changed[s] == 0:
                continue
            changed[s] = 0
            for e in range(out_of[s], out_of[s + 1]):
                a = out_label[e]
                value = rows[row, s] + left_out[a] - (1 if done & flag[a] else 0)
                if value < rows[row, target[e]]:
                    rows[row, target[e]] = value
                    changed[target[e]] = 1
                    again = True


def lowered(row: int, rows: Any) -> Any:
    """Take the least cell from all of them, and return it."""
    least = rows[row, 0]
    for s in range(1, rows.shape[1]):
        least = min(least, rows[row, s])
    for s in range(rows.shape[1]):
        rows[row, s] = rows[row, s] - least if rows[row, s] < _REACHED else NO_WAY
    return least


def kept(row: int, done: int, rows: Any, owner: Any, slots: Any) -> Any:
    """The number of the row that is the same as `row`, the newest; that one itself where there is none."""
    last = len(slots) - 1
    slot = hashed(done, row, rows) & last
    while slots[slot] > 0:
        known = slots[slot]
        same = owner[known] == done
        s = 0
        while same and s < rows.shape[1]:
            same = rows[known, s] == rows[row, s]
            s += 1
        if same:
            return known
        slot = (slot + 1) & last
    slots[slot] = row
    owner[row] = done
    return row


def first_row(
    done: int, n_rows: int, rows: Any, owner: Any, slots: Any, firsts: Any, changed: Any, initial: int,
    out_of: Any, target: Any, out_label: Any, left_out: Any, flag: Any,
) -> Any:  # fmt: skip
    """The number of the row before any event; it is the newest where there was none for this owner."""
    last = len(firsts) - 1
    slot = hashed(done, 0, rows) & last
    while firsts[slot] > 0:
        if owner[firsts[slot]] == done:
            return firsts[slot]
        slot = (slot + 1) & last
    for s in range(rows.shape[1]):
        rows[n_rows, s] = NO_WAY
    rows[n_rows, initial] = 0
    changed[initial] = 1
    leave_out(n_rows, done, rows, changed, out_of, target, out_label, left_out, flag)
    firsts[slot] = kept(n_rows, done, rows, owner, slots)
    return firsts[slot]


def row_after(
    row: int, code: int, column: int, n_rows: int, rows: Any, owner: Any, slots: Any, after: Any, price: Any,
    changed: Any, of_label: Any, from_state: Any, to_state: Any, out_of: Any, target: Any, out_label: Any,
    extra: Any, left_out: Any, flag: Any,
) -> Any:  # fmt: skip
    """The number of the row after one more event, and its price: noted as `after` and `price` of the row."""
    for s in range(rows.shape[1]):
        rows[n_rows, s] = rows[row, s] + extra[code]
    for e in range(of_label[code], of_label[code + 1]):
        if rows[row, from_state[e]] < rows[n_rows, to_state[e]]:
            rows[n_rows, to_state[e]] = rows[row, from_state[e]]
            changed[to_state[e]] = 1
    done = owner[row]
    leave_out(n_rows, done, rows, changed, out_of, target, out_label, left_out, flag)
    price[row, column] = lowered(n_rows, rows)
    after[row, column] = kept(n_rows, done, rows, owner, slots)
    return after[row, column]


CALLS = (hashed, leave_out, lowered, kept, first_row, row_after)
"""What is compiled with a loop that looks up rows, each after those that it calls."""
