"""What the commands say about the quality of a log, and how they leave things out."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, run

MORE = (
    LOG
    + "c2,Won,2024-01-02,Bob,South,won\nc4,Demo,2024-01-05,Ann,North,won\nc4,Qualify,2024-01-05,Ann,North,won\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    log, process = tmp_path / "log.csv", tmp_path / "process.yaml"
    log.write_text(MORE + "c5,,2024-01-05,Ann,North,won\n")
    process.write_text(PROCESS)
    return log, process


def faults(found: dict[str, object]) -> dict[str, int]:
    return {check["fault"]: check["count"] for check in found["quality"]["checks"]}


def test_that_an_import_prints_what_it_found(capsys, files, tmp_path: Path) -> None:
    ran = run(capsys, "import", files[0], "--out", tmp_path / "p.lane")
    assert ran.code == 0
    assert "- 1 event came before with the same deal, step, time and person" in ran.out
    assert "- All times are only a date" in ran.out


def test_that_the_json_of_an_import_has_the_report(capsys, files, tmp_path: Path) -> None:
    found = run(capsys, "import", files[0], "--out", tmp_path / "p.lane", "--json", "-").json
    assert found["quality"]["format"] == "lanekeeper.quality/1"
    assert found["quality"]["first"] == "2024-01-01T00:00:00+00:00"
    assert faults(found) | {"day_only": 9, "duplicates": 1, "quarantined": 1, "open_deals": 1} == faults(
        found
    )


def test_that_a_check_leaves_out_what_it_is_told_to(capsys, files) -> None:
    check = ("check", files[0], "--process", files[1], "--json", "-")
    before, after = run(capsys, *check).json, run(capsys, *check, "--leave-out", "duplicates,open-deals").json
    assert (before["log"]["events"], before["log"]["cases"]) == (9, 4)
    assert (after["log"]["events"], after["log"]["cases"]) == (7, 3)
    assert {c["fault"] for c in after["quality"]["checks"] if c["is_on"]} == {
        "duplicates",
        "open_deals",
        "day_only",
    }


def test_that_stages_of_one_day_stand_in_documented_order_unless_the_file_s_is_wanted(capsys, files) -> None:
    check = ("check", files[0], "--process", files[1], "--costs", "--json", "-")
    assert run(capsys, *check).json["alignment_costs"]["c4"] == 0
    assert run(capsys, *check, "--order", "file").json["alignment_costs"]["c4"] == 2


def test_that_an_unknown_fault_is_refused_in_one_line(capsys, files) -> None:
    ran = run(capsys, "check", files[0], "--process", files[1], "--leave-out", "duplicates,tyops")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "--leave-out knows no 'tyops'; choose from duplicates," in ran.err


def test_that_leaving_out_every_deal_is_refused(capsys, tmp_path: Path, files) -> None:
    log = tmp_path / "open.csv"
    log.write_text("case_id,activity,timestamp,outcome\nc1,Qualify,2024-01-01,open\n")
    ran = run(capsys, "check", log, "--process", files[1], "--leave-out", "open_deals")
    assert ran.code == 2
    assert "No deal is left" in ran.err
