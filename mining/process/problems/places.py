"""Where the parts of a flow are, and from that which of two stages comes first."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from mining.process.editing.place import Place
from mining.process.editing.tree import Block, step_at, walk
from models.sales_process import Choice, Flow, Stage

Path = tuple[int, ...]
"""That of a `Place`."""


class Order(Enum):
    """How two stages stand to each other."""

    EARLIER = "earlier"
    LATER = "later"
    SIDE_BY_SIDE = "side by side"
    APART = "apart"


def blocks_of(flow: Flow) -> Iterator[tuple[Path, Block]]:
    """Every block with its path, the outer ones first."""
    for place, step in walk(flow):
        if not isinstance(step, Stage):
            yield place.path, step


def stage_paths(flow: Flow) -> dict[str, Path]:
    """The path of every stage by its name; of two stages of one name that of the first."""
    found: dict[str, Path] = {}
    for place, step in walk(flow):
        if isinstance(step, Stage):
            found.setdefault(step.name, place.path)
    return found


def order_of(one: Path, other: Path, flow: Flow) -> Order:
    """How the stage at path `one` stands to a different one: at even depth steps, at odd depth branches part them."""
    depth = next(i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    if depth % 2 == 0:
        return Order.EARLIER if one[depth] < other[depth] else Order.LATER
    block = step_at(flow, Place(one[:depth]))
    return Order.APART if isinstance(block, Choice) else Order.SIDE_BY_SIDE
