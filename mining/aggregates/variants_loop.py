"""The distinct sequences of a log as one compiled loop over its cases, with a table of those found so far."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop

PROBES = 32
"""The looks into the table a case on average after which its hash is not taken to be a good one."""


def group_traces(
    code: Any, start: Any, case: int, table: Any, found_hash: Any, found_case: Any, group: Any,
    found: int, progress: Any,
) -> None:  # fmt: skip
    """Give equal sequences one number, from `case` on as far as the table has room: half of its slots.

    `table` holds -1 or a number found, whose hash and first case are in `found_hash` and `found_case`. A hash
    only says where to look: sequences are the same where they are equal event by event. `progress` is set to
    the next case, the number of sequences found, and how often was looked in vain.
    """
    last_slot = len(table) - 1
    n_cases = len(start) - 1
    for number in range(found):
        slot = (found_hash[number] ^ (found_hash[number] >> 32)) & last_slot
        while table[slot] >= 0:
            slot = (slot + 1) & last_slot
        table[slot] = number
    vain = 0
    while case < n_cases and 2 * found < len(table) and vain <= PROBES * n_cases:
        first = start[case]
        length = start[case + 1] - first
        value = length
        for event in range(first, first + length):
            value = (value ^ (code[event] + 1)) * 1099511628211
            value ^= value >> 29
        slot = (value ^ (value >> 32)) & last_slot
        number = -1
        while table[slot] >= 0:
            candidate = table[slot]
            if found_hash[candidate] == value:
                other = start[found_case[candidate]]
                equal = start[found_case[candidate] + 1] - other == length
                event = 0
                while equal and event < length:
                    equal = code[first + event] == code[other + event]
                    event += 1
                if equal:
                    number = candidate
                    break
            vain += 1
            slot = (slot + 1) & last_slot
        if number < 0:
            number = found
            table[slot] = found
            found_hash[found] = value
            found_case[found] = case
            found += 1
        group[case] = number
        case += 1
    progress[0] = case
    progress[1] = found
    progress[2] = vain


GROUP_TRACES = Loop(group_traces, "i4[] i8[] i8 i4[]! i8[]! i8[]! i4[]! i8 i8[]!")
