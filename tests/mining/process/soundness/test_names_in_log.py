"""Names of steps against names of events: misspellings, steps without events, events without a step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.process.soundness import against_log
from mining.process.soundness.names_in_log import likeness


def test_that_the_same_names_say_nothing():
    assert against_log(["Legal review", "Demo"], {"legal  Review": 3, "Demo": 1}) == ()


def test_that_a_log_without_events_says_nothing():
    assert against_log(["Demo"], {}) == ()


def test_that_a_misspelling_is_asked_about():
    (found,) = against_log(["Legal review", "Demo"], {"Legl reveiw": 12, "Demo": 40})
    assert (found.kind, found.severity, found.where) == (
        "near_miss",
        "warning",
        ("Legal review", "Legl reveiw"),
    )
    assert found.sentence == (
        "No event is called Legal review, but 12 deals have Legl reveiw: did you mean that? Write the same name in "
        "the process as in the log."
    )


def test_that_every_name_is_asked_about_once():
    found = against_log(["Proposal", "Proposal sent"], {"Proposals": 1})
    assert [(f.kind.value, f.where) for f in found] == [
        ("near_miss", ("Proposal", "Proposals")),
        ("not_in_log", ("Proposal sent",)),
    ]
    assert "but 1 deal has Proposals" in found[0].sentence


def test_that_steps_without_events_and_events_without_a_step_are_named():
    without, unknown = against_log(
        ["Qualify", "Security", "Pilot"], {"Qualify": 9, "Golf": 1, "Nurture": 1200}
    )
    assert (without.severity, without.sentence) == (
        "warning",
        "No event is called Security or Pilot; give the name that the log has for it, or remove it from the process.",
    )
    assert (unknown.severity, unknown.sentence) == (
        "note",
        "The process has no step called Nurture (1,200 deals) or Golf (1 deal); their events count as undocumented, "
        "add the step or leave them out.",
    )


def test_that_many_names_are_counted():
    (_, found) = against_log(["Qualify"], {f"{letter * 9}": 2 for letter in "abcdef"})
    assert "aaaaaaaaa (2 deals), bbbbbbbbb (2 deals), ccccccccc (2 deals) or 3 others;" in found.sentence
    assert len(found.where) == 6


@given(
    st.lists(st.text(max_size=9), max_size=5),
    st.dictionaries(st.text(max_size=9), st.integers(1), max_size=5),
)
def test_that_any_names_can_be_compared(steps, deals_of):
    found = against_log(steps, deals_of)
    assert all(finding.severity in ("warning", "note") and finding.sentence for finding in found)


@pytest.mark.parametrize(
    ("step", "label", "alike"),
    [
        ("Pricing", "Prcing", True),
        ("Legal", "Leagl", True),
        ("Closed Won", "Closed-Won", True),
        ("Needs Analysis", "NeedsAnalysis", True),
        ("Closed Won", "Closed Lost", False),
        ("Round 1", "Round 2", False),
        ("A", "B", False),
        ("Demo", "Negotiation", False),
    ],
)
def test_that_likeness_follows_words_and_letters(step, label, alike):
    assert (likeness(step, label) >= 0.6) == alike


def test_that_events_of_as_many_deals_stand_in_the_order_of_their_names() -> None:
    names = ("Fax", "Audit", "Legal", "Call", "Visit", "Demo")
    one = against_log(["Quote"], dict.fromkeys(names, 3))
    assert one == against_log(["Quote"], dict.fromkeys(reversed(names), 3))
    assert one[-1].where == tuple(sorted(names))
