"""The walk back over cost rows, as compiled loops: which of the cheapest explanations is told.

A walk stands in a set of states at a position (so many events are explained), and a move is on a cheapest way
where it costs just the difference of the two cells of the rows: nothing else has to be remembered.
"""

from __future__ import annotations

from typing import Any

import numpy as np

LOG_MOVE, SYNC_MOVE, MODEL_MOVE = 1, 0, 2
_NEVER = 2**31


def cheapest(rows: Any, at: int, sets: Any, which: int) -> Any:
    """The least cost of the row `at` over the states of one of the sets."""
    least = np.int64(_NEVER)
    for s in range(rows.shape[1]):
        if sets[which, s] and rows[at, s] < least:
            least = rows[at, s]
    return least


def ends(rows: Any, at: int, sets: Any, which: int, best: int, standing: Any) -> int:
    """Write the states in which a cheapest explanation may end, and return how many."""
    size = 0
    for s in range(rows.shape[1]):
        if sets[which, s] and rows[at, s] == best:
            standing[size] = s
            size += 1
    return size


def keep_closing(closing: int, source: Any, label: Any, standing: Any, size: int, chosen: Any) -> int:
    """Keep only the ends from which a step with the label `closing` leads on, if there is any; returns how many."""
    for e in range(len(source)):
        if label[e] == closing:
            chosen[source[e]] = 1
    kept = 0
    for k in range(size):
        if chosen[standing[k]] == 1:
            standing[kept] = standing[k]
            kept += 1
    for e in range(len(source)):
        chosen[source[e]] = 0
    return kept


def mark_ways(
    codes: Any, first: int, length: int, rows: Any, into: Any, source: Any, label: Any, extra: Any, left_out: Any,
    done_label: Any, standing: Any, size: int, mark: Any, member: Any, member_end: Any,
) -> int:  # fmt: skip
    """List as `member` the states on cheapest ways, from the end to where nothing has cost anything yet.

    Returns the first position with members where some left-out step is one that the deal did at another time,
    and -1 where none is.
    """
    moved = False
    begin = length
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
            if value == 0:
                continue
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
        for k in range(here):
            mark[i, member[i, k]] = 0
        begin = i
        if earlier == 0:
            break
        member_end[i - 1] = earlier
    return begin if moved else -1


def cheap_first(rows: Any, member: Any, at: int, size: int) -> None:
    """Sort states by their cost; they were found from the dear to the cheap, so almost sorted when reversed."""
    for k in range(size // 2):
        member[at, k], member[at, size - 1 - k] = member[at, size - 1 - k], member[at, k]
    for k in range(1, size):
        s = member[at, k]
        before = k - 1
        while before >= 0 and rows[at, member[at, before]] > rows[at, s]:
            member[at, before + 1] = member[at, before]
            before -= 1
        member[at, before + 1] = s


def count_moved(
    codes: Any, first: int, length: int, rows: Any, into: Any, source: Any, label: Any, extra: Any, left_out: Any,
    done_label: Any, begin: int, member: Any, member_end: Any, bonus: Any,
) -> None:  # fmt: skip
    """Give every member from `begin` on as `bonus` the most left-out steps that were done at another time.

    The most on any cheapest way there.
    """
    for i in range(begin, length + 1):
        cheap_first(rows, member, i, member_end[i])
        code = codes[first + i - 1] if i > 0 else -1
        price = extra[code] if i > 0 else 0
        for k in range(member_end[i]):
            s = member[i, k]
            value = rows[i, s]
            most = 0
            if value == 0:
                bonus[i, s] = 0
                continue
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


def most_moved(bonus: Any, at: int, standing: Any, size: int) -> int:
    """Keep of the ends at a position those with the highest bonus, and return how many."""
    most = 0
    for k in range(size):
        most = max(most, bonus[at, standing[k]])
    kept = 0
    for k in range(size):
        if bonus[at, standing[k]] == most:
            standing[kept] = standing[k]
            kept += 1
    return kept


def all_followed(
    codes: Any, first: int, length: int, kinds: Any, labels: Any, positions: Any, at: int
) -> int:
    """Write the first events as followed, the last first, and return where they end."""
    for i in range(length - 1, -1, -1):
        kinds[at] = SYNC_MOVE
        labels[at] = codes[first + i]
        positions[at] = i
        at += 1
    return at


def through_extra(
    i: int, price: int, best: int, most: int, moved: bool, rows: Any, bonus: Any, standing: Any, size: int
) -> int:
    """Keep the states in which the event before position `i` may have been an extra one; returns how many."""
    kept = 0
    for k in range(size):
        s = standing[k]
        if rows[i - 1, s] + price == best and (not moved or bonus[i - 1, s] == most):
            standing[kept] = s
            kept += 1
    return kept


def before_followed(
    i: int, code: int, best: int, most: int, moved: bool, rows: Any, bonus: Any,
    into: Any, source: Any, label: Any, standing: Any, size: int, chosen: Any, following: Any,
) -> int:  # fmt: skip
    """Write the states from which the event before position `i` was followed; returns how many."""
    found = 0
    for k in range(size):
        for e in range(into[standing[k]], into[standing[k] + 1]):
            u = source[e]
            if label[e] != code or rows[i - 1, u] != best or chosen[u] == 1:
                continue
            if not moved or bonus[i - 1, u] == most:
                chosen[u] = 1
                following[found] = u
                found += 1
    return found


def before_left_out(
    i: int, best: int, most: int, moved: bool, rows: Any, bonus: Any, into: Any, source: Any, label: Any,
    left_out: Any, rank: Any, done_label: Any, standing: Any, size: int, chosen: Any, following: Any,
    labels: Any, at: int,
) -> int:  # fmt: skip
    """Write the states from which the first step in the alphabet was left out, and it as `labels[at]`; how many."""
    found = 0
    least = _NEVER
    for k in range(size):
        for e in range(into[standing[k]], into[standing[k] + 1]):
            u = source[e]
            a = label[e]
            if rank[a] > least or rows[i, u] + left_out[a] != best:
                continue
            if moved and bonus[i, u] + done_label[a] != most:
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
    while best > 0:
        if at + i >= len(kinds):
            return -1
        code = codes[first + i - 1] if i > 0 else -1
        kind = LOG_MOVE
        left = 0
        if i > 0:
            left = through_extra(i, extra[code], best, most, moved, rows, bonus, standing, size)
        if left > 0:
            best -= extra[code]
        else:
            kind = SYNC_MOVE
            if i > 0:
                left = before_followed(
                    i, code, best, most, moved, rows, bonus,
                    into, source, label, standing, size, chosen, following,
                )  # fmt: skip
            if left == 0:
                kind = MODEL_MOVE
                left = before_left_out(
                    i, best, most, moved, rows, bonus, into, source, label, left_out, rank, done_label,
                    standing, size, chosen, following, labels, at,
                )  # fmt: skip
                code = labels[at]
                best -= left_out[code]
                most -= done_label[code] if moved else 0
            for k in range(left):
                standing[k] = following[k]
                chosen[standing[k]] = 0
        size = left
        kinds[at] = kind
        labels[at] = code
        positions[at] = i if kind == MODEL_MOVE else i - 1
        at += 1
        if kind != MODEL_MOVE:
            i -= 1
    return all_followed(codes, first, i, kinds, labels, positions, at)


def walk_back(
    codes: Any, first: int, length: int, closing: int, rows: Any, sets: Any, which: int,
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
    best = cheapest(rows, length, sets, which)
    size = ends(rows, length, sets, which, best, standing)
    if closing >= 0:
        kept = keep_closing(closing, source, label, standing, size, chosen)
        size = kept if kept else size
        kinds[at] = SYNC_MOVE if kept else LOG_MOVE
        labels[at] = closing
        positions[at] = length
        at += 1
    if best == 0:
        return all_followed(codes, first, length, kinds, labels, positions, at)
    for i in range(length):
        done_label[codes[first + i]] = 1
    begin = mark_ways(
        codes, first, length, rows, into, source, label, extra, left_out,
        done_label, standing, size, mark, member, member_end,
    )  # fmt: skip
    if begin >= 0:
        count_moved(
            codes, first, length, rows, into, source, label, extra, left_out,
            done_label, begin, member, member_end, bonus,
        )  # fmt: skip
        size = most_moved(bonus, length, standing, size)
    at = tell(
        codes, first, length, rows, into, source, label, extra, left_out,
        rank, done_label, begin >= 0, bonus, standing, size, chosen, following, kinds, labels, positions, at,
    )  # fmt: skip
    for i in range(length):
        done_label[codes[first + i]] = 0
    return at


CALLS = (
    cheapest, ends, keep_closing, mark_ways, cheap_first, count_moved, most_moved, all_followed,
    through_extra, before_followed, before_left_out, tell, walk_back,
)  # fmt: skip
"""What is compiled with a loop that walks back, each after those that it calls."""
