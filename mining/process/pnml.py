"""Petri nets as PNML: reading what ProM, pm4py and others write, and writing what they read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from mining.process.final_markings import with_one_end
from mining.process.pnml_writer import INVISIBLE, write_pnml
from mining.process.soundness import check_net
from mining.process.xml_source import local, parse_xml
from models.errors import UserError
from models.label import tidy
from models.petri_net import PetriNet, Transition
from resources.translation import tr

__all__ = ["read_pnml", "write_pnml"]


def read_pnml(data: bytes, where: str) -> PetriNet:
    """The net of a PNML file, with names tidied and guards left out (they are never evaluated).

    Where the file has no final marking, the one place without a way out is it; where it has no initial
    marking, the one place without a way in. Raises UserError where the file is broken, or where the net
    cannot finish.
    """
    root = parse_xml(data, where)
    if local(root) != "pnml":
        raise UserError(
            tr(
                "{where} is XML but no PNML (it begins with <{tidy}>); choose a .pnml file.",
                where=where,
                tidy=tidy(local(root)),
            )
        )
    nets = [element for element in root if local(element) == "net"]
    if len(nets) != 1:
        raise UserError(
            tr(
                "{where} holds {nets} nets and must hold one; save the net you mean in its own file.",
                where=where,
                nets=len(nets),
            )
        )
    net = _Reader(nets[0], where).net()
    check_net(net, where)
    return net


class _Reader:
    """Walks one `net` element, pages included."""

    def __init__(self, element: Element, where: str) -> None:
        self.element, self.where = element, where
        self.places: dict[str, str] = {}  # id to name
        self.transitions: dict[str, Element] = {}
        self.aliases: dict[str, str] = {}  # a reference node on a page to what it stands for
        self.initial: dict[str, int] = {}
        self.takes: dict[str, dict[str, int]] = {}
        self.puts: dict[str, dict[str, int]] = {}

    def net(self) -> PetriNet:
        self._nodes()
        for arc in self.element.iter():
            if local(arc) == "arc":
                self._arc(arc)
        names = _unique(self.places)
        net = PetriNet(
            name=tidy(_text(self.element, "name")) or self.where,
            places=tuple(names.values()),
            transitions=tuple(self._transitions(names)),
            initial={names[place]: count for place, count in self._initial().items()},
            final={},
        )
        finals = [{names[place]: count for place, count in found.items()} for found in self._finals()]
        return with_one_end(net, finals)

    def _nodes(self) -> None:
        for node in self.element.iter():
            kind, name = local(node), node.get("id", "")
            if kind not in ("place", "transition", "referencePlace", "referenceTransition"):
                continue
            if kind == "place" and "idref" in node.attrib:
                continue  # part of a final marking
            if not name or name in self.places or name in self.transitions or name in self.aliases:
                raise UserError(
                    tr(
                        "{where}: the {kind} id “{name}” is missing or stands twice; export it again.",
                        where=self.where,
                        kind=kind,
                        name=name,
                    )
                )
            if kind == "place":
                self.places[name] = tidy(_text(node, "name")) or name
                tokens = self._count(
                    _text(node, "initialMarking"), tr("the initial marking of {name}", name=name), 0
                )
                self.initial |= {name: tokens} if tokens else {}
            elif kind == "transition":
                self.transitions[name] = node
            else:
                self.aliases[name] = node.get("ref", "")
        if not self.transitions:
            raise UserError(
                tr(
                    "{where} holds a net without a single transition; export the model again.",
                    where=self.where,
                )
            )

    def _arc(self, arc: Element) -> None:
        kind = (_text(arc, "arctype") or _text(arc, "type")).strip().lower()
        if kind not in ("", "normal"):
            raise UserError(
                tr(
                    "{where}: the net has a {tidy} arc, which cannot be checked; replace it.",
                    where=self.where,
                    tidy=tidy(kind),
                )
            )
        source, target = (self._real(arc.get(end, "")) for end in ("source", "target"))
        weight = self._count(
            _text(arc, "inscription"), tr("the weight of arc {get}", get=arc.get("id", "")), 1
        )
        if weight == 0:
            raise UserError(
                tr(
                    "{where}: the weight of arc {get} is 0; remove the arc.",
                    where=self.where,
                    get=arc.get("id", ""),
                )
            )
        if source in self.places and target in self.transitions:
            arcs, place = self.takes.setdefault(target, {}), source
        elif source in self.transitions and target in self.places:
            arcs, place = self.puts.setdefault(source, {}), target
        else:
            raise UserError(
                tr(
                    "{where}: arc {get} from “{source}” to “{target}” does not join a place and a transition "
                    "of the net; export the model again.",
                    where=self.where,
                    get=arc.get("id", ""),
                    source=source,
                    target=target,
                )
            )
        arcs[place] = arcs.get(place, 0) + weight

    def _real(self, name: str) -> str:
        for _ in range(len(self.aliases) + 1):
            if name not in self.aliases:
                return name
            name = self.aliases[name]
        raise UserError(
            tr(
                "{where}: the page references of the net go round in a circle; export it again.",
                where=self.where,
            )
        )

    def _count(self, text: str, what: str, default: int) -> int:
        written = text.strip()
        if not written:
            return default
        if not (written.isascii() and written.isdigit() and len(written) <= 12):
            raise UserError(
                tr(
                    "{where}: {what} is “{tidy}”, not a whole number; use a plain net.",
                    where=self.where,
                    what=what,
                    tidy=tidy(written)[:40],
                )
            )
        return int(written)

    def _transitions(self, names: Mapping[str, str]) -> Iterator[Transition]:
        titles = _unique({name: tidy(_text(node, "name")) or name for name, node in self.transitions.items()})
        for name, node in self.transitions.items():
            label = None if _is_invisible(node) else tidy(_text(node, "name")) or None
            arcs = [
                tuple((names[p], n) for p, n in side.get(name, {}).items())
                for side in (self.takes, self.puts)
            ]
            yield Transition(titles[name], label, arcs[0], arcs[1])

    def _initial(self) -> dict[str, int]:
        if self.initial:
            return self.initial
        fed = {place for puts in self.puts.values() for place in puts}
        return {self._only([place for place in self.places if place not in fed], "initial", "begins"): 1}

    def _finals(self) -> list[dict[str, int]]:
        listed = [mark for group in self.element if local(group) == "finalmarkings" for mark in group]
        found = [final for final in map(self._final, listed) if final]
        if found:
            return found
        used = {place for takes in self.takes.values() for place in takes}
        return [{self._only([place for place in self.places if place not in used], "final", "ends"): 1}]

    def _final(self, element: Element) -> dict[str, int]:
        final: dict[str, int] = {}
        for place in element:
            name = self._real(place.get("idref", ""))
            if name not in self.places:
                raise UserError(
                    tr(
                        "{where}: the final marking names “{name}”, which is no place; export it again.",
                        where=self.where,
                        name=name,
                    )
                )
            tokens = self._count(_text(place), tr("the final marking of {name}", name=name), 0)
            final |= {name: tokens} if tokens else {}
        return final

    def _only(self, candidates: list[str], kind: str, verb: str) -> str:
        if len(candidates) != 1:
            raise UserError(
                tr(
                    "{where} has no {kind} marking, and {candidates} places could be where the process "
                    "{verb}; set the {kind} marking and export it again.",
                    where=self.where,
                    kind=kind,
                    candidates=len(candidates),
                    verb=verb,
                )
            )
        return candidates[0]


def _text(element: Element, *tags: str) -> str:
    """The text of the first child chain of these tags, ended by `text` where there is one."""
    for tag in tags:
        found = next((child for child in element if local(child) == tag), None)
        if found is None:
            return ""
        element = found
    inner = next((child for child in element if local(child) == "text"), element)
    return inner.text or ""


def _is_invisible(transition: Element) -> bool:
    for child in transition:
        if local(child) == "toolspecific":
            marks = {p.get("key"): (p.text or "").strip() for p in child if local(p) == "property"}
            if child.get("activity") == INVISIBLE or marks.get("invisible") == "true":
                return True
    return False


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    """Ids to names that no two share: a name that stands twice gets its id behind it."""
    counts: dict[str, int] = {}
    for name in names.values():
        counts[name] = counts.get(name, 0) + 1
    return {ident: name if counts[name] == 1 else f"{name} ({ident})" for ident, name in names.items()}
