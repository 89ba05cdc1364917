"""Where the history of a deal begins in reports and in replicated tables, and what is missing before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mining.sources.assemble import Events
from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import STAGE, FieldChanges, first_stages
from mining.sources.salesforce.saves import CASE, FROM_STAGE, moment_of
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, optional_times
from mining.sources.source import ImportOptions
from mining.sources.values.categories import relabel
from models.case_table import DAY, NO_TIME
from models.categorical import MISSING, Categorical
from models.label import tidy
from resources.translation import tr


def created_in_report(frame: SalesforceFrame, options: ImportOptions, remarks: Remarks) -> dict[str, int]:
    """When the opportunities were created, where a report of their history has a column for that."""
    if moment_of(frame) == "createddate" or frame.spelling("createddate") is None:
        return {}
    times = optional_times(frame, "createddate", options, remarks)
    if times is None or times.is_day_only:
        return {}
    ids = frame.ids(*CASE).texts()
    pairs = zip(ids, times.micros.tolist(), strict=True)
    return {identifier: time for identifier, time in pairs if identifier and time != NO_TIME}


def first_of_report(saves: Events, deals: Deals, remarks: Remarks) -> Events:
    """The stages before the first change of each deal, entered when the deal was created.

    That is known only where the report shows the whole history: where it has rows of creations (without a stage
    before), deals without such a row are cut off; where it has none, those created before its first row are.
    """
    before = relabel(saves.extra[FROM_STAGE], tidy)
    order = np.lexsort((saves.timestamp, saves.case.codes))
    first = order[np.diff(saves.case.codes[order], prepend=-1) != 0]
    is_creation = before.codes[first] == MISSING
    label_of = np.array([*(saves.activity.code(label) for label in before.labels), MISSING], dtype=np.int32)
    is_move = ~is_creation & (label_of[before.codes[first]] != saves.activity.codes[first])
    rows = first[is_move]
    changes = FieldChanges(
        saves.case.take(rows),
        saves.timestamp[rows],
        saves.resource.take(rows),
        Categorical(np.zeros(len(rows), dtype=np.int32), (STAGE,)),
        before.take(rows),
        saves.activity.take(rows),
    )
    created = deals.created if deals.created is not None else np.full(len(deals.ids), NO_TIME, dtype=np.int64)
    begins = NO_TIME if not len(saves) else int(saves.timestamp.min())
    reached = np.where(is_creation.any() | (created < begins), NO_TIME, created)
    events, cut_off = first_stages(changes, np.arange(len(rows)), replace(deals, created=reached))
    remarks.cut_off(
        cut_off,
        tr(
            "the report leaves out when the stage before its first row was entered, so that stage is missing."
        ),
    )
    return events


def first_versions(saves: Events, deals: Deals, remarks: Remarks) -> None:
    """A finding on replicated deals whose first period begins more than a day after they were created."""
    if deals.created is None:
        return
    first = np.full(len(saves.case.labels), np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(first, saves.case.codes, saves.timestamp)
    rows = np.array([deals.row_of.get(label, -1) for label in saves.case.labels], dtype=np.int64)
    created = np.append(deals.created, NO_TIME)[rows]
    is_late = (created != NO_TIME) & (first - np.where(created == NO_TIME, first, created) > DAY)
    late = [label for label, hit in zip(saves.case.labels, is_late.tolist(), strict=True) if hit]
    remarks.cut_off(
        late,
        tr(
            "it was first copied more than a day after the deal was created, so its first stage is "
            "the one it was found in, at the time of that copy."
        ),
    )
