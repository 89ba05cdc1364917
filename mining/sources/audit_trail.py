"""What the sources of audit trails share: rows sifted, closings made stages, activities and lists of deals read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, is_few_valued
from mining.sources.crm_deals import Deals
from mining.sources.crm_log import Found, crm_log
from mining.sources.field_changes import FieldChanges, stage_events
from mining.sources.frame import Frame, repeats
from mining.sources.frame_times import FrameTimes, frame_times
from mining.sources.objects import ObjectFrame, Objects
from mining.sources.source import Imported, ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.users import Users, robots_among
from mining.sources.values.categories import by_labels, compact
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.event_log import DIRECTION, SUBJECT, EventKind
from models.import_summary import Quarantined
from models.quality import Finding

_MAX_EXTRA = 30

Check = tuple[str, NDArray[np.bool_]]
"""A reason to set a row aside, and one flag a row."""


@dataclass(eq=False)
class Noticed:
    """What is set aside and worth telling, gathered while the objects of an export are read."""

    quarantined: list[Quarantined] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    robots: list[str] = field(default_factory=list)


def in_utc(options: ImportOptions) -> ImportOptions:
    """The options for times of which the CRM says that they are in UTC."""
    return ImportOptions(timezone="UTC", day_first=options.is_day_first)


def sifted(
    frame: Frame,
    times: FrameTimes,
    checks: Sequence[Check],
    noticed: Noticed,
    of: NDArray[np.bool_] | None = None,
) -> NDArray[np.int64]:
    """The rows with a time for which no check holds; the others are set aside with the first reason.

    With `of`, one flag a row, only the rows in question: others are neither taken nor set aside.
    """
    reasons = ["", *(reason for reason, _ in checks), "no time", *times.reasons[1:]]
    unread = len(checks) + 1
    masks = [mask for _, mask in checks]
    reason = np.select(
        [*masks, times.reason > 0, times.micros < 0],
        [*range(1, unread), unread + times.reason, unread],
        0,
    ).astype(np.int64)
    asked = np.ones(len(frame), dtype=bool) if of is None else of
    reason[~asked] = 0
    start = 0
    for table in frame.tables:
        here = reason[start : start + len(table)]
        noticed.quarantined += [
            Quarantined(table.name, int(table.lines[row]), reasons[here[row]])
            for row in np.flatnonzero(here).tolist()
        ]
        start += len(table)
    noticed.notes += times.notes
    return np.flatnonzero((reason == 0) & asked)


def trail_of(
    frame: Frame,
    times: FrameTimes,
    columns: Mapping[str, Categorical],
    checks: Sequence[Check],
    noticed: Noticed,
    of: NDArray[np.bool_] | None = None,
) -> FieldChanges:
    """The changed fields of an audit trail; `columns` has case, field, old, new and actor, one entry a row."""
    checks = [("no id of the deal", columns["case"].codes == MISSING), *checks]
    rows = sifted(frame, times, checks, noticed, of)
    taken = {name: column.take(rows) for name, column in columns.items()}
    return FieldChanges(
        taken["case"], times.micros[rows], taken["actor"], taken["field"], taken["old"], taken["new"]
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
    rows = sifted(frame, times, checks, noticed, of)

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


def always(label: str, length: int) -> Categorical:
    """A column with one label throughout."""
    return Categorical(np.zeros(length, dtype=np.int32), (label,))


def picked(*choices: tuple[NDArray[np.bool_] | None, Categorical]) -> Categorical:
    """For every row the entry of the first column whose mask is set there and that is not missing.

    A mask that is None is set everywhere.
    """
    labels: list[str] = []
    codes = np.full(len(choices[0][1]), MISSING, dtype=np.int32)
    for mask, column in choices:
        free = (codes == MISSING) & (column.codes != MISSING)
        chosen = free if mask is None else free & mask
        codes = np.where(chosen, column.codes + len(labels), codes).astype(np.int32)
        labels += column.labels
    return compact(by_labels(codes, labels))


@dataclass(frozen=True)
class DealColumns:
    """Where a CRM's list of deals says what, by letters and digits only, the likelier name first.

    `texts` are the columns by role of `Deals.texts`; `unused` are columns that are no facts of the deal.
    """

    identifier: tuple[str, ...]
    stage: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]
    created: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    deleted: str = ""
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DealList:
    """The deals of a list, the stage each is in now, and the row of `frame` each stands in."""

    frame: ObjectFrame
    deals: Deals
    present: Categorical
    rows: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_]) -> DealList:
        """The deals where a mask is set."""
        return replace(
            self, deals=self.deals.take(chosen), present=self.present.take(chosen), rows=self.rows[chosen]
        )

    def column(self, *plain: str) -> Categorical:
        """A column of the list, one entry a deal."""
        return self.frame.column(*plain).take(self.rows)


def read_deals(
    frame: ObjectFrame | None,
    columns: DealColumns,
    users: Users,
    options: ImportOptions,
    noticed: Noticed,
    ids: Categorical | None = None,
    checks: Sequence[Check] = (),
) -> DealList | None:
    """The list of deals, None where there is none.

    `ids` are the deals' ids where they are not a column as it is; rows for which one of `checks` holds are set aside.
    """
    if frame is None:
        return None
    own = frame.column(*columns.identifier) if ids is None else ids
    gone = frame.flags(columns.deleted) if columns.deleted else np.zeros(len(frame), dtype=bool)
    checks = [
        *checks,
        ("no id of the deal", own.codes == MISSING),
        ("the deal was deleted in the CRM", gone),
        ("the same deal came before (equal id)", repeats(own)),
    ]
    some_time = FrameTimes(np.zeros(len(frame), np.int64), np.zeros(len(frame), np.int64), ("",), ())
    rows = sifted(frame, some_time, checks, noticed)
    texts = {}
    for role, names in columns.texts.items():
        column = frame.column(*names).take(rows)
        texts[role] = users.named(column) if role == "owner" else column
    created = frame_times(frame, options, *columns.created, is_needed=False) if columns.created else None
    closed = frame_times(frame, options, *columns.closed, is_needed=False) if columns.closed else None
    for times in (created, closed):
        noticed.notes += times.notes if times is not None else ()
    deals = Deals(
        own.take(rows),
        {role: column for role, column in texts.items() if column.labels},
        created=None if created is None else created.micros[rows],
        closed=None if closed is None else closed.micros[rows],
        extra=_extra(frame, columns, rows),
    )
    return DealList(frame, deals, frame.column(*columns.stage).take(rows), rows)


def trail_log(
    source: str,
    objects: Objects,
    changes: FieldChanges,
    deals: DealList | None,
    others: Sequence[Events],
    noticed: Noticed,
    options: ImportOptions,
    stage_outcomes: Mapping[str, Outcome] | None = None,
) -> Imported:
    """The log of a trail of changed fields, with what else was found beside it."""
    stages, findings = stage_events(
        changes, deals.deals if deals is not None else None, deals.present if deals is not None else None
    )
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
        quarantined=(*noticed.quarantined, *objects.misfits),
        notes=(*noticed.notes, *objects.notes),
        findings=tuple(noticed.findings),
    )
    return crm_log(source, found, options)


def _extra(frame: ObjectFrame, columns: DealColumns, rows: NDArray[np.int64]) -> dict[str, Categorical]:
    """The few-valued columns that have no other place."""
    used = {*columns.identifier, *columns.stage, *columns.created, *columns.closed, columns.deleted}
    used |= {name for names in columns.texts.values() for name in names} | set(columns.unused)
    extra: dict[str, Categorical] = {}
    for name in dict.fromkeys(name for table in frame.tables for name in table.columns):
        plain = plain_name(name)
        if plain not in used and not plain.endswith(("id", "guid")) and len(extra) < _MAX_EXTRA:
            column = frame.column(plain).take(rows)
            if is_few_valued(column):
                extra[name] = column
    return extra
