"""Activities, notes and e-mails of Pipedrive's deals."""

from pathlib import Path

import numpy as np

from models.event_log import DIRECTION, SUBJECT, EventKind
from tests.mining.sources.pipedrive.exports import USERS, change, flow, page, save
from tests.mining.sources.reading import read, write

MOVED = {"id": 1, "item_id": 17, "field_key": "stage_id", "old_value": "1", "new_value": "2"}


def _micros(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def _activity(identifier: int, **more: object) -> dict[str, object]:
    known = {"id": identifier, "deal_id": 17, "type": "call", "done": True, "user_id": 26, "subject": "Ring"}
    times = {"due_date": "2024-02-14", "due_time": "10:30", "marked_as_done_time": None}
    return {**known, **times, **more}


def test_that_done_activities_are_events_and_plans_are_not(tmp_path: Path):
    activities = page(
        _activity(1),
        _activity(2, type="lunch", due_time="", marked_as_done_time="2024-02-16 12:00:00"),
        _activity(3, done=False),
        _activity(4, deal_id=None),
        _activity(5, deal_id=99),
        _activity(1),
    )
    save(tmp_path, "activities.json", activities)
    save(tmp_path, "users.json", USERS)
    save(tmp_path, "log.json", page(change("stage_id", None, "2", "2024-02-12 09:00:00"), deal_id=17))
    imported = read(tmp_path)
    log = imported.log
    assert log.trace(0) == ("2", "Call", "Lunch")
    assert log.timestamp.tolist()[1:] == [_micros("2024-02-14T10:30"), _micros("2024-02-16T12:00")]
    assert log.extra[SUBJECT].texts() == ["", "Ring", "Ring"]
    assert log.resource.texts()[1] == "Ann Lee"
    assert imported.summary.reasons == {"the same activity came before (equal id)": 1}
    (note,) = [
        note for note in imported.summary.notes if note.startswith("4 of 6 activities in activities.json")
    ]
    assert "1 (1 of these deals) are not done" in note
    assert [f.count for f in imported.summary.findings if f.fault == "broken_joins"] == [1]


def test_that_mails_of_a_flow_go_the_way_their_sender_says(tmp_path: Path):
    def mail(identifier: int, sender: dict[str, object], **more: object) -> dict[str, object]:
        data = {"id": identifier, "from": [sender], "subject": "Offer", "user_id": 26, **more}
        return flow("mailMessage", {"message_time": f"2024-02-1{identifier}T10:00:00.000Z", **data})

    items = page(
        flow("dealChange", {**MOVED, "log_time": "2024-02-10 09:00:00"}),
        mail(1, {"email_address": "ANN@x.example"}),
        mail(2, {"email_address": "buyer@y.example", "linked_person_id": 5}),
        mail(3, {"email_address": "who@z.example"}),
        mail(4, {"email_address": "a@b.example"}, sent_flag=1),
        mail(5, {"email_address": "ann@x.example"}, draft_flag=1),
        flow(
            "note", {"id": 9, "deal_id": 17, "add_time": "2024-02-17 10:00:00", "content": "x", "user_id": 26}
        ),
        flow("activity", _activity(8, due_date="2024-02-18", type="sc_2")),
    )
    save(tmp_path, "deal_17_flow.json", items)
    save(tmp_path, "users.json", USERS)
    log = read(tmp_path).log
    assert log.trace(0) == ("2", "Email", "Email reply", "Email", "Email", "Note", "Sc 2")
    assert log.extra[DIRECTION].texts() == ["", "out", "in", "", "out", "", ""]
    kinds = [EventKind.STAGE, EventKind.ACTIVITY, EventKind.BUYER, *[EventKind.ACTIVITY] * 4]
    assert log.kind.tolist() == kinds


def test_that_kinds_of_activities_have_the_names_of_their_table(tmp_path: Path):
    write(tmp_path, "changes.csv", "deal_id,field_key,new_value,time\n5,stage_id,2,2024-02-12 09:14:35\n")
    write(tmp_path, "activity_types.csv", "id,name,active,type\n1,Site visit,Yes,visit\n")
    header = "activity_id,type,assigned_to_user,deal_id,done,due_to"
    write(tmp_path, "activity.csv", f"{header}\n1,visit,3,5,True,2024-02-13T10:00:00\n")
    assert read(tmp_path).log.trace(0) == ("2", "Site visit")
