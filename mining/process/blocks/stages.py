"""Blocks of tasks as the flow of a documented process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mining.process.blocks.folding import folded
from mining.process.blocks.tree import BlockTree, Content, Either, NotInBlocks, Task, Together, Way, tasks_of
from mining.process.blocks.ways_back import StageWays, stage_ways
from models.condition import Condition
from models.flow_meaning import Back, FlowMeaning
from models.flow_meaning import Way as NumberedWay
from models.sales_process import Branch, Choice, Flow, Parallel, Stage, Step
from resources.translation import tr


@dataclass(frozen=True)
class Drawn:
    """What a drawing says beside its blocks.

    `stages` are the stages of the tasks by the tasks' keys; of the rest, by the name of the flow, `means` is what it
    is said to stand for, `when` the text of its condition, `most` how often what it leads back to is done at most, and
    `default` holds the flows for all other deals. `conditions` are all those by their text.
    """

    stages: Mapping[str, Stage]
    means: Mapping[str, tuple[FlowMeaning, ...]] = field(default_factory=dict)
    when: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    default: frozenset[str] = frozenset()


def flow_of(tree: BlockTree, drawn: Drawn) -> Flow:
    """The flow with the same language. Raises NotInBlocks where a way back or a task cannot be told by stages."""
    return _Telling(drawn).flow(tree)


_LAST = 1 << 20
_FOR_ALL_OTHERS = Branch((), otherwise=True)


class _Telling:
    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.ways = StageWays({}, frozenset())

    def flow(self, tree: BlockTree) -> Flow:
        tree = folded(tree, self.name, self.drawn.most)
        names = [self.name(task.key) for task in tasks_of(tree.content)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise NotInBlocks(tr("{twice} stands at several places, and a stage has one", twice=twice))
        self.ways = stage_ways(tree, self.name, self.backs, self.optional)
        return self.steps(tree.content)

    def name(self, key: str) -> str:
        return self.drawn.stages[key].name

    def backs(self, flows: tuple[str, ...]) -> tuple[Back, ...]:
        return tuple(one for flow in flows for one in self.drawn.means.get(flow, ()) if isinstance(one, Back))

    def optional(self, element: Either) -> Task | None:
        """The stage of a block that offers it or nothing, unless the block is known to be a choice."""
        if len(element.ways) != 2 or any(self.numbered(way) for way in element.ways):
            return None
        idle, busy = sorted(element.ways, key=lambda way: len(tasks_of(way.content)))
        top = [part for part in busy.content if isinstance(part, Task | Either | Together)]
        if tasks_of(idle.content) or len(top) != 1 or self.condition(busy) is not None:
            return None
        return top[0] if isinstance(top[0], Task) else None

    def steps(self, content: Content) -> Flow:
        flow: list[Step] = []
        for element in content:
            if isinstance(element, Task):
                flow.append(self.stage(element))
            elif isinstance(element, Either):
                flow += self.either(element)
            elif isinstance(element, Together):
                ordered = sorted(element.ways, key=self.number)
                branches = tuple(branch for branch in (self.steps(way.content) for way in ordered) if branch)
                flow += (Parallel(branches),) if len(branches) > 1 else [s for flow in branches for s in flow]
        return tuple(flow)

    def stage(self, task: Task) -> Stage:
        stage = self.drawn.stages[task.key]
        most = None if stage.name in self.ways.repeated else task.most
        return replace(stage, repeat=most, back_to=self.ways.back_to.get(stage.name, ()))

    def either(self, element: Either) -> Flow:
        alone = self.optional(element)
        if alone is not None:
            condition = next((c for way in element.ways if (c := self.condition(way)) is not None), None)
            return (replace(self.stage(alone), optional=condition if condition is not None else True),)
        branches = [found for way in element.ways for found in self.branches(way)]
        kept = [branch for _, branch in sorted(branches, key=lambda found: found[0])]
        if not any(branch.flow for branch in kept):
            return ()
        unwritten = [way for way in element.ways if self.is_unwritten(way)]
        rest = [branch for branch in kept if branch != _FOR_ALL_OTHERS]
        if unwritten and all(branch.when is not None for branch in rest):
            kept = rest
        return (Choice(tuple(kept)),)

    def is_unwritten(self, way: Way) -> bool:
        """Whether a way only says that the others have conditions: it does nothing, for all other deals."""
        return self.is_default(way) and not self.numbered(way) and not tasks_of(way.content)

    def branches(self, way: Way) -> list[tuple[int, Branch]]:
        """The branches that a way stands for with their numbers; several where all of them do nothing."""
        flow, said = self.steps(way.content), self.numbered(way)
        if not flow and (len(said) > 1 or (said and self.is_default(way))):
            return [
                (one.number, Branch((), self.drawn.conditions.get(one.when), one.otherwise)) for one in said
            ]
        return [(self.number(way), Branch(flow, self.condition(way), self.is_default(way)))]

    def condition(self, way: Way) -> Condition | None:
        texts = (self.drawn.when.get(flow, "") for flow in way.flows)
        return next((self.drawn.conditions[text] for text in texts if text), None)

    def is_default(self, way: Way) -> bool:
        return self.condition(way) is None and bool(set(way.flows) & self.drawn.default)

    def numbered(self, way: Way) -> tuple[NumberedWay, ...]:
        found = (one for flow in way.flows for one in self.drawn.means.get(flow, ()))
        return tuple(one for one in found if isinstance(one, NumberedWay))

    def number(self, way: Way) -> int:
        """The number of a branch in the order written; what another tool has drawn comes last."""
        return min((one.number for one in self.numbered(way)), default=_LAST)
