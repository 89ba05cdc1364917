"""The diagnosis of the demo, of simulated logs with a known truth, and of logs that cannot carry one."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.simulated_sales import World, simulate
from benchmarks.verdicts import checked, is_right
from mining.analysis import analyse
from mining.diagnosis.diagnose import diagnose
from mining.preparation import prepared_log
from mining.process.yaml_format import parse_yaml
from models.case_table import Outcome
from models.diagnosis import Confidence, Diagnosis, Metric, Reading, VerdictKind
from models.event_log import EventLog
from models.progress import silent
from models.project import Project
from models.sales_process import SalesProcess
from models.thresholds import Thresholds
from tests.builders import a_log

PROCESS = parse_yaml(
    "process: {name: X}\nflow:\n  - {stage: A}\n  - {stage: B, effort: high}\n  - {stage: C}\nend:\n"
    "  won: {crm: [Won]}\n  lost: {crm: [Lost], from: any}\ntargets: {win_rate: 0.3}\n",
    "a test",
)
EVERYBODY, TEAM, REP = VerdictKind.EVERYBODY, VerdictKind.TEAM, VerdictKind.REP


def diagnosed(log: EventLog, process: SalesProcess | None = PROCESS) -> Diagnosis:
    everyone = np.ones(log.n_cases, dtype=bool)
    return diagnose(analyse(log, process, silent), log, process, Thresholds(), everyone, silent)


def a_team_of(*traces: str, reps: int = 8, **columns: object) -> EventLog:
    """The traces, dealt out to so many reps in two teams."""
    owner = [f"R{number % reps}" for number in range(len(traces))]
    team = [f"T{number % reps % 2}" for number in range(len(traces))]
    return a_log(*traces, **{"owner": owner, "team": team, **columns})


def called(found: Diagnosis) -> list[VerdictKind]:
    return [card.kind for card in found.cards if card.kind is not VerdictKind.NO_CALL]


@pytest.fixture(scope="module")
def demo(demo_project: Project) -> Diagnosis:
    assert isinstance(demo_project.process, SalesProcess)
    return diagnosed(prepared_log(demo_project), demo_project.process)


@pytest.mark.parametrize(
    ("kind", "type_", "stage", "who"),
    [
        (EVERYBODY, "skipped", "Security review", ()),
        (TEAM, "out of order", "Discovery", ("Mid-market East",)),
        (TEAM, "buyer not there yet", "Proposal", ("Mid-market West",)),
        (TEAM, "late", "Negotiation", ("Enterprise South",)),
        (REP, "skipped", "Discovery", ("Callum Fraser", "Diego Salazar", "Liam Gallagher")),
        (REP, "skipped", "Demo", ("Liam Gallagher",)),
        (REP, "missing evidence", "Qualify", ("Nadia Rahman",)),
        (REP, "missing evidence", "Negotiation", ("Nadia Rahman",)),
    ],
)
def test_that_what_is_planted_in_the_demo_is_called(
    demo: Diagnosis, kind: VerdictKind, type_: str, stage: str, who: tuple[str, ...]
) -> None:
    (card,) = (card for card in demo.cards if card.key and (card.key.type, card.key.stage) == (type_, stage))
    assert (card.kind, tuple(sorted(card.who))) == (kind, who)
    assert card.evidence
    assert card.would_change


def test_that_nobody_in_the_demo_is_called_for_what_is_not_planted(demo: Diagnosis) -> None:
    planted = {"skipped", "out of order", "buyer not there yet", "late", "missing evidence"}
    planted |= {"wrong role", "bare close", "hand-over"}
    calls = [card for card in demo.cards if card.kind is not VerdictKind.NO_CALL]
    assert {str(card.key.type) for card in calls if card.key} <= planted
    assert len(calls) == len([card for card in calls if card.key])
    flow = [card.key.stage for card in calls if card.key and card.key.type.is_of_flow]
    assert sorted(flow) == ["Demo", "Discovery", "Discovery", "Security review"]


def test_that_a_step_nobody_follows_and_that_costs_nothing_is_unrealistic(demo: Diagnosis) -> None:
    card = demo.cards[0]
    assert (card.kind, card.reading, card.confidence) == (EVERYBODY, Reading.UNREALISTIC, Confidence.LIKELY)
    assert card.key is not None
    effects = demo.effects_of(card.key)
    assert effects is not None
    won = effects.of(Metric.WIN_RATE)
    assert won is not None
    assert won.adjusted is not None
    assert won.adjusted.low < 0 < won.adjusted.high


def test_that_a_verdict_shows_how_much_is_recorded_at_all(demo: Diagnosis) -> None:
    (card,) = (card for card in demo.cards if card.kind is REP and card.key and card.key.stage == "Demo")
    assert any("records some activity in" in one.sentence for one in card.against)
    assert card.key is not None
    table = demo.habits_of(card.key)
    assert table is not None
    names = [habit.owner for habit in table.habits]
    assert names == sorted(names, key=str.casefold)
    assert all(habit.logged is not None and 0.5 < habit.logged <= 1 for habit in table.habits)


def test_that_what_comes_with_another_habit_is_told_with_it(demo: Diagnosis) -> None:
    (card,) = (
        card for card in demo.cards if card.key and card.key.stage == "Won" and "buyer" in card.key.type
    )
    assert card.kind is VerdictKind.NO_CALL
    assert "Skipped Discovery" in card.evidence[0].sentence


@pytest.mark.parametrize("truth", [EVERYBODY, TEAM, REP, VerdictKind.UNOBTAINABLE, VerdictKind.SKILL])
def test_that_what_is_planted_in_simulated_deals_is_called_and_nothing_else(truth: VerdictKind) -> None:
    made = simulate(truth, 40, 5)
    assert is_right(made, checked(made)[1])


def test_that_a_healthy_log_whose_better_reps_skip_more_stays_quiet() -> None:
    for seed in (1, 2, 3):
        made = simulate(VerdictKind.NO_CALL, 40, seed, World(better_skip=0.5))
        assert called(checked(made)[1]) == []


def test_that_a_simulated_log_is_the_same_for_the_same_seed() -> None:
    one, other = (simulate(REP, 10, 5) for _ in range(2))
    assert one.who == other.who
    assert np.array_equal(one.log.timestamp, other.log.timestamp)
    assert np.array_equal(one.log.cases.owner.codes, other.log.cases.owner.codes)


def test_that_every_rep_has_so_many_deals_past_the_gate() -> None:
    log = simulate(TEAM, 20, 3).log
    past = [
        bool({"Proposal", "Negotiation", "Closed Won"} & set(log.trace(case))) for case in range(log.n_cases)
    ]
    assert np.bincount(log.cases.owner.codes[np.array(past)]).tolist() == [20] * 24


SKIPS: Sequence[str] = ["A > C > Won", "A > C > Lost"] * 60


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        (a_log(*SKIPS), "No deal has an owner: whose a deviation is cannot be told."),
        (
            a_team_of(*["A > C"] * 120),
            "What open deals leave out may still be done, so nobody is called for it.",
        ),
        (
            a_team_of(*SKIPS[:10]),
            "There are only 10 deals: hardly anything can be told apart from chance.",
        ),
        (a_team_of(*SKIPS, reps=1), "There is only one team in the log:"),
        (a_log(*SKIPS).keep_cases(np.zeros(120, dtype=bool)), "No deal is left of what is chosen:"),
    ],
    ids=["no owners", "all open", "ten deals", "one rep", "empty"],
)
def test_that_a_log_that_cannot_carry_a_verdict_gets_a_sentence_instead(log: EventLog, sentence: str) -> None:
    found = diagnosed(log)
    assert called(found) == []
    assert any(one.replace("\u00a0", " ").startswith(sentence) for one in found.unsaid)


def test_that_without_outcomes_nothing_is_said_of_winning_and_nobody_is_called() -> None:
    found = diagnosed(a_team_of(*["A > C"] * 120, outcome=np.full(120, Outcome.UNKNOWN, dtype=np.int8)))
    assert "Nothing can be said of winning: the log does not say how deals ended." in found.unsaid
    said = "What deals that may still be open leave out may still be done, so nobody is called for it."
    assert said in found.unsaid
    assert found.cards
    assert called(found) == []


def test_that_one_deal_is_said_to_be_one() -> None:
    assert diagnosed(a_team_of("A > C > Won")).unsaid[0].startswith("There is only 1\u00a0deal:")


def test_that_without_a_process_nothing_departs_from_it() -> None:
    found = diagnosed(a_team_of(*SKIPS), None)
    assert (found.cards, found.habits, len(found.unsaid)) == ((), (), 1)


def test_that_without_a_target_the_strategy_is_not_judged() -> None:
    targets = replace(PROCESS.strategy.targets, win_rate=None)
    process = replace(PROCESS, strategy=replace(PROCESS.strategy, targets=targets))
    found = diagnosed(a_team_of(*["A > B > C > Lost", "A > B > C > Won"] * 60), process)
    assert found.unsaid[-1].startswith("No target for the win rate is written down")


def test_that_a_target_that_is_reached_is_no_verdict() -> None:
    found = diagnosed(a_team_of(*["A > B > C > Lost", "A > B > C > Won"] * 60))
    assert [card for card in found.cards if card.key is None] == []
    assert not any("target" in one for one in found.unsaid)


def test_that_two_currencies_are_said() -> None:
    log = a_team_of(*SKIPS, currency=["EUR", "USD"] * 60, amount=np.arange(120.0))
    assert any(one.startswith("Amounts are in several currencies") for one in diagnosed(log).unsaid)


def test_that_thresholds_change_the_verdict() -> None:
    log = a_team_of(*["A > C > Won", "A > B > C > Lost"] * 60, reps=7)
    everyone = np.ones(log.n_cases, dtype=bool)
    analysis = analyse(log, PROCESS, silent)
    strict = diagnose(analysis, log, PROCESS, Thresholds(everybody_rate=0.6), everyone, silent)
    loose = diagnose(analysis, log, PROCESS, Thresholds(everybody_rate=0.3), everyone, silent)
    assert (called(strict), called(loose)) == ([], [EVERYBODY])
