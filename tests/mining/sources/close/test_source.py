"""Close: status changes of opportunities become a log."""

import json
from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.case_table import PIPELINE, Outcome
from models.errors import UserError
from models.event_log import DIRECTION, EventKind
from models.quality import Fault
from tests.mining.sources.reading import HOUR, read, traces, write


def _change(number: int, deal: str, old: str, new: str, date: str, **more: object) -> dict:
    kinds = {"Won": "won", "Lost": "lost"}
    return {
        "_type": "OpportunityStatusChange",
        "id": f"acti_{number}",
        "lead_id": "lead_1",
        "opportunity_id": deal,
        "old_status_id": f"stat_{old}",
        "old_status_label": old,
        "old_status_type": kinds.get(old, "active"),
        "new_status_id": f"stat_{new}",
        "new_status_label": new,
        "new_status_type": kinds.get(new, "active"),
        "user_id": "user_1",
        "user_name": "Ann Berg",
        "date_created": date,
        **more,
    }


def _activity(sort: str, date: str, **more: object) -> dict:
    base = {"_type": sort, "id": f"acti_{sort}{date}", "lead_id": "lead_1", "user_id": "user_1"}
    return {**base, "date_created": date, **more}


CHANGES = [
    _change(2, "oppo_1", "Demo", "Won", "2024-01-09T10:00:00.000000+00:00"),
    _change(1, "oppo_1", "Qualify", "Demo", "2024-01-05T10:00:00.000000+00:00"),
    _change(3, "oppo_2", "Qualify", "Lost", "2023-12-01T10:00:00.000000+00:00"),
    _change(4, "oppo_2", "Lost", "Qualify", ""),
]
ACTIVITIES = [
    _activity("Call", "2024-01-03T10:00:00+00:00", direction="outbound", status="completed"),
    _activity("Email", "2024-01-04T10:00:00+00:00", direction="incoming", status="inbox", subject="Hello"),
    _activity("Email", "2024-01-04T11:00:00+00:00", direction="outgoing", status="draft"),
    _activity(
        "Meeting", "2024-01-01T11:00:00+00:00", starts_at="2024-01-06T11:00:00+00:00", status="completed"
    ),
    _activity("LeadStatusChange", "2024-01-02T12:00:00+00:00", new_status_label="Interested"),
    _activity("Note", "2024-01-07T11:00:00+00:00", lead_id="lead_9"),
]
DEALS = {
    "data": [
        {
            "id": "oppo_1",
            "lead_id": "lead_1",
            "lead_name": "Acme",
            "status_id": "stat_Won",
            "status_label": "Won",
            "status_type": "won",
            "pipeline_name": "Sales",
            "user_name": "Ann Berg",
            "value": 50000,
            "value_formatted": "$500",
            "value_period": "one_time",
            "value_currency": "USD",
            "date_created": "2024-01-02T10:00:00+00:00",
        },
        {
            "id": "oppo_2",
            "lead_id": "lead_2",
            "lead_name": "Beta",
            "status_id": "stat_Lost",
            "status_label": "Lost",
            "status_type": "lost",
            "pipeline_name": "Renewals",
            "user_name": "Bo",
            "value": 12345,
            "date_created": "2024-01-02T10:00:00+00:00",
        },
    ],
    "has_more": False,
}


def _files(folder: Path, changes: list[dict] = CHANGES) -> list[Path]:
    return [
        write(folder, "status_changes.json", json.dumps({"data": changes})),
        write(folder, "opportunities.json", json.dumps(DEALS)),
    ]


def test_that_status_changes_are_the_stages_and_the_deal_starts_in_the_first_old_one(tmp_path):
    imported = read(*_files(tmp_path))
    assert imported.summary.source == "close"
    log = imported.log
    assert traces(log) == {"oppo_1": ("Qualify", "Demo", "Won"), "oppo_2": ("Lost",)}
    assert ((log.timestamp[:3] - log.timestamp[0]) // HOUR).tolist() == [0, 72, 168]
    assert log.cases.outcome.tolist() == [Outcome.WON, Outcome.LOST]
    assert log.cases.amount.tolist() == [500.0, 123.45]
    assert log.cases.extra[PIPELINE].texts() == ["Sales", "Renewals"]
    assert imported.summary.reasons == {"no time": 1}


def test_that_changes_before_their_deal_was_created_are_noted_as_written_afterwards(tmp_path):
    summary = read(*_files(tmp_path)).summary
    assert any(note.startswith("1 status change with a time before the deal") for note in summary.notes)
    assert [f.fault for f in summary.findings] == [Fault.CUT_OFF]


def test_that_activities_of_a_lead_belong_to_its_only_deal(tmp_path):
    imported = read(*_files(tmp_path, [*CHANGES, *ACTIVITIES]))
    log = imported.log
    assert traces(log)["oppo_1"] == ("Qualify", "Lead: Interested", "Call", "Email", "Demo", "Meeting", "Won")
    assert log.kind[1:4].tolist() == [EventKind.LEAD, EventKind.ACTIVITY, EventKind.BUYER]
    assert log.extra[DIRECTION].texts()[2:4] == ["out", "in"]
    notes = imported.summary.notes
    assert any("1 activity of type Email" in note and "did not take place" in note for note in notes)
    assert any("of 1 activity belongs to no deal" in note for note in notes)


def test_that_an_activity_of_a_lead_with_several_deals_is_not_given_to_one_by_chance(tmp_path):
    second = {**DEALS["data"][1], "lead_id": "lead_1", "date_created": "2024-01-05T00:00:00+00:00"}
    files = [
        write(tmp_path, "changes.json", json.dumps([*CHANGES, *ACTIVITIES])),
        write(tmp_path, "opportunities.json", json.dumps([DEALS["data"][0], second])),
    ]
    assert traces(read(*files).log)["oppo_1"] == (
        "Qualify",
        "Lead: Interested",
        "Call",
        "Email",
        "Demo",
        "Won",
    )


def test_that_a_renamed_status_has_one_name(tmp_path):
    later = _change(
        5, "oppo_3", "Qualify", "Demo", "2024-02-05T10:00:00+00:00", new_status_label="Presentation"
    )
    pipelines = [
        {"id": "p", "name": "Sales", "statuses": [{"id": "stat_Demo", "label": "Show", "type": "active"}]}
    ]
    file = write(tmp_path, "pipelines.json", json.dumps(pipelines))
    imported = read(*_files(tmp_path, [*CHANGES, later]), file)
    assert traces(imported.log)["oppo_1"] == ("Qualify", "Show", "Won")
    assert traces(imported.log)["oppo_3"] == ("Show",)
    assert any("Demo, Presentation is now Show" in note for note in imported.summary.notes)


def test_that_a_table_of_status_changes_is_read_too(tmp_path):
    rows = "opportunity_id,lead_id,old_status_label,new_status_label,new_status_type,user_name,date_created\n"
    rows += "oppo_1,lead_1,Qualify,Yes!,won,Ann,2024-01-05T10:00:00+00:00\n"
    imported = read(write(tmp_path, "changes.csv", rows))
    assert traces(imported.log) == {"oppo_1": ("Yes!",)}
    assert imported.log.cases.outcome.tolist() == [Outcome.WON]


def test_that_opportunities_inside_exported_leads_are_found_and_alone_refused(tmp_path):
    leads = [{"id": "lead_1", "display_name": "Acme", "opportunities": DEALS["data"], "contacts": []}]
    file = write(tmp_path, "leads.json", json.dumps(leads))
    assert recognise([file]).source == "close"
    with pytest.raises(UserError, match=r"leads.json .* export their status changes too"):
        read(file)
    changes = write(tmp_path, "changes.json", json.dumps(CHANGES))
    assert read(file, changes).log.cases.name == ("Acme", "Beta")
