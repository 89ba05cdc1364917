"""A process tree as it is drawn: as the tree that it is, or as a BPMN model of the same language."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from mining.drawing.builder import BpmnBuilder
from models.model_graph import ModelFlow, ModelGraph, ModelShape, Notation, ShapeKind
from models.process_tree import Operator, ProcessTree

_GATEWAYS = {
    Operator.XOR: ShapeKind.CHOICE,
    Operator.PARALLEL: ShapeKind.PARALLEL,
    Operator.OR: ShapeKind.SOME,
}


def tree_graph(tree: ProcessTree, name: str) -> ModelGraph:
    """The nodes of the tree, parents before children, children from left to right."""
    shapes: list[ModelShape] = []
    flows: list[ModelFlow] = []

    def grow(node: ProcessTree, key: str) -> None:
        if node.operator is not None:
            shapes.append(ModelShape(key, ShapeKind.OPERATOR, str(node.operator)))
        else:
            kind = ShapeKind.NOTHING if node.label is None else ShapeKind.LEAF
            shapes.append(ModelShape(key, kind, node.label or ""))
        for number, child in enumerate(node.children):
            flows.append(ModelFlow(key, f"{key}.{number}"))
            grow(child, f"{key}.{number}")

    grow(tree, "0")
    return ModelGraph(name, Notation.TREE, tuple(shapes), tuple(flows))


def tree_bpmn(
    tree: ProcessTree, name: str, counts: Mapping[str, int] | None = None, deals: int = 0
) -> ModelGraph:
    """The BPMN model of a tree.

    `counts` (deals by activity) and the number of all deals say which branch of a choice most take: it is the main
    way. Without them that is the first branch with a step.
    """
    pen = _Pen(counts or {})
    start = pen.build.add(ShapeKind.START, main=True)
    piece = pen.part(tree, True, float(deals))
    end = pen.build.add(ShapeKind.END, main=True)
    pen.build.connect(start, piece.first if piece else end)
    if piece:
        pen.build.connect(piece.last, end)
    return pen.build.graph(name)


class Piece(NamedTuple):
    """The first and the last shape of a part of the model."""

    first: str
    last: str


class _Pen:
    """Draws part by part; `back` says whether what is drawn now leads back to the beginning of a loop."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.build, self.counts = BpmnBuilder(), counts
        self.back = False

    def connect(self, source: str, target: str) -> None:
        self.build.connect(source, target, back=self.back)

    def part(self, tree: ProcessTree, main: bool, coming: float) -> Piece | None:
        """Draw a tree to which about so many deals come; None where it is only a silent step."""
        if tree.operator is None:
            if tree.label is None:
                return None
            task = self.build.add(ShapeKind.TASK, tree.label, main)
            return Piece(task, task)
        if tree.operator is Operator.SEQUENCE:
            pieces = [piece for child in tree.children if (piece := self.part(child, main, coming))]
            for left, right in pairwise(pieces):
                self.connect(left.last, right.first)
            return Piece(pieces[0].first, pieces[-1].last) if pieces else None
        if tree.operator is Operator.LOOP:
            return self.loop(tree, main, coming)
        return self.branches(tree, _GATEWAYS[tree.operator], main, coming)

    def branches(self, tree: ProcessTree, kind: ShapeKind, main: bool, coming: float) -> Piece:
        split = self.build.add(kind, main=main)
        deals = [self.deals(child) for child in tree.children]
        if kind is ShapeKind.CHOICE and -1 in deals:  # who does nothing here are all the others
            deals[deals.index(-1)] = max(-1.0, coming - sum(known for known in deals if known > 0))
        straight = max(range(len(deals)), key=lambda at: (deals[at], -at))
        pieces = [
            self.part(child, main and at == straight, coming if kind is ShapeKind.PARALLEL else deals[at])
            for at, child in enumerate(tree.children)
        ]
        join = self.build.add(kind, main=main)
        for piece in pieces:
            self.connect(split, piece.first if piece else join)
            if piece:
                self.connect(piece.last, join)
        return Piece(split, join)

    def loop(self, tree: ProcessTree, main: bool, coming: float) -> Piece:
        """The first child between two gateways, the others on the way from the second back to the first."""
        entry = self.build.add(ShapeKind.CHOICE, main=main)
        done = self.part(tree.children[0], main, coming)
        leave = self.build.add(ShapeKind.CHOICE, main=main)
        self.connect(entry, done.first if done else leave)
        if done:
            self.connect(done.last, leave)
        self.back = not self.back
        for child in tree.children[1:]:
            again = self.part(child, False, self.deals(child))
            self.connect(leave, again.first if again else entry)
            if again:
                self.connect(again.last, entry)
        self.back = not self.back
        return Piece(entry, leave)

    def deals(self, tree: ProcessTree) -> float:
        """How many deals go through a part, about: those of its most frequent activity; a silent step comes last."""
        labels = [leaf.label for leaf in tree.leaves() if leaf.label is not None]
        return float(max((self.counts.get(label, 0) for label in labels), default=-1))
