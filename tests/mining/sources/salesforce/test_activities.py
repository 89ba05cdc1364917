"""Tasks and events become activities of their deals; what is no event is counted."""

from pathlib import Path

import pytest

from mining.sources.read import Imported
from models.event_log import CONTACT_ROLE, DIRECTION, SUBJECT, EventKind
from models.quality import Fault
from tests.mining.sources.reading import read
from tests.mining.sources.salesforce.exports import (
    ACME,
    ANN,
    BETA,
    BOB,
    CONTACT_1,
    DAY,
    GAMMA,
    HOUR,
    LEAD_1,
    NONE,
    others,
    standard,
    table,
)  # fmt: skip

TASK = (
    "Id,WhoId,WhatId,Subject,ActivityDate,Status,OwnerId,Type,TaskSubtype,CallType,IsClosed,IsDeleted,"
    "IsRecurrence,CreatedDate,CompletedDateTime"
)
EVENT = "Id,WhoId,WhatId,Subject,ActivityDateTime,ActivityDate,OwnerId,Type,IsChild,IsRecurrence,IsDeleted,CreatedDate"
LEADS = (
    "Id,Status,IsConverted,ConvertedDate,ConvertedContactId,ConvertedOpportunityId,CreatedDate",
    f"{LEAD_1},Converted,true,2026-01-05,{CONTACT_1},{ACME},2026-01-02T08:00:00.000Z",
)


def task(
    number: int, what: str = ACME, subject: str = "Do it", done: str = "2026-01-13T09:00:00.000Z", **more: str
) -> str:
    cells = {
        "WhoId": "", "ActivityDate": "", "Status": "Completed", "OwnerId": ANN, "Type": "", "TaskSubtype": "Task",
        "CallType": "", "IsClosed": "true", "IsDeleted": "false", "IsRecurrence": "false", "CreatedDate": "", **more,
    }  # fmt: skip
    values = {"Id": f"00T{number}", "WhatId": what, "Subject": subject, "CompletedDateTime": done, **cells}
    return ",".join(values[name] for name in TASK.split(","))


def imported(folder: Path, *rows: str, **files: str) -> Imported:
    return read(standard(folder, Task=table(TASK, *rows), **files))


def test_that_a_done_task_is_an_activity_of_its_deal_by_its_owner(tmp_path: Path) -> None:
    log = imported(tmp_path, task(1, subject="Call the buyer", TaskSubtype="Call", CallType="Inbound")).log
    assert others(log) == [(ACME, "Call", 8 * DAY + 9 * HOUR, "Ann")]
    at = log.kind.tolist().index(EventKind.ACTIVITY)
    assert (log.extra[DIRECTION].text(at), log.extra[SUBJECT].text(at)) == ("in", "Call the buyer")


@pytest.mark.parametrize(
    ("cells", "kind", "way"),
    [
        ({"TaskSubtype": "Email", "subject": "Email: offer"}, "Email", "out"),
        ({"TaskSubtype": "ListEmail", "subject": "News"}, "Email", "out"),
        ({"TaskSubtype": "Email", "subject": "Re: offer"}, "Email", ""),
        ({"TaskSubtype": "Email", "subject": "← Email: Re: offer"}, "Email reply", "in"),
        ({"subject": "[Outreach] [Email] [In] Re: offer"}, "Email reply", "in"),
        ({"subject": "[Outreach] [Email] [Out] offer"}, "Email", "out"),
        ({"Type": "Call", "CallType": "Outbound"}, "Call", "out"),
        ({"CallType": "Internal"}, "Call", ""),
        ({"Type": "Meeting"}, "Meeting", ""),
        ({"TaskSubtype": "LinkedIn"}, "LinkedIn", ""),
        ({"subject": "Call: first talk"}, "Call", ""),
        ({"subject": "Callisto contract"}, "Task", ""),
        ({"subject": "Send the offer"}, "Task", ""),
        ({"Type": "Send Quote"}, "Task", ""),
    ],
)
def test_that_kind_and_direction_are_those_the_row_shows(
    tmp_path: Path, cells: dict[str, str], kind: str, way: str
) -> None:
    log = imported(tmp_path, task(1, **cells)).log
    ((_, found, _, _),) = others(log)
    at = log.activity.texts().index(found)
    assert (found, log.extra[DIRECTION].text(at)) == (kind, way)
    assert log.kind[at] == (EventKind.BUYER if kind == "Email reply" else EventKind.ACTIVITY)


def test_that_the_time_is_when_it_was_done_or_else_its_day_or_else_when_it_was_written_down(
    tmp_path: Path,
) -> None:
    result = imported(
        tmp_path,
        task(1, ActivityDate="2026-01-20", CreatedDate="2026-01-07T07:00:00.000Z"),
        task(2, done="", ActivityDate="2026-01-14", CreatedDate="2026-01-14T16:00:00.000Z"),
        task(3, done="", ActivityDate="2026-01-15", CreatedDate="2026-01-07T07:00:00.000Z"),
        task(4, done="", CreatedDate="2026-01-16T07:00:00.000Z"),
        task(5, done="", ActivityDate="2027-01-01", CreatedDate="2026-01-17T07:00:00.000Z"),
    )
    assert [time for _, _, time, _ in others(result.log)] == [
        8 * DAY + 9 * HOUR,  # completed
        9 * DAY + 16 * HOUR,  # its day, written down on that day at 16:00
        10 * DAY,  # its day; it was written down before
        11 * DAY + 7 * HOUR,  # written down
        12 * DAY + 7 * HOUR,  # due after the export, so that day is not when it was done
    ]
    note = "1 by CompletedDateTime, 2 by ActivityDate (a date only), 2 by CreatedDate"
    assert f"When the activities of Task.csv took place: {note}." in result.summary.notes


def test_that_what_is_no_event_is_counted_with_its_reason(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        task(1),
        task(2, IsClosed="false", Status="Open", done=""),
        task(3, IsDeleted="true"),
        task(4, IsRecurrence="true"),
        task(1),
        task(6, done=""),
    )
    assert len(others(result.log)) == 1
    notes = result.summary.notes
    assert "1 row of Task.csv left out: open tasks, which have not been done." in notes
    assert "1 row of Task.csv left out: deleted in Salesforce (IsDeleted)." in notes
    assert any(note.startswith("1 row of Task.csv left out: series of tasks") for note in notes)
    assert [(row.line, row.reason) for row in result.summary.quarantined] == [
        (6, "the same record came before (equal Id)"),
        (7, "no readable date"),
    ]
    assert [(f.fault, f.count) for f in result.summary.findings] == [(Fault.DUPLICATES, 1)]


def test_that_tasks_of_a_lead_or_contact_belong_to_the_deal_it_became(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        task(1, what="", WhoId=LEAD_1),
        task(2, what=NONE, WhoId=CONTACT_1),
        task(3, what="001000000000001AAA", WhoId=CONTACT_1),  # about an account: not said which deal
        task(4, what="", WhoId="00Q000000000009AAA"),
        task(5, what=GAMMA),
        Lead=table(*LEADS),
    )
    tasks = [deal for deal, activity, _, _ in others(result.log) if activity == "Task"]
    assert tasks == [ACME, ACME]
    assert "2 of 5 activities belong to no deal: left out." in result.summary.notes
    (broken,) = [f for f in result.summary.findings if f.fault is Fault.BROKEN_JOINS]
    assert (broken.count, broken.examples) == (1, (GAMMA,))


def test_that_meetings_are_taken_once_and_not_before_they_happen(tmp_path: Path) -> None:
    def event(number: int, **more: str) -> str:
        cells = {
            "Id": f"00U{number}", "WhoId": "", "WhatId": BETA, "Subject": "Product demo",
            "ActivityDateTime": "2026-01-14T10:00:00.000Z", "ActivityDate": "2026-01-14", "OwnerId": BOB, "Type": "",
            "IsChild": "false", "IsRecurrence": "false", "IsDeleted": "false", "CreatedDate": "", **more,
        }  # fmt: skip
        return ",".join(cells[name] for name in EVENT.split(","))

    rows = (
        event(1),
        event(2, IsChild="true"),
        event(3, IsRecurrence="true"),
        event(4, ActivityDateTime="2027-01-14T10:00:00.000Z", ActivityDate="2027-01-14"),
        event(5, Type="Call", ActivityDateTime="2026-01-15T10:00:00.000Z"),
        event(6, IsDeleted="true"),
    )
    result = read(standard(tmp_path, Event=table(EVENT, *rows)))
    assert others(result.log) == [
        (BETA, "Meeting", 9 * DAY + 10 * HOUR, "Bob"),
        (BETA, "Call", 10 * DAY + 10 * HOUR, "Bob"),
    ]
    left = [note for note in result.summary.notes if note.startswith("1 row of Event.csv left out")]
    assert len(left) == 4
    assert any("planned for after the export" in note for note in left)


def test_that_the_stages_are_those_of_the_same_export_without_activities(tmp_path: Path) -> None:
    plain, full = tmp_path / "plain", tmp_path / "full"
    plain.mkdir()
    full.mkdir()
    without = read(standard(plain)).log
    log = imported(full, task(1), task(2, BETA), Lead=table(*LEADS)).log.of_kind(EventKind.STAGE)
    assert log.activity.texts() == without.activity.texts()
    assert log.timestamp.tolist() == without.timestamp.tolist()
    assert log.cases.ids == without.cases.ids
    assert log.cases.closed.tolist() == without.cases.closed.tolist()


def test_that_activities_have_the_role_that_their_contact_has_in_their_deal(tmp_path: Path) -> None:
    other = "003000000000002"
    roles = table(
        "Id,OpportunityId,ContactId,Role,IsPrimary,IsDeleted",
        f"00K1,{ACME},{CONTACT_1},Decision Maker,true,false",
        f"00K2,{ACME},{CONTACT_1},Economic Buyer,false,false",
        f"00K3,{BETA},{CONTACT_1},Evaluator,false,false",
        f"00K4,{ACME},{other},Influencer,false,true",
    )
    rows = (
        task(1, WhoId=CONTACT_1),
        task(2, BETA, WhoId=CONTACT_1),
        task(3, done="2026-01-14T09:00:00.000Z", WhoId=other),
        task(4, done="2026-01-15T09:00:00.000Z"),
    )
    log = imported(tmp_path, *rows, OpportunityContactRole=roles).log
    column = log.extra[CONTACT_ROLE].texts()
    told = [
        (log.cases.ids[case], column[i])
        for i, case in enumerate(log.case_of_event.tolist())
        if log.kind[i] == EventKind.ACTIVITY
    ]
    assert told == [(ACME, "Decision Maker;Economic Buyer"), (ACME, ""), (ACME, ""), (BETA, "Evaluator")]


def test_that_without_contact_roles_there_is_no_column_of_them(tmp_path: Path) -> None:
    assert CONTACT_ROLE not in imported(tmp_path, task(1, WhoId=CONTACT_1)).log.extra
