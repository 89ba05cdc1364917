"""What a shape or a flow of a drawn model is, in one sentence, with how often it is used where that is known."""

from __future__ import annotations

from mining.drawing.traffic import Traffic
from mining.number_format import number, percent, plural
from models.model_graph import ModelGraph, ModelShape, ShapeKind
from resources.translation import mid_sentence, tr

_MOST_NAMED = 3
_OPERATORS = {
    "sequence": tr("Sequence: one part after the other, from left to right"),
    "choice": tr("Choice: exactly one of the parts"),
    "parallel": tr("Parallel: all of the parts, side by side in any order"),
    "loop": tr("Loop: the first part, and as often as needed one of the others and the first part again"),
    "some of": tr("Some of: at least one of the parts"),
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
            return tr("Nothing: with this part nothing is done.")
        if shape.kind is ShapeKind.START:
            return tr(
                "Start{times}: on to {goals}.",
                times=self._times(key, "deal"),
                goals=self._goals(self._outs[key]),
            )
        if shape.kind is ShapeKind.END:
            return tr("End{times}.", times=self._times(key, "deal"))
        if shape.kind is ShapeKind.PLACE:
            return self._place(shape)
        if shape.kind is ShapeKind.SILENT:
            goals = self._goals(self._outs[key], "and")
            return tr(
                "Silent step{times}, of which no trace is left: on to {goals}.",
                times=self._times(key),
                goals=goals,
            )
        return self._gateway(shape)

    def of_flow(self, at: int) -> str:
        """The sentence about a flow, by its number."""
        flow = self._graph.flows[at]
        when = (
            tr(" when {label}", label=flow.label)
            if flow.label and not flow.label.startswith(("up to", "otherwise"))
            else ""
        )
        other = f" ({flow.label})" if flow.label and not when else ""
        times = f": {plural(self._traffic.flows[at], 'time')}" if self._traffic else ""
        back = tr("Back to") if flow.back else tr("On to")
        if self._shapes[flow.source].kind in _STEPS:
            return tr(
                "From {name} {back} {goal}{when}{other}{times}.",
                name=self._name(flow.source),
                back=mid_sentence(back),
                goal=self._goal(at),
                when=when,
                other=other,
                times=times,
            )
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
            return tr(
                "Start, with {tokens}: on to {goals}.",
                tokens=plural(shape.tokens, "token"),
                goals=self._goals(self._outs[shape.key]),
            )
        if shape.final:
            return tr("End, with {tokens}.", tokens=plural(shape.final, "token"))
        if len(self._outs[shape.key]) > 1:
            return tr("Choice: {ways}.", ways=self._ways(shape.key))
        return tr("Place between steps: on to {goals}.", goals=self._goals(self._outs[shape.key]))

    def _gateway(self, shape: ModelShape) -> str:
        outs, ins = self._outs[shape.key], self._ins[shape.key]
        if shape.kind is ShapeKind.PARALLEL:
            if len(outs) > 1:
                return tr("Side by side: {goals}, all of them, in any order.", goals=self._goals(outs, "and"))
            return tr("All that is done side by side is done: on to {goals}.", goals=self._goals(outs))
        if shape.kind is ShapeKind.SOME:
            return (
                tr("One or more of {goals}.", goals=self._goals(outs, "and"))
                if len(outs) > 1
                else tr("Some branches come together.")
            )
        if len(outs) > 1:
            return tr("Choice: {ways}.", ways=self._ways(shape.key))
        return tr("{ins} ways come together: on to {goals}.", ins=number(len(ins)), goals=self._goals(outs))

    def _ways(self, key: str) -> str:
        """The ways out of a choice, the most frequent first where that is known."""
        outs = self._outs[key]
        if self._traffic is None:
            return tr("on to {goals}", goals=self._goals(outs))
        order = sorted(outs, key=lambda at: (-self._traffic.flows[at], at))  # type: ignore[union-attr]
        said = []
        for at in order[: _MOST_NAMED + 1]:
            share, times = self.share(at), self._traffic.flows[at]
            back = tr("back to") if self._graph.flows[at].back else tr("on to")
            said.append(
                tr(
                    "{share} go {back} {goal} ({times})",
                    share=percent(share),
                    back=back,
                    goal=self._goal(at),
                    times=number(times),
                )
            )
        more = len(order) - len(said)
        return ", ".join(said) + (
            tr(", and {rarer_ways}", rarer_ways=plural(more, "rarer way")) if more > 0 else ""
        )

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
                names.append(tr("the end"))
            else:
                waiting += [self._graph.flows[out].target for out in self._outs[key]]
        return _listed(list(dict.fromkeys(names)), "or") if names else tr("the end")

    def _name(self, key: str) -> str:
        return self._shapes[key].label or str(self._shapes[key].kind)


def _listed(names: list[str], word: str) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > _MOST_NAMED:
        return tr(
            "{names} {word} {names_2} more",
            names=", ".join(names[:_MOST_NAMED]),
            word=word,
            names_2=number(len(names) - _MOST_NAMED),
        )
    return (
        names[0]
        if len(names) == 1
        else f"{', '.join(names[:-1])} {word} {names[-1]}"
        if names
        else tr("the end")
    )
