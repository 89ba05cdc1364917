"""What is wrong or odd with a documented process, and in which part and field of it, so that it is said there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.model_finding import Severity


class Part(StrEnum):
    """The kind of part that a problem is in; the values are the words of the interface."""

    PROCESS = "process"
    STAGE = "stage"
    END = "end"
    BLOCK = "block"
    RULE = "rule"
    SIGNAL = "signal"
    BUYER_STEP = "buyer step"
    ACCEPTED = "accepted deviation"
    FORBIDDEN = "path that must never happen"
    STRATEGY = "strategy"


@dataclass(frozen=True)
class ProcessProblem:
    """One problem in a sentence that says what, where and what to do.

    An error means that no deal can be checked against the process, a warning that part of it cannot be what was
    meant, a note is for information. `where` names the part: the stage, the end, the id of the rule, the signal or
    the buyer step; empty for the process itself. Parts without a name have a `path`: a block its place in the flow
    (the index of a step, then by turns of a branch and of a step in it), a stage too, what is accepted or forbidden
    its index. `field` is the attribute of the part in `models.sales_process` that has it, empty for the whole part;
    one branch of a choice is `branch 0`, `branch 1`, ...
    """

    severity: Severity
    sentence: str
    part: Part = Part.PROCESS
    where: str = ""
    path: tuple[int, ...] = ()
    field: str = ""

    @property
    def shown(self) -> str:
        """The sentence on its own, with a capital; `sentence` may stand behind the name of a file."""
        return self.sentence[:1].upper() + self.sentence[1:]
