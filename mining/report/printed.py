"""The report with every text as files can hold it: what would be refused or unseen is replaced, nothing else."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from mining.report import labels
from mining.report.look import is_colour, is_png
from mining.report.printable import printable
from models.export_table import ExportColumn
from models.report import Report
from models.report_template import DEFAULT_ACCENT


def printed(report: Report) -> Report:
    """The report with printable texts, a title and a colour, and without what is no picture as a logo."""
    clean: Report = _printed(report)
    return replace(
        clean,
        title=clean.title if clean.title.strip() else labels.report(),
        accent=clean.accent if is_colour(clean.accent) else DEFAULT_ACCENT,
        logo=clean.logo if is_png(clean.logo) else b"",
    )


def _printed(part: Any) -> Any:
    """The same part with printable texts, whatever it is made of."""
    if isinstance(part, str) and type(part) is str:
        return printable(part)
    if isinstance(part, tuple):
        return tuple(_printed(one) for one in part)
    if isinstance(part, ExportColumn):
        return replace(part, title=printable(part.title), values=[_printed(value) for value in part.values])
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _printed(getattr(part, field.name)) for field in fields(part)})
    return part
