import numpy as np
import pytest

from mining.areas.handovers import handovers_of
from mining.areas.matrix import AreaMatrix, area_matrix
from mining.areas.passes import Passes, passes_of
from mining.areas.roles_of_people import roles_of_people
from mining.working_time.clock import on_the_clock
from models.calendar import Calendar
from models.event_log import EventLog
from models.sales_process import SalesProcess
from tests.builders import DAY, a_history, a_log_with_activities
from tests.mining.areas.processes import a_process

WHO = {"Mia": "MKT", "Sam": "SDR", "Ann": "AE", "Abe": "AE", "Leo": "LEGAL"}
MKT, SDR, AE, LEGAL = range(4)


def passes(log: EventLog, process: SalesProcess | None = None) -> Passes:
    process = process or a_process()
    return passes_of(log, process, roles_of_people(log, process, WHO))


def matrix(log: EventLog, mask: list[bool] | None = None, handoffs: str = "[]") -> AreaMatrix:
    process = a_process(handoffs)
    kept = np.array(mask) if mask else np.ones(log.n_cases, dtype=bool)
    return area_matrix(process, passes(log, process), handovers_of(log, process), kept, log.day)


LOG = a_log_with_activities(
    "0 Qualify @Sam | 2 Discovery @Ann | 3 Proposal @Abe | 3.5 ~Call @Ann | 8 Legal review @Leo",
    "0 Qualify @Sam | 4 Discovery @Ann | 5 Legal review @Leo",
    "0 Qualify @Sam | 1 ~Call @Sam",
)


def test_that_a_pass_is_from_the_last_thing_the_giver_did_to_the_first_the_taker_did() -> None:
    found = passes(LOG)
    assert found.case.tolist() == [0, 0, 1, 1]
    assert list(zip(found.giver.tolist(), found.taker.tolist(), strict=True)) == [
        (SDR, AE),
        (AE, LEGAL),
        (SDR, AE),
        (AE, LEGAL),
    ]
    assert (found.wait / DAY).tolist() == [2, 4.5, 4, 1]


def test_that_a_cell_has_count_deals_and_waits() -> None:
    found = matrix(LOG)
    assert [(cell.giver, cell.taker) for cell in found.cells] == [(SDR, AE), (AE, LEGAL)]
    cell = found.cell(SDR, AE)
    assert cell is not None
    assert (cell.times, cell.cases.tolist(), cell.median) == (2, [0, 1], 3)
    assert cell.p90 == pytest.approx(np.percentile([2, 4], 90))
    assert (found.with_role, found.events, found.present) == (10, 10, (SDR, AE, LEGAL))


def test_that_the_filter_is_respected() -> None:
    found = matrix(LOG, [False, True, True])
    cell = found.cell(AE, LEGAL)
    assert cell is not None
    assert (cell.times, cell.cases.tolist(), cell.median, found.deals) == (1, [1], 1, 2)
    assert matrix(LOG, [False, False, True]).cells == ()


def test_that_waits_over_a_weekend_are_in_working_days() -> None:
    log = a_log_with_activities("4.5 Qualify @Sam | 7.5 Discovery @Ann")  # Friday noon to Monday noon
    timed = on_the_clock(log, Calendar(opens=9 * 60, closes=17 * 60))
    (cell,) = matrix(timed).cells
    assert cell.median == 1


def test_that_people_without_a_role_and_the_buyer_are_passed_over() -> None:
    log = a_log_with_activities(
        "0 Qualify @Sam | 1 ~Call @Nobody | 2 ~Call | 3 !Reply @Leo | 4 Discovery @Ann", "0 Qualify @Nobody"
    )
    found = passes(log)
    assert (found.giver.tolist(), found.taker.tolist(), (found.wait / DAY).tolist()) == ([SDR], [AE], [4])
    assert (found.with_role, found.events) == (2, 4)


def test_that_the_wait_after_a_change_of_owner_begins_with_it() -> None:
    log = a_log_with_activities(
        "0 Qualify @Sam | 5 Discovery @Ann",
        "0 Qualify @Sam | 5 ~Call @Sam",
        "0 Proposal @Ann | 5 Discovery @Abe",
        changes=a_history(
            (0, 3, "Owner", "Sam", "Ann", "Boss"),
            (1, 6, "Owner", "Sam", "Ann", ""),
            (2, 1, "Owner", "Ann", "Abe", ""),
        ),
    )
    found = passes(log)
    assert found.case.tolist() == [0]
    assert (found.wait / DAY).tolist() == [2]


@pytest.mark.parametrize(
    ("deal", "passes_in_it"),
    [
        ("0 A @Ann | 1 B @Leo | 2 C @Ann", 0),
        ("0 A @Ann | 1 B @Leo | 2 C @Ann | 3 D @Leo", 3),
        ("0 A @Ann | 1 B @Leo | 2 C @Ann | 3 D @Leo | 4 E @Ann", 4),
        ("0 A @Ann | 1 B @Leo | 2 C @Ann | 3 D @Sam | 4 E @Ann | 5 F @Leo", 0),
        ("0 A @Sam | 1 A @Ann | 2 B @Leo | 3 C @Abe | 4 D @Leo | 5 E @Sam", 3),
    ],
)
def test_that_to_and_fro_and_to_again_is_a_ping_pong(deal: str, passes_in_it: int) -> None:
    assert int(passes(a_log_with_activities(deal)).ping_pong.sum()) == passes_in_it


def test_that_a_ping_pong_counts_once_a_deal_in_both_directions() -> None:
    once = "0 A @Ann | 1 B @Leo | 2 C @Ann | 3 D @Leo"
    again = f"{once} | 4 E @Sam | 5 A @Ann | 6 B @Leo | 7 C @Ann | 8 D @Leo"
    found = matrix(a_log_with_activities(once, again, "0 A @Ann | 1 B @Leo"))
    to, fro = found.cell(AE, LEGAL), found.cell(LEGAL, AE)
    assert to is not None
    assert fro is not None
    assert (to.times, to.ping_pong.tolist(), fro.ping_pong.tolist()) == (7, [0, 1], [0, 1])


def test_that_two_deals_one_after_the_other_are_no_ping_pong() -> None:
    log = a_log_with_activities("0 A @Ann | 1 B @Leo", "0 A @Leo | 1 B @Ann", "0 A @Ann | 1 B @Leo")
    assert not passes(log).ping_pong.any()


def test_that_a_step_taken_by_another_role_than_its_owner_is_told() -> None:
    log = a_log_with_activities(
        "0 Qualify @Sam | 1 Discovery @Leo",
        "0 Qualify @Sam | 1 Discovery @Ann",
        "0 Qualify @Sam | 1 ~Call @Leo",
    )
    found = matrix(log)
    wrong, right = found.cell(SDR, LEGAL), found.cell(SDR, AE)
    assert wrong is not None
    assert right is not None
    assert (wrong.judged, wrong.wrong, right.judged, right.wrong) == (1, 1, 1, 0)


def test_that_breaches_of_documented_hand_overs_stand_in_their_cell() -> None:
    handoffs = "[{id: H1, from: Marketing, to: sdr, start: mql, done: [accepted], within: 1d}]"
    log = a_log_with_activities("0 ^mql | 0.5 ^accepted", "0 ^mql | 3 ^accepted", "0 ^mql | 9 Qualify")
    (cell,) = matrix(log, handoffs=handoffs).cells
    assert (cell.giver, cell.taker, cell.times, cell.documented, cell.breaches) == (MKT, SDR, 0, 3, 2)
    assert np.isnan(cell.median)


def test_that_a_log_of_nobody_has_no_cells() -> None:
    assert matrix(a_log_with_activities("0 Qualify | 1 Discovery")).cells == ()
    assert matrix(a_log_with_activities("")).cells == ()
