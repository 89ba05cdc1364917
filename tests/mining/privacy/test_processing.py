from datetime import date

from mining.privacy.as_markdown import as_markdown
from mining.privacy.people import introduced
from mining.privacy.processed_columns import processed_columns
from mining.privacy.processing import what_is_processed
from models.categorical import Categorical
from models.project import Project
from tests.builders import a_log


def a_project() -> Project:
    extra = {"Handed over by": Categorical.of(["Bob", None]), "Size": Categorical.of(["big", "small"])}
    return introduced(Project("Deals", a_log("A > Won", "A", owner=["Ann", "Ann"], resources=["Ann", "Bob"],
                                             extra=extra)))  # fmt: skip


def test_that_the_columns_of_this_very_project_are_listed_and_those_that_name_people_are_marked() -> None:
    told = {column.title: bool(column.about_people) for column in processed_columns(a_project())}
    assert told == {
        "Id": False, "Owner": True, "Outcome": False, "Handed over by": True, "Size": False, "Step": False,
        "Time": False, "Who did it": True,
    }  # fmt: skip


def test_that_the_page_tells_how_many_people_there_are_and_names_none() -> None:
    said = as_markdown(what_is_processed(a_project(), "Deals", date(2026, 7, 1)))
    assert "People who are named: **2**" in said
    assert "| Handed over by | deals | 1 | names people |" in said
    assert "Ann" not in said.replace("Answers", "")
    assert "Bob" not in said


def test_that_a_project_without_a_log_processes_nothing() -> None:
    said = as_markdown(what_is_processed(Project("Empty"), "Empty", date(2026, 7, 1)))
    assert "nothing about any person is processed" in said
