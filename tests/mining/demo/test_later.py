"""The demo's next export: nothing that was over changes, and the improvement is found in its team and in no other."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mining.analysis import analyse
from mining.before_after.keeping import kept
from mining.before_after.sides import compared, usual_sides
from mining.demo.clock import LAST_DAY
from mining.demo.deals import Deal
from mining.demo.generate import Made, documented_process, make
from mining.demo.later import NEW_DEALS, make_later
from mining.demo.stages import CRM, LOST, PROPOSAL, SECURITY, WON
from mining.demo.story import IMPROVED_TEAM
from mining.process.yaml_format import parse_yaml
from models.before_after import Moved
from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.progress import silent
from models.project import Project

CUT = int(LAST_DAY.timestamp()) + 86_400


@pytest.fixture(scope="module")
def first() -> Made:
    return make()


@pytest.fixture(scope="module")
def later(first: Made) -> Made:
    return make_later(first)


def log_of(deals: list[Deal]) -> EventLog:
    """The stages of the deals alone, as an import reads them."""
    outcomes = {WON: Outcome.WON, LOST: Outcome.LOST}
    ended = [deal.visits[-1].stage in outcomes for deal in deals]
    times = [np.array([visit.at for visit in deal.visits], dtype=np.int64) * 1_000_000 for deal in deals]
    return EventLog(
        activity=Categorical.of([CRM[visit.stage].label for deal in deals for visit in deal.visits]),
        timestamp=np.concatenate(times),
        resource=Categorical.of([visit.by.name for deal in deals for visit in deal.visits]),
        kind=np.zeros(sum(map(len, times)), dtype=np.int8),
        case_start=np.cumsum([0, *map(len, times)]).astype(np.int64),
        cases=CaseTable.bare(
            tuple(deal.id for deal in deals),
            owner=Categorical.of([deal.owner.name for deal in deals]),
            team=Categorical.of([deal.team.name for deal in deals]),
            segment=Categorical.of([deal.segment for deal in deals]),
            amount=np.array([deal.amount for deal in deals], dtype=np.float64),
            outcome=np.array(
                [outcomes.get(deal.visits[-1].stage, Outcome.OPEN) for deal in deals], dtype=np.int8
            ),
            created=np.array([time[0] for time in times]),
            closed=np.array(
                [
                    time[-1] if over else np.iinfo(np.int64).min
                    for time, over in zip(times, ended, strict=True)
                ]
            ),
        ),
    )


def test_that_what_was_over_is_the_same_and_what_was_open_goes_on(first: Made, later: Made) -> None:
    assert len(later.deals) == len(first.deals) + NEW_DEALS
    for before, now in zip(first.deals, later.deals, strict=False):
        assert now.visits[: len(before.visits)] == before.visits
        assert before.outcome == "open" or now == before
    went_on = [
        now for before, now in zip(first.deals, later.deals, strict=False) if now.visits != before.visits
    ]
    assert len(went_on) > 300
    assert min(visit.at for deal in later.deals[len(first.deals) :] for visit in deal.visits) > CUT - 86_400
    for before_saves, now_saves in zip(first.saves, later.saves, strict=False):
        kept_saves = now_saves[: len(before_saves)]
        assert [save.at for save in kept_saves] == [save.at for save in before_saves]
        assert [save.amount for save in kept_saves] == [save.amount for save in before_saves]
    assert later.records.tasks[: len(first.records.tasks)] == first.records.tasks
    assert all(later.discounts[name] == percent for name, percent in first.discounts.items())


def test_that_the_improvement_is_found_in_its_team_and_in_no_other(first: Made, later: Made) -> None:
    process = parse_yaml(documented_process(), "the demo")
    project = kept(Project("Demo", log_of(list(first.deals)), None, process), date(2026, 7, 1), silent)
    grown = replace(project, log=log_of(list(later.deals)))
    assert grown.log is not None
    sides = usual_sides(grown, grown.log)
    assert sides is not None
    found = compared(grown, analyse(grown.log, process, silent), grown.log, *sides, silent).found
    metric = f"skip {SECURITY}"
    moved = {row.team: row.moved for row in found.teams if row.metric == metric}
    assert moved.pop(IMPROVED_TEAM) is Moved.BETTER
    assert set(moved.values()) <= {Moved.CANNOT_TELL, Moved.UNCHANGED}
    row = found.of(metric, IMPROVED_TEAM)
    assert row is not None
    assert row.change is not None
    assert row.change.low <= 0.3 - 0.7 <= row.change.high
    others = {(one.metric, one.team) for one in found.teams if one.moved in (Moved.BETTER, Moved.WORSE)}
    assert others == {(metric, IMPROVED_TEAM)}


def test_that_the_planted_share_is_that_of_the_story(first: Made, later: Made) -> None:
    skipped = []
    for deal in later.deals:
        stages = [visit.stage for visit in deal.visits]
        reached = next((visit.at for visit in deal.visits if visit.stage == PROPOSAL), 0)
        if deal.team.name == IMPROVED_TEAM and reached > CUT:
            skipped.append(SECURITY not in stages)
    assert len(skipped) > 40
    assert 0.15 < np.mean(skipped) < 0.45
