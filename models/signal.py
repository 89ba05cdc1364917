"""Signals: what in a CRM counts as evidence that something has happened, such as a meeting with the economic buyer."""

from __future__ import annotations

from dataclasses import dataclass

SET = "set"
"""What a field `becomes` where any value will do."""


@dataclass(frozen=True)
class Signal:
    """One entry of `events:`; an event or a change of a field is the first signal whose every pattern fits it.

    `kinds` are names of activities or buyer events (`Call`, `Meeting`), `subject` a regular expression searched in
    what the activity is called. With `two_way` both sides took part: a meeting, or a call or message that came in
    or was answered. `contact_role` is the role of who took part, `role` that of the user who did it. `field` is one
    whose change is the signal: to any value where `becomes` is `set`, else to that value. `by` is `buyer` or
    `seller` where it matters who did it. Raises ValueError where neither kinds, nor a subject, nor a field is named.
    """

    name: str
    kinds: tuple[str, ...] = ()
    subject: str = ""
    two_way: bool = False
    contact_role: str = ""
    role: str = ""
    field: str = ""
    becomes: str = ""
    by: str = ""

    def __post_init__(self) -> None:
        if not (self.kinds or self.subject or self.field):
            raise ValueError(f"the signal {self.name} names no kind, no subject and no field")
        if self.field and (self.kinds or self.subject):
            raise ValueError(f"the signal {self.name} is either an event or a change of a field")
