"""What deals keep untold becomes rules to take over, without what follows from the others."""

import numpy as np

from mining.process.yaml_format import parse_yaml
from mining.rules.check_rules import check_rules
from mining.rules.discover_rules import discover_rules
from mining.rules.suggest_rules import suggested_rules
from mining.rules.wording import rule_words
from models.event_log import EventLog
from models.progress import silent
from models.rule import Rule, RuleKind
from models.sales_process import SalesProcess, Stage
from tests.builders import a_log

PRECEDENCE, RESPONSE, APART, ONCE = (
    RuleKind.PRECEDENCE, RuleKind.RESPONSE, RuleKind.NOT_TOGETHER, RuleKind.EXACTLY_ONCE,
)  # fmt: skip


def suggested(log: EventLog, *known: Rule, **least: float) -> dict[tuple[str, ...], Rule]:
    process = SalesProcess("P", (), rules=known)
    found = suggested_rules(discover_rules(log, silent), process, **least)
    return {(one.rule.kind, *one.rule.names): one.rule for one in found}


def test_that_a_chain_is_suggested_link_by_link() -> None:
    found = suggested(a_log(*["Qualify > Demo > Proposal > Won"] * 9, "Qualify > Won"))
    precedences = {names[1:] for names in found if names[0] is PRECEDENCE}
    assert precedences == {("Qualify", "Demo"), ("Demo", "Proposal"), ("Proposal", "Won")}
    assert (RESPONSE, "Qualify", "Won") not in found
    assert (ONCE, "Qualify") in found


def test_that_what_is_broken_too_often_or_called_for_too_seldom_is_not_suggested() -> None:
    log = a_log(*["Demo > Proposal > Won"] * 8, *["Proposal > Won"] * 2)
    assert (PRECEDENCE, "Demo", "Proposal") not in suggested(log)
    assert (PRECEDENCE, "Demo", "Proposal") in suggested(log, least_confidence=0.8)
    rare = a_log(*["Demo > Won"] * 19, "Call > Legal > Won")
    assert (PRECEDENCE, "Call", "Legal") not in suggested(rare)
    assert (PRECEDENCE, "Call", "Legal") in suggested(rare, least_support=0.05)


def test_that_two_rare_events_are_not_said_to_exclude_each_other() -> None:
    log = a_log(*["Demo > Won"] * 20, "Audit > Won", "Legal > Won")
    assert not [names for names in suggested(log, least_confidence=0.5) if names[0] is APART]
    halves = a_log(*["Demo > Won"] * 6, *["Trial > Won"] * 6)
    assert (APART, "Demo", "Trial") in suggested(halves)


def test_that_known_rules_are_not_suggested_again_and_keep_their_ids() -> None:
    log = a_log(*["Demo > Won"] * 6, *["Trial > Won"] * 6)
    known = (Rule("R1", APART, "trial", "demo"), Rule("R3", ONCE, "Won"))
    found = suggested(log, *known)
    assert (APART, "Demo", "Trial") not in found
    assert (ONCE, "Won") not in found
    ids = [rule.id for rule in found.values()]
    assert ids == ["R2", *(f"R{number}" for number in range(4, len(ids) + 3))]


def test_that_a_known_rule_is_known_by_what_the_crm_calls_its_stage() -> None:
    known = Rule("R1", PRECEDENCE, "Presentation", "Proposal")
    stages = (Stage("Demo", ("Presentation", "Webinar")), Stage("Proposal", ()))
    found = discover_rules(a_log(*["Demo > Proposal > Won"] * 5), silent)
    without, with_it = (suggested_rules(found, SalesProcess("P", stages, rules=r)) for r in ((), (known,)))
    asked = (PRECEDENCE, "Demo", "Proposal")
    assert asked in {(one.rule.kind, *one.rule.names) for one in without}
    assert asked not in {(one.rule.kind, *one.rule.names) for one in with_it}


def test_that_a_suggested_rule_is_kept_as_often_as_was_counted() -> None:
    random = np.random.default_rng(2)
    steps = ["Qualify", "Needs", "Demo", "Proposal", "Contract"]
    log = a_log(
        *(" > ".join([s for s in steps if random.random() < 0.8] + ["Won"]) for _ in range(80)),
        *("Demo > Qualify > Won" for _ in range(3)),
    )
    found = suggested_rules(discover_rules(log, silent), least_confidence=0.7)
    stages = tuple(Stage(name, (name,)) for name in [*steps, "Won"])
    process = SalesProcess("P", stages, rules=tuple(one.rule for one in found))
    assert {one.rule.kind for one in found} >= {PRECEDENCE, RESPONSE, ONCE}
    for one, result in zip(found, check_rules(log, process, silent).results, strict=True):
        count = result.count()
        assert (count.judged, count.judged - count.broken) == (one.found.activated, one.found.satisfied)


ENDS = "end: {won: {crm: [Won]}, lost: {crm: [Lost], from: any}}"


def order(log: EventLog, flow: str) -> list[tuple[str, bool]]:
    process = parse_yaml(f"process: {{name: P}}\nflow: {flow}\n{ENDS}\n", "test.yaml")
    found = suggested_rules(discover_rules(log, silent), process)
    return [(rule_words(one.rule), one.is_said) for one in found]


def test_that_what_says_nothing_of_the_work_is_no_suggestion() -> None:
    log = a_log(*["Qualify > Demo > Won"] * 7, *["Qualify > Lost"] * 3)
    found = [words for words, _ in order(log, "[Qualify, Demo]")]
    for trivial in ("Not both Lost and Won", "Not both Won and Lost", "Lost only after Qualify"):
        assert trivial not in found
    assert not [words for words in found if words in ("Won exactly once", "Lost exactly once")]
    assert "Demo only after Qualify" in found


def test_that_what_the_flow_asks_for_already_comes_behind_what_it_does_not_say() -> None:
    """Demo may be left out, so that the flow does not ask for it before Proposal; the deals do in 95 of 100."""
    log = a_log(
        *["Qualify > Demo > Proposal > Won"] * 19, "Qualify > Proposal > Won", *["Qualify > Lost"] * 5
    )
    found = order(log, "[Qualify, {stage: Demo, optional: true}, Proposal]")
    said = [is_said for _, is_said in found]
    assert said == sorted(said)
    assert said[0] is False
    assert ("Proposal only after Demo", False) in found
    assert ("Won only after Proposal", True) in found
    assert ("Qualify exactly once", True) in found
    assert ("Demo only after Qualify", True) in found


def test_that_without_a_process_nothing_is_held_back() -> None:
    log = a_log(*["Qualify > Demo > Won"] * 7, *["Qualify > Lost"] * 3)
    found = suggested_rules(discover_rules(log, silent))
    assert (APART, "Won", "Lost") in {(one.rule.kind, *one.rule.names) for one in found} | {
        (one.rule.kind, *one.rule.names[::-1]) for one in found
    }
    assert not any(one.is_said for one in found)


def test_that_the_order_of_the_log_has_no_say_in_what_is_suggested() -> None:
    paths = ["Call > Demo > Won", "Quote > Demo > Won", "Trial > Won"] * 4
    one, other = (
        suggested_rules(discover_rules(a_log(*some), silent)) for some in (paths, list(reversed(paths)))
    )
    assert (APART, "Call", "Quote") in [(found.rule.kind, *found.rule.names) for found in one]
    assert one == other
