"""E-mails of EmailMessage and quotes: what was sent, what came in, and when a quote changed."""

from pathlib import Path

from models.event_log import DIRECTION, SUBJECT, EventKind
from models.quality import Fault
from tests.mining.sources.reading import read
from tests.mining.sources.salesforce.exports import (
    ACME,
    ANN,
    BETA,
    DAY,
    HOUR,
    others,
    standard,
    table,
)

EMAIL = "Id,RelatedToId,ActivityId,CreatedById,CreatedDate,MessageDate,Incoming,Status,Subject,IsDeleted"
QUOTE = "Id,OpportunityId,QuoteNumber,Name,Status,CreatedDate,CreatedById,IsDeleted"
QUOTE_1 = "0Q0000000000001AAA"


def email(
    number: int, deal: str, sent: str, incoming: bool = False, status: str = "3", task: str = ""
) -> str:
    when = f"{sent}:00:00.000Z" if sent else ""
    created = "2026-01-20T12:00:00.000Z" if number < 9 else ""
    flag = str(incoming).lower()
    return f"02s{number},{deal},{task},{ANN},{created},{when},{flag},{status},Offer,false"


def test_that_incoming_emails_are_signals_of_the_buyer(tmp_path: Path) -> None:
    rows = (
        email(1, ACME, "2026-01-06T09"),
        email(2, ACME, "2026-01-07T09", incoming=True),
        email(3, ACME, "", status="5"),
        email(4, BETA, ""),
        email(5, "500000000000001AAA", "2026-01-07T09"),
        email(9, ACME, ""),
    )
    result = read(standard(tmp_path, EmailMessage=table(EMAIL, *rows)))
    log = result.log
    assert others(log) == [
        (ACME, "Email", DAY + 9 * HOUR, "Ann"),
        (ACME, "Email reply", 2 * DAY + 9 * HOUR, ""),
        (BETA, "Email", 15 * DAY + 12 * HOUR, "Ann"),
    ]
    reply = log.kind.tolist().index(EventKind.BUYER)
    assert (log.extra[DIRECTION].text(reply), log.extra[SUBJECT].text(reply)) == ("in", "Offer")
    assert "1 row of EmailMessage.csv left out: drafts that were not sent." in result.summary.notes
    assert "1 of 4 activities belong to no deal: left out." in result.summary.notes
    assert result.summary.reasons == {"no readable date": 1}


def test_that_the_first_opening_of_a_sent_email_is_a_signal_of_the_buyer(tmp_path: Path) -> None:
    mails = table(
        f"{EMAIL},IsTracked,FirstOpenedDate",
        f"{email(1, ACME, '2026-01-06T09')},true,2026-01-08T10:00:00.000Z",
        f"{email(2, ACME, '2026-01-07T09')},true,",
        f"{email(4, ACME, '2026-01-09T09', incoming=True)},false,2026-01-09T10:00:00.000Z",
    )
    log = read(standard(tmp_path, EmailMessage=mails)).log
    assert others(log) == [
        (ACME, "Email", DAY + 9 * HOUR, "Ann"),
        (ACME, "Email", 2 * DAY + 9 * HOUR, "Ann"),
        (ACME, "Email opened", 3 * DAY + 10 * HOUR, ""),
        (ACME, "Email reply", 4 * DAY + 9 * HOUR, ""),
    ]
    opened = log.activity.texts().index("Email opened")
    assert log.kind[opened] == EventKind.BUYER
    assert (log.extra[DIRECTION].text(opened), log.extra[SUBJECT].text(opened)) == ("", "Offer")


def test_that_an_email_that_is_a_task_too_counts_once(tmp_path: Path) -> None:
    tasks = table(
        "Id,WhatId,Subject,Status,TaskSubtype,IsClosed,CompletedDateTime,OwnerId",
        f"00T1,{ACME},Email: Offer,Completed,Email,true,2026-01-06T09:00:00.000Z,{ANN}",
        f"00T2,{ACME},Email: Other,Completed,Email,true,2026-01-06T10:00:00.000Z,{ANN}",
    )
    mails = table(EMAIL, email(1, ACME, "2026-01-06T09", task="00T1"))
    result = read(standard(tmp_path, Task=tasks, EmailMessage=mails))
    assert [time for _, _, time, _ in others(result.log)] == [DAY + 9 * HOUR, DAY + 10 * HOUR]
    assert any("1 row of Task.csv left out: tasks of e-mails" in note for note in result.summary.notes)


def test_that_quotes_are_made_and_decided_when_their_history_says(tmp_path: Path) -> None:
    quotes = table(
        QUOTE,
        f"{QUOTE_1},{ACME},00001,Offer A,Accepted,2026-01-07T09:00:00.000Z,{ANN},false",
        f"{QUOTE_1},{ACME},00001,Offer A,Accepted,2026-01-07T09:00:00.000Z,{ANN},false",
    )
    history = table(
        "Id,IsDeleted,QuoteId,CreatedById,CreatedDate,Field,OldValue,NewValue",
        f"1,false,{QUOTE_1},{ANN},2026-01-08T09:00:00.000Z,Status,Draft,Presented",
        f"2,false,{QUOTE_1},{ANN},2026-01-09T09:00:00.000Z,GrandTotal,1,2",
        f"3,false,{QUOTE_1},{ANN},2026-01-10T09:00:00.000Z,Status,Presented,Accepted",
    )
    task = f"Id,WhatId,Subject,Status,CompletedDateTime\n00T1,{QUOTE_1},Send it,Completed,2026-01-07T10:00:00.000Z\n"
    result = read(standard(tmp_path, Quote=quotes, QuoteHistory=history, Task=task))
    assert [(label, time) for _, label, time, _ in others(result.log)] == [
        ("Quote created", 2 * DAY + 9 * HOUR),
        ("Task", 2 * DAY + 10 * HOUR),
        ("Quote: Presented", 3 * DAY + 9 * HOUR),
        ("Quote: Accepted", 5 * DAY + 9 * HOUR),
    ]
    assert [(f.fault, f.count) for f in result.summary.findings] == [(Fault.DUPLICATES, 1)]


def test_that_the_present_status_of_a_quote_gets_no_time(tmp_path: Path) -> None:
    quotes = table(QUOTE, f"{QUOTE_1},{ACME},00001,Offer A,Accepted,2026-01-07T09:00:00.000Z,{ANN},false")
    result = read(standard(tmp_path, Quote=quotes))
    assert [label for _, label, _, _ in others(result.log)] == ["Quote created"]
    assert any("but not since when" in note for note in result.summary.notes)
