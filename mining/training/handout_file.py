"""Writes a hand-out to a file: a document to print, or a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mining.atomic_file import write_atomically
from models.errors import UserError
from models.progress import Report as Progress
from models.report import Report
from resources.translation import tr


def write_handout(report: Report, out: Path, progress: Progress) -> Path:
    """Write it and give the path; the file is complete or not there, and one from before stays until then.

    Raises UserError for an ending other than .pdf and .html, and for a place that cannot be written.
    """
    content = _writer(out)
    progress(0.1, tr("Writing {name}", name=out.name))
    write_atomically(out, content(report))
    return out


def _writer(out: Path) -> Callable[[Report], bytes]:
    """What writes files with this ending; each needs a library of its own, so that they are loaded late."""
    if out.suffix.lower() == ".pdf":
        from mining.report.pdf import pdf_bytes

        return pdf_bytes
    if out.suffix.lower() == ".html":
        from mining.report.html import html_bytes

        return html_bytes
    raise UserError(tr("A hand-out is a .pdf or an .html file; {name} is neither.", name=out.name))
