"""From an edit of the documented process to the verdict: every deal checked again, every deviation counted again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any

import numpy as np

from benchmarks.documented import SALES
from benchmarks.measure import Row, compare
from mining.conformance.check import check, check_again
from mining.conformance.measures import deviation_rows, log_fitness
from mining.conformance.memory import Memory
from mining.process.yaml_format import parse_yaml
from models.conformance import Conformance
from models.costs import Costs
from models.deviation import DeviationRow
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess, Stage


def edit_rows(log: EventLog, rounds: int) -> list[Row]:
    """One row an edit, from the process as it was to the process as it is and back, and one for no memory at all."""
    process = parse_yaml(SALES, "the benchmark")
    everyone = np.ones(log.n_cases, dtype=bool)
    edits = {
        "a stage becomes optional": with_changes(process, "Discovery", optional=True),
        "a stage may be gone back to": with_changes(process, "Proposal", back_to=("Demo",)),
        "two stages change places": swapped(process, 2),
        "a stage is left out of the process": _without(process, "Demo"),
    }
    rows = [
        compare(
            "check from nothing",
            log.n_cases,
            lambda: _verdict(check(log, process, silent), everyone),
            rounds=rounds,
        )
    ]
    for name, edited in edits.items():
        memory = check_again(log, process, silent, Costs(), None)[1]
        versions = cycle((edited, process))

        def edit(versions: cycle[SalesProcess] = versions, start: Memory = memory) -> object:
            found, _ = check_again(log, next(versions), silent, Costs(), start)
            return _verdict(found, everyone)

        _assert_exact(log, edited, memory)
        rows.append(compare(f"edit: {name}", log.n_cases, edit, rounds=2 * rounds))
    return rows


def _verdict(found: Conformance, everyone: np.ndarray) -> tuple[float | None, tuple[DeviationRow, ...]]:
    return log_fitness(found, everyone), deviation_rows(found, everyone)


def _assert_exact(log: EventLog, edited: SalesProcess, memory: Memory) -> None:
    """What is kept from the check before must not show: one difference and nothing is measured."""
    again = check_again(log, edited, silent, Costs(), memory)[0]
    fresh = check(log, edited, silent)
    for name in ("start", "kind", "label", "position", "cost"):
        one, other = getattr(again.alignments, name), getattr(fresh.alignments, name)
        if not np.array_equal(one, other):
            raise AssertionError(f"after the edit, {name} is not what a check from nothing finds")


def with_changes(process: SalesProcess, stage: str, **changes: Any) -> SalesProcess:
    """The process with other fields of one stage."""
    return replace(
        process, flow=tuple(replace(s, **changes) if s.name == stage else s for s in _stages(process))
    )


def swapped(process: SalesProcess, at: int) -> SalesProcess:
    """The process with the step at that place and the next one the other way round."""
    flow = [*process.flow]
    flow[at], flow[at + 1] = flow[at + 1], flow[at]
    return replace(process, flow=tuple(flow))


def _without(process: SalesProcess, stage: str) -> SalesProcess:
    return replace(process, flow=tuple(s for s in _stages(process) if s.name != stage))


def _stages(process: SalesProcess) -> Iterator[Stage]:
    """The steps of a process that is a plain line of stages."""
    for step in process.flow:
        assert isinstance(step, Stage)
        yield step
