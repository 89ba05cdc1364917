"""The written change plan as a section of a report."""

from __future__ import annotations

from mining.plan.report_blocks import plan_blocks
from mining.report.gathered import Gathered
from models.report import Block
from models.report_template import ReportTemplate


def plan_section(found: Gathered, template: ReportTemplate) -> tuple[Block, ...]:
    """The actions and the service levels; nothing where neither is written down."""
    stand_ins = None if template.with_names else found.names if template.per_rep else {}
    return plan_blocks(found.project, stand_ins, found.handovers)
