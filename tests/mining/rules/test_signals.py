"""Rules about signals: what the process defines as evidence is an event for them."""

from mining.process.yaml_format import parse_yaml
from mining.rules.check_rules import breaking_events, check_rules
from mining.rules.with_signals import NO_EVENT, with_signals
from models.event_log import EventLog
from models.progress import silent
from models.rule_results import Verdict
from models.sales_process import SalesProcess
from tests.builders import DAY, START, a_history, a_log_with_activities
from tests.mining.journey.processes import checked
from tests.mining.rules.logs import WORDS

EVENTS = """
  discovery: {kind: [Call, Meeting], subject: discover}
  proposal: {kind: Email, subject: proposal}
  pain: {field: pain, becomes: set}
  Meeting: {kind: Meeting, subject: review}
"""
LOG = a_log_with_activities(
    "0 Qualify | 1 ~Call: discover | 2 Demo | 3 ~Email: proposal",
    "0 Qualify | 1 ~Email: proposal | 2 Demo | 3 ~Call: discover",
    "0 Qualify | 1 ~Email: hello | 2 Demo | 3 ~Call: hello",
    "0 Qualify | 1 ~Meeting: lunch | 2 Demo | 3 ~Meeting: review",
    changes=a_history((0, 2, "Pain", "", "slow", "Ann"), (1, 1.5, "Pain", "", "slow", "Ann")),
)


def a_process(rule: str) -> SalesProcess:
    return parse_yaml(
        f"process: {{name: P}}\nflow: [Qualify, Demo]\nevents: {EVENTS}\nrules:\n  - {{{rule}}}\n",
        "test.yaml",
    )


def verdicts(log: EventLog, rule: str) -> list[str]:
    found = check_rules(log, a_process(rule), silent).results[0]
    return [WORDS[Verdict(verdict)] for verdict in found.verdict.tolist()]


def broken_at(log: EventLog, rule: str) -> list[list[int]]:
    process = a_process(rule)
    found = check_rules(log, process, silent).results[0]
    return [list(breaking_events(log, process, found, case)) for case in range(log.n_cases)]


def test_that_precedence_is_judged_on_signals() -> None:
    rule = "precedence: [discovery, proposal]"
    assert verdicts(LOG, rule) == ["kept", "broken", "-", "-"]
    assert broken_at(LOG, rule) == [[], [1], [], []]


def test_that_a_rule_can_be_about_a_signal_and_a_stage() -> None:
    assert verdicts(LOG, "precedence: [discovery, Demo]") == ["kept", "broken", "broken", "broken"]
    assert broken_at(LOG, "precedence: [Demo, discovery]") == [[1], [], [], []]


def test_that_a_changed_field_comes_before_the_stage_of_the_same_moment_and_breaks_at_no_event() -> None:
    assert verdicts(LOG, "precedence: [pain, Demo]") == ["kept", "kept", "broken", "broken"]
    assert verdicts(LOG, "precedence: [Demo, pain]") == ["broken", "broken", "-", "-"]
    assert broken_at(LOG, "precedence: [Demo, pain]") == [[], [], [], []]


def test_that_a_signal_is_meant_where_an_activity_has_the_same_name() -> None:
    assert verdicts(LOG, "never: Meeting") == ["kept", "kept", "kept", "broken"]
    assert broken_at(LOG, "never: Meeting")[3] == [3]
    assert verdicts(LOG, "exactly_once: Call") == ["kept", "kept", "kept", "pending"]


def test_that_a_signal_that_the_log_never_has_cannot_be_told() -> None:
    log = a_log_with_activities("0 Qualify | 1 ~Email: proposal | 2 ~Meeting: lunch")
    found = check_rules(log, a_process("precedence: [discovery, proposal]"), silent).results[0]
    assert found.verdict.tolist() == [Verdict.NOT_JUDGED]
    assert found.note == "No evidence in this log of discovery, a signal of the process: nobody can tell."
    assert verdicts(log, "exactly_once: Meeting") == ["-"]


def test_that_a_time_between_signals_counts() -> None:
    assert verdicts(LOG, "response: [discovery, proposal], within: 3d") == ["kept", "pending", "-", "-"]
    assert verdicts(LOG, "precedence: [discovery, proposal], within: 1d") == ["broken", "broken", "-", "-"]


def test_that_the_longer_log_has_every_event_once_and_every_signal_in_its_place() -> None:
    evidence = checked(LOG, a_process("never: Demo")).signals
    longer = with_signals(LOG, evidence)
    assert longer.signals == ("discovery", "proposal", "pain", "Meeting")
    assert longer.log.trace(0) == (
        "Qualify", "Call", "discovery", "pain", "Demo", "Email", "proposal",
    )  # fmt: skip
    assert longer.log.trace(1) == (
        "Qualify", "Email", "proposal", "pain", "Demo", "Call", "discovery",
    )  # fmt: skip
    assert longer.log.trace(2) == LOG.trace(2)
    assert longer.origin[:7].tolist() == [0, 1, 1, NO_EVENT, 2, 3, 3]
    assert ((longer.log.timestamp[:7] - START) // DAY).tolist() == [0, 1, 1, 2, 2, 3, 3]
