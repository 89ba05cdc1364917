"""One thing done around a deal that is no stage of it: a call, an e-mail, a note, what a lead or a buyer did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ActivityType(Enum):
    """What sort of thing it is, whatever the CRM calls it; the value is the noun for one of them."""

    CALL = "call"
    MEETING = "meeting"
    EMAIL = "e-mail"
    MESSAGE = "message"
    TASK = "task"
    NOTE = "note"
    QUOTE = "quote"
    LEAD = "lead event"
    BUYER = "buyer signal"
    OTHER = "other activity"


class Direction(Enum):
    """Which way a call or a message went; `UNKNOWN` where the export does not say."""

    INCOMING = "in"
    OUTGOING = "out"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class DealActivity:
    """One activity: `label` as the CRM calls it, `time` in microseconds UTC, `who` and `subject` empty if unknown.

    `from_buyer` says that the buyer took part in it: wrote, called, visited, opened something, or met the seller.
    """

    type: ActivityType
    label: str
    time: int
    who: str = ""
    direction: Direction = Direction.UNKNOWN
    subject: str = ""
    from_buyer: bool = False

    @property
    def is_inbound(self) -> bool:
        """Whether the buyer did it, and no seller."""
        return self.from_buyer and self.type is not ActivityType.MEETING
