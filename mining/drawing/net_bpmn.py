"""A Petri net as a BPMN model: transitions become tasks, places and silent transitions gateways where they branch."""

from __future__ import annotations

from collections.abc import Mapping

from mining.drawing.builder import BpmnBuilder
from mining.drawing.net_graph import main_way, place_key, transition_key
from models.errors import UserError
from models.model_graph import ModelGraph, ShapeKind
from models.petri_net import PetriNet

_WHY = (
    "This Petri net cannot be drawn as BPMN without saying something else than it says: {reason}. Look at it as a "
    "Petri net."
)


def net_bpmn(net: PetriNet, counts: Mapping[str, int] | None = None) -> ModelGraph:
    """The BPMN model with the same language, `counts` (deals by activity) say which way is drawn straight.

    Raises UserError where there is none that can be read off the net: it has to be free-choice (transitions that
    share a place to take from take from the same places), with one token at the start and one at the end.
    """
    _check(net)
    build = BpmnBuilder()
    main = set(main_way(net, counts or {}))
    start, end = build.add(ShapeKind.START, main=True), build.add(ShapeKind.END, main=True)
    (source,), (sink,) = net.initial, net.final
    enter: dict[str, str] = {}
    leave: dict[str, str] = {}
    for place in net.places:
        enter[place] = leave[place] = build.add(ShapeKind.CHOICE, main=place_key(place) in main)
    shared = _rendezvous(net, enter, build, main)
    for transition in net.transitions:
        kind = ShapeKind.PARALLEL if transition.label is None else ShapeKind.TASK
        on_main = transition_key(transition) in main
        middle = build.add(kind, transition.label or "", main=on_main)
        takes = [place for place, _ in transition.takes]
        puts = [place for place, _ in transition.puts]
        first = last = middle
        if transition.label is not None and len(puts) > 1:
            last = build.add(ShapeKind.PARALLEL, main=on_main)
            build.connect(middle, last)
        together = frozenset(takes)
        if together in shared:
            build.connect(shared[together], first)
        elif len(takes) > 1:
            if transition.label is not None:
                first = build.add(ShapeKind.PARALLEL, main=on_main)
                build.connect(first, middle)
            for place in takes:
                build.connect(leave[place], first)
        else:
            build.connect(leave[takes[0]], first)
        for place in puts:
            build.connect(last, enter[place])
    build.connect(start, enter[source])
    build.connect(leave[sink], end)
    return build.graph(net.name)


def _rendezvous(
    net: PetriNet, enter: Mapping[str, str], build: BpmnBuilder, main: set[str]
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
                build.connect(enter[place], join)
            build.connect(join, choice)
            found[takes] = choice
    return found


def _check(net: PetriNet) -> None:
    if any(n > 1 for t in net.transitions for _, n in (*t.takes, *t.puts)):
        raise UserError(_WHY.format(reason="an arc moves several tokens at once"))
    if not all(t.takes and t.puts for t in net.transitions):
        raise UserError(_WHY.format(reason="a transition takes from or gives to no place"))
    if list(net.initial.values()) != [1] or list(net.final.values()) != [1]:
        raise UserError(_WHY.format(reason="it does not begin and end with one token in one place"))
    (sink,) = net.final
    if any(place == sink for t in net.transitions for place, _ in t.takes):
        raise UserError(_WHY.format(reason="its end can be left again"))
    groups: dict[str, frozenset[str]] = {}
    for transition in net.transitions:
        takes = frozenset(place for place, _ in transition.takes)
        for place in takes:
            if groups.setdefault(place, takes) != takes:
                raise UserError(
                    _WHY.format(
                        reason="a choice in it depends on what happens beside it (it is not free-choice)"
                    )
                )
