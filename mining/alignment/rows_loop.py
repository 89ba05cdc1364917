"""The aligner as one compiled loop: cost rows on a stack that neighbours share, and the walk back from its top."""

from __future__ import annotations

from typing import Any

from mining.alignment.walk_loop import CALLS, cheapest, walk_back
from mining.compiled.loop import Loop


def align_paths(
    codes: Any, start: Any, order: Any, request_bounds: Any, request: Any,
    cost_set: Any, stop_set: Any, cut: Any, sets: Any,
    distance: Any, of_label: Any, from_state: Any, to_state: Any,
    into: Any, source: Any, label: Any, extra: Any, left_out: Any, rank: Any,
    rows: Any, mark: Any, bonus: Any, member: Any, member_end: Any,
    chosen: Any, standing: Any, following: Any, done_label: Any,
    kinds: Any, labels: Any, positions: Any, cost: Any, begin: Any, end: Any,
    place: int, last_place: int, valid: int, at: int, progress: Any,
) -> None:  # fmt: skip
    """Explain the requests of the paths at `order[place:last_place]`, as far as the columns of moves have room.

    `rows` (longest path + 1 x states) is the stack: row `i` is the cost of having explained the first `i` events
    and standing in each state; `valid` of them are right for the path before. Request `r` is told in the moves
    `begin[r]:end[r]` and costs `cost[r]`. `progress` is set to the next place, `valid` and `at`.
    """
    n = rows.shape[1]
    while place < last_place:
        path = order[place]
        before_it = order[place - 1] if place > 0 else path
        common = 0
        while (
            common < valid
            and start[path] + common < start[path + 1]
            and codes[start[path] + common] == codes[start[before_it] + common]
        ):
            common += 1
        valid = common
        if request_bounds[place] == request_bounds[place + 1]:
            place += 1
            continue
        first = start[path]
        length = start[path + 1] - first
        for i in range(valid, length):
            code = codes[first + i]
            price = extra[code]
            for s in range(n):
                rows[i + 1, s] = rows[i, s] + price
            for e in range(of_label[code], of_label[code + 1]):
                before = rows[i, from_state[e]]
                target = to_state[e]
                if before < rows[i + 1, target]:
                    for s in range(n):
                        rows[i + 1, s] = min(rows[i + 1, s], before + distance[target, s])
        valid = length
        told = at
        room = True
        for k in range(request_bounds[place], request_bounds[place + 1]):
            r = request[k]
            cost[r] = cheapest(rows, length, sets, cost_set[r])
            closing = codes[first + length - 1] if cut[r] else -1
            done = walk_back(
                codes, first, length - 1 if cut[r] else length, closing, rows, sets, stop_set[r],
                into, source, label, extra, left_out, rank,
                mark, bonus, member, member_end, chosen, standing, following, done_label,
                kinds, labels, positions, told,
            )  # fmt: skip
            if done < 0:
                room = False
                break
            begin[r] = told
            end[r] = done
            for k2 in range((done - told) // 2):
                a = told + k2
                b = done - 1 - k2
                kinds[a], kinds[b] = kinds[b], kinds[a]
                labels[a], labels[b] = labels[b], labels[a]
                positions[a], positions[b] = positions[b], positions[a]
            told = done
        if not room:
            break
        at = told
        place += 1
    progress[0] = place
    progress[1] = valid
    progress[2] = at


_TAKES = (
    "i4[] i8[] i8[] i8[] i8[] i4[] i4[] b1[] b1[,] {row}[,] i4[] i4[] i4[] i4[] i4[] i4[] i4[] i4[] i4[] "
    "{row}[,]! i1[,]! i4[,]! i4[,]! i8[]! i1[]! i4[]! i4[]! i1[]! i1[]! i4[]! i4[]! i4[]! i8[]! i8[]! i8 i8 i8 i8 i8[]!"
)
NARROW = Loop(align_paths, _TAKES.format(row="i2"), CALLS)
WIDE = Loop(align_paths, _TAKES.format(row="i4"), CALLS)
