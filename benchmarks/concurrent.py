"""Models with too many situations to list: Lanekeeper's search beside r4pm and pm4py, on the same nets and paths.

`uv run python -m benchmarks.concurrent [--quick] [--json FILE] [--verify]`

Measured as `benchmarks.align` does it: each engine in a process of its own, from the net and the paths to the costs
and moves. Peers align a stated sample, and their time is scaled by the number of paths; every cost they give must
be ours. `--verify` compares 400 random nets with 2,400 noisy deals with r4pm instead, and with a plain search that
takes costs of any kind; any difference is a defect, and the exit code 1.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import rust4pm
from benchmarks.align import REAL
from benchmarks.align_engines import Trace, Work, read_input, write_input
from benchmarks.documented import counted
from benchmarks.measure import Alone, Row, alone, show
from mining import pm4py_bridge
from mining.alignment.align import alphabet
from mining.alignment.large.align import align_large
from mining.alignment.large.limits import Limits
from mining.alignment.model import compiled_model
from mining.alignment.requests import Requests
from mining.sources.read import ImportOptions, import_log
from models.case_table import Outcome
from models.costs import Costs
from models.petri_net import PetriNet, Transition
from models.progress import silent

BRANCHES, STEPS = 12, 4
PEERS = {
    "r4pm align_trace": "benchmarks.align_engines:r4pm_traces",
    "pm4py A*, state equation": "benchmarks.align_engines:pm4py_a_star",
}


@dataclass(frozen=True)
class Case:
    """A net, its distinct paths, and how many of them each peer is given."""

    name: str
    net: PetriNet
    traces: list[Trace]
    sample: tuple[int, int]


def main() -> None:
    """Measure or verify, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="one round, smaller samples")
    parser.add_argument("--json", metavar="FILE", help="also write the rows as JSON")
    parser.add_argument("--verify", action="store_true", help="compare random nets with two other searches")
    given = parser.parse_args()
    if given.verify:
        sys.exit(1 if verify() else 0)
    with TemporaryDirectory() as name:
        rows = [row for case in cases(given.quick) for row in _rows(case, Path(name), given.quick)]
    show(rows, given.json)


def cases(quick: bool) -> Iterator[Case]:
    """Twelve branches of four steps, and inductive models of real logs that leave nothing out."""
    net = parallel(BRANCHES, STEPS)
    yield Case(
        f"{BRANCHES} parallel branches of {STEPS}",
        net,
        noisy(net, 100),
        (1 if quick else 4, 1 if quick else 4),
    )
    for name, sample in (("sepsis", (10**6, 40)), ("BPI 2012", (200, 2))):
        if REAL[name].exists():
            deals = counted(import_log([REAL[name]], ImportOptions(), silent).log)
            net = pm4py_bridge.inductive(deals, 0.0)
            yield Case(f"{name}, inductive, all flow", net, [*deals], sample)


def parallel(branches: int, steps: int) -> PetriNet:
    """A start, branches of steps side by side, and an end."""
    ins = [f"b{b}p0" for b in range(branches)]
    outs = [f"b{b}p{steps}" for b in range(branches)]
    inner = [
        Transition(f"b{b}s{s}", f"b{b}s{s}", ((f"b{b}p{s}", 1),), ((f"b{b}p{s + 1}", 1),))
        for b in range(branches)
        for s in range(steps)
    ]
    begin = Transition("begin", "begin", (("source", 1),), tuple((place, 1) for place in ins))
    end = Transition("end", "end", tuple((place, 1) for place in outs), (("sink", 1),))
    places = [f"b{b}p{s}" for b in range(branches) for s in range(steps + 1)]
    net_places = ("source", *places, "sink")
    return PetriNet("parallel", net_places, (begin, *inner, end), {"source": 1}, {"sink": 1})


def noisy(net: PetriNet, count: int) -> list[Trace]:
    """Ways through the net, each with up to four events lost, added or exchanged."""
    dice = random.Random(12)
    found: dict[Trace, None] = {}
    while len(found) < count:
        trace, waiting = ["begin"], [[f"b{b}s{s}" for s in range(STEPS)] for b in range(BRANCHES)]
        while any(waiting):
            trace.append(dice.choice([branch for branch in waiting if branch]).pop(0))
        trace.append("end")
        for _ in range(dice.randint(0, 4)):
            i, j = dice.randrange(len(trace)), dice.randrange(len(trace))
            what = dice.randrange(3)
            if what == 0:
                del trace[i]
            elif what == 1:
                trace.insert(i, dice.choice(net.labels))
            else:
                trace[i], trace[j] = trace[j], trace[i]
        found.setdefault(tuple(trace))
    return [*found]


def lanekeeper(file: Path) -> Work:
    """Prepare the net, sort the paths, explain them, write down the moves."""
    net, traces = read_input(file)
    labels = alphabet(dict.fromkeys(label for trace in traces for label in trace), [compiled_model(net)])
    code = {label: i for i, label in enumerate(labels)}
    requests = Requests.of([[code[label] for label in trace] for trace in traces], Outcome.UNKNOWN)
    limits = Limits(seconds=600, fallback_seconds=0)

    def work() -> list[int]:
        costs: list[int] = align_large(
            net, (), False, labels, requests, Costs(), silent, limits
        ).cost.tolist()
        return costs

    align_large(
        net, (), False, labels, requests.take(requests.path[:1].astype("i8")), Costs(), silent, limits
    )
    return work


def _rows(case: Case, folder: Path, quick: bool) -> Iterator[Row]:
    whole, part = folder / "whole.json", folder / "part.json"
    write_input(whole, case.net, case.traces)
    ours = _run("benchmarks.concurrent:lanekeeper", whole, 1 if quick else 5)
    for (peer, work), most in zip(PEERS.items(), case.sample, strict=True):
        chosen = range(0, len(case.traces), -(-len(case.traces) // most))
        write_input(part, case.net, [case.traces[i] for i in chosen])
        theirs = _run(work, part, 0)
        differ = sum(ours.result[i] != cost for i, cost in zip(chosen, theirs.result, strict=True))
        scale = len(case.traces) / len(chosen)
        cpu, wall = theirs.cpu_s * scale, theirs.wall_s * scale
        yield Row(
            case.name, len(case.traces), ours.cpu_s, ours.wall_s, peer, cpu, wall, cpu / ours.cpu_s,
            f"{differ} of {len(chosen)} costs differ; {ours.result.count(-1)} not finished; "
            f"{1000 * ours.cpu_s / len(case.traces):.2f} ms a path",
            ours.peak_mb, theirs.peak_mb, wall / ours.wall_s,
        )  # fmt: skip


def _run(work: str, file: Path, rounds: int) -> Alone:
    done = alone(work, file, rounds)
    assert done is not None
    return done


def verify(nets: int = 400, seed: int = 1) -> int:
    """How many costs on random nets differ from r4pm's, or with any costs from a plain search's; says so."""
    from tests.mining.alignment.large.random_nets import LABELS, a_deal, a_net, cheapest

    dice = random.Random(seed)
    deals = differ = 0
    for number in range(nets):
        net = a_net(dice, number)
        traces = [a_deal(dice, net) for _ in range(6)]
        requests = Requests.of(
            [[LABELS.index(event) for event in trace] for trace in traces], Outcome.UNKNOWN
        )
        any_costs = Costs(*({label: dice.randint(1, 9) for label in LABELS} for _ in range(2)))
        standard, other = (
            align_large(net, (), False, LABELS, requests, costs, silent).cost.tolist()
            for costs in (Costs(), any_costs)
        )
        theirs = rust4pm.costs_of(traces, net)
        plain = [cheapest(net, trace, any_costs.extra, any_costs.left_out) for trace in traces]
        differ += sum(a != b for a, b in zip([*standard, *other], [*theirs, *plain], strict=True))
        deals += len(traces)
    print(f"{nets} random nets, {deals:,} deals: {differ} costs differ from r4pm's and a plain search's")
    return differ


if __name__ == "__main__":
    main()
