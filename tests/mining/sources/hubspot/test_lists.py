"""HubSpot's lists of deals: dates of stages in columns, present state only, merged deals, and the real tables."""

from pathlib import Path

import numpy as np
import pytest

from mining.sources.read import recognise
from models.case_table import PIPELINE, Outcome
from models.errors import UserError
from models.quality import Fault
from tests.mining.sources.hubspot.exports import PIPELINES, deal, revision, save
from tests.mining.sources.reading import read, traces, write
from tests.shared import needs_shared, shared


def _micros(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def test_that_columns_of_dates_give_stages_by_time_and_say_what_they_cannot_know(tmp_path: Path):
    text = (
        "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Create Date,"
        '"Date entered ""Demo (Sales)""","Date entered ""Qualify (Sales)""","Date entered ""Closed Won (Sales)"""\n'
        "1,Big,Closed Won,Sales,100,2024-01-01 09:00,2024-01-05 10:00,2024-01-02 10:00,2024-02-01 10:00\n"
        "2,Back,Qualify,Sales,200,2024-01-01 09:00,2024-01-05 10:00,2024-01-09 10:00,\n"
        "3,None,Qualify,Sales,300,2024-01-01 09:00,,,\n"
    )
    path = write(tmp_path, "all-deals.csv", text)
    assert recognise([path]).source == "hubspot"
    imported = read(path)
    cases = imported.log.cases
    assert traces(imported.log) == {"1": ("Qualify", "Demo", "Closed Won"), "2": ("Demo", "Qualify")}
    assert (cases.name, cases.amount.tolist()) == (("Big", "Back"), [100.0, 200.0])
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert cases.created.tolist() == [_micros("2024-01-01T09:00")] * 2
    assert [note for note in imported.summary.notes if "for the last time" in note]
    assert [(f.fault, f.examples) for f in imported.summary.findings] == [(Fault.NO_HISTORY, ("3",))]


def test_that_columns_with_ids_of_stages_are_read_the_newer_of_two(tmp_path: Path):
    text = (
        "dealId,hs_date_entered_101,hs_v2_date_entered_101,hs_v2_date_entered_closedwon_48291,"
        "hs_v2_date_entered_current_stage,hs_v2_date_exited_101\n"
        "1,2024-01-01T10:00:00Z,2024-01-02T10:00:00Z,2024-01-03T10:00:00Z,2024-01-03T10:00:00Z,2024-01-03T10:00:00Z\n"
    )
    write(tmp_path, "deals.csv", text)
    save(tmp_path, "pipelines.json", PIPELINES)
    log = read(tmp_path).log
    assert traces(log) == {"1": ("Qualify", "Closed won")}
    assert log.timestamp.tolist() == [_micros("2024-01-02T10:00"), _micros("2024-01-03T10:00")]


def test_that_dates_of_stages_in_json_are_read(tmp_path: Path):
    properties = {
        "dealname": "x",
        "dealstage": "102",
        "hs_v2_date_entered_101": "2024-01-02T10:00:00Z",
        "hs_v2_date_entered_102": "2024-01-05T10:00:00.500Z",
        "hs_v2_date_entered_103": None,
    }
    save(tmp_path, "deals.json", {"results": [{"id": "1", "properties": properties}]})
    save(tmp_path, "pipelines.json", PIPELINES)
    log = read(tmp_path).log
    assert traces(log) == {"1": ("Qualify", "Signed")}
    assert log.cases.extra[PIPELINE].texts() == ["New business"]


def test_that_a_list_of_the_present_state_is_refused_with_what_to_export(tmp_path: Path):
    text = (
        "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date\n1,Big,Closed Won,Sales,100,2024-02-01\n"
    )
    path = write(tmp_path, "all-deals.csv", text)
    assert recognise([path]).source == "hubspot"
    with pytest.raises(UserError, match=r"all-deals.csv has only the present stage.*Settings, Properties"):
        read(path)


def test_that_a_list_completes_a_history_and_counts_deals_without_one(tmp_path: Path):
    write(
        tmp_path,
        "list.csv",
        "Record ID,Deal Name,Deal Stage,Deal owner\n1,Big,Closed Won,Ann Lee\n2,New,Qualify,Bo Ray\n",
    )
    write(
        tmp_path,
        "history.csv",
        "Record ID,Property,Value,Update time\n1,Deal Stage,Closed Won,2024-02-01 10:00\n",
    )
    imported = read(tmp_path)
    assert traces(imported.log) == {"1": ("Closed Won",)}
    assert imported.log.cases.owner.texts() == ["Ann Lee"]
    assert [(f.fault, f.count) for f in imported.summary.findings] == [(Fault.NO_HISTORY, 1)]


def test_that_a_merged_deal_is_one_with_its_survivor(tmp_path: Path):
    merged = deal(
        "2",
        revision("closedwon", "2024-03-05T10:00:00Z"),
        properties={"hs_merged_object_ids": "1;7"},
    )
    gone = {**deal("1", revision("qualifiedtobuy", "2024-03-01T10:00:00Z")), "archived": True}
    imported = read(save(tmp_path, "d.json", [merged, gone]))
    assert traces(imported.log) == {"2": ("Qualified to buy", "Closed won")}
    assert [(f.fault, f.examples) for f in imported.summary.findings] == [(Fault.MERGED, ("1",))]
    assert imported.summary.quarantined == ()


def test_that_what_the_list_says_of_the_end_counts(tmp_path: Path):
    one = deal(
        "1",
        revision("48291", "2024-03-05T10:00:00Z"),
        properties={"hs_is_closed": "true", "hs_is_closed_won": "false"},
    )
    two = deal(
        "2",
        revision("48291", "2024-03-05T10:00:00Z"),
        properties={"hs_is_closed": "true", "hs_is_closed_won": "true"},
    )
    three = deal(
        "3",
        revision("48291", "2024-03-05T10:00:00Z"),
        properties={"hs_is_closed": "false", "hs_is_closed_won": "false"},
    )
    log = read(save(tmp_path, "d.json", [one, two, three])).log
    assert log.cases.outcome.tolist() == [Outcome.LOST, Outcome.WON, Outcome.OPEN]


def test_that_a_history_with_old_values_is_another_crms(tmp_path: Path):
    text = "Record Id,Field,Old Value,New Value,Date\n1,Stage,A,B,2024-01-01 10:00\n1,Stage,B,C,2024-01-02 10:00\n"
    assert recognise([write(tmp_path, "audit.csv", text)]).source != "hubspot"


@needs_shared
def test_that_the_real_tables_are_read_and_every_broken_join_counted():
    imported = read(shared("data/fivetran_dbt_hubspot_seeds"))
    log, summary = imported.log, imported.summary
    assert summary.source == "hubspot"
    assert (log.n_cases, log.n_events) == (14, 14)
    assert log.activity.labels == (
        "f66ca9bc5a02c2f1513ce83f0a0e117d",
        "09a969da1d61b38bd3746f0f49c1475a",
        "6e81db225a3757a3fc20cc9b1b3d9e1b",
    )
    first = log.cases.ids.index("3954699413")
    assert log.timestamp[log.case_start[first]] == _micros("2021-01-07T06:49:18")
    assert summary.rows == 471
    assert summary.reasons == {"year in column start_time is not between 1990 and 2031": 7}
    findings = {(finding.fault, finding.count) for finding in summary.findings}
    assert findings == {(Fault.NO_HISTORY, 44), (Fault.BROKEN_JOINS, 1)}
    for start in (
        "98 of 98 activities belong to no deal",
        "3 stages (",
        "100 changes in deal_property_history_data.csv of other properties",
        "deal_property_history_data.csv has no changes of the stage",
    ):
        assert [note for note in summary.notes if note.startswith(start)], start


def test_that_one_column_of_dates_tells_how_the_others_are_written(tmp_path: Path):
    heads = 'Record ID,Deal Name,"Date entered ""Offer (New) (Sales)""","Date entered ""Closed Won (Sales)"""'
    path = write(tmp_path, "deals.csv", f"{heads}\n1,x,05/02/2024 10:00,13/02/2024 11:00\n")
    log = read(path).log
    assert traces(log) == {"1": ("Offer (New)", "Closed Won")}
    assert log.timestamp.tolist() == [_micros("2024-02-05T10:00"), _micros("2024-02-13T11:00")]
    unclear = write(tmp_path, "unclear.csv", f"{heads}\n1,x,05/02/2024 10:00,06/02/2024 11:00\n")
    with pytest.raises(UserError, match="day or the month first"):
        read(unclear)


def test_that_labels_in_a_history_are_known_stages_of_the_pipelines(tmp_path: Path):
    save(tmp_path, "pipelines.json", PIPELINES)
    text = "Record ID,Property,Value,Update time\n1,Deal Stage,Gone,2024-02-01 10:00\n"
    write(tmp_path, "history.csv", text)
    imported = read(tmp_path)
    assert imported.log.cases.outcome.tolist() == [Outcome.LOST]
    assert not [note for note in imported.summary.notes if "not among the stages" in note]


def test_that_a_list_without_rows_is_not_said_to_lack_columns(tmp_path: Path):
    text = 'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Create Date,"Date entered ""Demo (Sales)"""\n'
    with pytest.raises(UserError, match=r"^deals\.csv has a header but no rows"):
        read(write(tmp_path, "deals.csv", text))
