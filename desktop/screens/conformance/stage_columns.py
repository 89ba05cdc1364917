"""The table of stages: what deals do with each of them, how well that fits, and what a departure costs there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.measures.wording import stage_sentence
from models.costs import STANDARD, Costs
from models.model_quality import StageFitness

STAGE, FIT, FOLLOWED, SKIPPED, MOVED, EXTRA, SKIPPING_COSTS, EXTRA_COSTS = range(8)
HINT = "1 = counts like any other departure"
ROOMS = (
    Room(210, 120, filling=True),
    Room(190, 112),
    Room(96, 72),
    Room(96, 66),
    Room(128, 60, gives_way=2),
    Room(80, 52),
    Room(126, 92),
    Room(116, 88),
)
Edit = Callable[[int, float], None]


def columns_of(
    rows: Sequence[StageFitness], costs: Costs, edit_left_out: Edit, edit_extra: Edit
) -> tuple[Column, ...]:
    """One row a stage, in the order of the process; a deal that did a stage at another time counts only there."""
    fit = np.array([np.nan if row.fitness is None else row.fitness for row in rows])
    return (
        Column(
            "Stage",
            [row.stage for row in rows],
            tooltip="The documented stages, and how deals end; sorted in the order of the process",
            order=np.arange(len(rows), dtype=np.float64),
        ),
        Column(
            "Fit",
            fit,
            Kind.PERCENT,
            "Followed, of everything deals did with the stage: followed, skipped, at another time, and extra. The "
            "orange part is what departs",
            tip=lambda at: stage_sentence(rows[at]),
        ),
        _deals("Followed", [row.followed for row in rows], "Deals that do it where the process asks for it"),
        _deals(
            "Skipped",
            [row.left_out for row in rows],
            "Deals that leave it out where the process asks for it, and do not do it at another time",
        ),
        _deals(
            "Another time",
            [row.moved for row in rows],
            "Deals that do it, but earlier or later than the process asks for it",
        ),
        _deals(
            "Extra",
            [row.extra - row.moved for row in rows],
            "Deals that do it where the process does not ask for it, such as once more",
        ),
        _cost("Skipping costs", rows, costs.left_out, "Skipping the stage", edit_left_out),
        _cost("Extra costs", rows, costs.extra, "Doing the stage besides", edit_extra),
    )


def _deals(name: str, counts: Sequence[int], tooltip: str) -> Column:
    return Column(name, np.array(counts, dtype=np.float64), Kind.NUMBER, tooltip)


def _cost(name: str, rows: Sequence[StageFitness], costs: Mapping[str, int], what: str, edit: Edit) -> Column:
    values = np.array([costs.get(row.stage, STANDARD) for row in rows], dtype=np.float64)
    return Column(
        name,
        values,
        Kind.NUMBER,
        f"{what} weighs as much as so many other departures, from 1 to 1,000. {HINT}",
        tip=lambda at: f"{what} {rows[at].stage} weighs {values[at]:,.0f}. {HINT}. Click to change it",
        edit=edit,
    )
