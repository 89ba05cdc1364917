"""Where something stands in a flow: a path of indices from the outermost flow down to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A path of indices: of a step, of a branch in that step, of a step in that branch, and so on.

    A path of odd length is a step, or the gap before it (then the last index may be the length of the flow); one of
    even length is a branch of a block. Raises ValueError for an empty path or a negative index.
    """

    path: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.path or min(self.path) < 0:
            raise ValueError(f"no place in a flow: {self.path}")

    @property
    def is_branch(self) -> bool:
        """Whether it is a branch of a block, no step."""
        return len(self.path) % 2 == 0

    @property
    def index(self) -> int:
        """The index within the innermost flow or block."""
        return self.path[-1]

    @property
    def parent(self) -> Place | None:
        """The branch of a step, the block of a branch; None for a step of the outermost flow."""
        return Place(self.path[:-1]) if len(self.path) > 1 else None

    @property
    def next(self) -> Place:
        """The place right behind it in the same flow or block."""
        return Place((*self.path[:-1], self.path[-1] + 1))

    def child(self, index: int) -> Place:
        """A branch of this block, or a step of this branch."""
        return Place((*self.path, index))

    def holds(self, other: Place) -> bool:
        """Whether the other place is this one or inside it."""
        return other.path[: len(self.path)] == self.path
