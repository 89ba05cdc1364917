"""Rules about order: which deals keep them, break them, are pending or not judged, and at which event."""

import numpy as np
import pytest

from mining.process.compile import to_net
from mining.process.templates import template
from mining.rules.check_rules import check_rules
from models.case_table import Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.progress import silent
from models.rule_results import RuleCount, Verdict
from tests.builders import a_log
from tests.mining.rules.logs import broken_at, checked, verdicts, with_activities

pytestmark = pytest.mark.usefixtures("way")

LOG = a_log(
    "Qualify > Needs > Demo > Proposal > Closed Won",
    "Qualify > Proposal > Needs > Proposal > Closed Lost",
    "Qualify > Demo > Closed Lost",
    "Qualify > Demo",
    "Qualify",
)


def test_that_a_response_is_kept_broken_pending_or_not_called_for() -> None:
    assert verdicts(LOG, "response: [Demo, Proposal]") == ["kept", "-", "broken", "pending", "-"]
    assert broken_at(LOG, "response: [Demo, Proposal]") == [[], [], [1], [], []]


def test_that_every_call_needs_an_answer_after_it() -> None:
    log = a_log("Demo > Proposal > Demo > Demo > Closed Won", "Proposal > Demo > Closed Won")
    assert broken_at(log, "response: [Demo, Proposal]") == [[2, 3], [1]]


def test_that_a_precedence_is_broken_by_what_came_too_early_even_in_an_open_deal() -> None:
    assert verdicts(LOG, "precedence: [Discovery, Proposal]") == ["kept", "broken", "-", "-", "-"]
    assert broken_at(LOG, "precedence: [Discovery, Proposal]") == [[], [1], [], [], []]
    assert verdicts(a_log("Qualify > Proposal"), "precedence: [Discovery, Proposal]") == ["broken"]


def test_that_two_events_that_must_not_come_together_are_told_by_the_later() -> None:
    assert verdicts(LOG, "not_together: [Demo, Proposal]") == ["broken", "kept", "kept", "kept", "-"]
    assert broken_at(LOG, "not_together: [Proposal, Demo]") == [[3], [], [], [], []]


def test_that_what_must_never_happen_is_judged_in_every_deal() -> None:
    assert verdicts(LOG, "never: Demo") == ["broken", "kept", "broken", "broken", "kept"]
    assert broken_at(LOG, "never: Proposal") == [[3], [1, 3], [], [], []]


def test_that_exactly_once_is_broken_by_none_in_a_won_deal_and_by_more_than_one_in_any() -> None:
    log = a_log(
        "Demo > Demo", "Qualify", "Qualify > Closed Lost", "Qualify > Closed Won", "Demo > Closed Won"
    )
    assert verdicts(log, "exactly_once: Demo") == ["broken", "pending", "-", "broken", "kept"]
    assert broken_at(log, "exactly_once: Demo") == [[1], [], [], [], []]


def test_that_names_are_stages_ends_crm_labels_or_activities() -> None:
    log = with_activities(a_log("Meeting > Demo > Closed Won", "Demo > Meeting > Closed Won"), "Meeting")
    for first in ("Meeting", "meeting "):
        for second in ("Won", "won", "Closed Won"):
            assert verdicts(log, f"precedence: ['{first}', {second}]") == ["kept", "kept"]
    assert verdicts(log, "precedence: [Meeting, Demo]") == ["kept", "broken"]
    assert verdicts(LOG, "precedence: [Pains, Proposal]") == verdicts(
        LOG, "precedence: [Discovery, Proposal]"
    )


def test_that_an_activity_named_like_a_stage_is_not_that_stage() -> None:
    log = with_activities(a_log("Qualify > Demo > Closed Won"), "Demo")
    assert verdicts(log, "never: Demo") == ["kept"]


def test_that_two_labels_of_one_stage_in_a_row_are_one_event() -> None:
    log = a_log(
        "Needs > Pains > Closed Won", "Needs > Needs > Closed Won", "Needs > Demo > Pains > Closed Won"
    )
    assert verdicts(log, "exactly_once: Discovery") == ["kept", "broken", "broken"]
    assert broken_at(log, "exactly_once: Discovery") == [[], [1], [2]]


def test_that_a_call_between_two_labels_of_one_stage_does_not_make_them_two() -> None:
    log = with_activities(a_log("Needs > Call > Pains > Closed Won"), "Call")
    assert verdicts(log, "exactly_once: Discovery") == ["kept"]


def test_that_a_rule_is_judged_only_where_its_condition_surely_holds() -> None:
    log = a_log(
        "Demo > Closed Won", "Demo > Closed Won", "Demo > Closed Won", amount=np.array([5.0, 50.0, np.nan])
    )
    assert verdicts(log, 'never: Demo, when: "amount > 10"') == ["-", "broken", "-"]
    assert broken_at(log, 'never: Demo, when: "amount > 10"') == [[], [0], []]


def test_that_what_the_log_never_records_is_not_held_against_anyone() -> None:
    result = checked(LOG, "precedence: [Discovry, Proposal]").results[0]
    assert result.count() == RuleCount(0, 0, 0)
    assert result.note == "Neither the process nor the log has Discovry: did you mean Discovery?"
    assert verdicts(LOG, "exactly_once: Signature") == ["-"] * 5
    assert verdicts(LOG, "response: [Demo, Signature]") == ["-"] * 5
    assert verdicts(LOG, "never: Signature") == ["kept"] * 5
    assert verdicts(LOG, "precedence: [Demo, Signature]") == ["-"] * 5


def test_that_evidence_which_the_log_does_not_have_is_said_to_be_that() -> None:
    process = template("meddpicc-b2b")
    log = a_log("Qualify > Proposal > Closed Won")
    for result in check_rules(log, process, silent).results:
        assert result.count() == RuleCount(0, 0, 0)
        assert result.note.startswith("No evidence in this log of ")


def test_that_an_imported_net_has_no_rules() -> None:
    net = to_net(template("salesforce-default"), {})
    assert check_rules(a_log("Demo"), net, silent).results == ()


def test_that_one_event_under_two_names_is_said() -> None:
    result = checked(LOG, "response: [Needs, Pains]").results[0]
    assert result.count() == RuleCount(0, 0, 0)
    assert result.note == "Needs and Pains are the same event: name two different ones."


def test_that_outcomes_the_log_does_not_know_are_read_from_its_ends() -> None:
    unknown = np.full(2, Outcome.UNKNOWN, dtype=np.int8)
    log = a_log("Demo > Closed Won", "Demo", outcome=unknown)
    assert verdicts(log, "response: [Demo, Proposal]") == ["broken", "pending"]
    assert verdicts(log, "never: Demo, when: \"outcome == 'won'\"") == ["broken", "-"]
    assert verdicts(a_log("Demo", "Demo", outcome=unknown), "response: [Demo, Proposal]") == [
        "broken",
        "broken",
    ]


def test_that_results_are_counted_over_any_deals() -> None:
    found = checked(LOG, "response: [Demo, Proposal]", "never: Demo")
    mask = np.array([True, True, True, False, False])
    assert found.results[0].count() == RuleCount(2, 1, 1)
    assert found.results[0].count(mask) == RuleCount(2, 1, 0)
    assert found.results[0].count(mask).rate == 0.5
    assert found.results[0].count(~mask).rate is None
    assert found.results[1].cases(Verdict.BROKEN, mask).tolist() == [0, 2]
    assert [result.rule.id for result in found.in_case(2)] == ["R1", "R2"]
    assert [result.rule.id for result in found.in_case(3, Verdict.PENDING)] == ["R1"]


def test_that_logs_without_deals_or_events_are_checked() -> None:
    rules = ("response: [Demo, Proposal], within: 2bd", "never: Demo", "precedence: [Demo, Won], within: 1d")
    empty = a_log()
    assert [result.count() for result in checked(empty, *rules).results] == [RuleCount(0, 0, 0)] * 3
    bare = a_log("", "")
    assert [result.count() for result in checked(bare, *rules).results] == [
        RuleCount(0, 0, 0), RuleCount(2, 0, 0), RuleCount(0, 0, 0)
    ]  # fmt: skip


def test_that_events_without_a_name_are_passed_over() -> None:
    log = a_log("Demo > Proposal > Closed Won")
    codes = np.array([-1, 0, 1], dtype=np.int32)
    nameless = EventLog(
        Categorical(codes, ("Demo", "Proposal")),
        log.timestamp,
        log.resource,
        log.kind,
        log.case_start,
        log.cases,
    )
    assert verdicts(nameless, "response: [Demo, Proposal]") == ["kept"]
