"""When deals entered their stages, from a list of deals with one column a stage.

The columns are called hs_v2_date_entered_<stage id> (older: hs_date_entered_<stage id>) by the interface and by
connectors, and Date entered "Stage (Pipeline)" in a list that was exported by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mining.sources.assemble import Events, together
from mining.sources.crm.frame import Frame
from mining.sources.crm.frame_times import zone_of
from mining.sources.hubspot.pipelines import Pipelines, unknown_stages
from mining.sources.hubspot.shapes import DEAL_ID, STAGE_COLUMN, STAGE_LABEL, is_stage_date
from mining.sources.source import ImportOptions
from mining.sources.values.categories import by_labels, join
from mining.sources.values.dates import read_times
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from resources.translation import tr

_PIPELINE = re.compile(r"\s*\((?P<pipeline>[^()]*)\)$")


@dataclass(frozen=True, eq=False)
class StageDates:
    """The enterings of stages, and notes."""

    events: Events
    notes: tuple[str, ...]


def has_stage_dates(deals: Frame) -> bool:
    """Whether the list of deals has a column with the date of a stage, and a date in it."""
    return any(
        is_stage_date(column) and bool(table.column(column).labels)
        for table in deals.tables
        for column in table.columns
    )


def read_stage_dates(deals: Frame, pipelines: Pipelines, options: ImportOptions) -> StageDates:
    """Read the columns of every file together, as they are all written alike.

    Raises UserError where it cannot be told whether their dates begin with the day or the month.
    """
    parts: list[Events] = []
    notes: list[str] = []
    unread = 0
    columns = _columns(deals)
    for table in deals.tables:
        own = [column for column in columns if column in table.columns and table.column(column).labels]
        if not own:
            continue
        zone = zone_of(table, options)
        cells = join([table.column(column) for column in own])
        times = read_times(cells, _name(own), table.name, options.is_day_first, zone)
        notes += times.notes
        unread += int((times.reason > 0).sum())
        case = Frame((table,)).column(*DEAL_ID)
        stage = [pipelines.stage_label(columns[column]) for column in own]
        everything = Events(
            join([case] * len(own)),
            by_labels(np.repeat(np.arange(len(own), dtype=np.int32), len(table)), stage),
            times.micros,
            Categorical.empty(len(cells)),
        )
        parts.append(everything.take((times.micros != NO_TIME) & (everything.case.codes != MISSING)))
    notes.append(
        tr(
            "{names} holds when each stage was entered for the last time: where a deal came back to "
            "a stage, its first time there is not known; export the property history of Deal stage "
            "to see it.",
            names=deals.names,
        )
    )
    if unread:
        notes.append(tr("{dates} of stages could not be read: left out.", dates=counted(unread, "date")))
    ids = Categorical.of(i for column, i in columns.items() if STAGE_COLUMN.match(column.strip()))
    notes += unknown_stages(ids, pipelines)
    return StageDates(together(parts), tuple(notes))


def _name(columns: Sequence[str]) -> str:
    return (
        columns[0] if len(columns) == 1 else tr("{columns} and the other dates of stages", columns=columns[0])
    )


def _columns(deals: Frame) -> dict[str, str]:
    """The stage of every column (an id, or a label), the newer of two columns of one stage only."""
    found: dict[str, str] = {}
    newer: set[str] = set()
    for column in dict.fromkeys(column for table in deals.tables for column in table.columns):
        if match := STAGE_COLUMN.match(column.strip()):
            found[column] = match["id"]
            if match["v2"]:
                newer.add(match["id"])
        elif match := STAGE_LABEL.match(column.strip()):
            found[column] = _PIPELINE.sub("", match["label"]).strip() or match["label"]

    def is_old(column: str, stage: str) -> bool:
        match = STAGE_COLUMN.match(column.strip())
        return match is not None and not match["v2"] and stage in newer

    return {column: stage for column, stage in found.items() if not is_old(column, stage)}
