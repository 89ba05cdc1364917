"""Rules, signals, roles and the calendar of a process are edited, and whatever names them follows."""

from datetime import date

from hypothesis import given

from mining.process.calendar import calendar_of
from mining.process.editing.header import with_calendar, with_role_renamed, with_roles
from mining.process.editing.rules import new_rule, of_kind, with_rule, without_rule
from mining.process.editing.signals import (
    change_signal,
    new_signal,
    remove_signal,
    signal_for,
    with_exit_criterion,
)
from mining.process.yaml_format import parse_yaml, to_yaml
from models.calendar import Calendar
from models.rule import DayUnit, Rule, RuleKind, Within
from models.sales_process import SalesProcess
from models.signal import Signal
from tests.mining.process.processes import processes

PROCESS = parse_yaml(
    "process: {name: P}\nroles: {AE: Account}\nevents: {signed: {kind: Call}, seen: {kind: Call, two_way: true}}\n"
    "flow: [{stage: A, exit: [signed], owner: AE}, B]\nrules: [{id: r2, response: [A, signed]}]\n"
    "buyer: {need: {evidence: [seen, signed]}}",
    "p.yaml",
)


def test_that_a_new_rule_is_of_the_first_and_the_last_stage_under_a_free_id() -> None:
    assert new_rule(PROCESS) == Rule("R3", RuleKind.PRECEDENCE, "A", "B")
    assert new_rule(SalesProcess("P", PROCESS.flow[:1])) == Rule("R1", RuleKind.EXACTLY_ONCE, "A")


def test_that_rules_are_added_changed_and_removed() -> None:
    rule = Rule("R9", RuleKind.ABSENCE, "X")
    assert with_rule(PROCESS, "", rule).rules == (*PROCESS.rules, rule)
    assert with_rule(PROCESS, "r2", rule).rules == (rule,)
    assert without_rule(PROCESS, "r2").rules == ()


def test_that_a_rule_of_another_kind_keeps_what_fits_it() -> None:
    timed = Rule("R1", RuleKind.RESPONSE, "A", "B", Within(2, DayUnit.DAYS), why="x")
    never = of_kind(timed, RuleKind.ABSENCE, "C")
    assert (never.first, never.second, never.within, never.why) == ("A", None, None, "x")
    assert of_kind(never, RuleKind.PRECEDENCE, "C").second == "C"
    assert of_kind(timed, RuleKind.PRECEDENCE, "C") == Rule(
        "R1", RuleKind.PRECEDENCE, "A", "B", Within(2, DayUnit.DAYS), why="x"
    )


def test_that_a_signal_is_renamed_and_removed_wherever_it_is_asked_for() -> None:
    renamed = change_signal(PROCESS, "signed", Signal("closed", kinds=("Call",)))
    assert renamed.stages[0].exit_evidence == ("closed",)
    assert renamed.rules[0].second == "closed"
    assert renamed.journey.steps[0].evidence == ("seen", "closed")
    gone = remove_signal(renamed, "closed")
    assert [one.name for one in gone.signals] == ["seen"]
    assert gone.stages[0].exit_evidence == ()
    assert gone.journey.steps[0].evidence == ("seen",)
    assert gone.rules == renamed.rules


def test_that_only_a_plain_signal_stands_for_all_of_a_kind() -> None:
    assert signal_for(PROCESS, "call") == PROCESS.signals[0]
    assert signal_for(PROCESS, "Meeting") is None
    assert new_signal(PROCESS, "Security questionnaire!") == Signal(
        "security_questionnaire", kinds=("Security questionnaire!",)
    )
    assert new_signal(PROCESS, "Signed").name == "signed_2"


def test_that_an_exit_criterion_brings_its_signal_along_once() -> None:
    asked = with_exit_criterion(PROCESS, "B", "Meeting")
    assert asked.signals[-1] == Signal("meeting", kinds=("Meeting",))
    assert asked.stages[1].exit_evidence == ("meeting",)
    assert with_exit_criterion(asked, "B", "Meeting") == asked
    assert with_exit_criterion(PROCESS, "A", "Call") == PROCESS


def test_that_roles_are_set_and_renamed_with_their_stages() -> None:
    renamed = with_role_renamed(PROCESS, "AE", "SELLER")
    assert renamed.other == {"roles": {"SELLER": "Account"}}
    assert renamed.stages[0].owners == ("SELLER",)
    assert with_roles(renamed, {}).other == {}


def test_that_a_calendar_is_written_as_it_is_read() -> None:
    calendar = Calendar(
        frozenset({0, 2, 4}), 480, 1440, "Europe/Berlin", frozenset({date(2026, 12, 24)}), ("DE",)
    )
    process = with_calendar(PROCESS, calendar)
    assert calendar_of(process) == calendar
    assert calendar_of(parse_yaml(to_yaml(process), "p.yaml")) == calendar
    assert with_calendar(process, None) == PROCESS


@given(processes())
def test_that_every_signal_can_be_renamed_and_back(process) -> None:
    for signal in process.signals:
        away = change_signal(process, signal.name, Signal("a free name", field="x"))
        assert change_signal(away, "a free name", signal) == process
