"""Changes of logs: in which order deals stand, of what kind a change is, and what is not said."""

import numpy as np
import pytest

from mining.analysis import analyse
from mining.drift.find import find_drift
from mining.preparation import prepared_log
from mining.process.yaml_format import parse_yaml
from models.drift import DriftKind, DriftOrder, DriftResult
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log
from tests.mining.drift.deals import at_day, paths, some_deals

PROCESS = """
process: {name: Four stages}
flow: [{stage: Qualify}, {stage: Discovery}, {stage: Demo}, {stage: Proposal}]
end: {won: {crm: [Won]}, lost: {crm: [Lost], from: any}}
"""
OLD, NEW = "A > B > C", "A > C > B"


def drift(log: EventLog, order: DriftOrder | None = None) -> DriftResult:
    return find_drift(log, None, None, silent, order)


def test_that_whole_paths_are_compared_where_outcomes_are_not_known():
    found = drift(paths(*[OLD] * 60, *[NEW] * 60))
    (change,) = found.changes
    assert (change.index, change.kind, found.by) == (60, DriftKind.PROCESS, DriftOrder.FIRST_EVENT)
    assert change.begins < at_day(60) <= change.ends
    assert (change.features[0].before, change.features[0].after) in [(0.0, 1.0), (1.0, 0.0)]


def test_that_cases_stand_in_order_of_their_first_events():
    log = paths(*[OLD, NEW] * 60, times=[day for i in range(60) for day in (i, 100 + i)])
    found = drift(log)
    assert [change.index for change in found.changes] == [60]
    assert found.order.tolist() == [*range(0, 120, 2), *range(1, 120, 2)]
    assert drift(log, DriftOrder.FILE).changes == ()


def test_that_first_events_at_the_same_time_stand_as_in_the_log():
    log = paths(*[OLD] * 60, *[NEW] * 60, times=[i // 60 for i in range(120)])
    assert [change.index for change in drift(log).changes] == [60]


def test_that_cases_can_be_taken_as_they_stand_in_the_log():
    log = paths(*[OLD] * 60, *[NEW] * 60, times=[7 * i % 120 for i in range(120)])
    found = drift(log, DriftOrder.FILE)
    assert [change.index for change in found.changes] == [60]
    assert found.by is DriftOrder.FILE


def test_that_a_log_that_is_all_but_in_order_of_time_keeps_its_order():
    nearly = [day + (3 if day % 2 == 0 else -3) for day in range(120)]
    found = drift(paths(*[OLD] * 60, *[NEW] * 60, times=nearly))
    assert (found.by, [change.index for change in found.changes]) == (DriftOrder.FILE, [60])


def test_that_without_times_no_change_is_claimed():
    found = drift(paths(*[OLD] * 60, *[NEW] * 60, times=[0] * 120))
    assert found.changes == ()
    assert "without times" in found.unsaid[0]


@pytest.mark.parametrize("log", [a_log(), a_log("A > B"), paths(*[OLD] * 15, *[NEW] * 15)])
def test_that_of_few_deals_nothing_can_be_told_and_that_is_said(log: EventLog):
    found = drift(log)
    assert found.changes == ()
    assert "Cannot tell" in found.unsaid[0]
    assert "40" in found.unsaid[0]


def test_that_deals_that_are_all_the_same_do_not_change():
    found = drift(paths(*[OLD] * 100))
    assert found.changes == ()
    assert found.unsaid


def test_that_only_the_chosen_deals_are_looked_at():
    log = paths(*[OLD] * 60, *[NEW] * 60)
    mask = np.arange(120) < 60
    found = find_drift(log, None, mask, silent)
    assert found.changes == ()
    assert found.order.tolist() == list(range(60))


def test_that_a_step_that_is_skipped_more_often_is_found_when_it_is_due():
    found = drift(some_deals(1000, 5, lambda day: 0.1 if day < 300 else 0.45))
    (change,) = found.changes
    assert found.by is DriftOrder.GATE
    assert change.kind is DriftKind.PROCESS
    assert change.features[0].words == "goes from Discovery straight to Proposal"
    assert change.features[0].before < 0.15
    assert change.features[0].after > 0.3
    assert change.begins <= at_day(300) <= change.ends
    judged_before = int((_last_times(found, 1000, 5) < change.ends).sum())
    assert change.index <= judged_before


def _last_times(found: DriftResult, n: int, seed: int) -> np.ndarray:
    log = some_deals(n, seed, lambda day: 0.1 if day < 300 else 0.45)
    return log.timestamp[log.case_start[1:][found.order] - 1]


def test_that_more_deals_from_the_web_are_a_change_of_the_mix():
    log = some_deals(1000, 5, lambda day: 0.05, lambda day: 0.2 if day < 270 else 0.75, skip_of_web=0.5)
    (change,) = drift(log).changes
    assert change.kind is DriftKind.MIX
    words = [feature.words for feature in change.features]
    assert {"comes from Web", "comes from Referral"} & set(words)
    assert "goes from Discovery straight to Proposal" in words


def test_that_a_change_of_the_process_is_told_beside_one_of_the_mix():
    log = some_deals(
        1500, 5, lambda day: 0.05 if day < 270 else 0.35, lambda day: 0.2 if day < 270 else 0.75, 0.2
    )
    (change,) = drift(log).changes
    assert change.kind is DriftKind.PROCESS
    assert change.features[0].words.startswith("goes from Discovery straight to")


def test_that_without_kinds_of_deals_it_is_said_that_the_mix_is_not_known():
    found = drift(some_deals(300, 5, lambda day: 0.1, sources=False))
    assert any("mix" in sentence for sentence in found.unsaid)


def test_that_a_stable_log_does_not_change():
    for seed in range(4):
        assert drift(some_deals(500, seed, lambda day: 0.2)).changes == ()


def test_that_it_is_said_what_size_of_change_would_have_been_found():
    found = drift(some_deals(500, 1, lambda day: 0.2))
    assert any("500 deals" in sentence.replace("\u00a0", " ") for sentence in found.unsaid)
    assert any("nine times in ten" in sentence for sentence in found.unsaid)


def test_that_deviations_are_judged_where_there_is_a_process():
    log = some_deals(1000, 5, lambda day: 0.1 if day < 300 else 0.45)
    found = find_drift(log, parse_yaml(PROCESS, "the test"), None, silent)
    words = [feature.words for change in found.changes for feature in change.features]
    assert "skips Demo" in words
    assert len(found.changes) == 1


def test_that_the_same_log_gives_the_same_result():
    log = some_deals(400, 5, lambda day: 0.1 if day < 300 else 0.6)
    assert drift(log).changes == drift(log).changes


def test_that_the_pricing_committee_of_the_demo_is_found_since_october(demo_project):
    process = demo_project.process
    analysis = analyse(prepared_log(demo_project), process, silent)
    found = find_drift(analysis, process, None, silent)
    october = 1_759_276_800_000_000  # 1 October 2025
    committee = [change for change in found.changes if "Pricing Committee" in change.features[0].words]
    assert len(committee) == 1
    assert committee[0].kind is DriftKind.PROCESS
    assert committee[0].begins <= october <= committee[0].ends
    assert committee[0].ends - committee[0].begins < 30 * 86_400_000_000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_the_slow_deals_that_are_left_at_the_end_are_no_change(seed: int):
    log = some_deals(3000, seed, lambda day: 0.2)
    begins = log.timestamp[log.case_start[:-1]]
    assert drift(log.keep_cases(begins < at_day(90))).changes == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_the_fast_deals_that_come_first_are_no_change(seed: int):
    log = some_deals(3000, seed, lambda day: 0.2)
    begins = log.timestamp[log.case_start[:-1]]
    assert drift(log.keep_cases(begins > at_day(150))).changes == ()
