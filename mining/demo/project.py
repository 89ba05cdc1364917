"""The demo as a project: its export imported as any other, with the process it documents."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from mining.demo.company import REPS, TEAMS
from mining.demo.deals import DEALS
from mining.demo.generate import write_demo
from mining.demo.name import DEMO
from mining.demo.salesforce_ids import record_id
from mining.privacy.people import introduced
from mining.process.read import read_process
from mining.sources.read import ImportOptions, import_log
from models.progress import Report
from models.project import Project
from resources.translation import tr


def is_demo(project: Project) -> bool:
    """Whether a project is the demo as it is opened, so that its next export would join it."""
    log = project.log
    return (
        log is not None
        and log.n_cases == DEALS
        and log.cases.ids[0] == record_id("Opportunity", 1)
        and {person.name for person in REPS[TEAMS[0].name]} <= set(log.cases.owner.labels)
    )


def demo_project(report: Report) -> Project:
    """Make the demo's export, import it, and take its documented process."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        report(0.0, tr("Making the demo"))
        write_demo(folder)
        report(0.4, tr("Reading the demo"))
        imported = import_log([folder], ImportOptions(), report)
        process = read_process(folder / "process.yaml")
    return introduced(Project(DEMO, imported.log, imported.summary, process, leads=imported.leads))
