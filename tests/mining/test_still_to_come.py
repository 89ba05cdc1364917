"""What an open deal has still before it."""

import numpy as np
import pytest

from mining.conformance.check import check
from mining.deals.path import deal_path
from mining.process.yaml_format import parse_yaml
from mining.still_to_come import with_what_is_to_come
from mining.wording import deal_words, step_words
from models.progress import silent
from tests.builders import a_log

PROCESS = """
format: lanekeeper.process/1
process: {name: New business}
flow:
  - {stage: Qualify, crm: [Qualify]}
  - {stage: Demo, crm: [Demo]}
  - {stage: Security review, crm: [Security review], optional: amount < 1000}
  - {stage: Workshop, crm: [Workshop], optional: true}
  - parallel:
      - [{stage: Legal, crm: [Legal]}]
      - [{stage: Pricing, crm: [Pricing]}]
  - {stage: Contract, crm: [Contract]}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
"""


def coming(trace: str, amount: float = 5000.0) -> list[str]:
    log = a_log(trace, amount=np.array([float(amount)]))
    process = parse_yaml(PROCESS, "process.yaml")
    found = check(log, process, silent)
    path = with_what_is_to_come(deal_path(found.log, found, 0), found.log, process)
    assert tuple(step.stage for step in path.steps if step.happened) == found.log.trace(0)
    return [step.stage for step in path.steps if step.pending]


@pytest.mark.parametrize(
    ("trace", "amount", "expected"),
    [
        ("Qualify", 5000, ["Demo", "Security review", "Legal", "Pricing", "Contract", "Won"]),
        ("Qualify", 500, ["Demo", "Legal", "Pricing", "Contract", "Won"]),
        ("Qualify", float("nan"), ["Demo", "Legal", "Pricing", "Contract", "Won"]),
        ("Qualify > Demo > Security review > Pricing", 5000, ["Legal", "Contract", "Won"]),
        ("Qualify > Demo > Security review > Legal > Pricing > Contract", 5000, ["Won"]),
        ("Qualify > Demo > Security review > Demo", 5000, ["Legal", "Pricing", "Contract", "Won"]),
    ],
)
def test_that_an_open_deal_has_before_it_what_the_process_asks_for_certain(trace, amount, expected):
    assert coming(trace, amount) == expected


@pytest.mark.parametrize("trace", ["Qualify > Lost", "Qualify > Demo > Legal > Pricing > Contract > Won"])
def test_that_a_closed_deal_has_nothing_before_it(trace):
    assert coming(trace) == []


def test_that_what_is_not_reached_is_told_so_and_is_no_departure():
    log = a_log("Qualify", amount=np.array([5000.0]))
    process = parse_yaml(PROCESS, "process.yaml")
    found = check(log, process, silent)
    path = with_what_is_to_come(deal_path(found.log, found, 0), found.log, process)
    assert step_words(path.steps[1]) == "not reached yet"
    assert deal_words(path, is_open=True) == "As documented so far, and still open."
