"""Business Central's Opportunity Entry: one row a step of the sales cycle, with the day it was taken.

Columns: learn.microsoft.com, table "Opportunity Entry" (Entry No., Opportunity No., Sales Cycle Stage, Date of
Change, Active, Date Closed, Action Taken: blank, Next, Previous, Updated, Jumped, Won, Lost).
"""

from __future__ import annotations

import re

import numpy as np

from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import stages_log
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Check, Noticed, picked, sifted
from mining.sources.source import Imported, ImportOptions
from mining.sources.values.categories import relabel
from models.categorical import MISSING
from resources.translation import tr

_NUMBER = re.compile(r"^[0-9]{1,15}$")
_CLOSES = {"won": "Won", "5": "Won", "lost": "Lost", "6": "Lost"}


def entries_log(
    source: str, objects: Objects, frame: ObjectFrame, noticed: Noticed, options: ImportOptions
) -> Imported:
    """The log of the entries: the stage of each, and Won or Lost where the action closed the deal."""
    case = frame.column("opportunityno")
    number = relabel(
        frame.column("salescyclestage"), lambda text: f"Stage {text}" if text.isdigit() else text
    )
    stage = picked((None, frame.column("salescyclestagedescription")), (None, number))
    closing = relabel(frame.column("actiontaken"), lambda text: _CLOSES.get(text.strip().casefold(), ""))
    activity = picked((None, closing), (None, stage))
    times = frame_times(frame, options, "dateofchange")
    checks: list[Check] = [
        (tr("no number of the opportunity"), case.codes == MISSING),
        (tr("no sales cycle stage"), activity.codes == MISSING),
    ]
    rows = sifted(frame, times, checks, noticed)
    entry = frame.column("entryno")
    number_of = np.array(
        [int(label) if _NUMBER.match(label) else 0 for label in (*entry.labels, "")], dtype=np.int64
    )
    rows = rows[np.argsort(number_of[entry.codes[rows]], kind="stable")]
    actor = frame.column("salespersoncode", "salesperson")
    amount = frame.column("estimatedvaluelcy", "estimatedvalue")
    extra = {"Amount": amount.take(rows)} if amount.labels else {}
    stages = Events(case.take(rows), activity.take(rows), times.micros[rows], actor.take(rows), extra)
    return stages_log(source, objects, stages, None, None, (), noticed, options)
