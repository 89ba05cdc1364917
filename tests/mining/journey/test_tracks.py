"""Seller and buyer of one deal beside each other."""

from hypothesis import given

from mining.analysis import analyse
from mining.journey.tracks import tracks
from models.buyer_tracks import BuyerTracks
from models.case_table import NO_TIME
from models.deviation import DeviationType
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess
from tests.builders import DAY, START, a_history, a_log_with_activities
from tests.mining.journey.processes import a_process, analysed
from tests.mining.journey.test_two_sided_properties import logs, processes

EVENTS = "{pain: {field: pain}, explored: {kind: Meeting}, asked: {kind: Price request}}"


def tracks_of(log: EventLog, process: SalesProcess, case: int = 0) -> BuyerTracks:
    found = analysed(log, process)
    assert found.buyer is not None
    return tracks(log, found.log, found.buyer, case)


def test_that_both_sides_are_told_in_order_of_time() -> None:
    log = a_log_with_activities(
        "0 Qualify | 1 !Price request @Eve: How much? | 2 Discovery | 4 ~Meeting @Ann | 5 Proposal",
        changes=a_history((0, 3, "Pain", "", "slow", "Ann")),
    )
    flow = (
        "[{stage: Qualify, buyer: problem, exit: [pain]}, {stage: Discovery, buyer: exploration}, Proposal]"
    )
    found = tracks_of(log, a_process(flow, EVENTS))
    assert [(visit.stage, visit.step, (visit.begin - START) // DAY) for visit in found.seller] == [
        ("Qualify", "problem", 0),
        ("Discovery", "exploration", 2),
        ("Proposal", "", 5),
    ]
    assert [visit.end for visit in found.seller] == [START + 2 * DAY, START + 5 * DAY, NO_TIME]
    assert [visit.lacking for visit in found.seller] == [(), ("problem",), ()]
    assert [visit.missing for visit in found.seller] == [("pain",), (), ()]
    told = [(m.signal, (m.time - START) // DAY, m.what, m.who, m.done, m.ahead_of) for m in found.buyer]
    assert told == [
        ("asked", 1, "Price request: How much?", "Eve", ("selection",), "Qualify"),
        ("pain", 3, "Pain becomes slow", "Ann", ("problem",), ""),
        ("explored", 4, "Meeting", "Ann", ("exploration",), ""),
    ]
    assert found.reached == {
        "selection": START + DAY,
        "problem": START + 3 * DAY,
        "exploration": START + 4 * DAY,
    }


def test_that_a_later_visit_and_a_later_mark_say_nothing_again() -> None:
    log = a_log_with_activities(
        "0 Qualify | 1 Discovery | 2 Qualify | 3 Discovery | 4 ~Meeting | 5 ~Meeting",
        "0 Qualify | 1 ~Call: pain",
    )
    found = tracks_of(log, a_process())
    assert [visit.lacking for visit in found.seller] == [(), ("problem",), (), ()]
    assert [mark.done for mark in found.buyer] == [("exploration",), ()]


def test_that_the_tracks_of_another_deal_are_its_own() -> None:
    log = a_log_with_activities("0 Qualify | 1 ~Call: pain", "0 Qualify | 2 ~Meeting")
    assert [mark.signal for mark in tracks_of(log, a_process(), 1).buyer] == ["explored"]
    assert tracks_of(a_log_with_activities("0 Qualify", "0 Qualify"), a_process(), 1).buyer == ()


@given(logs(), processes())
def test_that_the_tracks_show_what_the_check_found(log: EventLog, process: SalesProcess) -> None:
    analysis = analyse(log, process, silent)
    assert analysis.buyer is not None
    assert analysis.conformance is not None
    for case in range(log.n_cases):
        found = tracks(log, analysis.log, analysis.buyer, case)
        told = {(DeviationType.BUYER_NOT_THERE_YET, v.stage) for v in found.seller if v.lacking}
        told |= {(DeviationType.MISSING_EVIDENCE, v.stage) for v in found.seller if v.missing}
        told |= {(DeviationType.BUYER_AHEAD, mark.ahead_of) for mark in found.buyer if mark.ahead_of}
        assert told == {
            (one.key.type, one.key.stage)
            for one in analysis.conformance.deviations
            if one.key.type.is_behaviour and not one.key.type.is_of_flow and one.has(case)
        }
