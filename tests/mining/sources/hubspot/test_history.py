"""HubSpot's property history: v3 and v1 JSON, the exported table, robots, bulk edits and the cap of 20 revisions."""

import json
from pathlib import Path

import numpy as np
import pytest

from mining.sources.read import recognise
from models.case_table import PIPELINE, Outcome
from models.errors import UserError
from models.event_log import BULK_EDIT, ROLE
from models.quality import Fault
from tests.mining.sources.hubspot.exports import OWNERS, PIPELINES, deal, revision, save
from tests.mining.sources.reading import changes, read, traces, write


def _micros(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def test_that_v3_json_gives_the_stages_oldest_first_with_their_labels(tmp_path: Path):
    document = {
        "results": [
            deal(
                "1",
                revision("closedwon", "2024-03-05T10:00:00.250Z"),
                revision("qualifiedtobuy", "2024-02-01T10:00:00Z"),
                revision("appointmentscheduled", "2024-01-01T09:00:00.000Z"),
            )
        ]
    }
    imported = read(save(tmp_path, "deals.json", document))
    assert imported.summary.source == "hubspot"
    assert traces(imported.log) == {"1": ("Appointment scheduled", "Qualified to buy", "Closed won")}
    assert imported.log.timestamp.tolist() == [
        _micros("2024-01-01T09:00:00"),
        _micros("2024-02-01T10:00:00"),
        _micros("2024-03-05T10:00:00.250"),
    ]
    assert imported.log.cases.outcome.tolist() == [Outcome.WON]
    assert imported.log.cases.closed.tolist() == [_micros("2024-03-05T10:00:00.250")]


@pytest.mark.parametrize(
    "shape", ["pages in a list", "JSON lines of pages", "JSON lines of deals", "two files"]
)
def test_that_pages_come_together_whatever_holds_them(tmp_path: Path, shape: str):
    deals = [deal(str(n), revision("closedlost", "2024-03-05T10:00:00Z")) for n in (1, 2)]
    pages = [{"results": [one], "paging": {"next": {"after": "1"}}} for one in deals]
    if shape == "two files":
        paths = [save(tmp_path, f"page{n}.json", page) for n, page in enumerate(pages)]
    elif shape == "pages in a list":
        paths = [save(tmp_path, "deals.json", pages)]
    else:
        lines = pages if shape == "JSON lines of pages" else deals
        paths = [save(tmp_path, "deals.jsonl", "\n".join(map(json.dumps, lines)))]
    assert traces(read(*paths).log) == {"1": ("Closed lost",), "2": ("Closed lost",)}


def test_that_pipelines_and_owners_give_names_outcomes_and_teams(tmp_path: Path):
    one = deal(
        "1",
        revision("102", "2024-03-05T10:00:00Z", sourceId="userId:80"),
        revision("101", "2024-02-05T10:00:00Z", updatedByUserId=70),
        properties={"dealname": "Big one", "amount": "1200.50", "hubspot_owner_id": "7", "pipeline": "p1"},
    )
    save(tmp_path, "deals.json", [one])
    save(tmp_path, "pipelines.json", PIPELINES)
    save(tmp_path, "owners.json", OWNERS)
    imported = read(tmp_path)
    cases = imported.log.cases
    assert traces(imported.log) == {"1": ("Qualify", "Signed")}
    assert imported.log.resource.texts() == ["Ann Lee", "Bo Ray"]
    assert imported.log.extra[ROLE].texts() == ["North", ""]
    assert (cases.name, cases.owner.texts(), cases.team.texts()) == (("Big one",), ["Ann Lee"], ["North"])
    assert cases.amount.tolist() == [1200.5]
    assert cases.extra[PIPELINE].texts() == ["New business"]
    assert cases.outcome.tolist() == [Outcome.WON]
    assert imported.summary.findings == ()


def test_that_stages_with_numbers_for_names_ask_for_the_pipelines(tmp_path: Path):
    imported = read(save(tmp_path, "d.json", [deal("1", revision("48291", "2024-03-05T10:00:00Z"))]))
    assert traces(imported.log) == {"1": ("48291",)}
    assert [note for note in imported.summary.notes if "GET /crm/v3/pipelines/deals" in note]


def test_that_two_stages_of_one_label_with_other_meanings_are_told_apart(tmp_path: Path):
    def pipeline(number: str, is_closed: str) -> dict[str, object]:
        details = {"isClosed": is_closed, "probability": "1.0"}
        stage = {"id": f"s{number}", "label": "Done", "metadata": details}
        return {"id": number, "label": f"Pipeline {number}", "displayOrder": 0, "stages": [stage]}

    save(tmp_path, "pipelines.json", {"results": [pipeline("1", "true"), pipeline("2", "false")]})
    save(tmp_path, "d.json", [deal(n, revision(f"s{n}", "2024-03-05T10:00:00Z")) for n in ("1", "2")])
    log = read(tmp_path).log
    assert traces(log) == {"1": ("Done (Pipeline 1)",), "2": ("Done (Pipeline 2)",)}
    assert log.cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]


def test_that_robots_are_named_and_bulk_edits_flagged_by_the_kind_of_source(tmp_path: Path):
    sources = [
        ("closedwon", "WORKFLOWS", {"sourceLabel": "Close it"}),
        ("contractsent", "AUTOMATION_PLATFORM", {}),
        ("decisionmakerboughtin", "INTEGRATION", {"sourceLabel": "Zapier"}),
        ("presentationscheduled", "IMPORT", {"updatedByUserId": 70}),
        ("qualifiedtobuy", "IMPORT", {}),
        ("appointmentscheduled", "CRM_UI_BULK_ACTION", {"sourceId": "userId:80"}),
    ]
    stages = [
        revision(stage, f"2024-03-{20 - day:02d}T10:00:00Z", source, **more)
        for day, (stage, source, more) in enumerate(sources)
    ]
    save(tmp_path, "d.json", [deal("1", *stages)])
    save(tmp_path, "owners.json", OWNERS)
    imported = read(tmp_path)
    assert imported.log.resource.texts() == [
        "Bo Ray", "Import", "Ann Lee", "Integration: Zapier", "Workflow", "Workflow: Close it",
    ]  # fmt: skip
    assert set(imported.summary.robots) == {"Import", "Integration: Zapier", "Workflow", "Workflow: Close it"}
    assert imported.log.extra[BULK_EDIT].texts() == ["yes", "yes", "yes", "", "", ""]


def test_that_exactly_twenty_revisions_may_have_lost_the_first_ones(tmp_path: Path):
    def history(count: int) -> list[dict[str, object]]:
        names = ("appointmentscheduled", "qualifiedtobuy")
        return [revision(names[n % 2], f"2024-03-{28 - n:02d}T10:00:00Z") for n in range(count)]

    path = save(tmp_path, "d.json", [deal("full", *history(20)), deal("short", *history(19))])
    (finding,) = read(path).summary.findings
    assert (finding.fault, finding.count, finding.deals) == (Fault.CUT_OFF, 1, ("full",))
    ten = deal("ten", *history(10))
    twice = read(save(tmp_path, "twice.json", [ten, ten]))
    assert twice.summary.findings == ()
    assert twice.log.n_events == 10
    assert twice.summary.reasons == {"the same deal came before (equal id)": 1}


def test_that_changes_of_amount_close_date_and_owner_are_counted(tmp_path: Path):
    def values(*of: str) -> list[dict[str, object]]:
        return [revision(value, f"2024-02-{20 - n:02d}T10:00:00Z") for n, value in enumerate(of)]

    history = {
        "amount": values("7", "5", "5"),
        "closedate": values("2024-05-01", "2024-04-01"),
        "hubspot_owner_id": values("7"),
        "pipeline": values("default"),
    }
    imported = read(
        save(tmp_path, "d.json", [deal("1", revision("closedwon", "2024-03-05T10:00:00Z"), history=history)])
    )
    extra = imported.log.cases.extra
    assert extra["Close date changes"].texts() == ["1"]
    assert extra["Amount changes"].texts() == ["1"]
    assert "Owner changes" not in extra
    assert changes(imported.log)["1"] == [
        ("Amount", "", "5", ""),
        ("Close date", "", "2024-04-01", ""),
        ("Owner", "", "7", ""),
        ("Close date", "2024-04-01", "2024-05-01", ""),
        ("Amount", "5", "7", ""),
    ]
    assert [n for n in imported.summary.notes if n.startswith("1 change in d.json of other properties")]


def test_that_two_revisions_of_one_instant_keep_their_order_newest_first(tmp_path: Path):
    same = "2024-03-05T10:00:00Z"
    one = deal(
        "1",
        revision("closedwon", same),
        revision("contractsent", same),
        revision("qualifiedtobuy", "2024-03-01T10:00:00Z"),
    )
    assert traces(read(save(tmp_path, "d.json", [one])).log) == {
        "1": ("Qualified to buy", "Contract sent", "Closed won")
    }


def test_that_legacy_v1_is_read_in_milliseconds(tmp_path: Path):
    won = {"value": "closedwon", "timestamp": 1704191400123, "source": "CRM_UI", "sourceId": "ann@x.example"}
    new = {"value": "qualifiedtobuy", "timestamp": 1704105000000, "source": "INTEGRATION", "sourceId": "5"}
    one = {
        "portalId": 1,
        "dealId": 51953698947123456,
        "isDeleted": False,
        "properties": {
            "dealstage": {**won, "versions": [won, new]},
            "dealname": {"value": "Old one", "timestamp": 1704105000000, "source": "API"},
        },
    }
    save(tmp_path, "deals.json", {"deals": [one], "hasMore": False, "offset": 1})
    save(tmp_path, "owners.json", OWNERS)
    log = read(tmp_path).log
    assert traces(log) == {"51953698947123456": ("Qualified to buy", "Closed won")}
    assert log.timestamp.tolist() == [1704105000000000, 1704191400123000]
    assert log.resource.texts() == ["Integration", "Ann Lee"]
    assert log.cases.name == ("Old one",)


def test_that_an_exported_history_of_the_stage_is_known_by_its_shape(tmp_path: Path):
    text = (
        "Record ID,Deal Name,Deal Stage,Updated Date,Source\n"
        "9,Big,Closed Won,2024-03-05 10:00,CRM UI\n"
        "9,Big,Qualified To Buy,2024-03-01 10:00,Workflow\n"
        "8,Small,Qualified To Buy,2024-03-02 11:00,CRM UI\n"
    )
    path = write(tmp_path, "deal-stage-history.csv", text)
    assert recognise([path]).source == "hubspot"
    imported = read(path, timezone="Europe/Berlin")
    assert traces(imported.log) == {"9": ("Qualified To Buy", "Closed Won"), "8": ("Qualified To Buy",)}
    assert imported.log.timestamp[0] == _micros("2024-03-01T09:00")
    assert imported.summary.robots == ("Workflow",)
    assert imported.log.cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]


def test_that_rows_that_say_nothing_are_set_aside_with_their_reason(tmp_path: Path):
    text = (
        "deal_id,name,value,timestamp,source\n"
        "1,dealstage,qualifiedtobuy,2024-03-05 10:00:00,CRM_UI\n"
        ",dealstage,qualifiedtobuy,2024-03-05 10:00:00,CRM_UI\n"
        "1,dealstage,,2024-03-06 10:00:00,CRM_UI\n"
        "1,dealstage,closedwon,,CRM_UI\n"
        "1,dealstage,closedwon,1970-01-01 00:00:00,CRM_UI\n"
        "1,dealname,x,2024-03-05 10:00:00,CRM_UI\n"
    )
    imported = read(write(tmp_path, "deal_property_history.csv", text))
    assert traces(imported.log) == {"1": ("Qualified to buy",)}
    assert [(row.line, row.reason.split(" is not")[0]) for row in imported.summary.quarantined] == [
        (3, "no id of a deal"),
        (4, "no stage"),
        (5, "no time"),
        (6, "year in column timestamp"),
    ]


def test_that_an_airbyte_history_is_read(tmp_path: Path):
    text = (
        "dealId,property,value,sourceType,sourceId,timestamp,updatedByUserId\n"
        "1,dealstage,closedlost,CRM_UI,userId:70,2024-03-05T10:00:00Z,70\n"
        "1,dealstage,contractsent,API,,2024-03-01T10:00:00Z,\n"
    )
    imported = read(write(tmp_path, "deals_property_history.csv", text))
    assert traces(imported.log) == {"1": ("Contract sent", "Closed lost")}
    assert imported.log.resource.texts() == ["API", "70"]
    assert imported.summary.robots == ("API",)


def test_that_a_deleted_deal_is_set_aside_with_its_history(tmp_path: Path):
    document = [
        deal("1", revision("closedwon", "2024-03-05T10:00:00Z")),
        {**deal("2", revision("closedwon", "2024-03-05T10:00:00Z")), "archived": True},
    ]
    imported = read(save(tmp_path, "d.json", document))
    assert traces(imported.log) == {"1": ("Closed won",)}
    assert imported.summary.reasons == {"deleted in HubSpot": 1, "its deal was deleted in HubSpot": 1}


def test_that_the_present_state_from_the_interface_is_refused_with_what_to_export(tmp_path: Path):
    only_now = {"id": "1", "properties": {"dealstage": "closedwon", "dealname": "x"}}
    with pytest.raises(UserError, match=r"only the present stage of every deal.*Export history"):
        read(save(tmp_path, "deals.json", {"results": [only_now]}))


def test_that_a_history_without_stages_says_what_to_export(tmp_path: Path):
    path = write(tmp_path, "h.csv", "deal_id,name,value,timestamp\n1,amount,4,2024-01-01 10:00:00\n")
    with pytest.raises(UserError, match=r"h.csv has no changes of Deal stage; export"):
        read(path)
