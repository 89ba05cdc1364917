"""Takes the names of people out of a report, wherever in its texts they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from mining.export.names_in_words import without_names
from models.report import Report


def hidden(report: Report, names: Mapping[str, str]) -> Report:
    """The report with the stand-in for every name in its sections and its subtitle.

    What the user wrote about who the report is from and for (title, author) stays as it is.
    """
    sections = tuple(_hidden(section, names) for section in report.sections)
    return replace(report, sections=sections, subtitle=without_names(report.subtitle, names))


def _hidden(value: Any, names: Mapping[str, str]) -> Any:
    """The value with every text in it looked through: dataclasses, sequences and texts all the way down."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return without_names(value, names)
    if isinstance(value, tuple | list):
        return tuple(_hidden(one, names) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _hidden(getattr(value, one.name), names) for one in fields(value)})
    return value
