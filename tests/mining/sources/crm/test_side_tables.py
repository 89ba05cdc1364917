"""Lists of a CRM that stand alone are refused by name; a log of somebody's own with such columns is still read."""

from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.errors import UserError
from tests.mining.sources.reading import read, traces, write

SIDES = {
    "pipedrive": {
        "activity.csv": "activity_id,type,assigned_to_user,deal_id,done,due_to\n1,call,5,7,True,2024-01-05 09:00:00\n",
        "stages.csv": "id,name,pipeline_id,order_nr\n1,Qualify,1,1\n2,Demo,1,2\n",
        "users.csv": "id,name,email,icon_url\n5,Ann,ann@x.test,\n",
        "fields.csv": "id,field_key,name,field_value_options\n1,stage_id,Stage,\n",
        "activity_types.csv": "id,name,type,active\n1,Call,call,Yes\n",
        "activities.json": '{"success": true, "data": [{"id": 1, "deal_id": 7, "marked_as_done_time": null}]}',
    },
    "hubspot": {
        "merged_deal.csv": "deal_id,merged_deal_id,_fivetran_synced\n1,2,2024-01-05 09:00:00\n",
        "contact.csv": "id,_fivetran_synced,property_email,property_company\n1,2024-01-05 09:00:00,a@x.test,X\n",
        "engagement_call.csv": "engagement_id,property_hs_timestamp,type\n1,2024-01-05 09:00:00,CALL\n",
        "calls.json": '{"results": [{"id": "1", "properties": {"hs_timestamp": "2024-01-05T09:00:00Z"}}]}',
    },
    "salesforce": {
        "Lead.csv": "Id,Status,IsConverted,ConvertedOpportunityId,CreatedDate\n1,Open,false,,2024-01-05T09:00:00Z\n",
        "Task.csv": "Id,WhatId,OwnerId,Subject,Status,CreatedDate\n1,2,3,Call,Done,2024-01-05T09:00:00Z\n",
        "Account.csv": "Id,IsDeleted,Name,SystemModstamp\n1,false,X,2024-01-05T09:00:00Z\n",
        "leads.json": '{"records": [{"attributes": {"type": "Lead"}, "Id": "1", "Status": "Open"}]}',
    },
}

_MORE = {
    "zoho": ("Leads.csv", "Record Id,Lead Status,Created Time,Converted Deal\n1,New,2024-01-05 09:00:00,\n"),
    "odoo": ("messages.csv", "id,model,res_id,date,message_type\n1,crm.lead,7,2024-01-05 09:00:00,email\n"),
    "suitecrm": ("leads.csv", "id,status,converted,date_entered\n1,New,0,2024-01-05 09:00:00\n"),
    "dynamics": ("leads.csv", "leadid,statecode,createdon,status,date\n1,0,2024-01-05,New,2024-01-05\n"),
}


@pytest.mark.parametrize("source", _MORE)
def test_that_leads_or_messages_alone_are_no_log_and_not_called_deals(tmp_path: Path, source: str) -> None:
    path = write(tmp_path, *_MORE[source])
    assert recognise([path]).source == source
    with pytest.raises(UserError, match="without the history of deals; export"):
        read(path)


@pytest.mark.parametrize(("source", "name"), [(source, name) for source in SIDES for name in SIDES[source]])
def test_that_a_list_alone_is_refused_by_its_crm_with_what_to_put_beside_it(
    tmp_path: Path, source: str, name: str
) -> None:
    path = write(tmp_path, name, SIDES[source][name])
    assert recognise([path]).source == source
    with pytest.raises(UserError) as refused:
        read(path)
    text = str(refused.value)
    assert text.startswith(name)
    assert "history of" in text
    assert any(word in text for word in ("changelog", "OpportunityHistory", "property history of Deal stage"))


@pytest.mark.parametrize("source", SIDES)
def test_that_all_lists_of_a_crm_together_are_refused_by_it(tmp_path: Path, source: str) -> None:
    for name, text in SIDES[source].items():
        write(tmp_path, name, text)
    assert recognise([tmp_path]).source == source
    with pytest.raises(UserError, match="without the history of deals"):
        read(tmp_path)


@pytest.mark.parametrize(
    "header",
    [
        "id,name,email,status,changed_at",
        "deal_id,type,done,due_date,assigned_to_user,stage,changed_at",
        "stage_id,stage_name,order_nr,deal_id,changed_at",
        "id,is_deleted,system_modstamp,status,changed_at",
        "id,owner_id,subject,what_id,status,changed_at",
        "deal_id,merged_deal_id,_fivetran_synced,stage,changed_at",
    ],
)
def test_that_a_log_of_somebodys_own_is_read_whatever_its_columns_are_called(
    tmp_path: Path, header: str
) -> None:
    names = header.split(",")
    steps = (
        ("7", "New", "2024-01-05 09:00"),
        ("7", "Won", "2024-01-06 09:00"),
        ("8", "New", "2024-01-07 09:00"),
    )
    rows = []
    for deal, stage, time in steps:
        cells = dict.fromkeys(names, "x")
        cells["deal_id" if "deal_id" in names else "id"] = deal
        cells[next(name for name in ("stage_name", "stage", "status") if name in names)] = stage
        cells["changed_at"] = time
        rows.append(",".join(cells.values()))
    imported = read(write(tmp_path, "log.csv", "\n".join((header, *rows)) + "\n"))
    assert imported.summary.source == "table"
    assert traces(imported.log) == {"7": ("New", "Won"), "8": ("New",)}


@pytest.mark.parametrize(
    "text",
    [
        "id,name,email,modified\n1,Ann,a@x.test,2024-01-05 09:00\n",
        "stage_id,stage_name,kunde,wann\n1,New,A,2024-01-05 09:00\n1,New,A,2024-01-05 09:00\n",
        "id,name\n1,Sales\n",
        "engagement_id,status,day\n1,New,2024-01-05\n1,Done,2024-01-06\n",
    ],
)
def test_that_a_list_that_may_be_anybodys_keeps_the_question_for_its_columns(
    tmp_path: Path, text: str
) -> None:
    path = write(tmp_path, "users.csv", text)
    assert recognise([path]).source == "table"
    with pytest.raises(UserError, match="--map"):
        read(path)


def test_that_a_list_beside_files_of_another_kind_is_not_claimed(tmp_path: Path) -> None:
    write(tmp_path, "Lead.csv", SIDES["salesforce"]["Lead.csv"])
    log = "case_id,activity,timestamp\n1,A,2024-01-05 09:00\n1,B,2024-01-06 09:00\n"
    write(tmp_path, "log.csv", log)
    imported = read(tmp_path)
    assert traces(imported.log) == {"1": ("A", "B")}
    assert any(note == "Not used: Lead.csv." for note in imported.summary.notes)
