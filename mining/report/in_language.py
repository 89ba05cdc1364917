"""Makes a report in the language that its template wants: here, or in a process that speaks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mining.report.contents import FORMATS, content
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
    """A report, the content of its files by their endings, and the pictures of its pages, as far as wanted."""

    report: Report
    files: Mapping[str, bytes] = field(default_factory=dict)
    pages: tuple[bytes, ...] = ()


def made_in_language(
    project: Project,
    template: ReportTemplate,
    endings: Sequence[str],
    progress: Progress = silent,
    known: Known | None = None,
) -> Made:
    """The report and the content of a file for each of the `endings` (`mining.report.contents.FORMATS`).

    In another language than that of this process only the prepared log of what is `known` is of use: all words are
    found anew there. Raises UserError as `make_report` does, Cancelled from `progress`.
    """
    return _where_it_is_spoken(_files, project, template, tuple(endings), known, progress)


def pages_in_language(
    project: Project,
    template: ReportTemplate,
    ppi: float,
    progress: Progress = silent,
    known: Known | None = None,
) -> Made:
    """The report and the pictures of its pages as PNG, `ppi` pixels an inch; else as `made_in_language`."""
    return _where_it_is_spoken(_pages, project, template, ppi, known, progress)


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


def _where_it_is_spoken(
    make: Callable[..., Made],
    project: Project,
    template: ReportTemplate,
    what: object,
    known: Known | None,
    progress: Progress,
) -> Made:
    """What `make` makes, here or in a process that speaks the language of the template."""
    wanted = template.language or language()
    if wanted == language():
        return make(project, template, what, known, progress)
    prepared = None if known is None else Known(_bare(known.prepared))
    message = tr("Writing the report")
    with Worker(environment={VARIABLE: wanted}) as worker:
        return worker.run(
            make, bare(project), template, what, prepared, report=progress, message=message, is_telling=True
        )


def _report(project: Project, template: ReportTemplate, known: Known | None, progress: Progress) -> Report:
    found = gather(project, lambda done, said: progress(0.7 * done, said), known)
    return report_of(found, template, lambda done, said: progress(0.7 + 0.1 * done, said))


def _files(
    project: Project,
    template: ReportTemplate,
    endings: tuple[str, ...],
    known: Known | None,
    progress: Progress,
) -> Made:
    report = _report(project, template, known, progress)
    files = {}
    for number, ending in enumerate(endings):
        progress(0.8 + 0.2 * number / len(endings), tr("Writing {kind}", kind=FORMATS[ending]))
        files[ending] = content(report, ending)
    progress(1.0, tr("The report is written"))
    return Made(report, files)


def _pages(
    project: Project, template: ReportTemplate, ppi: float, known: Known | None, progress: Progress
) -> Made:
    from mining.report.pdf import page_pictures

    report = _report(project, template, known, progress)
    progress(0.9, tr("Setting the pages"))
    return Made(report, pages=tuple(page_pictures(report, ppi)))
