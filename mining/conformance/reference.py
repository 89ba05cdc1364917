"""What a log is checked against, whatever it was written as: names, ends, and a net for every kind of deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.process.compile import to_net
from models.case_table import Outcome
from models.event_log import EventLog
from models.label import key
from models.petri_net import PetriNet, Transition
from models.project import ProcessModel
from models.sales_process import End, SalesProcess
from resources.translation import tr

CLOSING_SHARE = 0.5
"""A label is taken as a closing one where at least this share of the deals with one outcome end in it."""


@dataclass(frozen=True)
class Reference:
    """The documented process with its ends, and the documented name of every label by its comparison key."""

    process: ProcessModel
    ends: tuple[End, ...]
    names: Mapping[str, str]

    @property
    def end_titles(self) -> tuple[str, ...]:
        """The ends as they are named in the checked log, the won one first."""
        ordered = sorted(self.ends, key=lambda end: end.name != "won")
        return tuple(end.title for end in ordered)

    def net(self, holding: Mapping[str, bool]) -> PetriNet:
        """The net for deals of which the conditions in `holding` are known; it ends with Won where that is an end."""
        if isinstance(self.process, SalesProcess):
            return to_net(self.process, holding)
        won = next((end for end in self.ends if end.name == "won"), None)
        return self.process if won is None else _then(self.process, won.title)


def reference_of(process: ProcessModel, log: EventLog) -> Reference:
    """Read names and ends off a process; an imported net is given the closing labels that the log shows."""
    if isinstance(process, SalesProcess):
        names = {key(label): stage.name for stage in process.stages for label in stage.labels}
        ends = process.ends
    else:
        names = {key(label): label for label in process.labels}
        ends = closing_ends(process, log)
    names |= {key(label): end.title for end in ends for label in end.labels}
    return Reference(process, ends, names)


def closing_ends(net: PetriNet, log: EventLog) -> tuple[End, ...]:
    """Ends for the closing labels of won and lost deals that the net does not name itself."""
    known = {key(label) for label in net.labels}
    found = []
    for name, outcome in (("won", Outcome.WON), ("lost", Outcome.LOST)):
        cases = np.flatnonzero((log.cases.outcome == outcome) & (np.diff(log.case_start) > 0))
        label = _most_frequent(log, log.case_start[cases + 1] - 1)
        if label is not None and key(label) not in known:
            found.append(End(name, (label,)))
    return tuple(found)


def _most_frequent(log: EventLog, events: NDArray[np.int64]) -> str | None:
    if not len(events):
        return None
    counts = np.bincount(log.activity.codes[events], minlength=len(log.activity.labels))
    best = int(counts.argmax())
    return log.activity.labels[best] if counts[best] >= CLOSING_SHARE * len(events) else None


def _then(net: PetriNet, label: str) -> PetriNet:
    """The net followed by one more visible step."""
    done = tr("after the end")
    step = Transition(label, label, tuple(net.final.items()), ((done, 1),))
    return replace(net, places=(*net.places, done), transitions=(*net.transitions, step), final={done: 1})
