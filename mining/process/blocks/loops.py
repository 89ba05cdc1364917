"""Finds the ways back in a drawn flow, so that what is left has none and can be taken apart."""

from __future__ import annotations

from collections.abc import Collection
from heapq import heappop, heappush

from mining.process.blocks.network import START, Edge, Network
from mining.process.blocks.tree import Either, Mark, Way, bounded, tasks_of


def take_known(network: Network, flows: Collection[str], sideways: bool = False) -> bool:
    """Take the edges that are known to lead back and still do; `sideways` those, too, that close no circle.

    A way back to an earlier stage in another branch of the same choice is one of these.
    """
    taken = False
    for edge in [edge for edge in _candidates(network) if set(edge.flows) & set(flows)]:
        is_back = sideways or edge.source in network.reached(edge.target, without=edge)
        if is_back and _may_go(network, edge):
            network.take_back(edge)
            taken = True
    return taken


def turn_in_place(network: Network) -> bool:
    """What can be done again and again where ways meet and part at once: a block that may be left out and repeated."""
    for name, place in network.places.items():
        if place.kind != "xor" or len(place.outs) != 1 or place.outs[0].content:
            continue
        parting = network.places[place.outs[0].target]
        rounds = [edge for edge in parting.outs if edge.target == name]
        if parting.kind != "xor" or not rounds or len(parting.outs) == len(rounds):
            continue
        ways = tuple(Way(edge.content, edge.flows) for edge in rounds if tasks_of(edge.content))
        for edge in rounds:
            network.drop(edge)
        if ways:
            inner = ways[0].content if len(ways) == 1 else (Either(ways),)
            number = len(network.backs)
            network.backs.append(())
            again = (Mark(number, arrives=True), *inner, Mark(number, arrives=False))
            parting.content = (bounded(Either((Way(again), Way(())))), *parting.content)
        return True
    return False


def take_natural(network: Network) -> bool:
    """Take every edge back to a place that all ways from the start to its beginning have passed."""
    reached = {}
    taken = False
    for edge in _candidates(network):
        if not _may_go(network, edge):
            continue
        if edge.target not in reached:
            reached[edge.target] = network.reached(START, past=edge.target)
        if edge.source not in reached[edge.target]:
            network.take_back(edge)
            taken = True
    return taken


def take_irregular(network: Network) -> bool:
    """Take the edge that leads back the furthest of those that lead into the middle of something."""
    steps = _steps_from_start(network)
    for edge in sorted(_candidates(network), key=lambda edge: steps[edge.target] - steps[edge.source]):
        if _may_go(network, edge) and edge.source in network.reached(edge.target, without=edge):
            network.take_back(edge)
            return True
    return False


def _candidates(network: Network) -> list[Edge]:
    """Edges without content that join two exclusive gateways."""
    return [
        edge
        for place in network.places.values()
        for edge in place.outs
        if place.kind == "xor" and not edge.content and network.places[edge.target].kind == "xor"
    ]


def _may_go(network: Network, edge: Edge) -> bool:
    """Whether its places are still left and reached without it."""
    return len(network.places[edge.source].outs) > 1 and len(network.places[edge.target].ins) > 1


def _steps_from_start(network: Network) -> dict[str, int]:
    """How many tasks and gateways lie on the shortest way from the start to every place."""
    found: dict[str, int] = {}
    waiting = [(0, START)]
    while waiting:
        steps, name = heappop(waiting)
        if name in found:
            continue
        found[name] = steps
        for edge in network.places[name].outs:
            heappush(waiting, (steps + 1 + len(tasks_of(edge.content)), edge.target))
    network.count(10 * len(found))
    return found
