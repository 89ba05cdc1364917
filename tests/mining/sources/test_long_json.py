"""JSON whose marks come late: it is looked at further, or can be named."""

import gzip
import json
from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.errors import UserError
from tests.mining.sources.reading import read, traces, write

DEAL = {
    "id": "1",
    "propertiesWithHistory": {
        "dealstage": [{"value": "closedwon", "timestamp": "2024-03-05T10:00:00Z", "sourceType": "CRM_UI"}]
    },
}


def _late(size: int) -> str:
    return json.dumps({"paging": {"next": {"after": "x" * size}}, "results": [DEAL]})


@pytest.mark.parametrize("size", [10, 100_000, 3_000_000])
@pytest.mark.parametrize("ending", [".json", ".json.gz"])
def test_that_a_mark_is_found_however_much_stands_before_it(tmp_path: Path, size: int, ending: str) -> None:
    text = _late(size).encode()
    path = write(tmp_path, f"deals{ending}", gzip.compress(text) if ending.endswith("gz") else text)
    assert recognise([path]).source == "hubspot"
    assert traces(read(path).log) == {"1": ("Closed won",)}


def test_that_a_file_with_a_late_mark_is_part_of_what_the_others_show(tmp_path: Path) -> None:
    write(tmp_path, "a.json", _late(10))
    write(tmp_path, "b.json", _late(100_000).replace('"id": "1"', '"id": "2"'))
    assert sorted(traces(read(tmp_path).log)) == ["1", "2"]


def test_that_beyond_that_the_source_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "deals.json", _late(5_000_000))
    with pytest.raises(UserError, match=r"deals.json cannot be read .* --source NAME"):
        read(path)
    assert traces(read(path, source="hubspot").log) == {"1": ("Closed won",)}


@pytest.mark.parametrize(
    "source",
    [
        "salesforce",
        "hubspot",
        "pipedrive",
        "zoho",
        "odoo",
        "suitecrm",
        "close",
        "copper",
        "dynamics",
        "oracle",
    ],
)
def test_that_json_of_something_else_is_refused_by_the_named_source(tmp_path: Path, source: str) -> None:
    path = write(tmp_path, "notes.json", '{"notes": [{"text": "hello"}]}')
    with pytest.raises(UserError, match=r"notes.json"):
        read(path, source=source)
