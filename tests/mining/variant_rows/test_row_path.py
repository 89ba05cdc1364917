"""The steps of a row: those of its deals without what only one of them has, and folded."""

import numpy as np

from mining.variant_rows.row_path import folded, row_path
from models.case_table import NO_TIME, Outcome
from models.deal_path import Step
from models.deviation import DeviationType
from tests.builders import a_log
from tests.mining.variant_rows.checked_paths import checked, rows_of


def steps(names: str) -> list[Step]:
    return [Step(name, happened=True, asked=True) for name in names]


def told(names: str) -> list[tuple[str, int]]:
    return [("".join(step.stage for step in part.steps), part.times) for part in folded(steps(names))]


def test_that_a_step_or_steps_that_come_several_times_in_a_row_are_told_once():
    assert told("ABBBC") == [("A", 1), ("B", 3), ("C", 1)]
    assert told("ABCBCBCD") == [("A", 1), ("BC", 3), ("D", 1)]
    assert told("ABCABCX") == [("ABC", 2), ("X", 1)]
    assert told("ABAC") == [("A", 1), ("B", 1), ("A", 1), ("C", 1)]
    assert told("") == []


def test_that_of_several_loops_the_one_that_spares_most_is_told():
    assert told("AABAAB") == [("AAB", 2)]
    assert told("AAAA") == [("A", 4)]


def test_that_steps_that_differ_in_what_they_are_do_not_fold():
    first, second = Step("A", True, True), Step("A", True, False, DeviationType.REPEATED)
    assert [part.times for part in folded([first, second, second])] == [1, 2]


def test_that_a_row_has_no_times_and_people_and_no_data_entry():
    found, rows = checked("Qualify > Demo > Proposal > Won", resources=["Ann"])
    path = row_path(found.log, found, rows, 0)
    assert {(step.begin, step.end, step.who) for step in path.steps} == {(NO_TIME, NO_TIME, "")}
    assert [(step.stage, step.happened) for step in path.steps][1] == ("Discovery", False)
    assert [key.type for key in path.deviations] == [DeviationType.SKIPPED]


def test_that_without_a_process_the_last_step_closes_only_where_all_deals_ended_alike():
    won_and_lost = np.array([Outcome.WON, Outcome.LOST, Outcome.WON], dtype=np.int8)
    log = a_log("A > B", "A > B", "A > C", outcome=won_and_lost)
    rows = rows_of(log)
    closes = [row_path(log, None, rows, row).steps[-1].is_end for row in (0, 1)]
    assert closes == [False, True]
