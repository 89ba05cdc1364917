"""Which parallel branches a stage lies in: what a way back into or out of them has to know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from models.sales_process import Flow, Parallel, Stage, branch_flows

Path = tuple[tuple[int, int], ...]
"""From the outside in: the number of the parallel block (in the order written) and of its branch."""


def enclosing_blocks(flow: Flow) -> dict[str, Path]:
    """The path of every stage, by name."""
    return dict(_paths(flow, (), count()))


def _paths(flow: Flow, path: Path, numbers: Iterator[int]) -> Iterator[tuple[str, Path]]:
    for step in flow:
        if isinstance(step, Stage):
            yield step.name, path
            continue
        block = next(numbers) if isinstance(step, Parallel) else None
        for index, inner in enumerate(branch_flows(step)):
            yield from _paths(inner, path if block is None else (*path, (block, index)), numbers)
