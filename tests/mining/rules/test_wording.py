"""Rules and their results in plain words and as JSON."""

import json

import numpy as np
import pytest

from mining.rules.discover_rules import discover_rules
from mining.rules.rules_json import declared_json, rules_json
from mining.rules.wording import deal_words, declared_words, result_words, rule_words
from models.declared import Template
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log
from tests.mining.rules.logs import a_process, at, checked

LOG = a_log(
    "Qualify > Needs > Demo > Proposal > Closed Won",
    "Qualify > Proposal > Closed Lost",
    "Qualify > Demo > Closed Lost",
    "Qualify > Demo",
    "Qualify > Needs > Proposal",
)


def said(rule: str, log: EventLog = LOG) -> str:
    return result_words(checked(log, rule).results[0]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("precedence: [Discovery, Proposal]", "Proposal only after Discovery"),
        (
            "precedence: [Discovery, Proposal], within: 3d",
            "Proposal only after Discovery in the 3 days before",
        ),
        ("response: [Demo, Proposal]", "Demo is followed by Proposal"),
        (
            "response: [Demo, Proposal], within: 2bd",
            "Demo is followed by Proposal within 2 business days",
        ),
        (
            "response: [Demo, Proposal], within: 1bd",
            "Demo is followed by Proposal within 1 business day",
        ),
        ("not_together: [Won, Lost]", "Not both Won and Lost"),
        ("never: Demo", "Never Demo"),
        ("exactly_once: Demo", "Demo exactly once"),
        ('never: Demo, when: "amount < 5"', "Never Demo in deals with amount below 5"),
        (
            "response: [Demo, Proposal], within: 2bd, when: \"outcome == 'won'\"",
            "Demo is followed by Proposal within 2 business days, in deals that were won",
        ),
    ],
)
def test_that_a_rule_is_said_in_plain_words(rule: str, words: str) -> None:
    assert rule_words(a_process(rule).rules[0]).replace("\u00a0", " ") == words


def test_that_a_result_is_one_sentence() -> None:
    assert said("precedence: [Discovery, Proposal]") == (
        "Proposal only after Discovery: of 3 deals with Proposal 1 had it without Discovery before "
        "(33 %, 95 % interval 6–79 %)."
    )
    assert said("response: [Demo, Proposal]") == (
        "Demo is followed by Proposal: of 2 deals with Demo in 1 it did not follow (50 %, 95 % interval 9–91 %); "
        "in 1 open deal it may still follow."
    )
    assert said("not_together: [Demo, Proposal]").startswith(
        "Not both Demo and Proposal: of 5 deals with either 1 had both (20 %"
    )
    assert said("never: Demo").startswith("Never Demo: of 5 deals 3 had it (60 %")
    assert said("never: Pains") == "Never Pains: of 5 deals 2 had it (40 %, 95 % interval 12–77 %)."
    assert said("exactly_once: Demo").endswith("; 1 open deal may still come to it.")


def test_that_what_nobody_breaks_or_nobody_can_tell_is_said_too() -> None:
    assert said("not_together: [Won, Lost]") == "Not both Won and Lost: it holds in all 3 deals with either."
    assert said("response: [Won, Lost], within: 9d") == (
        "Won is followed by Lost within 9 days: no deal with Won can be judged; in 1 deal it may still follow."
    )
    assert said("precedence: [Meeting, Proposal]") == (
        "Proposal only after Meeting: no deal with Proposal can be judged. Neither the process nor the log has "
        "Meeting: correct the name if something else is meant."
    )
    assert said("exactly_once: Proposal", a_log("Proposal > Closed Won")) == (
        "Proposal exactly once: it holds in 1 deal."
    )


def test_that_a_deal_is_told_which_rules_it_breaks_and_has_still_to_keep() -> None:
    found = checked(LOG, "never: Demo, why: 'Too dear.'", "response: [Demo, Proposal]", "never: Proposal")
    assert deal_words(found, 3) == (
        "Breaks the rule “Never Demo” (Too dear).",
        "Has still to keep the rule “Demo is followed by Proposal”.",
    )
    assert deal_words(found, 1) == ("Breaks the rule “Never Proposal”.",)
    assert deal_words(checked(LOG, "never: Won"), 1) == ()


def test_that_the_json_has_every_count_and_the_first_deals() -> None:
    found = checked(LOG, "id: P, response: [Demo, Proposal], severity: high, why: W", "never: Demo")
    first, second = rules_json(found, LOG.cases.ids)
    assert json.loads(json.dumps(first)) == {
        "id": "P", "kind": "response", "first": "Demo", "second": "Proposal", "within": None, "when": None,
        "severity": "high", "why": "W", "cases": 2, "violations": 1, "pending": 1, "rate": 0.5, "examples": ["D3"],
        "sentence": result_words(found.results[0]),
    }  # fmt: skip
    assert (second["second"], second["examples"]) == (None, ["D1", "D3", "D4"])
    mask = np.array([False, False, False, True, False])
    assert [entry["cases"] for entry in rules_json(found, LOG.cases.ids, mask)] == [0, 1]
    assert rules_json(found, LOG.cases.ids, mask)[0]["rate"] is None


def test_that_the_json_gives_time_and_condition_as_they_are_written() -> None:
    log = at(a_log("Demo > Proposal > Won"), 0, 1, 2)
    entry = rules_json(
        checked(log, 'response: [Demo, Proposal], within: 2bd, when: "amount > 5"'), log.cases.ids
    )[0]
    assert (entry["within"], entry["when"], entry["cases"]) == ("2bd", "amount > 5", 0)


def test_that_every_template_has_its_words_and_its_json() -> None:
    log = a_log("Demo > Proposal > Won", "Demo > Proposal > Won", "Demo > Lost")
    found = discover_rules(log, silent).holding(0.0, 0.0)
    assert {one.template for one in found} == set(Template)
    assert all(one["sentence"].endswith(").") for one in declared_json(found))
    precedence = discover_rules(log, silent).of(Template.PRECEDENCE, "Demo", "Proposal")
    assert declared_words(precedence).replace("\u00a0", " ") == (
        "Proposal comes only after Demo in 2 of 2 deals (100 %)."
    )
    assert declared_json([precedence])[0]["confidence"] == 1.0
