"""Compiled loops over the steps of a log: put them in order of time once, walk to a rank among chosen ones."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop


def scatter_steps(
    cases: Any, start: Any, time: Any, of_case: Any, variant_start: Any, step_of_variant: Any,
    free: Any, duration: Any, case_event: Any,
) -> None:  # fmt: skip
    """Put the steps of some cases with their group: `free` is where each group begins, and is moved on.

    `case_event` gets the case in the upper and the event in the lower half of one number.
    """
    for i in range(len(cases)):
        case = cases[i]
        shift = variant_start[of_case[case]] - start[case]
        for event in range(start[case], start[case + 1] - 1):
            group = step_of_variant[event + shift]
            place = free[group]
            free[group] = place + 1
            duration[place] = time[event + 1] - time[event]
            case_event[place] = (case << 32) | event


def fill_taken(
    start: Any, time: Any, of_case: Any, variant_start: Any, step_of_variant: Any, step: Any, seconds: Any
) -> bool:
    """Write the group and the seconds of the step from every event; False where one is not of whole seconds."""
    for case in range(len(start) - 1):
        shift = variant_start[of_case[case]] - start[case]
        for event in range(start[case], start[case + 1] - 1):
            duration = time[event + 1] - time[event]
            whole = duration // 1_000_000
            if whole * 1_000_000 != duration or whole > 0xFFFFFFFF:
                return False
            step[event] = step_of_variant[event + shift]
            seconds[event] = whole
    return True


def total_taken(cases: Any, start: Any, step: Any, seconds: Any, total: Any) -> None:
    """Add up the seconds of the steps of some cases by group."""
    for i in range(len(cases)):
        case = cases[i]
        for event in range(start[case], start[case + 1] - 1):
            total[step[event]] += seconds[event]


def sort_groups(
    bounds: Any, first: int, behind: int, key: Any, value: Any, other_key: Any, other_value: Any, count: Any
) -> None:
    """Sort the groups from `first` to the one before `behind`, each by key, values with them.

    A small one is sorted by insertion, any other digit by digit.
    The keys are not negative. `other_key` and `other_value` are room for the largest group, `count` for 2,048
    numbers.
    """
    for group in range(first, behind):
        begin = bounds[group]
        size = bounds[group + 1] - begin
        if size <= 48:
            for i in range(begin + 1, begin + size):
                k = key[i]
                v = value[i]
                j = i
                while j > begin and key[j - 1] > k:
                    key[j] = key[j - 1]
                    value[j] = value[j - 1]
                    j -= 1
                key[j] = k
                value[j] = v
            continue
        largest = 0
        for i in range(begin, begin + size):
            largest = max(largest, key[i])
        bits = 11 if size >= 4096 else 6
        digits = 1 << bits
        shift = 0
        from_key, from_value = key[begin : begin + size], value[begin : begin + size]
        to_key, to_value = other_key[:size], other_value[:size]
        turned = False
        while shift < 63 and (largest >> shift) > 0:
            for digit in range(digits):
                count[digit] = 0
            for i in range(size):
                count[(from_key[i] >> shift) & (digits - 1)] += 1
            place = 0
            for digit in range(digits):
                inside = count[digit]
                count[digit] = place
                place += inside
            for i in range(size):
                digit = (from_key[i] >> shift) & (digits - 1)
                place = count[digit]
                count[digit] = place + 1
                to_key[place] = from_key[i]
                to_value[place] = from_value[i]
            from_key, to_key = to_key, from_key
            from_value, to_value = to_value, from_value
            turned = not turned
            shift += bits
        if turned:
            for i in range(size):
                to_key[i] = from_key[i]
                to_value[i] = from_value[i]


def unpack(case_event: Any, case: Any, event: Any) -> None:
    """The two halves of every number."""
    for i in range(len(case_event)):
        case[i] = case_event[i] >> 32
        event[i] = case_event[i] & 0xFFFFFFFF


def walk(bounds: Any, first: int, behind: int, case: Any, mask: Any, rank: Any, place: Any) -> None:
    """Where the chosen entries of some ranks lie in the groups from `first` to the one before `behind`.

    Chosen are those whose case is in the mask.
    `mask` has a bit a case, eight a byte, the lowest first. `rank` has a row a group; each rank is above those
    left of it or equal to one of them. A row that begins with -1 is passed over.
    """
    for group in range(first, behind):
        if rank[group, 0] < 0:
            continue
        at = bounds[group]
        end = bounds[group + 1]
        seen = 0
        for column in range(rank.shape[1]):
            wanted = rank[group, column]
            known = False
            for before in range(column):
                if rank[group, before] == wanted:
                    place[group, column] = place[group, before]
                    known = True
            if known:
                continue
            while at + 64 <= end:
                inside = 0
                for i in range(at, at + 64):
                    inside += (mask[case[i] >> 3] >> (case[i] & 7)) & 1
                if seen + inside > wanted:
                    break
                seen += inside
                at += 64
            while seen <= wanted:
                seen += (mask[case[at] >> 3] >> (case[at] & 7)) & 1
                at += 1
            place[group, column] = at - 1


SCATTER_STEPS = Loop(scatter_steps, "i8[] i8[] i8[] i4[] i8[] i4[] i8[]! i8[]! i8[]!")
FILL_TAKEN = Loop(fill_taken, "i8[] i8[] i4[] i8[] i4[] u2[]! u4[]!")
TOTAL_TAKEN = Loop(total_taken, "i8[] i8[] u2[] u4[] i8[]!")
SORT_GROUPS = Loop(sort_groups, "i8[] i8 i8 i8[]! i8[]! i8[]! i8[]! i8[]!")
UNPACK = Loop(unpack, "i8[] i4[]! i4[]!")
WALK = Loop(walk, "i8[] i8 i8 i4[] u1[] i8[,] i8[,]!")
