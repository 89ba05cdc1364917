"""The tables of one deal as they leave the program: its steps, its activities and its changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mining.deals.activities import way_words
from mining.deals.story_words import change_difference
from mining.number_format import at
from mining.wording import kind_words, step_words
from models.case_table import NO_TIME
from models.deal_activity import DealActivity
from models.deal_buyer import BuyerMoment
from models.deal_path import DealPath, Step
from models.deal_story import DealStory
from models.export_table import ExportColumn, ExportTable, ValueKind
from resources.translation import tr


def deal_tables(
    path: DealPath, activities: Sequence[DealActivity], story: DealStory
) -> tuple[ExportTable, ...]:
    """Steps, activities and changes; the latter two where the deal has any."""
    tables = [
        _steps(path),
        _activities(activities) if activities else None,
        _changes(story) if story.changes else None,
    ]
    return tuple(table for table in tables if table is not None)


def buyer_table(moments: Sequence[BuyerMoment], words: Sequence[str]) -> ExportTable:
    """The buyer's side, one row a moment; `words` say each of them."""
    return ExportTable(
        tr("Buyer"),
        (
            ExportColumn(tr("When"), [_time(one.time) for one in moments], ValueKind.TIME),
            ExportColumn(tr("What"), [", ".join(one.what) for one in moments]),
            ExportColumn(
                tr("Against the stages"),
                ["" if one.kind is None else kind_words(one.kind) for one in moments],
            ),
            ExportColumn(tr("Stage"), [one.stage for one in moments]),
            ExportColumn(tr("In words"), list(words)),
        ),
    )


def _steps(path: DealPath) -> ExportTable:
    steps = path.steps
    return ExportTable(
        tr("Steps"),
        (
            ExportColumn(tr("When"), [_time(step.begin) for step in steps], ValueKind.TIME),
            ExportColumn(tr("Stage"), [step.stage for step in steps]),
            ExportColumn(tr("Against the process"), [step_words(step, path.checked) for step in steps]),
            ExportColumn(tr("Time in stage"), [_days(step) for step in steps], ValueKind.DAYS),
            ExportColumn(tr("Entered by"), [step.who for step in steps]),
        ),
    )


def _activities(activities: Sequence[DealActivity]) -> ExportTable:
    return ExportTable(
        tr("Activities"),
        (
            ExportColumn(tr("When"), [_time(one.time) for one in activities], ValueKind.TIME),
            ExportColumn(tr("Activity"), [one.label for one in activities]),
            ExportColumn(tr("Direction"), [way_words(one.direction) for one in activities]),
            ExportColumn(
                tr("Buyer took part"), [tr("yes") if one.from_buyer else tr("no") for one in activities]
            ),
            ExportColumn(tr("Done by"), [one.who for one in activities]),
            ExportColumn(tr("Subject"), [one.subject for one in activities]),
        ),
    )


def _changes(story: DealStory) -> ExportTable:
    changes = story.changes
    return ExportTable(
        tr("Changes"),
        (
            ExportColumn(tr("When"), [_time(one.time) for one in changes], ValueKind.TIME),
            ExportColumn(tr("What"), [one.field for one in changes]),
            ExportColumn(tr("From"), [one.old for one in changes]),
            ExportColumn(tr("To"), [one.new for one in changes]),
            ExportColumn(tr("Difference"), [change_difference(one) for one in changes]),
            ExportColumn(tr("Changed by"), [one.who for one in changes]),
        ),
    )


def _time(time: int) -> datetime | None:
    return None if time == NO_TIME else at(time).replace(tzinfo=None)


def _days(step: Step) -> float | None:
    """The days in a stage; None where they are not known."""
    return None if step.in_bulk else step.days
