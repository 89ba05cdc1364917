"""What becomes of every column of a project in a copy that is safe to mail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Treatment(StrEnum):
    """What is done with a column or a text."""

    KEEP = "keep"
    REPLACE = "replace"
    ROUND = "round"
    DAYS = "days"
    LEAVE_OUT = "leave out"


@dataclass(frozen=True)
class MailedColumn:
    """One column of the project: `key` tells it from the others, `title` is what it is called.

    `holds` says in a few words what is in it, `choices` what can be done with it, the proposal first.
    """

    key: str
    title: str
    holds: str
    choices: tuple[Treatment, ...]

    @property
    def proposal(self) -> Treatment:
        """What is done unless the user says otherwise."""
        return self.choices[0]
