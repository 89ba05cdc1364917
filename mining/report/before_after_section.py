"""Before and after as a section of a report: whether it worked."""

from __future__ import annotations

from mining.before_after.report_blocks import before_after_blocks
from mining.report.gathered import Gathered
from models.report import Block
from models.report_template import ReportTemplate


def before_after_section(found: Gathered, template: ReportTemplate) -> tuple[Block, ...]:
    """The last two times held against each other, and what became of the plan; nothing where there is neither."""
    return found.derived(_named if template.with_names else _nameless)


def _named(found: Gathered) -> tuple[Block, ...]:
    return before_after_blocks(found.project, found.analysis, found.log, {})


def _nameless(found: Gathered) -> tuple[Block, ...]:
    return before_after_blocks(found.project, found.analysis, found.log, found.names)
