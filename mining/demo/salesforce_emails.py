"""Writes the e-mails that Salesforce kept itself: what buyers wrote, and proposals with when they were opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mining.demo.clock import as_datetime
from mining.demo.records import Email
from mining.demo.salesforce_files import write_table
from mining.demo.salesforce_ids import record_id

_READ, _SENT = 1, 3


def write_emails(path: Path, emails: Sequence[Email]) -> None:
    """`EmailMessage.csv`."""
    columns = (
        "Id", "CreatedById", "CreatedDate", "Subject", "FromAddress", "ToAddress", "Incoming", "HasAttachment",
        "Status", "MessageDate", "IsDeleted", "RelatedToId", "IsTracked", "IsOpened", "FirstOpenedDate",
    )  # fmt: skip
    rows = ((record_id("EmailMessage", number), *_email(one)) for number, one in enumerate(emails, 1))
    write_table(path, columns, rows)


def _email(email: Email) -> tuple[object, ...]:
    deal, subject, at, came_in, opened = email
    seller, buyer = f"user{deal.owner.number}@northlight.example", f"buyer{deal.number}@customer.example"
    when = as_datetime(at)
    way = (buyer, seller, "true", "false", _READ) if came_in else (seller, buyer, "false", "true", _SENT)
    seen = ("false", "false", "") if came_in else ("true", *_opened(opened))
    return (deal.owner.id, when, subject, *way, when, "false", deal.id, *seen)


def _opened(at: int | None) -> tuple[str, str]:
    return ("false", "") if at is None else ("true", as_datetime(at))
