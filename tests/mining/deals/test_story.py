"""The story of one deal: facts counted by hand, and how they are told."""

from dataclasses import replace

import numpy as np
import pytest

from mining.deals.activities import activities_of
from mining.deals.path import deal_path
from mining.deals.story import deal_story, with_names
from mining.deals.story_words import (
    amount_label,
    change_difference,
    close_date_label,
    close_date_words,
    hand_over_words,
    ordinal,
    story_words,
    times,
)
from mining.deals.tables import deal_tables
from models.case_table import NO_TIME
from models.deal_story import DealStory
from models.event_log import EventKind, EventLog
from tests.builders import DAY, START, Change, a_history, a_log

USD = {"currency": ["USD"]}


def story_of(trace: str, *changes: Change, kinds: list[int] | None = None, **columns: object) -> DealStory:
    """The story of the one deal, whose steps are a day apart, 5 January 2026 the first."""
    robots = columns.pop("robots", ())
    users = columns.pop("users", None)
    log = replace(a_log(trace, **{**USD, **columns}), changes=a_history(*changes))
    if users is not None:
        log = replace(log, resource=type(log.resource).of(users))
    if kinds is not None:
        log = replace(log, kind=np.array(kinds, dtype=np.int8))
    stages: EventLog = log.of_kind(EventKind.STAGE)
    return deal_story(stages, deal_path(stages, None, 0), activities_of(log, "D1"), robots)  # type: ignore[arg-type]


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_that_the_whole_story_is_told_in_order() -> None:
    story = story_of(
        "Qualify > Call > Demo > Won",
        (0, 0, "Amount", "", "14000", "Ann"),
        (0, 0, "Close date", "", "2026-03-31", "Ann"),
        (0, 0.5, "Close date", "2026-03-31", "2026-04-30", "Ann"),
        (0, 1.5, "Close date", "2026-04-30", "2026-05-15", "Ann"),
        (0, 2, "Amount", "14000", "12880", "Ann"),
        (0, 3, "Close date", "2026-05-15", "2026-01-08", "Ann"),
        kinds=[0, 1, 0, 0],
        resources=["Ann"],
    )
    assert plain(story_words(story)) == (
        "Opened on 5 Jan 2026 by Ann at 14,000 USD. Nothing is recorded from the buyer. The close date moved twice, "
        "from 31 Mar 2026 to 15 May 2026, always to a later day. Won after 3 days at 12,880 USD, 8 % less than at "
        "first."
    )


def test_that_the_close_date_at_the_closing_is_no_plan_and_no_push() -> None:
    story = story_of(
        "Qualify > Won",
        (0, 0, "Close date", "2026-03-31", "2026-03-01", "Ann"),
        (0, 0.5, "Close date", "2026-03-01", "2026-04-01", "Ann"),
        (0, 1, "Close date", "2026-04-01", "2026-06-01", "Ann"),
    )
    assert [(one.push, one.at_close) for one in story.close_dates] == [
        (0, False),
        (0, False),
        (1, False),
        (0, True),
    ]
    assert story.close_dates[0].is_first
    assert plain(close_date_label(story.close_dates[1])) == "−30 days"
    assert plain(close_date_words(story.close_dates[2])) == (
        "Close date moved from 1 Mar 2026 to 1 Apr 2026, 31 days later, put off for the 1st time, "
        "5 Jan 2026, 12:00 UTC, Ann"
    )
    assert "became 1 Jun 2026 as the deal was closed" in plain(close_date_words(story.close_dates[3]))
    assert story.expected == story.close_dates[2].after
    assert "moved twice, from 31 Mar 2026 to 1 Apr 2026, 1 of them later" in plain(story_words(story))


def test_that_an_open_deal_says_where_it_is_and_whether_its_day_has_passed() -> None:
    late = story_of(
        "Qualify > Demo > Proposal", (0, 0, "Close date", "", "2026-01-06", "Ann"), resources=["Ann"]
    )
    assert plain(story_words(late)) == (
        "Opened on 5 Jan 2026 by Ann. Still open in Proposal after 2 days; expected to close on 6 Jan 2026, "
        "a day that has passed."
    )
    assert late.ended == NO_TIME


def test_that_a_change_of_owner_and_the_first_step_of_the_new_one_are_one_hand_over() -> None:
    story = story_of(
        "Qualify > Demo > Proposal > Won",
        (0, 0.5, "Owner", "Ann", "Bob", "Cid"),
        users=["Ann", "Bob", "Bob", "Dora"],
    )
    assert [(one.before, one.after, one.of_owner, one.waited) for one in story.hand_overs] == [
        ("Ann", "Bob", True, 0.5),
        ("Bob", "Dora", False, None),
    ]
    assert plain(hand_over_words(story.hand_overs[0])) == (
        "Owner changed: Ann → Bob, 5 Jan 2026, 12:00 UTC; then nothing was done for 12 hours"
    )
    assert (
        "It changed hands twice: Ann to Bob on 5 Jan 2026, Bob to Dora on 8 Jan 2026. It then waited 12 hours."
        in (plain(story_words(story)))
    )


def test_that_what_the_buyer_does_is_no_end_of_a_wait_and_a_robot_takes_nothing_over() -> None:
    changes: Change = (0, 0.5, "Owner", "Ann", "Bob", "")
    story = story_of(
        "Qualify > Proposal opened > Demo",
        changes,
        kinds=[0, 2, 0],
        users=["Ann", "", "Sync"],
        robots=["Sync"],
    )
    assert [(one.after, one.waited) for one in story.hand_overs] == [("Bob", 1.5)]
    assert (story.heard, story.last_heard, story.done) == (1, START + DAY, 0)
    assert "The buyer was heard from once, on 6 Jan 2026." in plain(story_words(story))


def test_that_a_hand_over_back_is_told_as_one() -> None:
    story = story_of("A > B > C > D", users=["Ann", "Bob", "Ann", "Bob"])
    told = plain(story_words(story))
    assert (
        "changed hands three times: Ann to Bob on 6 Jan 2026, back on 7 Jan 2026, back on 8 Jan 2026." in told
    )


def test_that_without_a_history_the_present_amount_counts_since_the_opening() -> None:
    story = story_of("Qualify > Lost", amount=np.array([500.0]))
    assert [(one.time, one.after) for one in story.amounts] == [(START, 500.0)]
    assert plain(story_words(story)) == "Opened on 5 Jan 2026 at 500 USD. Lost after 1 day at 500 USD."
    assert story_of("Qualify").amounts == ()


def test_that_a_trail_that_begins_with_a_change_tells_the_amount_before_it() -> None:
    story = story_of(
        "Qualify > Won", (0, 0.5, "Amount", "100", "125", "Ann"), (0, 0.7, "Amount", "125", "", "Ann")
    )
    assert [plain(amount_label(one)) for one in story.amounts] == ["100", "125  +25 %", "none"]


def test_that_a_deal_of_which_nothing_is_known_has_hardly_a_story() -> None:
    log = a_log("")
    story = deal_story(log, deal_path(log, None, 0), ())
    assert story_words(story) == "Still open."


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")],
)
def test_that_ordinals_are_those_of_english(count: int, said: str) -> None:
    assert ordinal(count) == said


def test_that_few_times_are_words() -> None:
    assert [plain(times(count)) for count in (1, 2, 6, 7)] == ["once", "twice", "six times", "7 times"]


def test_that_stand_ins_take_every_place_of_a_name() -> None:
    changes: Change = (0, 0.5, "Owner", "Ann", "Bob", "Cid")
    story = with_names(
        story_of("Qualify > Won", changes, users=["Ann", "Bob"], owner=["Bob"]),
        {"Ann": "Rep 1", "Bob": "Rep 2", "Cid": "User 1"},
    )
    told = repr(story)
    assert not any(name in told for name in ("Ann", "Bob", "Cid"))
    assert (story.owner, story.hand_overs[0].before) == ("Rep 2", "Rep 1")


def test_that_the_tables_hold_steps_activities_and_changes() -> None:
    log = replace(
        a_log("Qualify > Call > Won", resources=["Ann"], **USD),
        kind=np.array([0, 1, 0], dtype=np.int8),
        changes=a_history((0, 1, "Amount", "100", "150", "Ann")),
    )
    stages = log.of_kind(EventKind.STAGE)
    path, activities = deal_path(stages, None, 0), activities_of(log, "D1")
    steps, done, changed = deal_tables(path, activities, deal_story(stages, path, activities))
    assert (steps.title, done.title, changed.title) == ("Steps", "Activities", "Changes")
    assert steps.columns[3].values == [2.0, None]
    assert [column.values[0] for column in changed.columns[1:]] == [
        "Amount",
        "100",
        "150",
        "+50\u00a0%",
        "Ann",
    ]
    assert change_difference(deal_story(stages, path, activities).changes[0]) == "+50\u00a0%"
