"""The walk back over cost rows, as compiled loops: which of the cheapest explanations is told.

A walk stands in a set of states at a position (so many events are explained), and a move is on a cheapest way
where it costs just the difference of the two cells of the rows: nothing else has to be remembered.
"""

from __future__ import annotations

from typing import Any

import numpy as np

LOG_MOVE, SYNC_MOVE, MODEL_MOVE = 1, 0, 2
_NEVER = 2**31


def cheapest(row: Any, allowed: Any) -> Any:
    """The least cost of a row over the states that are allowed."""
    least = np.int64(_NEVER)
    for s in range(len(row)):
        if allowed[s] and row[s] < least:
            least = row[s]
    return least


def ends(row: Any, stops: Any, best: int, standing: Any) -> int:
    """Write the states in which a cheapest explanation may end, and return how many."""
    size = 0
    for s in range(len(row)):
        if stops[s] and row[s] == best:
            standing[size] = s
            size += 1
    return size


def ends_before(closing: int, row: Any, stops: Any, best: int, source: Any, label: Any, standing: Any) -> int:
    """The same for those of them from which a step with the label `closing` leads on; their order is not told."""
    size = 0
    for e in range(len(source)):
        u = source[e]
        if label[e] == closing and stops[u] and row[u] == best:
            known = False
            for k in range(size):
                known = known or standing[k] == u
            if not known:
                standing[size] = u
                size += 1
    return size


def mark_ways(
    codes: Any, first: int, length: int, rows: Any, into: Any, source: Any, label: Any, extra: Any, left_out: Any,
    done_label: Any, standing: Any, size: int, mark: Any, member: Any, member_end: Any,
) -> bool:  # fmt: skip
    """List as `member` all states on cheapest ways, from the end on, position by position.

    Returns whether some left-out step on them is one that the deal did at another time.
    """
    moved = False
    for i in range(length):
        member_end[i] = 0
    for k in range(size):
        member[length, k] = standing[k]
        mark[length, standing[k]] = 1
    member_end[length] = size
    for i in range(length, -1, -1):
        code = codes[first + i - 1] if i > 0 else -1
        price = extra[code] if i > 0 else 0
        earlier = 0
        here = member_end[i]
        k = 0
        while k < here:
            s = member[i, k]
            k += 1
            value = rows[i, s]
            if i > 0 and rows[i - 1, s] + price == value and mark[i - 1, s] == 0:
                mark[i - 1, s] = 1
                member[i - 1, earlier] = s
                earlier += 1
            for e in range(into[s], into[s + 1]):
                u = source[e]
                a = label[e]
                if a == code and rows[i - 1, u] == value and mark[i - 1, u] == 0:
                    mark[i - 1, u] = 1
                    member[i - 1, earlier] = u
                    earlier += 1
                if rows[i, u] + left_out[a] == value:
                    moved = moved or done_label[a] == 1
                    if mark[i, u] == 0:
                        mark[i, u] = 1
                        member[i, here] = u
                        here += 1
        member_end[i] = here
        if i > 0:
            member_end[i - 1] = earlier
    for i in range(length + 1):
        for k in range(member_end[i]):
            mark[i, member[i, k]] = 0
    return moved


def cheap_first(row: Any, members: Any, size: int) -> None:
    """Sort states by their cost; they were found from the dear to the cheap, so almost sorted when reversed."""
    for k in range(size // 2):
        members[k], members[size - 1 - k] = members[size - 1 - k], members[k]
    for k in range(1, size):
        s = members[k]
        before = k - 1
        while before >= 0 and row[members[before]] > row[s]:
            members[before + 1] = members[before]
            before -= 1
        members[before + 1] = s


def count_moved(
    codes: Any, first: int, length: int, rows: Any, into: Any, source: Any, label: Any, extra: Any, left_out: Any,
    done_label: Any, member: Any, member_end: Any, bonus: Any,
) -> None:  # fmt: skip
    """Give every member as `bonus` the most left-out steps of a cheapest way there that were done at another time."""
    for i in range(length + 1):
        cheap_first(rows[i], member[i], member_end[i])
        code = codes[first + i - 1] if i > 0 else -1
        price = extra[code] if i > 0 else 0
        for k in range(member_end[i]):
            s = member[i, k]
            value = rows[i, s]
            most = 0
            if i > 0 and rows[i - 1, s] + price == value:
                most = bonus[i - 1, s]
            for e in range(into[s], into[s + 1]):
                u = source[e]
                a = label[e]
                if a == code and rows[i - 1, u] == value:
                    most = max(most, bonus[i - 1, u])
                if rows[i, u] + left_out[a] == value:
                    most = max(most, bonus[i, u] + done_label[a])
            bonus[i, s] = most


def most_moved(at: Any, standing: Any, size: int) -> int:
    """Keep of the ends those with the highest bonus, and return how many; `at` is the bonus there."""
    most = 0
    for k in range(size):
        most = max(most, at[standing[k]])
    kept = 0
    for k in range(size):
        if at[standing[k]] == most:
            standing[kept] = standing[k]
            kept += 1
    return kept


def tell(
    codes: Any, first: int, length: int, rows: Any, into: Any, source: Any, label: Any, extra: Any, left_out: Any,
    rank: Any, done_label: Any, moved: bool, bonus: Any, standing: Any, size: int, chosen: Any, following: Any,
    kinds: Any, labels: Any, positions: Any, at: int,
) -> int:  # fmt: skip
    """Write the moves from the last to the first, over all states that those told so far may lead from.

    An extra event before a followed one before a left-out step, the first in the alphabet. Returns where they
    end, or -1 where there is no room. The bonus is looked at where any step is `moved`.
    """
    best = rows[length, standing[0]]
    most = bonus[length, standing[0]] if moved else 0
    i = length
    while i > 0 or best > 0:
        if at >= len(kinds):
            return -1
        code = codes[first + i - 1] if i > 0 else -1
        kind = -1
        after = 0
        if i > 0:
            price = extra[code]
            for k in range(size):
                s = standing[k]
                if rows[i - 1, s] + price == best and (not moved or bonus[i - 1, s] == most):
                    standing[after] = s
                    after += 1
            if after > 0:
                kind = LOG_MOVE
                best -= price
        if kind < 0 and i > 0:
            for k in range(size):
                s = standing[k]
                for e in range(into[s], into[s + 1]):
                    u = source[e]
                    if label[e] != code or rows[i - 1, u] != best or chosen[u] == 1:
                        continue
                    if not moved or bonus[i - 1, u] == most:
                        chosen[u] = 1
                        following[after] = u
                        after += 1
            if after > 0:
                kind = SYNC_MOVE
        if kind < 0:
            kind = MODEL_MOVE
            least = _NEVER
            for k in range(size):
                s = standing[k]
                for e in range(into[s], into[s + 1]):
                    u = source[e]
                    a = label[e]
                    if rank[a] > least or rows[i, u] + left_out[a] != best:
                        continue
                    if moved and bonus[i, u] + done_label[a] != most:
                        continue
                    if rank[a] < least:
                        for j in range(after):
                            chosen[following[j]] = 0
                        after = 0
                        least = rank[a]
                        code = a
                    if chosen[u] == 0:
                        chosen[u] = 1
                        following[after] = u
                        after += 1
            best -= left_out[code]
            most -= done_label[code] if moved else 0
        if kind != LOG_MOVE:
            for k in range(after):
                standing[k] = following[k]
                chosen[standing[k]] = 0
        size = after
        kinds[at] = kind
        labels[at] = code
        positions[at] = i if kind == MODEL_MOVE else i - 1
        at += 1
        if kind != MODEL_MOVE:
            i -= 1
    return at


def walk_back(
    codes: Any, first: int, length: int, closing: int, rows: Any, stops: Any,
    into: Any, source: Any, label: Any, extra: Any, left_out: Any, rank: Any,
    mark: Any, bonus: Any, member: Any, member_end: Any, chosen: Any, standing: Any, following: Any, done_label: Any,
    kinds: Any, labels: Any, positions: Any, at: int,
) -> int:  # fmt: skip
    """Write the moves from `at` on, last move first, and return where they end; -1 where there is no room.

    `mark`, `bonus`, `member` (events + 1 x states), `chosen`, `standing` and `following` (states) are room to work
    in, `mark`, `chosen` and `done_label` all zero before and after. `closing` is the label of an event told after
    the others, or -1.
    """
    if at + length + 1 > len(kinds):
        return -1
    best = cheapest(rows[length], stops)
    size = 0
    if closing >= 0:
        size = ends_before(closing, rows[length], stops, best, source, label, standing)
        kinds[at] = SYNC_MOVE if size else LOG_MOVE
        labels[at] = closing
        positions[at] = length
        at += 1
    if best == 0:
        for i in range(length - 1, -1, -1):
            kinds[at] = SYNC_MOVE
            labels[at] = codes[first + i]
            positions[at] = i
            at += 1
        return at
    if size == 0:
        size = ends(rows[length], stops, best, standing)
    for i in range(length):
        done_label[codes[first + i]] = 1
    moved = mark_ways(
        codes, first, length, rows, into, source, label, extra, left_out,
        done_label, standing, size, mark, member, member_end,
    )  # fmt: skip
    if moved:
        count_moved(
            codes, first, length, rows, into, source, label, extra, left_out,
            done_label, member, member_end, bonus,
        )  # fmt: skip
        size = most_moved(bonus[length], standing, size)
    at = tell(
        codes, first, length, rows, into, source, label, extra, left_out,
        rank, done_label, moved, bonus, standing, size, chosen, following, kinds, labels, positions, at,
    )  # fmt: skip
    for i in range(length):
        done_label[codes[first + i]] = 0
    return at


CALLS = (cheapest, ends, ends_before, mark_ways, cheap_first, count_moved, most_moved, tell, walk_back)
"""What is compiled with a loop that walks back, each after those that it calls."""
