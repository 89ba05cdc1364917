"""Processes with a buyer's journey, written as short texts, and what a log shows against them."""

from mining.analysis import analyse
from mining.process.yaml_format import parse_yaml
from models.analysis import Analysis
from models.buyer_check import BuyerCheck, SignalEvidence
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess

FLOW = """
  - {stage: Qualify, buyer: problem}
  - {stage: Discovery, buyer: exploration}
  - {stage: Proposal, buyer: selection}
"""
EVENTS = """
  pain: {kind: Call, subject: pain}
  explored: {kind: Meeting}
  asked: {kind: [Price request, Email reply]}
"""
BUYER = """
  problem: {evidence: [pain]}
  exploration: {after: [problem], evidence: [explored]}
  selection: {after: [exploration], evidence: [asked]}
"""


def a_process(flow: str = FLOW, events: str = EVENTS, buyer: str = BUYER, more: str = "") -> SalesProcess:
    """A process of three stages and a journey of three steps, one after the other, or of other parts."""
    text = f"process: {{name: P}}\nflow: {flow}\n"
    text += f"events: {events}\n" if events else ""
    text += f"buyer: {buyer}\n" if buyer else ""
    return parse_yaml(text + more, "test.yaml")


def analysed(log: EventLog, process: SalesProcess | None = None) -> Analysis:
    """The log checked against a process, that of above where none is given."""
    return analyse(log, process or a_process(), silent)


def checked(log: EventLog, process: SalesProcess | None = None) -> BuyerCheck:
    """What the log shows of the buyer."""
    found = analysed(log, process).buyer
    assert found is not None
    return found


def signal(log: EventLog, events: str) -> SignalEvidence:
    """What the log shows of the last signal of these."""
    return checked(log, a_process(events=events, buyer="")).signals[-1]


def deals_with(analysis: Analysis, kind: DeviationType, stage: str) -> list[str]:
    """The ids of the deals that show a deviation."""
    assert analysis.conformance is not None
    found = analysis.conformance.deviation(DeviationKey(kind, stage))
    return [analysis.log.cases.ids[case] for case in found.cases.tolist()] if found else []


def deals_judged(analysis: Analysis, kind: DeviationType, stage: str) -> list[str]:
    """The ids of the deals that were judged for a deviation that some deal shows."""
    assert analysis.conformance is not None
    found = analysis.conformance.deviation(DeviationKey(kind, stage))
    assert found is not None
    return [analysis.log.cases.ids[case] for case in found.eligible.tolist()]
