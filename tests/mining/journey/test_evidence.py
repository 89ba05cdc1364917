"""Which events and changed fields are which signal."""

from dataclasses import replace

import numpy as np
import pytest

from mining.analysis import analyse_again
from mining.journey.matching import check_pattern
from models.categorical import Categorical
from models.costs import Costs
from models.errors import UserError
from models.event_log import EventLog
from models.progress import silent
from tests.builders import DAY, START, a_history, a_log_with_activities
from tests.mining.journey.processes import a_process, checked, signal

LOG = a_log_with_activities(
    "0 Qualify | 1 ~Call (out) @Ann: Intro | 2 ~Meeting @Bob: Discovery | 3 Proposal @Ann | 4 !Email reply: Re: offer",
    "0 Qualify | 5 ~call (in) @Bob: Discovery questions | 6 ~Task @Ann | 7 ^Lead created",
    team=["East", "Deal desk"],
    owner=["Ann", "Bob"],
)


def seen(log: EventLog, events: str) -> list[tuple[int, int]]:
    """Case and day of everything that is the last signal of these."""
    found = signal(log, events)
    days = ((found.time - START) // DAY).tolist()
    return list(zip(found.case.tolist(), days, strict=True))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ("{s: {kind: Call}}", [(0, 1), (1, 5)]),
        ("{s: {kind: [CALL, ' meeting ']}}", [(0, 1), (0, 2), (1, 5)]),
        ("{s: {kind: Email reply}}", [(0, 4)]),
        ("{s: {kind: Lead created}}", [(1, 7)]),
        ("{s: {subject: Discovery}}", [(0, 2), (1, 5)]),
        ("{s: {subject: discovery}}", []),
        ("{s: {subject: '(?i)discovery$'}}", [(0, 2)]),
        ("{s: {kind: Call, subject: Discovery}}", [(1, 5)]),
        ("{s: {kind: Task, subject: Task}}", [(1, 6)]),
        ("{s: {kind: [Call, Meeting], two_way: true}}", [(0, 2), (1, 5)]),
        ("{s: {kind: [Call, Email reply], by: buyer}}", [(0, 4), (1, 5)]),
        ("{s: {kind: [Call, Email reply, Meeting], by: seller}}", [(0, 1), (0, 2)]),
        ("{s: {kind: [Call, Task, Meeting], role: Deal desk}}", [(0, 2), (1, 5)]),
        ("{s: {kind: Proposal}}", []),
        ("{s: {subject: Proposal}}", []),
    ],
)
def test_that_an_event_is_a_signal_where_every_pattern_fits(
    events: str, expected: list[tuple[int, int]]
) -> None:
    assert seen(LOG, events) == expected


def test_that_the_first_signal_that_fits_an_event_has_it() -> None:
    events = "{meeting: {kind: Meeting}, other: {kind: [Meeting, Call]}, call: {kind: Call}}"
    found = checked(LOG, a_process(events=events, buyer="")).signals
    assert [(one.name, len(one), one.deals) for one in found] == [
        ("meeting", 1, 1),
        ("other", 2, 2),
        ("call", 0, 0),
    ]
    assert found[2].why_none == "all that fits it counts as a signal that comes before it in the list"


def test_that_roles_may_be_called_by_their_short_names() -> None:
    more = "roles: {DESK: Deal desk}\n"
    process = a_process(events="{s: {kind: Call, role: DESK}}", buyer="", more=more)
    assert checked(LOG, process).signals[0].case.tolist() == [1]


def test_that_a_column_with_roles_counts_before_the_teams() -> None:
    role = Categorical.of(["", "Deal desk", "East", "", "", "", "East", "", ""])
    log = replace(LOG, extra={**LOG.extra, "org:role": role})
    assert seen(log, "{s: {kind: [Call, Meeting], role: deal desk}}") == [(0, 1)]


def test_that_the_role_of_the_contact_is_one_of_those_who_took_part() -> None:
    log = a_log_with_activities(
        "0 Qualify | 1 ~Meeting [User; Economic buyer] | 2 ~Meeting [User] | 3 ~Meeting"
    )
    assert seen(log, "{s: {kind: Meeting, contact_role: economic buyer}}") == [(0, 1)]


def test_that_an_event_without_a_documented_name_can_be_a_signal_in_a_log_of_stages_alone() -> None:
    log = a_log_with_activities("0 Qualify | 1 Call | 2 Proposal | 3 Closed Won")
    assert seen(log, "{s: {kind: [Call, Proposal, Closed Won]}}") == [(0, 1)]


CHANGES = a_history(
    (0, 1, "Pain__c", "", "too slow", "Ann"),
    (0, 2, "Mutual plan", "false", "true", "Bob"),
    (1, 3, "Pain__c", "slow", "", "Ann"),
    (1, 4, "Mutual plan", "", "Yes", "Ann"),
    (1, 5, "Discount", "", "5.0", "Ann"),
)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("field: pain, becomes: set", [(0, 1)]),
        ("field: pain", [(0, 1)]),
        ("field: mutual_plan, becomes: true", [(0, 2), (1, 4)]),
        ("field: mutual_plan, becomes: 'no'", []),
        ("field: discount, becomes: 5", [(1, 5)]),
        ("field: mutual_plan, becomes: true, role: Deal desk", [(0, 2)]),
        ("field: mutual_plan, becomes: true, by: buyer", []),
        ("field: mutual_plan, becomes: true, by: seller", [(0, 2), (1, 4)]),
    ],
)
def test_that_a_changed_field_is_a_signal_by_what_it_becomes(
    field: str, expected: list[tuple[int, int]]
) -> None:
    assert seen(replace(LOG, changes=CHANGES), f"{{s: {{{field}}}}}") == expected


def test_that_the_first_signal_that_fits_a_change_has_it() -> None:
    events = "{won: {field: mutual_plan, becomes: true}, any: {field: Mutual Plan}}"
    assert seen(replace(LOG, changes=CHANGES), events) == []


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ("kind: Fax", "the log has no event called 'Fax'"),
        ("kind: [Fax, Telex]", "the log has no event called 'Fax' or 'Telex'"),
        ("kind: Call, subject: nothing", "nothing of that kind has 'nothing' in its subject"),
        ("kind: Task, two_way: true", "the log does not say of any of them that the buyer took part"),
        ("kind: Call, contact_role: Champion", "the log does not say in which role a contact took part"),
        ("kind: Call, role: Finance", "nobody in the role 'Finance' did any of them"),
        ("kind: Task, by: buyer", "none of them was done by the buyer"),
        ("field: pain", "the log does not hold when fields changed"),
    ],
)
def test_that_it_is_said_why_the_log_has_nothing_that_is_a_signal(events: str, why: str) -> None:
    assert signal(LOG, f"{{s: {{{events}}}}}").why_none == why


def test_that_it_is_said_what_the_log_does_not_know_at_all() -> None:
    log = a_log_with_activities("0 Qualify | 1 ~Call")
    assert signal(log, "{s: {kind: Call, role: Finance}}").why_none == (
        "the log does not say in which role or team people are"
    )
    assert signal(log, "{s: {kind: Call, two_way: true}}").why_none == (
        "the log does not say of any of them that the buyer took part: it has no direction of calls and messages"
    )
    assert signal(a_log_with_activities("0 Qualify"), "{s: {subject: x}}").why_none == (
        "the log has nothing but stages"
    )


def test_that_a_field_that_is_known_only_as_it_is_now_says_so() -> None:
    cases = replace(LOG.cases, extra={"Pain": Categorical.of(["slow", ""])})
    found = signal(replace(LOG, cases=cases), "{s: {field: pain}}")
    assert found.why_none == "the log does not hold when fields changed, only what they are now"


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        ("(", "its subject '(' is no regular expression (missing ): ()"),
        ("x" * 1001, f"its subject '{'x' * 59}…' is no regular expression (longer than 1,000 characters)"),
        ("(x{1000}){1000}", "its subject '(x{1000}){1000}' is no regular expression ("),
    ],
)
def test_that_a_pattern_that_is_none_is_not_seen_and_leaves_the_others_alone(subject: str, why: str) -> None:
    process = a_process(events="{s: {kind: Call}, t: {kind: Meeting}}", buyer="")
    process = replace(process, signals=(replace(process.signals[0], subject=subject), process.signals[1]))
    bad, good = checked(LOG, process).signals
    assert (len(bad), len(good)) == (0, 1)
    assert bad.why_none.startswith(why)
    with pytest.raises(UserError, match=r"The signal 's' cannot be looked for: its subject .*; correct it\."):
        check_pattern(bad.signal)


def test_that_what_is_found_is_in_order_of_deal_and_time() -> None:
    found = signal(LOG, "{s: {kind: [Call, Task, Meeting]}}")
    assert found.place.tolist() == [1, 2, 6, 7]
    assert (np.diff(found.case) >= 0).all()
    assert found.time.tolist() == LOG.timestamp[found.place].tolist()
    assert found.first(2).tolist() == [START + DAY, START + 5 * DAY]


@pytest.mark.parametrize(
    "events",
    [
        "{a: {kind: [Call, Meeting]}, b: {kind: Call}}",  # turned round
        "{b: {kind: Call, subject: Intro}, a: {kind: [Call, Meeting]}}",  # one narrower
        "{c: {kind: Call}, a: {kind: [Call, Meeting]}}",  # another name
        "{a: {kind: [Call, Meeting]}}",
        "{b: {field: pain}, a: {kind: [Call, Meeting], subject: '('}}",
    ],
)
def test_that_after_an_edit_of_the_signals_they_are_seen_as_if_never_looked_for(events: str) -> None:
    log = replace(LOG, changes=CHANGES)
    before = a_process(events="{b: {kind: Call}, a: {kind: [Call, Meeting]}}", buyer="")
    after = a_process(events=events, buyer="")
    _, remembered = analyse_again(log, before, Costs(), silent, None)
    again, _ = analyse_again(log, after, Costs(), silent, remembered)
    assert again.buyer is not None
    told = [(one.name, one.place.tolist(), one.why_none) for one in again.buyer.signals]
    assert told == [(one.name, one.place.tolist(), one.why_none) for one in checked(log, after).signals]
