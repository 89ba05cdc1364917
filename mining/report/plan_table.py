"""The written change plan in a report: what is done about what, by whom, until when, and how it will be seen."""

from __future__ import annotations

from mining.number_format import UNKNOWN, day
from mining.report.gathered import Gathered
from models.change_plan import ActionState
from models.export_table import ExportColumn, ExportTable
from models.report import Block, Paragraph, Table, Tone
from models.report_template import ReportTemplate
from resources.translation import tr

_STATES = {
    ActionState.PROPOSED: tr("Proposed"),
    ActionState.AGREED: tr("Agreed"),
    ActionState.UNDER_WAY: tr("Under way"),
    ActionState.DONE: tr("Done"),
    ActionState.DROPPED: tr("Dropped"),
}


def plan_section(found: Gathered, _: ReportTemplate) -> tuple[Block, ...]:
    """A row an action; nothing where no action is written down."""
    plan = found.project.plan
    if not plan.actions:
        return ()
    blocks: list[Block] = []
    if plan.purpose:
        blocks.append(Paragraph(plan.purpose, Tone.LEAD))
    columns = (
        ExportColumn(tr("Action"), tuple(one.what for one in plan.actions)),
        ExportColumn(tr("Owner"), tuple(one.owner for one in plan.actions)),
        ExportColumn(tr("Area"), tuple(one.area for one in plan.actions)),
        ExportColumn(tr("What can be verified"), tuple(one.outcome for one in plan.actions)),
        ExportColumn(
            tr("Due"), tuple(day(one.due) if one.due is not None else UNKNOWN for one in plan.actions)
        ),
        ExportColumn(tr("State"), tuple(_STATES[one.state] for one in plan.actions)),
    )
    blocks.append(Table(ExportTable(plan.title or tr("Change plan"), columns)))
    return tuple(blocks)
