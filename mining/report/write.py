"""Writes a report to files: a page, a document, slides or sheets, by the endings of their names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mining.atomic_file import write_atomically
from mining.report.contents import FORMATS, content
from mining.report.gathered import Known
from mining.report.in_language import made_in_language
from models.errors import UserError
from models.progress import Report as Progress
from models.project import Project
from models.report import Report
from models.report_template import ReportTemplate
from resources.translation import tr


def write_report(project: Project, template: ReportTemplate | None, out: Path, progress: Progress) -> Report:
    """Write one file, as `write_reports` does."""
    return write_reports(project, template, (out,), progress)


def write_reports(
    project: Project,
    template: ReportTemplate | None,
    outs: Sequence[Path],
    progress: Progress,
    known: Known | None = None,
) -> Report:
    """Make the report once, in the language of the template (None: that of the project), and write all files.

    Nothing is written before everything is made. Each file is complete or not there, and one that was there before
    stays until then. Raises UserError for another ending, for a place that cannot be written, and as `make_report`
    does; Cancelled from `progress`.
    """
    for out in outs:
        check_out(out)
    wanted = project.report if template is None else template
    endings = tuple(dict.fromkeys(out.suffix.lower() for out in outs))
    made = made_in_language(project, wanted, endings, lambda done, said: progress(0.95 * done, said), known)
    for number, out in enumerate(outs):
        progress(0.95 + 0.05 * number / len(outs), tr("Writing {name}", name=out.name))
        write_atomically(out, made.files[out.suffix.lower()])
    progress(1.0, tr("The report is written"))
    return made.report


def write_made(report: Report, out: Path, progress: Progress) -> None:
    """Write a report that is made already, of a project or of anything else; raises as `write_reports` does."""
    check_out(out)
    progress(0.1, tr("Writing {name}", name=out.name))
    write_atomically(out, content(report, out.suffix.lower()))
    progress(1.0, tr("The report is written"))


def check_out(out: Path) -> None:
    """Raise UserError where a report cannot be written under that name, or there is no such folder."""
    if out.suffix.lower() not in FORMATS:
        raise UserError(
            tr(
                "{name} has an ending that no report is written to; use one of {endings}.",
                name=out.name,
                endings=", ".join(FORMATS),
            )
        )
    folder = out.absolute().parent
    if not folder.is_dir():
        raise UserError(
            tr("The folder {folder} does not exist; create it or choose another one.", folder=folder)
        )
