"""A project of the first version opens as it was, and is of this version once it is saved."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from mining.process.yaml_format import parse_yaml
from mining.project_file import SCHEMA_VERSION, load, save
from models.case_filter import CaseFilter
from models.change_plan import ChangeAction, ChangePlan
from models.import_summary import ImportSummary, Quarantined
from models.preparation import Preparation
from models.project import Project
from models.quality import Fault, Finding
from models.report_template import ReportTemplate
from tests.builders import a_history, a_log
from tests.mining.project_equality import assert_same

LATER = ("findings", "robots", "timezone")
LATER_IN_FILTER = ("rule", "amount", "days", "statuses", "variants", "queries")


def first_version(path: Path) -> None:
    """Make the file what version 1 wrote: without a preparation, and with fewer fields elsewhere."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM part WHERE name IN ('preparation.json', 'costs.json')")
        parts = dict(database.execute("SELECT name, data FROM part"))
        summary = json.loads(parts["summary.json"])
        old = json.dumps({name: value for name, value in summary.items() if name not in LATER}).encode()
        put(database, "summary.json", old)
        chosen = json.loads(parts["filter.json"])
        for name in LATER_IN_FILTER:
            del chosen[name]
        put(database, "filter.json", json.dumps(chosen).encode())
        hashes = dict(
            database.execute("SELECT name, sha256 FROM part WHERE name != 'manifest.json' ORDER BY name")
        )
        manifest = {"format": "lanekeeper.project/1", "parts": {name: h.hex() for name, h in hashes.items()}}
        put(database, "manifest.json", json.dumps(manifest).encode())
        database.execute("PRAGMA user_version=1")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def put(database: sqlite3.Connection, name: str, data: bytes) -> None:
    digest = hashlib.sha256(data).digest()
    database.execute(
        "UPDATE part SET data = ?, sha256 = ?, content = ? WHERE name = ?", (data, digest, digest, name)
    )


def test_that_a_project_of_the_first_version_opens_with_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "p.lane"
    finding = Finding(Fault.CUT_OFF, 1, "One.", ("D1",), ("D1",))
    summary = ImportSummary(
        "table", ("a.csv",), 2, (Quarantined("a.csv", 2, "x"),), (), (finding,), ("Bot",), "Asia/Tokyo"
    )
    chosen = CaseFilter(owners=frozenset({"Ann"}), rule="R1", queries=("Demo",), days=(1.0, None))
    prepared = Preparation(frozenset({"New"}))
    save(Project("P", a_log("A > Won"), summary, filter=chosen, preparation=prepared), path)
    first_version(path)
    found = load(path)
    assert found.preparation == Preparation()
    assert (found.filter, found.saved_filters) == (CaseFilter(owners=frozenset({"Ann"})), ())
    assert found.summary == ImportSummary("table", ("a.csv",), 2, (Quarantined("a.csv", 2, "x"),))
    save(found, path)
    assert path.read_bytes()[60:64] == SCHEMA_VERSION.to_bytes(4)
    assert load(path).summary == found.summary


def test_that_a_project_without_a_history_of_fields_has_none_and_keeps_one_once_it_has(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.lane"
    log = a_log("A > Won")
    save(Project("P", log), path)
    with closing(sqlite3.connect(path)) as database:
        assert "changes.parquet" not in {name for (name,) in database.execute("SELECT name FROM part")}
        database.execute("PRAGMA user_version=3")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = load(path)
    assert found.log is not None
    assert len(found.log.changes) == 0
    changes = a_history((0, 1, "Amount", "100", "120", "Ann"))
    save(replace(found, log=replace(found.log, changes=changes)), path)
    again = load(path)
    assert again.log is not None
    assert_same(again.log.changes, changes)


def test_that_a_project_without_versions_and_drafts_has_none_and_keeps_them_once_it_has(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.lane"
    process = parse_yaml("process: {name: P}\nflow: [Demo]", "p.yaml")
    save(Project("P", process=process), path)
    with closing(sqlite3.connect(path)) as database:
        names = {name for (name,) in database.execute("SELECT name FROM part")}
        database.execute("PRAGMA user_version=4")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert names.isdisjoint({"earlier.json", "drafts.json"})
    found = load(path)
    assert (found.earlier, found.drafts) == ((), ())
    with_both = replace(found, earlier=(process,), drafts=(process, process))
    save(with_both, path)
    assert path.read_bytes()[60:64] == SCHEMA_VERSION.to_bytes(4)
    assert_same(load(path), with_both)
    save(found, path)
    assert_same(load(path), found)


def test_that_a_project_without_a_plan_has_none_and_keeps_one_once_it_has(tmp_path: Path) -> None:
    path = tmp_path / "p.lane"
    save(Project("P", a_log("A > Won", owner=["Ann"])), path)
    with closing(sqlite3.connect(path)) as database:
        assert "change.json" not in {name for (name,) in database.execute("SELECT name FROM part")}
        database.execute("PRAGMA user_version=6")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = load(path)
    assert (found.plan, found.report, found.snapshots) == (ChangePlan(), ReportTemplate(), ())
    plan = ChangePlan(
        "Spring", "", (ChangeAction("A1", "Coach on Demo", person="Ann", due=date(2026, 3, 31)),)
    )
    planned = replace(found, plan=plan, stand_ins={"Ann": "Rep 1"})
    save(planned, path)
    assert path.read_bytes()[60:64] == SCHEMA_VERSION.to_bytes(4)
    assert load(path).plan == plan
    save(replace(planned, log=None), path)  # the deals are gone, what is planned stays
    assert load(path).plan == plan
