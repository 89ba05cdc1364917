"""JSON of unknown origin: documents and lines, numbers as texts, depth and repeated names."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.sources.files.json_file import _depth, read_json
from mining.sources.read import ImportOptions, import_log
from models.errors import UserError
from models.progress import silent
from tests.mining.sources.reading import write

LEAVES = st.none() | st.text() | st.sampled_from(['"', "\\", '\\"', "[[[", "}}", '"]'])
DOCUMENTS = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30
)


def depth_of(value: object) -> int:
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    return 0


@given(DOCUMENTS, st.booleans())
def test_that_brackets_inside_of_texts_do_not_count(document: object, is_ascii: bool) -> None:
    assert _depth(json.dumps(document, ensure_ascii=is_ascii)) == depth_of(document)


def test_that_numbers_stay_as_they_are_written(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '{"id": 00, "x": 1}'.replace("00", "12345678901234567890"))
    assert read_json(path, silent) == {"id": "12345678901234567890", "x": "1"}
    assert read_json(write(tmp_path, "b.json", "[1.10, 1e5, NaN]"), silent) == ["1.10", "1e5", "NaN"]


def test_that_lines_are_a_list(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"a": "1"}\n\n{"a": "2"}\n')
    assert read_json(path, silent) == [{"a": "1"}, {"a": "2"}]


def test_that_a_name_twice_in_a_record_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", '{"a": "1", "b": {"a": "1"}, "a": "1"}')
    repeated: list[str] = []
    assert read_json(path, silent, repeated) == {"a": "1", "b": {"a": "1"}}
    assert repeated == ["a"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"[" * 201 + b"]" * 201, "nested more than 200 deep"),
        (b'{"a":' * 5000, "nested more than 200 deep"),
        (b'{"a": [1, 2', r"cut off \(line 1, column 12\)"),
        (b'{"a": "\xff\xfe"}', "not written in UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"<html>", "is a web page"),
        (b"a,b\n1,2\n", "is no JSON"),
    ],
)
def test_that_what_is_no_json_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_json(write(tmp_path, "a.json", content), silent)


@given(
    st.text()
    | st.sampled_from(["\ud800", "a\udfffb", "\\ud800", "\\\\b", "\U0001f600", "\x00\x08\x0c\x1f\x7f"])
)
def test_that_control_characters_and_halves_of_pairs_do_not_come_through(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), "a.json", json.dumps({"x": text}))
        found = read_json(path, silent)["x"]
    expected = "".join("\ufffd" if 0xD800 <= ord(char) < 0xE000 else char for char in text)
    assert found == "".join(char for char in expected if char in "\t\n\r" or not _is_control(char))


def _is_control(char: str) -> bool:
    return ord(char) < 32 or ord(char) == 127


def test_that_an_export_that_powershell_saved_in_utf_16_is_recognised(tmp_path: Path) -> None:
    entry = {"field_key": "stage_id", "old_value": None, "new_value": "1", "time": "2024-02-12 09:14:35"}
    text = json.dumps({"success": True, "data": [entry], "deal_id": 17})
    imported = import_log([write(tmp_path, "changes.json", text.encode("utf-16"))], ImportOptions(), silent)
    assert imported.summary.source == "pipedrive"
    assert imported.log.n_events == 1
