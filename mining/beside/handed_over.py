"""Hand-overs that were late, met with silence, bounced, or were rejected without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mining.areas.allowed_time import allowed_time
from mining.beside.finding import Gap, Told, cases_flagged, earliest, longest
from mining.journey.two_sided import Finding
from models.beside_check import Facts
from models.calendar import Calendar
from models.case_table import DAY
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.handover import Handovers
from resources.translation import tr

_MINUTE = 60_000_000
LATE, SILENT, BOUNCED, NO_REASON = "late", "silent", "bounced", "rejected without a reason"
_NONE = tr("Hand-over {name}: {why}")
_NO_LIMIT = tr(
    "Hand-over {name} late: it has no allowed time; give it one in the process, such as `within: 2bd`."
)
_NO_REASONS = tr(
    "Hand-over {name} rejected without a reason: the log has no reasons; import the field that gives them."
)


def handed_over(log: EventLog, handovers: Sequence[Handovers], calendar: Calendar) -> Told:
    """By hand-over and what went wrong: the deals in which it did, once or more often.

    `log` is the one that the hand-overs were found in, `calendar` that of the process. Late is judged where it was
    settled and has an allowed time; silent where it was settled or should have been; bounced where it was settled;
    without a reason where it was rejected. Outcomes are compared where it was settled, but not for silence, which an
    early end cuts short.
    """
    told = [_of_one(log, one, calendar) for one in handovers]
    return Told(
        tuple(finding for part in told for finding in part.findings),
        tuple(fact for part in told for fact in part.facts),
        tuple(gap for part in told for gap in part.gaps),
    )


def name_of(handovers: Handovers) -> str:
    """Its id, or who hands over to whom."""
    handoff = handovers.handoff
    return handoff.id or f"{handoff.giver} to {handoff.taker}"


def _of_one(log: EventLog, one: Handovers, calendar: Calendar) -> Told:
    name = name_of(one)
    if not len(one):
        return Told(gaps=(_said(_NONE.format(name=name, why=one.why_none)),))
    settled = one.is_settled
    judged = {
        LATE: (one.late, settled & one.is_documented),
        SILENT: (one.silent, settled | one.silent),
        BOUNCED: (one.bounced, settled),
        NO_REASON: (one.without_reason, one.rejected & one.knows_reasons),
    }
    findings, facts = [], []
    for word, (shown, could) in judged.items():
        key = DeviationKey(DeviationType.HAND_OVER, f"{name} {word}")
        flags = [cases_flagged(one.case[some], log.n_cases) for some in (shown, could)]
        nothing = np.zeros(log.n_cases, dtype=bool)
        findings.append(Finding(key, flags[0], flags[1], nothing if word == SILENT else flags[1]))
        facts.append(_facts(key, one, shown, calendar, word in (LATE, SILENT)))
    return Told(tuple(findings), tuple(facts), tuple(_cannot_tell(name, one)))


def _facts(
    key: DeviationKey, one: Handovers, shown: NDArray[np.bool_], calendar: Calendar, is_timed: bool
) -> Facts:
    case, started = one.case[shown], one.started[shown]
    if not is_timed or one.limit is None:
        return earliest(key, case, started)
    allowed = allowed_time(one.handoff.within, calendar)
    working = allowed is not None and allowed.in_working_time
    day = (calendar.closes - calendar.opens) * _MINUTE if working else DAY
    hours = calendar.day_hours if working else None
    return longest(key, case, started, one.wait[shown] / day, one.limit / day, hours)


def _cannot_tell(name: str, one: Handovers) -> Iterator[Gap]:
    if not one.is_documented:
        yield _said(_NO_LIMIT.format(name=name))
    if one.rejected.any() and not one.knows_reasons:
        yield _said(_NO_REASONS.format(name=name))


def _said(sentence: str) -> Gap:
    return Gap(DeviationType.HAND_OVER, sentence)
