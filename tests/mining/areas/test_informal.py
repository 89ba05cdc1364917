from collections.abc import Mapping

import numpy as np

from mining.analysis import analyse
from mining.areas.informal import informal_processes
from mining.areas.onset import onset
from mining.areas.wording import informal_words
from models.event_log import EventLog
from models.informal_process import InformalProcess
from models.progress import silent
from tests.builders import START, a_log_with_activities
from tests.mining.areas.processes import a_process

ROLES = {"Dee": "DD", "Ann": "AE"}
PLAIN = "{0} Qualify @Ann | {1} Discovery @Ann | {2} Proposal @Ann | {3} Legal review @Leo"
COMMITTEE = (
    "{0} Qualify @Ann | {1} Discovery @Ann | {2} Proposal @Ann | {2}.5 Committee @Dee | {3} Legal review @Leo"
)


def at(deal: str, day: int) -> str:
    return deal.format(day, day + 1, day + 2, day + 3)


def informal(
    log: EventLog, mask: list[bool] | None = None, roles: Mapping[str, str] = ROLES
) -> tuple[InformalProcess, ...]:
    found = analyse(log, a_process(), silent).conformance
    assert found is not None
    return informal_processes(found, roles, np.array(mask) if mask else np.ones(log.n_cases, dtype=bool))


def test_that_a_recurring_undocumented_step_is_named_with_place_role_and_share() -> None:
    deals = [at(COMMITTEE if n % 3 == 0 else PLAIN, n) for n in range(60)]
    (one,) = informal(a_log_with_activities(*deals))
    assert (one.step, one.before, one.after) == ("Committee", "Proposal", "Legal review")
    assert one.cases.tolist() == list(range(0, 60, 3))
    assert (one.hits, one.of, one.since) == (20, 60, None)
    assert (one.role, one.by_role, one.by_known) == ("DD", 20, 20)
    assert one.first == START + int(2.5 * 86_400_000_000)
    assert informal_words(one, {"DD": "Deal desk"}).replace("\u00a0", " ") == (
        "Committee between Proposal and Legal review: by Deal desk, in 33 % of 60 deals (95 % interval 23–46 %) that "
        "got to Proposal, throughout."
    )


def test_that_a_step_that_began_is_told_since_when_and_how_it_was_before() -> None:
    deals = [at(COMMITTEE if n >= 60 and n % 2 == 0 else PLAIN, n) for n in range(120)]
    (one,) = informal(a_log_with_activities(*deals))
    assert (one.hits, one.of, one.hits_before, one.of_before) == (30, 60, 0, 60)
    assert one.since == START + int(62.5 * 86_400_000_000)  # the committee of the deal begun on day 60


def test_that_deals_that_wait_in_the_step_before_are_not_counted_as_being_without_it() -> None:
    waiting = "0 Qualify @Ann | 1 Discovery @Ann | 2 Proposal @Ann"
    (one,) = informal(a_log_with_activities(*[at(COMMITTEE, n) for n in range(12)], *[waiting] * 9))
    assert (one.hits, one.of) == (12, 12)


def test_that_what_is_in_nine_deals_does_not_recur() -> None:
    assert informal(a_log_with_activities(*[at(COMMITTEE, n) for n in range(9)], at(PLAIN, 0))) == ()


def test_that_what_is_in_ten_of_a_thousand_deals_does_not_recur() -> None:
    deals = [at(COMMITTEE if n < 10 else PLAIN, n) for n in range(1000)]
    assert informal(a_log_with_activities(*deals)) == ()


def test_that_undocumented_ways_are_named_by_where_they_lead() -> None:
    skip = "0 Qualify @Ann | 1 Proposal @Ann | 2 Legal review @Leo"
    back = "0 Qualify @Ann | 1 Discovery @Ann | 2 Qualify @Ann | 3 Discovery @Ann | 4 Proposal @Ann | 5 Legal review"
    late = "0 Discovery @Ann | 1 Proposal @Ann | 2 Legal review"
    found = informal(a_log_with_activities(*[skip] * 12, *[back] * 11, *[late] * 10))
    words = [informal_words(one, {}).split(",")[0].split(":")[0] for one in found]
    assert words == [
        "Straight from Qualify to Proposal",
        "Back from Discovery to Qualify",
        "Begun at Discovery",
    ]


def test_that_the_filter_is_respected() -> None:
    deals = [at(COMMITTEE, n) for n in range(20)]
    assert informal(a_log_with_activities(*deals), [True] * 9 + [False] * 11) == ()
    (one,) = informal(a_log_with_activities(*deals), [False] * 9 + [True] * 11)
    assert one.cases.tolist() == list(range(9, 20))


def test_that_nobody_is_named_where_no_role_is_known() -> None:
    (one,) = informal(a_log_with_activities(*[at(COMMITTEE, n) for n in range(20)]), roles={})
    assert (one.role, one.by_known) == ("", 0)


def test_that_a_team_is_told_where_it_owns_most_of_the_deals() -> None:
    deals = [at(COMMITTEE, n) for n in range(10)] + [at(PLAIN, n) for n in range(10)]
    for mine, told in ((6, "North"), (5, "")):
        teams = ["North"] * mine + ["South"] * (20 - mine)
        (one,) = informal(a_log_with_activities(*deals, team=teams))
        assert one.team == told


def test_that_a_share_that_falls_or_wavers_has_no_onset() -> None:
    rng = np.random.default_rng(1)
    assert onset(np.arange(200) < 60) is None
    assert onset(np.arange(39) >= 20) is None
    assert onset(np.zeros(0, dtype=bool)) is None
    told = sum(onset(rng.random(300) < 0.3) is not None for _ in range(500))
    assert told <= 5


def test_that_the_onset_is_where_the_share_rises() -> None:
    found = onset(np.arange(100) >= 70)
    assert found is not None
    assert (found.first, found.hits, found.of, found.hits_before, found.of_before) == (70, 30, 30, 0, 70)
