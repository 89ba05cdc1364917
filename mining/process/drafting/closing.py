"""How deals of a log end: the labels that close them as won or lost, and the log read with these ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mining.conformance.labels import relabel
from mining.conformance.reference import CLOSING_SHARE, Reference
from mining.stage_words import outcome_in
from models.case_table import Outcome
from models.event_log import EventKind, EventLog
from models.label import key, tidy
from models.sales_process import End, SalesProcess, Stage

CERTAIN = 0.95
"""A label that does not say won or lost closes a deal so only where at least this share of its deals ended so."""

_ENDS = (("won", Outcome.WON), ("lost", Outcome.LOST))


def closing_ends(stages: EventLog) -> tuple[End, ...]:
    """The ends that the log shows: the labels that say won or lost, else the one that nearly only such deals end in.

    `stages` holds stage events only.
    """
    used = np.bincount(stages.activity.codes, minlength=len(stages.activity.labels))
    labels = [label for label, count in zip(stages.activity.labels, used.tolist(), strict=True) if count]
    found = []
    for name, outcome in _ENDS:
        said = [label for label in labels if outcome_in(label) is outcome]
        shown = said or _shown(stages, outcome)
        if shown:
            found.append(End(name, tuple({key(label): label for label in shown}.values())))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class ClosedLog:
    """Stage events in which the ends are named Won and Lost, and labels that differ only in writing are one stage.

    `stages` gives for every name the stage as it is documented already, or with nothing but its label.
    """

    log: EventLog
    ends: tuple[End, ...]
    stages: dict[str, Stage]


def with_closings(log: EventLog, known: SalesProcess | None = None) -> ClosedLog:
    """Read a log with the ends that it shows; outcomes that it does not know are read from them.

    The stages and ends of a `known` process keep their names and labels where the log has any of these.
    """
    events = log.of_kind(EventKind.STAGE)
    used = {key(label) for label in events.activity.labels}
    ends = closing_ends(events)
    if known is not None and any(key(label) in used for end in known.ends for label in end.labels):
        ends = known.ends
    closing = {key(label): end.title for end in ends for label in end.labels}
    documented = {} if known is None else {key(label): one for one in known.stages for label in one.labels}
    taken = {*map(key, closing.values()), *(key(stage.name) for stage in documented.values())}
    of_label: dict[str, Stage] = {}
    for label in events.activity.labels:
        at = key(label)
        if at not in closing and at not in of_label:
            of_label[at] = documented.get(at) or Stage(_free_name(label, taken), (label,))
    names = {at: stage.name for at, stage in of_label.items()}
    reference = Reference(SalesProcess("", ()), ends, names | closing)
    stages = {stage.name: stage for stage in of_label.values()}
    return ClosedLog(relabel(events, reference), ends, stages)


def _free_name(label: str, taken: set[str]) -> str:
    """A label as the name of a stage that no end and no documented stage has."""
    name = tidy(label) or "Unnamed"
    while key(name) in taken:
        name = f"{name} (stage)"
    taken.add(key(name))
    return name


def _shown(stages: EventLog, outcome: Outcome) -> list[str]:
    """The label that most deals with this outcome end in and that nearly no others have."""
    filled = np.diff(stages.case_start) > 0
    cases = np.flatnonzero((stages.cases.outcome == outcome) & filled)
    if not len(cases):
        return []
    size = len(stages.activity.labels)
    last = np.bincount(stages.activity.codes[stages.case_start[cases + 1] - 1], minlength=size)
    best = int(last.argmax())
    pairs = np.unique(stages.case_of_event[stages.activity.codes == best])
    ended_so = float((stages.cases.outcome[pairs] == outcome).mean())
    enough = last[best] >= CLOSING_SHARE * len(cases) and ended_so >= CERTAIN
    return [stages.activity.labels[best]] if enough and size > 1 else []
