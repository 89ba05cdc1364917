"""Records as the API and the CLI write them in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from mining.sources.read import recognise
from models.errors import UserError
from tests.mining.sources.reading import read, traces, write
from tests.mining.sources.salesforce.exports import ACME, BETA


def record(kind: str, **fields: Any) -> dict[str, Any]:
    return {"attributes": {"type": kind, "url": f"/services/data/v60.0/sobjects/{kind}/1"}, **fields}


def save(number: int, deal: str | None, day: int, stage: str) -> dict[str, Any]:
    fields = {"Id": f"008{number}", "CreatedDate": f"2026-01-0{day}T09:00:00.000+0000", "StageName": stage}
    maker = {"attributes": {"type": "User", "url": "/1"}, "Name": "Ann"}
    return record(
        "OpportunityHistory", **fields, CreatedBy=maker, **({"OpportunityId": deal} if deal else {})
    )


SAVES = [save(1, ACME, 5, "Qualify"), save(2, ACME, 6, "Demo"), save(3, BETA, 5, "Qualify")]
TRACES = {ACME: ("Qualify", "Demo"), BETA: ("Qualify",)}


@pytest.mark.parametrize(
    "document",
    [
        {"totalSize": 3, "done": True, "records": SAVES},
        {"status": 0, "result": {"records": SAVES, "totalSize": 3, "done": True}},
        SAVES,
        [{"records": SAVES[:2]}, {"records": SAVES[2:]}],
    ],
)
def test_that_every_shape_of_query_results_is_read(tmp_path: Path, document: Any) -> None:
    path = write(tmp_path, "history.json", json.dumps(document))
    assert recognise([path]).source == "salesforce"
    log = read(path).log
    assert traces(log) == TRACES
    assert log.resource.texts() == ["Ann"] * 3


def test_that_the_history_may_lie_within_its_deal(tmp_path: Path) -> None:
    deal = record(
        "Opportunity",
        Id=ACME,
        Name="Acme rollout",
        StageName="Demo",
        Amount=12.5,
        OpportunityHistories={
            "totalSize": 2,
            "done": True,
            "records": [save(1, None, 5, "A"), save(2, None, 6, "B")],
        },
    )
    result = read(write(tmp_path, "deals.json", json.dumps({"records": [deal]})))
    assert traces(result.log) == {ACME: ("A", "B")}
    assert result.log.cases.name == ("Acme rollout",)
    assert result.log.cases.amount.tolist() == [12.5]
    assert result.summary.files == ("deals.json",)
    assert result.summary.rows == 3


def test_that_deals_alone_say_what_is_missing(tmp_path: Path) -> None:
    deals = {"records": [record("Opportunity", Id=ACME, StageName="Demo", CloseDate="2026-01-01")]}
    with pytest.raises(
        UserError, match=r"deals\.json has no history of stages; export OpportunityHistory too"
    ):
        read(write(tmp_path, "deals.json", json.dumps(deals)))
