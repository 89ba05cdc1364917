"""Writes what happened around the deals: leads, tasks (e-mails, calls, to-dos) and calendar events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from mining.demo.clock import DAY, PERIOD, as_date, as_datetime, moment, part_way
from mining.demo.company import MARKETING, MARKETING_SOURCES, account_name
from mining.demo.deals import ACCOUNTS, Deal
from mining.demo.dice import Dice
from mining.demo.salesforce_files import write_table
from mining.demo.salesforce_ids import record_id
from mining.demo.stages import CONTRACT, DEMO, DISCOVERY, NEGOTIATION, PROPOSAL, QUALIFY, SECURITY

_TASKS = {
    QUALIFY: ("Call: introduction", "Email: introduction and agenda", "Call: qualification follow-up"),
    DISCOVERY: ("Email: notes from discovery", "Call: open questions", "Email: success criteria"),
    DEMO: ("Email: demo recording", "Call: demo feedback"),
    SECURITY: ("Email: security questionnaire", "Email: answers to the questionnaire"),
    PROPOSAL: ("Email: proposal sent", "Call: proposal walk-through", "Email: proposal follow-up"),
    NEGOTIATION: ("Call: commercial terms", "Email: revised terms"),
    CONTRACT: ("Email: contract sent", "Call: signature date"),
}
_MEETINGS = {
    DISCOVERY: "Discovery meeting",
    DEMO: "Product demo",
    SECURITY: "Security workshop",
    PROPOSAL: "Proposal review",
    NEGOTIATION: "Negotiation meeting",
}
_MEETING_RATE = 0.75
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


def write_activities(folder: Path, dice: Dice, deals: Sequence[Deal]) -> None:
    """`Task.csv` and `Event.csv`: what was logged while a deal was in a stage, by its owner."""
    tasks, meetings = [], []
    for deal in deals:
        for start, end, stage in _stays(deal):
            for subject in _TASKS.get(stage, ()):
                logged, at = (
                    dice.chance(0.45),
                    part_way(start, end, dice.between(0.1, 0.9), deal.team.utc_offset),
                )
                minutes = dice.whole(4, 40)
                if logged:
                    tasks.append(_task(deal, subject, at, minutes))
            held, at = (
                dice.chance(_MEETING_RATE),
                part_way(start, end, dice.between(0.1, 0.9), deal.team.utc_offset),
            )
            minutes = dice.pick((30, 45, 60, 90))
            if held and stage in _MEETINGS:
                meetings.append(_meeting(deal, _MEETINGS[stage], at - at % 900, minutes))
    write_table(
        folder / "Task.csv",
        (
            "Id", "WhoId", "WhatId", "AccountId", "Subject", "ActivityDate", "Status", "Priority", "OwnerId", "Type",
            "TaskSubtype", "IsClosed", "IsDeleted", "CallDurationInSeconds", "CallType", "CallDisposition",
            "CreatedDate", "CreatedById", "CompletedDateTime",
        ),
        ((record_id("Task", number), *row) for number, row in enumerate(tasks, 1)),
    )  # fmt: skip
    write_table(
        folder / "Event.csv",
        (
            "Id", "WhoId", "WhatId", "AccountId", "Subject", "ActivityDateTime", "ActivityDate", "DurationInMinutes",
            "StartDateTime", "EndDateTime", "IsAllDayEvent", "OwnerId", "Type", "EventSubtype", "IsChild",
            "IsRecurrence", "IsDeleted", "CreatedDate", "CreatedById",
        ),
        ((record_id("Event", number), *row) for number, row in enumerate(meetings, 1)),
    )  # fmt: skip


def _stays(deal: Deal) -> Iterator[tuple[int, int, str]]:
    """From when to when a deal was in a stage; the stage it is in at the end of the period is left out."""
    for visit, following in pairwise(deal.visits):
        yield visit.at, following.at, visit.stage


def _about(deal: Deal) -> tuple[str, str, str]:
    return record_id("Contact", deal.number), deal.id, record_id("Account", deal.account)


def _task(deal: Deal, subject: str, at: int, minutes: int) -> tuple[object, ...]:
    is_call = subject.startswith("Call")
    kind = "Call" if is_call else "Email"
    call = (minutes * 60, "Outbound", "Connected") if is_call else ("", "", "")
    when = as_datetime(at)
    return (
        *_about(deal), subject, as_date(at), "Completed", "Normal", deal.owner.id, kind, kind, "true", "false", *call,
        when, deal.owner.id, when,
    )  # fmt: skip


def _meeting(deal: Deal, subject: str, at: int, minutes: int) -> tuple[object, ...]:
    start = as_datetime(at)
    return (
        *_about(deal), subject, start, as_date(at), minutes, start, as_datetime(at + 60 * minutes), "false",
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
