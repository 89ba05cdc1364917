"""Process trees as PTML, which pm4py and ProM read."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from models.process_tree import Operator, ProcessTree

_TAGS = {
    Operator.SEQUENCE: "sequence",
    Operator.XOR: "xor",
    Operator.PARALLEL: "and",
    Operator.LOOP: "xorLoop",
    Operator.OR: "or",
}


def write_ptml(tree: ProcessTree, name: str) -> bytes:
    """The PTML file of a tree. A loop has three children there: what is done, what leads back, and what follows."""
    root = Element("ptml")
    top = SubElement(root, "processTree", id="tree", name=name, root="node_1")
    nodes: list[tuple[str, ProcessTree]] = []
    edges: list[tuple[str, str]] = []

    def number(node: ProcessTree) -> str:
        ident = f"node_{len(nodes) + 1}"
        nodes.append((ident, node))
        for child in _children(node):
            edges.append((ident, f"node_{len(nodes) + 1}"))
            number(child)
        return ident

    number(tree)
    for ident, node in nodes:
        leaf = "automaticTask" if node.label is None else "manualTask"
        tag = leaf if node.operator is None else _TAGS[node.operator]
        SubElement(top, tag, id=ident, name=node.label or "")
    for at, (parent, child) in enumerate(edges, 1):
        SubElement(top, "parentsNode", id=f"edge_{at}", sourceId=parent, targetId=child)
    indent(root)
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _children(node: ProcessTree) -> tuple[ProcessTree, ...]:
    if node.operator is not Operator.LOOP:
        return node.children
    done, *others = node.children
    back = ProcessTree(Operator.XOR, children=tuple(others)) if len(others) > 1 else others[0]
    return done, back, ProcessTree()
