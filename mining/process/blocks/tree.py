"""A drawn flow taken apart: tasks, choices, work side by side, and the places where ways back leave and arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from resources.translation import tr

DEEPEST_BLOCKS = 8
"""So many blocks may lie within each other; a process file holds no more levels."""


class NotInBlocks(Exception):
    """The flow is not made of blocks; the text is the end of a sentence that says where and why."""


@dataclass(frozen=True)
class Task:
    """A task by the key of its shape; done up to `most` times in a row, None for any number."""

    key: str
    most: int | None = 1


@dataclass(frozen=True)
class Way:
    """One way between two gateways; `flows` are those that lead to its first task, or all where it has none."""

    content: Content
    flows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Either:
    """One of the ways is taken."""

    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Together:
    """All of the ways are taken, side by side."""

    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Mark:
    """Where the way back of that number leaves, or where it arrives."""

    number: int
    arrives: bool


Element = Union[Task, Either, Together, Mark]  # noqa: UP007  # the names come later
Content = tuple[Element, ...]


@dataclass(frozen=True)
class BlockTree:
    """All of it, and for every way back by number the flows that are drawn for it."""

    content: Content
    backs: tuple[tuple[str, ...], ...]


def tasks_of(content: Content) -> list[Task]:
    """Every task in the order drawn."""
    found: list[Task] = []
    for element in content:
        if isinstance(element, Task):
            found.append(element)
        elif isinstance(element, Either | Together):
            for way in element.ways:
                found += tasks_of(way.content)
    return found


def bounded(block: Either | Together) -> Either | Together:
    """The block itself, made of blocks that are bounded already; raises NotInBlocks where it is nested too deep."""
    if _depth((block,)) > DEEPEST_BLOCKS:
        raise NotInBlocks(
            tr("more than {deepest_blocks} blocks lie within each other", deepest_blocks=DEEPEST_BLOCKS)
        )
    return block


def _depth(content: Content) -> int:
    inner = [way for element in content if isinstance(element, Either | Together) for way in element.ways]
    return 1 + max(_depth(way.content) for way in inner) if inner else 0
