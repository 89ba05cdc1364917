"""Whatever Pipedrive's JSON holds, it is read or refused with a sentence."""

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from tests.mining.sources.pipedrive.exports import change
from tests.mining.sources.reading import read

KEYS = (
    "id", "deal_id", "item_id", "data", "object", "timestamp", "field_key", "old_value", "new_value", "time",
    "log_time", "stage_id", "status", "title", "due_date", "due_time", "done", "name", "pipeline_id", "order_nr",
    "email", "field_type", "key", "options", "from", "message_time", "user_id", "additional_data", "17",
)  # fmt: skip
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 30),
    st.sampled_from(
        ["", "stage_id", "status", "won", "dealChange", "activity", "mailMessage", "2024-01-01 10:00:00"]
    ),
)
ANY = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


@given(ANY)
@example({"from": True, "id": None, "message_time": None})
@settings(max_examples=150, deadline=None)
def test_that_any_json_is_read_or_refused_with_a_sentence(document: Any) -> None:
    known = change("stage_id", "1", "2", "2024-02-12 09:14:35", deal_id=5)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "d.json")
        path.write_text(json.dumps([known, document]))
        with suppress(UserError):
            assert read(path).summary.source == "pipedrive"
