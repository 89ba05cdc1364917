"""Writes what happened around the deals: leads, tasks (e-mails, calls, to-dos) and calendar events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mining.demo.clock import DAY, PERIOD, as_date, as_datetime, moment
from mining.demo.company import MARKETING, MARKETING_SOURCES, account_name
from mining.demo.deals import ACCOUNTS, Deal
from mining.demo.dice import Dice
from mining.demo.records import Meeting, Records, Task
from mining.demo.salesforce_contacts import decision_maker_of, evaluator_of
from mining.demo.salesforce_files import write_table
from mining.demo.salesforce_ids import record_id

_LOOSE_LEADS = 1_400
_FIRST_NAMES = (
    "Alex",
    "Bianca",
    "Chen",
    "Dana",
    "Eli",
    "Farah",
    "Goran",
    "Hana",
    "Ivan",
    "Jamila",
    "Kofi",
    "Lena",
)
_LAST_NAMES = (
    "Abbott",
    "Baptiste",
    "Castellano",
    "Dvorak",
    "Eriksen",
    "Fofana",
    "Gupta",
    "Hoang",
    "Ito",
    "Jansen",
)
_REJECTED = {"Open - Not Contacted": 25, "Working - Contacted": 35, "Closed - Not Converted": 40}


def write_activities(folder: Path, records: Records) -> None:
    """`Task.csv` and `Event.csv`."""
    write_table(
        folder / "Task.csv",
        (
            "Id", "WhoId", "WhatId", "AccountId", "Subject", "ActivityDate", "Status", "Priority", "OwnerId", "Type",
            "TaskSubtype", "IsClosed", "IsDeleted", "CallDurationInSeconds", "CallType", "CallDisposition",
            "CreatedDate", "CreatedById", "CompletedDateTime",
        ),
        ((record_id("Task", number), *_task(task)) for number, task in enumerate(records.tasks, 1)),
    )  # fmt: skip
    write_table(
        folder / "Event.csv",
        (
            "Id", "WhoId", "WhatId", "AccountId", "Subject", "ActivityDateTime", "ActivityDate", "DurationInMinutes",
            "StartDateTime", "EndDateTime", "IsAllDayEvent", "OwnerId", "Type", "EventSubtype", "IsChild",
            "IsRecurrence", "IsDeleted", "CreatedDate", "CreatedById",
        ),
        ((record_id("Event", number), *_meeting(one)) for number, one in enumerate(records.meetings, 1)),
    )  # fmt: skip


def _about(deal: Deal, contact: str = "") -> tuple[str, str, str]:
    return contact or evaluator_of(deal), deal.id, record_id("Account", deal.account)


def _task(task: Task) -> tuple[object, ...]:
    deal, subject, at, minutes, came_in = task
    is_call = subject.startswith("Call")
    kind = "Call" if is_call else "Email"
    call = (minutes * 60, "Inbound" if came_in else "Outbound", "Connected") if is_call else ("", "", "")
    when = as_datetime(at)
    return (
        *_about(deal), subject, as_date(at), "Completed", "Normal", deal.owner.id, kind, kind, "true", "false", *call,
        when, deal.owner.id, when,
    )  # fmt: skip


def _meeting(meeting: Meeting) -> tuple[object, ...]:
    deal, subject, at, minutes, with_decision_maker = meeting
    contact = decision_maker_of(deal) if with_decision_maker else ""
    start = as_datetime(at)
    return (
        *_about(deal, contact), subject, start, as_date(at), minutes, start, as_datetime(at + 60 * minutes), "false",
        deal.owner.id, "Meeting", "Event", "false", "false", "false", as_datetime(at - 2 * 86_400), deal.owner.id,
    )  # fmt: skip


def write_leads(path: Path, dice: Dice, deals: Sequence[Deal]) -> None:
    """`Lead.csv`: those that became one of the deals (with the day only), then those that did not."""
    columns = (
        "Id", "IsDeleted", "FirstName", "LastName", "Name", "Title", "Company", "Email", "LeadSource", "Status",
        "OwnerId", "IsConverted", "ConvertedDate", "ConvertedAccountId", "ConvertedContactId",
        "ConvertedOpportunityId", "CreatedDate", "CreatedById", "LastModifiedDate",
    )  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for deal in deals:
        age = int(dice.around(3.0, 0.9) * 86_400)
        if deal.source in MARKETING_SOURCES:
            contact, opportunity, account = _about(deal)
            converted = ("Closed - Converted", deal.owner.id, "true", as_date(deal.created), account, contact)
            rows.append(
                _lead(dice, len(rows) + 1, deal.account, deal.source, deal.created - age, deal.created,
                      (*converted, opportunity))
            )  # fmt: skip
    for _ in range(_LOOSE_LEADS):
        created = moment(dice.whole(0, PERIOD - 2 * DAY), 0, 0)
        status = (dice.weighted(_REJECTED), MARKETING.id, "false", "", "", "", "")
        company, source = dice.whole(1, ACCOUNTS), dice.pick(MARKETING_SOURCES)
        rows.append(_lead(dice, len(rows) + 1, company, source, created, created + 3600, status))
    write_table(path, columns, rows)


def _lead(
    dice: Dice,
    number: int,
    company: int,
    source: str,
    created: int,
    modified: int,
    conversion: tuple[object, ...],
) -> tuple[object, ...]:
    """A row; `conversion` goes from Status to ConvertedOpportunityId."""
    first, last = dice.pick(_FIRST_NAMES), dice.pick(_LAST_NAMES)
    title = dice.pick(("Head of IT", "Operations Director", "CFO", "Procurement Lead", "Product Owner"))
    return (
        record_id("Lead", number), "false", first, last, f"{first} {last}", title, account_name(company),
        f"lead{number}@customer.example", source, *conversion, as_datetime(created), MARKETING.id,
        as_datetime(modified),
    )  # fmt: skip
