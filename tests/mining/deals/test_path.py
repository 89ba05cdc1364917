"""One deal's path beside the documented one."""

from dataclasses import replace

import numpy as np

from mining.conformance.check import check
from mining.deals.path import deal_path, deviations_of
from mining.process.yaml_format import parse_yaml
from mining.wording import deal_words, step_words
from models.case_table import NO_TIME
from models.deal_path import Step
from models.deviation import DeviationKey, DeviationType
from models.progress import silent
from tests.builders import DAY, START, a_log
from tests.desktop.screens.checked import PROCESS


def checked(*traces: str, resources: list[str] | None = None):
    log = a_log(*traces, resources=resources)
    return check(log, parse_yaml(PROCESS, "process.yaml"), silent)


def told(conformance, case: int = 0) -> list[tuple[str, str]]:
    path = deal_path(conformance.log, conformance, case)
    return [(step.stage, step_words(step)) for step in path.steps]


def test_that_a_deal_as_documented_has_every_step_done_and_asked():
    found = checked("Qualify > Discovery > Demo > Proposal > Won")
    path = deal_path(found.log, found, 0)
    assert all(step.happened and step.asked and step.deviation is None for step in path.steps)
    assert path.steps[-1].is_end
    assert deal_words(path, is_open=False) == "Follows the documented process."


def test_that_a_skipped_stage_stands_where_it_was_expected():
    found = checked("Qualify > Demo > Proposal > Won")
    assert told(found) == [
        ("Qualify", "as documented"),
        ("Discovery", "skipped"),
        ("Demo", "as documented"),
        ("Proposal", "as documented"),
        ("Won", "as documented"),
    ]
    path = deal_path(found.log, found, 0)
    assert deal_words(path, is_open=False) == "Departs from the process: Skipped Discovery."


def test_that_an_undocumented_step_has_no_partner():
    found = checked("Qualify > Discovery > Demo > Pricing > Proposal > Won")
    step = deal_path(found.log, found, 0).steps[3]
    assert (step.stage, step.happened, step.asked, step.deviation) == (
        "Pricing",
        True,
        False,
        DeviationType.UNDOCUMENTED,
    )


def test_that_a_stage_at_another_place_is_out_of_order_at_both():
    found = checked("Qualify > Demo > Discovery > Proposal > Won")
    kinds = {(s.stage, s.happened): s.deviation for s in deal_path(found.log, found, 0).steps if s.deviation}
    assert set(kinds.values()) == {DeviationType.OUT_OF_ORDER}
    assert len(kinds) == 2


def test_that_a_way_back_is_told_once_and_the_way_forward_again_is_no_new_departure():
    found = checked("Qualify > Discovery > Demo > Discovery > Demo > Proposal > Won")
    words = [word for _, word in told(found)]
    assert words.count("went back") == 1
    assert words.count("again, after going back") == 1
    assert deviations_of(found, 0) == (DeviationKey(DeviationType.WENT_BACK, "Discovery"),)


def test_that_straight_to_won_is_marked_at_the_close():
    found = checked("Qualify > Discovery > Won")
    last = deal_path(found.log, found, 0).steps[-1]
    assert last.deviation is DeviationType.PREMATURE_CLOSE


def test_that_every_event_of_every_deal_stands_in_its_path_in_order():
    traces = ("Proposal > Qualify > Qualify > Lost", "Demo", "Won", "", "Pricing > Pricing > Won > Qualify")
    found = checked(*traces)
    for case in range(len(traces)):
        path = deal_path(found.log, found, case)
        assert tuple(step.stage for step in path.steps if step.happened) == found.log.trace(case)


def test_that_times_reach_from_one_event_to_the_next_and_say_who():
    found = checked("Qualify > Discovery", resources=["Ann"])
    first, last = deal_path(found.log, found, 0).steps
    assert (first.begin, first.end, first.who) == (START, START + DAY, "Ann")
    assert (last.begin, last.end) == (START + DAY, NO_TIME)


def test_that_an_open_deal_is_as_documented_so_far():
    found = checked("Qualify > Discovery", "Qualify > Discovery > Demo > Proposal > Won")
    path = deal_path(found.log, found, 0)
    assert deal_words(path, is_open=True) == "As documented so far, and still open."


def test_that_without_a_process_only_what_happened_is_told():
    log = a_log("Qualify > Won")
    path = deal_path(log, None, 0)
    assert [(s.stage, s.happened, s.asked, s.is_end) for s in path.steps] == [
        ("Qualify", True, False, False),
        ("Won", True, False, True),
    ]
    assert not path.checked
    assert deal_words(path, is_open=False) == ""
    assert step_words(path.steps[0], checked=False) == ""


def test_that_stages_entered_within_minutes_are_marked_together():
    log = a_log("Qualify > Discovery > Demo > Proposal", resources=["Ann"])
    minutes = np.array([0, 60 * 24, 60 * 24 + 5, 60 * 30], dtype=np.int64)
    log = replace(log, timestamp=START + minutes * 60_000_000)
    found = check(log, parse_yaml(PROCESS, "process.yaml"), silent)
    path = deal_path(found.log, found, 0)
    assert [step.in_bulk for step in path.steps] == [False, True, True, False]
    assert "Data quality: Entered in bulk: Demo." in deal_words(path, is_open=True)


def test_that_bulk_entry_is_said_beside_what_the_step_is():
    assert step_words(Step("Demo", True, True, in_bulk=True)) == "as documented, entered in bulk"
