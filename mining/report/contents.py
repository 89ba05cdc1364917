"""The formats that a report can be written in, and what is in a file of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.report import Report
from resources.translation import tr

FORMATS: Mapping[str, str] = {
    ".html": tr("Web page"),
    ".pdf": tr("PDF document"),
    ".pptx": tr("PowerPoint slides"),
    ".xlsx": tr("Excel workbook"),
}
"""By the ending of the file."""


def content(report: Report, ending: str) -> bytes:
    """What is in a file with this ending, one of `FORMATS`; raises UserError where a picture cannot be read."""
    return _WRITERS[ending](report)


def _html(report: Report) -> bytes:
    from mining.report.html import html_bytes

    return html_bytes(report)


def _pdf(report: Report) -> bytes:
    from mining.report.pdf import pdf_bytes

    return pdf_bytes(report)


def _pptx(report: Report) -> bytes:
    from mining.report.pptx import pptx_bytes

    return pptx_bytes(report)


def _xlsx(report: Report) -> bytes:
    from mining.report.xlsx import xlsx_bytes

    return xlsx_bytes(report)


_WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    ".html": _html,
    ".pdf": _pdf,
    ".pptx": _pptx,
    ".xlsx": _xlsx,
}
