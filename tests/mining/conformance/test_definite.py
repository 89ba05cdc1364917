"""Skips that no other explanation of the deal can do without, on deals small enough to see that."""

import numpy as np

from mining.analysis import analyse
from mining.conformance.measures import deviation_rows
from mining.process.yaml_format import parse_yaml
from models.deviation import DeviationType
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log

END = "end: {won: {crm: [Won]}, lost: {crm: [Lost]}}"


def certain(log: EventLog, flow: str) -> dict[str, tuple[int, int | None]]:
    """By skipped stage: the deals that skip it, and in how many it is certain."""
    process = parse_yaml(f"process: {{name: P}}\nflow: {flow}\n{END}\n", "test.yaml")
    found = analyse(log, process, silent).conformance
    assert found is not None
    rows = deviation_rows(found, np.ones(log.n_cases, dtype=bool))
    return {row.key.stage: (row.cases, row.definite) for row in rows if row.key.type is DeviationType.SKIPPED}


def test_that_a_stage_that_every_way_to_win_has_is_certainly_skipped_in_won_deals() -> None:
    log = a_log("A > C > Won", "A > C > Lost", "A > C", "A > B > C > Won")
    assert certain(log, "[A, B, C]") == {"B": (3, 1)}


def test_that_a_stage_of_one_branch_is_not_certain() -> None:
    flow = "[A, {choice: [[B, C], [D, E]]}, F]"
    assert certain(a_log("A > C > F > Won"), flow) == {"B": (1, 0)}
    assert certain(a_log("A > C > Won"), flow)["F"] == (1, 1)


def test_that_an_optional_stage_of_another_deal_does_not_matter() -> None:
    flow = "[A, {stage: B, optional: \"segment == 'SMB'\"}, C]"
    log = a_log("A > C > Won", "A > C > Won", segment=["SMB", "Enterprise"])
    assert certain(log, flow) == {"B": (1, 1)}


def test_that_other_kinds_are_not_looked_into() -> None:
    process = parse_yaml(f"process: {{name: P}}\nflow: [A, B]\n{END}\n", "test.yaml")
    log = a_log("A > X > B > Won")
    found = analyse(log, process, silent).conformance
    assert found is not None
    assert [row.definite for row in deviation_rows(found, np.ones(1, dtype=bool))] == [None]
