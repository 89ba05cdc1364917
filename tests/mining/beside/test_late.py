"""Late in a stage, computed by hand: to the minute, over weekends, and where times mean nothing."""

import numpy as np
import pytest

from models.deviation import DeviationType
from tests.builders import a_log
from tests.mining.beside.deals import a_process, compared, deals, found, judged, shown, unjudged

LATE = DeviationType.LATE


def test_that_a_stage_is_late_a_minute_after_its_time() -> None:
    log = deals("0 Qualify | 3/10:07 Demo", "0 Qualify | 3/10:08 Demo")
    analysis = found(log)
    assert shown(analysis, LATE) == {"Qualify": ["D2"]}
    assert judged(analysis, LATE, "Qualify") == ["D1", "D2"]


def test_that_a_weekend_takes_no_business_days() -> None:
    log = deals(
        "1 Qualify | 4/10:07 Demo | 8/10:07 Proposal",  # Friday to Tuesday: two working days of nine hours
        "1 Qualify | 4/10:07 Demo | 8/10:08 Proposal",
        "1 Qualify | 4/17:00 Demo | 8/17:01 Proposal",
        "1 Qualify | 4/19:30 Demo | 8/18:00 Proposal",  # the evening does not count
    )
    analysis = found(log)
    assert shown(analysis, LATE)["Demo"] == ["D2", "D3"]
    facts = next(one for one in analysis.facts if one.key.stage == "Demo")
    assert facts.day_hours == 9
    assert facts.took.tolist() == pytest.approx([2 + 1 / 540, 2 + 1 / 540])
    assert facts.allowed.tolist() == [2, 2]


def test_that_holidays_and_the_zone_of_the_process_count() -> None:
    header = 'calendar: {hours: "09:00-18:00", zone: Europe/Madrid, holidays: [2026-01-06]}'
    log = deals(
        "0/07:00 Qualify | 0/07:30 Demo | 2/17:00 Proposal",  # 9 h on Monday, a holiday, 9 h on Wednesday
        "0/07:00 Qualify | 0/07:30 Demo | 3/08:01 Proposal",
    )
    assert shown(found(log, a_process(header=header)), LATE) == {"Demo": ["D2"]}


def test_that_an_open_deal_is_late_once_its_time_is_over_and_pending_before() -> None:
    log = deals("0 Qualify", "1 Qualify", "4/11:00 Qualify", "4/10:08 Proposal")
    analysis = found(log)  # the log ends on the fourth day at 11:00, by its stages
    assert shown(analysis, LATE) == {"Qualify": ["D1", "D2"]}
    assert judged(analysis, LATE, "Qualify") == ["D1", "D2"]
    assert compared(analysis, LATE, "Qualify") == []


def test_that_activities_planned_ahead_do_not_make_time_pass() -> None:
    assert shown(found(deals("0 Qualify | 9 ~Meeting")), LATE) == {}


def test_that_outcomes_are_compared_where_the_deal_went_on() -> None:
    log = deals("0 Qualify | 4 Demo | 5 Won", "0 Qualify | 1 Demo | 2 Lost", "0 Qualify | 4 Lost")
    analysis = found(log)
    assert shown(analysis, LATE) == {"Qualify": ["D1", "D3"]}
    assert compared(analysis, LATE, "Qualify") == ["D1", "D2"]


def test_that_times_entered_in_bulk_are_no_lengths() -> None:
    log = deals(
        "0 Qualify @Ann | 9/10:00 Demo @Ann | 9/10:05 Proposal @Ann | 9/15:00 Won @Ann",
        "0 Qualify @Ann | 9/10:00 Demo @Ann | 9/10:05 Proposal @Bob | 9/15:00 Won @Bob",
    )
    analysis = found(log, a_process("[{stage: Qualify, sla: 3d}, Demo, {stage: Proposal, sla: 1d}]"))
    assert shown(analysis, LATE) == {"Qualify": ["D2"]}
    assert judged(analysis, LATE, "Qualify") == ["D2"]


def test_that_a_log_of_days_says_so() -> None:
    analysis = found(
        a_log("Qualify > Demo > Won", "Qualify > Demo > Lost"), a_process("[{stage: Qualify, sla: 1d}]")
    )
    assert shown(analysis, LATE) == {}
    (sentence,) = unjudged(analysis, LATE)
    assert "no times" in sentence


def test_that_single_dates_among_times_are_no_lengths() -> None:
    log = deals(
        "0/00:00 Qualify | 5 Demo", "0/00:00 Qualify | 5/11:13 Demo", "0/09:03 Qualify | 5/12:44 Demo"
    )
    analysis = found(log)
    assert judged(analysis, LATE, "Qualify") == ["D3"]
    only = found(deals("0/00:00 Qualify | 5 Demo", "0/00:00 Qualify | 6/11:13 Demo"))
    assert shown(only, LATE) == {}
    assert unjudged(only, LATE) == [
        "Late in Qualify: all times there are only dates, or were entered in bulk."
    ]


def test_that_only_what_was_followed_can_be_late() -> None:
    log = deals("0 Qualify | 1 Demo | 2 Qualify | 9 Demo | 10 Proposal", "0 Qualify | 5 Qualify | 6 Demo")
    analysis = found(log)  # going back is judged as that; a stage entered again right away is one stay
    assert shown(analysis, LATE)["Qualify"] == ["D2"]
    assert judged(analysis, LATE, "Qualify") == ["D1", "D2"]


def test_that_a_closed_deal_that_ends_in_a_stage_is_not_judged_there() -> None:
    log = deals("0 Qualify", "0 Qualify", "9 Qualify", outcome=np.array([1, 2, 0], dtype=np.int8))
    assert shown(found(log), LATE) == {}


def test_that_stages_without_a_time_that_can_be_read_are_never_late() -> None:
    log = deals("0 Qualify | 99 Demo")
    analysis = found(log, a_process("[{stage: Qualify, sla: soon}, Demo]"))
    assert shown(analysis, LATE) == {}
    assert unjudged(analysis, LATE) == [
        "Late in Qualify: “soon” is no time; write days as 3d or business days as 5bd in Process editor."
    ]
    assert shown(found(deals(), a_process()), LATE) == {}
