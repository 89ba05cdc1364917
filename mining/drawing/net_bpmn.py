"""A Petri net as a BPMN model: transitions become tasks, places and silent transitions gateways where they branch."""

from __future__ import annotations

from collections.abc import Mapping

from mining.drawing.builder import BpmnBuilder
from mining.drawing.meaning import allow_the_same, can_always_finish, meaning
from mining.drawing.net_graph import main_way, place_key, transition_key
from models.errors import UserError
from models.model_graph import ModelGraph, ShapeKind
from models.petri_net import PetriNet, Transition
from resources.translation import tr


class NotDrawable(UserError):
    """BPMN cannot say what a net says; `reason` is why, as the end of a sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            tr(
                "This Petri net cannot be drawn as BPMN without saying something else: {reason}. PNML "
                "can hold it.",
                reason=reason,
            )
        )


def net_bpmn(net: PetriNet, counts: Mapping[str, int] | None = None) -> ModelGraph:
    """The BPMN model with the same language; `counts` (deals by activity) say which way is drawn straight.

    Where every choice is free (transitions that share a place to take from take from the same places) that is so
    by construction. Elsewhere a choice is drawn where the token is, and the model is taken only if it allows the
    same as the net and can always finish. Raises NotDrawable where there is no such model.
    """
    _check(net)
    graph = _drawn(net, counts or {})
    if not _is_free_choice(net):
        means = meaning(graph)
        if not (can_always_finish(means) and allow_the_same(net, means)):
            raise NotDrawable(tr("a choice in it depends on what happens beside it (it is not free-choice)"))
    return graph


def _drawn(net: PetriNet, counts: Mapping[str, int]) -> ModelGraph:
    build = BpmnBuilder()
    main = set(main_way(net, counts))
    start, end = build.add(ShapeKind.START, main=True), build.add(ShapeKind.END, main=True)
    (source,), (sink,) = net.initial, net.final
    ways = {place: build.add(ShapeKind.CHOICE, main=place_key(place) in main) for place in net.places}
    shared = _rendezvous(net, ways, build, main)
    for transition in net.transitions:
        _add_transition(transition, ways, shared, build, transition_key(transition) in main)
    build.connect(start, ways[source])
    build.connect(ways[sink], end)
    return build.graph(net.name)


def _add_transition(
    transition: Transition,
    ways: Mapping[str, str],
    shared: Mapping[frozenset[str], str],
    build: BpmnBuilder,
    main: bool,
) -> None:
    """The task, or the gateway of a silent transition, with what joins before it and splits behind it."""
    silent = transition.label is None
    takes, puts = ([place for place, _ in side] for side in (transition.takes, transition.puts))
    together = frozenset(takes)
    first = last = build.add(ShapeKind.PARALLEL if silent else ShapeKind.TASK, transition.label or "", main)
    if len(puts) > 1 and not silent:
        last = build.add(ShapeKind.PARALLEL, main=main)
        build.connect(first, last)
    if together in shared:
        build.connect(shared[together], first)
    else:
        if len(takes) > 1 and not silent:
            join = build.add(ShapeKind.PARALLEL, main=main)
            build.connect(join, first)
            first = join
        for place in takes:
            build.connect(ways[place], first)
    for place in puts:
        build.connect(last, ways[place])


def _rendezvous(
    net: PetriNet, ways: Mapping[str, str], build: BpmnBuilder, main: set[str]
) -> dict[frozenset[str], str]:
    """Where several transitions take from the same several places: these join first, then a choice follows."""
    groups: dict[frozenset[str], int] = {}
    for transition in net.transitions:
        takes = frozenset(place for place, _ in transition.takes)
        groups[takes] = groups.get(takes, 0) + 1
    found = {}
    for takes, several in groups.items():
        if len(takes) > 1 and several > 1:
            on_main = any(place_key(place) in main for place in takes)
            join = build.add(ShapeKind.PARALLEL, main=on_main)
            choice = build.add(ShapeKind.CHOICE, main=on_main)
            for place in sorted(takes):
                build.connect(ways[place], join)
            build.connect(join, choice)
            found[takes] = choice
    return found


def _check(net: PetriNet) -> None:
    if any(n > 1 for t in net.transitions for _, n in (*t.takes, *t.puts)):
        raise NotDrawable(tr("an arc moves several tokens at once"))
    if not all(t.takes and t.puts for t in net.transitions):
        raise NotDrawable(tr("a transition takes from or gives to no place"))
    if list(net.initial.values()) != [1] or list(net.final.values()) != [1]:
        raise NotDrawable(tr("it does not begin and end with one token in one place"))
    (sink,) = net.final
    if any(place == sink for t in net.transitions for place, _ in t.takes):
        raise NotDrawable(tr("its end can be left again"))


def _is_free_choice(net: PetriNet) -> bool:
    groups: dict[str, frozenset[str]] = {}
    for transition in net.transitions:
        takes = frozenset(place for place, _ in transition.takes)
        if any(groups.setdefault(place, takes) != takes for place in takes):
            return False
    return True
