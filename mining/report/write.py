"""Writes a report to a file: a page, a document, slides or sheets, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from mining.atomic_file import write_atomically
from mining.report.make import make_report
from models.errors import UserError
from models.progress import Report as Progress
from models.project import Project
from models.report import Report
from models.report_template import ReportTemplate
from resources.translation import tr

FORMATS: Mapping[str, str] = {
    ".html": tr("Web page"),
    ".pdf": tr("PDF document"),
    ".pptx": tr("PowerPoint slides"),
    ".xlsx": tr("Excel workbook"),
}
"""What can be written, by the ending of the file."""


def write_report(project: Project, template: ReportTemplate | None, out: Path, progress: Progress) -> Report:
    """Make the report and write it; the file is complete or not there, and one that was there before stays until then.

    Raises UserError as `make_report` and `write_made` do.
    """
    check_ending(out)
    report = make_report(project, lambda done, said: progress(0.9 * done, said), template)
    write_made(report, out, progress)
    return report


def write_made(report: Report, out: Path, progress: Progress) -> None:
    """Write a report that is made. Raises UserError for another ending and for a place that cannot be written."""
    check_ending(out)
    if not out.absolute().parent.is_dir():
        raise UserError(
            tr(
                "The folder {folder} does not exist; create it or choose another one.",
                folder=out.absolute().parent,
            )
        )
    progress(0.9, tr("Writing {name}", name=out.name))
    write_atomically(out, content(report, out.suffix.lower()))
    progress(1.0, tr("Wrote {name}", name=out.name))


def check_ending(out: Path) -> None:
    """Raise UserError where a report cannot be written under that name."""
    if out.suffix.lower() not in FORMATS:
        raise UserError(
            tr(
                "{name} has an ending that no report is written to; use one of {endings}.",
                name=out.name,
                endings=", ".join(FORMATS),
            )
        )


def content(report: Report, ending: str) -> bytes:
    """What is in a file with this ending."""
    module, function = _WRITERS[ending]
    write: Callable[[Report], bytes] = getattr(
        import_module(module), function
    )  # late: each is a large library
    return write(report)


_WRITERS = {
    ".html": ("mining.report.html", "html_bytes"),
    ".pdf": ("mining.report.pdf", "pdf_bytes"),
    ".pptx": ("mining.report.pptx", "pptx_bytes"),
    ".xlsx": ("mining.report.xlsx", "xlsx_bytes"),
}
