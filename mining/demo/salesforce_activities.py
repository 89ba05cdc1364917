"""Writes what happened around deals and leads: tasks (e-mails, calls) and calendar events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from mining.demo.clock import as_date, as_datetime
from mining.demo.company import Person
from mining.demo.deals import Deal
from mining.demo.leads import Lead
from mining.demo.records import Meeting, Records, Task
from mining.demo.salesforce_contacts import decision_maker_of, evaluator_of
from mining.demo.salesforce_files import write_table
from mining.demo.salesforce_ids import record_id


def write_activities(folder: Path, records: Records, leads: Sequence[Lead]) -> None:
    """`Task.csv` and `Event.csv`."""
    tasks = chain(map(_task, records.tasks), (row for lead in leads for row in _touches(lead)))
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
        ((record_id("Event", number), *_meeting(one)) for number, one in enumerate(records.meetings, 1)),
    )  # fmt: skip


def _about(deal: Deal, contact: str = "") -> tuple[str, str, str]:
    return contact or evaluator_of(deal), deal.id, record_id("Account", deal.account)


def _task(task: Task) -> tuple[object, ...]:
    by = task.by or task.deal.owner
    return _done(_about(task.deal), task.subject, task.at, by, task.minutes, task.came_in)


def _touches(lead: Lead) -> Iterator[tuple[object, ...]]:
    """What was done with a lead; Salesforce moves it to the contact and the deal when the lead becomes one."""
    about = (record_id("Lead", lead.number), "", "") if lead.deal is None else _about(lead.deal)
    return (_done(about, touch.subject, touch.at, touch.by) for touch in lead.touches)


def _done(
    about: tuple[str, str, str], subject: str, at: int, by: Person, minutes: int = 5, came_in: bool = False
) -> tuple[object, ...]:
    is_call = subject.startswith("Call")
    kind = "Call" if is_call else "Email"
    call = (minutes * 60, "Inbound" if came_in else "Outbound", "Connected") if is_call else ("", "", "")
    when = as_datetime(at)
    return (
        *about, subject, as_date(at), "Completed", "Normal", by.id, kind, kind, "true", "false", *call, when, by.id,
        when,
    )  # fmt: skip


def _meeting(meeting: Meeting) -> tuple[object, ...]:
    deal, subject, at, minutes, with_decision_maker = meeting
    contact = decision_maker_of(deal) if with_decision_maker else ""
    start = as_datetime(at)
    return (
        *_about(deal, contact), subject, start, as_date(at), minutes, start, as_datetime(at + 60 * minutes), "false",
        deal.owner.id, "Meeting", "Event", "false", "false", "false", as_datetime(at - 2 * 86_400), deal.owner.id,
    )  # fmt: skip
