"""The one place that calls pm4py: discovery from counted variants, and its alignments as a second opinion.

Importing pm4py takes seconds, so it happens inside the functions, which are meant for `mining.worker`.
Everything that goes in and comes out is plain data or a model of ours.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from mining.discovery.step_counts import step_counts
from mining.number_format import number
from models.costs import Costs
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from models.process_tree import Operator, ProcessTree
from models.progress import Report
from resources.translation import tr

Variants = Mapping[tuple[str, ...], int]
"""Distinct activity sequences and how many deals follow each."""

_ONE_MOVE = 10_000  # pm4py's cost of a move on the log or on a visible transition; silent ones cost at most 1
_AT_ONCE = 200  # paths replayed between two reports
REPLAYING = tr("Replaying the deals' paths with pm4py")


def inductive_tree(variants: Variants, noise: float) -> ProcessTree:
    """The inductive miner's process tree; with a noise threshold (0 to 1) above 0, rare flow is left out.

    Without noise filtering every variant fits. The miner's own classes are called with the counted variants:
    pm4py's public functions take only a raw log.
    """
    _prepare()
    from pm4py.algo.discovery.inductive.algorithm import IMFUVCL, IMUVCL, IMDataStructureUVCL
    from pm4py.objects.process_tree.utils import generic

    counted = IMDataStructureUVCL(Counter(dict(variants)))
    tree = IMFUVCL({}).apply(counted, {_noise_key(): noise}) if noise > 0 else IMUVCL({}).apply(counted, {})
    tree = generic.fold(tree)
    generic.tree_sort(tree)
    return _from_tree(tree)


def inductive(variants: Variants, noise: float) -> PetriNet:
    """The inductive miner's process tree as a Petri net, which is always sound."""
    return tree_to_net(inductive_tree(variants, noise))


def tree_to_net(tree: ProcessTree) -> PetriNet:
    """The Petri net of a process tree, by pm4py's conversion."""
    _prepare()
    from pm4py.objects.conversion.process_tree.variants import to_petri_net

    return _from_net(*to_petri_net.apply(_to_tree(tree)))


def heuristics(variants: Variants, dependency: float) -> PetriNet:
    """The heuristics miner's net from counted variants; `dependency` (0 to 1) is how sure a step must be.

    Raises UserError where no step to or from an activity passes that threshold.
    """
    _prepare()
    from pm4py.algo.discovery.heuristics.variants import classic
    from pm4py.objects.conversion.heuristics_net.variants import to_petri_net

    steps, windows, triples, activities, starts, ends = step_counts(variants)
    found = classic.apply_heu_dfg(
        steps,
        activities=list(activities),
        activities_occurrences=activities,
        start_activities=starts,
        end_activities=ends,
        dfg_window_2=windows,
        freq_triples=triples,
        parameters={classic.Parameters.DEPENDENCY_THRESH: dependency},
    )
    net = _from_net(*to_petri_net.apply(found))
    loose = sorted({t.label for t in net.transitions if t.label and not (t.takes and t.puts)})
    if loose or not net.transitions:
        raise UserError(
            tr(
                "The heuristics miner finds no dependable step to or from {loose}: lower the threshold "
                "or use the inductive miner.",
                loose=", ".join(loose) or tr("any activity"),
            )
        )
    return net


def alignment_cost(trace: tuple[str, ...], net: PetriNet, dijkstra: bool = False) -> int:
    """The cost of pm4py's optimal alignment: moves on the log and on visible transitions.

    By A* with the state equation, or by plain Dijkstra. Raises UserError where pm4py finds none.
    """
    return alignment_costs([trace], net, dijkstra)[0]


def alignment_costs(traces: Iterable[tuple[str, ...]], net: PetriNet, dijkstra: bool = False) -> list[int]:
    """The same for many, with pm4py's net built once."""
    _prepare()
    from pm4py.algo.conformance.alignments.petri_net import algorithm
    from pm4py.objects.log.obj import Event, Trace

    theirs = to_pm4py(net)
    variant = (
        algorithm.Variants.VERSION_DIJKSTRA_NO_HEURISTICS
        if dijkstra
        else algorithm.Variants.VERSION_STATE_EQUATION_A_STAR
    )
    costs = []
    for trace in traces:
        events = Trace([Event({"concept:name": name}) for name in trace])
        found = algorithm.apply_trace(events, *theirs, variant=variant)
        if found is None:
            raise UserError(
                tr(
                    "pm4py finds no alignment with the process “{name}”: its end cannot be reached.",
                    name=net.name,
                )
            )
        costs.append(int(found["cost"]) // _ONE_MOVE)
    return costs


def timed_moves(
    traces: Sequence[tuple[str, ...]], net: PetriNet, costs: Costs, each: float, in_all: float, report: Report
) -> list[list[tuple[str, str | None]] | None]:
    """For every trace pm4py's pairs of event and step (`>>`: none, None: silent) by A* with the state equation.

    They are optimal; None where that took too long: `each` and `in_all` are seconds.
    """
    _prepare()
    from pm4py.algo.conformance.alignments.petri_net.variants import state_equation_a_star as a_star
    from pm4py.objects.log.obj import Event, Trace

    theirs, until, key = to_pm4py(net), time.monotonic() + in_all, a_star.Parameters
    left_out = {
        t: _ONE_MOVE * costs.left_out.get(t.label, 1) if t.label else 1 for t in theirs[0].transitions
    }
    found = []
    for i, trace in enumerate(traces):
        report(
            i / len(traces),
            tr(
                "The hardest {traces} paths take at most {in_all} seconds more",
                traces=number(len(traces)),
                in_all=number(in_all),
            ),
        )
        left = min(each, until - time.monotonic())
        extra = [_ONE_MOVE * costs.extra.get(name, 1) for name in trace]
        given = {key.PARAM_TRACE_COST_FUNCTION: extra, key.PARAM_MODEL_COST_FUNCTION: left_out}
        given |= {
            key.PARAM_SYNC_COST_FUNCTION: dict.fromkeys(left_out, 0),
            key.PARAM_MAX_ALIGN_TIME_TRACE: left,
        }
        events = Trace([Event({"concept:name": name}) for name in trace])
        one = a_star.apply(events, *theirs, given) if left > 0 else None
        found.append(None if one is None else list(one["alignment"]))
    return found


def is_sound(net: PetriNet) -> bool:
    """Whether Woflan, in pm4py, calls the net a sound workflow net (one place to begin, one to end)."""
    _prepare()
    from pm4py.algo.analysis.woflan import algorithm

    asked = algorithm.Parameters
    quietly = {asked.RETURN_ASAP_WHEN_NOT_SOUND: True, asked.PRINT_DIAGNOSTICS: False}
    return bool(algorithm.apply(*to_pm4py(net), parameters=quietly))


def precision(variants: Variants, net: PetriNet) -> float:
    """pm4py's precision by escaping edges, whose prefixes are aligned; prefixes that do not fit are left out."""
    _prepare()
    from pm4py.algo.evaluation.precision.variants import align_etconformance as theirs

    options = {theirs.Parameters.MULTIPROCESSING: False, theirs.Parameters.SHOW_PROGRESS_BAR: False}
    return float(theirs.apply(log_of(variants), *to_pm4py(net), parameters=options))


def generalisation(variants: Variants, net: PetriNet) -> float:
    """pm4py's generalisation: over all transitions, silent ones too, used as its token replay fires them."""
    _prepare()
    from pm4py.algo.evaluation.generalization.variants import token_based

    return float(token_based.apply(log_of(variants), *to_pm4py(net)))


def log_footprint(variants: Variants) -> dict[tuple[str, str], str]:
    """pm4py's footprint of a log: the pairs that it calls "sequence" or "parallel"."""
    _prepare()
    from pm4py.algo.discovery.footprints.log.variants import entire_event_log

    return _relations(entire_event_log.apply(log_of(variants)))


def net_footprint(net: PetriNet) -> dict[tuple[str, str], str]:
    """pm4py's footprint of a net, read off its reachability graph."""
    _prepare()
    from pm4py.algo.discovery.footprints.petri.variants import reach_graph

    theirs, initial, _ = to_pm4py(net)
    return _relations(reach_graph.apply(theirs, initial))


def _relations(footprint: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    return {pair: relation for relation in ("sequence", "parallel") for pair in footprint[relation]}


def temporal_profile(
    traces: Sequence[Sequence[tuple[str, int]]], beyond: float
) -> tuple[dict[tuple[str, str], tuple[float, float]], list[set[tuple[str, str]]]]:
    """pm4py's mean and deviation in seconds by pair of activities, and for every trace the pairs it is beyond in.

    An event is an activity and its time in microseconds since 1970.
    """
    _prepare()
    from pm4py.algo.conformance.temporal_profile.variants import log as checking
    from pm4py.algo.discovery.temporal_profile.variants import log as discovery
    from pm4py.objects.log.obj import Event, EventLog, Trace

    log = EventLog()
    for trace in traces:
        log.append(
            Trace(
                Event({"concept:name": name, "time:timestamp": datetime.fromtimestamp(time / 1e6, UTC)})
                for name, time in trace
            )
        )
    profile = discovery.apply(log)
    found = checking.apply(log, profile, {checking.Parameters.ZETA: beyond})
    return profile, [{(first, second) for first, second, *_ in deviations} for deviations in found]


def token_replay(
    paths: Sequence[tuple[str, ...]], net: PetriNet, report: Report
) -> list[tuple[int, int, int, int]]:
    """The missing, remaining, consumed and produced tokens of every path, by pm4py's token-based replay.

    The paths should be distinct. Some are replayed at a time, and after each of these batches `report` is told.
    """
    _prepare()
    from pm4py.algo.conformance.tokenreplay.variants import token_replay as theirs

    replayed: list[tuple[int, int, int, int]] = []
    model = to_pm4py(net)
    names = ("missing_tokens", "remaining_tokens", "consumed_tokens", "produced_tokens")
    options = {theirs.Parameters.SHOW_PROGRESS_BAR: False}
    for start in range(0, len(paths), _AT_ONCE):
        report(start / len(paths), REPLAYING)
        some = log_of(dict.fromkeys(paths[start : start + _AT_ONCE], 1))
        told = theirs.apply(some, *model, parameters=options)
        for one in told:
            missing, remaining, consumed, produced = (int(one[name]) for name in names)
            replayed.append((missing, remaining, consumed, produced))
    return replayed


def log_of(variants: Variants) -> Any:
    """pm4py's event log with every variant as often as it is counted."""
    _prepare()
    from pm4py.objects.log.obj import Event, EventLog, Trace

    log = EventLog()
    for variant, count in variants.items():
        events = [Event({"concept:name": name}) for name in variant]
        for _ in range(count):
            log.append(Trace(events))
    return log


def declare_counts(log: Any) -> dict[tuple[str, ...], tuple[int, int]]:
    """What pm4py counts in its `log` for every template of Declare: (called for, held), by name and activities.

    All templates over all pairs, without a threshold.
    """
    _prepare()
    from pm4py.algo.discovery.declare import algorithm

    found = algorithm.apply(log, parameters={"min_support_ratio": 0.0, "min_confidence_ratio": 0.0})
    return {
        (template, *((names,) if isinstance(names, str) else names)): (
            counts["support"],
            counts["confidence"],
        )
        for template, rules in found.items()
        for names, counts in rules.items()
    }


def declare_deviations(trace: tuple[str, ...], model: Mapping[str, Iterable[tuple[str, ...]]]) -> set[Any]:
    """Which rules of a Declare model one trace breaks, as (template, activities); `model` lists them by template."""
    _prepare()
    from pm4py.algo.conformance.declare import algorithm

    rules: dict[str, dict[Any, Any]] = {
        template: {names if len(names) > 1 else names[0]: {} for names in named}
        for template, named in model.items()
    }
    found = algorithm.apply(log_of({trace: 1}), rules)[0]["deviations"]
    return {(template, names if isinstance(names, tuple) else (names,)) for template, names in found}


def to_pm4py(net: PetriNet) -> tuple[Any, Any, Any]:
    """pm4py's net, initial marking and final marking for ours."""
    _prepare()
    from pm4py.objects.petri_net.obj import Marking
    from pm4py.objects.petri_net.obj import PetriNet as Theirs
    from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

    theirs = Theirs(net.name)
    places = {name: Theirs.Place(name) for name in net.places}
    theirs.places.update(places.values())
    for ours in net.transitions:
        transition = Theirs.Transition(ours.name, ours.label)
        theirs.transitions.add(transition)
        for place, weight in ours.takes:
            add_arc_from_to(places[place], transition, theirs, weight=weight)
        for place, weight in ours.puts:
            add_arc_from_to(transition, places[place], theirs, weight=weight)
    initial = Marking({places[name]: tokens for name, tokens in net.initial.items()})
    return theirs, initial, Marking({places[name]: tokens for name, tokens in net.final.items()})


def _from_net(theirs: Any, initial: Any, final: Any) -> PetriNet:
    """Our net for pm4py's, its places and transitions named and ordered by their distance from the start."""
    arcs = {t: (_weights(t.in_arcs, "source"), _weights(t.out_arcs, "target")) for t in theirs.transitions}
    order = sorted(arcs, key=lambda t: (t.label or "", *(sorted(side) for side in arcs[t]), str(t.name)))
    seen = {place.name: None for place in sorted(initial, key=lambda place: str(place.name))}
    transitions = []
    waiting = list(order)
    while waiting:
        enabled = [t for t in waiting if all(place in seen for place in arcs[t][0])] or waiting[:1]
        for t in enabled:
            transitions.append(t)
            seen |= dict.fromkeys(sorted(arcs[t][0])) | dict.fromkeys(sorted(arcs[t][1]))
        done = set(enabled)
        waiting = [t for t in waiting if t not in done]
    seen |= dict.fromkeys(sorted(place.name for place in theirs.places))
    name = {theirs_name: f"p{i}" for i, theirs_name in enumerate(seen)}

    def renamed(weights: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        return tuple(sorted((name[place], weight) for place, weight in weights.items()))

    return PetriNet(
        name="Discovered process",
        places=tuple(name.values()),
        transitions=tuple(
            Transition(f"t{i}", t.label, renamed(arcs[t][0]), renamed(arcs[t][1]))
            for i, t in enumerate(transitions)
        ),
        initial={name[place.name]: int(tokens) for place, tokens in initial.items()},
        final={name[place.name]: int(tokens) for place, tokens in final.items()},
    )


def _weights(arcs: Iterable[Any], end: str) -> dict[str, int]:
    return {getattr(arc, end).name: int(arc.weight) for arc in arcs}


def _from_tree(theirs: Any) -> ProcessTree:
    if theirs.operator is None:
        return ProcessTree(label=theirs.label)
    operator = Operator[theirs.operator.name]
    return ProcessTree(operator=operator, children=tuple(_from_tree(child) for child in theirs.children))


def _to_tree(ours: ProcessTree) -> Any:
    from pm4py.objects.process_tree.obj import Operator as TheirOperator
    from pm4py.objects.process_tree.obj import ProcessTree as Theirs

    if ours.operator is None:
        return Theirs(label=ours.label)
    children = [_to_tree(child) for child in ours.children]
    theirs = Theirs(operator=TheirOperator[ours.operator.name], children=children)
    for child in children:
        child.parent = theirs
    return theirs


def _noise_key() -> Any:
    from pm4py.algo.discovery.inductive.variants.imf import IMFParameters

    return IMFParameters.NOISE_THRESHOLD


def _prepare() -> None:
    """Keep pm4py from drawing progress bars; it reads this when it is imported."""
    os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
