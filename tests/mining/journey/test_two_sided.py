"""Seller and buyer beside each other: the three deviations, counted by hand."""

from models.conformance import Status
from models.deviation import DeviationType
from tests.builders import a_history, a_log, a_log_with_activities
from tests.mining.journey.processes import FLOW, a_process, analysed, deals_judged, deals_with

NOT_YET = DeviationType.BUYER_NOT_THERE_YET
AHEAD = DeviationType.BUYER_AHEAD
MISSING = DeviationType.MISSING_EVIDENCE
BARE = DeviationType.BARE_CLOSE

WITH_EXITS = """
  - {stage: Qualify, buyer: problem, exit: [pain]}
  - {stage: Discovery, buyer: exploration, exit: [explored]}
  - {stage: Proposal, buyer: selection, exit: [asked]}
"""


def test_that_the_seller_is_ahead_where_a_stage_begins_before_the_buyer_has_done_what_it_presumes() -> None:
    found = analysed(
        a_log_with_activities(
            "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal",  # the buyer is there
            "0 Qualify | 2 Discovery | 3 ~Call: pain | 3 ~Meeting | 4 Proposal",  # pain only after Discovery began
            "0 Qualify | 1 ~Call: pain | 2 Discovery | 4 Proposal",  # nothing explored
            "0 Qualify | 1 ~Call: pain",  # never came that far
            "0 Qualify | 1 ~Call: pain | 4 Proposal | 4 ~Meeting",  # explored at the same moment
        )
    )
    assert deals_with(found, NOT_YET, "Qualify") == []
    assert deals_with(found, NOT_YET, "Discovery") == ["D2"]
    assert deals_judged(found, NOT_YET, "Discovery") == ["D1", "D2", "D3"]
    assert deals_with(found, NOT_YET, "Proposal") == ["D3"]
    assert deals_judged(found, NOT_YET, "Proposal") == ["D1", "D2", "D3", "D5"]


def test_that_a_buyer_who_works_on_the_step_of_the_stage_is_there_whatever_is_not_recorded() -> None:
    found = analysed(
        a_log_with_activities(
            "0 Qualify | 1 ~Meeting | 2 Discovery",
            "0 Qualify | 2 Discovery | 3 ~Call: pain | 4 ~Meeting",
        )
    )
    assert deals_with(found, NOT_YET, "Discovery") == ["D2"]


def test_that_a_later_visit_of_a_stage_does_not_excuse_the_first() -> None:
    found = analysed(
        a_log_with_activities("0 Qualify | 1 Discovery | 2 Qualify | 3 ~Call: pain | 4 Discovery")
    )
    assert deals_with(found, NOT_YET, "Discovery") == ["D1"]


def test_that_to_win_presumes_all_steps_that_stages_name() -> None:
    found = analysed(
        a_log_with_activities(
            "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 5 !Price request | 6 Won",
            "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 6 Won",
            "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 6 Lost",
        )
    )
    assert deals_with(found, NOT_YET, "Won") == ["D2"]
    assert deals_judged(found, NOT_YET, "Won") == ["D1", "D2"]


def test_that_steps_without_evidence_in_the_log_are_no_violation() -> None:
    log = a_log_with_activities("0 Qualify | 1 Discovery | 2 ~Meeting | 3 Proposal | 4 Won")
    found = analysed(log)
    assert found.buyer is not None
    assert [step.can_be_checked for step in found.buyer.steps] == [False, True, False]
    assert found.conformance is not None
    assert [d.key.stage for d in found.conformance.deviations if not d.key.type.is_of_flow] == []


def test_that_steps_that_are_always_on_are_presumed_nowhere() -> None:
    buyer = """
      problem: {evidence: [pain], always_on: true}
      exploration: {after: [problem], evidence: [explored]}
      selection: {after: [exploration], evidence: [asked]}
    """
    log = a_log_with_activities(
        "0 Qualify | 1 Discovery | 2 Proposal", "0 Qualify | 1 ~Meeting | 2 ~Call: pain"
    )
    found = analysed(log, a_process(buyer=buyer))
    assert deals_with(found, NOT_YET, "Discovery") == []
    assert deals_with(found, NOT_YET, "Proposal") == ["D1"]


def test_that_the_buyer_is_ahead_where_a_later_step_is_seen_before_its_stage() -> None:
    found = analysed(
        a_log_with_activities(
            "0 Qualify | 1 ~Call: pain | 2 ~Meeting | 3 Discovery",  # explored while in Qualify
            "0 Qualify | 1 !Price request | 3 Discovery | 4 !Price request | 5 Proposal",  # in both stages
            "0 Qualify | 1 Discovery | 1 ~Meeting | 3 Proposal | 3 !Price request",  # each in its stage
            "0 Qualify | 1 Proposal | 2 Qualify | 3 !Price request",  # back again: Proposal was entered
            "1 !Price request | 2 Qualify",  # before the first stage
        )
    )
    assert deals_with(found, AHEAD, "Qualify") == ["D1", "D2"]
    assert deals_judged(found, AHEAD, "Qualify") == ["D1", "D2", "D3", "D4", "D5"]
    assert deals_with(found, AHEAD, "Discovery") == ["D2"]
    assert deals_judged(found, AHEAD, "Discovery") == ["D1", "D2", "D3"]
    assert deals_with(found, AHEAD, "Proposal") == []


def test_that_stages_without_a_buyer_step_leave_the_buyer_where_the_stage_before_them_says() -> None:
    flow = """
      - {stage: Qualify, buyer: problem}
      - {stage: Security}
      - {stage: Discovery, buyer: exploration}
      - {stage: Proposal, buyer: selection}
    """
    log = a_log_with_activities("0 Qualify | 1 Security | 2 ~Meeting")
    found = analysed(log, a_process(flow))
    assert deals_with(found, AHEAD, "Qualify") == ["D1"]
    assert deals_with(found, AHEAD, "Security") == []


def test_that_steps_in_no_order_to_each_other_put_nobody_ahead() -> None:
    buyer = """
      problem: {evidence: [pain]}
      exploration: {evidence: [explored]}
      selection: {after: [exploration], evidence: [asked]}
    """
    log = a_log_with_activities("0 Qualify | 1 ~Meeting | 2 !Price request | 3 Discovery | 4 !Price request")
    found = analysed(log, a_process(buyer=buyer))
    assert deals_with(found, AHEAD, "Qualify") == []
    assert deals_with(found, AHEAD, "Discovery") == ["D1"]


def test_that_evidence_is_missing_where_a_stage_is_left_forward_without_it() -> None:
    found = analysed(
        a_log_with_activities(
            "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal",
            "0 Qualify | 2 Discovery | 3 ~Call: pain",  # too late for Qualify, Discovery is not left
            "0 Qualify | 2 Lost",  # lost deals owe nothing
            "0 Qualify | 1 Discovery | 2 Qualify | 3 Proposal",  # Discovery is left behind in the end
            "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 Won",
        ),
        a_process(WITH_EXITS),
    )
    assert deals_with(found, MISSING, "Qualify") == ["D2", "D4"]
    assert deals_judged(found, MISSING, "Qualify") == ["D1", "D2", "D4", "D5"]
    assert deals_with(found, MISSING, "Discovery") == ["D4", "D5"]
    assert deals_judged(found, MISSING, "Discovery") == ["D1", "D4", "D5"]
    assert deals_with(found, MISSING, "Proposal") == []


def test_that_all_signals_that_a_stage_asks_for_are_needed_but_those_that_the_log_never_has() -> None:
    flow = "[{stage: Qualify, exit: [pain, asked, explored]}, Discovery, Proposal]"
    log = a_log_with_activities(
        "0 Qualify | 1 ~Call: pain | 2 Discovery",
        "0 Qualify | 1 ~Call: pain | 1 ~Meeting | 2 Discovery",
    )
    assert deals_with(analysed(log, a_process(flow, buyer="")), MISSING, "Qualify") == ["D1"]


def test_that_stages_side_by_side_leave_each_other_open() -> None:
    flow = """
      - parallel:
        - {stage: Qualify, exit: [pain]}
        - {stage: Discovery, exit: [explored]}
      - {stage: Proposal}
    """
    log = a_log_with_activities(
        "0 Qualify | 1 Discovery | 2 ~Call: pain | 3 ~Meeting | 4 Proposal",
        "0 Qualify | 1 Discovery | 3 ~Meeting | 4 Proposal | 5 ~Call: pain",
    )
    assert deals_with(analysed(log, a_process(flow, buyer="")), MISSING, "Qualify") == ["D2"]


def test_that_an_end_asks_for_its_evidence_too() -> None:
    more = "end:\n  won: {crm: [Won], requires: [asked]}\n  lost: {crm: [Lost], requires: [pain]}\n"
    found = analysed(
        a_log_with_activities(
            "0 Qualify | 1 !Price request | 2 Won",
            "0 Qualify | 2 Won | 3 !Price request",
            "0 Qualify | 2 Lost",
            "0 Qualify | 1 ~Call: pain | 2 Lost",
        ),
        a_process(buyer="", more=more),
    )
    assert deals_with(found, BARE, "Won") == ["D2"]
    assert deals_with(found, BARE, "Lost") == ["D3"]
    assert deals_judged(found, BARE, "Lost") == ["D3", "D4"]
    assert deals_with(found, MISSING, "Won") == []


def test_that_a_changed_field_at_the_moment_of_the_stage_counts() -> None:
    events = "{pain: {field: pain, becomes: set}}"
    log = a_log_with_activities(
        "0 Qualify | 1 Discovery",
        "0 Qualify | 1 Discovery",
        changes=a_history((0, 1, "Pain", "", "slow", "Ann")),
    )
    found = analysed(log, a_process("[{stage: Qualify, exit: [pain]}, Discovery]", events, ""))
    assert deals_with(found, MISSING, "Qualify") == ["D2"]


def test_that_outcomes_are_compared_among_the_deals_that_got_as_far() -> None:
    log = a_log_with_activities(
        *["0 Qualify | 1 ~Call: pain | 2 Discovery | 3 Proposal | 4 ~Meeting | 5 Won"] * 4,
        *["0 Qualify | 2 Discovery | 3 Lost"] * 3,
        *["0 Qualify | 1 ~Call: pain | 2 Won"] * 2,
        *["0 Qualify | 1 Lost"] * 5,
    )
    found = analysed(log, a_process(WITH_EXITS)).conformance
    assert found is not None
    by_name = {(one.key.type, one.key.stage): one for one in found.deviations}
    assert len(by_name[NOT_YET, "Discovery"].compared) == 7
    assert len(by_name[NOT_YET, "Won"].compared) == 0
    assert len(by_name[MISSING, "Qualify"].eligible) == 9
    assert len(by_name[MISSING, "Qualify"].compared) == 7


def test_that_the_buyer_does_not_change_whether_a_deal_follows_the_flow() -> None:
    log = a_log_with_activities("0 Qualify | 1 Discovery | 2 ~Meeting | 3 Proposal | 4 ~Call: pain | 5 Won")
    found = analysed(log, a_process(WITH_EXITS))
    assert deals_with(found, NOT_YET, "Discovery") == ["D1"]
    assert found.conformance is not None
    assert found.conformance.status.tolist() == [Status.CONFORMS]


def test_that_a_process_without_a_journey_says_nothing_of_the_buyer() -> None:
    log = a_log("Qualify > Discovery > Proposal > Won")
    assert analysed(log, a_process(FLOW, events="", buyer="")).buyer is None


def test_that_measures_of_steps_hold_deal_by_deal() -> None:
    buyer = "{consensus: {always_on: true, measure: 'contacts >= 3'}}"
    log = a_log_with_activities("0 Qualify", "0 Qualify")
    found = analysed(log, a_process(buyer=buyer)).buyer
    assert found is not None
    assert found.steps[0].going_well is not None
    assert found.steps[0].going_well.tolist() == [-1, -1]
