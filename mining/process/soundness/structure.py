"""What is wrong with a net as it is drawn: missing ends, parts that hang loose, names that collide."""

from __future__ import annotations

from collections.abc import Iterator, Set

from mining.process.soundness.reaching import reached
from mining.process.soundness.wording import listed, quoted, title
from models.label import key
from models.model_finding import ModelFault, ModelFinding
from models.petri_net import PetriNet, Transition
from resources.translation import tr

Node = tuple[str, int | str]
"""("step", number of the transition) or ("place", name)."""


def missing(net: PetriNet) -> Iterator[ModelFinding]:
    """Errors without which nothing else can be asked: no step, no start, no end."""
    if not net.transitions:
        yield ModelFinding(
            ModelFault.EMPTY,
            "error",
            tr("The process has no step at all; draw at least one between its start and its end."),
        )
    if not any(net.initial.values()):
        yield ModelFinding(
            ModelFault.NO_START,
            "error",
            tr("Nothing says where the process begins; draw a start event or set an initial marking."),
        )
    if not any(net.final.values()):
        yield ModelFinding(
            ModelFault.NO_END,
            "error",
            tr("Nothing says when the process is finished; draw an end event or set a final marking."),
        )


def loose(net: PetriNet) -> Iterator[ModelFinding]:
    """Warnings for what no way leads to, what leads nowhere, and what waits for nothing."""
    ways = _Ways(net)
    for step in net.transitions:
        if not step.takes:
            yield ModelFinding(
                ModelFault.ALWAYS_POSSIBLE,
                "warning",
                tr(
                    "The step {title} waits for nothing, so it can happen at any time and for ever; connect "
                    "it to what comes before it.",
                    title=title(step),
                ),
                (title(step),),
            )
    begins: list[Node] = [("place", place) for place, count in net.initial.items() if count]
    begins += [("step", i) for i, step in enumerate(net.transitions) if not step.takes]
    ends: list[Node] = [("place", place) for place, count in net.final.items() if count]
    connected = reached(begins + ends, ways.after, ways.before)
    from_start = reached(begins, ways.after)
    finishing = reached(ends, ways.before)
    yield from _about(
        ways,
        ModelFault.APART,
        ways.after.keys() - connected,
        tr("Nothing connects {} with the rest of the process; connect or remove it."),
    )
    yield from _about(
        ways,
        ModelFault.NOT_REACHED,
        connected - from_start,
        tr("Nothing leads from the start to {}; connect or remove it."),
    )
    yield from _about(
        ways,
        ModelFault.NO_WAY_TO_END,
        from_start - finishing,
        tr("No way leads from {} to the end of the process; connect it to the next step or to an end."),
    )


def places_without_end(net: PetriNet) -> frozenset[str]:
    """The places from which no way leads to the end."""
    ways = _Ways(net)
    finishing = reached([("place", place) for place, count in net.final.items() if count], ways.before)
    return frozenset(place for place in net.places if ("place", place) not in finishing)


def _about(ways: _Ways, kind: ModelFault, nodes: Set[Node], sentence: str) -> Iterator[ModelFinding]:
    """One warning about the visible steps among the nodes; without those the silent ones, then the places."""
    found = [node for node in ways.after if node in nodes]
    steps = [ways.net.transitions[i] for kind, i in found if kind == "step" and isinstance(i, int)]
    titles = [step.label for step in steps if step.label is not None] or [step.name for step in steps]
    concerned = tuple(dict.fromkeys(titles or [str(place) for _, place in found]))
    if concerned:
        shown = listed(concerned) if titles else quoted(concerned)
        yield ModelFinding(kind, "warning", sentence.format(shown), concerned)


def names(net: PetriNet) -> Iterator[ModelFinding]:
    """Steps with one name, which is allowed, and names that look like one and are compared as one."""
    if not net.labels:
        yield ModelFinding(
            ModelFault.EMPTY,
            "warning",
            tr("No step of the process has a name, so every event counts as undocumented; name the steps."),
        )
    steps: dict[str, list[Transition]] = {}
    spelt: dict[str, dict[str, None]] = {}
    for step in net.transitions:
        if step.label is not None:
            spelt.setdefault(key(step.label), {})[step.label] = None
            if sorted(step.takes) != sorted(step.puts):  # a mere repeat belongs to the step before it
                steps.setdefault(step.label, []).append(step)
    for label, found in steps.items():
        if len(found) > 1:
            yield ModelFinding(
                ModelFault.DUPLICATE_LABEL,
                "note",
                tr(
                    "{found} steps are called {label}; that is allowed, an event counts for the one that "
                    "fits best.",
                    found=len(found),
                    label=label,
                ),
                (label,),
            )
    for labels in spelt.values():
        if len(labels) > 1:
            yield ModelFinding(
                ModelFault.SIMILAR_LABELS,
                "warning",
                tr(
                    "{labels} differ only by case or spaces and count as one name; write it in one way.",
                    labels=listed(tuple(labels)),
                ),
                tuple(labels),
            )


class _Ways:
    """The net as a graph of steps and places."""

    def __init__(self, net: PetriNet) -> None:
        self.net = net
        nodes: list[Node] = [("step", i) for i in range(len(net.transitions))]
        nodes += [("place", place) for place in net.places]
        self.after: dict[Node, list[Node]] = {node: [] for node in nodes}
        self.before: dict[Node, list[Node]] = {node: [] for node in nodes}
        for i, step in enumerate(net.transitions):
            for place, _ in step.takes:
                self._join(("place", place), ("step", i))
            for place, _ in step.puts:
                self._join(("step", i), ("place", place))

    def _join(self, source: Node, target: Node) -> None:
        self.after[source].append(target)
        self.before[target].append(source)
