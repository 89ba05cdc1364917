"""Stalled: an open deal is quiet in its stage for longer than is allowed, and than nine of ten won deals were."""

from __future__ import annotations

import numpy as np

from mining.beside.finding import Gap, Told, cases_flagged, longest
from mining.beside.quiet import Quiet
from mining.journey.two_sided import Finding
from models.deviation import DeviationKey, DeviationType
from models.rule import DayUnit, Within
from resources.translation import tr

FEWEST = 10
"""Fewer won deals than this do not say how long is usual."""

_ANYBODY = tr(
    "Stalled: the log has nothing that a buyer does, so that whatever anybody does in a deal counts instead."
)
_STAGES = tr(
    "Stalled: the log has nothing but stages, so that a deal is quiet while its stage does not change."
)
_UNUSUAL = tr(
    "Stalled in {stages}: fewer than ten won deals show how long is usual there, and the "
    "process allows no time; give the stages a longest time in Process editor."
)


def stalled(quiet: Quiet, stage: str, within: Within | None) -> Told:
    """The open deals in a stage that have been quiet for longer than is allowed, `within`, and than is usual.

    It is judged where it has a longest time or at least `FEWEST` won deals show what is usual; where both are known,
    the longer one counts. Time is that of the unit of `within`, days of 24 hours without one. Nothing is compared: open
    deals have no outcome.
    """
    stays, clocks = quiet.lengths.stays, quiet.lengths.clocks
    here = stays.of_stage(stage)
    here = here[quiet.standing[here]]
    if not len(here):
        return Told()
    unit = within.unit if within else DayUnit.DAYS
    limit = _limit(quiet, stage, within, unit)
    if limit is None:
        return Told(gaps=(Gap(DeviationType.STALLED, _UNUSUAL, stage),))
    since = quiet.since[here]
    took = clocks.shown(np.array([stays.now], dtype=np.int64), unit)[0] - clocks.shown(since, unit)
    too_long = took > limit
    key, day, n_cases = DeviationKey(DeviationType.STALLED, stage), clocks.day(unit), stays.log.n_cases
    shown, judged = (cases_flagged(stays.case[some], n_cases) for some in (here[too_long], here))
    finding = Finding(key, shown, judged, np.zeros(n_cases, dtype=bool))
    case = stays.case[here[too_long]]
    facts = longest(key, case, since[too_long], took[too_long] / day, limit / day, clocks.day_hours(unit))
    return Told((finding,), (facts,))


def _limit(quiet: Quiet, stage: str, within: Within | None, unit: DayUnit) -> float | None:
    """The longer of what is allowed and what is usual, None where neither is known."""
    usual, deals = quiet.usual(stage, unit)
    known = [usual] if deals >= FEWEST else []
    if within is not None:
        known.append(float(within.number * quiet.lengths.clocks.day(unit)))
    return max(known, default=None)


def without_buyers(quiet: Quiet) -> Told:
    """What is to be said of a log in which no buyer does anything, where a deal could be stalled."""
    contacts = quiet.contacts
    if contacts.by_buyer or not quiet.standing.any():
        return Told()
    return Told(gaps=(Gap(DeviationType.STALLED, _STAGES if contacts.only_stages else _ANYBODY),))
