"""The walk back over cost rows, as a compiled loop: which of the cheapest explanations is told."""

from __future__ import annotations

from typing import Any

import numpy as np

LOG_MOVE, SYNC_MOVE, MODEL_MOVE = 1, 0, 2


def walk_back(
    codes: Any, first: int, length: int, closing: int, rows: Any, stops: Any,
    into: Any, source: Any, label: Any, extra: Any, left_out: Any, rank: Any,
    mark: Any, bonus: Any, member: Any, member_end: Any, chosen: Any, following: Any, done_label: Any,
    kinds: Any, labels: Any, positions: Any, at: int,
) -> int:  # fmt: skip
    """Write the moves from `at` on, last move first, and return where they end; -1 where there is no room.

    `mark`, `bonus` (events + 1 x states), `chosen` and `following` (states) are room to work in, `mark` and
    `done_label` all zero before and after; `member` (events + 1 x states) lists the marked states of a position.
    `closing` is the label of an event told after the others, or -1.
    """
    n = rows.shape[1]
    best = np.int64(2**31)
    for s in range(n):
        if stops[s] and rows[length, s] < best:
            best = rows[length, s]
    size = 0
    can_close = False
    if closing >= 0:
        for s in range(n):
            for e in range(into[s], into[s + 1]):
                u = source[e]
                if label[e] == closing and stops[u] and rows[length, u] == best:
                    can_close = True
                    if chosen[u] == 0:
                        chosen[u] = 1
                        following[size] = u
                        size += 1
        if at >= len(kinds):
            return -1
        kinds[at] = SYNC_MOVE if can_close else LOG_MOVE
        labels[at] = closing
        positions[at] = length
        at += 1
    if not can_close:
        for s in range(n):
            if stops[s] and rows[length, s] == best:
                chosen[s] = 1
                following[size] = s
                size += 1
    for k in range(size):
        chosen[following[k]] = 0
    if best == 0:
        if at + length > len(kinds):
            return -1
        for i in range(length - 1, -1, -1):
            kinds[at] = SYNC_MOVE
            labels[at] = codes[first + i]
            positions[at] = i
            at += 1
        return at

    # Everything that lies on a cheapest way: marked from the end, position by position.
    for i in range(length):
        done_label[codes[first + i]] = 1
    moved = False
    for i in range(length + 1):
        member_end[i] = 0
    for k in range(size):
        member[length, k] = following[k]
        mark[length, following[k]] = 1
    member_end[length] = size
    for i in range(length, -1, -1):
        k = 0
        while k < member_end[i]:
            s = member[i, k]
            k += 1
            value = rows[i, s]
            if i > 0 and rows[i - 1, s] + extra[codes[first + i - 1]] == value and mark[i - 1, s] == 0:
                mark[i - 1, s] = 1
                member[i - 1, member_end[i - 1]] = s
                member_end[i - 1] += 1
            for e in range(into[s], into[s + 1]):
                u = source[e]
                a = label[e]
                if i > 0 and a == codes[first + i - 1] and rows[i - 1, u] == value and mark[i - 1, u] == 0:
                    mark[i - 1, u] = 1
                    member[i - 1, member_end[i - 1]] = u
                    member_end[i - 1] += 1
                if rows[i, u] + left_out[a] == value:
                    moved = moved or done_label[a] == 1
                    if mark[i, u] == 0:
                        mark[i, u] = 1
                        member[i, member_end[i]] = u
                        member_end[i] += 1

    # The most left-out steps that the deal did at another time, from the start on; cheaper states come first.
    for i in range(length + 1):
        for k in range(member_end[i]):
            bonus[i, member[i, k]] = 0
    if moved:
        for i in range(length + 1):
            last = member_end[i] - 1
            for k in range(
                (last + 1) // 2
            ):  # found from the dear to the cheap, so almost sorted when reversed
                s = member[i, k]
                member[i, k] = member[i, last - k]
                member[i, last - k] = s
            for k in range(1, last + 1):
                s = member[i, k]
                before = k - 1
                while before >= 0 and rows[i, member[i, before]] > rows[i, s]:
                    member[i, before + 1] = member[i, before]
                    before -= 1
                member[i, before + 1] = s
            for k in range(last + 1):
                s = member[i, k]
                value = rows[i, s]
                most = 0
                if i > 0 and mark[i - 1, s] == 1 and rows[i - 1, s] + extra[codes[first + i - 1]] == value:
                    most = bonus[i - 1, s]
                for e in range(into[s], into[s + 1]):
                    u = source[e]
                    a = label[e]
                    if (
                        i > 0
                        and a == codes[first + i - 1]
                        and mark[i - 1, u] == 1
                        and rows[i - 1, u] == value
                    ):
                        most = max(most, bonus[i - 1, u])
                    if mark[i, u] == 1 and rows[i, u] + left_out[a] == value:
                        most = max(most, bonus[i, u] + done_label[a])
                bonus[i, s] = most

    # The walk itself, over all states that the moves told so far may lead from.
    most = 0
    for k in range(size):
        most = max(most, bonus[length, following[k]])
    kept = 0
    for k in range(size):
        if bonus[length, following[k]] == most:
            following[kept] = following[k]
            kept += 1
    size = kept
    i = length
    room = True
    while (i > 0 or best > 0) and room:
        if at >= len(kinds):
            room = False
            break
        kind = -1
        code = codes[first + i - 1] if i > 0 else -1
        reached = 0
        if i > 0:
            price = extra[code]
            for k in range(size):
                s = following[k]
                if mark[i - 1, s] == 1 and rows[i - 1, s] + price == best and bonus[i - 1, s] == most:
                    following[reached] = s
                    reached += 1
            if reached > 0:
                kind = LOG_MOVE
        if kind < 0 and i > 0:
            for k in range(size):
                s = following[k]
                for e in range(into[s], into[s + 1]):
                    u = source[e]
                    if (
                        label[e] == code
                        and mark[i - 1, u] == 1
                        and rows[i - 1, u] == best
                        and bonus[i - 1, u] == most
                    ):
                        if chosen[u] == 0:
                            chosen[u] = 1
                            member[i, reached] = u
                            reached += 1
                        kind = SYNC_MOVE
        if kind < 0:
            least = np.int64(2**31)
            for k in range(size):
                s = following[k]
                for e in range(into[s], into[s + 1]):
                    u = source[e]
                    a = label[e]
                    if (
                        mark[i, u] == 1
                        and rows[i, u] + left_out[a] == best
                        and bonus[i, u] + (done_label[a] if moved else 0) == most
                        and rank[a] < least
                    ):
                        least = rank[a]
                        code = a
            for k in range(size):
                s = following[k]
                for e in range(into[s], into[s + 1]):
                    u = source[e]
                    if (
                        label[e] == code
                        and mark[i, u] == 1
                        and rows[i, u] + left_out[code] == best
                        and bonus[i, u] + (done_label[code] if moved else 0) == most
                        and chosen[u] == 0
                    ):
                        chosen[u] = 1
                        member[i, reached] = u
                        reached += 1
            kind = MODEL_MOVE
        if kind != LOG_MOVE:
            for k in range(reached):
                following[k] = member[i, k]
                chosen[following[k]] = 0
        size = reached
        kinds[at] = kind
        labels[at] = code
        positions[at] = i if kind == MODEL_MOVE else i - 1
        at += 1
        if kind == LOG_MOVE:
            best -= extra[code]
        elif kind == MODEL_MOVE:
            best -= left_out[code]
            if moved:
                most -= done_label[code]
        if kind != MODEL_MOVE:
            i -= 1
    for i in range(length + 1):
        for s in range(n):
            mark[i, s] = 0
    for i in range(length):
        done_label[codes[first + i]] = 0
    return at if room else -1
