"""What a log knows for the editor is counted by hand."""

import numpy as np

from mining.process.editing_facts import MOST_VALUES, deals_at, editing_facts, typical_activities
from models.editing_facts import Counted
from models.event_log import EventKind, EventLog
from tests.builders import a_history, a_log


def with_activities(*traces: str, **columns) -> EventLog:
    """A log whose lower-case names are activities and all others stages."""
    log = a_log(*traces, **columns)
    is_stage = np.array([not name.islower() for name in log.activity.labels])[log.activity.codes]
    kind = np.where(is_stage, EventKind.STAGE, EventKind.ACTIVITY).astype(np.int8)
    return EventLog(log.activity, log.timestamp, log.resource, kind, log.case_start, log.cases)


LOG = with_activities("call > A > call > call > B > mail > Won", "A > call > B > call > Lost", "mail > B")


def test_that_labels_and_activities_are_counted_by_deal_and_by_event() -> None:
    facts = editing_facts(LOG)
    assert facts.deals == 3
    assert facts.labels == (
        Counted("B", 3, 3),
        Counted("A", 2, 2),
        Counted("Lost", 1, 1),
        Counted("Won", 1, 1),
    )
    assert facts.kinds == (Counted("call", 2, 5), Counted("mail", 2, 2))


def test_that_what_is_logged_in_a_stage_is_what_comes_after_its_label() -> None:
    facts = editing_facts(LOG)
    assert typical_activities(facts, ["a"]) == (Counted("call", 2),)
    assert typical_activities(facts, ["B"]) == (Counted("call", 1), Counted("mail", 1))
    assert typical_activities(facts, ["A", "B"]) == (Counted("call", 2), Counted("mail", 1))
    assert typical_activities(facts, ["Nothing"]) == ()
    assert deals_at(facts, ["A", "B"]) == 3
    assert deals_at(facts, ["A"]) == 2
    assert deals_at(facts, []) == 0


def test_that_fields_have_their_values_or_their_range() -> None:
    log = a_log(
        "A > Won", "A > Lost", "A",
        segment=["SMB", "Enterprise", "SMB"], amount=np.array([5.0, np.nan, 20.0]), owner=["", "", ""],
    )  # fmt: skip
    amount, segment, outcome = editing_facts(log).fields
    assert (amount.name, amount.low, amount.high) == ("amount", 5.0, 20.0)
    assert segment.values == (Counted("SMB", 2), Counted("Enterprise", 1))
    assert [value.name for value in outcome.values] == ["open", "won", "lost"]
    many = a_log(*["A"] * (MOST_VALUES + 1), source=[f"s{number}" for number in range(MOST_VALUES + 1)])
    (source, _) = editing_facts(many).fields
    assert len(source.values) == MOST_VALUES
    assert not source.complete


def test_that_changed_fields_are_known_and_nothing_is_found_twice() -> None:
    log = a_log("A > Won", "A > Lost")
    log = EventLog(
        log.activity, log.timestamp, log.resource, log.kind, log.case_start, log.cases,
        changes=a_history((0, 0, "pain", "", "x", ""), (0, 1, "pain", "x", "y", ""), (1, 0, "plan", "", "y", "")),
    )  # fmt: skip
    assert editing_facts(log).changes == (Counted("pain", 1, 2), Counted("plan", 1, 1))
    assert editing_facts(log) is editing_facts(log)


def test_that_without_a_log_there_are_no_facts() -> None:
    facts = editing_facts(None)
    assert not facts.has_log
    assert typical_activities(facts, ["A"]) == ()
    assert deals_at(facts, ["A"]) == 0
