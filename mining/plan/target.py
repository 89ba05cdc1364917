"""A target to begin with: one that was agreed, or that others reach, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from mining.decay.story import FEWEST
from mining.number_format import number, percent
from mining.plan.measuring import Standing, strategy_of
from mining.plan.metrics import CYCLE_DAYS, WIN_RATE, level_words
from mining.plan.sample_size import deals_needed, weeks_needed
from models.analysis import Analysis
from models.categorical import MISSING
from models.project import ProcessModel
from resources.translation import tr

FEWEST_TEAMS = 4
"""From so many teams on there is a best quarter of them."""
LEAST = 0.05
"""No share is suggested to fall below this: a target that a single deal misses is none."""
LONGEST = 52
"""Weeks in which later deals have to be able to tell whether a target is reached."""


@dataclass(frozen=True)
class SuggestedTarget:
    """A value in the unit of the metric, and where it comes from in a sentence."""

    value: float
    words: str


def suggested_target(
    analysis: Analysis, process: ProcessModel | None, standing: Standing
) -> SuggestedTarget | None:
    """The first of these that is surely better than the baseline, and that the deals of a year tell from it.

    What the strategy of the process aims at; for a team or a rep what all others reach in the same days; for
    everybody what the best quarter of the teams reaches. Else half of a share that is to fall. None without any.
    """
    if standing.baseline is None:
        return None
    told = (_agreed(process, standing), _others(standing), _best_teams(analysis, standing))
    better = next((one for one in told if one is not None and _is_better(standing, one.value)), None)
    return better if better is not None else _half(standing)


def _is_better(standing: Standing, value: float) -> bool:
    """Whether it is on the good side of the interval of the baseline, and the deals of a year can tell it."""
    assert standing.baseline is not None
    was = standing.baseline.value
    weeks = weeks_needed(deals_needed(was, value, standing.seen.is_share), standing.pace)
    is_outside = value < was.low if standing.seen.falls else value > was.high
    return is_outside and weeks is not None and weeks <= LONGEST


def _agreed(process: ProcessModel | None, standing: Standing) -> SuggestedTarget | None:
    targets = strategy_of(process).targets
    value = {WIN_RATE: targets.win_rate, CYCLE_DAYS: targets.cycle_days}.get(standing.metric)
    return None if value is None else SuggestedTarget(value, tr("The target that the strategy documents."))


def _others(standing: Standing) -> SuggestedTarget | None:
    """What those reach who are not the team or the rep that it is about."""
    everybody = standing.everybody
    is_other = ~np.isin(everybody.case, standing.seen.case) & standing.inside(everybody)
    values = everybody.value[is_other]
    if len(values) < FEWEST:
        return None
    reached = float(values.mean())
    words = tr(
        "What all others reach in the same days: {value} of {n} deals.",
        value=level_words(reached, standing.metric),
        n=number(len(values)),
    )
    return _floored(reached, words, standing)


def _best_teams(analysis: Analysis, standing: Standing) -> SuggestedTarget | None:
    seen = standing.seen
    if len(seen.case) < len(standing.everybody.case):
        return None
    inside = standing.inside(seen)
    team, values = analysis.log.cases.team.codes[seen.case[inside]], seen.value[inside]
    sides = [values[team == code] for code in np.unique(team[team != MISSING]).tolist()]
    sides = sorted((side for side in sides if len(side) >= FEWEST), key=lambda side: float(side.mean()))
    if len(sides) < FEWEST_TEAMS:
        return None
    best = (sides if seen.falls else sides[::-1])[: ceil(len(sides) / 4)]
    told = np.concatenate(best)
    reached = float(told.mean())
    words = tr(
        "What the best quarter of the teams reaches in the same days: {value} of {n} deals.",
        value=level_words(reached, standing.metric),
        n=number(len(told)),
    )
    return _floored(reached, words, standing)


def _half(standing: Standing) -> SuggestedTarget | None:
    assert standing.baseline is not None
    was = standing.baseline.value.value
    half = _rounded(was / 2, standing)
    if not (standing.seen.is_share and standing.seen.falls) or not 0 < half < was:
        return None
    words = tr(
        "Half of what it was ({value}): nothing that was agreed or that others reach can be told from it in a year.",
        value=percent(was),
    )
    return SuggestedTarget(half, words)


def _floored(reached: float, words: str, standing: Standing) -> SuggestedTarget:
    value = _rounded(reached, standing)
    if standing.seen.is_share and standing.seen.falls and reached < LEAST:
        words = f"{words} {tr('No less than {least} is asked for.', least=percent(LEAST))}"
    return SuggestedTarget(value, words)


def _rounded(value: float, standing: Standing) -> float:
    """To whole points and not below the least share, or to three digits."""
    if not standing.seen.is_share:
        return float(f"{value:.3g}")
    return max(round(value, 2), LEAST) if standing.seen.falls else round(value, 2)
