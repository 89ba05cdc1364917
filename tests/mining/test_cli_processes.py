"""`check --process` and `--journey` with every format that a process can come in: the same process, the same answer."""

import json
from pathlib import Path

import pytest

from mining.demo.generate import write_demo
from mining.process.bpmn import write_bpmn
from mining.process.compile import to_net
from mining.process.pnml import write_pnml
from mining.process.read import read_process
from models.sales_process import SalesProcess
from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]


def test_that_the_demo_as_bpmn_gives_the_same_answer_as_its_yaml(tmp_path: Path, capsys: Capture) -> None:
    write_demo(tmp_path)
    documented = tmp_path / "process.yaml"
    process = read_process(documented)
    assert isinstance(process, SalesProcess)
    drawn = tmp_path / "process.bpmn"
    drawn.write_bytes(write_bpmn(process))
    assert read_process(drawn) == process
    log = sorted(tmp_path.glob("*.csv"))
    said = [run(capsys, "check", *log, "--process", path, "--json", "-") for path in (documented, drawn)]
    assert [ran.code for ran in said] == [0, 0]
    ours, theirs = (json.loads(ran.out) for ran in said)
    assert ours == theirs
    assert ours["deviations"]
    assert ours["rules"]


def test_that_a_list_of_stages_is_a_process_to_check_against(tmp_path: Path, capsys: Capture) -> None:
    log, yaml = write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)
    rows = write(tmp_path, "New business.csv", "Stage,CRM\nQualify,\nDemo,\nWon,\nLost,\n")
    ours, theirs = (
        json.loads(run(capsys, "check", log, "--process", path, "--json", "-").out) for path in (yaml, rows)
    )
    assert ours == theirs
    assert ours["process"] == {"name": "New business", "stages": ["Qualify", "Demo"]}


def test_that_a_journey_is_put_into_the_process(tmp_path: Path, capsys: Capture) -> None:
    log, yaml = write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)
    journey = write(tmp_path, "buyer.yaml", "buyer: {problem: {}}\nstages: {Demo: problem}")
    assert run(capsys, "check", log, "--process", yaml, "--journey", journey).code == 0
    wrong = write(tmp_path, "wrong.yaml", "buyer: {problem: {}}\nstages: {Dmo: problem}")
    ran = run(capsys, "check", log, "--process", yaml, "--journey", wrong)
    assert ran.code == 2
    assert "wrong.yaml: the stage Dmo under `stages` is none of New business" in ran.err
    assert run(capsys, "check", log, "--process", yaml, "--journey", journey, "--json", journey).code == 2


def test_that_a_net_is_told_in_stages_for_a_journey(tmp_path: Path, capsys: Capture) -> None:
    log = write(tmp_path, "log.csv", LOG)
    documented = read_process(write(tmp_path, "process.yaml", PROCESS))
    assert isinstance(documented, SalesProcess)
    net = tmp_path / "net.pnml"
    net.write_bytes(write_pnml(to_net(documented, {})))
    journey = write(tmp_path, "buyer.yaml", "buyer: {problem: {}}\nstages: {Demo: problem}")
    ran = run(capsys, "check", log, "--process", net, "--journey", journey, "--json", "-")
    assert json.loads(ran.out)["process"]["stages"] == ["Qualify", "Demo"]


def test_that_a_journey_without_a_process_is_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    log = write(tmp_path, "log.csv", LOG)
    journey = write(tmp_path, "buyer.yaml", "buyer: {problem: {}}")
    ran = run(capsys, "check", log, "--journey", journey)
    assert ran.code == 2
    assert "There is no documented process for the journey; name one with --process FILE." in ran.err


def test_that_check_says_what_is_accepted_or_in_force_by_mistake(tmp_path: Path, capsys: Capture) -> None:
    said = (
        "process: {name: Small, valid_from: 2026-01-01, valid_until: 2025-01-01}\n"
        "flow: [Qualify, Demo]\naccepted: [{deviation: skip Demmo}]\n"
    )
    process = write(tmp_path, "wrong.yaml", said)
    ran = run(capsys, "check", write(tmp_path, "log.csv", LOG), "--process", process, "--json", "-")
    told = [
        "The process is valid until 2025-01-01, before it begins on 2026-01-01; change one of the dates.",
        "The accepted deviation “skipped Demmo” names a stage that the process does not have; did you mean Demo?",
    ]
    assert ran.code == 0
    assert [line for line in ran.err.splitlines() if line in told] == told
    assert [one["sentence"] for one in ran.json["problems"]] == told
    assert [one["part"] for one in ran.json["problems"]] == ["process", "accepted deviation"]
    assert {one["severity"] for one in ran.json["problems"]} == {"warning"}
