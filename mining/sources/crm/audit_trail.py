"""What the sources of audit trails share: from sifted rows to changed fields, activities, and the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.field_changes import FieldChanges, Places, stage_events
from mining.sources.crm.frame import Frame, repeated_rows
from mining.sources.crm.frame_times import FrameTimes
from mining.sources.crm.log import Found, crm_log
from mining.sources.crm.objects import Objects
from mining.sources.crm.sifting import Check, Noticed, sifted
from mining.sources.crm.users import robots_among
from mining.sources.source import Imported, ImportOptions
from mining.sources.values.categories import compact
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.event_log import DIRECTION, SUBJECT, EventKind
from resources.translation import tr

_AGAIN = tr("the same record came before (equal id)")


def trail_of(
    frame: Frame,
    times: FrameTimes,
    columns: Mapping[str, Categorical],
    checks: Sequence[Check],
    noticed: Noticed,
    of: NDArray[np.bool_] | None = None,
) -> FieldChanges:
    """The changed fields of an audit trail; `columns` has case, field, old, new and actor, one entry a row."""
    again = _came_before(frame, times, tuple(columns.values()), of)
    checks = [(tr("no id of the deal"), columns["case"].codes == MISSING), *checks, (_AGAIN, again)]
    rows = sifted(frame, times, checks, noticed, of)
    taken = {name: column.take(rows) for name, column in columns.items()}
    return FieldChanges(
        taken["case"],
        times.micros[rows],
        taken["actor"],
        taken["field"],
        taken["old"],
        taken["new"],
        places=Places.of(frame).take(rows),
    )


def activity_events(
    frame: Frame,
    times: FrameTimes,
    columns: Mapping[str, Categorical | None],
    kind: EventKind,
    checks: Sequence[Check],
    noticed: Noticed,
    of: NDArray[np.bool_] | None = None,
) -> Events:
    """Events besides the stages; `columns` has case (missing: of no deal) and activity, and may have resource,
    direction and subject."""
    told = [column for column in columns.values() if column is not None]
    rows = sifted(frame, times, [*checks, (_AGAIN, _came_before(frame, times, told, of))], noticed, of)

    def column(name: str) -> Categorical:
        found = columns.get(name)
        return Categorical.empty(len(rows)) if found is None else compact(found.take(rows))

    extra = {DIRECTION: column("direction"), SUBJECT: column("subject")}
    return Events(
        column("case"),
        column("activity"),
        times.micros[rows],
        column("resource"),
        {name: values for name, values in extra.items() if values.labels},
        np.full(len(rows), kind, dtype=np.int8),
    )


def _came_before(
    frame: Frame, times: FrameTimes, columns: Sequence[Categorical], of: NDArray[np.bool_] | None
) -> NDArray[np.bool_]:
    """Which rows repeat a record that came before, as where two pages of an export overlap.

    One record may have several rows, so that not its id alone but everything in the row has to be equal.
    """
    own = frame.column("id", "auditid", "activityid")
    again = np.zeros(len(frame), dtype=bool)
    asked = own.codes != MISSING if of is None else of & (own.codes != MISSING)
    often = np.append(np.bincount(own.codes[asked], minlength=len(own.labels)), 0)
    rows = np.flatnonzero(asked & (often[own.codes] > 1))
    cells = (column.codes[rows] for column in (own, *columns))
    again[rows] = repeated_rows([times.micros[rows], *cells])
    return again


def trail_log(
    source: str,
    objects: Objects,
    changes: FieldChanges,
    deals: DealList | None,
    others: Sequence[Events],
    noticed: Noticed,
    options: ImportOptions,
    stage_outcomes: Mapping[str, Outcome] | None = None,
    is_whole: bool = True,
) -> Imported:
    """The log of a trail of changed fields, with what else was found beside it.

    `is_whole` says that the trail has the changes of all deals. Where it is exported deal by deal, one without any
    entry in it may well have changed, so nothing is said of it.
    """
    present = None if deals is None else deals.present
    if deals is not None and not is_whole:
        known = deals.deals.ids.is_any_of(compact(changes.case).labels)
        present = Categorical(
            np.where(known, deals.present.codes, MISSING).astype(np.int32), deals.present.labels
        )
    stages, findings = stage_events(changes, deals.deals if deals is not None else None, present)
    noticed.findings += findings
    return stages_log(source, objects, stages, changes, deals, others, noticed, options, stage_outcomes)


def stages_log(
    source: str,
    objects: Objects,
    stages: Events,
    changes: FieldChanges | None,
    deals: DealList | None,
    others: Sequence[Events],
    noticed: Noticed,
    options: ImportOptions,
    stage_outcomes: Mapping[str, Outcome] | None = None,
) -> Imported:
    """The log of enterings of stages, with what else was found beside them."""
    robots = robots_among(stages.resource, *(events.resource for events in others))
    found = Found(
        objects.files,
        objects.rows,
        stages,
        deals.deals if deals is not None else None,
        tuple(events for events in others if len(events)),
        changes,
        stage_outcomes or {},
        robots=tuple(dict.fromkeys([*noticed.robots, *robots])),
        roles=noticed.roles,
        quarantined=(*noticed.quarantined, *objects.misfits),
        notes=(*noticed.notes, *objects.notes),
        findings=tuple(noticed.findings),
    )
    return crm_log(source, found, options)
