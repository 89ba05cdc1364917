"""Nets drawn with arrows: `a_net("start > Qualify > p", "p > [skip] > end")`, and random ones by Hypothesis."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from models.petri_net import PetriNet, Transition
from tests.mining.alignment.nets import net_of, process_trees


def a_net(
    *steps: str,
    initial: Mapping[str, int] | None = None,
    final: Mapping[str, int] | None = None,
    places: tuple[str, ...] = (),
) -> PetriNet:
    """Every step is `places > label > places`; a label in brackets is silent, `2*p` means two tokens."""
    transitions = []
    for number, step in enumerate(steps):
        before, label, after = (part.strip() for part in step.split(">"))
        silent = re.fullmatch(r"\[(.+)\]", label)
        name = silent[1] if silent else f"t{number}"
        transitions.append(Transition(name, None if silent else label, tokens(before), tokens(after)))
    used = [place for t in transitions for place, _ in (*t.takes, *t.puts)]
    initial, final = initial or {"start": 1}, final or {"end": 1}
    names = dict.fromkeys((*used, *initial, *final, *places))
    return PetriNet("drawn", tuple(names), tuple(transitions), initial, final)


def tokens(text: str) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for part in text.split():
        weight = re.fullmatch(r"(\d+)\*(.+)", part)
        found[weight[2] if weight else part] += int(weight[1]) if weight else 1
    return tuple(found.items())


@st.composite
def any_nets(draw: st.DrawFn) -> PetriNet:
    """Any net at all: arcs, weights, cycles and tokens wherever they fall."""
    places = [f"p{i}" for i in range(draw(st.integers(1, 7)))]
    arcs = st.dictionaries(st.sampled_from(places), st.sampled_from([1, 1, 1, 2, 3, 5_000]), max_size=3)
    labels = st.sampled_from(["A", "B", "a ", None])
    steps = draw(st.lists(st.tuples(labels, arcs, arcs), max_size=8))
    tokens = st.dictionaries(st.sampled_from(places), st.sampled_from([1, 1, 2, 2_000]), max_size=2)
    transitions = tuple(
        Transition(f"t{i}", label, tuple(takes.items()), tuple(puts.items()))
        for i, (label, takes, puts) in enumerate(steps)
    )
    return PetriNet("random", tuple(places), transitions, draw(tokens), draw(tokens))


@st.composite
def spoilt_nets(draw: st.DrawFn) -> PetriNet:
    """The net of a process tree with up to three arcs or steps added or taken away."""
    net = net_of(draw(process_trees()))
    place = st.sampled_from(net.places)
    for number in range(draw(st.integers(0, 3))):
        steps = list(net.transitions)
        at = draw(st.integers(0, len(steps) - 1))
        step = steps[at]
        match draw(st.sampled_from(["put", "take", "step", "less", "gone"])):
            case "put":
                steps[at] = replace(step, puts=(*step.puts, (draw(place), 1)))
            case "take":
                steps[at] = replace(step, takes=(*step.takes, (draw(place), 1)))
            case "step":
                new = Transition(f"x{number}", "X", ((draw(place), 1),), ((draw(place), 1),))
                steps.append(new)
            case "less":
                steps[at] = replace(step, puts=step.puts[1:])
            case _:
                del steps[at]
        if not steps:
            break
        net = replace(net, transitions=tuple(steps))
    return net
