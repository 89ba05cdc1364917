"""Every finding becomes an action: what to do by whose it is, where it stands, where to, and until when."""

from dataclasses import replace
from datetime import date

import numpy as np

from mining.areas.documented import HandoverCount, Share
from mining.diagnosis.diagnose import diagnose
from mining.plan.advice import advice_words
from mining.plan.proposals import Ground, of_card, proposals, with_proposals
from models.categorical import Categorical
from models.change_plan import ChangePlan
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Confidence, Diagnosis, DiagnosisCard, Reading, VerdictKind
from models.handover import Handovers
from models.progress import silent
from models.strategy import Stakeholder, Strategy
from models.thresholds import Thresholds
from tests.mining.plan.sold import FOUR, ROLED, TODAY, sold

SKIP = DeviationKey(DeviationType.SKIPPED, "Demo")
NAMES = {"Ann": "Rep 1", "Bob": "Rep 2"}


def a_card(
    kind: VerdictKind, who: tuple[str, ...] = (), key: DeviationKey | None = SKIP, **fields
) -> DiagnosisCard:
    confidence = fields.pop("confidence", Confidence.LIKELY)
    return DiagnosisCard(kind, key, who, confidence, (), (), (), np.arange(40, dtype=np.int32), **fields)


NO_PLAN = ChangePlan()


def a_ground(plan: ChangePlan = NO_PLAN) -> Ground:
    process = replace(ROLED, strategy=Strategy(stakeholders=(Stakeholder("CMO", "Marketing", "weekly"),)))
    return Ground(sold(FOUR, process), process, plan, TODAY, NAMES)


def handed_over(late: int, of: int, in_leads: bool = False) -> HandoverCount:
    """So many hand-overs of H1, all settled, so many of them late."""
    case, nothing = np.arange(of, dtype=np.int32), np.zeros(of, dtype=bool)
    flags = np.arange(of) < late
    times = np.zeros(of, dtype=np.int64)
    found = Handovers(
        ROLED.handoffs[0], case, times, times + 1, np.zeros(of, dtype=np.int8), case, times, 1, True, flags, nothing,
        nothing, nothing, Categorical.empty(of), False, 1, None, in_leads=in_leads,
    )  # fmt: skip
    return HandoverCount(found, np.ones(of, dtype=bool), None, Share(of - late, of), Share(0, 0), 1.0, 1.0)


def test_that_a_verdict_on_a_rep_becomes_coaching_measured_of_that_rep() -> None:
    (one,) = of_card(a_ground(), a_card(VerdictKind.REP, ("Ann",)))
    action = one.action
    assert action.what == "Coach on Demo: go through own deals with and without it"
    assert (action.person, action.group, action.metric, action.area) == ("Ann", "", "skip.Demo", "SE")
    assert action.baseline is not None
    assert (action.baseline.value.value, action.target) == (1.0, 0.37)
    assert action.finding.startswith("Rep 1 leaves out Demo")
    assert "Ann" not in " ".join((action.what, action.finding, action.outcome, one.why))
    assert action.due == date(2026, 6, 30)
    assert action.outcome.startswith(
        "By 30\u00a0Jun\u00a02026 at most 37\u00a0% of the deals that get past Demo"
    )
    assert action.stakeholders == (Stakeholder("CMO", "Marketing", "weekly"),)
    assert one.matters


def test_that_two_reps_are_two_actions_and_two_teams_are_one() -> None:
    assert [one.action.person for one in of_card(a_ground(), a_card(VerdictKind.REP, ("Bob", "Ann")))] == [
        "Ann",
        "Bob",
    ]
    (team,) = of_card(a_ground(), a_card(VerdictKind.TEAM, ("East",)))
    assert team.action.group == "East"
    assert "with the team that reads them differently (East)" in team.action.what
    (both,) = of_card(a_ground(), a_card(VerdictKind.TEAM, ("North", "East")))
    assert both.action.group == ""
    assert "together with the 2 teams that read them differently (East / North)" in both.action.what


def test_that_what_helps_follows_from_whose_it_is() -> None:
    def said(kind: VerdictKind, reading: Reading = Reading.NONE) -> str:
        return advice_words(a_card(kind, ("Ann",), reading=reading))

    assert said(VerdictKind.EVERYBODY, Reading.UNREALISTIC).startswith("Drop the step Demo")
    assert said(VerdictKind.EVERYBODY, Reading.VAGUE).startswith("Write down what Demo is for")
    assert said(VerdictKind.EVERYBODY).startswith("Ask reps of every team")
    assert said(VerdictKind.REP, Reading.COMFORT).startswith("Coach on Demo: prepare it together")
    assert advice_words(a_card(VerdictKind.SKILL, key=None)).startswith("Ask managers")
    assert "target" in advice_words(a_card(VerdictKind.UNOBTAINABLE, key=None))


def test_that_every_kind_of_deviation_has_words_for_every_kind_of_verdict() -> None:
    for deviation in DeviationType:
        for kind in VerdictKind:
            card = a_card(kind, ("Ann",), DeviationKey(deviation, "Demo"))
            assert advice_words(card)
            assert "{" not in advice_words(card)


def test_that_what_cannot_be_told_is_no_action() -> None:
    unclear = a_card(VerdictKind.NO_CALL, confidence=Confidence.CANNOT_TELL)
    assert of_card(a_ground(), unclear) == ()
    assert of_card(a_ground(), a_card(VerdictKind.NO_CALL, key=None)) == ()
    assert proposals(a_ground(), Diagnosis((unclear,), (), ()), ()) == ()


def test_that_five_proposals_matter_at_most_and_none_that_is_planned() -> None:
    stages = ("Qualify", "Discovery", "Demo", "Proposal")
    cards = [
        a_card(VerdictKind.EVERYBODY, key=DeviationKey(DeviationType.SKIPPED, stage)) for stage in stages
    ]
    cards += [a_card(VerdictKind.TEAM, (team,)) for team in ("East", "North", "South")]
    found = Diagnosis(tuple(cards), (), ())
    first = proposals(a_ground(), found, ())
    assert [one.matters for one in first] == [True] * 5 + [False] * 2
    plan = with_proposals(ChangePlan(), first[:2])
    assert [one.id for one in plan.actions] == ["A1", "A2"]
    again = proposals(a_ground(plan), found, ())
    assert [one.is_planned for one in again] == [True] * 2 + [False] * 5
    assert [one.matters for one in again] == [False] * 2 + [True] * 5


def test_that_hand_overs_that_often_go_wrong_are_proposed_to_who_has_to_answer() -> None:
    (one,) = proposals(a_ground(), Diagnosis((), (), ()), (handed_over(20, 40),))
    assert one.action.what == (
        "Agree between Account executive and Solutions who answers within 2\u00a0business days, and who stands in"
    )
    assert one.action.area == "SE"
    assert "50\u00a0% of 40" in one.action.finding
    assert one.action.metric == ""  # no deal of this log tells it, so the screen Hand-overs does
    assert "at most 25\u00a0% of the hand-overs" in one.action.outcome
    assert proposals(a_ground(), Diagnosis((), (), ()), (handed_over(2, 40),)) == ()


def test_that_a_diagnosis_of_real_deals_becomes_a_plan() -> None:
    ground = a_ground()
    log = ground.analysis.log
    found = diagnose(ground.analysis, log, ROLED, Thresholds(), np.ones(log.n_cases, dtype=bool), silent)
    made = proposals(ground, found, ())
    assert made
    assert all(one.action.what and one.action.metric for one in made)


def test_that_one_deal_calls_for_nothing() -> None:
    analysis = sold([("East", "Ann", 1, 1)])
    found = diagnose(analysis, analysis.log, ROLED, Thresholds(), np.ones(1, dtype=bool), silent)
    assert proposals(Ground(analysis, ROLED, ChangePlan(), TODAY, {}), found, ()) == ()
