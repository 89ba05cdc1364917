"""Snapshots of a project: taken, compared with what came since, kept in the file, and usable without the log."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mining.analysis import analyse
from mining.before_after.before_after_json import before_after_json
from mining.before_after.keeping import kept, since, with_snapshot
from mining.before_after.plan_results import action_results
from mining.before_after.report_blocks import before_after_blocks
from mining.before_after.sides import compared, sides_after, sides_before, usual_sides
from mining.before_after.snapshot_json import snapshot_from, snapshot_values
from mining.project_file import load, save
from models.before_after import Moved, Reached
from models.change_plan import ChangeAction, ChangePlan
from models.errors import UserError
from models.progress import silent
from models.project import Project
from models.sales_process import SalesProcess
from models.strategy import Baseline, Strategy
from tests.desktop.conftest import PROCESS
from tests.mining.before_after.built import cell, sales_log, sales_project, share, snapshot

TODAY = date(2027, 6, 1)
OLD = [("North", 0, 355, 160, 128), ("South", 0, 355, 160, 128)]
NEW = [("North", 362, 440, 60, 15), ("South", 362, 440, 60, 48)]
LAST_OLD = date(2026, 12, 30)


@pytest.fixture(scope="module")
def first() -> Project:
    return kept(sales_project(*OLD), TODAY, silent)


@pytest.fixture(scope="module")
def grown(first: Project) -> Project:
    return replace(first, log=sales_log(*OLD, *NEW))


def test_that_a_snapshot_is_named_by_the_last_day_and_taken_once(first: Project) -> None:
    (one,) = first.snapshots
    assert (one.name, one.ends, one.day, one.deals, one.process) == (
        "Until 30\u00a0Dec\u00a02026", LAST_OLD, TODAY, 320, "Small 1"
    )  # fmt: skip
    skipped = one.of("skip Demo")
    assert skipped is not None
    assert sum(cell.total for cell in skipped.cells) / skipped.n == pytest.approx(0.8, abs=0.02)
    assert kept(first, TODAY, silent) is first
    twice = with_snapshot(first, one)
    assert [two.name for two in twice.snapshots] == [one.name, f"{one.name} (2)"]


def test_that_what_came_since_is_found_where_it_was_planted_only(grown: Project) -> None:
    assert grown.log is not None
    analysis = analyse(grown.log, PROCESS, silent)
    sides = usual_sides(grown, grown.log)
    assert sides is not None
    found = compared(grown, analysis, grown.log, *sides, silent).found
    moved = {row.team: row.moved for row in found.teams if row.metric == "skip Demo"}
    assert moved == {"North": Moved.BETTER, "South": Moved.CANNOT_TELL}
    row = found.of("skip Demo", "North")
    assert row is not None
    assert row.after is not None
    assert row.after.n == 60


def test_that_deals_of_before_are_not_among_those_since(first: Project, grown: Project) -> None:
    assert grown.log is not None
    analysis = analyse(grown.log, PROCESS, silent)
    now = since(grown, analysis, grown.log, first.snapshots[0], silent)
    assert now is not None
    skipped, days = now.of("skip Demo"), now.of("cycle_days")
    assert skipped is not None
    assert days is not None
    assert (now.begins, skipped.n) == (date(2026, 12, 31), 120)
    assert now.edges == first.snapshots[0].edges
    assert (
        since(first, analyse(sales_log(*OLD), PROCESS, silent), sales_log(*OLD), first.snapshots[0], silent)
        is None
    )


def test_that_two_snapshots_are_compared_when_the_log_is_gone(grown: Project) -> None:
    twice = kept(grown, TODAY, silent)
    bare = replace(twice, log=None, summary=None)
    sides = usual_sides(bare, None)
    assert sides is not None
    found = compared(bare, None, None, *sides, silent).found
    row = found.of("skip Demo", "North")
    assert row is not None
    assert row.moved is Moved.BETTER
    assert [one.name for one in sides_after(bare, sides[0], None)] == [twice.snapshots[1].name]
    with pytest.raises(UserError, match="no log any more"):
        compared(bare, None, None, sides[0], replace(sides[1], snapshot=None), silent)


def test_that_the_baseline_of_the_process_can_be_the_first_side(grown: Project) -> None:
    process = replace(PROCESS, strategy=Strategy(baseline=Baseline(date(2026, 7, 1), date(2026, 9, 30))))
    project = replace(grown, process=process, snapshots=())
    assert [one.name for one in sides_before(project)] == ["Baseline"]
    assert project.log is not None
    sides = usual_sides(project, project.log)
    assert sides is not None
    found = compared(project, analyse(project.log, process, silent), project.log, *sides, silent).found
    assert found.before.ends == date(2026, 9, 30)
    assert found.of("skip Demo") is not None


def test_that_an_empty_project_and_an_unsound_process_do_not_stop_an_import(first: Project) -> None:
    nothing = Project("Empty")
    assert kept(nothing, TODAY, silent) is nothing
    unsound = replace(sales_project(*OLD), process=SalesProcess("Odd", (), ()))
    (one,) = kept(unsound, TODAY, silent).snapshots
    assert one.of("cycle_days") is not None
    assert one.of("skip Demo") is None


def test_that_snapshots_survive_the_project_file(first: Project, tmp_path: Path) -> None:
    save(first, tmp_path / "P.lane")
    assert load(tmp_path / "P.lane").snapshots == first.snapshots


@pytest.mark.parametrize(
    "spoil",
    [
        lambda values: values["measured"][0]["cells"]["team"].__setitem__(0, 9),
        lambda values: values["measured"][0]["cells"]["n"].__setitem__(0, -1),
        lambda values: values["measured"][0]["cells"]["total"].__setitem__(0, float("nan")),
        lambda values: values["measured"][0]["cells"]["n"].pop(),
        lambda values: values["measured"][0].__setitem__("falls", "down"),
        lambda values: values["measured"][0].__setitem__("unit", "apples"),
    ],
)
def test_that_damaged_snapshots_are_refused(spoil) -> None:  # type: ignore[no-untyped-def]
    values = json.loads(json.dumps(snapshot_values(snapshot(share(cell("North", 0, 10, 5))))))
    assert snapshot_from(values).measured[0].n == 10
    spoil(values)
    with pytest.raises(ValueError):
        snapshot_from(values)


def plan(*actions: ChangeAction) -> ChangePlan:
    return ChangePlan(actions=actions)


def test_that_each_action_is_measured_since_it_was_started(grown: Project) -> None:
    started = date(2026, 12, 31)
    project = replace(
        grown,
        plan=plan(
            ChangeAction("A1", "Demo first", metric="skip.Demo", group="North", target=0.5, started=started),
            ChangeAction("A2", "Demo first", metric="skip.Demo", group="South", target=0.5, started=started),
            ChangeAction("A3", "Ann", metric="skip.Demo", person="North rep 0", target=0.1, started=started),
            ChangeAction("A4", "Later", metric="skip.Demo", started=date(2028, 1, 1)),
            ChangeAction("A5", "Proposed", metric="skip.Demo"),
            ChangeAction("A6", "Nowhere", metric="skip.Nowhere", started=started),
        ),
    )
    assert project.log is not None
    results = action_results(project, analyse(project.log, PROCESS, silent), project.log)
    assert [one.reached for one in results] == [
        Reached.YES, Reached.NO, Reached.ON_THE_WAY, Reached.CANNOT_TELL, Reached.CANNOT_TELL, Reached.CANNOT_TELL
    ]  # fmt: skip
    assert results[0].sentence.endswith("The target of 50\u00a0% is reached.")
    assert "The log ends before it was started" in results[3].sentence
    assert "not started yet" in results[4].sentence
    assert "no stage Nowhere" in results[5].sentence
    gone = action_results(replace(project, log=None), None, None)
    assert "no log any more" in gone[0].sentence


def test_that_it_is_said_how_many_more_deals_would_tell(first: Project) -> None:
    few = sales_log(*OLD, ("North", 362, 380, 12, 7))
    project = replace(
        first,
        log=few,
        plan=plan(
            ChangeAction(
                "A1", "Demo first", metric="skip.Demo", group="North", target=0.6, started=date(2026, 12, 31)
            )
        ),
    )
    (one,) = action_results(project, analyse(few, PROCESS, silent), few)
    assert one.reached is Reached.CANNOT_TELL
    assert one.needed is not None
    assert 20 < one.needed < 80
    assert f"About {one.needed} more deals would tell." in one.sentence


def test_that_the_report_and_the_json_name_nobody(grown: Project) -> None:
    project = replace(
        grown,
        plan=plan(
            ChangeAction(
                "A1",
                "Talk to North rep 0",
                metric="skip.Demo",
                person="North rep 0",
                started=date(2026, 12, 31),
            )
        ),
    )
    assert project.log is not None
    analysis, names = analyse(project.log, PROCESS, silent), {"North rep 0": "Rep 1"}
    blocks = before_after_blocks(project, analysis, project.log, names)
    assert "Demo is skipped in" in str(blocks[0])
    assert "rep 0" not in str(blocks)
    sides = usual_sides(project, project.log)
    assert sides is not None
    found = compared(project, analysis, project.log, *sides, silent).found
    told = before_after_json(found, action_results(project, analysis, project.log), project.snapshots, names)
    assert "rep 0" not in json.dumps(told)
    assert told["compared"]["metrics"][0]["metric"] == "win_rate"
    assert before_after_blocks(Project("Empty"), None, None, {}) == ()
