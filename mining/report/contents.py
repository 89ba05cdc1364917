"""The formats that a report can be written in, and what is in a file of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from models.report import Report
from resources.translation import tr

FORMATS: Mapping[str, str] = {
    ".html": tr("Web page"),
    ".pdf": tr("PDF document"),
    ".pptx": tr("PowerPoint slides"),
    ".xlsx": tr("Excel workbook"),
}
"""By the ending of the file."""

_WRITERS = {
    ".html": ("mining.report.html", "html_bytes"),
    ".pdf": ("mining.report.pdf", "pdf_bytes"),
    ".pptx": ("mining.report.pptx", "pptx_bytes"),
    ".xlsx": ("mining.report.xlsx", "xlsx_bytes"),
}


def content(report: Report, ending: str) -> bytes:
    """What is in a file with this ending, one of `FORMATS`."""
    module, function = _WRITERS[ending]
    write: Callable[[Report], bytes] = getattr(
        import_module(module), function
    )  # late: each is a large library
    return write(report)
