"""When deals came to a stage and got past it, with ends that count and ends that do not."""

import numpy as np

from mining.conformance.check import check
from mining.conformance.gate_times import NO_EVENT, GateTimes, gate_times
from mining.process.yaml_format import parse_yaml
from models.case_table import NO_TIME
from models.progress import silent
from tests.builders import DAY, START, a_log

PROCESS = parse_yaml(
    """
process: {name: New business}
flow: [{stage: Qualify}, {stage: Demo}, {stage: Proposal}]
end: {won: {}, lost: {from: any}}
""",
    "process.yaml",
)
ENDS = frozenset({"Won", "Lost"})


def gates() -> GateTimes:
    """D1 skips the demo and comes back to it, D2 is lost before it, D3 is won without it, D4 is elsewhere."""
    log = a_log("Qualify > Proposal > Demo > Proposal", "Qualify > Lost", "Qualify > Won", "Fair")
    return gate_times(check(log, PROCESS, silent))


def test_that_the_first_time_at_a_stage_counts() -> None:
    assert gates().came("Demo").tolist() == [2, NO_EVENT, NO_EVENT, NO_EVENT]
    assert gates().came("Proposal").tolist() == [1, NO_EVENT, NO_EVENT, NO_EVENT]


def test_that_a_later_stage_and_each_end_that_counts_is_past_a_stage() -> None:
    after = gates().rank["Demo"] + 1
    assert gates().reached(after).tolist() == [1, 5, 7, NO_EVENT]
    assert gates().reached(after, frozenset({"Lost"})).tolist() == [1, NO_EVENT, 7, NO_EVENT]
    assert gates().reached(after, ENDS).tolist() == [1, NO_EVENT, NO_EVENT, NO_EVENT]


def test_that_a_deal_begins_with_whatever_it_begins() -> None:
    assert gates().began.tolist() == [0, 4, 6, 8]
    assert gates().reached(0).tolist() == [0, 4, 6, NO_EVENT]


def test_that_events_have_times_and_no_event_has_none() -> None:
    assert gates().times(np.array([1, NO_EVENT])).tolist() == [START + DAY, NO_TIME]


def test_that_an_empty_log_has_no_gates() -> None:
    none = gate_times(check(a_log(), PROCESS, silent))
    assert none.came("Demo").tolist() == []
    assert none.times(none.reached(0)).tolist() == []
