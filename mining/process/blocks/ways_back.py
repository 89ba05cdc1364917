"""Ways back between points of a drawn flow as ways from stage to stage, where these allow the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

from mining.process.blocks.tree import (
    BlockTree,
    Content,
    Either,
    Element,
    Mark,
    NotInBlocks,
    Task,
    Together,
    tasks_of,
)
from models.flow_meaning import Back

Points = frozenset[tuple[int, str]]
"""Stages next to a point of the flow with their place in it; the name is empty for the border of parallel work."""

_LAST = 1 << 20


@dataclass(frozen=True)
class StageWays:
    """For every stage the earlier ones it goes back to, and the stages that may be repeated any number of times."""

    back_to: Mapping[str, tuple[str, ...]]
    repeated: frozenset[str]


@dataclass(frozen=True)
class _Point:
    """A place in the flow, the stages last worked there or worked next, and those in the part it lies next to."""

    place: int
    stages: Points
    beside: frozenset[str]


def stage_ways(
    tree: BlockTree,
    name: Callable[[str], str],
    known: Callable[[tuple[str, ...]], tuple[Back, ...]],
    optional: Callable[[Either], Task | None],
) -> StageWays:
    """Tell every way back by stages.

    `name` is what the stage of a task is called, `known` what the flows of a way back are said to stand for, and
    `optional` the stage that a block only offers. What is said counts where both stages still stand next to the
    ends of the way; elsewhere it leads from each stage that may come last before it to each that may come next
    behind its end. Raises NotInBlocks where stages cannot say that.
    """
    walk = _Walk(name, optional)
    walk.forward(tree.content, frozenset())
    walk.backward(tree.content, frozenset())
    found: dict[str, list[tuple[int, str]]] = {}
    repeated = set()
    for number, flows in enumerate(tree.backs):
        if number not in walk.leaves or number not in walk.arrives:
            continue
        leaves, arrives = walk.leaves[number], walk.arrives[number]
        said = [
            back for back in known(flows) if back.source in leaves.beside and back.target in arrives.beside
        ]
        for back in said or walk.told(leaves, arrives):
            if back.source == back.target:
                repeated.add(back.source)
            else:
                found.setdefault(back.source, []).append((back.number or _LAST, back.target))
    back_to = {
        stage: tuple(dict.fromkeys(target for _, target in sorted(ways, key=lambda way: way[0])))
        for stage, ways in found.items()
    }
    return StageWays(back_to, frozenset(repeated))


class _Walk:
    """Goes through the blocks forwards and backwards, and notes what is next to every end of a way back."""

    def __init__(self, name: Callable[[str], str], optional: Callable[[Either], Task | None]) -> None:
        self.name, self.optional = name, optional
        self.places = count()
        self.place_of: dict[str, int] = {}
        self.sides: dict[
            int, tuple[int, int]
        ] = {}  # a parallel block by its identity: where it begins and ends
        self.before: dict[str, Points] = {}
        self.arrivals: dict[int, int] = {}
        self.leaves: dict[int, _Point] = {}
        self.arrives: dict[int, _Point] = {}

    def forward(self, content: Content, last: Points) -> Points:
        """Note what comes before each stage and each way back; returns what may come last."""
        beside: frozenset[str] = frozenset()
        for element in content:
            place = next(self.places)
            if isinstance(element, Task):
                stage = self.name(element.key)
                self.place_of[stage], self.before[stage] = place, last
                last = frozenset({(place, stage)})
            elif isinstance(element, Either):
                last = frozenset().union(*(self.forward(way.content, last) for way in element.ways))
            elif isinstance(element, Together):
                for way in element.ways:
                    self.forward(way.content, frozenset({(place, "")}))
                self.sides[id(element)] = (place, next(self.places))
                last = frozenset({(self.sides[id(element)][1], "")})
            elif element.arrives:
                self.arrivals[element.number] = place
            else:
                self.leaves[element.number] = _Point(place, last, beside)
            beside = beside if isinstance(element, Mark) else self._names(element)
        return last

    def backward(self, content: Content, following: Points) -> Points:
        """Note what comes after each end of a way back; returns what may come next."""
        beside: frozenset[str] = frozenset()
        for element in reversed(content):
            if isinstance(element, Task):
                stage = self.name(element.key)
                following = frozenset({(self.place_of[stage], stage)})
            elif isinstance(element, Either):
                found = frozenset().union(*(self.backward(way.content, following) for way in element.ways))
                alone = self.optional(element)
                stage = self.name(alone.key) if alone else ""
                following = frozenset({(self.place_of[stage], stage)}) if alone else found
            elif isinstance(element, Together):
                first, end = self.sides[id(element)]
                for way in element.ways:
                    self.backward(way.content, frozenset({(end, "")}))
                following = frozenset({(first, "")})
            elif element.arrives:
                self.arrives[element.number] = _Point(self.arrivals[element.number], following, beside)
            beside = beside if isinstance(element, Mark) else self._names(element)
        return following

    def told(self, leaves: _Point, arrives: _Point) -> list[Back]:
        """The ways between stages that together are the way from one point back to the other."""
        sources = sorted(point for point in leaves.stages if point[0] > arrives.place)
        targets = sorted(point for point in arrives.stages if point[0] < leaves.place)
        if any(not stage for _, stage in (*sources, *targets)):
            named = next((stage for _, stage in (*sources, *targets) if stage), "")
            near = f" next to {named}" if named else ""
            raise NotInBlocks(f"a way back{near} begins or ends at work side by side, and no stage says that")
        ways = []
        for place, source in sources:
            for goal, target in targets:
                if goal <= place:
                    ways.append(Back(source, target))
                elif (place, source) not in self.before[target]:
                    raise NotInBlocks(
                        f"the way back behind {source} leads to {target}, which comes later in the order of stages"
                    )
        return ways

    def _names(self, element: Element) -> frozenset[str]:
        return frozenset(self.name(task.key) for task in tasks_of((element,)))
