"""What was done around a deal beside its stages."""

from dataclasses import replace

import numpy as np
import pytest

from mining.deals.activities import activities_of, counted, has_activities, in_total, type_of, what, when
from models.categorical import Categorical
from models.deal_activity import ActivityType, DealActivity, Direction
from models.event_log import DIRECTION, SUBJECT, EventKind, EventLog
from tests.builders import DAY, START, a_log

CALL = DealActivity(ActivityType.CALL, "Call", START)
MAIL = DealActivity(ActivityType.EMAIL, "Email", START)


def a_log_with_activities() -> EventLog:
    """D1: a lead, a stage, an incoming call, a stage; D2: a stage; D3: a form filled in."""
    log = a_log(
        "Lead created > Qualify > Call > Won", "Qualify", "Form submission", resources=["Ann", "Bob", ""]
    )
    kind = [EventKind.LEAD, 0, EventKind.ACTIVITY, 0, 0, EventKind.BUYER]
    return replace(
        log,
        kind=np.array(kind, dtype=np.int8),
        extra={
            DIRECTION: Categorical.of([None, None, "in", None, None, None]),
            SUBJECT: Categorical.of([None, None, "Budget?", None, None, "Demo form"]),
        },
    )


def test_that_a_deal_has_everything_that_is_no_stage_with_time_person_direction_and_subject():
    assert activities_of(a_log_with_activities(), "D1") == (
        DealActivity(ActivityType.LEAD, "Lead created", START, "Ann"),
        DealActivity(
            ActivityType.CALL, "Call", START + 2 * DAY, "Ann", Direction.INCOMING, "Budget?", from_buyer=True
        ),
    )


def test_that_a_deal_is_found_by_its_id_also_where_other_deals_were_left_out():
    log = a_log_with_activities().keep_cases(np.array([False, False, True]))
    assert activities_of(log, "D3") == (
        DealActivity(ActivityType.BUYER, "Form submission", START, subject="Demo form", from_buyer=True),
    )
    assert activities_of(log, "D1") == ()


def test_that_a_log_without_directions_and_subjects_still_has_its_activities():
    log = replace(a_log_with_activities(), extra={})
    assert [activity.direction for activity in activities_of(log, "D1")] == [Direction.UNKNOWN] * 2
    assert activities_of(log, "D2") == ()


def test_that_a_log_of_stages_has_no_activities():
    assert has_activities(a_log_with_activities())
    assert not has_activities(a_log("Qualify > Won"))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Call", ActivityType.CALL),
        ("Phone calls", ActivityType.CALL),
        ("Meeting", ActivityType.MEETING),
        ("Email", ActivityType.EMAIL),
        ("E-Mail", ActivityType.EMAIL),
        ("E-mails sent", ActivityType.EMAIL),
        ("Text message", ActivityType.MESSAGE),
        ("LinkedIn", ActivityType.MESSAGE),
        ("To-do", ActivityType.TASK),
        ("Note", ActivityType.NOTE),
        ("Quote: Accepted", ActivityType.QUOTE),
        ("Recall the goods", ActivityType.OTHER),
        ("", ActivityType.OTHER),
    ],
)
def test_that_the_name_of_an_activity_tells_its_type(label, expected):
    assert type_of(label, EventKind.ACTIVITY) is expected


def test_that_a_buyer_who_writes_sent_an_email_and_any_other_deed_is_a_signal():
    assert type_of("Email reply", EventKind.BUYER) is ActivityType.EMAIL
    assert type_of("Proposal viewed", EventKind.BUYER) is ActivityType.BUYER
    assert type_of("Email opened", EventKind.BUYER) is ActivityType.BUYER
    assert type_of("Call back requested by lead", EventKind.LEAD) is ActivityType.LEAD


def test_that_many_are_told_by_number_and_type():
    several = [CALL, MAIL, MAIL, DealActivity(ActivityType.OTHER, "Lunch?", START)]
    assert counted(several).replace("\u00a0", " ") == "1 call, 2 e-mails, 1 other activity"
    assert in_total(several).replace("\u00a0", " ") == "4 activities"
    assert in_total([MAIL] * 5).replace("\u00a0", " ") == "5 e-mails"


def test_that_direction_and_time_are_said_only_where_they_are_known():
    assert what(CALL) == "Call"
    assert what(replace(MAIL, direction=Direction.OUTGOING)) == "Email, outgoing"
    assert when(CALL).replace("\u00a0", " ") == "5 Jan 2026"
    assert when(replace(CALL, time=START + 60_000_000)).replace("\u00a0", " ") == "5 Jan 2026, 00:01 UTC"
