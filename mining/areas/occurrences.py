"""Where in a log the events are that hand-overs name: stages, signals, lead statuses and other events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.reference import reference_of
from mining.documented_leads import PREFIX
from mining.journey.evidence import evidence_in
from mining.journey.seller_place import first_from
from mining.rules.named_events import NamedEvents, Names, names_of
from models.buyer_check import SignalEvidence
from models.categorical import MISSING
from models.event_log import EventLog
from models.label import key
from models.sales_process import SalesProcess
from resources.translation import tr

NO_EVENT = -1


@dataclass(frozen=True, eq=False)
class Occurrences:
    """Where one name is seen: `case` (int32), `time` (int64 microseconds), `by` (int32 code of the person, or MISSING).

    `event` (int64) is its index in the log, `NO_EVENT` where it is a changed field; `rank` (float64) puts those of one
    instant in the order of the log. `why_none` says why nothing is it, empty where something is.
    """

    case: NDArray[np.int32]
    time: NDArray[np.int64]
    by: NDArray[np.int32]
    event: NDArray[np.int64]
    rank: NDArray[np.float64]
    why_none: str = ""

    def __len__(self) -> int:
        return len(self.case)


@dataclass(frozen=True, eq=False)
class Named:
    """Occurrences of several names in order of case and time; `what` (int64) counts the names."""

    what: NDArray[np.int64]
    case: NDArray[np.int32]
    time: NDArray[np.int64]
    by: NDArray[np.int32]
    event: NDArray[np.int64]

    @classmethod
    def of(cls, parts: Sequence[Occurrences]) -> Named:
        """Those of each part, which has the number of its place; there is one at least."""
        what = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        case = np.concatenate([part.case for part in parts])
        time = np.concatenate([part.time for part in parts])
        rank = np.concatenate([part.rank for part in parts])
        order = np.lexsort((rank, time, case))
        by = np.concatenate([part.by for part in parts])[order]
        event = np.concatenate([part.event for part in parts])[order]
        return cls(what[order], case[order], time[order], by, event)


class Finder:
    """Finds what the names mean in a log: a documented stage, else a signal, else any event that is called so."""

    def __init__(
        self,
        log: EventLog,
        process: SalesProcess,
        names: Iterable[str],
        evidence: Sequence[SignalEvidence] | None = None,
    ) -> None:
        """`evidence` is what is seen of the signals of the process, looked for where it is needed and not given."""
        reference = reference_of(process, log)
        asked = dict.fromkeys(names)
        signals = [signal.name for signal in process.signals]
        also = [f"{PREFIX}{name}" for name in asked]
        self._log = log
        self._names: Names = names_of(log.activity.labels, reference, [*asked, *also], signals)
        self._found: NamedEvents = self._names.find(log, 0, log.n_events)
        self._signals: dict[str, SignalEvidence] = {}
        if {*map(key, asked)} & {*map(key, signals)}:
            seen = evidence if evidence is not None else evidence_in(log, process, reference)
            self._signals = {key(signal.name): signal for signal in seen}

    def find(self, name: str) -> Occurrences:
        """Every occurrence of one of the names, in order of case and time."""
        numbers = [self._names.number[name], self._names.number[f"{PREFIX}{name}"]]
        events = self._found.event[np.isin(self._found.code, numbers)]
        signal = self._signals.get(key(name))
        if len(events) or signal is None:
            why = "" if len(events) else tr("Nothing in the log is called {name}.", name=name)
            return self._of_events(events, why)
        why = (
            ""
            if len(signal)
            else tr("No evidence of {name} in the log: {why_none}.", name=name, why_none=signal.why_none)
        )
        return self._of_changes(signal) if signal.signal.field else self._of_events(signal.place, why)

    def _of_events(self, events: NDArray[np.int64], why: str) -> Occurrences:
        log = self._log
        return Occurrences(
            log.case_of_event[events],
            log.timestamp[events],
            log.resource.codes[events],
            events,
            events.astype(np.float64),
            why,
        )

    def _of_changes(self, signal: SignalEvidence) -> Occurrences:
        """A changed field comes before the events of the same instant."""
        who = self._log.changes.who
        people = {name: code for code, name in enumerate(self._log.resource.labels)}
        code = np.array([*(people.get(name, MISSING) for name in who.labels), MISSING], dtype=np.int32)
        why = (
            ""
            if len(signal)
            else tr(
                "No evidence of {name} in the log: {why_none}.", name=signal.name, why_none=signal.why_none
            )
        )
        return Occurrences(
            signal.case,
            signal.time,
            code[who.codes[signal.place]],
            np.full(len(signal), NO_EVENT, dtype=np.int64),
            first_from(self._log, signal.case, signal.time).astype(np.float64) - 0.5,
            why,
        )
