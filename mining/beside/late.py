"""Late: a stage was entered where the process has it, and the deal stayed longer than the stage allows."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from mining.beside.finding import Gap, Told, cases_flagged, longest
from mining.beside.lengths import Lengths
from mining.journey.two_sided import Finding
from models.deviation import DeviationKey, DeviationType
from models.rule import Within
from resources.translation import tr

_NO_TIMES = tr(
    "Late: the log knows days but no times, so that nobody can tell how long a stage took; export times."
)
_NO_TIME = tr(
    "Late in {stage}: “{written}” is no time; write days as 3d or business days as 5bd in Process editor."
)
_NO_LENGTH = tr("Late in {stages}: all times there are only dates, or were entered in bulk.")


def late(
    lengths: Lengths, stage: str, within: Within, followed: NDArray[np.bool_], ends: Collection[str]
) -> Told:
    """The deals that stayed in a stage for longer than `within`, in any of their stays there.

    `followed` has one flag a stay in the stage. Judged are stays that ended, and of those that have not the ones that
    are too long already: the others are pending. Outcomes are compared among the deals that went on to another stage,
    none of the `ends`.
    """
    stays = lengths.stays
    entries, (is_told, is_open, following) = stays.entries(stage), lengths.of_stage(stage)
    took, day = lengths.lasted(stage, within.unit), lengths.clocks.day(within.unit)
    known = is_told & followed
    too_long = known & (took > within.number * day)
    judged = too_long | (known & ~is_open)
    is_end = np.array([*(label in ends for label in stays.log.activity.labels), True])
    went_on = judged & ~is_end[following]
    flags = [cases_flagged(entries.case[some], stays.log.n_cases) for some in (too_long, judged, went_on)]
    key, hours = DeviationKey(DeviationType.LATE, stage), lengths.clocks.day_hours(within.unit)
    began, lasted = stays.began[entries.stay[too_long]], took[too_long] / day
    facts = longest(key, entries.case[too_long], began, lasted, within.number, hours)
    gaps = (_gap(lengths, stage),) if len(known) and not is_told.any() else ()
    return Told((Finding(key, flags[0], flags[1], flags[2]),), (facts,), gaps)


def no_time(stage: str, written: str) -> Told:
    """What is to be said of a longest time that cannot be read."""
    return Told(gaps=(Gap(DeviationType.LATE, _NO_TIME.format(stage=stage, written=written)),))


def _gap(lengths: Lengths, stage: str) -> Gap:
    if lengths.is_date.all():
        return Gap(DeviationType.LATE, _NO_TIMES)
    return Gap(DeviationType.LATE, _NO_LENGTH, stage)
