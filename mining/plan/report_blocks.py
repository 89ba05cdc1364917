"""The plan as a part of the report: its purpose, the actions, what can be verified when, and the service levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mining.areas.documented import HandoverCount
from mining.number_format import day
from mining.plan.metrics import level_words
from mining.plan.plan_tables import STATES, kept_words, shown_plan
from mining.plan.service_levels import LevelRow, area_title, level_rows
from models.change_plan import ActionState, ChangeAction
from models.export_table import ExportColumn, ExportTable
from models.project import Project
from models.report import Block, Bullets, Heading, Paragraph, Table, Tone
from resources.translation import tr


def plan_blocks(
    project: Project, stand_ins: Mapping[str, str] | None, counts: Sequence[HandoverCount] = ()
) -> tuple[Block, ...]:
    """The blocks of the plan's section; without an action and a service level none.

    People have the stand-ins given, and are called one rep where they have none; `stand_ins` is None for real names.
    `counts` are those of the documented hand-overs, for how often they are not kept.
    """
    plan = shown_plan(project.plan, stand_ins)
    wanted = [one for one in plan.actions if one.state is not ActionState.DROPPED]
    rows = level_rows(project.process, plan, counts)
    blocks: list[Block] = []
    if plan.purpose and (wanted or plan.levels):
        blocks.append(Paragraph(plan.purpose, Tone.LEAD))
    if wanted:
        blocks.append(Table(_actions(wanted, project.process)))
        outcomes = tuple(one.outcome for one in wanted if one.outcome)
        if outcomes:
            blocks += [Heading(tr("What can be verified, and when")), Bullets(outcomes, numbered=True)]
    if rows and (wanted or plan.levels):
        blocks += [Heading(tr("Service levels between areas")), Table(short_levels(rows))]
    return tuple(blocks)


def _actions(actions: Sequence[ChangeAction], process: object) -> ExportTable:
    """What fits a page side by side."""
    columns = (
        (tr("Action"), [one.what for one in actions]),
        (tr("Area"), [area_title(one.area, process) for one in actions]),
        (tr("Answers for it"), [one.owner for one in actions]),
        (tr("Was"), [level_words(one.baseline.value.value, one.metric) if one.baseline else "" for one in actions]),
        (tr("Target"), [level_words(one.target, one.metric) for one in actions]),
        (tr("Due"), [day(one.due) if one.due is not None else "" for one in actions]),
        (tr("State"), [STATES[one.state] for one in actions]),
    )  # fmt: skip
    return ExportTable(tr("Actions"), tuple(ExportColumn(title, values) for title, values in columns))


def short_levels(rows: Sequence[LevelRow]) -> ExportTable:
    """The service levels in as few columns as a page has room for."""
    columns = (
        (tr("From"), [row.giver for row in rows]),
        (tr("To"), [row.taker for row in rows]),
        (tr("Promise"), [row.promise for row in rows]),
        (tr("Within"), [row.within for row in rows]),
        (tr("Not kept"), [kept_words(row) for row in rows]),
    )
    return ExportTable(tr("Service levels"), tuple(ExportColumn(title, values) for title, values in columns))
