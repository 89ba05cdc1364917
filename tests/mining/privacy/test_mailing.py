from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mining.privacy.mailing.columns import AMOUNTS, DEAL_NAMES, DEALS, TIMES, proposals
from mining.privacy.mailing.copy import safe_copy
from mining.privacy.mailing.rounded import rounded
from mining.privacy.mailing.write import write_mailed
from mining.privacy.people import introduced
from mining.project_file import load, save
from models.case_filter import CaseFilter
from models.case_table import DAY
from models.categorical import Categorical
from models.change_plan import ChangeAction, ChangePlan
from models.errors import UserError
from models.import_summary import ImportSummary, Quarantined
from models.mailing import Treatment
from models.progress import silent
from models.project import Project
from tests.builders import a_log
from tests.names_in_files import names_in

NAMES = ("Ann Lee", "Bob Stone", "Acme", "Globex", "4711", "0815")


@pytest.fixture
def project() -> Project:
    log = a_log(
        "Qualify > Won", "Qualify > Lost", "Qualify",
        name=("Acme, new", "Globex", "Initech"),
        owner=["Ann Lee", "Bob Stone", "Ann Lee"],
        team=["North", "South", "North"],
        amount=np.array([12_345.0, 987.0, np.nan]),
        extra={"Account": Categorical.of(["Acme", "Globex", "Acme"]), "Size": Categorical.of(["big", "small", "big"])},
        resources=["Ann Lee"] * 3,
    )  # fmt: skip
    log = replace(log, cases=replace(log.cases, ids=("4711", "0815", "333")))
    summary = ImportSummary("table", ("Acme.csv",), 5, (Quarantined("Acme.csv", 3, "Ann Lee has no date"),))
    plan = ChangePlan("Plan", "", (ChangeAction("1", "Coach Ann Lee", person="Ann Lee", note="Lee agreed"),))
    owner = CaseFilter(owners=frozenset({"Bob Stone"}))
    return introduced(
        Project("Deals", log, summary, notes="Call Acme", filter=owner, plan=plan, areas={"Ann Lee": "AE"})
    )


def test_that_the_proposals_leave_neither_people_nor_customers_nor_a_way_back(project: Project) -> None:
    made = safe_copy(project)
    assert made.log is not None
    table, ann = made.log.cases, project.stand_ins["Ann Lee"]
    assert table.owner.texts() == [ann, project.stand_ins["Bob Stone"], ann]
    assert sorted(table.ids) == ["Deal 1", "Deal 2", "Deal 3"]
    assert table.name == ("", "", "")
    assert table.amount[:2].tolist() == [12_000, 990]
    assert set(table.extra) == {"Size"}
    assert made.plan.actions[0].what == f"Coach {ann}"
    assert made.plan.actions[0].note == f"{ann} agreed"
    assert made.filter.owners == {project.stand_ins["Bob Stone"]}
    assert made.areas == {ann: "AE"}
    assert (made.notes, made.recipe) == ("", None)
    assert made.summary is not None
    assert (made.summary.files, made.summary.quarantined, made.summary.rows) == ((), (), 5)
    assert set(made.stand_ins) == set(made.stand_ins.values())
    assert made.log.variants.counts.tolist() == [1, 1, 1]


def test_that_a_copy_opens_as_any_project_and_its_stand_ins_stay(project: Project, tmp_path: Path) -> None:
    write_mailed(project, {}, tmp_path / "mailed.lane", silent)
    again = introduced(load(tmp_path / "mailed.lane"))
    assert again.stand_ins == {name: name for name in project.stand_ins.values()}
    assert names_in([tmp_path / "mailed.lane"], NAMES) == set()


def test_that_no_page_of_the_file_before_is_left(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "mailed.lane"
    save(project, path)
    assert names_in([path], NAMES)
    write_mailed(project, {}, path, silent)
    assert names_in([path], NAMES) == set()


def test_that_columns_are_treated_as_chosen(project: Project) -> None:
    chosen = {
        DEALS: Treatment.KEEP,
        DEAL_NAMES: Treatment.KEEP,
        AMOUNTS: Treatment.LEAVE_OUT,
        TIMES: Treatment.DAYS,
        "team": Treatment.REPLACE,
    }
    made = safe_copy(project, chosen)
    assert made.log is not None
    assert made.log.cases.ids == ("4711", "0815", "333")
    assert made.log.cases.name[1] == "Globex"
    assert np.isnan(made.log.cases.amount).all()
    assert (made.log.timestamp % DAY == 0).all()
    assert set(made.log.cases.team.labels) == {"Team 1", "Team 2"}


def test_that_a_copy_in_which_somebody_is_named_is_not_written(project: Project, tmp_path: Path) -> None:
    assert project.log is not None
    log = replace(project.log, cases=replace(project.log.cases, ids=("Ann Lee 1", "2", "3")))
    named = replace(project, log=log)
    with pytest.raises(UserError, match="A name is left in the copy"):
        write_mailed(named, {DEALS: Treatment.KEEP}, tmp_path / "mailed.lane", silent)
    assert list(tmp_path.iterdir()) == []


def test_that_there_is_a_proposal_for_every_column(project: Project) -> None:
    assert proposals(project)["case:Account"] is Treatment.LEAVE_OUT
    assert proposals(project)["case:Size"] is Treatment.KEEP
    assert "event:Subject" not in proposals(project)


def test_that_amounts_keep_two_digits_and_their_sign() -> None:
    given = np.array([12_345.0, 995.0, 0.0, -1_250.0, 7.0, np.nan])
    assert rounded(given)[:5].tolist() == [12_000, 1_000, 0, -1_200, 7]
