"""Changes to the template of a report, each a new template: sections switched, moved, retitled, given words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mining.report.fields import check_fields
from mining.report.sections import KINDS, sections_of
from models.report_template import ReportTemplate, TemplateSection


def section_of(template: ReportTemplate, key: str) -> TemplateSection:
    """The section of that key, as the template has it or as it usually is."""
    return next(one for one in sections_of(template) if one.key == key)


def with_section(template: ReportTemplate, key: str, **changes: Any) -> ReportTemplate:
    """The template with other fields of one section; raises UserError for a text with a field that there is none of."""
    changed = replace(section_of(template, key), **changes)
    if changed.title == KINDS[key].title:
        changed = replace(changed, title="")
    check_fields(changed.text, changed.title or KINDS[key].title)
    return replace(
        template, sections=tuple(changed if one.key == key else one for one in sections_of(template))
    )


def in_order(template: ReportTemplate, keys: tuple[str, ...]) -> ReportTemplate:
    """The template with its sections in this order of their keys; ValueError where these are not all of them."""
    known = {one.key: one for one in sections_of(template)}
    if set(keys) != set(known) or len(keys) != len(known):
        raise ValueError("an order has to have every section once")
    return replace(template, sections=tuple(known[key] for key in keys))


def moved(template: ReportTemplate, key: str, by: int) -> ReportTemplate:
    """The template with a section so many places further down (up where negative), as far as there are places."""
    keys = [one.key for one in sections_of(template)]
    at = keys.index(key)
    keys.insert(max(0, min(len(keys) - 1, at + by)), keys.pop(at))
    return in_order(template, tuple(keys))
