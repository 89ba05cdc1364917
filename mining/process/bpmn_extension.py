"""What BPMN has no place for, in elements of our own inside of a BPMN file: written and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace

from mining.process.xml_source import local
from mining.process.yaml_format import to_yaml
from models.flow_meaning import Back, FlowMeaning, Way
from models.label import tidy
from models.sales_process import SalesProcess, Stage

EXTENSION = "urn:lanekeeper:process:1"
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"

register_namespace("lanekeeper", EXTENSION)


def write_sections(parent: Element, process: SalesProcess) -> None:
    """Everything but the flow, as the sections of the YAML file, into the element of the process."""
    _own(_place(parent), "process").text = to_yaml(process, with_flow=False)


def write_stage(parent: Element, stage: Stage) -> None:
    """What a task cannot say of its stage; the name, by which the rest of the process knows it, too."""
    words = {"buyer": stage.buyer, "allowed": stage.allowed, "effort": stage.effort}
    given = {"name": stage.name} | {name: value for name, value in words.items() if value}
    element = _own(_place(parent), "stage", given)
    for tag, texts in (("label", stage.labels), ("exit", stage.exit_evidence)):
        for text in texts:
            _own(element, tag).text = text


def write_end(parent: Element, name: str) -> None:
    """The end that a task stands for."""
    _own(_place(parent), "end", {"name": name})


def write_meaning(parent: Element, means: Iterable[FlowMeaning]) -> None:
    """The branches and the ways back that a flow stands for; conditions and bounds stand on the flow itself."""
    for one in means:
        if isinstance(one, Way) and one.number:
            otherwise = {"otherwise": "true"} if one.otherwise else {}
            when = {"when": one.when} if one.when else {}
            _own(_place(parent), "branch", {"number": str(one.number)} | when | otherwise)
        elif isinstance(one, Back):
            ends = {"from": one.source, "to": one.target}
            _own(_place(parent), "back", ends | {"number": str(one.number)})


@dataclass(frozen=True)
class StageWords:
    """What an element of ours says of a stage; `name` is what the stage was called when that was written."""

    name: str
    labels: tuple[str, ...]
    exit_evidence: tuple[str, ...]
    buyer: str
    allowed: str
    effort: str


def sections_in(process: Element) -> str | None:
    """The sections of the YAML file, None where the process carries none."""
    found = next(_ours(process, "process"), None)
    return None if found is None else found.text or ""


def stage_in(task: Element) -> StageWords | None:
    """What is said of the stage that a task stands for, None for a task that another tool has drawn."""
    found = next(_ours(task, "stage"), None)
    if found is None:
        return None

    def texts(tag: str) -> tuple[str, ...]:
        written = (tidy(child.text or "") for child in found if child.tag == f"{{{EXTENSION}}}{tag}")
        return tuple(text for text in written if text)

    words = {name: tidy(found.get(name, "")) for name in ("name", "buyer", "allowed", "effort")}
    return StageWords(labels=texts("label"), exit_evidence=texts("exit"), **words)


def end_in(task: Element) -> str:
    """The end that a task stands for, empty for a stage."""
    found = next(_ours(task, "end"), None)
    return "" if found is None else tidy(found.get("name", ""))


def meaning_in(flow: Element) -> tuple[FlowMeaning, ...]:
    """The branches and ways back that a flow stands for, those first."""
    ways = [
        Way(_number(one), one.get("when", ""), one.get("otherwise") == "true")
        for one in _ours(flow, "branch")
    ]
    backs = [
        Back(tidy(one.get("from", "")), tidy(one.get("to", "")), _number(one)) for one in _ours(flow, "back")
    ]
    return (*(way for way in ways if way.number), *backs)


def owners_of(task: Element) -> tuple[str, ...]:
    """Who works on a task, in BPMN's own words: its performers and owners."""
    names = [tidy(child.get("name", "")) for child in task if local(child) in _ROLES]
    return tuple(name for name in names if name)


_ROLES = frozenset(("performer", "potentialOwner", "humanPerformer", "resourceRole"))


def _number(element: Element) -> int:
    written = element.get("number", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0


def _place(parent: Element) -> Element:
    """The extension elements of a BPMN element, which come before its other children."""
    tag = f"{{{MODEL}}}extensionElements"
    found = parent.find(tag)
    return SubElement(parent, tag) if found is None else found


def _own(parent: Element, tag: str, attributes: dict[str, str] | None = None) -> Element:
    return SubElement(parent, f"{{{EXTENSION}}}{tag}", attributes or {})


def _ours(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if local(child) == "extensionElements":
            yield from (inner for inner in child if inner.tag == f"{{{EXTENSION}}}{tag}")
