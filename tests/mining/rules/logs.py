"""Logs and rules for the tests: written as short texts."""

from dataclasses import replace

import numpy as np

from mining.process.yaml_format import parse_yaml
from mining.rules.check_rules import breaking_events, check_rules
from models.event_log import EventKind, EventLog
from models.progress import silent
from models.rule_results import RuleResults, Verdict
from models.sales_process import SalesProcess
from tests.builders import DAY, START

WORDS = {Verdict.NOT_JUDGED: "-", Verdict.KEPT: "kept", Verdict.PENDING: "pending", Verdict.BROKEN: "broken"}
FLOW = "[Qualify, {stage: Discovery, crm: [Needs, Pains]}, Demo, Proposal]"


def a_process(*rules: str, calendar: str = "{}", flow: str = FLOW) -> SalesProcess:
    """A process of four stages with these rules, each written as in YAML without braces."""
    lines = "".join(f"\n  - {{{rule}}}" for rule in rules)
    return parse_yaml(
        f"process: {{name: P, calendar: {calendar}}}\nflow: {flow}\nrules:{lines}\n", "test.yaml"
    )


def checked(log: EventLog, *rules: str, calendar: str = "{}") -> RuleResults:
    return check_rules(log, a_process(*rules, calendar=calendar), silent)


def verdicts(log: EventLog, rule: str, calendar: str = "{}") -> list[str]:
    """The verdict on one rule in every case, in a word."""
    result = checked(log, rule, calendar=calendar).results[0]
    return [WORDS[Verdict(verdict)] for verdict in result.verdict.tolist()]


def broken_at(log: EventLog, rule: str) -> list[list[int]]:
    """For every case the positions of the events that break one rule."""
    result = checked(log, rule).results[0]
    return [list(breaking_events(log, a_process(rule), result, case)) for case in range(log.n_cases)]


def at(log: EventLog, *days: float) -> EventLog:
    """The same log with the events at these days after Monday, 5 January 2026, 0:00 UTC, one after the other."""
    return replace(log, timestamp=np.array([START + round(day * DAY) for day in days], dtype=np.int64))


def with_activities(log: EventLog, *names: str) -> EventLog:
    """The same log in which the events of these names are activities and no stages."""
    kind = np.where(log.activity.is_any_of(names), EventKind.ACTIVITY, EventKind.STAGE).astype(np.int8)
    return replace(log, kind=kind)
