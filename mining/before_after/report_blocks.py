"""Before and after as blocks of a report: what moved, by team, and what became of the plan."""

from __future__ import annotations

from collections.abc import Mapping

from mining.before_after.plan_results import action_results
from mining.before_after.plan_wording import REACHED_WORDS
from mining.before_after.sides import compared, usual_sides
from mining.before_after.wording import (
    MOVED_WORDS,
    change_text,
    headline,
    held_words,
    side_words,
    team_sentence,
    value_with_interval,
)
from mining.export.names_in_words import without_names
from models.analysis import Analysis
from models.before_after import ActionResult, BeforeAfter, Moved, Row
from models.event_log import EventLog
from models.export_table import ExportColumn, ExportTable
from models.progress import Report, silent
from models.project import Project
from models.report import Block, Bullets, Heading, Paragraph, Table, Tone
from resources.translation import tr

MOST_TEAMS = 5
"""So many metrics are told by team, those of the plan first."""


def before_after_blocks(
    project: Project,
    analysis: Analysis | None,
    prepared: EventLog | None,
    stand_ins: Mapping[str, str],
    report: Report = silent,
) -> tuple[Block, ...]:
    """The last two times held against each other, and the actions of the plan; empty where there is neither.

    `prepared` is the log that the analysis is of, with events of all kinds; both are None where the project has none.
    `stand_ins` are put in the place of names, by name. Raises Cancelled from `report`.
    """
    sides = usual_sides(project, prepared)
    blocks: list[Block] = []
    if sides is not None:
        found = compared(project, analysis, prepared, *sides, report).found
        blocks += _comparison(found, stand_ins)
    results = [one for one in action_results(project, analysis, prepared) if one.row and one.row.metric]
    if results:
        blocks += [Heading(tr("Actions of the plan")), Table(_actions(results, stand_ins))]
        blocks.append(Bullets(tuple(without_names(_told(one), stand_ins) for one in results)))
    return tuple(blocks)


def _comparison(found: BeforeAfter, stand_ins: Mapping[str, str]) -> list[Block]:
    before, after = found.before, found.after
    blocks: list[Block] = [
        Paragraph(without_names(headline(found), stand_ins), Tone.LEAD),
        Paragraph(
            tr(
                "Before: {before}. After: {after}.",
                before=without_names(side_words(before.name, before.begins, before.ends), stand_ins),
                after=without_names(side_words(after.name, after.begins, after.ends), stand_ins),
            )
        ),
    ]
    if found.notes:
        blocks.append(Bullets(found.notes))
    told = [row for row in found.rows if row.change is not None or row.planned]
    blocks.append(Table(_rows(told), _NOTE))
    by_team = [team_sentence(found, row.metric) for row in _worth_teams(found)]
    if any(by_team):
        names = [row.name for row in _worth_teams(found)]
        blocks.append(Heading(tr("By team")))
        blocks.append(
            Bullets(tuple(f"{name}. {words}" for name, words in zip(names, by_team, strict=True) if words))
        )
    return blocks


def _worth_teams(found: BeforeAfter) -> list[Row]:
    moved = {row.metric for row in found.teams if row.moved in (Moved.BETTER, Moved.WORSE, Moved.DIFFERENT)}
    chosen = [row for row in found.rows if row.planned or row.metric in moved]
    return sorted(chosen, key=lambda row: not row.planned)[:MOST_TEAMS]


def _rows(rows: list[Row]) -> ExportTable:
    return ExportTable(
        tr("Before and after"),
        (
            ExportColumn(tr("Metric"), [row.name for row in rows]),
            ExportColumn(tr("Before"), [value_with_interval(row.before, row) for row in rows]),
            ExportColumn(tr("After"), [value_with_interval(row.after, row) for row in rows]),
            ExportColumn(tr("Change at equal mix"), [change_text(row) for row in rows]),
            ExportColumn(tr("Verdict"), [MOVED_WORDS[row.moved] for row in rows]),
        ),
    )


def _actions(results: list[ActionResult], stand_ins: Mapping[str, str]) -> ExportTable:
    rows = [one.row for one in results if one.row is not None]
    return ExportTable(
        tr("Actions of the plan"),
        (
            ExportColumn(tr("Action"), [without_names(one.what or one.action, stand_ins) for one in results]),
            ExportColumn(tr("Before"), [value_with_interval(row.before, row) for row in rows]),
            ExportColumn(tr("Since then"), [value_with_interval(row.after, row) for row in rows]),
            ExportColumn(tr("Change at equal mix"), [change_text(row) for row in rows]),
            ExportColumn(tr("State"), [REACHED_WORDS[one.reached] for one in results]),
        ),
    )


def _told(one: ActionResult) -> str:
    held = held_words(one.row) if one.row is not None else ""
    return tr(
        "{action}: {sentence}", action=one.what or one.action, sentence=f"{one.sentence} {held}".strip()
    )


_NOTE = tr(
    "Changes are differences among like deals with their 95 % interval. “Unchanged” is said only where the whole "
    "interval is small, “better” and “worse” only where it does not hold 0 and the false discovery rate over all "
    "metrics is at most 5 %."
)
