"""What stands beside the stages of a deal: tasks, meetings, e-mails and changed fields, before they become rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mining.demo.company import Person
from mining.demo.deals import Deal


class Task(NamedTuple):
    """A call or an e-mail that the owner logged, or `by` somebody else; `came_in` where the buyer called."""

    deal: Deal
    subject: str
    at: int
    minutes: int
    came_in: bool = False
    by: Person | None = None


class Meeting(NamedTuple):
    """A meeting that began at `at`; `with_decision_maker` where it was not with the evaluator."""

    deal: Deal
    subject: str
    at: int
    minutes: int
    with_decision_maker: bool = False


class Email(NamedTuple):
    """An e-mail that came in from the buyer, or was sent; `opened` is when the buyer first opened it."""

    deal: Deal
    subject: str
    at: int
    came_in: bool
    opened: int | None = None


class FieldSet(NamedTuple):
    """A tracked field of a deal changes at `at`, entered by the owner."""

    deal: Deal
    field: str
    at: int
    before: str
    after: str


class Records(NamedTuple):
    """Everything of these kinds, in the order in which it is written."""

    tasks: Sequence[Task]
    meetings: Sequence[Meeting]
    emails: Sequence[Email] = ()
    fields: Sequence[FieldSet] = ()
