"""Alignments by r4pm, the Rust engine: the peer of `benchmarks.align`, and an oracle for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from models.petri_net import PetriNet

OPTIONS: Any = {
    "cost_fn": {"log_move_cost": 1, "model_move_cost": 1, "silent_move_cost": 0, "sync_move_cost": 0},
    "max_states": 100_000_000,
}
"""Standard costs; its own limit would end the search before the longest paths of BPI 2012 are aligned."""


def cost_of(trace: Sequence[str], net: PetriNet) -> int:
    """The cost of r4pm's optimal alignment: moves on the log and on visible transitions."""
    return costs_of([trace], net)[0]


def costs_of(traces: Sequence[Sequence[str]], net: PetriNet) -> list[int]:
    """The same for many, one after another. Raises TypeError, as r4pm does, where it gives up."""
    return aligned(traces, to_r4pm(net))


def aligned(traces: Sequence[Sequence[str]], net: Any) -> list[int]:
    """The costs for a net that is already r4pm's."""
    from r4pm.bindings import align_trace

    return [align_trace(net, list(trace), OPTIONS)["cost"] for trace in traces]


def projection_of(traces: Sequence[Sequence[str]]) -> str:
    """The name under which r4pm holds the paths, each once: what it aligns fastest."""
    import r4pm
    from r4pm.bindings import log_to_activity_projection

    events = [label for trace in traces for label in trace]
    case = [str(number) for number, trace in enumerate(traces) for _ in trace]
    begin = datetime(2026, 1, 1)
    time = [begin + timedelta(seconds=second) for trace in traces for second in range(len(trace))]
    table = r4pm._polars.DataFrame(
        {"case:concept:name": case, "concept:name": events, "time:timestamp": time}
    )
    return str(log_to_activity_projection(r4pm.import_item_from_df("EventLog", table)))


def variants_aligned(projection: str, net: Any) -> dict[tuple[str, ...], int]:
    """The cost of every path of a projection, in one call."""
    from r4pm.bindings import align_variants

    found: Any = align_variants(net, projection, OPTIONS)
    return {tuple(one["activities"]): one["result"]["Ok"]["cost"] for one in found}


def to_r4pm(net: PetriNet) -> Any:
    """The dictionary that r4pm takes for a net: ids are UUIDs, a label of None is a silent transition."""
    place = {name: str(uuid5(NAMESPACE_OID, f"place {name}")) for name in net.places}
    step = {t.name: str(uuid5(NAMESPACE_OID, f"transition {t.name}")) for t in net.transitions}
    into = [
        ("PlaceTransition", place[p], step[t.name], weight) for t in net.transitions for p, weight in t.takes
    ]
    out = [
        ("TransitionPlace", step[t.name], place[p], weight) for t in net.transitions for p, weight in t.puts
    ]
    return {
        "places": {one: {"id": one} for one in place.values()},
        "transitions": {step[t.name]: {"id": step[t.name], "label": t.label} for t in net.transitions},
        "arcs": [
            {"from_to": {"type": kind, "nodes": [source, target]}, "weight": weight}
            for kind, source, target, weight in (*into, *out)
        ],
        "initial_marking": {place[p]: tokens for p, tokens in net.initial.items() if tokens},
        "final_markings": [{place[p]: tokens for p, tokens in net.final.items() if tokens}],
    }
