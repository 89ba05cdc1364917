"""Drafts and versions of a project."""

from dataclasses import replace
from datetime import date

import pytest

from mining.what_if.drafts import (
    MOST_DRAFTS,
    adopted,
    free_name,
    versions_of,
    with_changed_draft,
    with_draft,
    with_renamed_draft,
    with_validity,
    without_draft,
    without_version,
)
from models.case_filter import CaseFilter
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from models.project import Project
from models.sales_process import SalesProcess, Stage

A, B = Stage("A", ("A",)), Stage("B", ("B",))
NOW = SalesProcess("Sales", (A, B), version="1", valid_from=date(2025, 1, 1))
NET = PetriNet("Net", ("p", "q"), (Transition("A", "A", (("p", 1),), (("q", 1),)),), {"p": 1}, {"q": 1})


@pytest.fixture
def project() -> Project:
    return with_draft(Project("P", process=NOW), replace(NOW, flow=(A,)), "Short")


def names(project: Project) -> list[str]:
    return [draft.name for draft in project.drafts]


def test_that_drafts_get_names_of_their_own(project: Project) -> None:
    more = with_draft(with_draft(with_draft(project, NOW), NOW), NOW, " short ")
    assert names(more) == ["Short", "Draft of Sales", "Draft of Sales 2", "short 2"]
    assert free_name("A", ["a", "A 2"]) == "A 3"


def test_that_a_draft_is_renamed_changed_and_removed(project: Project) -> None:
    more = with_draft(project, NOW, "Long")
    assert names(with_renamed_draft(more, 0, " Other\tname ")) == ["Other name", "Long"]
    assert with_changed_draft(more, 1, replace(NOW, flow=(B,))).drafts[1].flow == (B,)
    assert names(without_draft(more, 0)) == ["Long"]
    with pytest.raises(UserError, match="called LONG"):
        with_renamed_draft(more, 0, "LONG")
    with pytest.raises(UserError, match="needs a name"):
        with_renamed_draft(more, 0, "  ")


def test_that_there_is_a_bound_to_drafts(project: Project) -> None:
    for _ in range(MOST_DRAFTS - 1):
        project = with_draft(project, NOW)
    with pytest.raises(UserError, match="delete one"):
        with_draft(project, NOW)


def test_that_an_adopted_draft_follows_the_version_before_it(project: Project) -> None:
    key = DeviationKey(DeviationType.SKIPPED, "B")
    filtered = replace(project, filter=CaseFilter(deviation=key))
    found = adopted(filtered, 0, date(2026, 3, 1), keep=True)
    assert found.process == replace(
        NOW, name="Short", flow=(A,), valid_from=date(2026, 3, 1), valid_until=None
    )
    assert found.earlier == (replace(NOW, valid_until=date(2026, 2, 28)),)
    assert (found.drafts, found.filter) == ((), CaseFilter())


def test_that_an_adopted_draft_can_take_the_place_of_the_process(project: Project) -> None:
    found = adopted(project, 0, None, keep=False)
    assert isinstance(found.process, SalesProcess)
    assert (found.process.name, found.process.valid_from, found.earlier) == ("Short", None, ())


def test_that_what_cannot_be_adopted_is_refused(project: Project) -> None:
    with pytest.raises(UserError, match="later day"):
        adopted(project, 0, date(2025, 1, 1), keep=True)
    with pytest.raises(UserError, match="from which day"):
        adopted(project, 0, None, keep=True)
    with pytest.raises(UserError, match="imported net"):
        adopted(replace(project, process=NET), 0, date(2026, 1, 1), keep=True)
    with pytest.raises(UserError, match="names no stage"):
        adopted(with_changed_draft(project, 0, replace(NOW, flow=())), 0, None, keep=False)
    assert adopted(replace(project, process=NET), 0, None, keep=False).earlier == ()


def test_that_the_validity_of_a_version_can_be_changed(project: Project) -> None:
    two = adopted(project, 0, date(2026, 3, 1), keep=True)
    found = with_validity(two, 0, None, date(2026, 1, 31))
    assert [(v.valid_from, v.valid_until) for v in versions_of(found)] == [
        (None, date(2026, 1, 31)),
        (date(2026, 3, 1), None),
    ]
    assert with_validity(two, 1, date(2026, 4, 1), None).process == replace(
        versions_of(two)[1], valid_from=date(2026, 4, 1)
    )


@pytest.mark.parametrize(
    ("at", "begins", "ends", "problem"),
    [
        (0, date(2026, 2, 1), date(2026, 1, 1), "end later"),
        (0, None, date(2026, 3, 1), "still be in force"),
        (0, None, None, "still be in force"),
        (1, None, None, "still be in force"),
    ],
)
def test_that_two_versions_are_never_in_force_on_one_day(
    project: Project, at: int, begins: date | None, ends: date | None, problem: str
) -> None:
    with pytest.raises(UserError, match=problem):
        with_validity(adopted(project, 0, date(2026, 3, 1), keep=True), at, begins, ends)


def test_that_an_earlier_version_can_be_removed(project: Project) -> None:
    two = adopted(project, 0, date(2026, 3, 1), keep=True)
    assert without_version(two, 0).earlier == ()
    assert versions_of(replace(two, process=NET)) == two.earlier
