"""Copper: the activity log becomes a log."""

import json
from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.case_table import PIPELINE, Outcome
from models.errors import UserError
from models.event_log import EventKind
from tests.mining.sources.reading import HOUR, changes, read, traces, write

START = 1_704_189_600  # 2 January 2024, 10:00 UTC


def _activity(
    day: int, sort: str, number: int, old: object = None, new: object = None, **more: object
) -> dict:
    return {
        "id": day * 100 + number,
        "parent": {"id": 11, "type": "opportunity"},
        "type": {"id": number, "category": sort},
        "user_id": 1,
        "details": None,
        "activity_date": START + day * 86_400,
        "old_value": old,
        "new_value": new,
        **more,
    }


FIRST, SECOND = {"id": 201, "name": "Qualified"}, {"id": 202, "name": "Demo"}
ACTIVITIES = [
    _activity(3, "system", 3, FIRST, SECOND),
    _activity(7, "system", 1, {"status": "Open"}, {"status": "Won"}),
    _activity(2, "system", 1, {"monetary_value": 100}, {"monetary_value": 200}),
    _activity(1, "user", 0, details="A note"),
    _activity(2, "user", 190711),
    _activity(4, "system", 1, "a", "b"),
    _activity(4, "user", 0, parent={"id": 5, "type": "person"}),
    _activity(5, "system", 3, 201, 202, parent={"id": 12, "type": "opportunity"}),
    _activity(5, "system", 3, 201, None, parent={"id": 12, "type": "opportunity"}),
]
DEALS = [
    {
        "id": 11,
        "name": "Acme",
        "assignee_id": 1,
        "close_date": "12/31/2024",
        "pipeline_id": 9,
        "pipeline_stage_id": 202,
        "status": "Won",
        "monetary_value": 200,
        "date_created": START,
        "date_modified": START,
    },
    {
        "id": 12,
        "name": "Beta",
        "assignee_id": 2,
        "close_date": "12/31/2024",
        "pipeline_id": 9,
        "pipeline_stage_id": 202,
        "status": "Abandoned",
        "monetary_value": 50,
        "date_created": START,
        "date_modified": START,
    },
]
PIPELINES = [{"id": 9, "name": "Sales", "stages": [FIRST, {"id": 202, "name": "Demo"}]}]
USERS = [{"id": 1, "name": "Ann Berg", "email": "ann@x"}, {"id": 2, "name": "Bo Lund", "email": "bo@x"}]
TYPES = {"user": [{"id": 190711, "category": "user", "name": "Phone Call", "is_disabled": False}]}


def _all(folder: Path) -> list[Path]:
    contents = {"activities": ACTIVITIES, "opportunities": DEALS, "pipelines": PIPELINES, "users": USERS}
    files = [write(folder, f"{name}.json", json.dumps(content)) for name, content in contents.items()]
    return [*files, write(folder, "activity_types.json", json.dumps(TYPES["user"]))]


def test_that_stage_changes_and_the_status_give_the_stages_in_seconds_since_1970(tmp_path):
    imported = read(*_all(tmp_path))
    assert imported.summary.source == "copper"
    log = imported.log.of_kind(EventKind.STAGE)
    assert traces(log) == {"11": ("Qualified", "Demo", "Won"), "12": ("Qualified", "Demo")}
    assert log.timestamp[0] == START * 1_000_000
    assert ((log.timestamp[:3] - log.timestamp[0]) // HOUR).tolist() == [0, 72, 168]
    cases = log.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.LOST]
    assert cases.owner.texts() == ["Ann Berg", "Bo Lund"]
    assert cases.amount.tolist() == [200.0, 50.0]
    assert cases.extra[PIPELINE].texts() == ["Sales", "Sales"]
    assert cases.extra["Amount changes"].texts() == ["1", "0"]
    assert changes(log) == {"11": [("Amount", "100", "200", "Ann Berg")]}
    assert imported.summary.reasons == {"no new stage": 1}


def test_that_what_users_entered_is_an_activity(tmp_path):
    imported = read(*_all(tmp_path))
    assert traces(imported.log)["11"] == ("Qualified", "Note", "Call", "Demo", "Won")
    assert imported.log.resource.texts()[1] == "Ann Berg"
    notes = imported.summary.notes
    assert any("1 row of activities.json about other records" in note for note in notes)
    assert any("1 change in activities.json without the property" in note for note in notes)
    assert any("Abandoned counted as lost" in note for note in notes)


def test_that_the_activity_log_alone_is_enough(tmp_path):
    imported = read(write(tmp_path, "activities.json", json.dumps(ACTIVITIES)))
    assert traces(imported.log.of_kind(EventKind.STAGE)) == {"11": ("Demo", "Won"), "12": ("202",)}


def test_that_a_table_of_activities_is_read_too(tmp_path):
    text = (
        "id,parent.id,parent.type,type.id,type.category,user_id,activity_date,old_value.name,new_value.name\n"
    )
    text += f"1,11,opportunity,3,system,1,{START},Qualified,Demo\n2,11,opportunity,0,user,1,{START + 60},,\n"
    imported = read(write(tmp_path, "activities.csv", text))
    assert traces(imported.log) == {"11": ("Demo", "Note")}


def test_that_opportunities_alone_are_refused_with_what_to_export(tmp_path):
    file = write(tmp_path, "opportunities.json", json.dumps(DEALS))
    assert recognise([file]).source == "copper"
    with pytest.raises(UserError, match=r"opportunities.json .* export their activities too"):
        read(file)


def test_that_close_dates_have_the_month_first_and_owners_their_names(tmp_path):
    more = [
        _activity(4, "system", 1, {"close_date": "03/04/2024"}, {"close_date": "05/06/2024"}),
        _activity(5, "system", 1, {"assignee_id": 2}, {"assignee_id": 1}),
    ]
    contents = {"activities": [*ACTIVITIES, *more], "opportunities": DEALS, "users": USERS}
    files = [write(tmp_path, f"{name}.json", json.dumps(content)) for name, content in contents.items()]
    assert changes(read(*files).log)["11"] == [
        ("Amount", "100", "200", "Ann Berg"),
        ("Close date", "2024-03-04", "2024-05-06", "Ann Berg"),
        ("Owner", "Bo Lund", "Ann Berg", "Ann Berg"),
    ]
