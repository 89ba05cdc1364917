"""What the deals offer to the process: steps that it does not name, and conditions that tell deals apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.verdict import deals_reaching
from mining.process.conditions import parse_condition
from models.categorical import Categorical
from models.condition import Condition
from models.errors import UserError
from models.event_log import EventKind, EventLog
from models.label import key
from models.sales_process import SalesProcess
from resources.translation import tr

_FEW = 6


@dataclass(frozen=True)
class LoggedStep:
    """A stage of the CRM by its label, and how many of the deals shown came to it."""

    label: str
    deals: int


def logged_steps(log: EventLog, mask: NDArray[np.bool_]) -> tuple[LoggedStep, ...]:
    """Every stage that the deals in `mask` came to, the most frequent first."""
    found = deals_reaching(log.derived(_stage_events), mask)
    steps = (LoggedStep(label, deals) for label, deals in found.items())
    return tuple(sorted(steps, key=lambda step: (-step.deals, step.label)))


def not_in(process: SalesProcess, steps: tuple[LoggedStep, ...]) -> tuple[LoggedStep, ...]:
    """Those that no stage and no end of the process stands for."""
    known = {key(label) for stage in process.stages for label in stage.labels}
    known |= {key(label) for end in process.ends for label in end.labels}
    return tuple(step for step in steps if key(step.label) not in known)


def known_labels(log: EventLog) -> frozenset[str]:
    """The labels of all stages in a log, as they are compared."""
    return frozenset(map(key, log.derived(_stage_events).activity.labels))


def offered_conditions(log: EventLog) -> tuple[Condition, ...]:
    """Conditions for the few most frequent segments, products and sources."""
    cases = log.cases
    columns = (("segment", cases.segment), ("product", cases.product), ("source", cases.source))
    texts = [f"{name} == {_quoted(value)}" for name, column in columns for value in _frequent(column)]
    return tuple(condition for condition in map(_parsed, texts) if condition is not None)


def _frequent(column: Categorical) -> list[str]:
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.labels))
    order = sorted(range(len(counts)), key=lambda code: (-counts[code], column.labels[code]))
    return [column.labels[code] for code in order[:_FEW] if counts[code]]


def _quoted(value: str) -> str:
    return f'"{value}"' if "'" in value else f"'{value}'"


def _parsed(text: str) -> Condition | None:
    """A value with both kinds of quotes in it cannot be written."""
    try:
        return parse_condition(text, tr("the log"))
    except UserError:
        return None


def _stage_events(log: EventLog) -> EventLog:
    return log.of_kind(EventKind.STAGE)
