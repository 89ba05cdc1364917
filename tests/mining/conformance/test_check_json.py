"""The JSON of a check: groups say what the table says of the same deals, and what was not checked is counted."""

from dataclasses import replace

import numpy as np
import pytest

from mining.conformance.check import check
from mining.conformance.check_json import check_json
from mining.conformance.measures import deviation_rows, log_fitness
from models.alignment import UNFINISHED
from models.conformance import Conformance, Status
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from tests.builders import a_log

PROCESS = SalesProcess(
    "P",
    tuple(Stage(name, (name,)) for name in ("A", "B", "C")),
    (End("won", ("Won",)), End("lost", ("Lost",))),
)
TRACES = ("A > B > C > Won", "A > C > Won", "A > C > B > Audit > Lost", "A > A > B", "A > C > Won")
OWNERS = ["Ann", "Bob", "Ann", "", "Bob"]


def checked() -> Conformance:
    return check(a_log(*TRACES, owner=OWNERS), PROCESS, silent)


def without_the_first(found: Conformance) -> Conformance:
    """The same check, as if the first deal could not have been explained in time."""
    first = found.alignment_of_case[0]
    cost, status = found.alignments.cost.copy(), found.status_of_alignment.copy()
    cost[first], status[first] = UNFINISHED, Status.UNCHECKED
    return replace(found, alignments=replace(found.alignments, cost=cost), status_of_alignment=status)


def test_that_groups_say_what_the_table_says_of_their_deals() -> None:
    found = checked()
    groups = check_json(found, 0, by=("owner",), real_names=True)["groups"]["owner"]
    assert [(group["name"], group["cases"]) for group in groups] == [("", 1), ("Ann", 2), ("Bob", 2)]
    for group in groups:
        mask = np.array([owner == group["name"] for owner in OWNERS])
        rows = {(row.key.type.value, row.key.stage): row.cases for row in deviation_rows(found, mask)}
        told = group["deviations"]
        assert {(kind, stage): n for kind in told for stage, n in told[kind].items()} == rows
        assert group["fitness"] == log_fitness(found, mask)


def test_that_deals_that_could_not_be_checked_are_counted_and_cost_nothing_known() -> None:
    whole, part = checked(), without_the_first(checked())
    found = check_json(part, 0, costs=True)
    assert check_json(whole, 0)["fitness"]["unchecked_cases"] == 0
    assert {name: found["fitness"][f"{name}_cases"] for name in ("conforming", "deviating", "pending")} == {
        "conforming": 0,
        "deviating": 5 - 1,
        "pending": 0,
    }
    assert found["fitness"]["unchecked_cases"] == 1
    assert found["alignment_costs"]["D1"] is None
    others = np.array([False, True, True, True, True])
    assert found["fitness"]["log"] == pytest.approx(log_fitness(whole, others))


def test_that_a_log_without_deals_has_no_groups() -> None:
    found = check(a_log(owner=[]), PROCESS, silent)
    assert check_json(found, 0, by=("owner",))["groups"] == {"owner": []}
