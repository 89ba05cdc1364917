"""Makes exercises of the wanted kinds from somebody's own deals, and says of which kinds none can be made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import islice, zip_longest

from mining.training.deals import LOOKED_AT
from mining.training.questions.asked import Maker
from mining.training.questions.buyer import what_is_missing, where_the_buyer_stood
from mining.training.questions.flow import is_it_in_its_lane, what_comes_next, which_was_skipped
from mining.training.source import Source
from models.training import Exercise, ExerciseKind, Left
from resources.translation import tr

MAKERS: Mapping[ExerciseKind, Maker] = {
    ExerciseKind.NEXT: what_comes_next,
    ExerciseKind.SKIPPED: which_was_skipped,
    ExerciseKind.BUYER: where_the_buyer_stood,
    ExerciseKind.LANE: is_it_in_its_lane,
    ExerciseKind.MISSING: what_is_missing,
}
"""In the order in which exercises take turns."""

_CHOSEN_FROM = 5
"""For every exercise so many are made to choose from, so that not all of them have the same answer."""

Named = Callable[[int], str]
"""The stand-in of a deal; one that has none yet is given the next."""


def made_exercises(
    source: Source, kinds: Collection[ExerciseKind], most: int, named: Named
) -> tuple[Exercise, ...]:
    """At most so many exercises, the kinds in turn, each about a deal of its own as far as there are enough.

    The same for the same source: a hand-out and the screen agree.
    """
    cases = tuple(islice(source.told(), LOOKED_AT))
    offered = {kind: _some(source, cases, kind, most) for kind in MAKERS if kind in kinds}
    chosen: list[tuple[ExerciseKind, int]] = []
    while len(chosen) < most and any(offered.values()):
        for kind, rows in offered.items():
            if rows and len(chosen) < most:
                used = {case for _, case in chosen}
                case = next((one for one in rows if one not in used), rows[0])
                rows.remove(case)
                chosen.append((kind, case))
    made = (MAKERS[kind](source, case, named(case)) for kind, case in chosen)
    return tuple(one for one in made if one is not None)


def left_kinds(source: Source) -> tuple[Left, ...]:
    """The kinds of which no exercise can be made, and why."""
    cases = tuple(islice(source.told(), LOOKED_AT))
    return tuple(Left(kind, _why(source, kind)) for kind in MAKERS if not _some(source, cases, kind, 1))


def _some(source: Source, cases: tuple[int, ...], kind: ExerciseKind, most: int) -> list[int]:
    """Deals about which an exercise of that kind can be made, at most so many; the right answers take turns."""
    made = (MAKERS[kind](source, case, "") for case in cases)
    by_answer: dict[frozenset[str], list[int]] = {}
    for one in islice((one for one in made if one is not None), most * _CHOSEN_FROM):
        answers = frozenset(one.choices[at] for at in one.right)
        by_answer.setdefault(answers, []).append(one.case)
    rounds = zip_longest(*by_answer.values())
    return [case for turn in rounds for case in turn if case is not None][:most]


def _why(source: Source, kind: ExerciseKind) -> str:
    check = source.analysis.buyer
    if kind is ExerciseKind.BUYER and (check is None or check.journey is None):
        return tr("The process has no buyer's journey; draw one on the screen Buyer journey.")
    if kind is ExerciseKind.MISSING and (check is None or not check.asked):
        return tr("No stage asks for evidence before it is left; say which in the process editor.")
    if not source.order:
        return tr("None of these deals is closed, short enough to follow, and entered step by step.")
    return _NONE[kind]


_NONE = {
    ExerciseKind.LANE: tr("No deal can be told without doubt."),
    ExerciseKind.NEXT: tr("No deal can be told without doubt."),
    ExerciseKind.SKIPPED: tr("No won deal leaves out a stage that no deal is won without."),
    ExerciseKind.BUYER: tr("Nothing in these deals shows two steps of the buyer or more."),
    ExerciseKind.MISSING: tr(
        "No won deal lacks evidence that its stages ask for, with two signals to choose from."
    ),
}
