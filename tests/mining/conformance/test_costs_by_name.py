"""Costs that are written otherwise than the log writes its names are minded all the same."""

import pytest

from mining.conformance.check import check
from mining.process.yaml_format import parse_yaml
from models.costs import Costs
from models.progress import silent
from tests.builders import a_log

PROCESS = parse_yaml(
    "process: {name: P}\nflow: [{stage: Qualify}, {stage: Demo, crm: [Product demo]}, {stage: Proposal}]\n"
    "end: {won: {crm: [Won]}}\n",
    "process.yaml",
)
LOG = a_log("Qualify > Proposal > Won", "Qualify > Product demo > Proposal > Fax > Won")


@pytest.mark.parametrize("name", ["Demo", "demo", "  DEMO ", "product  Demo"])
def test_that_case_spaces_and_the_crms_name_do_not_count_in_the_name_of_a_cost(name: str) -> None:
    found = check(LOG, PROCESS, silent, Costs(left_out={name: 5}))
    assert found.cost.tolist() == [5, 1]
    assert found.warnings == ()


def test_that_a_cost_of_an_undocumented_event_may_be_written_in_another_case() -> None:
    assert check(LOG, PROCESS, silent, Costs(extra={"FAX": 7})).cost.tolist() == [1, 7]


def test_that_the_cost_under_the_very_name_goes_first() -> None:
    assert check(LOG, PROCESS, silent, Costs(left_out={"Demo": 3, "demo": 5})).cost.tolist() == [3, 1]
