from dataclasses import replace

import pytest

from mining.areas.roles_of_people import NO_ROLE, roles_of_people
from models.categorical import Categorical
from models.event_log import ROLE, EventLog
from tests.builders import a_log, a_log_with_activities
from tests.mining.areas.processes import a_process


def with_roles(log: EventLog, **said: str) -> EventLog:
    return replace(
        log, extra={**log.extra, ROLE: Categorical.of([said.get(who) for who in log.resource.texts()])}
    )


def roles(log: EventLog, **chosen: str) -> dict[str, int]:
    found = roles_of_people(log, a_process(), chosen)
    return dict(zip(log.resource.labels, found.tolist(), strict=True))


LOG = a_log_with_activities("0 Qualify @Ann | 1 Discovery @Bob | 2 Proposal @Cem | 3 ~Call @Dee")


@pytest.mark.parametrize(
    "said", ["AE", "ae", "Account Executive", "Manager; account executive", "Legality;AE"]
)
def test_that_short_names_and_titles_are_recognised_without_case_and_among_others(said: str) -> None:
    assert roles(with_roles(LOG, Bob=said)) == {"Ann": NO_ROLE, "Bob": 2, "Cem": NO_ROLE, "Dee": NO_ROLE}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Deal Desk Analyst", 4),
        ("Sales Development Representative;Sales", 1),
        ("Deal Desks", NO_ROLE),
        ("Head of Deal Desk", NO_ROLE),
        ("Legal Counsel", NO_ROLE),
        ("Legal Counsel;Legal", 3),
        ("Deal desk lead;AE", 2),
    ],
)
def test_that_a_title_of_several_words_may_go_on_and_one_of_a_single_word_may_not(
    said: str, role: int
) -> None:
    assert roles(with_roles(LOG, Bob=said))["Bob"] == role


def test_that_what_the_user_says_beats_the_crm() -> None:
    assert roles(with_roles(LOG, Bob="Account executive", Ann="Legal"), Bob="LEGAL") == {
        "Ann": 3,
        "Bob": 3,
        "Cem": NO_ROLE,
        "Dee": NO_ROLE,
    }


def test_that_a_role_that_the_process_has_not_is_as_none_said() -> None:
    assert roles(with_roles(LOG, Bob="AE"), Bob="GONE", Nobody="AE")["Bob"] == 2


def test_that_the_role_of_most_events_counts() -> None:
    log = a_log("Qualify > Discovery > Proposal", resources=["Ann"])
    log = replace(log, extra={"org:role": Categorical.of(["AE", "Legal", "Legal"])})
    assert roles(log) == {"Ann": 3}


def test_that_the_team_of_the_deals_of_an_owner_is_the_role_where_events_say_none() -> None:
    log = a_log("Qualify", "Qualify", resources=["Ann", "Bob"], owner=["Ann", "Bob"], team=["legal", "North"])
    assert roles(log) == {"Ann": 3, "Bob": NO_ROLE}


def test_that_who_only_does_the_steps_of_one_role_is_not_given_it() -> None:
    log = a_log(*["Discovery > Proposal"] * 40, resources=["Ann"] * 40, owner=["Ann"] * 40)
    assert roles(log) == {"Ann": NO_ROLE}


def test_that_a_process_without_roles_knows_nobody() -> None:
    assert roles_of_people(LOG, a_process(roles="{}"), {"Ann": "AE"}).tolist() == [NO_ROLE] * 4
