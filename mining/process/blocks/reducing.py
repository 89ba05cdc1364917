"""Takes a drawn flow apart, block by block, until one way from the start to the end is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from mining.process.blocks.loops import take_irregular, take_known, take_natural, turn_in_place
from mining.process.blocks.network import END, START, Edge, Network, network_of
from mining.process.blocks.tree import (
    BlockTree,
    Either,
    NotInBlocks,
    Together,
    Way,
    bounded,
    tasks_of,
)
from mining.process.bpmn_graph import Graph
from resources.translation import tr

_NOTHING: frozenset[str] = frozenset()


def blocks_of(
    graph: Graph, backs: Collection[str] = _NOTHING, bound: Collection[str] = _NOTHING
) -> BlockTree:
    """The blocks of a BPMN graph, which allow the same as the graph.

    `backs` are flows known to lead back, `bound` those that belong to the others of their gateway, by a condition
    for example, so that no choice within the choice can be made of some of them. Raises NotInBlocks.
    """
    network = network_of(graph)
    while True:
        if _pass_over(network) or _bring_together(network):
            continue
        if set(network.places) == {START, END} and len(network.places[START].outs) == 1:
            return BlockTree(network.places[START].outs[0].content, tuple(network.backs))
        if take_known(network, backs) or turn_in_place(network) or take_natural(network):
            continue
        if take_known(network, backs, sideways=True):
            continue
        if not (_bring_some_together(network, bound) or take_irregular(network)):
            raise NotInBlocks(_why(network, graph))


def _pass_over(network: Network) -> bool:
    """Join the ways into and out of everything that neither parts nor joins ways."""
    plain = [
        name
        for name, place in network.places.items()
        if len(place.ins) == len(place.outs) == 1 and place.ins[0] is not place.outs[0]
    ]
    for name in plain:
        place = network.places[name]
        if place.ins[0] is not place.outs[0]:
            network.pass_over(name)
    return bool(plain)


def _bring_together(network: Network) -> bool:
    """Make a block of all ways out of a gateway that meet in the next."""
    found = False
    for place in network.places.values():
        targets = {edge.target for edge in place.outs}
        parts = len(place.outs) > 1 and len(targets) == 1 and place.kind in ("xor", "and")
        found = (parts and _make_block(network, list(place.outs))) or found
    return found


def _bring_some_together(network: Network, bound: Collection[str]) -> bool:
    """Make a block of some of the ways out of a gateway, where nothing says that they belong to the others."""
    for place in list(network.places.values()):
        if place.kind not in ("xor", "and") or any(
            flow in bound for edge in place.outs for flow in edge.flows
        ):
            continue
        for target, count in Counter(edge.target for edge in place.outs).items():
            if count > 1 and _make_block(network, [edge for edge in place.outs if edge.target == target]):
                return True
    return False


def _make_block(network: Network, edges: list[Edge]) -> bool:
    """Put one edge with a block in the place of edges between the same two gateways of one kind."""
    first = edges[0]
    source, target = network.places[first.source], network.places[first.target]
    if first.source == first.target or source.kind != target.kind:
        return False
    ways = tuple(Way(edge.content, edge.flows) for edge in edges)
    block = bounded(Either(ways) if source.kind == "xor" else Together(ways))
    first.content, first.flows = (block,), ()
    for edge in edges[1:]:
        network.drop(edge)
    return True


def _why(network: Network, graph: Graph) -> str:
    """What stands in the way, named after the tasks next to it."""
    for edge in (edge for place in network.places.values() for edge in place.outs):
        tasks = tasks_of(edge.content)
        if tasks and edge.source not in network.reached(START, past=edge.target):
            return tr(
                "{title} stands on a way back, where a stage has no place",
                title=graph.nodes[tasks[0].key].title,
            )
    for name, place in network.places.items():
        if place.kind in ("xor", "and") and len(place.outs) > 1:
            kind = tr("work side by side") if place.kind == "and" else tr("a choice")
            return tr(
                "{kind} {near} does not come together in one place of its own",
                kind=kind,
                near=_near(network, name, graph),
            )
    return tr("its ways do not come together")


def _near(network: Network, name: str, graph: Graph) -> str:
    """Where a gateway is: behind the last task before it, or before the first behind it."""
    for edge in network.places[name].ins:
        tasks = tasks_of(edge.content)
        if tasks:
            return tr("after {title}", title=graph.nodes[tasks[-1].key].title)
    for edge in network.places[name].outs:
        tasks = tasks_of(edge.content)
        if tasks:
            return tr("before {title}", title=graph.nodes[tasks[0].key].title)
    return tr("at the start")
