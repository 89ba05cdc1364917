"""Exports of audit trails with anything in their cells: a log or one sentence, never anything else."""

import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from tests.mining.sources.reading import read, write

HEADERS = {
    "suitecrm": "id,parent_id,date_created,created_by,field_name,before_value_string,after_value_string",
    "odoo": "mail_message_id,mail_message_id/date,mail_message_id/res_id,mail_message_id/model,field_id,"
    "old_value_char,new_value_char,new_value_integer",
    "close": "opportunity_id,lead_id,type,old_status_label,new_status_label,new_status_type,date_created,direction",
    "zoho": "Deal Id,Stage,Stage Duration,Modified Time,Modified By,Amount",
    "dynamics": "objectid,objecttypecode,userid,createdon,changedata",
    "copper": "parent.id,parent.type,type.id,type.category,activity_date,old_value.name,new_value.name,property",
    "oracle": "OptyId,StgId,StgEnterDate",
}
WORDS = (
    "", "1", "2", "d1", "2024-01-05 10:00:00", "2024-01-06 11:30:00", "1704189600", "1e400", "9" * 5000, "²", "NULL",
    "Stage (crm.lead)", "Active (crm.lead)", "sales_stage", "crm.lead", "[", "[" * 5000, '["1", "New"]', "opportunity",
    "system", "3", "user", "0", "OpportunityStatusChange", "Call", "won", "3.65E+18", "=cmd()", "\u202eabc",
    '{"changedAttributes": [{"logicalName": "stepname", "oldValue": "A", "newValue": ["B"]}]}',
    '{"changedAttributes": [{"logicalName": "statecode", "oldValue": "0", "newValue": "1"}, 7]}', "a~b", "{}", "null",
)  # fmt: skip
CELL = st.sampled_from(WORDS) | st.text(max_size=8)
TIME = st.sampled_from(("2024-01-05 10:00:00", "2024-01-06 11:30:00", "2024-01-07 11:30:00", ""))


def _cell(header: str) -> st.SearchStrategy[str]:
    """Times are times most of the time, so that the rest is looked at too."""
    return (
        TIME | TIME | CELL if any(word in header.lower() for word in ("date", "time", "createdon")) else CELL
    )


@pytest.mark.parametrize("source", HEADERS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_a_table_of_any_cells_is_a_log_or_one_sentence(source, data):
    header = HEADERS[source].split(",")
    rows = data.draw(st.lists(st.tuples(*map(_cell, header)), min_size=1, max_size=6))
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        _is_read_or_refused(
            write(Path(folder), "export.csv", text.getvalue().encode(errors="replace")), source
        )


@pytest.mark.parametrize("source", HEADERS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_records_of_any_values_are_a_log_or_one_sentence(source, data):
    leaf = st.none() | st.booleans() | st.integers() | CELL
    value = st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(CELL, inner, max_size=2),
        max_leaves=4,
    )
    keys = [name.replace("/", ".") for name in HEADERS[source].split(",")]
    records = data.draw(
        st.lists(st.fixed_dictionaries({key: value | _cell(key) for key in keys}), min_size=1, max_size=4)
    )
    with tempfile.TemporaryDirectory() as folder:
        _is_read_or_refused(write(Path(folder), "export.json", json.dumps({"data": records})), source)


def _is_read_or_refused(file: Path, source: str) -> None:
    try:
        imported = read(file, source=source)
    except UserError as error:
        sentence = str(error)
    else:
        assert imported.log.n_events > 0
        sentence = ""
    assert "\n" not in sentence
