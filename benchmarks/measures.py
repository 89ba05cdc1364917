"""Measures of a process beside pm4py's, and what a filter costs: precision, generalisation, times between stages.

`uv run python -m benchmarks.measures [--quick] [--json FILE]`
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import pairwise

import numpy as np

from benchmarks.measure import Row, arguments, compare, show
from benchmarks.sales_log import sales_log
from mining import pm4py_bridge
from mining.conformance.check import check
from mining.discovery.models import counted_variants
from mining.measures.quality import model_quality
from mining.measures.temporal import temporal_profile
from models.case_table import Outcome
from models.conformance import Conformance
from models.event_log import EventLog
from models.progress import silent

PEER_DEALS = 5_000
"""So many deals are measured by both."""
BEYOND = 3.0
NOISE = 0.2
NOTE = "ours from the explanations of the check; pm4py aligns or replays"


def main(options: argparse.Namespace) -> list[Row]:
    """All tasks, on the simulated sales log against a model discovered from it."""
    deals = 20_000 if options.quick else 100_000
    log = finished(sales_log(deals))
    sample = finished(sales_log(PEER_DEALS))
    everyone, some = (np.ones(one.n_cases, dtype=bool) for one in (log, sample))
    half = np.random.default_rng(1).random(deals) < 0.5
    net = pm4py_bridge.inductive(counted_variants(log, everyone), NOISE)
    found, few = check(log, net, silent), check(sample, net, silent)
    paths = counted_variants(sample, some)
    rounds = 1 if options.quick else 3
    model_quality(found, everyone)
    return [
        compare("all measures, the first time", deals, lambda: model_quality(again(found), everyone), rounds=rounds),
        compare("all measures after a filter", deals, lambda: model_quality(found, half), rounds=5 * rounds),
        compare("times between stages", deals, lambda: temporal_profile(log, everyone, BEYOND, silent), rounds=rounds),
        compare(
            "precision (ours: all measures)", PEER_DEALS, lambda: model_quality(again(few), some),
            "pm4py, aligned prefixes", lambda: pm4py_bridge.precision(paths, net), rounds, note=NOTE,
        ),
        compare(
            "generalisation (ours: all measures)", PEER_DEALS, lambda: model_quality(again(few), some),
            "pm4py, token replay", lambda: pm4py_bridge.generalisation(paths, net), rounds, note=NOTE,
        ),
        compare(
            "times between stages", PEER_DEALS, lambda: temporal_profile(sample, some, BEYOND, silent),
            "pm4py, temporal profile", lambda: peer_times(sample), rounds,
        ),
    ]  # fmt: skip


def finished(log: EventLog) -> EventLog:
    """The log as one of finished cases, so that pm4py judges the same as we do."""
    outcome = np.full(log.n_cases, Outcome.UNKNOWN, dtype=np.int8)
    return replace(log, cases=replace(log.cases, outcome=outcome))


def again(found: Conformance) -> Conformance:
    """The same check without what was worked out for it before."""
    return replace(found)


def peer_times(log: EventLog) -> object:
    """pm4py's profile and its check of every deal."""
    labels, codes, start = log.activity.labels, log.activity.codes.tolist(), log.case_start.tolist()
    events = [(labels[code], time) for code, time in zip(codes, log.timestamp.tolist(), strict=True)]
    return pm4py_bridge.temporal_profile([events[a:b] for a, b in pairwise(start)], BEYOND)


if __name__ == "__main__":
    asked = arguments(__doc__)
    show(main(asked), asked.json)
