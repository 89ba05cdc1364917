"""Counts, reasons, waits and later wins of leads that were handed over."""

from dataclasses import replace

import numpy as np
import pytest

from mining.areas.documented import AgainstTarget, Share
from mining.leads.funnel import Horizons, by_group, horizons_of, lead_count
from mining.leads.look import LeadLook, lead_handovers, look_at
from mining.leads.waits import became_within, wait_until
from models.event_log import EventLog
from tests.mining.leads.lead_logs import PROCESS, a_lead_log

HORIZONS = Horizons(10, 90)


def looked(log: EventLog, deals: EventLog | None = None) -> LeadLook:
    return look_at(log, lead_handovers(log, PROCESS)[0], PROCESS, deals)


def everything(log: EventLog) -> np.ndarray:
    return np.ones(log.n_cases, dtype=bool)


def test_that_the_shares_are_of_those_that_can_be_judged_and_add_up_to_one() -> None:
    log = a_lead_log(
        *["MQL@0 Accepted@5:Ann"] * 5, *["MQL@0 Rejected@5:Ann"] * 3, "MQL@0", "MQL@0 Call@1:Ann", "MQL@990",
        reasons=[*[None] * 5, "bad fit", "too far away", None, None, None, None],
    )  # fmt: skip
    count = lead_count(looked(log), None, HORIZONS, everything(log))
    assert (count.n, count.leads, count.pending) == (11, 11, 1)
    assert count.accepted == Share(5, 10)
    assert count.rejected == Share(3, 10)
    assert count.silent == Share(1, 10)
    assert count.unanswered == Share(1, 10)
    assert count.without_reason == Share(1, 3)
    told = [(one.text, one.count, one.is_documented) for one in count.reasons]
    assert told == [("bad fit", 1, True), ("too far away", 1, False), ("", 1, False)]
    assert count.accepted.against(0.6) is AgainstTarget.CANNOT_TELL


def test_that_a_log_without_reasons_says_so_and_counts_none_as_missing() -> None:
    log = a_lead_log("MQL@0 Rejected@5:Ann")
    count = lead_count(looked(log), None, HORIZONS, everything(log))
    assert count.without_reason is None
    assert count.reasons == ()


def test_that_groups_stand_in_order_of_their_names_and_small_ones_are_marked() -> None:
    log = a_lead_log(
        "MQL@0 Accepted@5:Ann", "MQL@0", "MQL@0 Rejected@1:Bob",
        sources=["Web", "Fair", "Web"], owners=["Ann", "Ann", "Bob"],
    )  # fmt: skip
    fair, web = by_group(looked(log), None, HORIZONS, log.cases.source, everything(log))
    assert (fair.name, fair.n, fair.people, fair.is_comparable) == ("Fair", 1, 1, False)
    assert (web.name, web.accepted, web.people) == ("Web", Share(1, 2), 2)


def test_that_nobody_to_judge_gives_no_share_and_no_error() -> None:
    log = a_lead_log("MQL@990")
    count = lead_count(looked(log), None, horizons_of(looked(log), None), everything(log))
    assert count.accepted.value is None
    assert count.accepted.interval is None
    assert not count.median.is_told
    assert not count.became.is_told


def test_that_leads_still_waiting_are_censored_in_the_wait() -> None:
    # ten touched after 1 to 10 days, ten still waiting after 5.5: the estimate at day 5 is that of 20, then of fewer
    waits = np.array([*range(1, 11), *[5.5] * 10], dtype=float)
    done = np.array([True] * 10 + [False] * 10)
    value = wait_until(0.5, waits, done)
    # 5 of 20 by day 5; of the 5 left at risk: 1 - .75 x .8 = .40 by day 6, 1 - .75 x .6 = .55 by day 7
    assert value.value == 7
    assert (value.low or 0.0) < 7 < (value.high or 0.0)
    assert not wait_until(0.9, waits[:9], done[:9]).is_told


def test_that_a_wait_that_few_have_ended_is_not_told() -> None:
    value = wait_until(0.5, np.ones(20), np.array([True] * 5 + [False] * 15))
    assert value.value is None
    assert "Fewer than 50" in value.why_none


def test_that_open_ones_are_censored_in_what_leads_become() -> None:
    waits = np.array([1.0, 2.0, 3.0, 4.0, *[5.0] * 8])
    ends = np.array([1, 0, 1, 2, *[0] * 8])
    told = became_within(4, waits, ends, "leads")
    # 1/12, then 11/12 x 1/10: the one censored at day 2 is not at risk on day 3
    assert told.value == pytest.approx(1 / 12 + 11 / 12 / 10)
    assert (told.low or 0.0) < told.value < (told.high or 0.0)
    assert not became_within(6, waits, ends, "leads").is_told  # nobody was followed so long
    assert not became_within(4, waits[:5], ends[:5], "leads").is_told


def test_that_later_wins_are_those_of_the_deals_that_leads_became() -> None:
    deals = a_lead_log(*["New@0 Won@240"] * 12, *["New@0 Unqualified@240"] * 12, until=2_400)
    log = a_lead_log(*["MQL@0 Accepted@5:Ann Won@50"] * 24, deals=[f"L{i}" for i in range(24)])
    created = deals.timestamp[deals.case_start[:-1]].copy()
    deals = replace(deals, cases=replace(deals.cases, created=created))
    count = lead_count(looked(log, deals), deals, Horizons(10, 30), everything(log))
    assert count.won.value == pytest.approx(0.5)
    assert count.won.n == 24
    assert count.became.value == pytest.approx(1.0)
    assert 0.5 < (count.became.low or 0.0) < 1.0
