"""Odoo: tracked values and messages become a log."""

import json
from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.case_table import Outcome
from models.errors import UserError
from models.event_log import DIRECTION, EventKind
from models.quality import Fault
from tests.mining.sources.reading import HOUR, changes, read, traces, write

STAGE, ACTIVE, REASON, TYPE, USER, MONEY = (
    [1, "Stage (crm.lead)"],
    [2, "Active (crm.lead)"],
    [3, "Lost Reason (crm.lead)"],
    [4, "Type (crm.lead)"],
    [5, "Salesperson (crm.lead)"],
    [6, "Expected Revenue (crm.lead)"],
)


def _value(
    message: int, field: list[object], old: object = False, new: object = False, **more: object
) -> dict:
    return {
        "id": message * 10 + int(str(field[0])),
        "field_id": field,
        "old_value_char": old,
        "new_value_char": new,
        "mail_message_id": [message, "x"],
        **more,
    }


def _message(number: int, lead: int, date: str, kind: str = "notification", **more: object) -> dict:
    author = [9, "Ann Berg"]
    base = {"id": number, "model": "crm.lead", "res_id": lead, "date": date, "message_type": kind}
    return {**base, "author_id": author, "subtype_id": [1, "Discussions"], **more}


VALUES = [
    _value(1, STAGE, "New", "Qualified"),
    _value(2, STAGE, "Qualified", "Won"),
    _value(3, ACTIVE, old_value_integer=1, new_value_integer=0),
    _value(3, REASON, False, "Too expensive"),
    _value(4, ACTIVE, old_value_integer=0, new_value_integer=1),
    _value(5, TYPE, "Lead", "Opportunity"),
    _value(1, MONEY, old_value_float=100.0, new_value_float=250.0),
    _value(6, STAGE, "New", "Qualified"),
    _value(7, ACTIVE, old_value_integer=1, new_value_integer=0),
    _value(99, STAGE, "New", "Qualified"),
]
MESSAGES = [
    _message(1, 11, "2024-01-05 10:00:00"),
    _message(2, 11, "2024-01-09 10:00:00"),
    _message(3, 12, "2024-01-06 10:00:00"),
    _message(4, 12, "2024-01-07 10:00:00"),
    _message(5, 11, "2024-01-04 10:00:00"),
    _message(6, 13, "2024-01-05 10:00:00", author_id=[2, "OdooBot"]),
    _message(7, 13, "2024-01-08 10:00:00"),
    _message(20, 11, "2024-01-06 10:00:00", "email", author_id=[50, "Buyer"], subject="Re: offer"),
    _message(21, 11, "2024-01-06 12:00:00", "email"),
    _message(22, 11, "2024-01-07 10:00:00", "comment", mail_activity_type_id=[3, "Call"]),
    _message(23, 11, "2024-01-07 11:00:00", "comment", subtype_id=[2, "Note"]),
    {**_message(24, 11, "2024-01-07 12:00:00", "comment"), "model": "sale.order"},
]


def _lead(number: int, stage: str, active: bool, probability: float, **more: object) -> dict:
    return {
        "id": number,
        "name": f"Deal {number}",
        "type": "opportunity",
        "stage_id": [1, stage],
        "user_id": [7, "Ann Berg"],
        "team_id": [1, "Sales"],
        "active": active,
        "probability": probability,
        "expected_revenue": 250.0,
        "lost_reason_id": False,
        "date_closed": False,
        "date_last_stage_update": "2024-01-09 10:00:00",
        "create_date": "2024-01-02 08:00:00",
        **more,
    }


LEADS = [
    _lead(11, "Won", True, 100.0, date_closed="2024-01-09 10:00:00"),
    _lead(12, "Proposal", True, 40.0),
    _lead(13, "Qualified", False, 35.5),
    _lead(14, "New", True, 10.0, create_date="2024-01-08 08:00:00"),
]


def _files(folder: Path) -> list[Path]:
    return [
        write(folder, "mail_tracking_value.json", json.dumps(VALUES)),
        write(folder, "mail_message.json", json.dumps(MESSAGES)),
        write(folder, "crm_lead.json", json.dumps(LEADS)),
    ]


def test_that_tracked_values_and_messages_give_the_stages_and_the_leads_the_first_one(tmp_path):
    imported = read(*_files(tmp_path))
    assert imported.summary.source == "odoo"
    log = imported.log.of_kind(EventKind.STAGE)
    assert traces(log) == {
        "11": ("New", "Qualified", "Won"),
        "12": ("Proposal", "Lost", "Proposal"),
        "13": ("New", "Qualified"),
        "14": ("New",),
    }
    assert ((log.timestamp[:3] - log.timestamp[0]) // HOUR).tolist() == [0, 74, 170]
    cases = log.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN, Outcome.OPEN, Outcome.OPEN]
    assert cases.owner.texts() == ["Ann Berg"] * 4
    assert cases.extra["Amount changes"].texts() == ["1", "0", "0", "0"]
    assert changes(log) == {"11": [("Amount", "100", "250", "Ann Berg")]}


def test_that_archiving_without_a_reason_is_no_loss(tmp_path):
    notes = read(*_files(tmp_path)).summary.notes
    assert any(note.startswith("1 time a deal was archived without a reason") for note in notes)


def test_that_messages_are_activities_and_what_buyers_write_is_a_signal(tmp_path):
    imported = read(*_files(tmp_path))
    log, n = imported.log, 8
    assert traces(log)["11"] == (
        "New",
        "Lead converted",
        "Qualified",
        "Email",
        "Email",
        "Call",
        "Note",
        "Won",
    )
    lead, act, stage, buyer = EventKind.LEAD, EventKind.ACTIVITY, EventKind.STAGE, EventKind.BUYER
    assert log.kind[:n].tolist() == [stage, lead, stage, buyer, act, act, act, stage]
    assert log.extra[DIRECTION].texts()[3:5] == ["in", "out"]
    assert imported.summary.robots == ("OdooBot",)


def test_that_a_value_without_its_message_is_set_aside(tmp_path):
    assert read(*_files(tmp_path)).summary.reasons == {"no id of the deal": 1}


FLAT = """mail_message_id/date,mail_message_id/res_id,mail_message_id/model,mail_message_id/author_id,field_id,\
old_value_char,new_value_char
2024-01-05 10:00:00,11,crm.lead,Ann,Stage (crm.lead),New,Qualified
2024-01-09 10:00:00,11,crm.lead,Ann,Stage (crm.lead),Qualified,Won
2024-01-09 10:00:00,11,sale.order,Ann,Status (sale.order),a,b
"""


def test_that_values_exported_with_their_message_need_no_other_file_and_are_by_the_users_clock(tmp_path):
    file = write(tmp_path, "values.csv", FLAT)
    imported = read(file, timezone="Europe/Berlin")
    assert traces(imported.log) == {"11": ("Qualified", "Won")}
    assert imported.log.timestamp[0] == read(file).log.timestamp[0] - HOUR
    assert [f.fault for f in imported.summary.findings] == [Fault.CUT_OFF]
    assert any("1 row of values.csv about other records" in note for note in imported.summary.notes)


def test_that_a_list_exported_by_a_user_joins_by_the_number_in_its_ids(tmp_path):
    leads = "id,Opportunity,Stage,Salesperson,Sales Team,Created on,Expected Revenue\n"
    leads += "__export__.crm_lead_11_1a2b3c4d,Big,Won,Ann,Sales,2024-01-02 08:00:00,250\n"
    imported = read(write(tmp_path, "values.csv", FLAT), write(tmp_path, "leads.csv", leads))
    assert traces(imported.log) == {"11": ("New", "Qualified", "Won")}
    assert imported.log.cases.name == ("Big",)


def test_that_fields_known_by_number_only_are_told_by_their_values_or_refused(tmp_path):
    flat = FLAT.replace("Stage (crm.lead)", "517").replace("Status (sale.order)", "9")
    file = write(tmp_path, "values.csv", flat)
    with pytest.raises(UserError, match="no change of the stage"):
        read(file)
    stages = write(tmp_path, "stages.csv", "id,name,is_won\n1,New,False\n2,Qualified,False\n3,Won,True\n")
    assert traces(read(file, stages).log) == {"11": ("Qualified", "Won")}


def test_that_a_renamed_stage_keeps_its_name_of_the_time_and_is_reported(tmp_path):
    stages = write(tmp_path, "stages.csv", "id,name,is_won\n1,New,False\n2,Good fit,False\n3,Won,True\n")
    notes = read(write(tmp_path, "values.csv", FLAT), stages).summary.notes
    assert any("not among today's stages: Qualified" in note for note in notes)


def test_that_leads_alone_are_refused_with_what_to_export(tmp_path):
    file = write(tmp_path, "crm_lead.json", json.dumps(LEADS))
    assert recognise([file]).source == "odoo"
    with pytest.raises(UserError, match=r"crm_lead.json .* export mail.tracking.value"):
        read(file)


def test_that_false_is_an_empty_date_in_the_api(tmp_path):
    leads = [_lead(11, "Won", True, 100.0, date_closed="2024-01-09 11:00:00"), _lead(12, "New", True, 10.0)]
    contents = {"values": VALUES, "messages": MESSAGES, "leads": leads}
    imported = read(*(write(tmp_path, f"{name}.json", json.dumps(rows)) for name, rows in contents.items()))
    closed = dict(zip(imported.log.cases.ids, imported.log.cases.closed.tolist(), strict=True))
    assert closed["11"] == 1_704_798_000_000_000
    assert not any("date format" in note for note in imported.summary.notes)


def test_that_deadlines_and_salespeople_are_in_the_history(tmp_path):
    deadline, person = [60, "date_deadline"], [61, "user_id"]
    more = [
        _value(
            1, deadline, old_value_datetime="2024-02-01 00:00:00", new_value_datetime="2024-03-01 00:00:00"
        ),
        _value(2, person, "Bo Lund", "Ann Berg"),
    ]
    write(tmp_path, "mail_tracking_value.json", json.dumps([*VALUES, *more]))
    write(tmp_path, "mail_message.json", json.dumps(MESSAGES))
    found = changes(read(*_files_beside(tmp_path)).log)["11"]
    assert [change[:3] for change in found] == [
        ("Amount", "100", "250"),
        ("Close date", "2024-02-01", "2024-03-01"),
        ("Owner", "Bo Lund", "Ann Berg"),
    ]


def _files_beside(folder: Path) -> list[Path]:
    names = ("mail_tracking_value.json", "mail_message.json")
    return [*(folder / name for name in names), write(folder, "crm_lead.json", json.dumps(LEADS))]
