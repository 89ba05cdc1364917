"""Where the documented process and the buyer's journey contradict each other, whatever the sellers do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ContradictionKind(StrEnum):
    """What contradicts what."""

    ORDER = "order"
    """A stage comes before another one although the buyer's steps come the other way round."""
    UNKNOWN_STEP = "unknown step"
    """A stage presumes a step, or a step comes after one, that the journey does not have."""
    NOT_SERVED = "not served"
    """No stage serves a step although a stage presumes that it is done."""
    EARLY_EVIDENCE = "early evidence"
    """A stage is not left without a signal that shows a step which only later stages serve."""
    RULE = "rule"
    """A rule asks for two signals in the order that the journey excludes."""
    CIRCLE = "circle"
    """Steps come after each other in a circle."""
    NO_SIGNALS = "no signals"
    """No signal shows a step that is not always on."""


@dataclass(frozen=True)
class Contradiction:
    """One of them, as a `sentence` that says where it is and what to do; the names are those of the process.

    `rule` is the id of the rule where it is about one.
    """

    kind: ContradictionKind
    sentence: str
    stages: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    rule: str = ""
