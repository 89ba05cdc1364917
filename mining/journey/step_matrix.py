"""Stages against the buyer's steps: in how many of the deals that entered a stage a step was done by then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.buyer_check import BuyerCheck
from models.case_table import NO_TIME


@dataclass(frozen=True)
class MatrixRow:
    """A stage, the deals that `entered` it, and for every step in how many of them it was `done` by then.

    `presumed` are the places of the steps that the stage presumes.
    """

    stage: str
    entered: int
    done: tuple[int, ...]
    presumed: frozenset[int]


@dataclass(frozen=True)
class StepMatrix:
    """The `steps` that can be checked, as they are shown, and a row for every stage that was entered."""

    steps: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def step_matrix(check: BuyerCheck, mask: NDArray[np.bool_]) -> StepMatrix:
    """Count the cases in `mask`, at their first entry of each stage; what happens at the same time is done by then."""
    steps = [step for step in check.steps if step.can_be_checked]
    place = {step.step.name: at for at, step in enumerate(steps)}
    rows = []
    for row, stage in enumerate(check.stages):
        times = check.entered[row]
        there = mask & (times != NO_TIME)
        entered = int(there.sum())
        if entered:
            done = tuple(int((step.done_by(times) & there).sum()) for step in steps)
            presumed = frozenset(place[name] for name in check.presumed[row] if name in place)
            rows.append(MatrixRow(stage, entered, done, presumed))
    return StepMatrix(tuple(step.step.shown for step in steps), tuple(rows))
