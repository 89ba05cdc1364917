"""The drawn flow while it is taken apart: gateways, and between them edges that carry what was found already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from mining.process.blocks.tree import Content, Mark, NotInBlocks, Task
from mining.process.bpmn_graph import Graph, Node

START, END = "the start", "the end"
MOST_NODES = 4_000
MOST_VISITS = 3_000_000
"""So many places are looked at while ways back are searched for; of a process with 500 stages it takes two thirds."""


@dataclass(eq=False)
class Edge:
    """A way from one node to another; `flows` are those drawn before its first content, or all without any."""

    source: str
    target: str
    content: Content = ()
    flows: tuple[str, ...] = ()


@dataclass(eq=False)
class Place:
    """A gateway (`xor` or `and`), a task, the start or the end; `content` is what happens on passing it."""

    kind: str
    content: Content = ()
    ins: list[Edge] = field(default_factory=list)
    outs: list[Edge] = field(default_factory=list)


class Network:
    """Places by name and the edges between them; several edges may join the same two places."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {START: Place("start"), END: Place("end")}
        self.backs: list[tuple[str, ...]] = []
        self.visits = 0

    def add(self, name: str, kind: str, content: Content = ()) -> str:
        """A new place; returns its name."""
        self.places[name] = Place(kind, content)
        return name

    def connect(self, source: str, target: str, flows: tuple[str, ...] = ()) -> None:
        """A new edge."""
        edge = Edge(source, target, (), flows)
        self.places[source].outs.append(edge)
        self.places[target].ins.append(edge)

    def drop(self, edge: Edge) -> None:
        """Take an edge away."""
        self.places[edge.source].outs.remove(edge)
        self.places[edge.target].ins.remove(edge)

    def pass_over(self, name: str) -> None:
        """Join the only edge into a place with the only one out of it."""
        place = self.places.pop(name)
        (first,), (second,) = place.ins, place.outs
        if not first.content and not place.content:
            first.flows += second.flows
        first.content += place.content + second.content
        first.target = second.target
        ins = self.places[second.target].ins
        ins[ins.index(second)] = first

    def take_back(self, edge: Edge) -> None:
        """Turn an edge without content into a way back: a mark where it leaves and one where it arrives."""
        number = len(self.backs)
        self.backs.append(edge.flows)
        self.places[edge.source].content += (Mark(number, arrives=False),)
        self.places[edge.target].content += (Mark(number, arrives=True),)
        self.drop(edge)

    def reached(
        self, first: str, backwards: bool = False, without: Edge | None = None, past: str = ""
    ) -> set[str]:
        """The places that edges lead to from one, itself included; not by way of an edge or a place."""
        found, waiting = {first}, [first]
        while waiting:
            place = self.places[waiting.pop()]
            for edge in place.ins if backwards else place.outs:
                name = edge.source if backwards else edge.target
                if edge is not without and name != past and name not in found:
                    found.add(name)
                    waiting.append(name)
        self.count(len(found))
        return found

    def count(self, visits: int) -> None:
        """Note that so many places were looked at; raises NotInBlocks where it becomes too much."""
        self.visits += visits
        if self.visits > MOST_VISITS:
            raise NotInBlocks("its ways back are too tangled to tell them apart")


def network_of(graph: Graph) -> Network:
    """The network of a BPMN graph: every place parts ways or brings them together, none does both.

    Raises NotInBlocks for what has no block: inclusive gateways and events on the border of a task.
    """
    if len(graph.nodes) > MOST_NODES:
        raise NotInBlocks(f"it has more than {MOST_NODES:,} steps and gateways")
    network = Network()
    entry, leave = {}, {}
    for node in graph.nodes.values():
        entry[node.ident], leave[node.ident] = _places(node, network)
    starts = [node.ident for node in graph.nodes.values() if node.kind == "start"]
    starts = starts or [node.ident for node in graph.nodes.values() if not node.ins]
    _fan(network, START, [entry[ident] for ident in starts], "xor", away=True)
    _fan(network, END, [leave[n.ident] for n in graph.nodes.values() if not n.outs], "xor", away=False)
    for flow, (source, target) in graph.flows.items():
        network.connect(leave[source], entry[target], (flow,))
    return network


def _places(node: Node, network: Network) -> tuple[str, str]:
    """The places by which a node is entered and left."""
    if node.kind == "boundary":
        raise NotInBlocks(f"the event {node.title} leaves a task before it is done")
    if node.kind == "or" and len(node.outs) > 1:
        raise NotInBlocks(f"the inclusive gateway {node.title} takes one way or several")
    gateway = node.kind in ("xor", "and")
    joins = node.kind if gateway else "xor"
    parts = node.kind if gateway else "and"
    content = (Task(node.ident, node.most if node.loops else 1),) if node.kind == "task" else ()
    middle = ("task", content) if content else ("pass", ())
    names = [
        *([network.add(f"{node.ident} (in)", joins)] if len(node.ins) > 1 else []),
        network.add(node.ident, *middle),
        *([network.add(f"{node.ident} (out)", parts)] if len(node.outs) > 1 else []),
    ]
    for first, second in pairwise(names):
        network.connect(first, second)
    return names[0], names[-1]


def _fan(network: Network, hub: str, names: Iterable[str], kind: str, away: bool) -> None:
    """Connect the start or the end with the places next to it, by a gateway where there are several."""
    ends = list(names)
    if len(ends) > 1:
        gateway = network.add(f"{hub} (gateway)", kind)
        network.connect(*((hub, gateway) if away else (gateway, hub)))
        hub = gateway
    for name in ends:
        network.connect(*((hub, name) if away else (name, hub)))
