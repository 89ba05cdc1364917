"""The demo's leads, tasks, events and e-mails join its deals when it is imported as any other export."""

from pathlib import Path

from mining.sources.read import ImportOptions, import_log
from models.event_log import CONTACT_ROLE, DIRECTION, SUBJECT, EventKind
from models.progress import silent
from tests.mining.demo.reading import table


def test_that_every_task_event_and_sent_email_is_an_activity_of_its_deal(demo_folder: Path) -> None:
    log = import_log([demo_folder], ImportOptions(), silent).log
    expected: dict[tuple[str, str], int] = {}
    for name in ("Task", "Event"):
        for row in (row for row in table(demo_folder, name) if row["WhatId"]):
            what = (row["WhatId"], row["Subject"])
            expected[what] = expected.get(what, 0) + 1
    for row in table(demo_folder, "EmailMessage"):
        if row["Incoming"] == "false":
            what = (row["RelatedToId"], row["Subject"])
            expected[what] = expected.get(what, 0) + 1
    found: dict[tuple[str, str], int] = {}
    cases, subjects = log.case_of_event.tolist(), log.extra[SUBJECT].texts()
    for i, kind in enumerate(log.kind.tolist()):
        if kind == EventKind.ACTIVITY:
            what = (log.cases.ids[cases[i]], subjects[i])
            found[what] = found.get(what, 0) + 1
    assert found == expected


def test_that_calls_meetings_and_emails_are_told_apart(demo_folder: Path) -> None:
    log = import_log([demo_folder], ImportOptions(), silent).log.of_kind(EventKind.ACTIVITY)
    tasks = [row for row in table(demo_folder, "Task") if row["WhatId"]]
    events = table(demo_folder, "Event")
    sent = [row for row in table(demo_folder, "EmailMessage") if row["Incoming"] == "false"]
    called = [row["CallType"] for row in tasks]
    labels = log.activity.texts()
    assert labels.count("Meeting") == len(events)
    assert labels.count("Call") == called.count("Outbound") + called.count("Inbound")
    assert labels.count("Email") == sum(row["TaskSubtype"] == "Email" for row in tasks) + len(sent)
    ways = log.extra[DIRECTION].texts()
    assert ways.count("in") == called.count("Inbound") > 1_000
    assert ways.count("out") == len(tasks) + len(sent) - called.count("Inbound")


def test_that_what_buyers_wrote_and_opened_are_signals_of_theirs(demo_folder: Path) -> None:
    log = import_log([demo_folder], ImportOptions(), silent).log.of_kind(EventKind.BUYER)
    emails, labels = table(demo_folder, "EmailMessage"), log.activity.texts()
    assert labels.count("Email reply") == sum(row["Incoming"] == "true" for row in emails)
    assert labels.count("Email opened") == sum(row["FirstOpenedDate"] != "" for row in emails)


def test_that_meetings_with_those_who_decide_are_told_apart(demo_folder: Path) -> None:
    log = import_log([demo_folder], ImportOptions(), silent).log
    subjects, roles = log.extra[SUBJECT].texts(), log.extra[CONTACT_ROLE].texts()
    with_them = {subject for subject, role in zip(subjects, roles, strict=True) if role == "Decision Maker"}
    assert with_them == {"Executive meeting"}


def test_that_leads_begin_the_deals_they_became(demo_folder: Path) -> None:
    imported = import_log([demo_folder], ImportOptions(), silent)
    leads = table(demo_folder, "Lead")
    became = [row for row in leads if row["IsConverted"] == "true"]
    labels = imported.log.of_kind(EventKind.LEAD).activity.texts()
    assert (labels.count("Lead created"), labels.count("Lead converted")) == (len(became), len(became))
    without = f"{len(leads) - len(became):,} of {len(leads):,} leads"
    assert f"Never converted, so only in the log of leads: {without} in Lead.csv." in imported.summary.notes
    assert imported.summary.findings == ()
