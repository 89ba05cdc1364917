"""Petri nets as PNML that pm4py and ProM read, with the places of a drawing where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mining.drawing.net_graph import place_key, transition_key
from models.layout import Point
from models.model_drawing import ModelDrawing, ShapeBox
from models.petri_net import PetriNet

CORE_MODEL = "http://www.pnml.org/version-2009/grammar/pnmlcoremodel"
INVISIBLE = "$invisible$"


def write_pnml(net: PetriNet, drawing: ModelDrawing | None = None) -> bytes:
    """The net as PNML: silent transitions marked invisible, final marking included.

    `drawing` is that of the net: then every node and arc says where it is drawn.
    """
    boxes = drawing.boxes if drawing else {}
    ways = _ways(drawing)
    root = Element("pnml")
    top = SubElement(root, "net", id="net", type=CORE_MODEL)
    _say(top, "name", net.name)
    page = SubElement(top, "page", id="page")
    places = {place: f"p{number}" for number, place in enumerate(net.places, 1)}
    for place, name in places.items():
        element = SubElement(page, "place", id=name)
        _say(element, "name", place)
        _put(element, boxes.get(place_key(place)))
        if net.initial.get(place):
            _say(element, "initialMarking", str(net.initial[place]))
    for number, transition in enumerate(net.transitions, 1):
        element = SubElement(page, "transition", id=f"t{number}")
        _say(element, "name", transition.name if transition.label is None else transition.label)
        _put(element, boxes.get(transition_key(transition)))
        if transition.label is None:
            SubElement(element, "toolspecific", tool="ProM", version="6.4", activity=INVISIBLE)
    numbered = list(enumerate(net.transitions, 1))
    arcs = [
        ((places[p], f"t{i}"), (place_key(p), transition_key(t)), n) for i, t in numbered for p, n in t.takes
    ]
    arcs += [
        ((f"t{i}", places[p]), (transition_key(t), place_key(p)), n) for i, t in numbered for p, n in t.puts
    ]
    for number, ((source, target), keys, weight) in enumerate(arcs, 1):
        arc = SubElement(page, "arc", id=f"a{number}", source=source, target=target)
        _bend(arc, ways.get(keys, ())[1:-1])
        if weight > 1:
            _say(arc, "inscription", str(weight))
    final = SubElement(SubElement(top, "finalmarkings"), "marking")
    for place, tokens in net.final.items():
        SubElement(SubElement(final, "place", idref=places[place]), "text").text = str(tokens)
    indent(root)
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _ways(drawing: ModelDrawing | None) -> dict[tuple[str, str], tuple[Point, ...]]:
    if drawing is None:
        return {}
    pairs = zip(drawing.graph.flows, drawing.waypoints, strict=True)
    return {(flow.source, flow.target): way for flow, way in pairs}


def _say(element: Element, tag: str, text: str) -> None:
    SubElement(SubElement(element, tag), "text").text = text


def _put(element: Element, box: ShapeBox | None) -> None:
    """Where a node is drawn: its middle and its size."""
    if box is not None:
        graphics = SubElement(element, "graphics")
        SubElement(graphics, "position", x=_number(box.x), y=_number(box.y))
        SubElement(graphics, "dimension", x=_number(box.width), y=_number(box.height))


def _bend(arc: Element, corners: Iterable[Point]) -> None:
    """The points at which an arc bends; its ends are those of its nodes."""
    places = list(corners)
    if places:
        graphics = SubElement(arc, "graphics")
        for x, y in places:
            SubElement(graphics, "position", x=_number(x), y=_number(y))


def _number(value: float) -> str:
    return f"{value:.2f}"
