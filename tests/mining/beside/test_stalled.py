"""Stalled deals, computed by hand: for how long they were quiet, against what is allowed and what is usual."""

import numpy as np
import pytest

from models.deviation import DeviationType
from models.event_log import EventLog
from tests.builders import a_log
from tests.mining.beside.deals import a_process, deals, found, judged, shown, unjudged

STALLED = DeviationType.STALLED
FREE = a_process("[Qualify, Demo]")
FIVE_DAYS = a_process("[{stage: Qualify, sla: 5d}, Demo]")
TWENTY_DAYS = a_process("[{stage: Qualify, sla: 20d}, Demo]")
TWO_DAYS = a_process("[{stage: Qualify, sla: 2bd}, Demo]")
WON = [f"0 Qualify | 1 !Email reply | {1 + days} Demo | 30 Won" for days in range(1, 11)]
"""Their longest quiet times in Qualify are 1, 2, ..., 10 days: nine of ten were at most 9.1 days."""


def with_won(*told: str) -> EventLog:
    return deals(*told, *WON)


def test_that_a_deal_is_stalled_once_it_is_quiet_for_longer_than_nine_of_ten_won_ones() -> None:
    log = with_won(
        "20/22:10 Qualify",
        "20/08:00 Qualify",
        "20 Qualify | 21 !Email reply",
        "10 Qualify | 20/23:00 ~Call (in)",
    )
    # the log ends on day 30 at 10:07: the first has been quiet for 9.498 days, the second for 10.09, the third for
    # 9 days and the last for 9.46
    analysis = found(log, FREE)
    assert shown(analysis, STALLED) == {"Qualify": ["D1", "D2", "D4"]}
    assert judged(analysis, STALLED, "Qualify") == ["D1", "D2", "D3", "D4"]
    (facts,) = analysis.facts
    assert facts.allowed.tolist() == pytest.approx([9.1] * 3)
    assert facts.took.tolist() == pytest.approx([9.498, 10.088, 9.463], abs=1e-3)


def test_that_the_longer_of_what_is_allowed_and_usual_counts() -> None:
    log = with_won("20/08:00 Qualify", "10/11:00 Qualify", "9 Qualify")
    assert shown(found(log, FREE), STALLED) == {"Qualify": ["D1", "D2", "D3"]}
    assert shown(found(log, FIVE_DAYS), STALLED) == {"Qualify": ["D1", "D2", "D3"]}
    assert shown(found(log, TWENTY_DAYS), STALLED) == {"Qualify": ["D3"]}


def test_that_a_time_in_business_days_is_told_on_the_clock_of_the_process() -> None:
    told = found(with_won("20 Qualify"), TWO_DAYS)
    facts = next(one for one in told.facts if one.key.type is STALLED)
    # from Sunday to Wednesday of the week after: seven days and 67 minutes; won ones, quiet
    # since Tuesday at 10:07, were so for 1, 2, 3, 3.9, 3.9, 4, 5, 6, 7 and 8 business days
    assert facts.took.tolist() == pytest.approx([7 + 67 / 540])
    assert facts.allowed.tolist() == pytest.approx([7.1])
    assert shown(told, STALLED) == {"Qualify": ["D1"]}


def test_that_an_allowed_time_is_enough_where_few_deals_were_won() -> None:
    log = deals("0 Qualify", "0 Qualify | 4/10:08 !Email reply", *WON[:8])
    analysis = found(log, FREE)
    assert shown(analysis, STALLED) == {}
    assert unjudged(analysis, STALLED) == [
        "Stalled in Qualify: fewer than ten won deals show how long is usual there, and the process allows no time; "
        "give the stages a longest time in Process editor."
    ]
    assert shown(found(log, FIVE_DAYS), STALLED) == {"Qualify": ["D1", "D2"]}
    assert unjudged(found(log, FIVE_DAYS), STALLED) == []


def test_that_evidence_of_a_step_of_the_buyer_is_something_that_the_buyer_did() -> None:
    more = "events:\n  held: {kind: Meeting}\nbuyer:\n  explored: {evidence: [held]}\n"
    log = with_won("0 Qualify | 25 ~Meeting", "0 Qualify | 25 ~Call", "0 Qualify | 25 ~Call (out)")
    assert shown(found(log, FREE), STALLED) == {"Qualify": ["D1", "D2", "D3"]}
    assert shown(found(log, a_process("[Qualify, Demo]", more=more)), STALLED) == {"Qualify": ["D2", "D3"]}


def test_that_what_is_planned_ahead_is_no_contact_yet() -> None:
    log = with_won("0 Qualify | 40 !Web visit")
    assert shown(found(log, FREE), STALLED) == {"Qualify": ["D1"]}


def test_that_without_buyers_whatever_anybody_does_counts_and_it_says_so() -> None:
    won = [deal.replace("!Email reply", "~Email") for deal in WON]
    analysis = found(deals("0 Qualify | 25 ~Call", "0 Qualify", *won), FREE)
    assert shown(analysis, STALLED) == {"Qualify": ["D2"]}
    assert unjudged(analysis, STALLED) == [
        "Stalled: the log has nothing that a buyer does, so that whatever anybody does in a deal counts instead."
    ]
    stages = found(
        deals("20 Qualify", "0 Qualify", *[deal.replace("1 !Email reply | ", "") for deal in WON]), FREE
    )
    assert shown(stages, STALLED) == {"Qualify": ["D2"]}  # 1 + 1 to 1 + 10 days, nine of ten at most 10.1
    assert "nothing but stages" in unjudged(stages, STALLED)[0]


def test_that_only_open_deals_stall_and_where_they_stand() -> None:
    log = with_won("0 Qualify | 1 Demo", "0 Qualify | 1 Lost", "0 Qualify | 2 Qualify")
    assert shown(found(log, FIVE_DAYS), STALLED) == {"Demo": ["D1"], "Qualify": ["D3"]}


def test_that_times_entered_in_bulk_neither_say_what_is_usual_nor_since_when_it_is_quiet() -> None:
    bulk = "0 Qualify @Ann | 9/10:00 Demo @Ann | 9/10:05 Won @Ann"
    analysis = found(deals("0 Qualify", *[bulk] * 10), FREE)
    assert "fewer than ten won deals" in unjudged(analysis, STALLED)[0]
    opened = "1/10:00 Qualify @Ann | 1/10:05 Demo @Ann"
    log = with_won(opened, f"{opened} | 2 !Email reply", "1/10:00 Qualify | 1/10:05 Demo")
    assert shown(found(log, FREE), STALLED) == {"Demo": ["D2", "D3"]}  # the last was entered by nobody known


def test_that_a_log_of_days_or_without_outcomes_stalls_nowhere() -> None:
    assert shown(found(a_log("Qualify", *["Qualify > Demo > Won"] * 10), FIVE_DAYS), STALLED) == {}
    nobody_knows = deals("0 Qualify", "9 Qualify", outcome=np.array([3, 3], dtype=np.int8))
    assert shown(found(nobody_knows, FIVE_DAYS), STALLED) == {}
    all_open = deals("0 Qualify", "9 Qualify")
    assert shown(found(all_open, FIVE_DAYS), STALLED) == {"Qualify": ["D1"]}
