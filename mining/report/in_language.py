"""Makes a report in the language that its template wants: here, or in a process that speaks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mining.report.contents import content
from mining.report.gathered import Known, gather
from mining.report.make import report_of
from mining.worker import Worker
from models.event_log import EventLog
from models.progress import Report as Progress
from models.progress import silent
from models.project import Project
from models.report import Report
from models.report_template import ReportTemplate
from resources.translation import VARIABLE, language, tr


@dataclass(frozen=True)
class Made:
    """A report and the content of its files, by their endings."""

    report: Report
    files: Mapping[str, bytes]


def made_in_language(
    project: Project,
    template: ReportTemplate,
    endings: Sequence[str],
    progress: Progress = silent,
    known: Known | None = None,
) -> Made:
    """The report and the content of a file for each of the `endings` (see `mining.report.write.FORMATS`).

    In another language than that of this process only the prepared log of what is `known` is of use: all words are
    found anew there. Raises UserError as `make_report` does, Cancelled from `progress`.
    """
    wanted = template.language or language()
    if wanted == language():
        return _made(project, template, endings, known, progress)
    prepared = None if known is None else Known(_bare(known.prepared))
    message = tr("Writing the report")
    with Worker(environment={VARIABLE: wanted}) as worker:
        return worker.run(
            *(_made, bare(project), template, endings, prepared),
            report=progress,
            message=message,
            is_telling=True,
        )


def bare(project: Project) -> Project:
    """The project without what its logs remember of earlier computations: that can be large, or not be sent at all."""
    log, leads = project.log, project.leads
    return replace(
        project,
        log=None if log is None else _bare(log),
        leads=None if leads is None else _bare(leads),
    )


def _bare(log: EventLog) -> EventLog:
    return replace(log, cases=replace(log.cases))


def _made(
    project: Project,
    template: ReportTemplate,
    endings: Sequence[str],
    known: Known | None,
    progress: Progress,
) -> Made:
    found = gather(project, lambda done, said: progress(0.7 * done, said), known)
    report = report_of(found, template, lambda done, said: progress(0.7 + 0.1 * done, said))
    files = {}
    for number, ending in enumerate(endings):
        progress(0.8 + 0.2 * number / len(endings), tr("Setting {ending}", ending=ending))
        files[ending] = content(report, ending)
    progress(1.0, tr("The report is written"))
    return Made(report, files)
