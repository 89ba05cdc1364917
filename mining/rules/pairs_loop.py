"""The compiled way to count pairs: one pass over every distinct sequence, sets of events as bits of one number."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop

WIDEST = 63
"""So many different events of one sequence fit the bits; wider sequences are left to the numpy way."""


def count_pairs(
    code: Any,
    start: Any,
    weight: Any,
    begin: int,
    end: int,
    number: Any,
    members: Any,
    sets: Any,
    single: Any,
    pair: Any,
    wide: Any,
) -> None:
    """Add the sequences `begin` to `end` to `single` and `pair` (see `mining.rules.pairs.PairCounts`).

    The events of a sequence are numbered as they first come: `number` gives that of a label (-1 outside),
    `members` the label of a number. `sets` has a row a number; its columns hold, as bits of numbers: 0 what
    came since its last event, 1 what came since its first, 2 what came before its first, 3 what came after each
    of its events before the next, 4 what came before each after the last, 5 what came directly after every one,
    6 directly before every one, 7 directly after any; 8 is how often it came. `wide` is set for the sequences
    with more than 63 different events, which are not counted.
    """
    for sequence in range(begin, end):
        share = weight[sequence]
        if share == 0:
            continue
        found = 0
        seen = 0
        before = -1
        for place in range(start[sequence], start[sequence + 1]):
            label = code[place]
            here = number[label]
            if here < 0:
                if found == 63:
                    wide[sequence] = True
                    break
                here = found
                number[label] = here
                members[here] = label
                found += 1
                sets[here, 1] = 0
                sets[here, 2] = seen
                sets[here, 3] = -1
                sets[here, 4] = seen
                sets[here, 5] = -1
                sets[here, 6] = -1
                sets[here, 7] = 0
                sets[here, 8] = 0
            else:
                sets[here, 3] &= sets[here, 0]
                sets[here, 4] &= sets[here, 0]
            bit = 1 << here
            for other in range(found):
                sets[other, 0] |= bit
                sets[other, 1] |= bit
            sets[here, 0] = 0
            sets[here, 8] += 1
            if before >= 0:
                sets[before, 5] &= bit
                sets[before, 7] |= bit
                sets[here, 6] &= 1 << before
            else:
                sets[here, 6] = 0
            seen |= bit
            before = here
        if before >= 0:
            sets[before, 5] = 0
        for here in range(found):
            label = members[here]
            number[label] = -1
            if wide[sequence]:
                continue
            single[label, 0] += share
            if sets[here, 8] == 1:
                single[label, 1] += share
            if here == 0:
                single[label, 2] += share
            until = sets[here, 3] & sets[here, 0]
            for other in range(found):
                if other == here:
                    continue
                after = (sets[here, 0] >> other) & 1
                ahead = (sets[other, 2] >> here) & 1
                each_after = (until >> other) & 1
                each_ahead = (sets[other, 4] >> here) & 1
                next_after = (sets[here, 5] >> other) & 1
                next_ahead = (sets[other, 6] >> here) & 1
                to = pair[label, members[other]]
                to[0] += share
                to[1] += share * after
                to[2] += share * ahead
                to[3] += share * (after & ahead)
                to[4] += share * each_after
                to[5] += share * each_ahead
                to[6] += share * (each_after & each_ahead)
                to[7] += share * next_after
                to[8] += share * next_ahead
                to[9] += share * (next_after & next_ahead)
                to[10] += share * ((sets[here, 1] >> other) & 1)
                to[11] += share * ((sets[here, 7] >> other) & 1)


COUNT_PAIRS = Loop(count_pairs, "i4[] i8[] i8[] i8 i8 i4[]! i4[]! i8[,]! i8[,]! i8[,,]! b1[]!")
