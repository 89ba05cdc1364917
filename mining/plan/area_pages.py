"""One page for every functional area, to print and sign: its actions, and the service levels it gives and gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mining.areas.documented import HandoverCount
from mining.number_format import day, number
from mining.plan.metrics import level_words
from mining.plan.page_room import HEIGHT, LADDER, Room, height_of
from mining.plan.plan_tables import STATES, informed_words, kept_words, shown_plan
from mining.plan.service_levels import LevelRow, area_title, areas_of_plan, level_rows
from models.change_plan import ActionState, ChangeAction
from models.export_table import ExportColumn, ExportTable
from models.project import Project
from models.report import Block, Bullets, Heading, Layout, Paragraph, Report, Section, Table, Tone
from models.report_template import DEFAULT_ACCENT
from resources.translation import language, tr, tr_n


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
            _fitting(area, _of_area(area, plan.actions, project), rows, plan.purpose),
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


def _fitting(
    area: str, actions: Sequence[ChangeAction], rows: Sequence[LevelRow], purpose: str
) -> tuple[Block, ...]:
    """The most of it that has room on one page."""
    blocks: tuple[Block, ...] = ()
    for room in LADDER:
        blocks = tuple(_page(area, actions, rows, purpose, room))
        if height_of(blocks) <= HEIGHT:
            break
    return blocks


def _page(
    area: str, actions: Sequence[ChangeAction], rows: Sequence[LevelRow], purpose: str, room: Room
) -> Iterator[Block]:
    if purpose:
        yield Paragraph(_cut(purpose, room.purpose), Tone.LEAD)
    yield from _actions(actions, room)
    gives, gets = [row for row in rows if row.giver == area], [row for row in rows if row.taker == area]
    if area:
        names = [row.taker for row in gives]
        yield from _levels(tr("What this area gives to others"), tr("To"), gives, names, room)
        names = [row.giver for row in gets]
        yield from _levels(tr("What this area gets from others"), tr("From"), gets, names, room)
    informed = dict.fromkeys(informed_words(one) for action in actions for one in action.stakeholders)
    if informed:
        yield Paragraph(tr("Kept informed: {who}.", who=_cut("; ".join(informed), room.purpose)), Tone.SMALL)
    yield Heading(tr("Agreed"))
    others = dict.fromkeys(row.taker if row.giver == area else row.giver for row in (*gives, *gets))
    yield Table(_signatures([_cut(name, 60) for name in (area, *others) if name][: room.signing]))


def _actions(actions: Sequence[ChangeAction], room: Room) -> Iterator[Block]:
    if not actions:
        yield Paragraph(tr("No action of its own; the service levels below are what the plan asks for."))
        return
    shown = actions[: room.actions]
    columns = (
        (tr("Action"), [_action(one, room) for one in shown]),
        (tr("Answers for it"), [_cut(one.owner, room.words // 2) for one in shown]),
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
    outcomes = tuple(_cut(one.outcome, room.outcome) for one in shown if one.outcome)
    if outcomes and room.outcome:
        yield Heading(tr("What can be verified, and when"))
        yield Bullets(outcomes, numbered=True)


def _action(one: ChangeAction, room: Room) -> str:
    """What is done, and with whom where it is about one rep or one team."""
    what = _cut(one.what, room.words)
    who = _cut(one.person or one.group, 40)
    return what if not who or who in what else tr("{what} ({who})", what=what, who=who)


def _levels(
    heading: str, side: str, rows: Sequence[LevelRow], others: Sequence[str], room: Room
) -> Iterator[Block]:
    if not rows:
        return
    shown = rows[: room.levels]
    columns = (
        (side, [_cut(name, 40) for name in others[: room.levels]]),
        (tr("Promise"), [_cut(row.promise, room.words) for row in shown]),
        (tr("Within"), [row.within for row in shown]),
        (tr("Not kept"), [_cut(kept_words(row), 100) for row in shown]),
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
