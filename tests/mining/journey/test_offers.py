"""What a log offers as signals, with counts that can be checked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from mining.journey.offers import ACTIVITIES, FIELDS, ROLES, SUBJECTS, about, offers_of
from mining.journey.signal_words import pattern_of, signal_words, words_of
from models.categorical import Categorical
from models.event_log import CONTACT_ROLE, DIRECTION, SUBJECT, EventKind
from models.signal import Signal
from tests.builders import a_history, a_log


def the_log():
    """Three deals: two calls in the first, one in the second, a web visit and a meeting in the third."""
    log = a_log("Qualify > Call > Call", "Qualify > Call", "Qualify > Web visit > Meeting")
    kind = np.array([0, 1, 1, 0, 1, 0, 2, 1], dtype=np.int8)
    assert kind[6] == EventKind.BUYER
    extra = {
        DIRECTION: Categorical.of(["", "in", "out", "", "in", "", "", ""]),
        SUBJECT: Categorical.of(
            [
                "",
                "RE: Security review - Acme",
                "Security review",
                "",
                "Security review (2)",
                "",
                "",
                "Demo 12",
            ]
        ),
        CONTACT_ROLE: Categorical.of(["", "", "", "", "User", "", "", "Economic buyer; User"]),
    }
    changes = a_history(
        (0, 1, "Pain", "", "Churn", "Ann"),
        (0, 2, "Pain", "Churn", "", "Ann"),
        (1, 1, "Pain", "", "Cost", "Ann"),
        (2, 1, "Plan", "", "true", "Bob"),
    )
    return replace(log, kind=kind, extra=extra, changes=changes)


def offered(group):
    found = offers_of(the_log(), frozenset({"qualify"}))
    return [(offer.words, offer.events, offer.deals) for offer in found if offer.group == group]


def test_that_kinds_of_events_are_counted_by_the_side_that_did_them():
    assert offered(ACTIVITIES) == [
        ("Call", 3, 2),
        ("Call, by the buyer", 2, 2),
        ("Call, by the seller", 1, 1),
        ("Meeting", 1, 1),
        ("Web visit", 1, 1),
    ]


def test_that_what_activities_are_about_counts_for_several_deals():
    assert offered(SUBJECTS) == [("Security review", 3, 2)]


def test_that_every_contact_role_is_offered_with_what_it_took_part_in():
    assert offered(ROLES) == [
        ("Call with the contact role User", 1, 1),
        ("Meeting with the contact role Economic buyer", 1, 1),
        ("Meeting with the contact role User", 1, 1),
    ]


def test_that_fields_are_offered_as_set_and_with_their_values():
    assert offered(FIELDS) == [
        ("Field Pain is set", 2, 2),
        ("Field Pain becomes Churn", 1, 1),
        ("Field Pain becomes Cost", 1, 1),
        ("Field Plan becomes true", 1, 1),
        ("Field Plan is set", 1, 1),
    ]


def test_that_a_stage_that_nobody_documents_can_be_a_signal():
    found = offers_of(the_log(), frozenset())
    assert ("Qualify", 3, 3) in [(offer.words, offer.events, offer.deals) for offer in found]


def test_that_a_log_of_stages_offers_nothing():
    assert offers_of(a_log("Qualify > Won"), frozenset({"qualify", "won"})) == ()


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("RE: FW: Security review - Acme", "Security review"),
        ("Follow-up 3 of 4", "Follow-up"),
        ("Email: success criteria", "Email: success criteria"),
        ("2026", ""),
    ],
)
def test_that_who_and_when_are_left_out_of_what_a_subject_is_about(subject, said):
    assert about(subject) == said


def test_that_a_pattern_means_its_words():
    assert pattern_of("Q&A (security)?") == r"(?i)Q&A \(security\)\?"
    assert words_of(pattern_of("Q&A (security)?")) == "Q&A (security)?"
    assert words_of("(?i)proposal|quote") == "proposal|quote"


def test_that_a_signal_is_said_in_one_line():
    signal = Signal("s", kinds=("Call", "Meeting"), subject="(?i)discover", two_way=True, role="AE")
    assert signal_words(signal) == "Call or Meeting about “discover”, both sides took part, done by AE"
    assert (
        signal_words(Signal("s", field="plan", becomes="true", by="buyer"))
        == "Field plan becomes true, by the buyer"
    )
