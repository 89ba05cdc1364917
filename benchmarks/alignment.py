"""Exact alignments of all variants: ours against pm4py's A* on the demo and, where it is there, on BPI 2012.

`uv run python -m benchmarks.alignment [--quick] [--json FILE] [LOG]`
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.measure import Row, arguments, compare, show
from mining import pm4py_bridge
from mining.conformance.align import Request, align
from mining.conformance.automaton import automaton_of
from mining.conformance.check import check
from mining.demo.project import demo_project
from mining.discovery.models import counted_variants
from mining.process.compile import to_net
from mining.sources.read import ImportOptions, import_log
from models.case_table import Outcome
from models.event_log import EventLog
from models.petri_net import PetriNet
from models.progress import silent
from models.sales_process import SalesProcess

BPI_2012 = Path(__file__).resolve().parents[2] / "shared" / "data" / "bpic2012_full" / "bpic2012.xes.gz"


def rows_for(name: str, log: EventLog, net: PetriNet, sample: int, rounds: int) -> Row:
    """Both align the distinct variants as whole traces; the peer a spread sample of them, scaled up."""
    variants = log.variants
    codes = [tuple(variants.sequence(i).tolist()) for i in range(len(variants))]
    requests = [Request(trace, Outcome.UNKNOWN) for trace in codes]
    chosen = codes[:: max(1, len(codes) // sample)][:sample]
    named = [tuple(log.activity.labels[step] for step in trace) for trace in chosen]

    def ours() -> object:
        return align(automaton_of(net), log.activity.labels, requests, silent)

    def theirs() -> object:
        return [pm4py_bridge.alignment_cost(trace, net) for trace in named]

    note = f"peer on {len(chosen)} of {len(codes)} variants, scaled"
    return compare(
        name, len(codes), ours, "pm4py A* (state equation)", theirs, rounds, len(codes) / len(chosen), note
    )


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    sample, rounds = (20, 1) if given.quick else (100, 3)
    demo = demo_project(silent)
    assert demo.log is not None
    assert isinstance(demo.process, SalesProcess)
    checked = check(demo.log, demo.process, silent)
    rows = [rows_for("demo, documented process", checked.log, to_net(demo.process, {}), sample, rounds)]
    if BPI_2012.exists():
        log = import_log([BPI_2012], ImportOptions(), silent).log
        wanted = [label for label in log.activity.labels if label.startswith(("A_", "O_"))]
        log = log.keep_events(log.activity.is_any_of(wanted))
        net = pm4py_bridge.inductive(counted_variants(log, np.ones(log.n_cases, dtype=bool)), 0.2)
        rows.append(rows_for("BPI 2012 (A_, O_), inductive 0.2", log, net, sample, rounds))
    show(rows, given.json)


if __name__ == "__main__":
    main()
