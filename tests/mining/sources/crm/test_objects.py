"""Objects of a CRM are told by their columns, in tables and in JSON of any wrapping."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.sources.crm.objects import Shape, object_of, read_objects, records_of
from mining.sources.crm.sifting import picked
from mining.sources.crm.users import read_users, robots_among
from models.categorical import Categorical
from models.errors import UserError
from models.progress import silent
from tests.mining.sources.reading import write

SHAPES = (
    Shape("lead", (("id",), ("status",)), stem="lead"),
    Shape("deal", (("id",), ("status", "stage")), ("secret",), tells=True),
)


def test_that_an_object_needs_one_column_of_every_group_and_none_that_speaks_against_it():
    assert object_of(["ID", "Stage"], "x.csv", SHAPES).name == "deal"
    assert object_of(["Id", "status"], "my leads.csv", SHAPES).name == "lead"
    assert object_of(["Id"], "x.csv", SHAPES) is None
    assert object_of(["Id", "stage", "secret"], "x.csv", SHAPES) is None


@pytest.mark.parametrize(
    "document",
    [
        [{"id": "1"}, {"id": "2"}],
        {"data": [{"id": "1"}, {"id": "2"}], "has_more": "false"},
        {"value": [{"id": "1"}, {"id": "2"}], "@odata.context": "x"},
        [{"data": [{"id": "1"}]}, {"data": [{"id": "2"}]}],
        {"AuditDetailCollection": {"MoreRecords": "false", "AuditDetails": [{"id": "1"}, {"id": "2"}]}},
    ],
)
def test_that_records_are_found_in_lists_wrappers_and_pages(document):
    assert [record["id"] for record in records_of(document)] == ["1", "2"]


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_that_any_document_gives_records_only(document):
    assert all(isinstance(record, dict) for record in records_of(document))


def test_that_rows_of_several_files_are_one_frame_and_others_are_left_out(tmp_path):
    files = [
        write(tmp_path, "a.csv", "id,stage\n1,A\n2,NULL\n"),
        write(tmp_path, "b.json", json.dumps({"data": [{"id": 3, "stage": "C"}]})),
        write(tmp_path, "c.csv", "x,y\n1,2\n"),
    ]
    objects = read_objects("Some CRM", files, SHAPES, silent, blanks=("NULL",))
    deals = objects.get("deal")
    assert deals is not None
    assert deals.column("id").texts() == ["1", "2", "3"]
    assert deals.column("stage").texts() == ["A", "", "C"]
    assert (objects.files, objects.rows) == (("a.csv", "b.json"), 3)


def test_that_files_without_any_object_are_refused(tmp_path):
    with pytest.raises(UserError, match=r"c.csv has none of the columns of Some CRM's exports"):
        read_objects("Some CRM", [write(tmp_path, "c.csv", "x,y\n1,2\n")], SHAPES, silent)


def test_that_users_of_one_name_are_told_apart_and_automation_is_known_by_its_name(tmp_path):
    file = write(
        tmp_path, "users.csv", "id,stage,name,email\n1,x,Ann,a@x\n2,x,Ann,b@x\n3,x,Sync Integration,s@x\n"
    )
    users = read_users(read_objects("Some CRM", [file], SHAPES, silent).get("deal"))
    named = users.named(Categorical.of(["1", "2", "3", "4"]))
    assert named.texts() == ["Ann (a@x)", "Ann (b@x)", "Sync Integration", "4"]
    assert robots_among(named) == ("Sync Integration",)


def test_that_a_row_is_picked_from_the_first_column_that_has_it():
    first, second = Categorical.of(["a", None, "c"]), Categorical.of(["x", "y", None])
    only_last = np.array([False, False, True])
    assert picked((None, first), (None, second)).texts() == ["a", "y", "c"]
    assert picked((only_last, first), (None, second)).texts() == ["x", "y", "c"]
