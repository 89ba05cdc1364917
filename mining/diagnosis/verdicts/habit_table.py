"""The habits of all reps in one deviation, in order of their names."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from mining.diagnosis.verdicts.whose import Whose
from models.categorical import MISSING
from models.deviation import DeviationKey
from models.diagnosis import Estimate, Habit, HabitTable


def habit_table(key: DeviationKey, found: Whose, logged: Mapping[str, float]) -> HabitTable:
    """From a call; `logged` is the share of stage visits with any activity, by owner, where it is known."""
    judged, shrunken = found.judged, found.shrunken
    n = len(judged.shown)
    overall = Estimate(float(judged.shown.mean()), found.low, found.high, n) if n else None
    habits = [_habit(found, rep, logged) for rep in range(judged.n_reps)]
    habits.sort(key=lambda one: (one.owner.casefold(), one.owner))
    return HabitTable(key, tuple(habits), overall, shrunken.dispersion if judged.n_reps > 1 else None)


def _habit(found: Whose, rep: int, logged: Mapping[str, float]) -> Habit:
    judged, shrunken, alone = found.judged, found.shrunken, found.judged.n_reps < 2
    team = int(judged.team_of_rep[rep])
    share = logged.get(judged.reps[rep], float("nan"))
    return Habit(
        owner=judged.reps[rep],
        team="" if team == MISSING else judged.teams[team],
        shown=int(judged.hits[rep]),
        eligible=int(judged.of[rep]),
        shrunken=float(shrunken.mean[rep]),
        low=float(shrunken.low[rep]),
        high=float(shrunken.high[rep]),
        peers=None if alone else float(shrunken.peers[rep]),
        q=None if alone else float(found.habits.q[rep]),
        logged=None if isnan(share) else share,
    )
