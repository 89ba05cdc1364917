"""Repeats of one task in blocks: loops around it alone, and the same task drawn again behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mining.process.blocks.tree import BlockTree, Content, Either, Mark, Task, Together

Bounds = Mapping[str, int]
"""How often at most what a flow leads back to is done, by the flow; without one any number of times."""


def folded(tree: BlockTree, label: Callable[[str], str], bounds: Bounds) -> BlockTree:
    """The same blocks with repeats as `most` of their task; `label` gives what a task is called by its key."""
    return replace(tree, content=_Folding(tree, label, bounds).content(tree.content))


class _Folding:
    def __init__(self, tree: BlockTree, label: Callable[[str], str], bounds: Bounds) -> None:
        self.backs, self.label, self.bounds = tree.backs, label, bounds

    def content(self, content: Content) -> Content:
        inner = tuple(
            replace(
                element, ways=tuple(replace(way, content=self.content(way.content)) for way in element.ways)
            )
            if isinstance(element, Either | Together)
            else element
            for element in content
        )
        return self._same_again(self._own_loops(inner))

    def _own_loops(self, content: Content) -> Content:
        """Take out ways back that lead around one task."""
        arrived: dict[int, int] = {}
        for at, element in enumerate(content):
            if not isinstance(element, Mark):
                continue
            if element.arrives:
                arrived[element.number] = at
            elif element.number in arrived:
                first = arrived[element.number]
                around = [part for part in content[first:at] if not isinstance(part, Mark)]
                if len(around) == 1 and isinstance(around[0], Task):
                    again = replace(around[0], most=self._times(around[0].most, element.number))
                    gone = (content[first], element)
                    rest = tuple(again if part is around[0] else part for part in content if part not in gone)
                    return self._own_loops(rest)
        return content

    def _times(self, most: int | None, back: int) -> int | None:
        bounds = [self.bounds[flow] for flow in self.backs[back] if flow in self.bounds]
        return None if most is None or not bounds else most * min(bounds)

    def _same_again(self, content: Content) -> Content:
        """A task and, where one wants, the same once more: one task that is done up to twice."""
        for at in range(len(content) - 1, 0, -1):
            first, more = content[at - 1], self._option(content[at])
            if isinstance(first, Task) and more and self.label(first.key) == self.label(more.key):
                most = None if first.most is None or more.most is None else first.most + more.most
                return self._same_again((*content[: at - 1], replace(first, most=most), *content[at + 1 :]))
        return content

    def _option(self, element: object) -> Task | None:
        """The only task of a block that offers it or nothing."""
        if not isinstance(element, Either) or len(element.ways) != 2:
            return None
        one, other = sorted((way.content for way in element.ways), key=len)
        alone = other[0] if not one and len(other) == 1 else None
        return alone if isinstance(alone, Task) else None
