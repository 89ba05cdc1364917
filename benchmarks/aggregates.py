"""The rows of the aggregates: a filter to new numbers, and each count from scratch, beside polars, DuckDB and pm4py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from math import isclose

import numpy as np

from benchmarks.aggregate_peers import DuckDb, Part, Peer, Pm4py, Polars, Steps
from benchmarks.measure import Row, compare
from mining.aggregates.by_group import by_group
from mining.aggregates.case_features import case_features
from mining.aggregates.flow import flow_of, weigh
from mining.aggregates.step_totals import step_totals
from mining.aggregates.steps_in_order import steps_in_order
from mining.aggregates.variants import distinct_traces, with_variants
from mining.discovery.process_map import process_map
from mining.filtering import case_mask
from models.case_filter import CaseFilter
from models.event_log import EventLog

OWNER, TEAM, DROPPED = "Clara Dubois", "Team East", "Demo"
PERIOD = (1_700_000_000_000_000, 1_710_000_000_000_000)
PARTS = {
    "directly-follows, counts and durations": Part(),
    "filter by rep, then directly-follows": Part(owner=OWNER),
    "filter by team, then directly-follows": Part(team=TEAM),
    "filter by period, then directly-follows": Part(period=PERIOD),
    "drop an activity, then directly-follows": Part(without=DROPPED),
}
PM4PY_EVENTS = 1_300_000
"""pm4py is measured on the first deals with about so many events, and scaled."""


def aggregate_rows(log: EventLog, rounds: int) -> list[Row]:
    """Everything at one size; `log` has owners, teams and dates of creation. Answers are checked to be equal."""
    columns = (Polars(log), DuckDb(log))
    rows = _once_rows(log)
    for peer in columns:
        rows += _rows_beside(log, peer, log, rounds, 1.0)
    some = log.keep_cases(np.arange(log.n_cases) < log.n_cases * min(1.0, PM4PY_EVENTS / log.n_events))
    scale = log.n_events / some.n_events
    rows += _rows_beside(log, Pm4py(some), some, min(rounds, 1), scale)
    return [*rows, *_map_rows(log, columns[0], rounds), *_group_rows(log, columns[0], rounds)]


def _rows_beside(log: EventLog, peer: Peer, theirs: EventLog, rounds: int, scale: float) -> list[Row]:
    """From scratch, beside a peer that has the log, or a part of it."""
    note = f"peer on {theirs.n_events} events, scaled" if scale > 1 else ""
    rows = []
    for task, part in PARTS.items():
        answer = _steps(theirs, part)
        _agree(task, peer.name, answer, peer.read_steps(peer.steps(part)))
        ours, other = partial(_counted, log, part), partial(peer.steps, part)
        rows.append(compare(task, log.n_events, ours, peer.name, other, rounds, scale, note))
    known = Counter(distinct_traces(theirs).counts.tolist())
    if known != peer.read_variants(peer.variants()):
        raise AssertionError(f"{peer.name} finds other variants")
    others: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("variants from scratch", partial(distinct_traces, log), peer.variants),
        ("per-case features", partial(case_features, log), peer.features),
    ]
    for task, work, other in others:
        rows.append(compare(task, log.n_events, work, peer.name, other, rounds, scale, note))
    return rows


def _map_rows(log: EventLog, polars: Polars, rounds: int) -> list[Row]:
    """From a filter to the whole map: counts, deals, medians and 90th percentiles, dwell, win rates."""
    rows = []
    for name, part in (
        ("rep", Part(owner=OWNER)),
        ("team", Part(team=TEAM)),
        ("period", Part(period=PERIOD)),
    ):
        ours, theirs = partial(_map, log, part), partial(polars.with_quantiles, part)
        note = "the peer without dwell, visits and win rates"
        rows.append(
            compare(
                f"filter by {name}, then the map", log.n_events, ours, polars.name, theirs, rounds, 1, note
            )
        )
    mask = np.random.default_rng(7).random(log.n_cases) < 0.5
    reweigh = partial(_reweighed, log, mask)
    return [*rows, compare("half of the deals, frequencies only", log.n_events, reweigh, rounds=rounds)]


def _group_rows(log: EventLog, polars: Polars, rounds: int) -> list[Row]:
    """Steps with counts, deals and quantiles of every group at once."""
    rows = []
    for name, group in (("owner", log.cases.owner), ("team", log.cases.team)):
        ours = by_group(log, group).steps
        theirs = polars.with_quantiles(Part(), name).sort(name, "pair")
        equal = np.array_equal(ours.events, theirs["len"]) and np.array_equal(ours.cases, theirs["case"])
        if not equal or not np.allclose(ours.median_days, theirs["took"].to_numpy() / 86_400e6):
            raise AssertionError(f"by {name}: polars has other numbers")
        work, other = partial(by_group, log, group), partial(polars.with_quantiles, Part(), name)
        task = f"every {name}: steps with quantiles"
        rows.append(
            compare(task, log.n_events, work, polars.name, other, rounds, note="ours also dwell, paths, wins")
        )
    return rows


def _once_rows(log: EventLog) -> list[Row]:
    """What is worked out once a log, each time on a log that knows nothing yet."""
    bytes_kept = steps_in_order(log).by_step.case.nbytes * 4
    note = f"{bytes_kept / 1e6:.0f} MB kept"

    def order() -> object:
        new = replace(log)
        new.learn_variants(with_variants(log).variants)
        return steps_in_order(new)

    return [compare("once a log: steps in order of time", log.n_events, order, rounds=1, note=note)]


def _counted(log: EventLog, part: Part) -> object:
    return step_totals(log, _mask(log, part), [part.without] if part.without else [])


def _map(log: EventLog, part: Part) -> object:
    mask = _mask(log, part)
    return process_map(log, None, np.ones(log.n_cases, dtype=bool) if mask is None else mask)


def _reweighed(log: EventLog, mask: np.ndarray) -> object:
    weight, flow = weigh(log, mask).cases, flow_of(log)
    return flow.steps.times_in(weight), flow.steps.cases(weight)


def _mask(log: EventLog, part: Part) -> np.ndarray | None:
    if part == Part(without=part.without):
        return None
    owners = frozenset({part.owner}) if part.owner else frozenset[str]()
    teams = frozenset({part.team}) if part.team else frozenset[str]()
    return case_mask(log, CaseFilter(owners=owners, teams=teams, period=part.period or (None, None)), None)


def _steps(log: EventLog, part: Part) -> Steps:
    found = step_totals(log, _mask(log, part), [part.without] if part.without else [])
    rows: Sequence[tuple[int, int, int, float]] = list(
        zip(
            found.source.tolist(),
            found.target.tolist(),
            found.events.tolist(),
            found.days.tolist(),
            strict=True,
        )
    )
    return {(found.labels[source], found.labels[target]): (n, days) for source, target, n, days in rows}


def _agree(task: str, peer: str, ours: Steps, theirs: Steps) -> None:
    """A peer that counts something else is no peer."""
    equal = ours.keys() == theirs.keys() and all(
        ours[pair][0] == theirs[pair][0] and isclose(ours[pair][1], theirs[pair][1], rel_tol=1e-6)
        for pair in ours
    )
    if not equal:
        raise AssertionError(f"{task}: {peer} has other numbers")
