"""The walk back over known rows, as compiled loops: the moves are written from the last to the first.

`row_at[i]` and `base[i]` are the number of the row after `i` events and what was taken from its cells. A move is on
the way that is told where it costs just the difference of two cells: the cells hold the bonus, too.
"""

from __future__ import annotations

from typing import Any

from mining.alignment.known_rows import NO_WAY, UNIT
from mining.alignment.walk_loop import LOG_MOVE, MODEL_MOVE, SYNC_MOVE

_NEVER = 2**31


def least_of(row: int, rows: Any, sets: Any, which: int) -> Any:
    """The least cell of a row over the states of one of the sets."""
    least = NO_WAY
    for s in range(rows.shape[1]):
        if sets[which, s]:
            least = min(least, rows[row, s])
    return least


def able_to_close(
    closing: int, least: int, base: int, row: int, rows: Any, sets: Any, which: int, of_label: Any, from_state: Any
) -> Any:  # fmt: skip
    """The least cell of the states that a step `closing` leads on from, if one is as cheap as `least`; or NO_WAY."""
    found = NO_WAY
    cost = (least + base + UNIT - 1) // UNIT
    for e in range(of_label[closing], of_label[closing + 1]):
        s = from_state[e]
        if sets[which, s] and (rows[row, s] + base + UNIT - 1) // UNIT == cost:
            found = min(found, rows[row, s])
    return found


def standing_at(
    least: int, row: int, rows: Any, sets: Any, which: int, closing: int, of_label: Any, from_state: Any,
    chosen: Any, standing: Any,
) -> int:  # fmt: skip
    """Write the states in which an explanation may end, with `closing` those it leads on from; returns how many."""
    size = 0
    if closing < 0:
        for s in range(rows.shape[1]):
            if sets[which, s] and rows[row, s] == least:
                standing[size] = s
                size += 1
        return size
    for e in range(of_label[closing], of_label[closing + 1]):
        s = from_state[e]
        if sets[which, s] and rows[row, s] == least and chosen[s] == 0:
            chosen[s] = 1
            standing[size] = s
            size += 1
    for k in range(size):
        chosen[standing[k]] = 0
    return size


def still_there(row: int, value: int, rows: Any, standing: Any, size: int) -> int:
    """Keep of the states those in which a row has this value; returns how many."""
    left = 0
    for k in range(size):
        if rows[row, standing[k]] == value:
            standing[left] = standing[k]
            left += 1
    return left


def followed_from(
    code: int, row: int, value: int, rows: Any, into: Any, source: Any, label: Any,
    standing: Any, size: int, chosen: Any, following: Any,
) -> int:  # fmt: skip
    """Write the states with this value from which a step `code` leads to where it stands; returns how many."""
    found = 0
    for k in range(size):
        for e in range(into[standing[k]], into[standing[k] + 1]):
            u = source[e]
            if label[e] == code and rows[row, u] == value and chosen[u] == 0:
                chosen[u] = 1
                following[found] = u
                found += 1
    return found


def left_out_from(
    row: int, value: int, done: int, rows: Any, into: Any, source: Any, label: Any, left_out: Any, flag: Any,
    rank: Any, standing: Any, size: int, chosen: Any, following: Any, labels: Any, at: int,
) -> int:  # fmt: skip
    """Write the states from which the first step in the alphabet was left out, and it as `labels[at]`; how many."""
    found = 0
    least = _NEVER
    for k in range(size):
        for e in range(into[standing[k]], into[standing[k] + 1]):
            u = source[e]
            a = label[e]
            if rank[a] > least or rows[row, u] + left_out[a] - (1 if done & flag[a] else 0) != value:
                continue
            if rank[a] < least:
                for j in range(found):
                    chosen[following[j]] = 0
                found = 0
                least = rank[a]
                labels[at] = a
            if chosen[u] == 0:
                chosen[u] = 1
                following[found] = u
                found += 1
    return found


def tell_known(
    codes: Any, first: int, length: int, best: int, done: int, row_at: Any, base: Any, rows: Any,
    into: Any, source: Any, label: Any, extra: Any, left_out: Any, flag: Any, rank: Any,
    standing: Any, size: int, chosen: Any, following: Any, kinds: Any, labels: Any, positions: Any, at: int,
) -> int:  # fmt: skip
    """Write the moves before `at`, over all states that those told so far may lead from; returns where they begin.

    An extra event before a followed one before a left-out step, the first in the alphabet. `best` is what is yet to
    be explained. Returns -1 where there is no room.
    """
    i = length
    while best > 0:
        if at <= i:
            return -1
        at -= 1
        left = 0
        if i > 0:
            code = codes[first + i - 1]
            labels[at] = code
            positions[at] = i - 1
            before = row_at[i - 1]
            left = still_there(before, best - extra[code] - base[i - 1], rows, standing, size)
            if left > 0:
                kinds[at] = LOG_MOVE
                best -= extra[code]
                size = left
                i -= 1
                continue
            left = followed_from(
                code, before, best - base[i - 1], rows, into, source, label, standing, size, chosen, following
            )  # fmt: skip
        if left > 0:
            kinds[at] = SYNC_MOVE
            i -= 1
        else:
            left = left_out_from(
                row_at[i], best - base[i], done, rows, into, source, label, left_out, flag, rank,
                standing, size, chosen, following, labels, at,
            )  # fmt: skip
            kinds[at] = MODEL_MOVE
            positions[at] = i
            best -= left_out[labels[at]] - (1 if done & flag[labels[at]] else 0)
        size = left
        for k in range(size):
            standing[k] = following[k]
            chosen[standing[k]] = 0
    if at < i:
        return -1
    for j in range(i - 1, -1, -1):
        at -= 1
        kinds[at] = SYNC_MOVE
        labels[at] = codes[first + j]
        positions[at] = j
    return at


CALLS = (
    least_of, able_to_close, standing_at, still_there, followed_from, left_out_from, tell_known,
)  # fmt: skip
"""What is compiled with a loop that walks back over known rows, each after those that it calls."""
