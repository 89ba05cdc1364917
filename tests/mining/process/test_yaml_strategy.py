"""The sections beside the process: what they say, how they are refused, and that they come back as they were."""

import re
from datetime import date

import pytest

from mining.process.yaml_format import parse_yaml, to_yaml
from models.errors import UserError
from models.handoff import Handoff
from models.strategy import Baseline, Expectation, FitRule, RecordedChange, Stakeholder, SweetSpot, Targets

HEAD = "process: {name: P}\nflow: [{stage: A}]\n"
EVERYTHING = (
    HEAD
    + """
handoffs: [{from: MKT, to: SDR, start: mql, done: [accepted, rejected], within: 1bd, accept_target: 0.6}]
sweet_spot: {industry: [SaaS], employees: [50, 1000], revenue: [any, 5e6], region: {is: ["1", "2"]}, min_score: 0.6}
targets: {win_rate: 0.28, cycle_days: 75}
baseline: {from: 2025-07-01, to: 2025-12-31}
stakeholders: [{who: CMO, function: Marketing, cadence: weekly}]
changes: [{date: 2026-03-01, what: Checklist, expect: {metric: skip.A, from: 0.35, to: 0.15, by: 2026-06-30}}]
"""
)


def test_that_every_section_is_read() -> None:
    process = parse_yaml(EVERYTHING, "x.yaml")
    strategy = process.strategy
    assert process.handoffs == (Handoff("H1", "MKT", "SDR", "mql", ("accepted", "rejected"), "1bd", (), 0.6),)
    assert strategy.sweet_spot == SweetSpot(
        (
            FitRule("industry", ("SaaS",)),
            FitRule("employees", (), 50.0, 1000.0),
            FitRule("revenue", (), None, 5e6),
            FitRule("region", ("1", "2")),
        ),
        0.6,
    )
    assert strategy.targets == Targets(win_rate=0.28, cycle_days=75.0)
    assert strategy.baseline == Baseline(date(2025, 7, 1), date(2025, 12, 31))
    assert strategy.stakeholders == (Stakeholder("CMO", "Marketing", "weekly"),)
    expected = Expectation("skip.A", 0.35, 0.15, date(2026, 6, 30))
    assert strategy.changes == (RecordedChange("C1", date(2026, 3, 1), "Checklist", "", expected),)


def test_that_it_comes_back_from_its_own_text() -> None:
    process = parse_yaml(EVERYTHING, "x.yaml")
    assert parse_yaml(to_yaml(process), "y.yaml") == process


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("targets: {win_rate: a lot}", "`win_rate` of `targets` is a lot; write a number such as 0.28."),
        ("targets: {winrate: 0.2}", "did you mean `win_rate`?"),
        ("baseline: {from: 2025-07-01}", "`baseline` needs both days"),
        ("changes: [{what: Checklist}]", "change 1 has no day"),
        ("stakeholders: [{function: Marketing}]", "a stakeholder has no name"),
        ("handoffs: [{id: H1, form: MKT}]", "did you mean `from`?"),
        ("handoffs: {id: H1}", "`handoffs` must be a list"),
        ("sweet_spot: [SaaS]", "`sweet_spot` must be a section"),
    ],
)
def test_that_a_mistake_is_named(section: str, said: str) -> None:
    with pytest.raises(UserError, match=re.escape(said)):
        parse_yaml(HEAD + section, "x.yaml")
