"""What can be come to from somewhere in a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def reached(start: Iterable[N], *ways: Mapping[N, list[N]]) -> set[N]:
    """The nodes of `start` and all that the given ways (neighbours by node) lead to from them."""
    found = set(start)
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        for way in ways:
            for other in way[node]:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
    return found
