"""Hand-overs as deviations of the deals in which they went wrong."""

from dataclasses import replace

import pytest

from models.categorical import Categorical
from models.deviation import DeviationType
from models.event_log import EventLog
from tests.mining.beside.deals import a_process, compared, deals, found, judged, shown, unjudged

HAND_OVER = DeviationType.HAND_OVER
ROLES = "roles: {AE: Account executive, LEGAL: Legal}\n"
ASKED = """handoffs:
  - {id: H1, from: AE, to: LEGAL, start: Legal asked, done: [Legal done, Legal refused], within: 1bd}
"""
PROCESS = a_process("[Qualify, Demo]", more=ROLES + ASKED)
LOG = deals(
    "0 Qualify | 1 ~Legal asked | 2 ~Legal done | 3 Won",
    "0 Qualify | 1 ~Legal asked | 2/10:08 ~Legal done | 3 Lost",
    "0 Qualify | 1 ~Legal asked | 1/12:00 ~Legal refused | 1/15:00 ~Legal asked | 1/16:00 ~Legal done",
    "0 Qualify | 1 ~Legal asked",
    "0 Qualify | 8 ~Legal asked",
    "0 Qualify | 8 Demo",
)


def with_reasons(log: EventLog, *reasons: str) -> EventLog:
    return replace(log, cases=replace(log.cases, extra={"Legal reason": Categorical.of(reasons)}))


def test_that_each_way_to_go_wrong_is_a_deviation() -> None:
    analysis = found(LOG, PROCESS)
    assert shown(analysis, HAND_OVER) == {"H1 late": ["D2"], "H1 silent": ["D4"], "H1 bounced": ["D3"]}
    assert judged(analysis, HAND_OVER, "H1 late") == ["D1", "D2", "D3"]
    assert compared(analysis, HAND_OVER, "H1 late") == ["D1", "D2", "D3"]
    assert judged(analysis, HAND_OVER, "H1 silent") == ["D1", "D2", "D3", "D4"]
    assert compared(analysis, HAND_OVER, "H1 silent") == []
    facts = {one.key.stage: one for one in analysis.facts}
    assert facts["H1 late"].day_hours == 9
    assert facts["H1 late"].took.tolist() == pytest.approx([1 + 1 / 540])
    assert facts["H1 silent"].allowed.tolist() == [1]
    assert facts["H1 bounced"].case.tolist() == [2]


def test_that_a_rejection_without_a_reason_needs_reasons_in_the_log() -> None:
    assert unjudged(found(LOG, PROCESS), HAND_OVER) == [
        "Hand-over H1 rejected without a reason: the log has no reasons; import the field that gives them."
    ]
    analysis = found(with_reasons(LOG, "Terms", "", "", "", "", ""), PROCESS)
    assert shown(analysis, HAND_OVER)["H1 rejected without a reason"] == ["D3"]
    assert unjudged(analysis, HAND_OVER) == []
    assert "H1 rejected without a reason" not in shown(
        found(with_reasons(LOG, "Terms", "", "Risk", "", "", ""), PROCESS), HAND_OVER
    )


def test_that_what_is_not_in_the_log_or_has_no_time_is_said() -> None:
    analysis = found(deals("0 Qualify | 1 Won"), PROCESS)
    assert unjudged(analysis, HAND_OVER) == ["Hand-over H1: Nothing in the log is called Legal asked."]
    timeless = a_process("[Qualify, Demo]", more=ROLES + ASKED.replace(", within: 1bd", ""))
    analysis = found(LOG, timeless)
    assert list(shown(analysis, HAND_OVER)) == ["H1 bounced"]
    assert "it has no allowed time" in unjudged(analysis, HAND_OVER)[0]
