"""The table of stages: what deals do with each of them, how well that fits, and what a departure costs there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.measures.wording import stage_sentence
from mining.number_format import number, percent
from models.costs import STANDARD, Costs
from models.model_quality import StageFitness
from resources.translation import tr

STAGE, FIT, FOLLOWED, SKIPPED, MOVED, EXTRA, SKIPPING_COSTS, EXTRA_COSTS = range(8)
HINT = tr("1 = counts like any other departure")
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
NOT_DOCUMENTED = tr("not documented")


def columns_of(
    rows: Sequence[StageFitness], stages: int, costs: Costs, edit_left_out: Edit, edit_extra: Edit
) -> tuple[Column, ...]:
    """The first `stages` rows are the documented ones in the order of the process, the others steps that are not.

    A deal that did a stage at another time counts only there. What is not documented can only be extra.
    """
    told = _Told(rows, stages)
    fit = np.array([np.nan if row.fitness is None else row.fitness for row in rows])
    return (
        Column(
            tr("Stage"),
            [row.stage if at < stages else f"{row.stage}, {NOT_DOCUMENTED}" for at, row in enumerate(rows)],
            tooltip=tr(
                "The documented stages, and how deals end, in the order of the process; below them what "
                "deals do besides"
            ),
            order=np.arange(len(rows), dtype=np.float64),
        ),
        Column(
            tr("Fit"),
            fit,
            Kind.PERCENT,
            tr(
                "Followed, of everything deals did with the stage: followed, skipped, at another time, "
                "and extra. The orange part is what departs"
            ),
            tip=told.fit,
            write=lambda at: percent(rows[at].fitness) if at < stages else "",
        ),
        told.deals(
            tr("Followed"),
            [row.followed for row in rows],
            tr("Deals that do it where the process asks for it"),
        ),
        told.deals(
            tr("Skipped"),
            [row.left_out for row in rows],
            tr("Deals that leave it out where the process asks for it, and do not do it at another time"),
        ),
        told.deals(
            tr("Another time"),
            [row.moved for row in rows],
            tr("Deals that do it, but earlier or later than the process asks for it"),
        ),
        Column(
            tr("Extra"),
            np.array([row.extra - row.moved for row in rows], dtype=np.float64),
            Kind.NUMBER,
            tr("Deals that do it where the process does not ask for it, such as once more"),
        ),
        told.cost(tr("Skipping costs"), costs.left_out, tr("Skipping the stage"), edit_left_out, stages),
        told.cost(tr("Extra costs"), costs.extra, tr("Doing the stage besides"), edit_extra, len(rows)),
    )


@dataclass(frozen=True, eq=False)
class _Told:
    """What can be told of which rows: cells that make no sense for what is not documented stay empty."""

    rows: Sequence[StageFitness]
    stages: int

    def fit(self, at: int) -> str:
        row = self.rows[at]
        return (
            stage_sentence(row)
            if at < self.stages
            else tr("{stage} is {not_documented}", stage=row.stage, not_documented=NOT_DOCUMENTED)
        )

    def deals(self, name: str, counts: Sequence[int], tooltip: str) -> Column:
        return self._numbers(name, np.array(counts, dtype=np.float64), tooltip, self.stages)

    def cost(self, name: str, costs: Mapping[str, int], what: str, edit: Edit, known: int) -> Column:
        values = np.array([costs.get(row.stage, STANDARD) for row in self.rows], dtype=np.float64)
        column = self._numbers(
            name,
            values,
            tr(
                "{what} weighs as much as so many other departures, from 1 to 1,000. {hint}",
                what=what,
                hint=HINT,
            ),
            known,
        )
        return replace(
            column,
            tip=lambda at: (
                tr(
                    "{what} {stage} weighs {values}. {hint}. Click to change it",
                    what=what,
                    stage=self.rows[at].stage,
                    values=number(values[at]),
                    hint=HINT,
                )
                if at < known
                else tr("What is {not_documented} cannot be skipped", not_documented=NOT_DOCUMENTED)
            ),
            edit=edit,
            open_rows=np.arange(len(values)) < known,
        )

    def _numbers(self, name: str, values: NDArray[np.float64], tooltip: str, known: int) -> Column:
        """A column of which only the first `known` rows are told; the others sort as unknown."""
        told = np.where(np.arange(len(values)) < known, values, np.nan)
        return Column(
            name, told, Kind.NUMBER, tooltip, write=lambda at: number(values[at]) if at < known else ""
        )
