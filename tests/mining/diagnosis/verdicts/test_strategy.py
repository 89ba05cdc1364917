"""Whether the strategy can be met: level and spread of what conforming deals win."""

import numpy as np
import pytest

from mining.analysis import analyse
from mining.diagnosis.verdicts.conforming import conforming_deals
from mining.diagnosis.verdicts.strategy import StrategyCall, deals_to_tell, strategy_call
from mining.intervals import wilson
from mining.process.yaml_format import parse_yaml
from models.diagnosis import VerdictKind
from models.progress import silent
from models.thresholds import Thresholds
from tests.builders import a_log

PROCESS = parse_yaml(
    "process: {name: X}\nflow:\n  - {stage: A}\n  - {stage: B}\n  - {stage: C}\nend:\n  won: {crm: [Won]}\n"
    "  lost: {crm: [Lost], from: any}\n",
    "a test",
)


def called(*reps: tuple[int, int], target: float = 0.3, open_factor: float = 1.0) -> StrategyCall:
    """One pair a rep: won, of how many closed conforming deals."""
    rep = np.concatenate([np.full(of, number) for number, (_, of) in enumerate(reps)]).astype(np.int32)
    won = np.concatenate([np.arange(of) < hits for hits, of in reps])
    stratum = np.zeros(len(rep), dtype=np.int32)
    found = strategy_call(rep, stratum, won, np.ones(len(rep)), target, Thresholds(), open_factor)
    assert found is not None
    return found


def test_that_a_strategy_is_out_of_reach_where_all_reps_miss_the_target_alike() -> None:
    found = called(*[(6, 40), (7, 40), (5, 40)] * 4)
    assert found.kind is VerdictKind.UNOBTAINABLE
    assert found.rate == pytest.approx(0.15)
    assert found.high < 0.3
    assert found.p is not None
    assert found.p > 0.05


def test_that_it_is_a_question_of_skill_where_a_quarter_reaches_the_target() -> None:
    found = called(*[(14, 40)] * 3, *[(4, 40)] * 9)
    assert found.kind is VerdictKind.SKILL
    assert found.p is not None
    assert found.p < 0.05
    assert found.best is not None
    assert found.best > 0.27


def test_that_nothing_is_called_where_the_target_may_be_reached() -> None:
    found = called(*[(11, 40)] * 12)
    assert (found.kind, found.short, found.p) == (VerdictKind.NO_CALL, False, None)


def test_that_open_deals_that_may_still_be_won_speak_for_the_strategy() -> None:
    reps = [(9, 40)] * 12
    assert called(*reps).short
    assert not called(*reps, open_factor=1.2).short


def test_that_five_reps_are_too_few_to_say_whose_the_shortfall_is() -> None:
    found = called(*[(4, 40)] * 5)
    assert (found.kind, found.short, found.p) == (VerdictKind.NO_CALL, True, None)


def test_that_few_deals_are_not_judged() -> None:
    ones = np.ones(9)
    zeros = np.zeros(9, dtype=np.int32)
    assert strategy_call(zeros, zeros, ones > 0, ones, 0.3, Thresholds()) is None


def test_that_won_deals_that_stand_for_several_are_worth_less_than_so_many() -> None:
    # two of twelve are won and weigh 3: rate 6/16; Kish would say 16^2 / 28
    zeros = np.zeros(12, dtype=np.int32)
    won = np.arange(12) < 2
    found = strategy_call(zeros, zeros, won, np.where(won, 3.0, 1.0), 0.99, Thresholds())
    assert found is not None
    worth = 0.375 * 0.625 * 16**2 / (2 * (3 * 0.625) ** 2 + 10 * 0.375**2)
    assert found.rate == 0.375
    assert (found.low, found.high) == pytest.approx(wilson(0.375 * worth, worth))


def test_that_nobody_winning_anything_is_no_division_by_zero() -> None:
    found = called(*[(0, 40)] * 12)
    assert found.kind is VerdictKind.UNOBTAINABLE
    assert found.low == 0.0 < found.high


def test_that_deals_lost_before_they_could_leave_the_way_do_not_count_for_too_much() -> None:
    # of four deals that came past B two left it out: a won or late lost deal stands for two, an early lost one for one
    log = a_log("A > Lost", "A > Lost", "A > B > C > Won", "A > B > C > Lost", "A > C > Won", "A > C > Lost")
    found = analyse(log, PROCESS, silent).conformance
    assert found is not None
    deals = conforming_deals(found, np.ones(6, dtype=bool))
    assert deals.case.tolist() == [0, 1, 2, 3]
    assert deals.weight.tolist() == [1.0, 1.0, 2.0, 2.0]
    assert deals.open_factor == 1.0


def test_that_the_deals_it_takes_are_those_of_the_normal_approximation() -> None:
    assert deals_to_tell(0.25, 0.3) == 659  # (2.8 x root(0.3 x 0.7) / 0.05) ** 2
    assert deals_to_tell(0.3, 0.3) is None
