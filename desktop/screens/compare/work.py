"""What is worked out in a thread for the screen: the sides, their comparison, and the maps to be drawn."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from desktop.map.graph import DrawnGraph
from desktop.map.scene import Target
from desktop.screens.compare.drawing import absent, difference_graph, shown_map, side_graph
from mining.comparing.compare import compare_groups
from mining.comparing.sides import Question, sides_of, why_not
from mining.filtering import Mask
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.comparison import GroupComparison, Side
from models.progress import Report
from models.saved_filter import SavedFilter
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Drawn:
    """The map of the differences and those of the sides, and what each side has nothing of."""

    difference: DrawnGraph
    sides: tuple[DrawnGraph, DrawnGraph]
    hidden: tuple[Set[Target], Set[Target]]
    left_out: int


@dataclass(frozen=True, eq=False)
class Answer:
    """The sides of a question; where they tell nothing, `problem` says why and there is nothing else."""

    analysis: Analysis
    sides: tuple[Side, Side]
    problem: str = ""
    found: GroupComparison | None = None
    drawn: Drawn | None = None

    @property
    def ends(self) -> tuple[str, ...]:
        """The names of the documented ends."""
        return self.analysis.conformance.ends if self.analysis.conformance else ()


def answer(
    question: Question,
    analysis: Analysis,
    chosen: CaseFilter,
    mask: Mask,
    saved: Sequence[SavedFilter],
    report: Report,
) -> Answer:
    """Compare the deals in `mask`, those that pass the filter `chosen`. Raises Cancelled from `report`."""
    report(0.0, tr("Choosing the deals"))
    sides = sides_of(question, analysis, chosen, mask, saved)
    problem = why_not(*sides)
    if problem:
        return Answer(analysis, sides, problem)
    found = compare_groups(analysis, *sides, report)
    ends = analysis.conformance.ends if analysis.conformance else ()
    return Answer(analysis, sides, "", found, drawn_of(found, ends))


def drawn_of(found: GroupComparison, ends: tuple[str, ...]) -> Drawn:
    """The maps of a comparison."""
    shown = shown_map(found)
    return Drawn(
        difference_graph(found, shown, ends),
        (side_graph(found, shown, 0, ends), side_graph(found, shown, 1, ends)),
        (absent(found, shown, 0), absent(found, shown, 1)),
        sum(1 for edge in found.joint.edges if edge.cases) - len(shown.edges),
    )
