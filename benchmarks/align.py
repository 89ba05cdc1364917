"""Exact alignments of every distinct path: Lanekeeper beside r4pm and pm4py, on the same nets and paths.

`uv run python -m benchmarks.align [--quick] [--json FILE] [--verify] [--peers r4pm,pm4py]`

Each engine runs in a process of its own, is warm, and is measured from the net and the paths to the costs and
moves: Lanekeeper's part is compiling the automaton, sorting the paths, aligning and telling the moves. Peers that
would take minutes align a stated sample, and their time is scaled by the number of paths. `--verify` compares
the cost of every path with r4pm's instead; any difference is a defect, and the exit code 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.align_engines import Trace, write_input
from benchmarks.documented import APPLICATIONS, SALES, counted, documented
from benchmarks.measure import Alone, Row, alone, show
from benchmarks.sales_log import sales_log
from mining import pm4py_bridge
from mining.alignment.automaton import automaton_of
from mining.sources.read import ImportOptions, import_log
from models.event_log import EventLog
from models.petri_net import PetriNet
from models.progress import silent

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
REAL = {
    "BPI 2012": DATA / "bpic2012_full" / "bpic2012.xes.gz",
    "sepsis": DATA / "bupar_eventdata" / "sepsis.csv",
    "receipt": DATA / "receipt" / "receipt.xes.gz",
    "road fines": DATA / "road_fines" / "road_fines.xes.gz",
}
NOISE = 0.2
MOST_STATES_OF_SMALL = 30
"""Up to here pm4py needs milliseconds a path; beyond, seconds or minutes for a long one."""


@dataclass(frozen=True)
class Pair:
    """A log against a net: its distinct paths with the deals on each."""

    name: str
    net: PetriNet
    deals: Mapping[Trace, int]
    states: int

    @property
    def traces(self) -> list[Trace]:
        """The distinct paths, in the order of the log."""
        return [*self.deals]


@dataclass(frozen=True)
class Peer:
    """An engine, the package that it is of, and of how many paths it is given one (at least), small and large."""

    name: str
    package: str
    work: str
    at_most: tuple[int, int]
    longest: int = 1_000
    """Of a large model only paths up to so many events: what is left out makes the scaled time too small."""


PEERS = (
    Peer("Lanekeeper without numba", "", "lanekeeper_numpy", (10**9, 10**9)),
    Peer("r4pm align_variants", "r4pm", "r4pm_variants", (10**9, 10**9)),
    Peer("r4pm align_trace", "r4pm", "r4pm_traces", (10**9, 500)),
    Peer("pm4py A*, state equation", "pm4py", "pm4py_a_star", (200, 10), 30),
    Peer("pm4py Dijkstra", "pm4py", "pm4py_dijkstra", (200, 10), 30),
)


def main() -> None:
    """Measure or verify, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller samples, no large log")
    parser.add_argument("--json", metavar="FILE", help="also write the rows as JSON")
    parser.add_argument("--verify", action="store_true", help="compare the cost of every path with r4pm's")
    parser.add_argument("--peers", default="r4pm,pm4py", help="the packages to measure, by commas")
    parser.add_argument("--only", default="", help="only the pairs with this in their name")
    given = parser.parse_args()
    chosen = (pair for pair in pairs(given.quick) if given.only in pair.name)
    with TemporaryDirectory() as name:
        if given.verify:
            sys.exit(1 if sum([_verified(pair, Path(name)) for pair in chosen]) else 0)
        peers = [peer for peer in PEERS if not peer.package or peer.package in given.peers.split(",")]
        rows = []
        for pair in chosen:
            for row in _rows(pair, peers, Path(name), given.quick):
                rows.append(row)
                print(f"{row.task}: {row.ratio:,.0f} times {row.peer}", file=sys.stderr, flush=True)
    show(rows, given.json)


def pairs(quick: bool) -> Iterator[Pair]:
    """All that is there to be aligned; an inductive model leaves out rare flow."""
    sizes = {"sales 0.3 M": 45_000} | ({} if quick else {"sales 1.2 M": 180_000})
    logs = {name: (sales_log(deals), SALES) for name, deals in sizes.items()}
    for name, file in REAL.items():
        if file.exists():
            log = import_log([file], ImportOptions(), silent).log
            logs[name] = (log, APPLICATIONS if name == "BPI 2012" else "")
    for name, (log, text) in logs.items():
        if text:
            named, net = documented(text, log)
            yield _pair(f"{name}, documented", net, named)
        yield _pair(f"{name}, inductive", pm4py_bridge.inductive(counted(log), NOISE), log)


def _pair(name: str, net: PetriNet, log: EventLog) -> Pair:
    return Pair(name, net, counted(log), automaton_of(net).n_states)


def _verified(pair: Pair, folder: Path) -> int:
    """How many costs differ from r4pm's; says so."""
    file = folder / "pair.json"
    write_input(file, pair.net, pair.traces)
    ours, theirs = (_run(work, file, 0) for work in ("lanekeeper", "r4pm_traces"))
    differ: int = sum(one != other for one, other in zip(ours.result, theirs.result, strict=True))
    print(f"{pair.name:<28}{len(pair.deals):>8,} paths, {differ} costs differ from r4pm's", flush=True)
    return differ


def _rows(pair: Pair, peers: list[Peer], folder: Path, quick: bool) -> Iterator[Row]:
    """Lanekeeper beside each peer, measured anew for each."""
    whole, part = folder / "pair.json", folder / "sample.json"
    write_input(whole, pair.net, pair.traces)
    large = pair.states > MOST_STATES_OF_SMALL
    for peer in peers:
        rounds = 1 if quick else 5
        ours = _run("lanekeeper", whole, rounds)
        most = max(1, peer.at_most[large] // (4 if quick else 1))
        usable = [trace for trace in pair.traces if not large or len(trace) <= peer.longest]
        step = -(-len(usable) // most)
        sample = usable[::step]
        write_input(part, pair.net, sample)
        slow = large or peer.package == "pm4py"
        theirs = _run(peer.work, part, 0 if slow and peer.package else rounds)
        yield _row(pair, peer, ours, theirs, sample)


def _run(work: str, file: Path, rounds: int) -> Alone:
    done = alone(f"benchmarks.align_engines:{work}", file, rounds)
    assert done is not None
    return done


def _row(pair: Pair, peer: Peer, ours: Alone, theirs: Alone, sample: list[Trace]) -> Row:
    scale = len(pair.deals) / len(sample)
    deals = sum(pair.deals.values())
    notes = [
        f"{pair.states} states",
        f"{len(pair.deals) / ours.cpu_s:,.0f} paths/s and {deals / ours.cpu_s:,.0f} deals/s "
        f"against {len(sample) / theirs.cpu_s:,.0f} and {deals / scale / theirs.cpu_s:,.0f}",
        f"peak {ours.peak_mb:.0f} MB against {theirs.peak_mb:.0f} MB",
    ]
    if scale > 1:
        longest = max(len(trace) for trace in sample)
        notes.append(f"scaled from {len(sample)} paths of at most {longest} events")
    cpu, wall = theirs.cpu_s * scale, theirs.wall_s * scale
    return Row(
        pair.name, len(pair.deals), ours.cpu_s, ours.wall_s, peer.name, cpu, wall, cpu / ours.cpu_s,
        "; ".join(notes), ours.peak_mb, theirs.peak_mb, wall / ours.wall_s,
    )  # fmt: skip


if __name__ == "__main__":
    main()
