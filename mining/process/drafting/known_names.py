"""How many of the stage names of a log a process knows."""

from __future__ import annotations

import numpy as np

from models.event_log import EventKind, EventLog
from models.label import key
from models.project import ProcessModel
from models.sales_process import SalesProcess


def stage_labels(log: EventLog) -> tuple[str, ...]:
    """The distinct labels of the stage events of a log, as they are first written."""
    stages = log.of_kind(EventKind.STAGE)
    used = np.bincount(stages.activity.codes, minlength=len(stages.activity.labels))
    first: dict[str, str] = {}
    for label, events in zip(stages.activity.labels, used.tolist(), strict=True):
        if events:
            first.setdefault(key(label), label)
    return tuple(first.values())


def known_names(process: ProcessModel, labels: tuple[str, ...]) -> int:
    """How many of the labels the process names, as a label of a stage or of an end."""
    if isinstance(process, SalesProcess):
        named = [*(stage.labels for stage in process.stages), *(end.labels for end in process.ends)]
    else:
        named = [process.labels]
    known = {key(label) for some in named for label in some}
    return sum(key(label) in known for label in labels)


def known_stages(process: SalesProcess, labels: tuple[str, ...]) -> frozenset[str]:
    """The stages of a process that the labels name."""
    wanted = {key(label) for label in labels}
    return frozenset(
        stage.name for stage in process.stages if any(key(label) in wanted for label in stage.labels)
    )
