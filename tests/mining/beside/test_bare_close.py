"""Deals that ended without what their end asks for."""

from dataclasses import replace

import numpy as np

from models.categorical import Categorical
from models.deviation import DeviationType
from models.event_log import EventLog
from tests.mining.beside.deals import a_process, compared, deals, found, judged, shown, unjudged

BARE = DeviationType.BARE_CLOSE
END = """
  won: {crm: [Won], requires: [signed, paid]}
  lost: {crm: [Lost], requires_field: loss_reason}
  recycle: {crm: [Nurture], requires_field: segment}
"""
MORE = "events: {signed: {kind: Signature}, paid: {kind: Payment}, seen: {kind: Visit}}\n"
PROCESS = a_process("[Qualify, Demo]", END, MORE)


def with_field(log: EventLog, title: str, *values: str) -> EventLog:
    extra = {**log.cases.extra, title: Categorical.of(values)}
    return replace(log, cases=replace(log.cases, extra=extra))


def test_that_a_loss_needs_its_reason() -> None:
    log = deals(
        "0 Qualify | 1 Lost", "0 Qualify | 2 Lost", "0 Qualify | 3 Lost", "0 Qualify", "0 Qualify | 1 Won"
    )
    analysis = found(with_field(log, "Loss_Reason__c", "Price", "", " ", "", ""), PROCESS)
    assert shown(analysis, BARE) == {"Lost": ["D2", "D3"]}
    assert judged(analysis, BARE, "Lost") == ["D1", "D2", "D3"]
    assert compared(analysis, BARE, "Lost") == []
    (facts,) = analysis.facts
    assert facts.what.texts() == ["a value of loss_reason"] * 2
    assert facts.time.tolist() == [log.timestamp[3], log.timestamp[5]]


def test_that_a_won_deal_needs_the_evidence_by_then() -> None:
    log = deals(
        "0 Qualify | 1 ~Signature | 1 ~Payment | 2 Won",
        "0 Qualify | 2 Won | 3 ~Signature | 3 ~Payment",
        "0 Qualify | 1 ~Payment | 2 Won",
        "0 Qualify | 1 Lost",
        "0 Qualify | 2 Won | 3 Lost",
    )
    analysis = found(with_field(log, "Loss reason", "", "", "", "Price", "Price"), PROCESS)
    assert shown(analysis, BARE) == {"Won": ["D2", "D3"]}
    assert judged(analysis, BARE, "Won") == ["D1", "D2", "D3"]  # the last one is no won deal
    (facts,) = analysis.facts
    assert facts.what.texts() == ["signed and paid", "signed"]


def test_that_an_end_is_the_last_stage_or_else_the_outcome() -> None:
    log = deals(
        "0 Qualify | 1 Lost | 2 Qualify",  # opened again
        "0 Qualify",
        "0 Qualify | 1 Nurture",
        "0 Qualify | 1 Lost",
        outcome=np.array([0, 2, 2, 2], dtype=np.int8),
        segment=["SMB", "", "", ""],
    )
    analysis = found(with_field(log, "loss reason", "", "", "", "Price"), PROCESS)
    assert shown(analysis, BARE) == {"Lost": ["D2"], "Recycle": ["D3"]}
    assert judged(analysis, BARE, "Lost") == ["D2", "D4"]


def test_that_what_the_log_does_not_have_is_asked_of_no_deal() -> None:
    analysis = found(deals("0 Qualify | 1 ~Payment | 2 Won", "0 Qualify | 1 Lost"), PROCESS)
    assert shown(analysis, BARE) == {}
    assert unjudged(analysis, BARE) == [
        "Bare close as Won: nothing in the log is signed, which it asks for; say in Buyer journey what counts.",
        "Bare close as Lost: no deal of the log has a value of the field loss_reason, which that end asks for.",
        "Bare close as Recycle: no deal of the log has a value of the field segment, which that end asks for.",
    ]
    assert unjudged(found(deals("0 Qualify | 1 Won"), a_process("[Qualify]")), BARE) == []
