"""Taking a drawn flow apart stays within bounds, whatever was drawn."""

import random

import pytest

from mining.process.blocks.network import MOST_NODES
from mining.process.blocks.reducing import blocks_of
from mining.process.blocks.tree import NotInBlocks
from mining.process.bpmn_graph import Graph, Node


def tangle(gateways: int) -> Graph:
    """A line of gateways with a flow from each to a random one."""
    chance = random.Random(1)
    graph = Graph("P")
    for ident, kind in [("s", "start"), ("e", "end"), *((f"x{at}", "xor") for at in range(gateways))]:
        graph.nodes[ident] = Node(ident, kind)
    line = ["s", *(f"x{at}" for at in range(gateways)), "e"]
    for at in range(len(line) - 1):
        graph.connect(f"on {at}", line[at], line[at + 1])
    for at in range(gateways):
        graph.connect(f"over {at}", f"x{at}", f"x{chance.randrange(gateways)}")
    return graph


def test_that_a_large_tangle_is_given_up():
    with pytest.raises(NotInBlocks, match="too tangled"):
        blocks_of(tangle(2500))


def test_that_a_drawing_of_thousands_of_shapes_is_not_begun():
    with pytest.raises(NotInBlocks, match="more than 4,000"):
        blocks_of(tangle(MOST_NODES))


def test_that_an_inclusive_gateway_is_named():
    graph = tangle(1)
    graph.nodes["x0"] = Node("x0", "or", "Some of it", ins=["a", "b"], outs=["c", "d"])
    with pytest.raises(NotInBlocks, match="the inclusive gateway Some of it takes one way or several"):
        blocks_of(graph)
