"""Puts the field histories of two exports of the same deals together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.frame import repeated_rows
from mining.sources.values.categories import compact, join
from models.categorical import MISSING
from models.field_history import FieldHistory


def merged_changes(before: FieldHistory, after: FieldHistory, newer_case: NDArray[np.int64]) -> FieldHistory:
    """Every change that one of them has, once; of the same change the newer export says who made it.

    `newer_case` has the index in the merged log for every case of the newer one; older cases keep theirs. A first
    known value that only repeats what came before is no change.
    """
    case = np.concatenate((newer_case[after.case], before.case.astype(np.int64)))
    time = np.concatenate((after.timestamp, before.timestamp))
    field, old, new, who = (
        join([getattr(after, name), getattr(before, name)]) for name in ("field", "old", "new", "who")
    )
    values = join([old, new])
    old_code, new_code = values.codes[: len(case)], values.codes[len(case) :]
    again = repeated_rows([case, time, field.codes, old_code, new_code])
    order = np.flatnonzero(~again)
    order = order[np.lexsort((order, time[order], field.codes[order], case[order]))]
    follows = np.append(False, (np.diff(case[order]) == 0) & (np.diff(field.codes[order]) == 0))[: len(order)]
    stays = np.append(False, new_code[order][1:] == new_code[order][:-1])[: len(order)]
    order = order[~(follows & stays & (old_code[order] == MISSING))]
    order = order[np.lexsort((order, time[order], case[order]))]
    return FieldHistory(
        case[order].astype(np.int32),
        time[order],
        *(compact(column.take(order)) for column in (field, old, new, who)),
    )
