"""Every command does on real files what it promises."""

import json
from pathlib import Path
from typing import Any

import pytest

from mining.demo.generate import write_demo
from mining.process.pnml import read_pnml
from mining.project_file import load
from models.event_log import EventLog
from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, "log.csv", LOG)


@pytest.fixture
def process(tmp_path: Path) -> Path:
    return write(tmp_path, "process.yaml", PROCESS)


def log_of(project: Path) -> EventLog:
    found = load(project).log
    assert found is not None
    return found


def is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def test_that_check_writes_the_promised_json_and_nothing_else(demo: Path, capsys: Capture) -> None:
    ran = run(capsys, "check", demo, "--process", demo / "process.yaml", "--json", "-")
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    assert found["format"] == "lanekeeper.check/1"
    assert set(found["log"]) == {"cases", "events", "variants", "won", "lost", "open", "quarantined"}
    assert all(type(count) is int for count in found["log"].values())
    assert found["log"]["cases"] == found["log"]["won"] + found["log"]["lost"] + found["log"]["open"] == 3000
    assert found["process"]["name"] == "New business"
    assert found["process"]["stages"][:3] == ["Qualify", "Discovery", "Demo"]
    fitness = found["fitness"]
    assert set(fitness) == {
        "log", "conforming_cases", "deviating_cases", "pending_cases", "unchecked_cases"
    }  # fmt: skip
    assert 0 < fitness["log"] < 1
    assert sum(fitness[f"{status}_cases"] for status in ("conforming", "deviating", "pending")) == 3000
    assert "alignment_costs" not in found
    assert found["groups"] == {}


def test_that_every_deviation_has_the_promised_fields(demo: Path, capsys: Capture) -> None:
    ran = run(capsys, "check", demo, "--process", demo / "process.yaml", "--json", "-")
    deviations = ran.json["deviations"]
    assert len(deviations) > 5
    wanted = {"type", "stage", "cases", "rate", "win_rate_with", "win_rate_without", "effect", "examples"}
    for row in deviations:
        assert wanted <= set(row)
        assert type(row["cases"]) is int
        assert row["cases"] > 0
        assert 0 <= row["rate"] <= 1
        assert is_number(row["win_rate_with"])
        assert is_number(row["win_rate_without"])
        effect = row["effect"]
        assert effect is None or (
            set(effect) == {"low", "estimate", "high", "q"} and all(map(is_number, effect.values()))
        )
        assert row["examples"]
        assert all(identifier.startswith("006") for identifier in row["examples"])


def test_that_costs_are_told_for_every_deal_where_asked(log: Path, process: Path, capsys: Capture) -> None:
    ran = run(capsys, "check", log, "--process", process, "--json", "-", "--costs")
    assert ran.json["alignment_costs"] == {"c1": 0, "c2": 1, "c3": 0}


def test_that_owners_are_pseudonyms_unless_their_names_are_asked_for(
    log: Path, process: Path, capsys: Capture
) -> None:
    check = ("check", log, "--process", process, "--json", "-", "--by", "owner, team")
    hidden, named = run(capsys, *check), run(capsys, *check, "--names")
    assert "Ann" not in hidden.out
    assert "Bob" not in hidden.out
    groups = named.json["groups"]
    assert [(group["name"], group["cases"]) for group in groups["owner"]] == [("Ann", 1), ("Bob", 2)]
    assert [group["name"] for group in hidden.json["groups"]["team"]] == ["North", "South"]
    assert groups["team"][0] == {"name": "North", "cases": 1, "fitness": 1.0, "deviations": {}}
    assert groups["team"][1]["deviations"] == {"skipped": {"Demo": 1}}
    assert 0 < groups["team"][1]["fitness"] < 1


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("0.5", 0), ("1", 1)])
def test_that_fail_under_decides_the_exit_code(
    least: str, code: int, log: Path, process: Path, capsys: Capture
) -> None:
    ran = run(capsys, "check", log, "--process", process, "--fail-under", least)
    assert (ran.code, ran.err) == (code, "")
    assert "3 deals on 3 distinct paths, checked against 'New business'" in ran.out


def test_that_the_json_file_is_beside_what_is_printed(
    log: Path, process: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "check.json"
    ran = run(capsys, "check", log, "--process", process, "--json", out)
    assert ran.out.startswith("3 deals")
    assert json.loads(out.read_text("utf-8"))["log"]["cases"] == 3


def test_that_import_stores_the_log_and_the_process_for_a_later_check(
    demo: Path, tmp_path: Path, capsys: Capture
) -> None:
    project = tmp_path / "Year.lane"
    ran = run(capsys, "import", demo, "--out", project, "--process", demo / "process.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("3,000 deals with 59,596 events from ")
    assert "(salesforce)" in ran.out
    stored = run(capsys, "check", project, "--json", "-").json
    direct = run(capsys, "check", demo, "--process", demo / "process.yaml", "--json", "-").json
    assert stored == direct
    assert run(capsys, "check", "demo", "--json", "-").json == direct


def test_that_import_says_which_rows_were_set_aside_and_why(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, "log.csv", LOG + ",Qualify,2024-01-01,,,\nc9,Demo,soon,,,\nc9,,2024-01-01,,,\n")
    project = tmp_path / "p.lane"
    ran = run(capsys, "import", path, "--out", project)
    assert ran.code == 0
    assert "3 rows were set aside:" in ran.out
    assert "- 1: no case id (column case_id is empty) (first: log.csv, line 8)" in ran.out
    found = run(capsys, "import", path, "--out", project, "--json", "-").json
    assert (found["format"], found["source"], found["files"]) == ("lanekeeper.import/1", "table", ["log.csv"])
    assert (found["rows"], found["cases"], found["events"], found["quarantined"]) == (9, 3, 6, 3)
    assert [(row["line"], row["file"]) for row in found["rows_set_aside"]] == [
        (n, "log.csv") for n in (8, 9, 10)
    ]
    assert sum(found["reasons"].values()) == 3
    process = write(tmp_path, "process.yaml", PROCESS)
    ran = run(capsys, "check", project, "--process", process, "--json", "-")
    assert ran.json["log"]["quarantined"] == 3


def test_that_a_second_import_keeps_the_process_of_the_project(
    log: Path, process: Path, tmp_path: Path, capsys: Capture
) -> None:
    project = tmp_path / "p.lane"
    run(capsys, "import", log, "--out", project, "--process", process)
    longer = write(tmp_path, "longer.csv", LOG + "c4,Qualify,2024-02-01,Ann,North,open\n")
    assert run(capsys, "import", longer, "--out", project).code == 0
    assert run(capsys, "check", project, "--json", "-").json["log"]["cases"] == 4


def test_that_columns_can_be_named(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, "log.csv", 'k,"a, b",w,case_id\nk1,X,2024-01-01,other\n')
    project = tmp_path / "p.lane"
    ran = run(capsys, "import", path, "--out", project, "--map", "case=k,activity=a, b,timestamp=w")
    assert (ran.code, ran.err) == (0, "")
    assert (log_of(project).cases.ids, log_of(project).trace(0)) == (("k1",), ("X",))


def test_that_the_zone_and_the_order_of_dates_can_be_said(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, "log.csv", "case_id,activity,timestamp\nc1,A,03/04/2024 12:00\n")
    midnight_april_3, hour = 1_712_102_400_000_000, 3_600_000_000
    project = tmp_path / "p.lane"
    berlin = ("--timezone", "Europe/Berlin")
    assert run(capsys, "import", path, "--out", project, "--dayfirst", *berlin).code == 0
    assert log_of(project).timestamp.tolist() == [midnight_april_3 + 10 * hour]  # summer time
    assert run(capsys, "import", path, "--out", project, "--replace", "--monthfirst", *berlin).code == 0
    assert log_of(project).timestamp.tolist() == [midnight_april_3 + (11 - 30 * 24) * hour]


def test_that_only_some_activities_can_be_checked(log: Path, process: Path, capsys: Capture) -> None:
    ran = run(capsys, "check", log, "--process", process, "--only", "Qual*, W?n", "--json", "-")
    assert (ran.json["log"]["events"], ran.json["log"]["cases"]) == (5, 3)
    assert "No deal ever reached 'Demo'" in ran.err


@pytest.mark.parametrize(
    ("ending", "start"), [(".json", b"{"), (".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")]
)
def test_that_discover_draws_the_map(
    ending: str, start: bytes, log: Path, process: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / f"map{ending}"
    ran = run(capsys, "discover", log, "--process", process, "--out", out)
    assert (ran.code, ran.out, ran.err) == (0, f"Wrote {out}.\n", "")
    assert out.read_bytes().startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv", out.name, "process.yaml"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pm4py's own
@pytest.mark.parametrize("ending", [".bpmn", ".pnml"])
def test_that_a_discovered_model_can_be_checked_against(
    ending: str, log: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / f"model{ending}"
    assert run(capsys, "discover", log, "--out", out, "--noise", "0").code == 0
    if ending == ".pnml":
        labels = {t.label for t in read_pnml(out.read_bytes(), out.name).transitions if t.label}
        assert labels == {"Qualify", "Demo", "Won"}
    ran = run(capsys, "check", log, "--process", out, "--json", "-")
    assert ran.code == 0
    assert ran.json["fitness"]["log"] == 1.0


def test_that_the_demo_is_written_where_asked(tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, "demo", "--out", tmp_path / "new" / "demo")
    assert (ran.code, ran.err) == (0, "")
    names = {path.name for path in (tmp_path / "new" / "demo").iterdir()}
    assert {"OpportunityHistory.csv", "Opportunity.csv", "User.csv", "process.yaml", "truth.json"} <= names


def test_that_one_pool_of_several_can_be_chosen(log: Path, tmp_path: Path, capsys: Capture) -> None:
    def pool(name: str) -> str:
        return (
            f'<process id="{name}"><startEvent id="s{name}"/><task id="t{name}" name="Qualify"/>'
            f'<endEvent id="e{name}"/><sequenceFlow id="f{name}" sourceRef="s{name}" targetRef="t{name}"/>'
            f'<sequenceFlow id="g{name}" sourceRef="t{name}" targetRef="e{name}"/></process>'
        )

    model = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">' + pool("Sales") + pool("Buyer")
    )
    path = write(tmp_path, "pools.bpmn", model + "</definitions>")
    refused = run(capsys, "check", log, "--process", path)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "(--pool)" in refused.err
    assert run(capsys, "check", log, "--process", path, "--pool", "Sales").code == 0


def test_that_a_model_speaks_the_labels_of_the_crm_whatever_the_process_calls_them(
    demo: Path, tmp_path: Path, capsys: Capture
) -> None:
    model = tmp_path / "model.pnml"
    documented = str(demo / "process.yaml")
    assert (
        run(capsys, "discover", str(demo), "--process", documented, "--out", str(model), "--noise", "0").code
        == 0
    )
    assert "Needs Analysis" in read_pnml(model.read_bytes(), model.name).labels
    found = run(capsys, "check", str(demo), "--process", str(model), "--json", "-").json
    assert found["fitness"]["conforming_cases"] == found["log"]["won"] + found["log"]["lost"]
