"""A small checked project for the screens: its deals, its process, and results that have arrived."""

from __future__ import annotations

from desktop.document import Document
from desktop.results import Results
from mining.process.yaml_format import parse_yaml
from models.project import Project
from tests.builders import a_log

PROCESS = """
format: lanekeeper.process/1
process: {name: New business}
flow:
  - {stage: Qualify, crm: [Qualify]}
  - {stage: Discovery, crm: [Discovery]}
  - {stage: Demo, crm: [Demo]}
  - {stage: Proposal, crm: [Proposal]}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
"""
TRACES = (
    "Qualify > Discovery > Demo > Proposal > Won",
    "Qualify > Demo > Proposal > Won",
    "Qualify > Demo > Proposal > Lost",
    "Qualify > Discovery > Demo > Proposal > Pricing > Won",
    "Qualify > Discovery > Demo > Discovery > Demo > Proposal > Won",
    "Qualify > Discovery",
)
OWNERS = ["Ann", "Bob", "Ann", "Cid", "Bob", "Ann"]
NAMES = ("Acme", "<b>Bolt</b>", "Cargo", "Delta", "Eagle", "Fjord")


def a_project(with_process: bool = True) -> Project:
    """Six deals: one as documented, two that skip Discovery, one undocumented step, one way back, one open."""
    log = a_log(*TRACES, resources=OWNERS, owner=OWNERS, team=["North"] * 6, name=NAMES)
    return Project("Demo", log=log, process=parse_yaml(PROCESS, "process.yaml") if with_process else None)


def results_of(qtbot, project: Project) -> tuple[Document, Results]:
    """A document of the project, and results that are there."""
    document = Document(project)
    results = Results(document)
    qtbot.waitUntil(lambda: not results.busy, timeout=20_000)
    return document, results
