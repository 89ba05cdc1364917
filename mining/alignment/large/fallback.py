"""What the search did not finish is given to pm4py, in the worker process and with a limit on its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mining import pm4py_bridge
from mining.alignment.large.explorer import Way
from mining.alignment.large.limits import Limits
from mining.worker import Worker
from models.alignment import MoveKind
from models.case_table import Outcome
from models.costs import STANDARD, Costs
from models.errors import UserError
from models.petri_net import PetriNet
from models.progress import Report
from models.sales_process import End
from resources.translation import tr

_START_UP = 10.0
"""Seconds of the time that are kept for loading pm4py."""

_WON = "Won"
_NOTHING = ">>"


def net_for(net: PetriNet, ends: Sequence[End], lost_anywhere: bool, outcome: Outcome) -> PetriNet | None:
    """The net whose final marking is where deals with the outcome may end; None where no net can say it.

    pm4py knows one final marking. A won deal may lack its Won event: there is a silent step beside it.
    """
    if outcome == Outcome.WON:
        last = [t for t in net.transitions if t.label == _WON]
        if any(dict(t.puts) != dict(net.final) for t in last):
            return None
        spared = (replace(t, name=f"{t.name} without event", label=None) for t in last)
        return replace(net, transitions=(*net.transitions, *spared))
    if outcome == Outcome.UNKNOWN:
        return None if ends else net
    is_lost_anywhere = lost_anywhere or any(end.name == "lost" for end in ends)
    return net if outcome == Outcome.LOST and not is_lost_anywhere else None


def fallen_back(
    net: PetriNet,
    traces: Sequence[Sequence[int]],
    labels: Sequence[str],
    costs: Costs,
    seconds: float,
    limits: Limits,
    report: Report,
) -> list[Way | None]:
    """Explanations of the paths (codes into `labels`) by pm4py within some seconds, None where that is too short."""
    if seconds <= _START_UP:
        return [None] * len(traces)
    named = [tuple(labels[code] for code in trace) for trace in traces]
    each = limits.fallback_seconds_each
    try:
        with Worker() as worker:
            found = worker.run(
                pm4py_bridge.timed_moves, named, net, costs, each, seconds - _START_UP,
                report=report, message=tr("Comparing the hardest paths"), timeout=seconds, is_telling=True,
            )  # fmt: skip
    except UserError:  # its time or memory is used up: the paths are told as not finished
        return [None] * len(traces)
    number = {label: code for code, label in enumerate(labels)}
    return [None if pairs is None else _way(pairs, number, costs) for pairs in found]


def _way(pairs: list[tuple[str, str | None]], number: dict[str, int], costs: Costs) -> Way:
    """The moves and their cost from pm4py's pairs; `>>` stands for nothing on that side."""
    kinds, labels, positions = [], [], []
    cost = position = 0
    for event, step in pairs:
        name = step if event == _NOTHING else event
        if name is None or name == _NOTHING:
            continue
        kind = MoveKind.MODEL if event == _NOTHING else MoveKind.LOG if step == _NOTHING else MoveKind.SYNC
        cost += costs.left_out.get(name, STANDARD) if kind == MoveKind.MODEL else 0
        cost += costs.extra.get(name, STANDARD) if kind == MoveKind.LOG else 0
        kinds.append(int(kind))
        labels.append(number[name])
        positions.append(position)
        position += kind != MoveKind.MODEL
    return Way(cost, kinds, labels, positions)
