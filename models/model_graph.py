"""A process model before it has places on a page: shapes and the flows between them, in one of three notations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.flow_meaning import FlowMeaning


class Notation(StrEnum):
    """How a model is drawn."""

    BPMN = "BPMN"
    NET = "Petri net"
    TREE = "Process tree"


class ShapeKind(StrEnum):
    """What a shape stands for; the first six are BPMN's, the next three a Petri net's, the last three a tree's."""

    TASK = "task"
    START = "start"
    END = "end"
    CHOICE = "choice"
    PARALLEL = "parallel"
    SOME = "some of"
    PLACE = "place"
    TRANSITION = "transition"
    SILENT = "silent transition"
    OPERATOR = "operator"
    LEAF = "activity"
    NOTHING = "nothing"

    @property
    def is_gateway(self) -> bool:
        """Whether it splits and joins the flow of a BPMN model."""
        return self in (ShapeKind.CHOICE, ShapeKind.PARALLEL, ShapeKind.SOME)


@dataclass(frozen=True, slots=True)
class ModelShape:
    """One shape. `key` is its name within the model, `label` what is written in, on or below it.

    `main` marks the shapes of the main way, which is drawn as one straight line. Of a place, `tokens` and `final`
    are its tokens in the initial and in the final marking.
    """

    key: str
    kind: ShapeKind
    label: str = ""
    main: bool = False
    tokens: int = 0
    final: int = 0


@dataclass(frozen=True, slots=True)
class ModelFlow:
    """An arrow between two shapes; `label` is a condition, `weight` how many tokens an arc of a Petri net moves.

    `back` marks what leads against the direction in which the model is drawn. `means` is what the flow stands for in
    a documented process; several where one arrow does for several.
    """

    source: str
    target: str
    label: str = ""
    weight: int = 1
    back: bool = False
    means: tuple[FlowMeaning, ...] = ()


@dataclass(frozen=True)
class ModelGraph:
    """A model to draw: no two shapes share a key, no two flows both ends.

    `notes` are sentences about the model that are drawn beside it, because its notation has no sign for them.
    """

    name: str
    notation: Notation
    shapes: tuple[ModelShape, ...]
    flows: tuple[ModelFlow, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = {shape.key for shape in self.shapes}
        if len(keys) != len(self.shapes):
            raise ValueError("two shapes have the same key")
        ends = {(flow.source, flow.target) for flow in self.flows}
        if len(ends) != len(self.flows):
            raise ValueError("two flows lead from the same shape to the same shape")
        if not {key for pair in ends for key in pair} <= keys:
            raise ValueError("a flow leads to a shape that is not there")

    def count(self, *kinds: ShapeKind) -> int:
        """How many shapes are of these kinds."""
        return sum(shape.kind in kinds for shape in self.shapes)
