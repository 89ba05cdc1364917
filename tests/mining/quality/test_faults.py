"""What each fault is, on logs small enough to see it."""

from dataclasses import replace

import numpy as np

from mining.quality.seen import Seen
from models.case_table import NO_TIME, Outcome
from models.categorical import Categorical
from models.event_log import SUBJECT, EventKind, EventLog
from models.import_summary import ImportSummary
from models.preparation import Preparation
from models.quality import Fault, Finding
from tests.builders import DAY, START, a_log

SECOND = 1_000_000
MINUTE = 60 * SECOND
MORNING = START + 9 * 60 * MINUTE + 7 * SECOND


def at(log: EventLog, *offsets: int) -> EventLog:
    """The log with its events so many microseconds after a Monday morning, 09:00:07."""
    return replace(log, timestamp=np.array([MORNING + offset for offset in offsets], dtype=np.int64))


def many(deals: int, apart: int, by: str = "Ann") -> EventLog:
    """Deals that each enter a second stage on the third day, one after the other so far apart."""
    log = a_log(*["New > Demo"] * deals, resources=[by] * deals)
    times = [offset for i in range(deals) for offset in (i * 3600 * SECOND, 3 * DAY + i * apart)]
    return at(log, *times)


def test_that_a_duplicate_has_the_same_deal_step_time_and_person() -> None:
    log = at(a_log("A > A > B", "A > A", "A > A"), 0, 0, 0, 0, SECOND, 0, 0)
    log = replace(log, resource=Categorical.of(["Ann", "Ann", "Ann", "Ann", "Ann", "Ann", "Bob"]))
    assert Seen(log).duplicates.tolist() == [False, True, False, False, False, False, False]


def test_that_a_duplicate_is_found_behind_another_event_of_its_instant() -> None:
    assert Seen(at(a_log("A > B > A > B"), 0, 0, 0, 5)).duplicates.tolist() == [False, False, True, False]


def test_that_two_calls_on_one_day_are_two_calls() -> None:
    log = replace(a_log("Call > Call > Call"), timestamp=np.full(3, START))
    calls = replace(log, kind=np.full(3, EventKind.ACTIVITY, dtype=np.int8))
    assert not Seen(calls).duplicates.any()
    timed = at(calls, 0, 0, 0)
    assert Seen(timed).duplicates.tolist() == [False, True, True]
    subjects = replace(timed, extra={SUBJECT: Categorical.of(["Price", "Price", "Demo"])})
    assert Seen(subjects).duplicates.tolist() == [False, True, False]


def test_that_only_stages_of_one_deal_with_a_time_of_day_are_ties() -> None:
    log = at(a_log("A > B > C", "A > B", "A"), 0, 0, 5, 7, 7 + SECOND, 7)
    assert Seen(log).ties.tolist() == [True, True, False, False, False, False]
    days = replace(a_log("A > B"), timestamp=np.full(2, START))
    assert not Seen(days).ties.any()
    assert Seen(days).same_day.all()


def test_that_midnight_is_a_date_by_the_local_clock_and_by_chance_it_is_not() -> None:
    hour = 60 * MINUTE
    log = replace(
        a_log("A > B > C"), timestamp=np.array([START - hour, START + 5 * hour + 7, START + 23 * hour])
    )
    berlin = ImportSummary("table", (), 3, timezone="Europe/Berlin")
    assert Seen(log, berlin).days.is_date.tolist() == [True, False, True]
    assert not Seen(log).days.is_date.any()
    often = at(a_log(*["A"] * 11), *(i * 7 * MINUTE for i in range(10)), START + DAY - MORNING)
    assert not Seen(often).days.is_date.any()


def test_that_ten_deals_within_a_minute_are_a_bulk_edit_and_nine_are_not() -> None:
    assert Seen(many(10, 6 * SECOND)).bulk_edits.tolist() == [False, True] * 10
    assert not Seen(many(9, SECOND)).bulk_edits.any()
    assert not Seen(many(10, 7 * SECOND)).bulk_edits.any()


def test_that_ten_changes_of_nine_deals_are_no_bulk_edit() -> None:
    traces = ["A > B", *["A"] * 8]
    log = at(a_log(*traces, resources=["Ann"] * 9), 0, SECOND, *(i * SECOND for i in range(2, 10)))
    assert not Seen(log).bulk_edits.any()


def test_that_what_two_people_do_is_no_bulk_edit_of_one() -> None:
    log = many(10, SECOND)
    assert not Seen(replace(log, resource=Categorical.of(["Ann", "Ann", "Bob", "Bob"] * 5))).bulk_edits.any()


def test_that_two_dozen_deals_in_one_second_are_an_import_whoever_made_it() -> None:
    log = replace(many(24, 0), resource=Categorical.empty(48))
    assert Seen(log).bulk_edits.tolist() == [False, True] * 24
    assert not Seen(replace(many(23, 0), resource=Categorical.empty(46))).bulk_edits.any()


def test_that_dates_and_automation_are_no_bulk_edits_of_people() -> None:
    assert not Seen(many(12, SECOND, by="API user")).bulk_edits.any()
    days = replace(many(30, 0), timestamp=np.full(60, START))
    assert not Seen(days).bulk_edits.any()


def test_that_three_stages_in_five_minutes_are_back_filled() -> None:
    log = at(
        a_log("A > B > C", "A > B > C", "A > B > A"), 0, MINUTE, 5 * MINUTE, 0, 1, 5 * MINUTE + 1, 0, 1, 2
    )
    assert Seen(log).back_filled_deals.tolist() == [True, False, False]


def test_that_a_closed_deal_entered_at_once_is_back_filled_and_an_open_one_is_not() -> None:
    log = at(a_log("New > Won", "New > Demo"), 0, MINUTE, 0, MINUTE)
    assert Seen(log).back_filled_deals.tolist() == [True, False]


def test_that_two_people_do_not_back_fill() -> None:
    log = at(a_log("A > B > C", "A > B > C"), 0, 1, 2, 0, 1, 2)
    log = replace(log, resource=Categorical.of(["Ann", "Bob", "Ann", None, "Ann", "Ann"]))
    assert Seen(log).back_filled_deals.tolist() == [False, True]


def test_that_robots_are_told_by_the_import_and_their_names_unless_the_user_says_otherwise() -> None:
    names = ["Ann", "Zapier", "Integration User", "Roboto Tan", "Hub"]
    log = a_log(*["A"] * 5, resources=names)
    summary = ImportSummary("x", (), 5, robots=("Hub",))
    assert Seen(log, summary).robot_events.tolist() == [False, True, True, False, True]
    chosen = Preparation(robots=frozenset({"Ann"}))
    assert Seen(log, summary, chosen).robot_events.tolist() == [True, False, False, False, False]


def test_that_a_deal_created_a_week_before_its_first_stage_is_cut_off_unless_most_begin_there() -> None:
    created = np.array([START - 8 * DAY, START - 7 * DAY, START - 8 * DAY, NO_TIME, NO_TIME], dtype=np.int64)
    log = a_log("Demo > Won", "Demo > Won", "New > Won", "New", "New", created=created)
    assert Seen(log).cut_off_deals.tolist() == [True, False, False, False, False]


def test_that_what_the_import_found_cut_off_is_cut_off() -> None:
    finding = Finding(Fault.CUT_OFF, 1, "One.", ("D2",), ("D2",))
    summary = ImportSummary("x", (), 2, findings=(finding,))
    assert Seen(a_log("A", "A"), summary).cut_off_deals.tolist() == [False, True]


def test_that_deals_that_begin_late_in_the_first_months_are_cut_off() -> None:
    log = a_log(*["Demo"] * 6, *["New"] * 20)
    starts = [*(i * DAY for i in range(6)), *((100 + i) * DAY for i in range(20))]
    assert Seen(at(log, *starts)).cut_off_deals.tolist() == [True] * 6 + [False] * 20
    everywhere = replace(log, activity=Categorical.of(["Demo"] * 6 + ["New", "Demo"] * 10))
    assert not Seen(at(everywhere, *starts)).cut_off_deals.any()


def test_that_open_deals_are_those_that_have_not_ended() -> None:
    outcome = np.array([Outcome.OPEN, Outcome.WON, Outcome.UNKNOWN], dtype=np.int8)
    assert Seen(a_log("A", "A", "A", outcome=outcome)).open_deals.tolist() == [True, False, False]
