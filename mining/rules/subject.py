"""A log as rules see it: what their names mean in it, what time it is, and what cannot be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from mining.conformance.reference import Reference
from mining.process.calendar import calendar_of
from mining.rules.named_events import Names, names_of
from mining.working_time.shifts import shifts_of
from models.calendar import Calendar
from models.event_log import EventKind, EventLog, Times
from models.label import key
from models.rule import DayUnit, Rule, RuleKind
from models.sales_process import SalesProcess
from models.working_clock import Shifts
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Subject:
    """A log, the names of the rules in it, and the calendar; `last_stage` is the last stage change of any deal.

    `signals` are the names of the signals that the process defines.
    """

    log: EventLog
    names: Names
    calendar: Calendar
    shifts: Shifts
    last_stage: int
    signals: Collection[str]

    @classmethod
    def of(
        cls, log: EventLog, process: SalesProcess, reference: Reference, seen: Sequence[str] = ()
    ) -> Subject:
        """Of a log the last labels of which are the signals that are `seen` in it.

        Raises UserError where the calendar of the process makes no sense.
        """
        calendar = calendar_of(process)
        named = dict.fromkeys(name for rule in process.rules for name in rule.names)
        first, last, last_stage = log.derived(_span)
        signals = frozenset(signal.name for signal in process.signals)
        return cls(
            log=log,
            names=names_of(log.activity.labels, reference, named, signals, seen),
            calendar=calendar,
            shifts=shifts_of(calendar, np.array([first, last], dtype=np.int64)),
            last_stage=last_stage,
            signals=signals,
        )

    def clock(self, times: Times, unit: DayUnit) -> Times:
        """What the clock of a rule shows at times of the log."""
        return times if unit is DayUnit.DAYS else self.shifts.clock(times)

    def now(self) -> Times:
        """For every case how far time has certainly come: to the last stage change of any deal, or its own last event.

        Other deals' activities do not count, because CRMs list planned ones under the day they are planned for.
        """
        now = np.full(self.log.n_cases, self.last_stage, dtype=np.int64)
        filled = np.flatnonzero(np.diff(self.log.case_start))
        now[filled] = np.maximum(self.last_stage, self.log.timestamp[self.log.case_start[filled + 1] - 1])
        return now

    def can_tell(self, rule: Rule) -> bool:
        """Not if the log never records what the rule demands, or the rule is about one event under two names."""
        demanded = {
            RuleKind.RESPONSE: rule.second,
            RuleKind.PRECEDENCE: rule.first,
            RuleKind.EXACTLY_ONCE: rule.first,
        }
        return not self._is_about_one(rule) and demanded.get(rule.kind) not in self.names.unknown

    def note(self, rule: Rule) -> str:
        """What is to be said of a rule in this log, in a sentence; empty as a rule."""
        if self._is_about_one(rule):
            return tr(
                "{first} and {second} are the same event: name two different ones.",
                first=rule.first,
                second=rule.second,
            )
        missing = next((name for name in rule.names if name in self.names.unknown), None)
        if missing is not None and key(missing) in set(map(key, self.signals)):
            return tr(
                "No evidence in this log of {missing}, a signal of the process: nobody can tell.",
                missing=missing,
            )
        if missing is not None:
            near = get_close_matches(missing, self.names.known, 1)
            hint = (
                tr("did you mean {near}?", near=near[0])
                if near
                else tr("correct the name if something else is meant.")
            )
            return tr("Neither the process nor the log has {missing}: {hint}", missing=missing, hint=hint)
        return ""

    def _is_about_one(self, rule: Rule) -> bool:
        numbers = [self.names.number[name] for name in rule.names]
        return len(set(numbers)) < len(numbers)


def _span(log: EventLog) -> tuple[int, int, int]:
    """The first and the last event, and the last stage change; where there is none, the first event."""
    if not log.n_events:
        return 0, 0, 0
    first = int(log.timestamp.min())
    last_stage = log.timestamp.max(where=log.kind == EventKind.STAGE, initial=first)
    return first, int(log.timestamp.max()), int(last_stage)
