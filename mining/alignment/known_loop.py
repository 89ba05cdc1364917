"""The aligner for small models as one compiled loop: a known row is one look-up an event, and no order is needed."""

from __future__ import annotations

from typing import Any

from mining.alignment.known_rows import CALLS as ROWS
from mining.alignment.known_rows import NO_WAY, UNIT, first_row, row_after
from mining.alignment.known_walk import CALLS as WALK
from mining.alignment.known_walk import able_to_close, least_of, standing_at, tell_known
from mining.alignment.walk_loop import LOG_MOVE, SYNC_MOVE
from mining.compiled.loop import Loop


def align_by_known_rows(
    codes: Any, start: Any, path: Any, cost_set: Any, stop_set: Any, cut: Any, sets: Any, initial: int,
    of_label: Any, from_state: Any, to_state: Any, into: Any, source: Any, label: Any,
    out_of: Any, target: Any, out_label: Any, extra: Any, left_out: Any, rank: Any, flag: Any, column: Any,
    rows: Any, owner: Any, slots: Any, firsts: Any, after: Any, price: Any,
    row_at: Any, base: Any, chosen: Any, standing: Any, following: Any,
    kinds: Any, labels: Any, positions: Any, cost: Any, begin: Any,
    upto: int, from_request: int, at: int, n_rows: int, progress: Any,
) -> None:  # fmt: skip
    """Explain the requests `from_request:upto`, the last first, as far as the columns of moves have room.

    The moves of request `r` begin at `begin[r]` and end where those of the next one begin, the first of them all
    at `at`. `n_rows` rows are known. `progress` is set to the request up to which is left to do, `at` and `n_rows`.
    """
    while upto > from_request:
        r = upto - 1
        first = start[path[r]]
        whole = start[path[r] + 1] - first
        length = whole - 1 if cut[r] else whole
        if n_rows + whole + 2 > len(rows):
            n_rows = 1
            slots[:] = 0
            firsts[:] = 0
            after[:, :] = 0
        done = 0
        for i in range(length):
            done |= flag[codes[first + i]]
        row = first_row(
            done, n_rows, rows, owner, slots, firsts, chosen, initial,
            out_of, target, out_label, left_out, flag,
        )  # fmt: skip
        n_rows = max(n_rows, row + 1)
        taken = 0
        row_at[0] = row
        base[0] = 0
        for i in range(whole):
            code = codes[first + i]
            known = after[row, column[code]]
            if known == 0:
                known = row_after(
                    row, code, column[code], n_rows, rows, owner, slots, after, price,
                    chosen, of_label, from_state, to_state, out_of, target, out_label, extra, left_out, flag,
                )  # fmt: skip
                n_rows = max(n_rows, known + 1)
            taken += price[row, column[code]]
            row = known
            row_at[i + 1] = row
            base[i + 1] = taken
        cost[r] = (least_of(row, rows, sets, cost_set[r]) + taken + UNIT - 1) // UNIT
        least = least_of(row_at[length], rows, sets, stop_set[r])
        told = at
        closing = -1
        if cut[r]:
            if told == 0:
                break
            told -= 1
            closing = codes[first + length]
            able = able_to_close(
                closing, least, base[length], row_at[length], rows, sets, stop_set[r], of_label, from_state
            )  # fmt: skip
            kinds[told] = SYNC_MOVE if able < NO_WAY else LOG_MOVE
            labels[told] = closing
            positions[told] = length
            least = able if able < NO_WAY else least
            closing = closing if able < NO_WAY else -1
        size = standing_at(
            least, row_at[length], rows, sets, stop_set[r], closing, of_label, from_state, chosen, standing
        )  # fmt: skip
        told = tell_known(
            codes, first, length, least + base[length], done, row_at, base, rows,
            into, source, label, extra, left_out, flag, rank,
            standing, size, chosen, following, kinds, labels, positions, told,
        )  # fmt: skip
        if told < 0:
            break
        begin[r] = told
        at = told
        upto = r
    progress[0] = upto
    progress[1] = at
    progress[2] = n_rows


KNOWN = Loop(
    align_by_known_rows,
    "i4[] i8[] i4[] i4[] i4[] b1[] b1[,] i8 i4[] i4[] i4[] i4[] i4[] i4[] i4[] i4[] i4[] i8[] i8[] i4[] i8[] i4[] "
    "i8[,]! i8[]! i4[]! i4[]! i4[,]! i8[,]! i4[]! i8[]! i1[]! i4[]! i4[]! "
    "i1[]! i4[]! i4[]! i4[]! i8[]! i8 i8 i8 i8 i8[]!",
    (*ROWS, *WALK),
)
