"""What sales did about each hand-over of a lead, counted by hand."""

import numpy as np
import pytest

from mining.leads.look import BECAME, ENDED, OPEN, LeadLook, lead_handovers, look_at
from models.event_log import EventLog
from tests.mining.leads.lead_logs import PROCESS, a_lead_log


def look(log: EventLog, robots: tuple[str, ...] = (), deals: EventLog | None = None) -> LeadLook:
    (found,) = lead_handovers(log, PROCESS)
    return look_at(log, found, PROCESS, deals, robots)


def test_that_the_first_touch_is_the_first_call_or_the_answer_of_a_person() -> None:
    log = a_lead_log(
        "Call@-5:Ann MQL@0 Call@3:Ann Accepted@5:Ann",  # what was before the hand-over is no touch of it
        "MQL@0 Accepted@6:Ann",
        "MQL@0 Call@2:Bot Call@4:Ann",
        "MQL@0 Rejected@7:Bot",
    )
    found = look(log, robots=("Bot",))
    assert found.is_touched.tolist() == [True, True, True, False]
    assert found.touch[:3] * 24 == pytest.approx([3, 6, 4])


def test_that_silence_is_neither_touch_nor_answer_and_the_newest_are_not_judged() -> None:
    log = a_lead_log("MQL@0", "MQL@0 Call@3:Ann", "MQL@980", "MQL@0 Rejected@30:Ann", until=1_000)
    found = look(log)
    assert found.silent.tolist() == [True, False, False, False]
    assert found.unanswered.tolist() == [False, True, False, False]
    assert found.judged.tolist() == [True, True, False, True]
    assert found.in_time.tolist() == [False, True, False, False]
    assert found.timed.tolist() == [True, True, False, True]


def test_that_a_lead_handed_over_again_is_touched_once_for_each() -> None:
    log = a_lead_log("MQL@0 Call@2:Ann Rejected@3:Ann MQL@100 Call@110:Ann Accepted@111:Ann")
    found = look(log)
    assert len(found) == 2
    assert found.touch * 24 == pytest.approx([2, 10])
    assert found.returned.tolist() == [True, False]


def test_that_a_touch_of_the_next_hand_over_is_not_one_of_this() -> None:
    log = a_lead_log("MQL@0 Rejected@3 MQL@100 Call@110:Ann Accepted@111:Ann")
    assert look(log).is_touched.tolist() == [False, True]


def test_that_leads_put_back_to_marketing_are_returned() -> None:
    log = a_lead_log("MQL@0 Accepted@1:Ann Recycled@50:Ann", "MQL@0 Accepted@1:Ann")
    assert look(log).returned.tolist() == [True, False]


def test_that_what_became_of_a_lead_is_counted_from_the_hand_over() -> None:
    log = a_lead_log("MQL@0 Accepted@1:Ann Won@48", "MQL@0 Rejected@24:Ann", "MQL@0 Accepted@1:Ann", until=96)
    found = look(log)
    assert found.fate.tolist() == [BECAME, ENDED, OPEN]
    assert found.fate_days == pytest.approx([2, 1, 4])


def test_that_only_hand_overs_that_begin_with_leads_are_theirs() -> None:
    assert lead_handovers(a_lead_log("New@0"), PROCESS) == ()


def test_that_no_times_of_day_and_no_people_are_survived() -> None:
    log = a_lead_log("MQL@0 Accepted@0", "MQL@24 Rejected@24")
    found = look(log)
    assert found.is_touched.tolist() == [False, False]  # nobody is known to have done it
    assert np.isfinite(found.touch).all()


def test_that_the_newest_do_not_count_even_where_they_were_answered_at_once() -> None:
    log = a_lead_log("MQL@0 Accepted@3:Ann", "MQL@985 Accepted@988:Ann", "MQL@985", until=1_000)
    found = look(log)
    assert found.judged.tolist() == [True, False, False]
    assert found.timed.tolist() == [True, False, False]
