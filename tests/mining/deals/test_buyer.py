"""The buyer's side of single deals: the same deviations as the whole check finds, told one by one."""

import pytest
from hypothesis import given

from mining.analysis import analyse
from mining.deals.buyer import buyer_moments, buyer_story, moment_words
from mining.journey.lacking import TWO_SIDED
from mining.preparation import prepared_log
from models.progress import silent
from tests.builders import a_log_with_activities
from tests.mining.journey.processes import a_process, analysed
from tests.mining.journey.test_two_sided import WITH_EXITS
from tests.mining.journey.test_two_sided_properties import logs, processes


def told(trace):
    process = a_process(flow=WITH_EXITS)
    # the second deal has every signal, so that all can be checked
    log = a_log_with_activities(
        trace, "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 5 !Price request | 6 Won"
    )
    found = analysed(log, process)
    moments = buyer_moments(found, process, 0)
    words = [moment_words(one, found.log) for one in moments]
    parting = [said for one, said in zip(moments, words, strict=True) if one.kind is not None]
    assert buyer_story(moments, words) == " ".join(parting[:3])
    return [one.what[0] for one in moments if one.kind is None], parting


def test_that_steps_are_reached_in_order_of_time():
    reached, sentences = told("0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal")
    assert reached == ["Problem", "Exploration"]
    assert sentences == []


def test_that_a_stage_before_its_buyer_is_told_with_how_late_that_was():
    _, sentences = told("0 Qualify | 1 ~Call: pain | 4 Proposal | 8 ~Meeting")
    assert sentences == [
        "Proposal began on 9\u00a0Jan\u00a02026, before the buyer had done Exploration; "
        "that was done 4\u00a0days later."
    ]


def test_that_what_never_came_is_told_as_such():
    _, sentences = told("0 Qualify | 2 Discovery")
    assert sentences == [
        "Discovery began on 7\u00a0Jan\u00a02026, before the buyer had done Problem; it is not seen later either.",
        "Qualify was left on 7\u00a0Jan\u00a02026 without pain; it is not seen later either.",
    ]


def test_that_a_buyer_who_is_ahead_is_told_once_a_stage():
    _, sentences = told("0 Qualify | 1 ~Call: pain | 2 !Price request | 3 !Price request")
    assert sentences == [
        "The buyer had come to Selection by 7\u00a0Jan\u00a02026, while the deal was still in Qualify."
    ]


def test_that_a_win_before_its_buyer_is_told():
    _, sentences = told("0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 6 Won")
    assert sentences[0] == (
        "The deal was won on 11\u00a0Jan\u00a02026, before the buyer had done Selection; it is not seen later either."
    )


def test_that_a_process_without_a_buyer_tells_nothing():
    process = a_process(events="", buyer="", flow="\n  - {stage: Qualify}\n")
    found = analysed(a_log_with_activities("0 Qualify | 1 ~Call"), process)
    assert buyer_moments(found, process, 0) == ()


@pytest.fixture(scope="module")
def demo(demo_project):
    process = demo_project.process
    return analyse(prepared_log(demo_project), process, silent), process


def test_that_the_deals_of_the_demo_tell_what_the_check_found(demo):
    found, process = demo
    for case in range(0, found.log.n_cases, 7):
        kept = {d.key for d in found.conformance.deviations if d.has(case) and d.key.type in TWO_SIDED}
        moments = [one for one in buyer_moments(found, process, case) if one.kind is not None]
        assert {(one.kind, one.stage) for one in moments} == {(key.type, key.stage) for key in kept}
        assert len(moments) == len(kept)


@given(logs(), processes())
def test_that_the_deals_of_any_log_tell_what_the_check_found(log, process):
    found = analyse(log, process, silent)
    for case in range(log.n_cases):
        kept = {d.key for d in found.conformance.deviations if d.has(case) and d.key.type in TWO_SIDED}
        moments = [one for one in buyer_moments(found, process, case) if one.kind is not None]
        assert sorted((one.kind, one.stage) for one in moments) == sorted(
            (key.type, key.stage) for key in kept
        )
