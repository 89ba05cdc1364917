"""The engines that `benchmarks.align` puts side by side: each reads the same file and gives back what to measure.

A work gives the costs in the order of the file's paths. What is imported and loaded before is not measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import rust4pm
from mining import pm4py_bridge
from mining.alignment.align import align, alphabet
from mining.alignment.automaton import automaton_of
from mining.alignment.paths import Paths
from mining.alignment.requests import Requests
from mining.compiled.loading import load, without
from mining.process.pnml import read_pnml, write_pnml
from models.case_table import Outcome
from models.costs import Costs
from models.petri_net import PetriNet
from models.progress import silent

Work = Callable[[], list[int]]
Trace = tuple[str, ...]


def write_input(file: Path, net: PetriNet, traces: Sequence[Trace]) -> None:
    """The file that every engine reads: the net as PNML, and the distinct paths."""
    file.write_text(json.dumps({"net": write_pnml(net).decode(), "traces": traces}), encoding="utf-8")


def read_input(file: Path) -> tuple[PetriNet, list[Trace]]:
    """What `write_input` wrote."""
    read = json.loads(file.read_text(encoding="utf-8"))
    return read_pnml(read["net"].encode(), file.name), [tuple(trace) for trace in read["traces"]]


def lanekeeper(file: Path) -> Work:
    """Compile the automaton, sort the paths, align them, write down the moves."""
    load()
    return lanekeeper_now(file)


def lanekeeper_now(file: Path) -> Work:
    """The same with what is compiled by now."""
    net, traces = read_input(file)
    labels = alphabet(dict.fromkeys(label for trace in traces for label in trace), [automaton_of(net)])
    code = {label: i for i, label in enumerate(labels)}
    whole = Requests.of([[code[label] for label in trace] for trace in traces], Outcome.UNKNOWN)

    def work() -> list[int]:
        paths = Paths(whole.paths.codes, whole.paths.start)  # anew: it keeps its order
        requests = Requests(paths, whole.path, whole.outcome, whole.reached)
        costs: list[int] = align(automaton_of(net), labels, requests, Costs(), silent).cost.tolist()
        return costs

    return work


def lanekeeper_numpy(file: Path) -> Work:
    """The same without compiled loops."""
    work = lanekeeper_now(file)

    def plain() -> list[int]:
        with without():
            return work()

    return plain


def r4pm_traces(file: Path) -> Work:
    """One call a path."""
    net, traces = read_input(file)
    theirs = rust4pm.to_r4pm(net)
    return lambda: rust4pm.aligned(traces, theirs)


def r4pm_variants(file: Path) -> Work:
    """All paths in one call, on all cores."""
    net, traces = read_input(file)
    theirs, projection = rust4pm.to_r4pm(net), rust4pm.projection_of(traces)

    def work() -> list[int]:
        costs = rust4pm.variants_aligned(projection, theirs)
        return [costs[trace] for trace in traces]

    return work


def pm4py_a_star(file: Path) -> Work:
    """pm4py's A* with the state equation."""
    return _pm4py(file, dijkstra=False)


def pm4py_dijkstra(file: Path) -> Work:
    """pm4py's Dijkstra, its fastest exact one on small models."""
    return _pm4py(file, dijkstra=True)


def _pm4py(file: Path, dijkstra: bool) -> Work:
    net, traces = read_input(file)
    pm4py_bridge.alignment_costs(traces[:1], net, dijkstra)
    return lambda: pm4py_bridge.alignment_costs(traces, net, dijkstra)
