"""Numbering markings, and what can be told of one without a search, as compiled loops."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop

YES, NO = 1, 2
ALIVE, FINISHED, ENTERED = range(3)
"""Facts about a marking: the end can be reached; by silent steps alone; it can be entered by a step of the first
set (sets have one fact each, from here on). 0 is unknown."""


def intern(words: Any, table: Any, n_words: int, at: int) -> Any:
    """The number of the marking that is written at number `at`: `at` itself where it is new."""
    mask = len(table) - 1
    mixed = 0
    for i in range(at * n_words, (at + 1) * n_words):
        mixed = ((mixed ^ words[i]) * 0x1E3779B97F4A7C15) & 0x3FFFFFFFFFFFFFFF
        mixed ^= mixed >> 31
    slot = mixed & mask
    while table[slot] != 0:
        found = table[slot] - 1
        same = True
        for i in range(n_words):
            if words[found * n_words + i] != words[at * n_words + i]:
                same = False
                break
        if same:
            return found
        slot = (slot + 1) & mask
    table[slot] = at + 1
    return at


def settle(
    m: int, fact: int, n_facts: int, n_comps: int, n_words: int, facts: Any, stands: Any, silently: Any,
    words: Any, set_start: Any, set_step: Any, p_start: Any, p_word: Any, p_shift: Any, p_mask: Any, p_weight: Any,
) -> Any:  # fmt: skip
    """What is known of a marking, or can be told from its places alone; 0 where a search must tell."""
    known = facts[m * n_facts + fact]
    if known == 0 and fact == 1:
        for c in range(n_comps):
            if not silently[stands[m * n_comps + c]]:
                known = 2
                break
    if known == 0 and fact >= 2:
        possible = False
        for k in range(set_start[fact - 2], set_start[fact - 1]):
            t = set_step[k]
            holds = True
            for a in range(p_start[t], p_start[t + 1]):
                if (words[m * n_words + p_word[a]] >> p_shift[a]) & p_mask[a] < p_weight[a]:
                    holds = False
                    break
            if holds:
                possible = True
                break
        if not possible:
            known = 2
    facts[m * n_facts + fact] = known
    return known


def fill_table(words: Any, table: Any, n_words: int, first: int, end: int) -> None:
    """Enter the markings from `first` to `end` into a larger, empty table."""
    for at in range(first, end):
        intern(words, table, n_words, at)


INTERN = Loop(intern, "i8[] i4[]! i8 i8")
FILL_TABLE = Loop(fill_table, "i8[] i4[]! i8 i8 i8", (intern,))
