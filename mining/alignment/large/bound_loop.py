"""The rows of the lower bound for one path, as a compiled loop: what is left to pay, by component and position."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop


def bound_rows(
    codes: Any, n: int, n_labels: int, n_comps: int, offset: Any, matrix: Any, distance: Any,
    of: Any, source: Any, target: Any, log_share: Any, base: Any, exits: bool, far: int,
    rows: Any, row_of: Any,
) -> int:  # fmt: skip
    """Fill `rows` and `row_of`; return how much of `rows` is used, or -1 where it has no room.

    `codes` are the `n` events that are left to explain. `base` has the cost of getting from every place of every
    component to where the component may end. In component `c` at position `i`, place number `p` of the list of
    all places costs at least `rows[row_of[c * (n + 1) + i] + p]`. Positions between which a component sees nothing
    share a row. With `exits`, a component can be left for good anywhere: then only extra events cost anything.
    """
    used = 0
    for c in range(n_comps):
        size = offset[c + 1] - offset[c]
        if used + size * (n + 1) > len(rows):
            return -1
        now = used
        for p in range(size):
            rows[now + p] = base[offset[c] + p]
        used += size
        row_of[c * (n + 1) + n] = now - offset[c]
        leaving = 0
        for i in range(n - 1, -1, -1):
            key = c * n_labels + codes[i]
            price = log_share[key]
            if price > 0 or of[key] < of[key + 1]:
                leaving += price
                for p in range(size):
                    least = rows[now + p] + price
                    for k in range(of[key], of[key + 1]):
                        way = distance[matrix[c] + p * size + source[k]] + rows[now + target[k]]
                        if way < least:
                            least = way
                    if exits and leaving < least:
                        least = leaving
                    rows[used + p] = least if least < far else far
                now = used
                used += size
            row_of[c * (n + 1) + i] = now - offset[c]
    return used


BOUND_ROWS = Loop(
    bound_rows,
    "i8[] i8 i8 i8 i8[] i8[] i8[] i8[] i8[] i8[] i8[] i8[] b1 i8 i8[]! i8[]!",
)
