"""Durations on the clock of a calendar, computed by hand, and against a slow clock that looks at every minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.analysis import analyse, view_of
from mining.conformance.cycle_times import quickest_first
from mining.conformance.measures import deviation_rows
from mining.deals.path import deal_path
from mining.discovery.directly_follows import directly_follows
from mining.measures.temporal import temporal_profile
from mining.preparation import prepared_log, prepares_alike
from mining.process.yaml_format import parse_yaml
from mining.working_time.clock import calendar_in_force, on_the_clock
from models.calendar import AS_DOCUMENTED, Calendar
from models.case_filter import CaseFilter
from models.case_table import NO_TIME
from models.progress import silent
from models.project import Project
from models.sales_process import End, SalesProcess, Stage
from tests.builders import DAY, a_log

OFFICE = Calendar(opens=9 * 60, closes=18 * 60, zone="Europe/London", countries=("GB-ENG",))
"""Nine hours a day."""


def moments(*texts: str) -> np.ndarray:
    """Times in UTC, in microseconds."""
    return np.array(texts, dtype="datetime64[us]").astype(np.int64)


def between(begin: str, end: str, calendar: Calendar | None = OFFICE) -> float:
    """The days of the one step of a deal between two times in UTC."""
    log = replace(a_log("Qualify > Demo"), timestamp=moments(begin, end))
    return float(directly_follows(on_the_clock(log, calendar)).median_days[1])


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2026-01-14T10:00", "2026-01-14T13:00", 3),  # within a Wednesday
        ("2026-01-14T17:00", "2026-01-15T10:00", 2),  # over the night
        ("2026-01-16T17:00", "2026-01-19T10:00", 2),  # over the weekend
        ("2026-01-17T11:00", "2026-01-18T11:00", 0),  # from Saturday to Sunday: outside altogether
        ("2026-01-17T11:00", "2026-01-19T10:00", 1),  # from Saturday: counts from Monday at nine
        ("2026-01-14T20:00", "2026-01-14T23:00", 0),  # in the evening
        (
            "2026-04-02T17:00",
            "2026-04-07T09:00",
            2,
        ),  # Good Friday to Easter Monday; 17:00 UTC is 18:00 in London
        ("2026-03-27T17:00", "2026-03-30T09:00", 2),  # the clocks go forward on the 29th: 9:00 UTC is 10:00
        ("2026-10-23T16:00", "2026-10-26T10:00", 2),  # and back on the 25th
        ("2026-01-12T09:00", "2026-01-19T09:00", 45),  # a week is five working days
        ("2026-01-14T10:00", "2026-01-14T10:00", 0),
    ],
)
def test_that_only_working_time_is_counted(begin: str, end: str, hours: int) -> None:
    expected = 1 if begin == "2026-04-02T17:00" else hours
    assert between(begin, end) == pytest.approx(expected / 9)


def test_that_the_hour_that_comes_twice_is_worked_twice_and_the_one_that_never_comes_is_not() -> None:
    nights = Calendar(frozenset(range(7)), 0, 4 * 60, "Europe/London")
    assert between("2026-10-25T00:00", "2026-10-25T12:00", nights) == pytest.approx(4 / 4)
    assert between("2026-10-24T12:00", "2026-10-25T12:00", nights) == pytest.approx(5 / 4)
    assert between("2026-03-28T12:00", "2026-03-29T12:00", nights) == pytest.approx(3 / 4)


def test_that_around_the_clock_is_as_it_was() -> None:
    log = a_log("Qualify > Demo > Won")
    assert on_the_clock(log, None) is log
    assert log.elapsed is log.timestamp
    assert on_the_clock(on_the_clock(log, OFFICE), None).clock is None
    assert between("2026-01-16T17:00", "2026-01-19T10:00", None) == pytest.approx(2 + 17 / 24)


def test_that_all_durations_are_on_the_clock() -> None:
    """From Friday at noon to Monday at noon: half a day on each of nine hours from nine."""
    log = replace(
        a_log(
            "Qualify > Demo > Won", created=moments("2026-01-16T12:00"), closed=moments("2026-01-20T12:00")
        ),
        timestamp=moments("2026-01-16T12:00", "2026-01-19T12:00", "2026-01-20T12:00"),
    )
    timed = on_the_clock(log, OFFICE)
    path = deal_path(timed, None, 0)
    assert [step.days for step in path.steps] == [pytest.approx(1), pytest.approx(1), None]
    assert path.steps[0].day_hours == 9
    cycle = quickest_first(timed)
    assert (cycle.took / cycle.day).tolist() == [pytest.approx(2)]
    profile = temporal_profile(timed, np.ones(1, dtype=bool), 3.0, silent)
    assert sorted(profile.mean_days.tolist()) == pytest.approx([1, 1, 2])
    shown = view_of(analyse(timed, None, silent), CaseFilter()).map
    assert [node.dwell_days for node in shown.nodes if node.dwell_days] == pytest.approx([1, 1])
    assert all(node.day_hours == 9 for node in shown.nodes)


def test_that_parts_of_a_log_keep_its_clock() -> None:
    log = on_the_clock(a_log("Qualify > Demo > Won", "Qualify > Demo"), OFFICE)
    part = log.keep_cases(np.array([False, True])).keep_events(np.array([True, True]))
    assert part.clock is log.clock
    assert np.array_equal(part.elapsed, log.elapsed[3:])


def test_that_unknown_times_stay_unknown_and_far_ones_count_as_the_ends_of_the_log() -> None:
    log = on_the_clock(a_log("Qualify > Demo"), OFFICE)
    shown = log.elapsed_of(np.array([NO_TIME, 0, log.timestamp[0], 4_000_000_000_000_000], dtype=np.int64))
    assert shown[0] == NO_TIME
    assert shown[1] <= shown[2] <= shown[3]


def test_that_the_calendar_in_force_is_the_chosen_one_or_that_of_the_process() -> None:
    text = "process: {name: P, calendar: {hours: '09:00-17:00'}}\nflow: [Qualify, Demo]\n"
    process = parse_yaml(text, "p.yaml")
    bare = parse_yaml("process: {name: P}\nflow: [Qualify, Demo]\n", "p.yaml")
    assert calendar_in_force(None, process) is None
    assert calendar_in_force(OFFICE, process) == OFFICE
    assert calendar_in_force(AS_DOCUMENTED, process) == Calendar(opens=540, closes=1020)
    assert calendar_in_force(AS_DOCUMENTED, bare) is None
    assert calendar_in_force(AS_DOCUMENTED, None) is None
    one = Project("A", a_log("Qualify > Demo"), process=process, calendar=AS_DOCUMENTED)
    assert prepared_log(one).day_hours == 8
    assert prepares_alike(one, replace(one))
    assert not prepares_alike(one, replace(one, calendar=None))
    other = replace(one, process=replace(process, header={**process.header, "calendar": {"days": "Mon"}}))
    assert not prepares_alike(one, other)
    assert prepares_alike(replace(one, calendar=None), replace(other, calendar=None))


def test_that_deviations_tell_cycle_times_in_working_days() -> None:
    stages = tuple(Stage(name, (name,)) for name in ("Qualify", "Demo", "Proposal"))
    process = SalesProcess("P", stages, (End("won", ("Won",)), End("lost", ("Lost",))))
    created, closed = moments("2026-01-16T12:00"), moments("2026-01-20T12:00")
    both = {"created": created.repeat(2), "closed": closed.repeat(2)}
    log = on_the_clock(a_log("Qualify > Proposal > Won", "Qualify > Demo > Proposal > Won", **both), OFFICE)
    found = analyse(log, process, silent).conformance
    assert found is not None
    rows = deviation_rows(found, np.ones(2, dtype=bool))
    assert [(row.cycle_days_with, row.day_hours) for row in rows if row.cycle_days_with] == [
        (pytest.approx(2), 9)
    ]


FIRST = datetime(2026, 3, 20, tzinfo=UTC)
"""Around it lie a change of the clocks, weekends and Easter."""
_SPAN = 40


def slowly(calendar: Calendar, begin: int, end: int, holidays: frozenset[date]) -> int:
    """The minutes worked between two minutes after `FIRST`, by the clock on the wall at each."""
    zone = ZoneInfo(calendar.zone)
    worked = 0
    for minute in range(begin, end):
        there = (FIRST + timedelta(minutes=minute)).astimezone(zone)
        of_day = there.hour * 60 + there.minute
        is_open = calendar.opens <= of_day < calendar.closes
        worked += is_open and there.weekday() in calendar.weekdays and there.date() not in holidays
    return worked


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(4, 11),
    st.integers(12, 24),
    st.sampled_from(["UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Sydney"]),
    st.lists(st.integers(0, _SPAN * 1440), min_size=2, max_size=2).map(sorted),
    st.booleans(),
)
def test_that_the_clock_agrees_with_a_slow_one(
    weekdays: set[int], opens: int, closes: int, zone: str, span: list[int], with_easter: bool
) -> None:
    easter = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
    calendar = Calendar(
        frozenset(weekdays), opens * 60, closes * 60, zone, countries=("GB-ENG",) if with_easter else ()
    )
    start = int(FIRST.timestamp()) * 1_000_000
    times = start + np.array(span, dtype=np.int64) * 60_000_000
    log = on_the_clock(replace(a_log("Qualify > Demo"), timestamp=times), calendar)
    took = int(log.elapsed[1] - log.elapsed[0]) // 60_000_000
    assert took == slowly(calendar, *span, easter if with_easter else frozenset())


def test_that_a_million_times_a_day_apart_can_be_shown_without_a_loop_over_them() -> None:
    times = np.arange(1_000_000, dtype=np.int64) * (DAY // 500) + moments("2015-01-01")[0]
    log = replace(a_log("Qualify > Demo"), timestamp=times[[0, -1]])
    clock = on_the_clock(log, OFFICE).clock
    assert clock is not None
    assert (np.diff(clock.elapsed(times)) >= 0).all()


def test_that_a_log_without_events_has_a_clock() -> None:
    log = on_the_clock(a_log(""), OFFICE)
    assert len(log.elapsed) == 0
