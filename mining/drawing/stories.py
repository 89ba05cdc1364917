"""What a shape or a flow of a drawn model is, in one sentence, with how often it is used where that is known."""

from __future__ import annotations

from mining.drawing.traffic import Traffic
from mining.number_format import number, percent, plural
from models.model_graph import ModelGraph, ModelShape, ShapeKind

_MOST_NAMED = 3
_OPERATORS = {
    "sequence": "Sequence: one part after the other, from left to right",
    "choice": "Choice: exactly one of the parts",
    "parallel": "Parallel: all of the parts, side by side in any order",
    "loop": "Loop: the first part, and as often as needed one of the others and the first part again",
    "some of": "Some of: at least one of the parts",
}
_STEPS = (ShapeKind.TASK, ShapeKind.TRANSITION, ShapeKind.LEAF)
_ENDS = (ShapeKind.END,)


class Stories:
    """Tells about one model; `traffic` is None where nobody counted."""

    def __init__(self, graph: ModelGraph, traffic: Traffic | None = None) -> None:
        self._graph, self._traffic = graph, traffic
        self._shapes = {shape.key: shape for shape in graph.shapes}
        self._outs: dict[str, list[int]] = {shape.key: [] for shape in graph.shapes}
        self._ins: dict[str, list[int]] = {shape.key: [] for shape in graph.shapes}
        for at, flow in enumerate(graph.flows):
            self._outs[flow.source].append(at)
            self._ins[flow.target].append(at)

    def of_shape(self, key: str) -> str:
        """The sentence about a shape."""
        shape = self._shapes[key]
        if shape.kind in _STEPS:
            return self._step(shape)
        if shape.kind is ShapeKind.OPERATOR:
            return f"{_OPERATORS[shape.label]}."
        if shape.kind is ShapeKind.NOTHING:
            return "Nothing: with this part nothing is done."
        if shape.kind is ShapeKind.START:
            return f"Start{self._times(key, 'deal')}: on to {self._goals(self._outs[key])}."
        if shape.kind is ShapeKind.END:
            return f"End{self._times(key, 'deal')}."
        if shape.kind is ShapeKind.PLACE:
            return self._place(shape)
        if shape.kind is ShapeKind.SILENT:
            goals = self._goals(self._outs[key], "and")
            return f"Silent step{self._times(key)}, of which no trace is left: on to {goals}."
        return self._gateway(shape)

    def of_flow(self, at: int) -> str:
        """The sentence about a flow, by its number."""
        flow = self._graph.flows[at]
        when = (
            f" when {flow.label}" if flow.label and not flow.label.startswith(("up to", "otherwise")) else ""
        )
        other = f" ({flow.label})" if flow.label and not when else ""
        times = f": {plural(self._traffic.flows[at], 'time')}" if self._traffic else ""
        back = "Back to" if flow.back else "On to"
        if self._shapes[flow.source].kind in _STEPS:
            return f"From {self._name(flow.source)} {back.lower()} {self._goal(at)}{when}{other}{times}."
        return f"{back} {self._goal(at)}{when}{other}{times}."

    def share(self, at: int) -> float | None:
        """Which share of those that come to a choice take this flow; None where it is none or was not counted."""
        source = self._graph.flows[at].source
        outs = self._outs[source]
        is_choice = self._shapes[source].kind in (ShapeKind.CHOICE, ShapeKind.PLACE) and len(outs) > 1
        if self._traffic is None or not is_choice:
            return None
        total = sum(self._traffic.flows[out] for out in outs)
        return self._traffic.flows[at] / total if total else None

    def _step(self, shape: ModelShape) -> str:
        times = self._times(shape.key)
        return f"{shape.label}{times}." if times else shape.label

    def _times(self, key: str, noun: str = "time") -> str:
        return f" ({plural(self._traffic.shapes[key], noun)})" if self._traffic else ""

    def _place(self, shape: ModelShape) -> str:
        if shape.tokens:
            return f"Start, with {plural(shape.tokens, 'token')}: on to {self._goals(self._outs[shape.key])}."
        if shape.final:
            return f"End, with {plural(shape.final, 'token')}."
        if len(self._outs[shape.key]) > 1:
            return f"Choice: {self._ways(shape.key)}."
        return f"Place between steps: on to {self._goals(self._outs[shape.key])}."

    def _gateway(self, shape: ModelShape) -> str:
        outs, ins = self._outs[shape.key], self._ins[shape.key]
        if shape.kind is ShapeKind.PARALLEL:
            if len(outs) > 1:
                return f"Side by side: {self._goals(outs, 'and')}, all of them, in any order."
            return f"All that is done side by side is done: on to {self._goals(outs)}."
        if shape.kind is ShapeKind.SOME:
            return (
                f"One or more of {self._goals(outs, 'and')}."
                if len(outs) > 1
                else "Some branches come together."
            )
        if len(outs) > 1:
            return f"Choice: {self._ways(shape.key)}."
        return f"{number(len(ins))} ways come together: on to {self._goals(outs)}."

    def _ways(self, key: str) -> str:
        """The ways out of a choice, the most frequent first where that is known."""
        outs = self._outs[key]
        if self._traffic is None:
            return f"on to {self._goals(outs)}"
        order = sorted(outs, key=lambda at: (-self._traffic.flows[at], at))  # type: ignore[union-attr]
        said = []
        for at in order[: _MOST_NAMED + 1]:
            share, times = self.share(at), self._traffic.flows[at]
            back = "back to" if self._graph.flows[at].back else "on to"
            said.append(f"{percent(share)} go {back} {self._goal(at)} ({number(times)})")
        more = len(order) - len(said)
        return ", ".join(said) + (f", and {plural(more, 'rarer way')}" if more > 0 else "")

    def _goals(self, outs: list[int], word: str = "or") -> str:
        return _listed([self._goal(at) for at in outs], word)

    def _goal(self, at: int) -> str:
        """The steps that come next on this way, through whatever has no name."""
        names: list[str] = []
        seen: set[str] = set()
        waiting = [self._graph.flows[at].target]
        while waiting:
            key = waiting.pop(0)
            if key in seen:
                continue
            seen.add(key)
            shape = self._shapes[key]
            if shape.kind in _STEPS and shape.label:
                names.append(shape.label)
            elif shape.kind in _ENDS or shape.final:
                names.append("the end")
            else:
                waiting += [self._graph.flows[out].target for out in self._outs[key]]
        return _listed(list(dict.fromkeys(names)), "or") if names else "the end"

    def _name(self, key: str) -> str:
        return self._shapes[key].label or str(self._shapes[key].kind)


def _listed(names: list[str], word: str) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} {word} {number(len(names) - _MOST_NAMED)} more"
    return (
        names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}" if names else "the end"
    )
