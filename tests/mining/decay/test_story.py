"""What became of a change: hand-computed on deals that skip Demo before it, hardly after it, and again at last."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from mining.analysis import analyse
from mining.decay.metrics import deviation_named, observed
from mining.decay.story import change_stories
from mining.intervals import newcombe, wilson
from models.analysis import Analysis
from models.case_table import DAY
from models.decay import Became, ChangeStory
from models.deviation import DeviationKey, DeviationType
from models.progress import silent
from models.strategy import Expectation, RecordedChange
from tests.builders import START, a_log_with_activities
from tests.desktop.conftest import PROCESS

CHANGED = date(2026, 7, 4)  # 180 days after the first deal
SKIPS, FOLLOWS = (
    ("Qualify", "Discovery", "Proposal", "Won"),
    ("Qualify", "Discovery", "Demo", "Proposal", "Won"),
)


def analysed(*periods: tuple[int, int, int, int], changed: date = CHANGED) -> Analysis:
    """Deals of (first day, last day, how many, how many of them skip Demo), spread evenly; proposals two days on."""
    deals = []
    for first, last, count, skipping in periods:
        for at, day in enumerate(np.linspace(first, last, count).round(2)):
            path = SKIPS if at % count < skipping else FOLLOWS
            deals.append(" | ".join(f"{day + step * 0.5} {name}" for step, name in enumerate(path)))
    return analyse(a_log_with_activities(*deals), PROCESS, silent)


def change(metric: str = "skip.Demo", day: date = CHANGED) -> RecordedChange:
    return RecordedChange("C1", day, "Demo first", "", Expectation(metric))


def stories(found: Analysis, changes: list[RecordedChange]) -> tuple[ChangeStory, ...]:
    return change_stories(found, np.ones(found.log.n_cases, dtype=bool), changes)


def test_that_a_gain_that_is_lost_again_is_told_with_its_numbers() -> None:
    found = analysed((0, 175, 60, 30), (182, 260, 60, 6), (280, 400, 60, 40))
    (story,) = stories(found, [change()])
    assert story.became is Became.CREPT_BACK
    assert story.before is not None
    assert story.before.value is not None
    assert story.before.value.value == pytest.approx(30 / 60)
    assert (story.before.value.low, story.before.value.high) == wilson(30, 60)
    assert story.gain is not None
    assert story.gain.value == pytest.approx(6 / 60 - 30 / 60)
    assert (story.gain.low, story.gain.high) == newcombe(6, 60, 30, 60)
    assert story.loss is not None
    assert story.loss.low > 0
    assert "50\u00a0% (38–62\u00a0%, 60\u00a0deals)" in story.sentence


def test_that_a_gain_that_stays_holds() -> None:
    found = analysed((0, 175, 60, 30), (182, 260, 60, 6), (280, 400, 60, 6))
    (story,) = stories(found, [change()])
    assert story.became is Became.HELD
    assert story.half_lost is None


def test_that_it_is_not_said_to_hold_where_the_last_deals_are_between() -> None:
    found = analysed((0, 175, 60, 30), (182, 260, 60, 6), (312, 400, 12, 3))
    (story,) = stories(found, [change()])
    assert story.became is Became.WORKED
    assert "whether it holds cannot be told" in story.sentence


def test_that_no_difference_is_called_none_and_the_opposite_by_its_name() -> None:
    same = stories(analysed((0, 175, 60, 30), (182, 260, 60, 29)), [change()])
    worse = stories(analysed((0, 175, 60, 6), (182, 260, 60, 30)), [change()])
    assert [same[0].became, worse[0].became] == [Became.NOTHING, Became.WORSE]


def test_that_too_few_deals_tell_nothing() -> None:
    (story,) = stories(analysed((0, 175, 60, 30), (182, 260, 9, 1)), [change()])
    assert story.became is Became.CANNOT_TELL
    assert story.sentence == "Only 9\u00a0deals tell anything after it; 10 are needed."


def test_that_the_time_before_ends_at_the_change_before_of_the_same_metric() -> None:
    found = analysed((0, 175, 60, 30), (182, 260, 60, 6))
    _, story = stories(found, [change(day=date(2026, 6, 4)), change()])
    assert story.before is not None
    assert story.before.begins == int(datetime(2026, 6, 4, tzinfo=UTC).timestamp()) * 1_000_000


def test_that_a_skip_is_told_when_the_deal_got_past_the_stage() -> None:
    found = analysed((0, 0, 1, 1))
    assert observed(found, "skip.Demo").time.tolist() == [START + DAY]


def test_that_deals_too_young_to_be_won_say_nothing_of_the_win_rate() -> None:
    log = a_log_with_activities(
        "0 Qualify | 10 Won", "0 Qualify | 20 Lost", "90 Qualify | 95 Won", "99 Qualify",
        created=START + np.array([0, 0, 90, 99]) * DAY,
        closed=START + np.array([10, 20, 95, 0]) * DAY,
    )  # fmt: skip
    seen = observed(analyse(log, None, silent), "win_rate")
    # nine tenths of the won deals are won within 9.5 days: so old are the first two, and neither was won by then
    assert seen.value.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("written", "kind", "stage"),
    [
        ("skip.Discovery", DeviationType.SKIPPED, "Discovery"),
        ("skip Discovery call", DeviationType.SKIPPED, "Discovery call"),
        ("missing evidence at Qualify", DeviationType.MISSING_EVIDENCE, "Qualify"),
    ],
)
def test_that_a_metric_names_a_deviation(written: str, kind: DeviationType, stage: str) -> None:
    assert deviation_named(written) == DeviationKey(kind, stage)


def test_that_a_metric_that_is_none_says_what_can_be_written() -> None:
    (story,) = stories(analysed((0, 10, 12, 3)), [change("happiness")])
    assert story.became is Became.CANNOT_TELL
    assert "none of win_rate, cycle_days, fitness, skip.Discovery" in story.sentence


def test_that_deals_that_are_filtered_out_say_nothing() -> None:
    found = analysed((0, 175, 60, 30), (182, 260, 60, 6))
    mask = np.arange(found.log.n_cases) < 70
    (story,) = change_stories(found, mask, [change()])
    assert story.early is not None
    assert (story.early.n, story.became) == (10, Became.NOTHING)


def test_that_a_change_without_a_metric_says_so() -> None:
    bare = replace(change(), expect=None)
    (story,) = stories(analysed((0, 10, 12, 3)), [bare])
    assert "names no metric" in story.sentence
