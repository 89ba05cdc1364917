from dataclasses import replace

import numpy as np
import pytest

from mining.analysis import analyse
from mining.areas.delays import NO_OUTCOMES, Delay, delays_of
from mining.areas.handover_wording import delay_name, delay_words
from mining.areas.handovers import handovers_of
from mining.areas.passes import passes_of
from mining.areas.roles_of_people import roles_of_people
from mining.intervals import newcombe, wilson
from mining.process.roles import roles_of
from models.case_table import Outcome
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log_with_activities
from tests.mining.areas.processes import a_process

WHO = {"Ann": "AE", "Leo": "LEGAL"}
H2 = "[{id: H2, from: AE, to: LEGAL, start: asked, done: [granted, refused], within: 2d}]"


def deal(wait: float, end: str) -> str:
    """Asked on day 3, answered after the wait, closed ten days later."""
    return (
        f"0 Qualify @Ann | 3 ~asked @Ann | {3 + wait} ~granted @Leo | {13 + wait} {end} @Leo"
        if end
        else f"0 Qualify @Ann | 3 ~asked @Ann | {3 + wait} ~granted @Leo"
    )


def delays(log: EventLog, mask: list[bool] | None = None) -> list[Delay]:
    process = a_process(H2)
    found = analyse(log, process, silent).conformance
    assert found is not None
    kept = np.array(mask) if mask else np.ones(log.n_cases, dtype=bool)
    passes = passes_of(log, process, roles_of_people(log, process, WHO))
    return list(
        delays_of(found.log, log, list(roles_of(process)), passes, handovers_of(log, process), kept, 10)
    )


DEALS = [
    *[deal(1, "Closed Won")] * 16,
    *[deal(1, "Closed Lost")] * 4,
    *[deal(5, "Closed Won")] * 6,
    *[deal(5, "Closed Lost")] * 14,
]


def test_that_deals_answered_late_are_compared_with_the_others_from_the_answer_on() -> None:
    documented, between = delays(a_log_with_activities(*DEALS))
    assert documented.slow.tolist() == list(range(20, 40))
    assert (documented.limit, len(documented.cases)) == (2, 40)
    won = documented.won
    assert won.with_it is not None
    assert won.without is not None
    assert won.raw is not None
    assert (won.with_it.value, won.without.value) == (pytest.approx(0.3), pytest.approx(0.8))
    assert (won.with_it.low, won.with_it.high) == pytest.approx(wilson(6, 20))
    assert (won.raw.low, won.raw.high) == pytest.approx(newcombe(6, 20, 16, 20))
    assert won.q is not None
    assert won.q < 0.05
    assert between.handoff is None
    assert (between.giver, between.taker, between.limit) == ("AE", "LEGAL", 3)


def test_that_the_words_say_shares_and_that_nothing_is_said_of_causes() -> None:
    documented, between = delays(a_log_with_activities(*DEALS))
    words = delay_words(documented).replace("\u00a0", " ")
    assert words.startswith(
        "20 of 40 deals waited longer than the 2 days agreed. Won later: 30 % (15–52 %) of them, 80 %"
    )
    assert "which does not say that one causes the other" in words
    assert delay_name(between, {"AE": "Account executive"}) == "Account executive to LEGAL"


def test_that_a_deal_that_closed_before_the_answer_is_not_compared() -> None:
    early = "0 Qualify @Ann | 3 ~asked @Ann | 4 Closed Lost @Ann | 9 ~granted @Leo"
    log = a_log_with_activities(*DEALS, *[early] * 15)
    closed = np.where(np.arange(log.n_cases) >= 40, log.timestamp[log.case_start[:-1] + 2], log.cases.closed)
    log = replace(log, cases=replace(log.cases, closed=closed))
    assert len(delays(log)[0].cases) == 40


def test_that_open_deals_are_followed_as_long_as_they_are_seen() -> None:
    old = [deal(1, "Closed Won")] * 12 + [deal(5, "Closed Won")] * 12
    last = "0 Qualify | 90 Discovery"
    documented, _ = delays(a_log_with_activities(*old, *[deal(5, "")] * 12, last))
    assert len(documented.cases) == 36
    assert documented.won.with_it is not None
    assert documented.won.with_it.value == pytest.approx(0.5)  # a rate of closed deals would be 100 %


def test_that_under_ten_deals_on_a_side_nobody_can_tell() -> None:
    documented, _ = delays(a_log_with_activities(*DEALS[:29]))
    assert documented.won.with_it is None
    assert documented.won.why_none.startswith("Cannot tell: 9\u00a0deals waited longer and 20 did not")
    assert documented.close.why_none == documented.won.why_none
    assert delay_words(documented).count("Cannot tell") == 1


def test_that_a_log_without_outcomes_says_so() -> None:
    deals = [one.replace("Closed Won", "Discovery").replace("Closed Lost", "Discovery") for one in DEALS]
    outcome = np.full(40, Outcome.UNKNOWN, dtype=np.int8)
    process = a_process(H2)
    log = a_log_with_activities(*deals, outcome=outcome)
    passes = passes_of(log, process, roles_of_people(log, process, WHO))
    found = delays_of(
        log, log, list(roles_of(process)), passes, handovers_of(log, process), np.ones(40, bool), 10
    )
    assert {one.won.why_none for one in found} == {NO_OUTCOMES}


def test_that_only_the_deals_that_are_looked_at_are_compared() -> None:
    documented, _ = delays(a_log_with_activities(*DEALS), [n % 2 == 0 for n in range(40)])
    assert len(documented.cases) == 20


def test_that_a_log_without_hand_overs_has_no_delays() -> None:
    assert delays(a_log_with_activities("0 Qualify", "")) == []
