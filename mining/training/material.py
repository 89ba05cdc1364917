"""Everything for one training session, made from one project: deals, exercises, figures."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from mining.comparing.sides import FEWEST_OTHERS
from mining.intervals import wilson
from mining.number_format import number, percent, percent_range
from mining.training.deals import chosen_deals
from mining.training.exercises import left_kinds, made_exercises
from mining.training.source import Source
from mining.training.telling import told_deal
from models.categorical import MISSING
from models.comparison import SMALLEST
from models.conformance import Status
from models.progress import Report
from models.training import ExerciseKind, Group, Material, PeerFigure, PrescribedStage
from resources.translation import tr

FEW_DEALS = 5
"""Of somebody with fewer closed deals everything is made from these few, and that is said."""

MOST_DEALS = 8


def material(
    source: Source, label: str, kinds: Collection[ExerciseKind], most: int, report: Report
) -> Material:
    """What a session with `label` needs: at most so many exercises of these kinds; the same for the same source."""
    names = _Names()
    report(0.1, tr("Choosing deals that teach"))
    chosen = chosen_deals(source, MOST_DEALS)
    deals = tuple(told_deal(source, case, names.of(case)) for case in chosen)
    report(0.4, tr("Making exercises"))
    exercises = made_exercises(source, kinds, most, names.of)
    report(0.8, tr("Making exercises"))
    return Material(
        label=label,
        path=_path(source),
        deals=deals,
        exercises=exercises,
        left=left_kinds(source),
        closed=int(source.closed.sum()),
        pool=len(source.order),
        own=_figure(source, source.own),
        others=_others(source),
    )


def lane_words(who: str, figure: PeerFigure) -> str:
    """`These deals: 33 of 60 that are closed follow the process (55 %, 95 % interval 42–67 %).`; empty without any."""
    interval = wilson(figure.cases, figure.deals)
    if interval is None:
        return ""
    return tr(
        "{who}: {cases} of {deals} that are closed follow the process ({share}, 95\u00a0% interval {interval}).",
        who=who,
        cases=number(figure.cases),
        deals=number(figure.deals),
        share=percent(figure.cases / figure.deals),
        interval=percent_range(*interval),
    )


class _Names:
    """Deal A, Deal B and so on, in the order in which deals are first spoken of."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def of(self, case: int) -> str:
        if case not in self._names:
            self._names[case] = tr("Deal {letter}", letter=_letters(len(self._names)))
        return self._names[case]


def _letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _path(source: Source) -> tuple[PrescribedStage, ...]:
    """What is prescribed for most of the deals."""
    cases = np.flatnonzero(source.own)
    groups = source.found.group_of_alignment[source.found.alignment_of_case[cases]]
    return source.walked.path_of(int(np.bincount(groups).argmax())) if len(groups) else ()


def _figure(source: Source, mask: NDArray[np.bool_]) -> PeerFigure:
    log, status = source.found.log, source.found.status
    judged = mask & ((status == Status.CONFORMS) | (status == Status.DEVIATES)) & (log.cases.outcome != 0)
    people = log.cases.owner.codes[judged]
    known = len(np.unique(people[people != MISSING]))
    return PeerFigure(int((judged & (status == Status.CONFORMS)).sum()), int(judged.sum()), known)


def _others(source: Source) -> PeerFigure | None:
    """The same of everybody else, where they are enough people and deals not to be recognised."""
    if source.whom.group is Group.EVERYBODY:
        return None
    found = _figure(source, source.in_force & ~source.own)
    return found if found.people >= FEWEST_OTHERS and found.deals >= SMALLEST else None
