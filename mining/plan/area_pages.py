"""One page for every functional area, to print and sign: its actions, and the service levels it gives and gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mining.areas.documented import HandoverCount
from mining.number_format import day, number
from mining.plan.metrics import level_words
from mining.plan.plan_tables import STATES, informed_words, kept_words, shown_plan
from mining.plan.service_levels import LevelRow, area_title, areas_of_plan, level_rows
from models.change_plan import ActionState, ChangeAction
from models.export_table import ExportColumn, ExportTable
from models.project import Project
from models.report import Block, Bullets, Heading, Layout, Paragraph, Report, Section, Table, Tone
from models.report_template import DEFAULT_ACCENT
from resources.translation import language, tr, tr_n

WITH_OUTCOMES, MOST = 8, 16
"""A page has room for so many actions with their outcomes, and for so many in all."""
MOST_LEVELS = 8
"""Of service levels given, and of those got."""
MOST_SIGNING = 6
LONGEST = 160
"""Characters of a text that the user wrote, where a page has many of them."""


def area_pages(
    project: Project,
    stand_ins: Mapping[str, str] | None,
    today: date,
    counts: Sequence[HandoverCount] = (),
    areas: Sequence[str] | None = None,
) -> Report:
    """A report of one page for each of the areas, by their titles as `areas_of_plan` gives them, or for all of them.

    What a page has no room for is counted on it and stands in the table of the plan. People have the stand-ins given,
    and are called one rep where they have none; `stand_ins` is None for real names.
    """
    plan = shown_plan(project.plan, stand_ins)
    rows = level_rows(project.process, plan, counts)
    wanted = areas_of_plan(project) if areas is None else areas
    sections = tuple(
        Section(
            f"area-{at}",
            area or tr("No functional area"),
            tuple(_page(area, _of_area(area, plan.actions, project), rows, plan.purpose)),
            on_new_page=at > 0,
        )
        for at, area in enumerate(wanted)
    )
    template = project.report
    return Report(
        title=plan.title or tr("Change plan"),
        subtitle=project.name,
        author=template.author,
        day=today,
        language=language(),
        sections=sections,
        accent=template.accent or DEFAULT_ACCENT,
        logo=template.logo,
        names_hidden=stand_ins is not None,
        small_print=tr("Was and target are shares of deals, or days; the plan has their intervals."),
        layout=Layout.COMPACT,
    )


def _of_area(area: str, actions: Sequence[ChangeAction], project: Project) -> list[ChangeAction]:
    return [
        one
        for one in actions
        if one.state is not ActionState.DROPPED and area_title(one.area, project.process) == area
    ]


def _page(
    area: str, actions: Sequence[ChangeAction], rows: Sequence[LevelRow], purpose: str
) -> Iterator[Block]:
    if purpose:
        yield Paragraph(_cut(purpose, 2 * LONGEST), Tone.LEAD)
    yield from _actions(actions)
    gives, gets = [row for row in rows if row.giver == area], [row for row in rows if row.taker == area]
    if area:
        yield from _levels(
            tr("What this area gives to others"), tr("To"), gives, [row.taker for row in gives]
        )
        yield from _levels(
            tr("What this area gets from others"), tr("From"), gets, [row.giver for row in gets]
        )
    informed = dict.fromkeys(informed_words(one) for action in actions for one in action.stakeholders)
    if informed:
        yield Paragraph(tr("Kept informed: {who}.", who=_cut("; ".join(informed), 2 * LONGEST)), Tone.SMALL)
    yield Heading(tr("Agreed"))
    others = dict.fromkeys(row.taker if row.giver == area else row.giver for row in (*gives, *gets))
    yield Table(_signatures([name for name in (area, *others) if name][:MOST_SIGNING]))


def _actions(actions: Sequence[ChangeAction]) -> Iterator[Block]:
    if not actions:
        yield Paragraph(tr("No action of its own; the service levels below are what the plan asks for."))
        return
    shown = actions[:MOST]
    columns = (
        (tr("Action"), [_action(one, len(actions)) for one in shown]),
        (tr("Answers for it"), [one.owner for one in shown]),
        (tr("Was"), [level_words(one.baseline.value.value, one.metric) if one.baseline else "" for one in shown]),
        (tr("Target"), [level_words(one.target, one.metric) for one in shown]),
        (tr("Due"), [day(one.due) if one.due is not None else "" for one in shown]),
        (tr("State"), [STATES[one.state] for one in shown]),
    )  # fmt: skip
    yield Table(ExportTable(tr("Actions"), tuple(ExportColumn(title, values) for title, values in columns)))
    left = len(actions) - len(shown)
    if left:
        more = tr_n("{count} more action", "{count} more actions", left, count=number(left))
        yield Paragraph(tr("{more} in the table of the plan.", more=more), Tone.SMALL)
    outcomes = tuple(_cut(one.outcome, 2 * LONGEST) for one in actions if one.outcome)
    if outcomes and len(actions) <= WITH_OUTCOMES:
        yield Heading(tr("What can be verified, and when"))
        yield Bullets(outcomes, numbered=True)


def _action(one: ChangeAction, of: int) -> str:
    """What is done, and with whom where it is about one rep or one team; short where there are many."""
    what = _cut(one.what, LONGEST if of <= WITH_OUTCOMES else LONGEST // 2)
    who = one.person or one.group
    return what if not who or who in what else tr("{what} ({who})", what=what, who=who)


def _levels(heading: str, side: str, rows: Sequence[LevelRow], others: Sequence[str]) -> Iterator[Block]:
    if not rows:
        return
    shown = rows[:MOST_LEVELS]
    columns = (
        (side, others[:MOST_LEVELS]),
        (tr("Promise"), [_cut(row.promise, LONGEST) for row in shown]),
        (tr("Within"), [row.within for row in shown]),
        (tr("Not kept"), [kept_words(row) for row in shown]),
    )
    yield Heading(heading)
    yield Table(ExportTable("", tuple(ExportColumn(title, values) for title, values in columns)))
    left = len(rows) - len(shown)
    if left:
        more = tr_n("{count} more service level", "{count} more service levels", left, count=number(left))
        yield Paragraph(tr("{more} in the table of the plan.", more=more), Tone.SMALL)


def _signatures(names: Sequence[str]) -> ExportTable:
    """A line for everybody who signs, to be written on by hand."""
    empty = [""] * len(names)
    columns = ((tr("For"), names), (tr("Name"), empty), (tr("Date"), empty), (tr("Signature"), empty))
    return ExportTable("", tuple(ExportColumn(title, values) for title, values in columns))


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
