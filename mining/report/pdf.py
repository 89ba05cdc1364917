"""Sets a report as PDF, and as pictures of its pages; texts go beside the template, so none is taken for markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from importlib.resources import as_file, files
from typing import Any

from mining.report.pdf_content import PdfContent, pdf_content
from models.errors import UserError
from models.report import Report
from resources.translation import tr

_MAIN = "main"
"""What the compiler calls the file that it begins with."""


def pdf_bytes(report: Report) -> bytes:
    """The report as tagged PDF (PDF/UA-1 where every character can be shown); the same report gives the same bytes.

    Raises UserError where a picture or the logo cannot be read.
    """
    (pdf,) = _compiled(report, format="pdf")
    return pdf


def page_pictures(report: Report, ppi: float, pages: Sequence[int] | None = None) -> list[bytes]:
    """The pages as PNG, `ppi` pixels an inch; only those of these numbers (from 0) where `pages` are given.

    Raises UserError where a picture or the logo cannot be read.
    """
    made = _compiled(report, format="png", ppi=ppi)
    return made if pages is None else [made[page] for page in pages if 0 <= page < len(made)]


def _compiled(report: Report, **how: Any) -> list[bytes]:
    from typst import TypstError

    content = pdf_content(report)
    if how["format"] == "pdf":
        how["timestamp"] = datetime.combine(report.day, time(), UTC)
        try:
            return _compile(content, pdf_standards="ua-1", **how)
        except TypstError as error:
            if "could not be displayed" not in error.message:
                raise _refused(error) from error
    try:
        return _compile(content, **how)
    except TypstError as error:
        raise _refused(error) from error


def _compile(content: PdfContent, **how: Any) -> list[bytes]:
    """Compile with the font that comes with Lanekeeper, and those of the system only for letters that it lacks."""
    import typst

    template = files("resources").joinpath("report", "report.typ").read_bytes()
    parts = {_MAIN: template, "report.json": json.dumps(content.told).encode(), **content.pictures}
    with as_file(files("resources") / "fonts") as fonts:
        made: Any = typst.compile(
            parts,
            font_paths=[str(fonts)],
            ignore_system_fonts=not content.needs_other_fonts,
            **how,
        )
    return made if isinstance(made, list) else [made]


def _refused(error: Exception) -> UserError:
    return UserError(tr("The report cannot be set as PDF: {reason}.", reason=str(error)))
