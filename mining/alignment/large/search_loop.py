"""A* over pairs of marking and position, as a compiled loop; with lists in place of arrays it is the plain way.

A marking gets a number when it is first seen, and its steps are worked out when it is first left: the reachability
graph grows as far as the searches look, and is kept from one search to the next. A node is a marking, a position
in the path and a flag. Costs are small whole numbers, so the queue is a list of stacks, one a sum of cost so far
and lower bound; the bound is consistent, so a node that was left never gets cheaper.
"""

from __future__ import annotations

from typing import Any

from mining.alignment.large.markings_loop import intern, settle
from mining.compiled.loop import Loop

FOUND, EMPTY, PAUSED, NODES_FULL, STORE_FULL, ASKED = range(6)
"""How a call ends: at a goal; with nothing left; after its share of steps; short of room; at a question."""

MOVED, FRESH, CLOSED = range(3)
"""Flags: a silent step was the last; a visible one (or none); only silent steps are left, the Won event is spared."""

TO_MARKING, ANYWHERE = 0, 1


def offer(
    m: int, at: int, g: int, parent: int, via: int,
    n: int, n_comps: int, n_ends: int, scale: int, far: int, stands: Any, rows: Any, row_of: Any, fixed: Any, rest: Any,
    node_m: Any, node_at: Any, node_g: Any, node_h: Any, node_parent: Any, node_via: Any, node_left: Any,
    node_table: Any, node_stamp: Any, entry_node: Any, entry_next: Any, head: Any,
    way_from: Any, way_to: Any, way_via: Any, tally: Any,
) -> None:  # fmt: skip
    """Put a node into the queue where this way to it is cheaper than any before, and note ways that are as cheap."""
    stamp = tally[5]
    mask = len(node_table) - 1
    slot = (m * 0x1E3779B97F4A7C15 + at * 0x27D4EB2F165667C5) & 0x3FFFFFFFFFFFFFFF
    slot = (slot ^ (slot >> 29)) & mask
    v = -1
    while node_stamp[slot] == stamp:
        other = node_table[slot]
        if node_m[other] == m and node_at[other] == at:
            v = other
            break
        slot = (slot + 1) & mask
    if v < 0:
        position = at >> 2
        if m < n_ends:
            h = rest[position]
        else:
            total = 0
            for c in range(n_comps):
                total += rows[row_of[c * (n + 1) + position] + stands[m * n_comps + c]]
            h = -1 if total >= far else fixed[position] + (total + scale - 1) // scale
        v = tally[0]
        tally[0] += 1
        node_table[slot] = v
        node_stamp[slot] = stamp
        node_m[v] = m
        node_at[v] = at
        node_h[v] = h
        node_left[v] = 0
        node_g[v] = g
    elif g > node_g[v]:
        return
    elif g == node_g[v]:
        if tally[3] < len(way_from):
            way_from[tally[3]] = parent
            way_to[tally[3]] = v
            way_via[tally[3]] = via
        tally[3] += 1
        return
    if node_h[v] < 0:
        node_left[v] = 1
        return
    node_g[v] = g
    node_parent[v] = parent
    node_via[v] = via
    if tally[3] < len(way_from):
        way_from[tally[3]] = parent
        way_to[tally[3]] = v
        way_via[tally[3]] = via
    tally[3] += 1
    f = g + node_h[v]
    if f >= len(head):
        tally[2] = 1
        return
    e = tally[1]
    tally[1] += 1
    entry_node[e] = v
    entry_next[e] = head[f]
    head[f] = e


def search(
    codes: Any, numbers: Any,
    t_start: Any, t_word: Any, t_shift: Any, t_mask: Any, t_weight: Any,
    p_start: Any, p_word: Any, p_shift: Any, p_mask: Any, p_weight: Any,
    c_start: Any, c_word: Any, c_value: Any, m_start: Any, m_comp: Any, m_to: Any,
    code: Any, left_out: Any, extra: Any, set_start: Any, set_step: Any, silently: Any,
    end_code: Any, end_price: Any, end_fact: Any, end_useful: Any, end_ok: Any, accept: Any,
    words: Any, stands: Any, succ_start: Any, succ_count: Any, succ_step: Any, succ_m: Any,
    table: Any, facts: Any, counts: Any,
    rows: Any, row_of: Any, fixed: Any, rest: Any,
    node_m: Any, node_at: Any, node_g: Any, node_h: Any, node_parent: Any, node_via: Any, node_left: Any,
    node_table: Any, node_stamp: Any, entry_node: Any, entry_next: Any, head: Any,
    way_from: Any, way_to: Any, way_via: Any, tally: Any, progress: Any,
) -> Any:  # fmt: skip
    """Search on from where `progress` stands, for some steps, and say how it ended.

    `numbers` are, in order: events, words, components, transitions, facts, ends, scale, far, goal kind, goal
    marking, whether freshness matters, whether after Won is no goal, the end that must be possible (-1), the code
    of the Won step that may be spared (-1), whether `accept` matters, steps to go, the highest sum to look at,
    the marking and flag to start from, whether goals are only marked (a 2 in `node_left`) and not returned, and
    how many nodes there may be.
    `tally`: nodes, entries, whether a sum was beyond the queue, ways noted, steps done, stamp, whether a marking
    was too full. `progress`: the sum that is looked at, the goal's node, the marking and the fact asked for.
    """
    n, n_words, n_comps, n_steps, n_facts, n_ends = (
        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5],
    )  # fmt: skip
    scale, far, goal_kind, goal_m, fresh_matters, not_won = (
        numbers[6], numbers[7], numbers[8], numbers[9], numbers[10], numbers[11],
    )  # fmt: skip
    closing, won, picky, to_go, highest = numbers[12], numbers[13], numbers[14], numbers[15], numbers[16]
    collecting = numbers[19] == 1
    silent_flag = 0 if fresh_matters else 1
    f = progress[0]
    if tally[0] == 0:
        offer(
            numbers[17], numbers[18], 0, -1, -1,
            n, n_comps, n_ends, scale, far, stands, rows, row_of, fixed, rest,
            node_m, node_at, node_g, node_h, node_parent, node_via, node_left, node_table, node_stamp,
            entry_node, entry_next, head, way_from, way_to, way_via, tally,
        )  # fmt: skip
    while True:
        while f < len(head) and head[f] < 0:
            f += 1
        progress[0] = f
        if f >= len(head) or f > highest:
            return 1
        if to_go <= 0:
            return 2
        e = head[f]
        v = entry_node[e]
        if node_left[v] != 0:
            head[f] = entry_next[e]
            continue
        m = node_m[v]
        position = node_at[v] >> 2
        flag = node_at[v] & 3
        g = node_g[v]

        # Is it a goal?
        is_goal = False
        if position == n:
            if m < n_ends:
                is_goal = end_ok[m] == 1
            elif goal_kind == 0:
                is_goal = m == goal_m
            elif flag == 1:
                is_goal = True
                if picky:
                    for c in range(n_comps):
                        if not accept[stands[m * n_comps + c]]:
                            is_goal = False
                            break
                asked = -1
                if is_goal and not_won:
                    known = settle(
                        m, 2, n_facts, n_comps, n_words, facts, stands, silently, words, set_start, set_step,
                        p_start, p_word, p_shift, p_mask, p_weight,
                    )  # fmt: skip
                    is_goal = known != 1
                    asked = 2 if known == 0 else asked
                if is_goal and closing >= 0:
                    fact = end_fact[closing]
                    known = settle(
                        m, fact, n_facts, n_comps, n_words, facts, stands, silently, words, set_start, set_step,
                        p_start, p_word, p_shift, p_mask, p_weight,
                    )  # fmt: skip
                    is_goal = known == 0 or (known == 2 if fact == 1 else known == 1)
                    asked = fact if known == 0 else asked
                if is_goal:
                    known = facts[m * n_facts]
                    is_goal = known != 2
                    asked = 0 if known == 0 else asked
                if is_goal and asked >= 0:
                    progress[2] = m
                    progress[3] = asked
                    return 5
            if is_goal and not collecting:
                progress[1] = v
                return 0

        # The steps from this marking, worked out where they are not known.
        if succ_start[m] < 0:
            if counts[0] + n_steps + 1 > len(succ_start) or counts[1] + n_steps > len(succ_step):
                return 4
            first = counts[1]
            last = first
            for t in range(n_steps):
                enabled = True
                for a in range(t_start[t], t_start[t + 1]):
                    if (words[m * n_words + t_word[a]] >> t_shift[a]) & t_mask[a] < t_weight[a]:
                        enabled = False
                        break
                if not enabled:
                    continue
                fits = True
                for a in range(p_start[t], p_start[t + 1]):
                    held = (words[m * n_words + p_word[a]] >> p_shift[a]) & p_mask[a]
                    if p_mask[a] > 1 and held + p_weight[a] > p_mask[a]:
                        fits = False
                        break
                succ_step[last] = t
                if not fits:
                    succ_m[last] = -1
                    last += 1
                    continue
                new = counts[0]
                for i in range(n_words):
                    words[new * n_words + i] = words[m * n_words + i]
                for a in range(c_start[t], c_start[t + 1]):
                    words[new * n_words + c_word[a]] += c_value[a]
                reached = intern(words, table, n_words, new)
                if reached == new:
                    counts[0] += 1
                    for c in range(n_comps):
                        stands[new * n_comps + c] = stands[m * n_comps + c]
                    for k in range(m_start[t], m_start[t + 1]):
                        stands[new * n_comps + m_comp[k]] = m_to[k]
                    for i in range(n_facts):
                        facts[new * n_facts + i] = 0
                    succ_start[new] = -1
                for q in range(len(set_start) - 1):
                    for k in range(set_start[q], set_start[q + 1]):
                        if set_step[k] == t:
                            facts[reached * n_facts + 2 + q] = 1
                succ_m[last] = reached
                last += 1
            succ_count[m] = last - first
            counts[1] = last
            succ_start[m] = first
        if tally[0] + 2 * (succ_count[m] + n_ends) + 2 > min(len(node_m), numbers[20]):
            return 3
        if tally[1] + 3 * (succ_count[m] + n_ends) + 2 > len(entry_node):
            return 3

        # What must be known of this marking for the ends that may be entered from here.
        event = codes[position] if position < n else -1
        if m >= n_ends and flag == 1:
            for i in range(n_ends):
                if end_useful[i] == 0 or (end_useful[i] == 2 and event != end_code[i]):
                    continue
                fact = end_fact[i]
                known = settle(
                    m, fact, n_facts, n_comps, n_words, facts, stands, silently, words, set_start, set_step,
                    p_start, p_word, p_shift, p_mask, p_weight,
                )  # fmt: skip
                if known == 0 or ((known == 2) == (fact == 1) and facts[m * n_facts] == 0):
                    progress[2] = m
                    progress[3] = fact if known == 0 else 0
                    return 5
        head[f] = entry_next[e]
        node_left[v] = 1
        if is_goal:
            node_left[v] = 2
        tally[4] += 1
        to_go -= 1
        if m >= n_ends and flag == 1 and facts[m * n_facts] != 2:
            for i in range(n_ends):
                known = facts[m * n_facts + end_fact[i]]
                if end_useful[i] == 0 or (known == 2) != (end_fact[i] == 1):
                    continue
                if end_useful[i] == 1:
                    offer(
                        i, position * 4 + 1, g + end_price[i], v, n_steps + i,
                        n, n_comps, n_ends, scale, far, stands, rows, row_of, fixed, rest,
                        node_m, node_at, node_g, node_h, node_parent, node_via, node_left, node_table, node_stamp,
                        entry_node, entry_next, head, way_from, way_to, way_via, tally,
                    )  # fmt: skip
                if event == end_code[i]:
                    offer(
                        i, position * 4 + 5, g, v, n_steps + i,
                        n, n_comps, n_ends, scale, far, stands, rows, row_of, fixed, rest,
                        node_m, node_at, node_g, node_h, node_parent, node_via, node_left, node_table, node_stamp,
                        entry_node, entry_next, head, way_from, way_to, way_via, tally,
                    )  # fmt: skip

        # Left-out and silent steps, then the event as an extra one, then followed: the last is looked at first.
        first = succ_start[m]
        for k in range(first + succ_count[m] - 1, first - 1, -1):
            t = succ_step[k]
            reached = succ_m[k]
            if flag == 2 and code[t] >= 0:
                continue
            if reached < 0:
                if tally[6] == 0 or f < tally[6] - 1:
                    tally[6] = f + 1
                continue
            after = 1
            if flag == 2:
                after = 2
            elif code[t] < 0:
                after = silent_flag
            offer(
                reached, position * 4 + after, g + left_out[t], v, t,
                n, n_comps, n_ends, scale, far, stands, rows, row_of, fixed, rest,
                node_m, node_at, node_g, node_h, node_parent, node_via, node_left, node_table, node_stamp,
                entry_node, entry_next, head, way_from, way_to, way_via, tally,
            )  # fmt: skip
            if position == n and code[t] >= 0 and code[t] == won:
                offer(
                    reached, position * 4 + 2, g, v, t,
                    n, n_comps, n_ends, scale, far, stands, rows, row_of, fixed, rest,
                    node_m, node_at, node_g, node_h, node_parent, node_via, node_left, node_table, node_stamp,
                    entry_node, entry_next, head, way_from, way_to, way_via, tally,
                )  # fmt: skip
        if position < n:
            offer(
                m, node_at[v] + 4, g + extra[event], v, -1,
                n, n_comps, n_ends, scale, far, stands, rows, row_of, fixed, rest,
                node_m, node_at, node_g, node_h, node_parent, node_via, node_left, node_table, node_stamp,
                entry_node, entry_next, head, way_from, way_to, way_via, tally,
            )  # fmt: skip
            if flag != 2:
                for k in range(first + succ_count[m] - 1, first - 1, -1):
                    t = succ_step[k]
                    if code[t] == event and succ_m[k] >= 0:
                        offer(
                            succ_m[k], position * 4 + 5, g, v, t,
                            n, n_comps, n_ends, scale, far, stands, rows, row_of, fixed, rest,
                            node_m, node_at, node_g, node_h, node_parent, node_via, node_left, node_table,
                            node_stamp, entry_node, entry_next, head, way_from, way_to, way_via, tally,
                        )  # fmt: skip


_NET = "i8[] " * 22
_TAKES = (
    "i8[] i8[] " + _NET + "i8[] i8[] i8[] i8[] i8[] b1[] "
    "i8[]! i4[]! i8[]! i4[]! i4[]! i4[]! i4[]! i1[]! i8[]! "
    "i8[] i8[] i8[] i8[] "
    "i4[]! i4[]! i4[]! i4[]! i4[]! i4[]! i1[]! i4[]! i4[]! i4[]! i4[]! i4[]! i4[]! i4[]! i4[]! i8[]! i8[]!"
)
SEARCH = Loop(search, _TAKES, (intern, settle, offer))
