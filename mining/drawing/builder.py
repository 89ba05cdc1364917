"""Collects the shapes and flows of a BPMN model while somebody walks through the process that it draws."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from models.flow_meaning import FlowMeaning
from models.model_graph import ModelFlow, ModelGraph, ModelShape, Notation, ShapeKind


class BpmnBuilder:
    """Names shapes by what they are and in the order in which they come, so that a small edit keeps most names."""

    def __init__(self) -> None:
        self._shapes: dict[str, ModelShape] = {}
        self._flows: dict[tuple[str, str], str] = {}
        self._means: dict[tuple[str, str], tuple[FlowMeaning, ...]] = {}
        self._back: set[tuple[str, str]] = set()
        self._counts: dict[str, int] = {}

    def add(self, kind: ShapeKind, label: str = "", main: bool = False) -> str:
        """A new shape; returns its key."""
        base = f"{kind}:{label}" if label else str(kind)
        self._counts[base] = number = self._counts.get(base, 0) + 1
        key = base if number == 1 else f"{base} ({number})"
        while key in self._shapes:  # an activity may be called like the second of another
            key += "'"
        self._shapes[key] = ModelShape(key, kind, label, main)
        return key

    def connect(
        self,
        source: str,
        target: str,
        label: str = "",
        back: bool = False,
        means: tuple[FlowMeaning, ...] = (),
    ) -> None:
        """A flow, `back` against the direction; where there is one already, it gets words and meaning of both."""
        if back:
            self._back.add((source, target))
        known = self._flows.get((source, target), "")
        words = " or ".join(dict.fromkeys(word for word in (known, label) if word))
        self._flows[source, target] = words
        self._means[source, target] = self._means.get((source, target), ()) + means

    def chain(self, keys: Sequence[str]) -> None:
        """Flows from each shape to the next."""
        for source, target in pairwise(keys):
            self.connect(source, target)

    def graph(self, name: str, notes: tuple[str, ...] = ()) -> ModelGraph:
        """What was collected, without gateways that say nothing."""
        self._simplify()
        flows = tuple(
            ModelFlow(*ends, label, back=ends in self._back, means=self._means[ends])
            for ends, label in self._flows.items()
        )
        return ModelGraph(name, Notation.BPMN, tuple(self._shapes.values()), flows, notes)

    def _simplify(self) -> None:
        """Leave out gateways that say nothing: one way in and out, or a join right before a join."""
        changed = True
        while changed:
            changed = False
            for key in [key for key, shape in self._shapes.items() if shape.kind.is_gateway]:
                before = [source for source, target in self._flows if target == key]
                after = [target for source, target in self._flows if source == key]
                if key in before or before == after:
                    continue
                if (len(before) == 1 and len(after) == 1) or self._joins_into_join(key, before, after):
                    self._remove(key, before, after[0])
                    changed = True

    def _joins_into_join(self, key: str, before: list[str], after: list[str]) -> bool:
        """Whether what this choice brings together goes straight into another choice that only brings together."""
        if len(after) != 1 or len(before) < 2 or self._shapes[key].kind is not ShapeKind.CHOICE:
            return False
        (goal,) = after
        ways_on = sum(source == goal for source, _ in self._flows)
        return (
            self._shapes[goal].kind is ShapeKind.CHOICE
            and ways_on == 1
            and goal not in before
            and not self._flows[key, goal]
        )

    def _remove(self, key: str, before: list[str], goal: str) -> None:
        last, behind = self._flows.pop((key, goal)), self._means.pop((key, goal))
        for source in before:
            first = self._flows.pop((source, key))
            back = (source, key) in self._back or (key, goal) in self._back
            means = self._means.pop((source, key)) + behind
            self.connect(source, goal, " ".join(word for word in (first, last) if word), back, means)
        del self._shapes[key]
