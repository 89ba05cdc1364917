"""The outermost keys of JSON, by which two exports are known to be alike."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.recipes import shape_of
from mining.sources.files.json_keys import outer_keys
from mining.sources.source import Candidate

TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
VALUES = st.recursive(
    st.none() | st.integers() | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)
)


@pytest.mark.parametrize(
    ("document", "keys"),
    [
        ({"results": [{"id": "1"}], "paging": {"next": {"after": "5"}}}, ("results",)),
        ({"success": True, "data": [], "additional_data": {"more": [1]}}, ("data",)),
        ([{"id": 1, "value": {"deep": [1]}}, {"other": 2}], ("id", "value")),
        ({"ocel:events": {"e": {}}, "ocel:objects": {}}, ("ocel:events", "ocel:objects")),
        ([], ()),
        (7, ()),
        ("a:{", ()),
    ],
)
def test_that_keys_of_records_and_of_pages_are_told(document: object, keys: tuple[str, ...]) -> None:
    assert outer_keys(json.dumps(document).encode()) == keys
    assert outer_keys(json.dumps(document, indent=2).encode()) == keys


def test_that_lines_of_records_have_those_of_the_first() -> None:
    assert outer_keys(b'{"b": 1, "a": "}"}\n{"c": 2}\n') == ("a", "b")


@given(st.dictionaries(st.text("abcxyz_", min_size=1), VALUES))
def test_that_an_object_has_its_keys_or_those_of_its_lists(document: dict[str, object]) -> None:
    lists = sorted(key for key, value in document.items() if isinstance(value, list))
    assert list(outer_keys(json.dumps(document).encode())) == (lists or sorted(document))


@given(st.binary(max_size=200))
def test_that_no_bytes_are_too_strange(head: bytes) -> None:
    assert isinstance(outer_keys(head), tuple)


def test_that_the_next_page_has_the_shape_of_the_first_and_another_object_has_not() -> None:
    def shape(text: str) -> str:
        return shape_of("hubspot", [Candidate(Path("page.json"), None, text.encode())])

    first = shape('{"results": [{"id": "1"}], "paging": {"next": {}}}')
    assert first == shape('{"results": [{"id": "2"}]}')
    assert first != shape('{"deals": [{"id": "2"}]}')
