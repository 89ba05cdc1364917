"""The flow of every owner, team or period at once: one look at the log, not one filter a group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.counting_loop import SCATTER_BY_GROUP
from mining.aggregates.flow import flow_of
from mining.aggregates.incidence import Incidence
from mining.aggregates.quantiles import quantiles
from mining.aggregates.steps_in_order import InOrder, steps_in_order
from mining.compiled.loading import fast
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventLog

Ints = NDArray[np.int64]

_MOST_CELLS = 1 << 24
"""More cells are not counted in a table but sorted."""


@dataclass(frozen=True, eq=False)
class GroupRows:
    """What occurs in each group, sorted by group and then by `key`: rows `bounds[g]:bounds[g + 1]` are those of `g`.

    `events` and `cases` count how often it occurs and in how many deals; `median_days` and `p90_days` are the
    time until the next event (NaN where none follows).
    """

    bounds: Ints
    key: Ints
    events: Ints
    cases: Ints
    median_days: NDArray[np.float64]
    p90_days: NDArray[np.float64]

    def matrix(self, column: NDArray[np.float64] | Ints) -> tuple[Ints, NDArray[np.float64]]:
        """The keys that occur, and a column as a table: a row a group, a column a key, NaN where it has none."""
        keys, place = np.unique(self.key, return_inverse=True)
        found = np.full((len(self.bounds) - 1, len(keys)), np.nan)
        found[np.repeat(np.arange(len(found)), np.diff(self.bounds)), place] = column
        return keys, found


@dataclass(frozen=True, eq=False)
class Groups:
    """The deals of a log by group: `names`, and for each its deals, those won and closed, and its distinct paths.

    `steps` has a row a step that deals of a group take, its `key` source * number of labels + target, which are
    codes into `labels`; `visits` has a row an activity, its `key` the code. A path is counted per group.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    cases: Ints
    won: Ints
    closed: Ints
    variants: Ints
    steps: GroupRows
    visits: GroupRows


def by_group(log: EventLog, group: Categorical, mask: NDArray[np.bool_] | None = None) -> Groups:
    """Count the cases in `mask` (one flag a case; None: all) by their `group`, which has one entry a case.

    `group` is a column of the case table or what `created_in` gives. Cases without one are the group of the
    empty name, which is the last one where there are such. Quantiles are exact, as for a filter by each group.
    """
    names, of_case = _numbered(group, mask)
    flow, n, chosen = flow_of(log), len(names), np.flatnonzero(of_case != MISSING)
    groups, outcome = of_case[chosen], log.cases.outcome[chosen]
    won, lost = (np.bincount(groups[outcome == one], minlength=n) for one in (Outcome.WON, Outcome.LOST))
    followed = _followed(log.variants.of_case[chosen], groups, len(log.variants))
    steps, visits = _counted(flow.steps, followed), _counted(flow.visits, followed)
    ordered, n_labels = steps_in_order(log), max(flow.n_labels, 1)
    source = flow.steps.key // n_labels
    leaving = np.zeros(len(visits.key), dtype=np.int64)
    at = np.searchsorted(visits.group * n_labels + visits.key, steps.group * n_labels + source[steps.row])
    np.add.at(leaving, at, steps.events)
    return Groups(
        names=names,
        labels=log.activity.labels,
        cases=np.bincount(groups, minlength=n).astype(np.int64),
        won=won.astype(np.int64),
        closed=(won + lost).astype(np.int64),
        variants=np.bincount(followed.group, minlength=n).astype(np.int64),
        steps=_timed(steps, steps.events, ordered.by_step, of_case, n),
        visits=_timed(visits, leaving, ordered.by_source, of_case, n),
    )


@dataclass(frozen=True, eq=False)
class _Followed:
    """Which variants the deals of each group follow, sorted by group, and how many deals each."""

    group: Ints
    variant: Ints
    weight: Ints


@dataclass(frozen=True, eq=False)
class _Counted:
    """What occurs in each group: its row among the rows of an incidence, its key there, and counts."""

    group: Ints
    row: Ints
    key: Ints
    events: Ints
    cases: Ints


def _numbered(
    group: Categorical, mask: NDArray[np.bool_] | None
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The names of the groups and the group of every case, `MISSING` outside of the mask."""
    nameless = group.codes == MISSING
    names = (*group.labels, "") if nameless.any() else group.labels
    of_case = np.where(nameless, np.int32(len(group.labels)), group.codes)
    if mask is not None:
        of_case[~mask] = MISSING
    return names, of_case


def _followed(variant: NDArray[np.int32], group: NDArray[np.int32], n_variants: int) -> _Followed:
    cell, weight = _distinct(group * np.int64(n_variants) + variant)
    return _Followed(cell // max(n_variants, 1), cell % max(n_variants, 1), weight)


def _distinct(cell: Ints) -> tuple[Ints, Ints]:
    """The distinct numbers, ascending, and how often each occurs."""
    if int(cell.max(initial=0)) >= _MOST_CELLS:
        found, counts = np.unique(cell, return_counts=True)
        return found, counts.astype(np.int64)
    table = np.bincount(cell)
    found = np.flatnonzero(table)
    return found, table[found].astype(np.int64)


def _counted(what: Incidence, followed: _Followed) -> _Counted:
    """Count what the variants that each group follows have: as many entries as these variants have events."""
    row = np.repeat(np.arange(len(what.key)), np.diff(what.bounds))
    order = np.argsort(what.variant, kind="stable")
    begin = np.searchsorted(what.variant[order], followed.variant, side="left")
    sizes = np.searchsorted(what.variant[order], followed.variant, side="right") - begin
    entry = order[np.arange(int(sizes.sum())) + np.repeat(begin - np.cumsum(sizes) + sizes, sizes)]
    cell = np.repeat(followed.group * len(what.key), sizes) + row[entry]
    weight = np.repeat(followed.weight, sizes)
    found, place = np.unique(cell, return_inverse=True)
    events, cases = np.zeros(len(found), dtype=np.int64), np.zeros(len(found), dtype=np.int64)
    np.add.at(events, place, weight * what.times[entry])
    np.add.at(cases, place, weight)
    group, found_row = np.divmod(found, max(len(what.key), 1))
    return _Counted(group, found_row, what.key[found_row], events, cases)


def _timed(
    counted: _Counted, sizes: Ints, ordered: InOrder, of_case: NDArray[np.int32], n_groups: int
) -> GroupRows:
    """Add the quantiles: entries sorted by key and duration are, put group by group, sorted within each of them."""
    per_group = np.zeros(n_groups, dtype=np.int64)
    np.add.at(per_group, counted.group, sizes)
    event = _group_by_group(ordered, of_case, per_group)
    before = (np.cumsum(sizes) - sizes)[:, None]

    def days(rank: Ints) -> NDArray[np.float64]:
        return ordered.took(event[np.maximum(before + rank, 0)]) if len(event) else np.zeros(rank.shape)

    median, p90 = quantiles(sizes, (0.5, 0.9), days).T
    bounds = np.searchsorted(counted.group, np.arange(n_groups + 1)).astype(np.int64)
    return GroupRows(bounds, counted.key, counted.events, counted.cases, median, p90)


def _group_by_group(ordered: InOrder, of_case: NDArray[np.int32], per_group: Ints) -> NDArray[np.int32]:
    """The events of the entries of each group, in their order."""
    loop = fast(SCATTER_BY_GROUP)
    if loop is not None:
        event = np.empty(int(per_group.sum()), dtype=np.int32)
        loop(ordered.case, ordered.event, of_case, np.cumsum(per_group) - per_group, event)
        return event
    group = of_case[ordered.case]
    kept = np.flatnonzero(group != MISSING)
    group = group[kept]
    order = np.argsort(group.astype(np.uint16) if len(per_group) <= 1 << 16 else group, kind="stable")
    return ordered.event[kept[order]]
