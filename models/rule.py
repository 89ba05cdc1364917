"""Rules beside the documented flow: what must come before, after, never or once, and how severe breaking it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.condition import Condition


class RuleKind(StrEnum):
    """What a rule asks for; the values are the words of the JSON contract.

    The templates of Declare (Pesic, Schonenberg, van der Aalst: DECLARE, EDOC 2007), in its own terms:
    `RESPONSE` every first is followed by a second; `PRECEDENCE` no second before the first has happened;
    `NOT_TOGETHER` not co-existence; `ABSENCE` never; `EXACTLY_ONCE` neither left out nor done again.
    """

    RESPONSE = "response"
    PRECEDENCE = "precedence"
    NOT_TOGETHER = "not co-existence"
    ABSENCE = "absence"
    EXACTLY_ONCE = "exactly once"

    @property
    def names_two(self) -> bool:
        """Whether a rule of this kind is about two events."""
        return self not in (RuleKind.ABSENCE, RuleKind.EXACTLY_ONCE)

    @property
    def may_be_timed(self) -> bool:
        """Whether a rule of this kind can say within how many days."""
        return self in (RuleKind.RESPONSE, RuleKind.PRECEDENCE)


class DayUnit(StrEnum):
    """Days of 24 hours, or days of the calendar's working time."""

    DAYS = "d"
    BUSINESS_DAYS = "bd"


class Severity(StrEnum):
    """How much it matters that a rule is broken."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class Within:
    """So many days at most, written `2bd` or `3d`."""

    number: int
    unit: DayUnit

    def __str__(self) -> str:
        return f"{self.number}{self.unit.value}"


@dataclass(frozen=True)
class Rule:
    """One rule. `first` and `second` are names of stages, of ends, or of other events of the log.

    For a response `first` is what calls for `second`; for a precedence `first` is what `second` needs before
    it; `second` is None for rules about one event. `within` bounds the time between the two. `when` is a
    condition on the deals that the rule is for, None for all. Raises ValueError where the parts do not fit
    the kind.
    """

    id: str
    kind: RuleKind
    first: str
    second: str | None = None
    within: Within | None = None
    severity: Severity = Severity.MEDIUM
    why: str = ""
    when: Condition | None = None

    def __post_init__(self) -> None:
        if self.kind.names_two != (self.second is not None):
            raise ValueError(
                f"a rule of the kind {self.kind} names {'two' if self.kind.names_two else 'one'}"
            )
        if self.within is not None and not self.kind.may_be_timed:
            raise ValueError(f"a rule of the kind {self.kind} has no time")

    @property
    def names(self) -> tuple[str, ...]:
        """The one or two events that it is about."""
        return (self.first,) if self.second is None else (self.first, self.second)
