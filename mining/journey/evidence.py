"""Which events and changed fields of a log are which signal: the first signal that fits one has it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.reference import Reference
from mining.deals.activities import type_of
from mining.journey.changed_fields import changes_that_fit
from mining.journey.matching import Labels, fits_pattern, problem_with_pattern, quoted
from mining.journey.people import Roles
from mining.process.roles import roles_of
from models.buyer_check import SignalEvidence
from models.categorical import MISSING, Categorical
from models.deal_activity import ActivityType, Direction
from models.event_log import CONTACT_ROLE, DIRECTION, SUBJECT, EventKind, EventLog
from models.label import key
from models.sales_process import SalesProcess
from models.signal import Signal
from resources.translation import tr

Indices = NDArray[np.int64]
_MOST_KEPT = 32
"""So many signals are kept; the longest kept go first."""


def evidence_of(
    log: EventLog, signals: Sequence[Signal], documented: Collection[str], roles: Mapping[str, str]
) -> tuple[SignalEvidence, ...]:
    """Find every signal in the prepared log with events of all kinds: see `Search`."""
    return Search(log, documented, roles).evidence(signals)


def evidence_in(log: EventLog, process: SalesProcess, reference: Reference) -> tuple[SignalEvidence, ...]:
    """The same for the signals and roles of a process and its documented names."""
    return evidence_of(log, process.signals, frozenset(reference.names), roles_of(process))


class Search:
    """Looks for signals in a prepared log, and keeps what fits each of the last ones: few change at a time.

    A stage change to one of the `documented` names (as `models.label.key` compares them) is no evidence: it says what
    the seller did. `roles` are the roles of the process with their titles.
    """

    def __init__(self, log: EventLog, documented: Collection[str], roles: Mapping[str, str]) -> None:
        self._log = log
        self._events = _Events.of(log, documented, roles)
        self._fitting: dict[Signal, tuple[Indices, str]] = {}

    def evidence(self, signals: Sequence[Signal]) -> tuple[SignalEvidence, ...]:
        """Everything is the first of the signals that fits it.

        A signal whose pattern is none is not seen, and says so: while it is typed, the rest is still counted.
        """
        log, found = self._log, []
        events_taken, changes_taken = (np.zeros(n, dtype=bool) for n in (log.n_events, len(log.changes)))
        for signal in signals:
            places, why = self._that_fit(signal)
            if signal.field:
                places, why = _untaken(places, changes_taken, why)
                case, time = log.changes.case, log.changes.timestamp
            else:
                places, why = _untaken(places, events_taken, why)
                case, time = log.case_of_event, log.timestamp
            found.append(SignalEvidence(signal, case[places], time[places], places, why))
        return tuple(found)

    def _that_fit(self, signal: Signal) -> tuple[Indices, str]:
        """The events or changes that fit a signal, whatever it is called, and why there are none."""
        nameless = replace(signal, name="")
        if nameless not in self._fitting:
            if len(self._fitting) >= _MOST_KEPT:
                del self._fitting[next(iter(self._fitting))]
            self._fitting[nameless] = self._looked_for(signal)
        return self._fitting[nameless]

    def _looked_for(self, signal: Signal) -> tuple[Indices, str]:
        problem = problem_with_pattern(signal.subject)
        if problem:
            return np.zeros(0, dtype=np.int64), problem
        if signal.field:
            return changes_that_fit(self._log, signal, self._events.roles)
        return self._events.that_fit(signal)


def _untaken(places: Indices, taken: NDArray[np.bool_], why: str) -> tuple[Indices, str]:
    """Those that no earlier signal has, which are then taken, and why there are none."""
    left = places[~taken[places]]
    taken[left] = True
    if len(places) and not len(left):
        why = tr("all that fits it counts as a signal that comes before it in the list")
    return left, why


@dataclass(frozen=True, eq=False)
class _Events:
    """The events that can be signals: `candidates` are their indices."""

    log: EventLog
    candidates: Indices
    roles: Roles

    @classmethod
    def of(cls, log: EventLog, documented: Collection[str], roles: Mapping[str, str]) -> _Events:
        is_documented = Labels.of(log.activity, lambda label: key(label) in documented)
        is_stage = log.kind == EventKind.STAGE
        candidates = np.flatnonzero(~(is_stage & is_documented.at(log.activity.codes)))
        return cls(log, candidates, Roles(log, roles))

    def that_fit(self, signal: Signal) -> tuple[Indices, str]:
        """The events that fit a signal, and why there are none; one pattern of the signal after the other."""
        found = self.candidates
        for applies, narrow, why in self._patterns(signal):
            if applies and len(found):
                narrowed = found[narrow(found)]
                if not len(narrowed):
                    return narrowed, why()
                found = narrowed
        return found, "" if len(found) else tr("the log has nothing but stages")

    def _patterns(
        self, signal: Signal
    ) -> tuple[tuple[bool, Callable[[Indices], NDArray[np.bool_]], Callable[[], str]], ...]:
        kinds = frozenset(map(key, signal.kinds))
        return (
            (
                bool(kinds),
                lambda at: Labels.of(self.log.activity, lambda label: key(label) in kinds).at(
                    self.log.activity.codes[at]
                ),
                lambda: tr("the log has no event called {kinds}", kinds=quoted(signal.kinds)),
            ),
            (
                bool(signal.subject),
                lambda at: self._has_subject(at, signal),
                lambda: tr(
                    "nothing of that kind has {value} in its subject", value=quoted((signal.subject,))
                ),
            ),
            (
                signal.two_way,
                self._two_way,
                lambda: (
                    tr("the log does not say of any of them that the buyer took part")
                    + (
                        ""
                        if DIRECTION in self.log.extra
                        else tr(": it has no direction of calls and messages")
                    )
                ),
            ),
            (
                bool(signal.contact_role),
                lambda at: self._has_contact_role(at, signal.contact_role),
                lambda: (
                    tr(
                        "no contact in the role {value} took part in any of them",
                        value=quoted((signal.contact_role,)),
                    )
                    if CONTACT_ROLE in self.log.extra
                    else tr("the log does not say in which role a contact took part")
                ),
            ),
            (
                bool(signal.role),
                lambda at: self.roles.has(at, signal.role),
                lambda: self.roles.why_none(signal.role),
            ),
            (
                bool(signal.by),
                lambda at: self._by(at) == (signal.by == "buyer"),
                lambda: tr("none of them was done by the {by}", by=signal.by),
            ),
        )

    def _has_subject(self, at: Indices, signal: Signal) -> NDArray[np.bool_]:
        """Whether the pattern is found in the subject, or in the label where there is no subject."""
        by_label = fits_pattern(self.log.activity, signal).at(self.log.activity.codes[at])
        subjects = self.log.extra.get(SUBJECT)
        if subjects is None:
            return by_label
        codes = subjects.codes[at]
        return np.where(codes == MISSING, by_label, fits_pattern(subjects, signal).at(codes))

    def _two_way(self, at: Indices) -> NDArray[np.bool_]:
        """Meetings, what the buyer did, and what came in."""
        return self._is_meeting(at) | self._by(at)

    def _is_meeting(self, at: Indices) -> NDArray[np.bool_]:
        activity = self.log.activity
        return Labels.of(
            activity, lambda label: type_of(label, EventKind.ACTIVITY) is ActivityType.MEETING
        ).at(activity.codes[at])

    def _by(self, at: Indices) -> NDArray[np.bool_]:
        """Whether the buyer did it, and no seller."""
        by_buyer: NDArray[np.bool_] = self.log.kind[at] == EventKind.BUYER
        ways = self.log.extra.get(DIRECTION)
        if ways is None:
            return by_buyer
        return by_buyer | Labels.of(ways, lambda way: way == Direction.INCOMING.value).at(ways.codes[at])

    def _has_contact_role(self, at: Indices, role: str) -> NDArray[np.bool_]:
        column: Categorical | None = self.log.extra.get(CONTACT_ROLE)
        if column is None:
            return np.zeros(len(at), dtype=bool)
        wanted = key(role)
        return Labels.of(column, lambda text: wanted in map(key, text.split(";"))).at(column.codes[at])
