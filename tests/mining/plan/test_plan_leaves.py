"""What leaves the program of a plan: tables, blocks of a report, pages for the areas; nobody is named unasked."""

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from mining.plan.area_pages import area_pages
from mining.plan.plan_tables import plan_tables
from mining.plan.report_blocks import plan_blocks
from mining.plan.service_levels import areas_of_plan, level_of, level_rows
from mining.plan.write_plan import write_plan
from mining.report.pdf import page_pictures
from models.change_plan import ActionState, ChangePlan, ServiceLevel
from models.errors import UserError
from models.export_table import ExportTable
from models.report import Bullets, Paragraph, Report, Table
from tests.mining.plan.sold import PLAN, ROLED, TODAY, a_project, an_action
from tests.mining.plan.test_proposals import handed_over

NAMES = {"Ann": "Rep 1", "Bob": "Rep 2"}


def column(table: ExportTable, title: str) -> list[object]:
    return list(next(one.values for one in table.columns if one.title == title))


def texts(report: Report) -> str:
    return repr(report.sections)


def test_that_the_tables_have_every_field_and_stand_ins_for_people() -> None:
    actions, levels = plan_tables(a_project(), NAMES)
    assert column(actions, "Action") == ["Rewrite the exit criteria of Demo", "Coach Rep 1 on Demo"]
    assert column(actions, "Measured of") == ["Everybody", "Rep 1"]
    assert column(actions, "Baseline")[0] == "52\u00a0% (45–60\u00a0%, 160\u00a0deals)"
    assert column(actions, "Baseline, value") == [0.525, 0.525]
    assert column(actions, "Functional area") == ["Solutions", "Solutions"]
    assert column(actions, "Kept informed")[0] == "CMO (Marketing), weekly"
    assert column(actions, "State") == ["Proposed", "Under way"]
    assert column(levels, "Documented as") == ["H1", ""]
    assert "Ann" not in repr((actions, levels))
    assert "Ann" in repr(plan_tables(a_project(), None))


def test_that_a_rep_without_a_stand_in_is_not_named() -> None:
    actions, _ = plan_tables(a_project(), {})
    assert column(actions, "Measured of") == ["Everybody", "One rep"]
    assert "Ann" not in repr(actions)


def test_that_a_level_is_measured_where_hand_overs_are_counted() -> None:
    rows = level_rows(ROLED, PLAN, (handed_over(10, 40),))
    assert [(row.giver, row.taker, row.documented) for row in rows] == [
        ("Account executive", "Solutions", "H1"),
        ("Account executive", "Solutions", ""),
    ]
    assert rows[0].breaches is not None
    assert (rows[0].breaches.hits, rows[0].breaches.of) == (10, 40)
    assert rows[1].breaches is None
    assert "no event" in rows[1].why_none
    assert "no deals" in level_rows(ROLED, PLAN)[0].why_none


def test_that_levels_of_one_pair_stand_together_and_roles_are_kept_by_short_name() -> None:
    made = level_of(("Account executive", "Legal", "Asks early", "5d"), (("AE", "Account executive"),))
    assert made == ServiceLevel("AE", "Legal", "Asks early", "5d")
    plan = replace(PLAN, levels=(made, *PLAN.levels))
    assert [row.taker for row in level_rows(ROLED, plan)] == ["Solutions", "Solutions", "Legal"]
    with pytest.raises(UserError, match="is no time"):
        level_of(("AE", "SE", "Asks", "soon"), ())
    with pytest.raises(UserError, match="who gives"):
        level_of(("AE", "", "Asks", ""), ())


def test_that_the_blocks_tell_purpose_actions_outcomes_and_levels() -> None:
    blocks = plan_blocks(a_project(), NAMES, (handed_over(10, 40),))
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].text == "Sell as agreed."
    tables = [one.table for one in blocks if isinstance(one, Table)]
    assert column(tables[0], "Was") == ["52\u00a0%", "52\u00a0%"]
    assert "25\u00a0% of 40" in str(column(tables[1], "Not kept")[0])
    assert any(isinstance(one, Bullets) for one in blocks)
    assert "Ann" not in repr(blocks)


def test_that_no_plan_is_no_block_and_dropped_actions_are_not_told() -> None:
    assert plan_blocks(a_project(ChangePlan()), NAMES) == ()
    dropped = ChangePlan(actions=(an_action(state=ActionState.DROPPED),))
    assert plan_blocks(a_project(dropped), NAMES) == ()


def test_that_every_area_with_an_action_or_a_level_has_a_page_of_its_own() -> None:
    plan = replace(
        PLAN, actions=(*PLAN.actions, an_action("A3", area="Enablement"), an_action("A4", area=""))
    )
    project = a_project(plan)
    assert areas_of_plan(project) == ("Account executive", "Solutions", "Enablement", "")
    report = area_pages(project, NAMES, TODAY)
    assert [one.title for one in report.sections] == [
        "Account executive", "Solutions", "Enablement", "No functional area",
    ]  # fmt: skip
    assert report.names_hidden
    assert "Ann" not in texts(report)
    (alone,) = area_pages(project, NAMES, TODAY, areas=["Solutions"]).sections
    assert alone.title == "Solutions"


@pytest.mark.parametrize("count", [1, 5, 10, 18, 40])
def test_that_the_page_of_an_area_is_one_page_however_much_is_planned(count: int) -> None:
    long = "Rewrite the exit criteria of Demo together with the teams that read them differently, " * 4
    action = an_action(what=long, outcome=long, owner="The head of the whole of sales")
    actions = tuple(replace(action, id=f"A{at}") for at in range(count))
    levels = tuple(ServiceLevel("SE", f"Area {at}", long, "2bd") for at in range(20))
    levels += tuple(replace(one, giver=one.taker, taker="SE") for one in levels)
    report = area_pages(
        a_project(ChangePlan("Spring", long, actions, levels)), NAMES, TODAY, areas=["Solutions"]
    )
    assert len(page_pictures(report, 20)) == 1
    shown = next(len(one.table) for one in report.sections[0].blocks if isinstance(one, Table))
    left = count - shown
    assert shown > 0
    assert (f"{left} more action" in texts(report)) == (left > 0)


def test_that_a_plan_without_deals_is_written_as_workbook_text_and_pages(tmp_path: Path) -> None:
    for ending in ("xlsx", "pdf", "csv"):
        written = write_plan(a_project(), tmp_path / f"plan.{ending}", NAMES, TODAY)
        assert all(path.exists() for path in written.paths)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == ["Actions", "Service levels"]
    with (tmp_path / "plan - Actions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["Id", "A1", "A2"]
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_that_no_plan_and_odd_endings_are_refused_and_the_file_of_before_stays(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"before")
    with pytest.raises(UserError, match="has no plan yet"):
        write_plan(a_project(ChangePlan()), out, NAMES, TODAY)
    assert out.read_bytes() == b"before"
    with pytest.raises(UserError, match=r"\.xlsx, \.csv or \.pdf"):
        write_plan(a_project(), tmp_path / "plan.docx", NAMES, TODAY)
