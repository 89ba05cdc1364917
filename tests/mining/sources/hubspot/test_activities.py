"""Calls, meetings, e-mails, tasks and lifecycle stages beside HubSpot's deals."""

from pathlib import Path
from typing import Any

import numpy as np

from models.event_log import DIRECTION, SUBJECT, EventKind
from models.quality import Fault
from tests.mining.sources.hubspot.exports import OWNERS, deal, revision, save
from tests.mining.sources.reading import read, traces, write


def _micros(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def _deals(folder: Path, *ids: str, **more: Any) -> None:
    save(
        folder,
        "deals.json",
        [deal(i, revision("qualifiedtobuy", "2024-01-01T10:00:00Z"), **more) for i in ids],
    )
    save(folder, "owners.json", OWNERS)


def _engagement(identifier: str, time: str, *deals: str, **properties: Any) -> dict[str, Any]:
    linked = {"associations": {"deals": {"results": [{"id": d, "type": "x_to_deal"} for d in deals]}}}
    known = {
        "hs_timestamp": time,
        "hs_createdate": "2024-06-01T10:00:00Z",
        "hubspot_owner_id": "7",
        **properties,
    }
    return {"id": identifier, "properties": known, **(linked if deals else {})}


def test_that_activities_happen_at_their_own_time_with_direction_subject_and_person(tmp_path: Path):
    _deals(tmp_path, "1")
    calls = [
        _engagement("c1", "2024-01-02T10:00:00Z", "1", hs_call_direction="INBOUND", hs_call_title="Hello"),
        _engagement("c2", "2024-01-03T10:00:00Z", hs_call_direction="OUTBOUND"),
    ]
    mails = [
        _engagement("e1", "2024-01-04T10:00:00Z", "1", hs_email_direction="EMAIL", hs_email_subject="Offer"),
        _engagement("e2", "2024-01-05T10:00:00Z", "1", hs_email_direction="INCOMING_EMAIL"),
    ]
    save(tmp_path, "calls.json", {"results": calls})
    save(tmp_path, "emails.json", {"results": mails})
    imported = read(tmp_path)
    log = imported.log
    assert traces(log) == {"1": ("Qualified to buy", "Call", "Email", "Email reply")}
    assert log.kind.tolist() == [EventKind.STAGE, EventKind.ACTIVITY, EventKind.ACTIVITY, EventKind.BUYER]
    assert log.extra[DIRECTION].texts() == ["", "in", "out", "in"]
    assert log.extra[SUBJECT].texts() == ["", "Hello", "Offer", ""]
    assert log.timestamp[1] == _micros("2024-01-02T10:00")
    assert log.resource.texts()[1:] == ["Ann Lee"] * 3
    assert "1 of 4 activities belong to no deal: left out." in imported.summary.notes


def test_that_tasks_count_when_completed_and_meetings_when_held(tmp_path: Path):
    _deals(tmp_path, "1")
    tasks = [
        _engagement(
            "t1", "2024-02-01T10:00:00Z", "1", hs_task_status="COMPLETED", hs_task_subject="Do",
            hs_task_completion_date="2024-01-20T10:00:00Z",
        ),
        _engagement("t2", "2024-02-01T10:00:00Z", "1", hs_task_status="NOT_STARTED"),
    ]  # fmt: skip
    meetings = [
        _engagement("m1", "2024-01-09T10:00:00Z", "1", hs_meeting_outcome="COMPLETED"),
        _engagement("m2", "2024-01-10T10:00:00Z", "1", hs_meeting_outcome="NO_SHOW"),
    ]
    save(tmp_path, "tasks.json", tasks)
    save(tmp_path, "meetings.json", meetings)
    imported = read(tmp_path)
    assert traces(imported.log) == {"1": ("Qualified to buy", "Meeting", "Task")}
    assert imported.log.timestamp[-1] == _micros("2024-01-20T10:00")
    assert len([note for note in imported.summary.notes if note.startswith("2 activities in")]) == 1


def test_that_an_activity_of_two_deals_is_an_event_of_both_and_broken_links_are_counted(tmp_path: Path):
    _deals(tmp_path, "1", "2")
    save(
        tmp_path, "notes.json", [_engagement("n1", "2024-01-02T10:00:00Z", "1", "2", "99", hs_note_body="x")]
    )
    write(tmp_path, "engagement_deal.csv", "deal_id,engagement_id\n1,n1\n2,lost\n")
    imported = read(tmp_path)
    assert traces(imported.log) == dict.fromkeys(("1", "2"), ("Qualified to buy", "Note"))
    findings = {f.sentence.split(":")[0]: f.count for f in imported.summary.findings}
    assert findings == {
        "1 of 4 links between activities and deals in engagement_deal.csv and notes.json leads to an activity that is "
        "not in this export": 1,
        "1 of 3 activities belong to a deal that has no stages in this export": 1,
    }
    assert {f.fault for f in imported.summary.findings} == {Fault.BROKEN_JOINS}


def test_that_associations_of_either_interface_join(tmp_path: Path):
    _deals(tmp_path, "1", "2", "3")
    save(
        tmp_path,
        "calls.json",
        [_engagement(f"c{n}", f"2024-01-0{n + 1}T10:00:00Z", hs_call_title="x") for n in (1, 2, 3)],
    )
    links = [
        {"from": {"id": "1"}, "to": [{"id": "c1", "type": "deal_to_call"}]},
        {"from": {"id": "c2"}, "to": [{"toObjectId": 2, "associationTypes": [{"typeId": 206}]}]},
        {"from": {"id": "3"}, "to": [{"toObjectId": "c3", "associationTypes": [{"typeId": 205}]}]},
    ]
    save(tmp_path, "associations.json", {"results": links})
    assert traces(read(tmp_path).log) == dict.fromkeys(("1", "2", "3"), ("Qualified to buy", "Call"))


def test_that_legacy_engagements_are_read(tmp_path: Path):
    _deals(tmp_path, "1")
    one = {
        "engagement": {"id": 5, "type": "INCOMING_EMAIL", "timestamp": 1704448800000, "ownerId": 7},
        "associations": {"dealIds": [1], "contactIds": [3]},
        "metadata": {"subject": "Re: offer"},
    }
    save(tmp_path, "engagements.json", {"results": [one], "hasMore": False, "hs_timestamp": ""})
    log = read(tmp_path).log
    assert traces(log) == {"1": ("Qualified to buy", "Email reply")}
    assert log.timestamp[-1] == 1704448800000000
    assert log.extra[SUBJECT].texts()[-1] == "Re: offer"


def test_that_lifecycle_stages_of_contacts_are_lead_events_of_their_deals(tmp_path: Path):
    _deals(tmp_path, "1", associations={"contacts": {"results": [{"id": "50"}, {"id": "50"}]}})
    versions = [
        revision("opportunity", "2024-01-03T10:00:00Z", "WORKFLOWS"),
        revision("marketingqualifiedlead", "2023-12-01T10:00:00Z"),
    ]

    def contact(identifier: str) -> dict[str, Any]:
        return {"id": identifier, "properties": {}, "propertiesWithHistory": {"lifecyclestage": versions}}

    save(tmp_path, "contacts.json", {"results": [contact("50"), contact("51")]})
    imported = read(tmp_path)
    log = imported.log
    assert log.trace(0) == ("Lead: Marketing qualified lead", "Qualified to buy", "Lead: Opportunity")
    assert log.kind.tolist() == [EventKind.LEAD, EventKind.STAGE, EventKind.LEAD]
    assert imported.summary.robots == ("Workflow",)
    assert "2 of 4 activities belong to no deal: left out." in imported.summary.notes


def test_that_lifecycle_stages_in_a_connectors_tables_are_read(tmp_path: Path):
    write(tmp_path, "deal_stage.csv", "deal_id,date_entered,value\n1,2024-01-01 10:00:00,closedwon\n")
    write(tmp_path, "deal_contact.csv", "contact_id,deal_id\n50,1\n")
    write(
        tmp_path,
        "contact_property_history.csv",
        "contact_id,name,source,timestamp,value\n"
        "50,lifecyclestage,API,2023-12-01 10:00:00,lead\n"
        "50,email,API,2023-12-01 10:00:00,a@b\n"
        "50,lifecyclestage,API,,customer\n",
    )
    imported = read(tmp_path)
    assert traces(imported.log) == {"1": ("Lead: Lead", "Closed won")}
    assert imported.summary.reasons == {"no time": 1}
    assert [
        note for note in imported.summary.notes if note.startswith("1 change of other properties of contacts")
    ]
