"""Documented processes for the logs that are measured: nine stages of a sale, and the way of a loan application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mining.conformance.labels import relabel
from mining.conformance.reference import reference_of
from mining.process.yaml_format import parse_yaml
from models.event_log import EventLog
from models.petri_net import PetriNet

SALES = """
process: {name: Nine stages}
flow:
  - {stage: Lead}
  - {stage: Qualified}
  - {stage: Discovery}
  - {stage: Demo, repeat: 2}
  - {stage: Proposal}
  - {stage: Negotiation, optional: true, back_to: [Proposal]}
  - {stage: Contract sent}
end:
  won: {crm: [Closed Won]}
  lost: {crm: [Closed Lost], from: any}
"""
BUYERS = """
process: {name: Nine stages and their buyers}
events:
  Called: {kind: Call}
  Met: {kind: Meeting}
buyer:
  problem: {evidence: [Called]}
  exploration: {after: [problem], evidence: [Met]}
  selection: {after: [exploration], evidence: [Called, Met]}
flow:
  - {stage: Lead}
  - {stage: Qualified, buyer: problem, exit: [Called]}
  - {stage: Discovery, buyer: exploration, exit: [Met]}
  - {stage: Demo, repeat: 2}
  - {stage: Proposal, buyer: selection, exit: [Met]}
  - {stage: Negotiation, optional: true, back_to: [Proposal]}
  - {stage: Contract sent, buyer: selection}
end:
  won: {crm: [Closed Won]}
  lost: {crm: [Closed Lost], from: any}
"""
APPLICATIONS = """
process: {name: Loan applications of BPI Challenge 2012}
flow:
  - {stage: A_SUBMITTED}
  - {stage: A_PARTLYSUBMITTED}
  - {stage: W_Afhandelen leads, optional: true, repeat: true}
  - {stage: A_PREACCEPTED}
  - {stage: W_Completeren aanvraag, repeat: true}
  - {stage: A_ACCEPTED}
  - parallel:
      - {stage: A_FINALIZED}
      - {stage: O_SELECTED}
  - {stage: O_CREATED}
  - {stage: O_SENT}
  - {stage: W_Nabellen offertes, optional: true, repeat: true, back_to: [O_CREATED]}
  - {stage: O_SENT_BACK}
  - {stage: W_Valideren aanvraag, repeat: true}
  - parallel:
      - {stage: A_APPROVED}
      - {stage: A_REGISTERED}
      - {stage: O_ACCEPTED}
end:
  won: {crm: [A_ACTIVATED]}
  lost: {crm: [A_DECLINED, A_CANCELLED], from: any}
"""


def documented(text: str, log: EventLog) -> tuple[EventLog, PetriNet]:
    """The log with the names of the process, and the net that won deals are checked against."""
    reference = reference_of(parse_yaml(text, "the benchmark"), log)
    return relabel(log, reference), replace(reference.net({}), name=reference.process.name)


def counted(log: EventLog) -> Mapping[tuple[str, ...], int]:
    """Every variant, in the order of the log, and how many deals follow it."""
    labels, variants = log.activity.labels, log.variants
    counts = variants.counts_in(log.cases.outcome == log.cases.outcome)
    return {
        tuple(labels[code] for code in variants.sequence(v)): int(counts[v]) for v in range(len(variants))
    }
