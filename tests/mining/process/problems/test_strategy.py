"""What is odd about a strategy is said where it is; nothing of it keeps deals from being checked."""

import pytest

from mining.process.editing_facts import editing_facts
from mining.process.problems import problems
from mining.process.yaml_format import parse_yaml
from models.process_problem import Part
from tests.builders import a_log

HEAD = "process: {name: P}\nroles: {AE: Account executive, SDR: Sales development}\nflow: [{stage: A}, {stage: B}]\n"


def sentences(section: str) -> list[str]:
    """What is said of the strategy of a process with this section, over a log of two deals."""
    log = a_log("A > B > Won", "A > Lost", team=["North", "South"])
    found = problems(parse_yaml(HEAD + section, "x.yaml"), log)
    assert {one.severity for one in found if one.part is Part.STRATEGY} <= {"warning"}
    return [one.sentence for one in found if one.part is Part.STRATEGY]


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("baseline: {from: 2026-02-01, to: 2026-01-01}", "the baseline ends on 2026-01-01, before it begins"),
        ("targets: {win_rate: 28}", "the target of the win rate is 28; write a share from 0 to 1."),
        ("targets: {cycle_days: 0}", "the target of the days to close is 0; it has to be above 0."),
        ("sweet_spot: {taem: [North]}", "which no deal of the log has; did you mean team?"),
        ("sweet_spot: {team: []}", "does not say what team has to be"),
        ("sweet_spot: {team: [North], min_score: 60}", "the least fit is 60"),
        (
            "handoffs: [{from: AE, to: SRD, start: A, done: [B]}]",
            "goes to SRD, which is no role of the process; add it",
        ),
        ("handoffs: [{from: AE, start: A, done: [B]}]", "hand-over H1 does not say to whom it goes"),
        ("handoffs: [{from: AE, to: SDR, start: A}]", "needs the event that asks for it"),
        ("handoffs: [{from: AE, to: SDR, start: A, done: [B], within: soon}]", "“soon”, which is no time"),
        ("handoffs: [{from: AE, to: SDR, start: A, done: [B], accept_target: 60}]", "accepted in 60"),
        (
            "changes: [{id: C1, date: 2026-01-01}, {id: c1, date: 2026-02-01}]",
            "two changes have the id c1; give one of them another.",
        ),
    ],
)
def test_that_what_is_odd_is_said(section: str, said: str) -> None:
    (sentence,) = sentences(section)
    assert said in sentence


def test_that_a_sound_strategy_is_left_alone() -> None:
    assert not sentences(
        "targets: {win_rate: 0.28, cycle_days: 75}\n"
        "sweet_spot: {team: [North]}\n"
        "handoffs: [{from: AE, to: SDR, start: A, done: [B, Marketing Qualified], within: 1bd}]\n"
    )


def test_that_without_a_log_no_field_is_unknown() -> None:
    process = parse_yaml(f"{HEAD}sweet_spot: {{industry: [SaaS]}}", "x.yaml")
    assert not editing_facts(None).has_log
    assert not [one for one in problems(process, None) if one.part is Part.STRATEGY]
