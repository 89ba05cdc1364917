"""Odoo's tracked values at the deals they belong to: what changed, joined with the message that says when."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.audit_trail import trail_of
from mining.sources.crm.closings import STATUS
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, STAGE, FieldChanges
from mining.sources.crm.frame_times import FrameTimes, frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Check, Noticed, in_utc, picked
from mining.sources.odoo import tables
from mining.sources.odoo.people import People
from mining.sources.source import ImportOptions
from mining.sources.values.categories import lookup, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.errors import UserError
from resources.translation import tr

LOST = "lost"
"""The status of a deal that was archived as lost."""


@dataclass(frozen=True, eq=False)
class _Joined:
    """What the messages say of every tracked value."""

    record: Categorical
    model: Categorical
    author: Categorical
    times: FrameTimes


def tracked(
    tracking: ObjectFrame,
    objects: Objects,
    deals: DealList | None,
    people: People,
    options: ImportOptions,
    noticed: Noticed,
) -> FieldChanges:
    """The changes of deals; values of other records are counted in a note."""
    joined = _joined(tracking, objects.get(tables.MESSAGES), options)
    field = _fields(tracking, objects, deals)
    other = ~joined.model.is_any_of(("crm.lead", "Lead/Opportunity", "Lead")) & (
        joined.model.codes != MISSING
    )
    if other.any():
        noticed.notes.append(
            tr(
                "{rows} of {names} about other records than deals: not used.",
                rows=counted(int(other.sum()), "row"),
                names=tracking.names,
            )
        )
    columns = {
        "case": relabel(joined.record, tables.id_of),
        "field": field,
        "old": _value(tracking, field, "old"),
        "new": _value(tracking, field, "new"),
        "actor": people.authors.named(relabel(joined.author, tables.label_of)),
    }
    checks: list[Check] = [(tr("no field is named"), field.codes == MISSING)]
    changes = trail_of(tracking, joined.times, columns, checks, noticed, ~other)
    if not len(changes.of(STAGE)):
        raise UserError(
            tr(
                "{names} has no change of the stage; export mail.tracking.value with field_id/name (or "
                "ir.model.fields beside it) and the messages of crm.lead.",
                names=tracking.names,
            )
        )
    return _archived(changes, deals, noticed)


def _joined(tracking: ObjectFrame, messages: ObjectFrame | None, options: ImportOptions) -> _Joined:
    own_zone = options if tracking.is_labelled else in_utc(options)
    own_time = frame_times(tracking, own_zone, *tables.DATE)
    own = (tracking.column(*tables.RECORD), tracking.column(*tables.MODEL), tracking.column(*tables.AUTHOR))
    if messages is None:
        if not own[0].labels:
            raise UserError(
                tr(
                    "{names} does not say which deals changed; export mail.message too (id, model, res_id, "
                    "date, author_id), or the columns mail_message_id/res_id and mail_message_id/date.",
                    names=tracking.names,
                )
            )
        return _Joined(*own, own_time)
    zone = options if messages.is_labelled else in_utc(options)
    times = frame_times(messages, zone, "date")
    ids = relabel(messages.column("id", "externalid"), tables.id_of)
    row_of = {ids.labels[code]: row for row, code in enumerate(ids.codes.tolist()) if code != MISSING}
    key = relabel(tracking.column(*tables.MESSAGE), tables.id_of)
    rows = np.array([*(row_of.get(label, -1) for label in key.labels), -1], dtype=np.int64)[key.codes]

    def theirs(column: Categorical) -> Categorical:
        return Categorical(np.append(column.codes, MISSING)[rows].astype(np.int32), column.labels)

    micros = np.append(times.micros, NO_TIME)[rows]
    reason = np.append(times.reason, 0)[rows]
    later = micros == NO_TIME  # the message is not there: the value itself may say when it was written
    return _Joined(
        picked((None, theirs(messages.column(*tables.RECORD))), (None, own[0])),
        picked((None, theirs(messages.column(*tables.MODEL))), (None, own[1])),
        picked((None, theirs(messages.column(*tables.AUTHOR))), (None, own[2])),
        FrameTimes(
            np.where(later, own_time.micros, micros), reason, times.reasons, (*times.notes, *own_time.notes)
        ),
    )


def _fields(tracking: ObjectFrame, objects: Objects, deals: DealList | None) -> Categorical:
    """What changed; where only numbers of fields are there, the one whose values are stages is the stage."""
    column = tracking.column(*tables.FIELD)
    fields = objects.get(tables.FIELDS)
    if fields is not None:
        names = zip(fields.column("id").texts(), fields.column("name").texts(), strict=True)
        column = lookup(relabel(column, tables.id_of), {number: name for number, name in names if name})
    found = relabel(column, tables.field_of)
    if STAGE in found.labels:
        return found
    known = {tables.label_of(label) for label in deals.present.labels} if deals is not None else set()
    stages = objects.get(tables.STAGES)
    known |= set(stages.column("name").labels) if stages is not None else set()
    values = tracking.column("newvaluechar")
    hit = np.bincount(
        found.codes[values.is_any_of(known) & (found.codes != MISSING)], minlength=len(found.labels)
    )
    if not hit.any():
        return found
    likeliest = found.labels[int(hit.argmax())]
    return relabel(found, lambda label: STAGE if label == likeliest else label)


def _value(tracking: ObjectFrame, field: Categorical, when: str) -> Categorical:
    """The value before or after: money stands in float, days in datetime, yes and no in integer, names in char."""

    def column(kind: str) -> Categorical:
        return tracking.column(f"{when}value{kind}")

    money = picked((None, column("float")), (None, column("monetary")))
    return picked(
        (field.is_any_of((AMOUNT,)), money),
        (field.is_any_of((CLOSE_DATE,)), column("datetime")),
        (field.is_any_of((tables.ACTIVE,)), column("integer")),
        (~field.is_any_of((AMOUNT, CLOSE_DATE, tables.ACTIVE)), column("char")),
    )


def _archived(changes: FieldChanges, deals: DealList | None, noticed: Noticed) -> FieldChanges:
    """The trail in which archiving a deal is its loss where a reason of the loss, or a chance of 0, says so."""
    is_active = changes.field.is_any_of((tables.ACTIVE,))
    away = is_active & ~changes.new.is_any_of(("1", "1.0", "true", "True"))
    reason = changes.field.is_any_of((tables.REASON,)) & (changes.new.codes != MISSING)
    said = set(zip(changes.case.codes[reason].tolist(), changes.time[reason].tolist(), strict=True))
    lost_now = lost_deals(deals)
    is_lost = np.zeros(len(away), dtype=bool)
    for row in np.flatnonzero(away).tolist():
        moment = (int(changes.case.codes[row]), int(changes.time[row]))
        is_lost[row] = moment in said or changes.case.text(row) in lost_now
    if (unsaid := int((away & ~is_lost).sum())) > 0:
        archived = counted(unsaid, "time a deal was", "times deals were")
        noticed.notes.append(
            tr(
                "{archived} archived without a reason of a loss or a chance of 0: not taken for lost.",
                archived=archived,
            )
        )
    back = is_active & ~away
    status = Categorical.of(["open", LOST])
    new = picked(
        (is_lost, _all(status, 1, len(away))), (back, _all(status, 0, len(away))), (~is_active, changes.new)
    )
    old = picked((back, _all(status, 1, len(away))), (~is_active, changes.old))
    field = picked((is_lost | back, _all(Categorical.of([STATUS]), 0, len(away))), (None, changes.field))
    return replace(changes, field=field, old=old, new=new)


def lost_deals(deals: DealList | None) -> set[str]:
    """The deals that the list says are lost: archived, with a reason of the loss or a chance of 0."""
    if deals is None or deals.frame.spelling("active") is None:
        return set()
    return set(deals.deals.ids.take(_is_lost(deals)).texts())


def _is_lost(deals: DealList) -> NDArray[np.bool_]:
    reason = deals.column("lostreasonid", "lostreason").codes != MISSING
    chance = deals.column("probability").is_any_of(("0", "0.0", "0.00"))
    return np.asarray(~deals.frame.flags("active")[deals.rows] & (reason | chance))


def _all(labels: Categorical, code: int, length: int) -> Categorical:
    return Categorical(np.full(length, code, dtype=np.int32), labels.labels)
