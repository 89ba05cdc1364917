"""BPMN 2.0: reading what modellers draw as a Petri net, and writing the documented process as a diagram."""

from __future__ import annotations

from dataclasses import replace

from mining.process.bpmn_graph import Graph, read_graph
from mining.process.bpmn_net import net_of
from mining.process.bpmn_process import documented_process
from mining.process.bpmn_writer import write_bpmn
from mining.process.final_markings import with_one_end
from mining.process.soundness import check_net
from mining.process.soundness.exploring import explore, is_explorable
from mining.process.soundness.reducing import reduce
from mining.process.xml_source import local, parse_xml
from models.errors import UserError
from models.label import tidy
from models.petri_net import PetriNet, Transition
from models.project import ProcessModel
from resources.translation import tr

__all__ = ["read_bpmn", "read_bpmn_model", "write_bpmn"]

END = "end"


def read_bpmn(data: bytes, where: str, pool: str | None = None) -> PetriNet:
    """The net of a BPMN file: tasks are its labels, events and gateways are silent.

    `pool` chooses among several pools by name. Subprocesses are unfolded; an inclusive gateway of up to four
    branches stands for every combination of them. Raises UserError for what is broken, unnamed, not
    connected, or cannot finish.
    """
    return _net_of(_graph_of(data, where, pool), where)


def read_bpmn_model(data: bytes, where: str, pool: str | None = None) -> ProcessModel:
    """A file that Lanekeeper has written as the documented process again, any other as its net.

    In between another tool may have changed it; where it then is no process of stages any more, it is a net, too.
    Raises UserError as above, and where what Lanekeeper keeps in the file was broken.
    """
    graph = _graph_of(data, where, pool)
    net = _net_of(graph, where)
    process = documented_process(graph, where)
    return net if process is None else process


def _graph_of(data: bytes, where: str, pool: str | None) -> Graph:
    root = parse_xml(data, where)
    if local(root) != "definitions":
        raise UserError(
            tr(
                "{where} is no BPMN (it begins with <{tidy}>); export it as BPMN 2.0.",
                where=where,
                tidy=tidy(local(root))[:40],
            )
        )
    return read_graph(root, where, pool)


def _net_of(graph: Graph, where: str) -> PetriNet:
    net, ends = net_of(graph, where)
    net = _finished(net, ends, where)
    check_net(net, where)
    return net


def _finished(net: PetriNet, ends: tuple[str, ...], where: str) -> PetriNet:
    """Set the final marking: nothing left to do but what lies in the end events."""
    finals = _endings(net, ends)
    twice = next((place for found in finals for place, count in found.items() if count > 1), None)
    if twice is not None:
        raise UserError(
            tr(
                "{where}: one deal reaches “{twice}” several times, because work side by side is not "
                "brought together; join it with a parallel gateway.",
                where=where,
                twice=twice,
            )
        )
    if all(len(found) == 1 for found in finals):
        return _merged(net, ends)
    return with_one_end(net, finals)


def _endings(net: PetriNet, ends: tuple[str, ...]) -> list[dict[str, int]]:
    """The markings in which nothing can happen any more and nothing is open but the end events.

    They are those of the reduced net, if the end events are kept apart by a step behind each.
    """
    behind = tuple(Transition(f"{place} is over", None, ((place, 1),), ()) for place in ends)
    small = reduce(replace(net, transitions=(*net.transitions, *behind))).net
    small = replace(small, transitions=tuple(t for t in small.transitions if t.puts))
    if not is_explorable(small):
        return []
    reached = explore(small)
    if reached.growth is not None:
        return []
    dead = [reached.tokens(state) for state in reached.dead]
    finals = [found for found in dead if found and all(place in ends for place in found)]
    return sorted(finals, key=lambda found: sorted(found.items()))


def _merged(net: PetriNet, ends: tuple[str, ...]) -> PetriNet:
    """All end events as one final place."""
    places = (*(place for place in net.places if place not in ends), END)
    transitions = tuple(
        replace(t, puts=tuple((END if place in ends else place, count) for place, count in t.puts))
        for t in net.transitions
    )
    return replace(net, places=places, transitions=transitions, final={END: 1})
