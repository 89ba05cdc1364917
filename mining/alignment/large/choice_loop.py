"""Which of all cheapest ways is told, as a compiled loop over the ways that a search noted."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop


def choose(
    codes: Any, n_nodes: int, n_ways: int, cost: int, n_steps: int, code: Any, left_out: Any, extra: Any,
    end_code: Any, end_price: Any, rank: Any, done: Any,
    node_at: Any, node_g: Any, node_left: Any, way_from: Any, way_to: Any, way_via: Any,
    into: Any, way: Any, out: Any, out_way: Any, bonus: Any, marked: Any, stack: Any, chosen: Any, seen: Any,
    kinds: Any, labels: Any, positions: Any,
) -> int:  # fmt: skip
    """Write the moves, last one first, as `mining.alignment.align` chooses them, and return how many; -1: no room.

    `done` flags the labels that the deal does. `into` and `out` (nodes + 1), `way` and `out_way` (ways), `bonus`,
    `marked`, `stack`, `chosen` and `seen` (nodes) are room to work in.
    """
    # The ways that are as cheap as any, sorted by where they lead to.
    for v in range(n_nodes + 1):
        into[v] = 0
        out[v] = 0
    for w in range(n_ways):
        u, v, via = way_from[w], way_to[w], way_via[w]
        price = 0
        if node_at[v] >> 2 == node_at[u] >> 2:
            if via >= n_steps:
                price = end_price[via - n_steps]
            elif not (node_at[v] & 3 == 2 and node_at[u] & 3 != 2):
                price = left_out[via]
        elif via < 0:
            price = extra[codes[node_at[u] >> 2]]
        if u < 0 or node_left[u] == 0 or node_g[u] + price != node_g[v]:
            way_to[w] = -1
        else:
            into[v + 1] += 1
    for v in range(n_nodes):
        into[v + 1] += into[v]
        stack[v] = into[v]
        marked[v] = 0
        bonus[v] = -1
        seen[v] = 0
    for w in range(n_ways):
        if way_to[w] >= 0:
            way[stack[way_to[w]]] = w
            stack[way_to[w]] += 1

    # What lies on a cheapest way: marked from the goals.
    size = 0
    for v in range(n_nodes):
        if node_left[v] == 2 and node_g[v] == cost:
            marked[v] = 1
            stack[size] = v
            size += 1
    while size > 0:
        size -= 1
        v = stack[size]
        for k in range(into[v], into[v + 1]):
            u = way_from[way[k]]
            out[u + 1] += 1
            if marked[u] == 0:
                marked[u] = 1
                stack[size] = u
                size += 1
    for v in range(n_nodes):
        out[v + 1] += out[v]
        chosen[v] = out[v]
    for v in range(n_nodes):
        if marked[v] == 1:
            for k in range(into[v], into[v + 1]):
                u = way_from[way[k]]
                out_way[chosen[u]] = way[k]
                chosen[u] += 1

    # The most left-out steps that the deal did at another time, on the ways from the start to each node.
    bonus[0] = 0
    stack[0] = 0
    size = 1
    while size > 0:
        size -= 1
        u = stack[size]
        for k in range(out[u], out[u + 1]):
            w = out_way[k]
            v, via = way_to[w], way_via[w]
            gain = 0
            if node_at[v] >> 2 == node_at[u] >> 2 and node_g[v] > node_g[u]:
                gain = done[end_code[via - n_steps] if via >= n_steps else code[via]]
            if bonus[u] + gain > bonus[v]:
                bonus[v] = bonus[u] + gain
                stack[size] = v  # may lie on it twice: there is room for one entry a way
                size += 1

    # Back from the goals over all nodes that the moves told so far may lead from.
    most = 0
    for v in range(n_nodes):
        if marked[v] == 1 and node_left[v] == 2 and node_g[v] == cost and bonus[v] > most:
            most = bonus[v]
    size = 0
    turn = 1
    for v in range(n_nodes):
        if marked[v] == 1 and node_left[v] == 2 and node_g[v] == cost and bonus[v] == most:
            chosen[size] = v
            seen[v] = turn
            size += 1
    told = 0
    while True:
        kind = 3
        least = 2**30
        k = 0
        while k < size:
            v = chosen[k]
            k += 1
            for j in range(into[v], into[v + 1]):
                u, via = way_from[way[j]], way_via[way[j]]
                if node_at[u] >> 2 < node_at[v] >> 2:
                    if bonus[u] == most:
                        kind = min(kind, -1 if via < 0 else 0)
                elif node_g[u] < node_g[v]:
                    label = end_code[via - n_steps] if via >= n_steps else code[via]
                    if bonus[u] + done[label] == most and rank[label] < least:
                        least = rank[label]
                        kind = min(kind, 1)
                elif bonus[u] == most and seen[u] != turn:
                    seen[u] = turn
                    chosen[size] = u
                    size += 1
        if kind == 3:
            return told
        if told >= len(kinds):
            return -1
        turn += 1
        reached = 0
        label = 0
        position = 0
        for k in range(size):
            v = chosen[k]
            for j in range(into[v], into[v + 1]):
                u, via = way_from[way[j]], way_via[way[j]]
                taken = False
                if node_at[u] >> 2 < node_at[v] >> 2:
                    taken = bonus[u] == most and kind == (-1 if via < 0 else 0)
                    if taken:
                        label = codes[node_at[u] >> 2]
                elif node_g[u] < node_g[v] and kind == 1:
                    name = end_code[via - n_steps] if via >= n_steps else code[via]
                    taken = rank[name] == least and bonus[u] + done[name] == most
                    if taken:
                        label = name
                if taken:
                    position = node_at[u] >> 2
                    if seen[u] != turn:
                        seen[u] = turn
                        stack[reached] = u
                        reached += 1
        for k in range(reached):
            chosen[k] = stack[k]
        size = reached
        kinds[told] = 1 if kind < 0 else (0 if kind == 0 else 2)
        labels[told] = label
        positions[told] = position
        told += 1
        if kind == 1:
            most -= done[label]


CHOOSE = Loop(
    choose,
    "i8[] i8 i8 i8 i8 i8[] i8[] i8[] i8[] i8[] i8[] i8[] "
    "i4[] i4[] i1[] i4[] i4[]! i4[] "
    "i4[]! i4[]! i4[]! i4[]! i4[]! i1[]! i4[]! i4[]! i4[]! i8[]! i8[]! i8[]!",
)
