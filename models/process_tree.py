"""A process tree: what the inductive miner finds, always sound, and what BPMN and Petri nets are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Operator(StrEnum):
    """How the children of a node are put together."""

    SEQUENCE = "sequence"
    XOR = "choice"
    PARALLEL = "parallel"
    LOOP = "loop"
    OR = "some of"


@dataclass(frozen=True)
class ProcessTree:
    """A leaf (`operator` None) is an activity, or a silent step where `label` is None too.

    A loop does its first child, and as often as it likes one of the others and the first again.
    """

    operator: Operator | None = None
    label: str | None = None
    children: tuple[ProcessTree, ...] = ()

    def __post_init__(self) -> None:
        if (self.operator is None) == bool(self.children):
            raise ValueError("a node of a process tree is either a leaf or has an operator and children")

    def leaves(self) -> Iterator[ProcessTree]:
        """The leaves from left to right."""
        if self.operator is None:
            yield self
        for child in self.children:
            yield from child.leaves()
