"""Whatever HubSpot's JSON holds, it is read or refused with a sentence; the order of revisions does not matter."""

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from tests.mining.sources.hubspot.exports import deal, revision, save
from tests.mining.sources.reading import read, traces

KEYS = (
    "id", "dealId", "results", "properties", "propertiesWithHistory", "dealstage", "value", "timestamp", "versions",
    "associations", "deals", "contacts", "from", "to", "stages", "metadata", "engagement", "lifecyclestage",
    "hs_timestamp", "firstName", "email", "teams", "sourceType", "hs_merged_object_ids", "types", "label",
)  # fmt: skip
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 1704191400123),
    st.sampled_from(["", "closedwon", "2024-01-01T10:00:00Z", "1", "\ud800"]),
)
ANY = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_that_any_json_is_read_or_refused_with_a_sentence(document: Any) -> None:
    head = {"results": [], "propertiesWithHistory": {"dealstage": []}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "d.json")
        path.write_text(json.dumps([head, document]))
        with suppress(UserError):
            assert read(path).summary.source == "hubspot"


@given(st.permutations(range(5)))
@settings(max_examples=20, deadline=None)
def test_that_stages_come_in_order_of_time_however_they_are_written(order: list[int]) -> None:
    names = ("appointmentscheduled", "qualifiedtobuy", "presentationscheduled", "contractsent", "closedwon")
    stages = [revision(names[n], f"2024-01-0{n + 1}T10:00:00Z") for n in order]
    with tempfile.TemporaryDirectory() as folder:
        log = read(save(Path(folder), "d.json", [deal("1", *stages)])).log
    assert traces(log) == {
        "1": (
            "Appointment scheduled",
            "Qualified to buy",
            "Presentation scheduled",
            "Contract sent",
            "Closed won",
        )
    }
