from dataclasses import replace

import numpy as np

from mining.areas.handovers import handovers_of
from models.case_table import NO_TIME, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.handover import Handovers
from tests.builders import DAY, START, a_history, a_log_with_activities
from tests.mining.areas.processes import a_process

HOUR = DAY // 24
H1 = "[{id: H1, from: MKT, to: SDR, start: mql, done: [accepted, rejected], within: 1bd}]"
LEGAL = "[{id: H2, from: AE, to: LEGAL, start: Legal review, done: [Legal done], within: %s}]"


def found(log: EventLog, handoffs: str = H1, **process: str) -> Handovers:
    (one,) = handovers_of(log, a_process(handoffs, **process))
    return one


def as_leads(log: EventLog) -> EventLog:
    """The events of marketing with the names that the sources give them."""
    names = [
        f"Lead: {name}" if name in ("MQL", "Accepted", "Rejected") else name for name in log.activity.labels
    ]
    return log.with_activities(names, np.arange(len(names), dtype=np.int32))


def days(times: np.ndarray) -> list[float | None]:
    return [None if time == NO_TIME else (time - START) / DAY for time in times.tolist()]


def test_that_every_request_is_an_instance_with_what_settled_it() -> None:
    log = a_log_with_activities(
        "0 ^MQL | 0.5 ^Accepted @Ann | 1 Qualify",
        "1 ^MQL | 2 ^Rejected | 3 ^MQL | 4 ^Accepted",
        "1 ^Accepted | 2 Qualify",
        "8 Qualify",
    )
    one = found(as_leads(log))
    assert one.case.tolist() == [0, 1, 1]
    assert days(one.started) == [0, 1, 3]
    assert days(one.settled) == [0.5, 2, 4]
    assert one.accepted.tolist() == [True, False, True]
    assert one.rejected.tolist() == [False, True, False]
    assert one.bounced.tolist() == [False, True, False]
    assert [log.resource.labels[code] if code >= 0 else "" for code in one.by] == ["Ann", "", ""]


def test_that_a_weekend_is_no_working_time() -> None:
    log = a_log_with_activities(  # Friday 16:00 to Monday 10:00: two hours of the working day of eight
        f"{4 + 16 / 24} Legal review | {7 + 10 / 24} ~Legal done",
        f"{4 + 16 / 24} Legal review | 8.6 ~Legal done",
    )
    one = found(log, LEGAL % "2bh")
    assert (one.wait / HOUR).round(6).tolist() == [2, 1 + 8 + 5.4]
    assert one.late.tolist() == [False, True]
    assert found(log, LEGAL % "1bd").late.tolist() == [False, True]
    assert found(log, LEGAL % "2bd").late.tolist() == [False, False]
    assert found(log, LEGAL % "65h").late.tolist() == [True, True]
    assert found(log, LEGAL % "3d").late.tolist() == [False, True]


def test_that_what_is_never_settled_is_silent_after_the_allowed_time_and_pending_before() -> None:
    log = a_log_with_activities("0 ^MQL", "7.9 ^MQL", "8 Qualify")
    one = found(as_leads(log))
    assert one.silent.tolist() == [True, False]
    assert one.pending.tolist() == [False, True]
    assert one.late.tolist() == [False, False]


def test_that_a_deal_that_closes_in_time_ends_the_wait_and_one_that_opens_with_it_does_not() -> None:
    closed = np.array([START + DAY // 2, START, NO_TIME, NO_TIME])
    log = a_log_with_activities(
        "0 Legal review",
        "0 Legal review",
        "0 Legal review",
        "9 Qualify",
        closed=closed,
        outcome=np.full(4, Outcome.LOST),
    )
    one = found(log, LEGAL % "3d")
    assert one.overtaken.tolist() == [True, False, False]
    assert one.silent.tolist() == [False, True, True]
    assert one.wait.tolist() == [DAY // 2, 9 * DAY, 9 * DAY]


def test_that_a_planned_call_of_another_deal_does_not_move_the_end_of_the_log() -> None:
    log = a_log_with_activities("0 Legal review", "1 Qualify | 300 ~Call")
    assert found(log, LEGAL % "3d").pending.tolist() == [True]


def test_that_without_an_allowed_time_nothing_is_late_and_the_slowest_tenth_is_the_measure_of_silence() -> (
    None
):
    handoff = "[{id: H2, from: AE, to: LEGAL, start: Legal review, done: [Legal done]}]"
    told = [f"0 Legal review | {n + 1} ~Legal done" for n in range(10)]
    one = found(a_log_with_activities(*told, "0 Legal review", "9.5 Qualify"), handoff)
    assert one.limit == round(9.1 * DAY)
    assert one.late.sum() == 0
    assert one.silent.tolist() == [False] * 10 + [True]
    few = found(a_log_with_activities(*told[1:], "0 Legal review", "99 Qualify"), handoff)
    assert few.limit is None
    assert few.pending.tolist() == [False] * 9 + [True]


def test_that_signals_settle_hand_overs_by_their_evidence_and_changed_fields_by_who_changed_them() -> None:
    handoff = "[{id: H2, from: AE, to: LEGAL, start: asked, done: [answered], within: 2d}]"
    events = 'events: {asked: {kind: Call, subject: "(?i)legal"}, answered: {field: legal, becomes: set}}'
    changes = a_history((0, 3, "legal", "", "ok", "Lea"), (1, 1, "legal", "", "ok", "Lea"))
    log = a_log_with_activities(
        "0 ~Call @Ann: Legal, please | 4 Proposal @Lea", "0 ~Call: Price | 2 ~Call: legal", changes=changes
    )
    one = found(log, handoff, more=events)
    assert one.case.tolist() == [0, 1]
    assert days(one.settled) == [3, None]
    assert one.late.tolist() == [True, False]
    assert log.resource.labels[one.by[0]] == "Lea"


def test_that_several_requests_before_the_answer_are_one() -> None:
    one = found(a_log_with_activities("0 ^MQL | 1 ^MQL | 2 ^Accepted | 3 ^Accepted | 4 ^Rejected"))
    assert (days(one.started), days(one.settled), one.bounced.tolist()) == ([0], [2], [False])


def test_that_a_rejection_without_a_reason_is_told_only_where_the_log_has_reasons() -> None:
    log = a_log_with_activities("0 ^MQL | 1 ^Rejected", "0 ^MQL | 1 ^Rejected", "0 ^MQL | 1 ^Accepted")
    assert found(log).without_reason.sum() == 0
    reasons = {"Rejection reason": Categorical.of(["bad fit", "", ""])}
    one = found(replace(log, cases=replace(log.cases, extra=reasons)))
    assert one.without_reason.tolist() == [False, True, False]
    assert one.reason.texts() == ["bad fit", "", ""]
    losses = {"Loss reason": Categorical.of(["price", "", ""])}
    assert not found(replace(log, cases=replace(log.cases, extra=losses))).knows_reasons


def test_that_a_subject_that_names_an_agreed_reason_gives_it() -> None:
    handoff = H1.replace("within", "reasons: [bad fit, no need], within")
    log = a_log_with_activities("0 ^MQL | 1 ^Rejected: No need, they said", "0 ^MQL | 1 ^Rejected: hm")
    assert found(log, handoff).reason.texts() == ["no need", ""]


def test_that_a_hand_over_that_the_log_does_not_know_says_so() -> None:
    one = found(a_log_with_activities("0 Qualify", "0 Proposal"))
    assert len(one) == 0
    assert one.why_none == "Nothing in the log is called mql."


def test_that_a_log_without_events_has_no_hand_overs() -> None:
    assert len(found(a_log_with_activities("", ""))) == 0
    assert handovers_of(a_log_with_activities("0 Qualify"), a_process()) == ()
