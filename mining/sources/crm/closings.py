"""Deals that a CRM closes by a status beside the stage: the closing becomes a stage, and so does a re-opening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import STAGE, FieldChanges
from mining.sources.values.categories import by_labels, join
from models.categorical import MISSING, Categorical

STATUS = "status"
"""The name in `FieldChanges.field` of what closes deals beside the stage."""


class PresentDeals(Protocol):
    """Deals, and the stage each is in now (one entry a deal)."""

    @property
    def deals(self) -> Deals:
        """The deals."""
        ...

    @property
    def present(self) -> Categorical:
        """The stage each is in now."""
        ...


def with_closings(
    changes: FieldChanges, closing: Mapping[str, str], deals: PresentDeals | None
) -> FieldChanges:
    """The trail in which changes of the status are changes of the stage.

    `closing` has the stage for every status that closes a deal ("Won"); every other status opens it, and it is
    then in the stage it had before it was closed, as these CRMs keep the stage of closed deals. Where that stage
    is nowhere in the trail it is the deal's present one, else no event.
    """
    if not len(changes.of(STATUS)):
        return changes
    changes = _in_turn(changes, closing)
    is_status = changes.field.is_any_of((STATUS,))
    is_stage = changes.field.is_any_of((STAGE,))
    listed = _present(changes.case, deals)
    closed_as = [closing.get(label, "") for label in (*changes.new.labels, "")]
    was_closed_as = [closing.get(label, "") for label in (*changes.old.labels, "")]
    names = tuple(dict.fromkeys(name for name in (*closed_as, *was_closed_as) if name))
    every = join(
        [changes.old, changes.new, listed, Categorical(np.arange(len(names), dtype=np.int32), names)]
    )
    n = len(changes.time)
    old, new, now = every.codes[:n].copy(), every.codes[n : 2 * n].copy(), every.codes[2 * n : 3 * n]
    stage = _stage_then(changes, is_stage, old, new, now)
    closes = _codes(closed_as, every)[changes.new.codes]
    closed = _codes(was_closed_as, every)[changes.old.codes]
    old[is_status] = np.where(closed != MISSING, closed, stage)[is_status]
    new[is_status] = np.where(closes != MISSING, closes, stage)[is_status]
    says = ~is_status | ((closes != MISSING) | (closed != MISSING))
    field = by_labels(changes.field.codes, [STAGE if f == STATUS else f for f in changes.field.labels])
    merged = replace(
        changes, field=field, old=Categorical(old, every.labels), new=Categorical(new, every.labels)
    )
    return merged.take(np.flatnonzero(says))


def _in_turn(changes: FieldChanges, closing: Mapping[str, str]) -> FieldChanges:
    """Of one save the re-opening comes first, then the stage, then the closing."""
    is_status = changes.field.is_any_of((STATUS,))
    closes = changes.new.is_any_of(closing)
    return changes.take(np.argsort(np.where(is_status, np.where(closes, 2, 0), 1), kind="stable"))


def _stage_then(
    changes: FieldChanges,
    is_stage: NDArray[np.bool_],
    old: NDArray[np.int32],
    new: NDArray[np.int32],
    now: NDArray[np.int32],
) -> NDArray[np.int32]:
    """The stage of the deal at every row: of the change before it, else of the one after it, else the present one."""
    n = len(changes.time)
    order = np.lexsort((np.arange(n), changes.time, changes.case.codes))
    case, stage_here = changes.case.codes[order], is_stage[order]
    at = np.arange(n)
    before = np.maximum.accumulate(np.where(stage_here, at, -1))
    after = np.minimum.accumulate(np.where(stage_here, at, n)[::-1])[::-1]
    has_before = (before >= 0) & (case[np.maximum(before, 0)] == case)
    has_after = (after < n) & (case[np.minimum(after, n - 1)] == case)
    found = np.where(
        has_before,
        new[order][np.maximum(before, 0)],
        np.where(has_after, old[order][np.minimum(after, n - 1)], now[order]),
    )
    result = np.empty(n, dtype=np.int32)
    result[order] = found
    return result


def _present(case: Categorical, deals: PresentDeals | None) -> Categorical:
    """The present stage of the deal of every row."""
    if deals is None:
        return Categorical.empty(len(case))
    row_of = deals.deals.row_of
    rows = np.array([*(row_of.get(label, -1) for label in case.labels), -1], dtype=np.int64)[case.codes]
    return Categorical(np.append(deals.present.codes, MISSING)[rows].astype(np.int32), deals.present.labels)


def _codes(names: list[str], every: Categorical) -> NDArray[np.int32]:
    return np.array([every.code(name) if name else MISSING for name in names], dtype=np.int32)
