"""Pipedrive's change logs and flows: stages, closings by status, bulk edits, robots, deleted deals."""

from pathlib import Path

import numpy as np
import pytest

from mining.sources.read import recognise
from models.case_table import PIPELINE, Outcome
from models.errors import UserError
from models.event_log import BULK_EDIT
from tests.mining.sources.pipedrive.exports import (
    PIPELINES,
    STAGES,
    USERS,
    change,
    deal,
    flow,
    page,
    save,
)
from tests.mining.sources.reading import changes, read, traces, write


def _micros(text: str) -> int:
    return int(np.datetime64(text, "us").astype(np.int64))


def _lists(folder: Path, *deals: dict[str, object]) -> None:
    save(folder, "stages.json", STAGES)
    save(folder, "pipelines.json", PIPELINES)
    save(folder, "users.json", USERS)
    if deals:
        save(folder, "deals.json", page(*deals))


def test_that_a_change_log_gives_stages_labels_people_and_the_closing(tmp_path: Path):
    log = page(
        change("stage_id", "1", "2", "2024-02-12 09:14:35"),
        change("status", "open", "won", "2024-03-01 10:00:00", actor_user_id=27),
        change("value", "400", "500", "2024-02-20 10:00:00"),
    )
    save(tmp_path, "changelog_17.json", log)
    _lists(tmp_path, deal(17, 2, "won", won_time="2024-03-01 10:00:00"))
    imported = read(tmp_path, timezone="Europe/Berlin")
    cases = imported.log.cases
    assert imported.summary.source == "pipedrive"
    assert traces(imported.log) == {"17": ("Qualify", "Demo", "Won")}
    assert imported.log.timestamp.tolist() == [
        _micros("2024-01-01T08:00"),
        _micros("2024-02-12T09:14:35"),
        _micros("2024-03-01T10:00"),
    ]
    assert imported.log.resource.texts() == ["", "Ann Lee", "Bo Ray"]
    assert (cases.name, cases.owner.texts(), cases.currency.texts()) == (("Deal 17",), ["Ann Lee"], ["EUR"])
    assert (cases.amount.tolist(), cases.outcome.tolist()) == ([500.0], [Outcome.WON])
    assert cases.closed.tolist() == [_micros("2024-03-01T10:00")]
    assert cases.extra[PIPELINE].texts() == ["New"]
    assert cases.extra["Amount changes"].texts() == ["1"]
    assert changes(imported.log) == {"17": [("Amount", "400", "500", "Ann Lee")]}
    assert imported.summary.quarantined == ()


def test_that_the_closing_comes_from_the_list_where_the_changes_do_not_have_it(tmp_path: Path):
    save(tmp_path, "changelog_17.json", page(change("stage_id", "1", "2", "2024-02-12 09:14:35")))
    _lists(tmp_path, deal(17, 2, "lost", lost_time="2024-02-20 10:00:00", lost_reason="Price"))
    log = read(tmp_path).log
    assert traces(log) == {"17": ("Qualify", "Demo", "Lost")}
    assert log.timestamp[-1] == _micros("2024-02-20T10:00")
    assert log.cases.outcome.tolist() == [Outcome.LOST]
    assert log.cases.extra["Lost reason"].texts() == ["Price"]


def test_that_a_deal_that_was_reopened_is_in_its_stage_again(tmp_path: Path):
    log = page(
        change("stage_id", "1", "2", "2024-02-12 09:14:35"),
        change("status", "open", "lost", "2024-02-13 10:00:00"),
        change("status", "lost", "open", "2024-02-14 10:00:00"),
        change("status", "open", "won", "2024-02-15 10:00:00"),
        deal_id=17,
    )
    save(tmp_path, "log.json", log)
    _lists(tmp_path)
    imported = read(tmp_path)
    assert traces(imported.log) == {"17": ("Demo", "Lost", "Demo", "Won")}
    assert imported.log.cases.outcome.tolist() == [Outcome.WON]


def test_that_a_deal_that_only_was_won_stayed_in_its_stage_since_it_was_created(tmp_path: Path):
    save(tmp_path, "changelog_17.json", page(change("status", "open", "won", "2024-02-13 10:00:00")))
    _lists(tmp_path, deal(17, 1, "won", won_time="2024-02-13 10:00:00"))
    assert traces(read(tmp_path).log) == {"17": ("Qualify", "Won")}


def test_that_nothing_is_made_up_for_listed_deals_without_changes(tmp_path: Path):
    save(tmp_path, "changelog_17.json", page(change("stage_id", "1", "2", "2023-02-12 09:14:35")))
    _lists(tmp_path, deal(18, 2, "won", won_time="2024-02-20 10:00:00"), deal(19, 1))
    imported = read(tmp_path)
    assert traces(imported.log) == {"17": ("Demo",)}
    assert [f.count for f in imported.summary.findings if f.fault == "no_history"] == [2]


def test_that_robots_are_named_and_bulk_updates_flagged(tmp_path: Path):
    log = page(
        change("stage_id", None, "1", "2024-02-12 09:14:35", is_bulk_update_flag=True),
        change("stage_id", "1", "2", "2024-02-13 09:14:35", change_source="api"),
        change("stage_id", "2", "9", "2024-02-14 09:14:35", change_source="import"),
        deal_id=17,
    )
    save(tmp_path, "log.json", log)
    _lists(tmp_path)
    imported = read(tmp_path)
    assert imported.log.resource.texts() == ["Ann Lee", "API", "Import"]
    assert imported.log.extra[BULK_EDIT].texts() == ["yes", "", "yes"]
    assert set(imported.summary.robots) == {"API", "Import"}
    assert imported.log.cases.extra[PIPELINE].texts() == ["Again"]


def test_that_deleted_deals_are_set_aside_with_their_changes(tmp_path: Path):
    document = {
        "17": page(change("stage_id", "1", "2", "2024-02-12 09:14:35")),
        "18": page(
            change("stage_id", "1", "2", "2024-02-12 09:14:35"),
            change("status", "open", "deleted", "2024-02-13 10:00:00"),
        ),
        "19": page(change("stage_id", "1", "2", "2024-02-12 09:14:35")),
    }
    save(tmp_path, "changelogs.json", document)
    _lists(tmp_path, deal(19, 2, "deleted"))
    imported = read(tmp_path)
    assert traces(imported.log) == {"17": ("Demo",)}
    assert imported.summary.reasons == {
        "its deal was deleted in Pipedrive": 3,
        "the deal was deleted in Pipedrive": 1,
    }


def test_that_changes_without_a_deal_or_a_stage_are_set_aside(tmp_path: Path):
    log = [
        change("stage_id", "1", "2", "2024-02-12 09:14:35", deal_id=5),
        change("stage_id", "2", None, "2024-02-13 09:14:35", deal_id=5),
        change("stage_id", "1", "2", "2024-02-12 09:14:35"),
        change("stage_id", "1", "2", "", deal_id=5),
        change("label", "1", "2", "2024-02-12 09:14:35", deal_id=5),
    ]
    imported = read(save(tmp_path, "all.json", log))
    assert imported.log.n_events == 1
    assert [(row.line, row.reason) for row in imported.summary.quarantined] == [
        (2, "no stage"),
        (3, "no id of the deal"),
        (4, "no time"),
    ]
    assert "1 change of other fields in all.json: not used." in imported.summary.notes
    assert [note for note in imported.summary.notes if "GET /v1/stages" in note]


def test_that_a_flow_brings_its_own_labels(tmp_path: Path):
    def moved(old: str, new: str, names: tuple[str, str], time: str) -> dict[str, object]:
        shown = {"old_value_formatted": names[0], "new_value_formatted": names[1]}
        data = {
            "id": 1, "item_id": 17, "user_id": 26, "field_key": "stage_id", "old_value": old, "new_value": new,
            "log_time": time, "additional_data": shown,
        }  # fmt: skip
        return flow("dealChange", data, time)

    items = page(
        moved("2", "3", ("Demo", "Offer"), "2024-02-14 09:00:00"),
        moved("1", "2", ("Qualify", "Demo"), "2024-02-12 09:00:00"),
        flow("file", {"id": 3}),
    )
    imported = read(save(tmp_path, "deal_17_flow.json", items))
    assert traces(imported.log) == {"17": ("Demo", "Offer")}
    assert imported.summary.rows == 3
    assert [note for note in imported.summary.notes if note.startswith("1 item in the flow")]


def test_that_a_stage_called_won_is_not_the_closing(tmp_path: Path):
    save(tmp_path, "log.json", page(change("stage_id", "1", "2", "2024-02-12 09:14:35"), deal_id=17))
    save(tmp_path, "stages.json", page({"id": 2, "name": "Won", "pipeline_id": 1, "order_nr": 1}))
    save(tmp_path, "deals.json", page(deal(17, 2)))
    log = read(tmp_path).log
    assert log.trace(0)[-1] == "Won (stage)"
    assert log.cases.outcome.tolist() == [Outcome.OPEN]


def test_that_times_of_a_table_follow_the_chosen_zone(tmp_path: Path):
    text = "deal_id,field_key,old_value,new_value,time\n5,stage_id,1,2,2024-02-12 09:14:35\n"
    path = write(tmp_path, "changelog.csv", text)
    assert recognise([path]).source == "pipedrive"
    imported = read(path, timezone="Europe/Berlin")
    assert imported.log.timestamp.tolist() == [_micros("2024-02-12T08:14:35")]
    assert [note for note in imported.summary.notes if "read as Europe/Berlin" in note]


@pytest.mark.parametrize("prefix", ["Deal", "Obchod"])
def test_that_a_list_exported_by_hand_is_refused_with_what_to_export(tmp_path: Path, prefix: str):
    heads = ("ID", "Title", "Stage", "Status", "Won time", "Add time")
    header = ",".join(f"{prefix} - {head}" for head in heads)
    path = write(tmp_path, "deals.csv", f"{header}\n5,Big,Demo,Open,,2024-01-01 10:00:00\n")
    assert recognise([path]).source == "pipedrive"
    with pytest.raises(UserError, match=r"deals.csv has only the present state.*/changelog"):
        read(path)


def test_that_a_list_exported_by_hand_completes_a_change_log(tmp_path: Path):
    heads = ("ID", "Title", "Stage", "Status", "Owner", "Won time", "Deal created", "Value")
    header = ",".join(f"Deal - {head}" for head in heads)
    row = '5,Big,Demo,Won,Bo Ray,2024-03-01 10:00:00,2024-02-01 10:00:00,"1,200"'
    write(tmp_path, "list.csv", f"{header}\n{row}\n")
    text = "deal_id,field_key,old_value,new_value,time\n5,stage_id,1,2,2024-02-12 09:14:35\n"
    write(tmp_path, "changelog.csv", text)
    write(tmp_path, "stages.csv", "id,name,pipeline_id\n1,Qualify,1\n2,Demo,1\n")
    log = read(tmp_path).log
    assert traces(log) == {"5": ("Qualify", "Demo", "Won")}
    assert (log.cases.owner.texts(), log.cases.amount.tolist()) == (["Bo Ray"], [1200.0])


def test_that_the_present_state_from_the_interface_is_refused(tmp_path: Path):
    with pytest.raises(UserError, match="has only the present state of deals"):
        read(save(tmp_path, "deals.json", page(deal(1, 2))))


def test_that_changes_without_stages_say_what_to_export(tmp_path: Path):
    path = write(tmp_path, "c.csv", "deal_id,field_key,new_value,time\n1,value,2,2024-01-01 10:00:00\n")
    with pytest.raises(UserError, match=r"c.csv has no changes of the stage \(stage_id\); export"):
        read(path)


def test_that_expected_close_dates_and_owners_by_name_are_in_the_history(tmp_path: Path):
    log = page(
        change("stage_id", "1", "2", "2024-02-12 09:14:35"),
        change("expected_close_date", "2024-03-01", "2024-04-01", "2024-02-13 10:00:00"),
        change("user_id", "27", "26", "2024-02-14 10:00:00"),
    )
    save(tmp_path, "changelog_17.json", log)
    _lists(tmp_path, deal(17, 2, "open"))
    found = changes(read(tmp_path).log)["17"]
    assert found[0][:3] == ("Close date", "2024-03-01", "2024-04-01")
    assert found[1][:2] == ("Owner", "Bo Ray")
