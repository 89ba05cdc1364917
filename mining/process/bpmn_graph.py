"""A BPMN 2.0 file as a flat graph of tasks, events and gateways: pools chosen, subprocesses unfolded."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mining.process.bpmn_extension import stage_in
from mining.process.xml_source import local
from models.errors import UserError
from models.label import tidy
from resources.translation import tr

DEEPEST_SUBPROCESS = 10

_TASKS = frozenset(
    [
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
        "callActivity",
    ]
)
_KINDS = {
    "startEvent": "start",
    "endEvent": "end",
    "intermediateCatchEvent": "pass",
    "intermediateThrowEvent": "pass",
    "boundaryEvent": "boundary",
    "exclusiveGateway": "xor",
    "eventBasedGateway": "xor",
    "parallelGateway": "and",
    "inclusiveGateway": "or",
}
_REFUSED = {
    "complexGateway": tr(
        "a complex gateway, which says nothing that can be checked; use an exclusive or parallel one"
    ),
    "adHocSubProcess": tr(
        "an ad-hoc subprocess, which has no order to check; draw its tasks between gateways"
    ),
}
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass
class Node:
    """A task, event or gateway; `kind` is task, start, end, pass, boundary, xor, and, or.

    A task that `loops` may be done again, up to `most` times where that is known.
    """

    ident: str
    kind: str
    name: str = ""
    loops: bool = False
    most: int | None = None
    host: str = ""  # of a boundary event: the task it sits on
    ins: list[str] = field(default_factory=list)
    outs: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What to call it in a sentence."""
        return self.name or self.ident


@dataclass
class Graph:
    """Nodes and flows (id to source and target) by id; `name` is the pool's or the process's, `element` the process."""

    name: str
    element: Element | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, tuple[str, str]] = field(default_factory=dict)

    def connect(self, flow: str, source: str, target: str) -> None:
        """Add a flow between two nodes that are there."""
        self.flows[flow] = (source, target)
        self.nodes[source].outs.append(flow)
        self.nodes[target].ins.append(flow)

    def targets(self, ident: str) -> list[str]:
        """The nodes to which flows lead from a node."""
        return [self.flows[flow][1] for flow in self.nodes[ident].outs]


def read_graph(root: Element, where: str, pool: str | None) -> Graph:
    """The graph of the only process, or of the one in `pool` (its name); raises UserError."""
    processes = {
        process.get("id", f"process {number}"): process
        for number, process in enumerate((e for e in root if local(e) == "process"), 1)
        if any(local(child) in _TASKS or local(child) in _KINDS or _is_subprocess(child) for child in process)
    }
    pools = {
        e.get("processRef", ""): tidy(e.get("name", "")) for e in root.iter() if local(e) == "participant"
    }
    names = {ident: pools.get(ident) or tidy(p.get("name", "")) or ident for ident, p in processes.items()}
    if not processes:
        raise UserError(
            tr("{where} holds no BPMN process with tasks; draw it or choose another file.", where=where)
        )
    chosen = [ident for ident, name in names.items() if pool is None or pool in (name, ident)]
    if len(chosen) != 1:
        listed = ", ".join(names.values())
        if pool is None:
            raise UserError(
                tr(
                    "{where} holds several pools ({listed}); leave only the sales process in it, or name its "
                    "pool (--pool).",
                    where=where,
                    listed=listed,
                )
            )
        raise UserError(
            tr(
                "{where} has no single pool called {pool}; choose one of {listed}.",
                where=where,
                pool=pool,
                listed=listed,
            )
        )
    reader = _Reader(where, Graph(names[chosen[0]], processes[chosen[0]]))
    reader.scope(processes[chosen[0]], 0, "")
    reader.connect()
    return reader.graph


class _Reader:
    """Collects nodes scope by scope, then the flows between them."""

    def __init__(self, where: str, graph: Graph) -> None:
        self.where, self.graph = where, graph
        self.flows: list[tuple[str, str, str, bool]] = []  # id, source, target, conditional
        self.unfolded: dict[str, list[str]] = {}  # subprocess with content: the nodes directly in it

    def scope(self, element: Element, depth: int, outer: str) -> list[str]:
        """Read the children of a process or subprocess; returns the ids of its nodes."""
        if depth > DEEPEST_SUBPROCESS:
            raise UserError(
                tr(
                    "{where}: subprocesses are nested more than {deepest_subprocess} levels deep; flatten "
                    "the model.",
                    where=self.where,
                    deepest_subprocess=DEEPEST_SUBPROCESS,
                )
            )
        found = []
        for child in element:
            kind = local(child)
            if kind in _REFUSED:
                raise UserError(tr("{where} has {refused}.", where=self.where, refused=_REFUSED[kind]))
            if kind == "sequenceFlow":
                self._flow(child)
            elif _is_subprocess(child):
                found.append(self._subprocess(child, depth))
            elif kind in _TASKS or kind in _KINDS:
                found.append(self._node(child, "task" if kind in _TASKS else _KINDS[kind], outer))
        return found

    def connect(self) -> None:
        """Join the nodes by the flows, and the subprocesses with what is in them."""
        for ident, source, target, conditional in self.flows:
            for end in (source, target):
                if end not in self.graph.nodes:
                    raise UserError(
                        tr(
                            "{where}: the flow {ident} leads to or from “{end}”, which is not in the process; "
                            "reconnect it and export again.",
                            where=self.where,
                            ident=ident,
                            end=end,
                        )
                    )
            leaves = f"{source} (done)" if source in self.unfolded else source
            if conditional and self.graph.nodes[leaves].kind == "task":
                leaves = self._condition_gateway(leaves)
            self.graph.connect(ident, leaves, target)
        for ident, inside in self.unfolded.items():
            self._unfold(ident, [self.graph.nodes[name] for name in inside])

    def _add(self, node: Node) -> str:
        if not node.ident or node.ident in self.graph.nodes:
            raise UserError(
                tr(
                    "{where}: the id “{ident}” is missing or stands twice; export the model again.",
                    where=self.where,
                    ident=node.ident,
                )
            )
        self.graph.nodes[node.ident] = node
        return node.ident

    def _flow(self, element: Element) -> None:
        conditional = any(local(child) == "conditionExpression" for child in element)
        source, target = element.get("sourceRef", ""), element.get("targetRef", "")
        self.flows.append((element.get("id") or f"flow {len(self.flows) + 1}", source, target, conditional))

    def _node(self, element: Element, kind: str, outer: str) -> str:
        ident, name = element.get("id", ""), _name_of(element)
        if kind == "task" and not name:
            raise UserError(
                tr(
                    "{where}: the task {ident} has no name; name it after its stage.",
                    where=self.where,
                    ident=ident,
                )
            )
        if kind == "boundary" and element.get("cancelActivity", "true") == "false":
            raise UserError(
                tr(
                    "{where}: the event {name} starts work beside a task without stopping it; draw that with "
                    "a parallel gateway.",
                    where=self.where,
                    name=name or ident,
                )
            )
        if outer and kind in ("start", "end"):
            kind = "pass"
        loops = [child for child in element if local(child).endswith("LoopCharacteristics")]
        most = next((child.get("loopMaximum", "") for child in loops), "")
        times = int(most) if most.isascii() and most.isdigit() and len(most) < 6 else 0
        return self._add(
            Node(ident, kind, name, bool(loops), times or None, element.get("attachedToRef", ""))
        )

    def _subprocess(self, element: Element, depth: int) -> str:
        """A subprocess with content becomes what is in it; an empty (collapsed) one is a task."""
        ident = element.get("id", "")
        title = _clean(element.get("name", "")) or ident
        if element.get("triggeredByEvent") == "true":
            raise UserError(
                tr(
                    "{where}: {title} is an event subprocess, which has no place in the order; remove it.",
                    where=self.where,
                    title=title,
                )
            )
        if not any(
            local(child) in _TASKS or local(child) in _KINDS or _is_subprocess(child) for child in element
        ):
            return self._node(element, "task", "")
        if any(local(child).endswith("LoopCharacteristics") for child in element):
            raise UserError(
                tr(
                    "{where}: the subprocess {title} repeats; draw the way back with a gateway instead.",
                    where=self.where,
                    title=title,
                )
            )
        self._add(Node(ident, "pass", title))
        self._add(Node(f"{ident} (done)", "pass", f"{title} done"))
        self.unfolded[ident] = self.scope(element, depth + 1, ident)
        return ident

    def _unfold(self, ident: str, inside: list[Node]) -> None:
        first = [node for node in inside if not node.ins and node.kind != "boundary"]
        last = [node for node in inside if not self._exit(node).outs]
        if not first or not last:
            raise UserError(
                tr(
                    "{where}: the subprocess {title} has no start or no end.",
                    where=self.where,
                    title=self.graph.nodes[ident].title,
                )
            )
        self.graph.nodes[ident].kind = "xor" if len(first) > 1 else "pass"
        for node in first:
            self.graph.connect(f"{ident} > {node.ident}", ident, node.ident)
        for node in last:
            self.graph.connect(f"{node.ident} > {ident}", self._exit(node).ident, f"{ident} (done)")

    def _exit(self, node: Node) -> Node:
        return self.graph.nodes[f"{node.ident} (done)"] if node.ident in self.unfolded else node

    def _condition_gateway(self, task: str) -> str:
        """Conditions on the flows out of a task mean: one or more of them, as behind an inclusive gateway."""
        ident = f"{task} (conditions)"
        if ident not in self.graph.nodes:
            self.graph.nodes[ident] = Node(
                ident, "or", f"the conditions after {self.graph.nodes[task].title}"
            )
            self.graph.connect(f"{task} > conditions", task, ident)
        return ident


def _is_subprocess(element: Element) -> bool:
    return local(element) in ("subProcess", "transaction")


def _name_of(element: Element) -> str:
    """The name as people see it; one that we wrote and nobody changed is exactly what it was."""
    written = element.get("name", "")
    ours = stage_in(element)
    return ours.name if ours is not None and ours.name == tidy(written) else _clean(written)


def _clean(name: str) -> str:
    """A name as people see it: no HTML, no line breaks, tidy."""
    return tidy(html.unescape(_HTML_TAG.sub(" ", name)))
