"""A damaged or forged project file is refused with one sentence, never opened wrongly."""

import hashlib
import io
import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mining.project_file import load, save
from models.errors import UserError
from models.project import Project
from tests.builders import a_log
from tests.mining.project_equality import assert_same

PROJECT = Project("Sound", a_log(*["Qualify > Demo > Won", "Demo > Lost"] * 400), notes="n" * 9000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(PROJECT, tmp_path / "p.lane")
    return tmp_path / "p.lane"


def is_refused(path: Path) -> bool:
    """Whether it is; if not, the change was in a part of the file that nobody uses, and all is as saved."""
    try:
        project = load(path)
    except UserError:
        return True
    assert_same(project, PROJECT)
    return False


def test_that_no_flipped_bit_is_ever_read_as_data(path: Path) -> None:
    sound = path.read_bytes()
    dice = random.Random(5)
    refused = 0
    for _ in range(60):
        changed = bytearray(sound)
        changed[dice.randrange(len(sound))] ^= 1 << dice.randrange(8)
        path.write_bytes(changed)
        refused += is_refused(path)
        assert path.read_bytes() == changed
    assert refused > 20


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_that_a_truncated_file_is_refused(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(UserError, match=r"p\.lane is (damaged|not a Lanekeeper project)"):
        load(path)


def test_that_a_save_over_a_damaged_project_leaves_it(path: Path) -> None:
    whole = path.read_bytes()
    broken = whole[:100] + bytes(len(whole) - 100)
    path.write_bytes(broken)
    with pytest.raises(UserError, match=r"p\.lane is damaged"):
        save(Project("x"), path)
    assert path.read_bytes() == broken


def forge(path: Path, name: str, data: bytes) -> None:
    """Put other bytes into a part, with hashes that fit."""
    with closing(sqlite3.connect(path)) as database, database:
        digest = hashlib.sha256(data)
        database.execute(
            "INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", (name, b"", digest.digest(), data)
        )
        rows = database.execute("SELECT name, sha256 FROM part WHERE name != 'manifest.json'")
        hashes = {row[0]: row[1].hex() for row in rows}
        manifest = json.dumps({"format": "lanekeeper.project/1", "parts": hashes}).encode()
        database.execute(
            "UPDATE part SET data = ?, sha256 = ? WHERE name = 'manifest.json'",
            (manifest, hashlib.sha256(manifest).digest()),
        )


def parquet(columns: dict[str, object], **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **options)
    return sink.getvalue()


def test_that_a_forgery_with_right_hashes_is_read(path: Path) -> None:
    forge(path, "project.json", b'{"name": "Other", "notes": ""}')
    assert load(path).name == "Other"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("project.json", b"{}"),
        ("project.json", b'{"name": 3, "notes": ""}'),
        ("project.json", b"[" * 200_000),
        ("filter.json", b"[]"),
        ("filter.json", b"null"),
        ("process.net.json", b'{"name": "n", "places": ["p"], "transitions": 7, "initial": {}, "final": {}}'),
        ("summary.json", b"\xff"),
        ("surprise.txt", b"hello"),
        ("columns.json", b'{"events": ["a", "a"], "cases": []}'),
        ("events.parquet", b"PAR1 nothing PAR1"),
        ("events.parquet", parquet({"timestamp": [1]})),
        ("labels.parquet", parquet({"column": [b"a"], "label": [b"b"]}, use_dictionary=True)),
        ("labels.parquet", parquet({"column": [b"a", None], "label": [b"b", b"c"]}, use_dictionary=False)),
    ],
)  # fmt: skip
def test_that_nonsense_with_right_hashes_is_refused(path: Path, name: str, data: bytes) -> None:
    forge(path, name, data)
    with pytest.raises(UserError, match=r"p\.lane is damaged"):
        load(path)


def lose(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM part WHERE name = 'events.parquet'")


def swap(database: sqlite3.Connection) -> None:
    database.execute(
        "UPDATE part SET (sha256, data) = (SELECT sha256, data FROM part WHERE name = 'events.parquet') "
        "WHERE name = 'cases.parquet'"
    )


def number(database: sqlite3.Connection) -> None:
    database.execute("UPDATE part SET data = 5")


def add_trigger(database: sqlite3.Connection) -> None:
    database.execute("CREATE TRIGGER boo AFTER DELETE ON part BEGIN DELETE FROM part; END")


def add_view(database: sqlite3.Connection) -> None:
    database.execute("ALTER TABLE part RENAME TO hidden")
    database.execute(
        "CREATE VIEW part AS WITH RECURSIVE n(name) AS (SELECT 1 UNION ALL SELECT name + 1 FROM n) "
        "SELECT name, '' AS content, '' AS sha256, '' AS data FROM n"
    )


@pytest.mark.parametrize("change", [lose, swap, number, add_trigger, add_view])
def test_that_a_database_that_is_not_as_we_write_it_is_refused(
    path: Path, change: Callable[[sqlite3.Connection], None]
) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        change(database)
    with pytest.raises(UserError, match=r"p\.lane is damaged"):
        load(path)
