"""From a BPMN graph to a Petri net: a place before every node, a transition for every step, few silent ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from mining.process.bpmn_graph import Graph, Node
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from resources.translation import tr

MOST_INCLUSIVE_BRANCHES = 4
START = "start"


def net_of(graph: Graph, where: str) -> tuple[PetriNet, tuple[str, ...]]:
    """The net, still without a final marking, and the places of its end events; raises UserError."""
    starts = _check(graph, where)
    return _Build(graph, starts, where).net()


def _check(graph: Graph, where: str) -> list[str]:
    """The nodes where the process starts; every node must be reached from them and lead on."""
    for node in graph.nodes.values():
        if node.kind == "boundary":
            host = graph.nodes.get(node.host)
            if host is None or host.kind != "task":
                raise UserError(
                    tr(
                        "{where}: the event {title} must sit on a task; draw its way with a gateway.",
                        where=where,
                        title=node.title,
                    )
                )
    starts = [node.ident for node in graph.nodes.values() if node.kind == "start"]
    loose = [node for node in graph.nodes.values() if not node.ins and node.kind not in ("start", "boundary")]
    if not starts:
        if len(loose) != 1:
            raise UserError(
                tr(
                    "{where} has no start event, and {loose} steps could be the first; draw one.",
                    where=where,
                    loose=len(loose),
                )
            )
        starts, loose = [loose[0].ident], []
    reached, waiting = set(starts), list(starts)
    hosted = {node.host: node.ident for node in graph.nodes.values() if node.kind == "boundary"}
    while waiting:
        ident = waiting.pop()
        following = graph.targets(ident) + ([hosted[ident]] if ident in hosted else [])
        waiting += set(following) - reached
        reached |= set(following)
    lost = loose or [node for node in graph.nodes.values() if node.ident not in reached]
    if lost:
        raise UserError(
            tr(
                "{where}: nothing leads from the start to {title}; connect it or remove it.",
                where=where,
                title=lost[0].title,
            )
        )
    dead_ends = [node for node in graph.nodes.values() if not node.outs and node.kind != "end"]
    if any(node.kind == "end" for node in graph.nodes.values()) and dead_ends:
        raise UserError(
            tr(
                "{where}: {title} leads nowhere; connect it to the next step or an end event.",
                where=where,
                title=dead_ends[0].title,
            )
        )
    return starts


class _Build:
    """Names the places and adds the transitions, node by node."""

    def __init__(self, graph: Graph, starts: list[str], where: str) -> None:
        self.graph, self.starts, self.where = graph, starts, where
        self.transitions: list[Transition] = []
        self.names: set[str] = {START}
        self.place_of: dict[str, str] = {}
        self.place_of_flow: dict[str, str] = {}
        self.ends: dict[str, None] = {}
        self.joined: set[str] = set()  # inclusive joins that wait for every branch

    def net(self) -> tuple[PetriNet, tuple[str, ...]]:
        skipped = {
            node.ident: self._match(node) for node in self.graph.nodes.values() if self._is_split(node, "or")
        }
        for node in self.graph.nodes.values():
            if node.kind == "or" and len(node.ins) > 1 and node.ident not in self.joined:
                raise UserError(
                    tr(
                        "{where}: the inclusive gateway {title} joins branches that no inclusive gateway opened; "
                        "use an exclusive or a parallel one.",
                        where=self.where,
                        title=node.title,
                    )
                )
        if len(self.starts) == 1:
            self.place_of[self.starts[0]] = START
        else:
            for ident in self.starts:
                self._add(f"begin {self.graph.nodes[ident].title}", None, [START], [self._before(ident)])
        for node in self.graph.nodes.values():
            self._node(node, skipped.get(node.ident, {}))
        used = (place for t in self.transitions for place, _ in (*t.takes, *t.puts))
        places = tuple(dict.fromkeys((START, *used)))
        net = PetriNet(self.graph.name, places, tuple(self.transitions), {START: 1}, {})
        return net, tuple(self.ends)

    def _node(self, node: Node, skipped: dict[str, str]) -> None:
        if node.kind == "end":
            return
        if self._is_transparent(node):
            for flow in node.outs:
                if self._into(flow) != self._before(node.ident):
                    title = f"{node.title} to {self.graph.nodes[self.graph.flows[flow][1]].title}"
                    self._add(title, None, [self._before(node.ident)], [self._into(flow)])
            return
        takes = [self._into(flow) for flow in node.ins] if self._is_join(node) else [self._before(node.ident)]
        if self._is_split(node, "or"):
            for size in range(1, len(node.outs) + 1):
                for chosen in combinations(node.outs, size):
                    puts = [
                        self._into(f if f in chosen else skipped.get(f, ""))
                        for f in node.outs
                        if f in chosen or skipped
                    ]
                    self._add(node.title, None, takes, puts)
            return
        puts = [self._into(flow) for flow in node.outs] or [self._end(node)]
        if node.kind != "task":
            self._add(node.title, None, takes, puts)
        elif node.loops:
            done = self._name(f"{node.title} done")
            self._add(node.title, node.name, takes, [done])
            self._add(f"{node.title} again", node.name, [done], [done])
            self._add(f"leave {node.title}", None, [done], puts)
        else:
            self._add(node.title, node.name, takes, puts)

    def _is_join(self, node: Node) -> bool:
        return node.kind in ("and", "or") and len(node.ins) > 1

    def _is_split(self, node: Node, kind: str) -> bool:
        return node.kind == kind and len(node.outs) > 1

    def _is_transparent(self, node: Node) -> bool:
        """Whether a token in the place before it may simply move on, one way or another."""
        if node.kind in ("task", "end") or self._is_join(node) or not node.outs:
            return False
        return node.kind == "xor" or len(node.outs) == 1

    def _into(self, flow: str) -> str:
        """The place at the end of a flow: one of its own before a join, otherwise that before the node."""
        target = self.graph.nodes[self.graph.flows[flow][1]]
        if not self._is_join(target):
            return self._before(target.ident)
        if flow not in self.place_of_flow:
            source = self.graph.nodes[self.graph.flows[flow][0]]
            self.place_of_flow[flow] = self._name(f"from {source.title} to {target.title}")
        return self.place_of_flow[flow]

    def _before(self, ident: str) -> str:
        """The place before a node; where it only follows a gateway, that gateway's place is its own."""
        chain = []
        while ident not in self.place_of:
            node = self.graph.nodes[ident]
            chain.append(ident)
            source = self._only_source(node)
            if source is None:
                wish = f"before {node.title}" if node.kind != "end" else node.name or "end"
                self.place_of[ident] = self._name(wish)
                if node.kind == "end":
                    self.ends[self.place_of[ident]] = None
                break
            ident = source
        for name in chain:
            self.place_of[name] = self.place_of[ident]
        return self.place_of[ident]

    def _only_source(self, node: Node) -> str | None:
        if node.kind == "boundary":
            return node.host
        if node.kind == "end" or len(node.ins) != 1:
            return None
        source = self.graph.nodes[self.graph.flows[node.ins[0]][0]]
        return source.ident if self._is_transparent(source) and source.kind != "boundary" else None

    def _end(self, node: Node) -> str:
        place = self._name(f"after {node.title}")
        self.ends[place] = None
        return place

    def _match(self, split: Node) -> dict[str, str]:
        """For every branch of an inclusive split, the flow by which it comes to the inclusive join, if it does.

        The join then waits for every branch: those not chosen report there at once.
        """
        if len(split.outs) > MOST_INCLUSIVE_BRANCHES:
            raise UserError(
                tr(
                    "{where}: the inclusive gateway {title} has {outs} branches and at most "
                    "{most_inclusive_branches} can be checked; split it up or use a parallel gateway with "
                    "options.",
                    where=self.where,
                    title=split.title,
                    outs=len(split.outs),
                    most_inclusive_branches=MOST_INCLUSIVE_BRANCHES,
                )
            )
        arrivals = {flow: self._arrivals(flow) for flow in split.outs}
        if not any(arrivals.values()):
            return {}
        found = [flow for arrived in arrivals.values() for flow in arrived]
        joins = {self.graph.flows[flow][1] for flow in found}
        join = self.graph.nodes[next(iter(joins))]
        if len(joins) != 1 or any(len(a) != 1 for a in arrivals.values()) or set(found) != set(join.ins):
            raise UserError(
                tr(
                    "{where}: the branches of the inclusive gateway {title} do not all come together in one "
                    "inclusive gateway; join them there, each by a flow of its own.",
                    where=self.where,
                    title=split.title,
                )
            )
        self.joined.add(join.ident)
        return {flow: arrived[0] for flow, arrived in arrivals.items()}

    def _arrivals(self, flow: str) -> list[str]:
        """The flows into inclusive joins that are reached from a flow before any other inclusive join."""
        seen, waiting, found = {flow}, [flow], []
        while waiting:
            current = waiting.pop()
            target = self.graph.nodes[self.graph.flows[current][1]]
            if target.kind == "or" and len(target.ins) > 1:
                found.append(current)
                continue
            waiting += [out for out in target.outs if out not in seen]
            seen.update(target.outs)
        return found

    def _add(self, wish: str, label: str | None, takes: Iterable[str], puts: Iterable[str]) -> None:
        arcs = tuple(Counter(takes).items()), tuple(Counter(puts).items())
        self.transitions.append(Transition(self._name(wish), label, *arcs))

    def _name(self, wish: str) -> str:
        name, number = wish, 2
        while name in self.names:
            name, number = f"{wish} ({number})", number + 1
        self.names.add(name)
        return name
