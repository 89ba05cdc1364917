"""Every version and format of OCEL says the same, and what is not as it should be is refused or counted."""

import json
import zipfile
from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.errors import UserError
from models.import_summary import Quarantined
from models.quality import Fault
from tests.mining.sources.ocel.logs import TRACES, document, document_1, write_all, write_sqlite, xml_2
from tests.mining.sources.reading import DAY, read, traces, write

FORMATS = ("2.json", "2.jsonocel", "1.jsonocel", "2.xml", "1.xmlocel", "csv", "2.sqlite")


@pytest.mark.parametrize("name", FORMATS)
def test_that_every_format_gives_the_same_log(tmp_path: Path, name: str) -> None:
    files = write_all(tmp_path)[name]
    imported = read(*files)
    log, summary = imported.log, imported.summary
    assert summary.source == "ocel"
    assert traces(log) == TRACES
    assert log.timestamp[0] == 1_704_099_600_000_000  # 2024-01-01T09:00:00Z
    assert (log.timestamp[1] - log.timestamp[0]) == 2 * DAY
    assert log.cases.owner.texts() == ["Ann", "Bob"]
    assert log.cases.amount[0] == 120
    assert log.resource.texts() == ["Ann", "", "", "", "Bob", ""]
    assert not summary.quarantined
    assert summary.rows == 6
    assert summary.files == tuple(path.name for path in files)


@pytest.mark.parametrize("name", FORMATS)
def test_that_what_flattening_does_is_counted(tmp_path: Path, name: str) -> None:
    summary = read(*write_all(tmp_path)[name]).summary
    notes = " ".join(summary.notes)
    assert "1 event with several objects of the type deal" in notes
    assert "adds 1 event" in notes
    assert "1 event of no object of the type deal" in notes
    assert "quote (1 object, 2 events)" in notes
    if name != "csv" and not name.startswith("1"):
        assert "1 change of attributes of deals" in notes
    (finding,) = summary.findings
    assert (finding.fault, finding.count, finding.examples) == (Fault.NO_HISTORY, 1, ("d3",))


@pytest.mark.parametrize("name", FORMATS)
def test_that_the_types_can_be_asked_for_and_chosen(tmp_path: Path, name: str) -> None:
    files = write_all(tmp_path)[name]
    found = recognise(files)
    assert found.source == "ocel"
    assert [(one.name, one.objects, one.events) for one in found.object_types] == [
        ("deal", 3, 5),
        ("quote", 1, 2),
    ]
    assert traces(read(*files, object_type="quote").log) == {"q1": ("Quote", "Send quote")}
    with pytest.raises(UserError, match=r"no objects of the type 'person'; its types are deal \(3 objects"):
        read(*files, object_type="person")


@pytest.mark.parametrize("name", ["2.json", "2.xml", "2.sqlite"])
def test_that_a_log_is_read_inside_an_archive(tmp_path: Path, name: str) -> None:
    (path,) = write_all(tmp_path)[name]
    archive = tmp_path / "log.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(path, f"export/{name}")
    assert traces(read(archive).log) == TRACES


def test_that_two_logs_are_not_mixed(tmp_path: Path) -> None:
    files = write_all(tmp_path)
    with pytest.raises(UserError, match="Only one object-centric log"):
        read(*files["2.json"], *files["2.sqlite"])


def _json(folder: Path, change: dict[str, object]) -> Path:
    content = document()
    content["events"][1] |= change
    return write(folder, "log.jsonocel", json.dumps(content))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "e1"}, "an event with this id came before"),
        ({"time": "soon"}, "no readable date in column time"),
        ({"time": ""}, "no time"),
        ({"time": "1890-01-01T00:00:00Z"}, "year in column time is not between"),
        ({"type": None}, "no type of event"),
        ({"relationships": []}, "the event belongs to no object"),
        ({"relationships": [{"objectId": "ghost"}]}, "the objects of the event are not in the file"),
    ],
)
def test_that_an_event_that_cannot_be_used_is_set_aside(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    imported = read(_json(tmp_path, change))
    (row,) = imported.summary.quarantined
    assert row.reason.startswith(reason)
    assert row == Quarantined("log.jsonocel", 2, row.reason)
    assert traces(imported.log) == {**TRACES, "d2": ("Joint call",)}


def test_that_a_relation_to_nothing_beside_a_good_one_is_noted(tmp_path: Path) -> None:
    imported = read(_json(tmp_path, {"relationships": [{"objectId": "d2"}, {"objectId": "ghost"}]}))
    assert traces(imported.log) == TRACES
    assert any(
        "1 relation to objects that are not in log.jsonocel" in note for note in imported.summary.notes
    )


def test_that_two_relations_to_one_object_are_one_event(tmp_path: Path) -> None:
    relations = [{"objectId": "d2", "qualifier": "a"}, {"objectId": "d2", "qualifier": "b"}]
    assert traces(read(_json(tmp_path, {"relationships": relations})).log) == TRACES


def test_that_an_id_twice_in_the_first_version_is_noticed(tmp_path: Path) -> None:
    text = json.dumps(document_1()).replace('"e2": {', '"e1": {')
    imported = read(write(tmp_path, "log.jsonocel", text))
    assert traces(imported.log)["d1"] == TRACES["d1"]
    assert any("1 name twice in one record ('e1')" in note for note in imported.summary.notes)


def test_that_a_simulated_clock_is_kept_and_said(tmp_path: Path) -> None:
    text = json.dumps(document()).replace("2024-", "1980-")
    imported = read(write(tmp_path, "log.jsonocel", text))
    assert traces(imported.log) == TRACES
    assert any("simulated" in note for note in imported.summary.notes)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("[1, 2]", "JSON but no object-centric log"),
        ('{"events": {"a": 1}}', "events are no list"),
        ('{"events": [], "objects": []}', "no event"),
        ('{"events": [1, null], "objects": []}', "no event"),
        ('{"events": [', "cut off"),
        ("[" * 100_000, "nested more than 200 deep"),
        ('{"events": [{"id": "e", "type": "A", "time": "2024-01-01T00:00:00Z"}]}', "belongs to no object"),
    ],
)
def test_that_json_of_another_kind_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read(write(tmp_path, "log.jsonocel", content))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("hello", "no XML"),
        (xml_2()[:-40], "cut off at line 1"),
        ("<html/>", "web page|begins with <html>"),
        ("<log><events></events></log>", "no event"),
        ("<log>" + "<events>" * 20_000 + "</events>" * 20_000 + "</log>", "no event"),
        ('<!DOCTYPE log [<!ENTITY a "b">]><log/>', "document type or entities"),
        (xml_2().replace("Joint call", "&other;"), "document type|damaged"),
    ],
)
def test_that_xml_of_another_kind_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read(write(tmp_path, "log.xmlocel", content))


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("CREATE VIEW more AS SELECT * FROM event", r"views, triggers or virtual tables \(more\)"),
        (
            "CREATE TRIGGER more AFTER INSERT ON event BEGIN SELECT 1; END",
            r"views, triggers or virtual tables \(more\)",
        ),
        ("CREATE VIRTUAL TABLE more USING fts5(a)", "views, triggers or virtual tables"),
        ("DROP TABLE event_map_type", "has no table event_map_type"),
        ("ALTER TABLE event_object RENAME COLUMN ocel_object_id TO x", "has no column ocel_object_id"),
        ("DELETE FROM event", "has no event"),
    ],
)
def test_that_a_database_of_another_kind_is_refused(tmp_path: Path, statement: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read(write_sqlite(tmp_path / "log.sqlite", statement))


def test_that_a_database_without_the_table_of_a_type_says_so(tmp_path: Path) -> None:
    imported = read(write_sqlite(tmp_path / "log.sqlite", "DROP TABLE event_Won"))
    assert imported.summary.reasons == {"no time": 1}
    assert any("no table 'event_Won'" in note for note in imported.summary.notes)


def test_that_names_in_a_database_are_only_names(tmp_path: Path) -> None:
    odd = "x'\"; DROP TABLE event; --"
    path = write_sqlite(tmp_path / "log.sqlite", 'ALTER TABLE event_Won RENAME COLUMN resource TO "a""b;"')
    assert traces(read(path).log) == TRACES
    with pytest.raises(UserError, match="no objects of the type"):
        read(path, object_type=odd)


def test_that_a_damaged_and_an_unfinished_database_are_refused(tmp_path: Path) -> None:
    whole = write_sqlite(tmp_path / "log.sqlite").read_bytes()
    with pytest.raises(UserError, match="damaged or no database"):
        read(write(tmp_path, "cut.sqlite", whole[:6000]))
    with pytest.raises(UserError, match="no SQLite database"):
        read(write(tmp_path, "other.db", b"hello"))
    with pytest.raises(UserError, match="is empty"):
        read(write(tmp_path, "none.db", b""))
    write(tmp_path, "log.sqlite-wal", b"something")
    with pytest.raises(UserError, match=r"changes that are not yet in it \(log.sqlite-wal\)"):
        read(tmp_path / "log.sqlite")


def test_that_a_database_of_something_else_beside_a_log_is_not_taken_for_one(tmp_path: Path) -> None:
    write(tmp_path, "Thumbs.db", b"\xd0\xcf\x11\xe0" + bytes(600))
    write(tmp_path, "log.csv", "case_id,activity,timestamp\nc1,A,2024-01-01\nc1,B,2024-01-02\n")
    imported = read(tmp_path)
    assert imported.summary.source == "table"
    assert "Not used: Thumbs.db." in imported.summary.notes
