"""A project with a buyer: six deals of two teams, whose signals and stages can be counted by hand."""

from __future__ import annotations

from dataclasses import replace

from mining.process.yaml_format import parse_yaml
from models.project import Project
from models.sales_process import SalesProcess
from tests.builders import a_history, a_log_with_activities

PROCESS = """
format: lanekeeper.process/1
process: {name: New business}
events:
  pain: {kind: Call, subject: pain}
  explored: {kind: Meeting}
  asked: {kind: Price request}
  signed: {field: Contract, becomes: Signed}
buyer:
  problem: {title: Problem identification, evidence: [pain]}
  exploration: {after: [problem], evidence: [explored]}
  selection: {after: [exploration], evidence: [asked]}
  legal: {title: Legal check, after: [selection], evidence: [signed]}
  consensus: {always_on: true}
flow:
  - {stage: Qualify, crm: [Qualify], buyer: problem, exit: [pain]}
  - {stage: Discovery, crm: [Discovery], buyer: exploration}
  - {stage: Proposal, crm: [Proposal], buyer: selection}
  - {stage: Contract, crm: [Contract]}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
"""
TRACES = (
    "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 5 !Price request | 6 Contract | 7 Won",
    "0 Qualify | 2 Discovery | 4 Proposal | 5 ~Call: pain | 6 ~Meeting | 7 Lost",
    "0 Qualify | 1 ~Call: pain | 4 Proposal | 8 ~Meeting | 9 Lost",
    "0 Qualify | 1 ~Call: pain | 2 !Price request | 9 Discovery",
    "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 6 Lost",
    "0 Qualify | 4 Proposal",
)


def a_process() -> SalesProcess:
    """Four stages, a journey of five steps of which one is always on; the contract is signed in no deal."""
    return parse_yaml(PROCESS, "process.yaml")


def a_project_with_buyer(times: int = 1) -> Project:
    """Six deals, or so many times six: the second, third and sixth went ahead of their buyer at Proposal."""
    traces = TRACES * times
    owners, teams = ["Ann", "Bob", "Ann", "Cid", "Bob", "Ann"] * times, ["North", "South"] * 3 * times
    log = a_log_with_activities(*traces, owner=owners, team=teams)
    return Project("Demo", log=replace(log, changes=a_history()), process=a_process())
