"""From Dynamics' audited columns to the changes of deals: which column is the stage, and what its values mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.closings import STATUS
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, OWNER, STAGE, FieldChanges
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Noticed, picked
from mining.sources.dynamics import tables
from mining.sources.dynamics.labels import STAGE_FIELDS, Labels
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import compact, relabel
from mining.sources.values.words import counted
from models.categorical import MISSING, Categorical
from resources.translation import tr

_FIELDS = {
    "statecode": STATUS,
    "status": STATUS,
    "estimatedvalue": AMOUNT,
    "estrevenue": AMOUNT,
    "estimatedclosedate": CLOSE_DATE,
    "estclosedate": CLOSE_DATE,
    "ownerid": OWNER,
    "owner": OWNER,
}


def stage_column(objects: Objects, raw: FieldChanges, kind: Categorical) -> str:
    """The first column of deals that can be the stage and was changed, by letters and digits; empty without one."""
    rows = _of_deals(objects, raw, kind)
    names = {plain_name(label) for label in compact(raw.field.take(rows)).labels}
    return next((name for name in STAGE_FIELDS if name in names), "")


def deal_changes(
    objects: Objects,
    raw: FieldChanges,
    kind: Categorical,
    deals: DealList | None,
    labels: Labels,
    noticed: Noticed,
) -> FieldChanges:
    """The changes of opportunities in the audit, those of their business process flows included.

    `raw` are all audited changes and `kind` the type of the record of each.
    """
    stage = stage_column(objects, raw, kind)
    flow_of = flows_of(objects)
    rows = _of_deals(objects, raw, kind)
    if (others := len(raw.time) - len(rows)) > 0:
        noticed.notes.append(
            tr(
                "{changes} in the audit about other records than deals: not used.",
                changes=counted(others, "change"),
            )
        )
    case = relabel(raw.case.take(rows), lambda label: flow_of.get(label, label))
    columns = relabel(raw.field.take(rows), plain_name)
    field = relabel(columns, lambda name: STAGE if name == stage else _FIELDS.get(name, name))
    if stage:
        noticed.notes.append(tr("The stages are the values of the column {stage}.", stage=stage))
    old, new = (_read(values.take(rows), field, stage, labels) for values in (raw.old, raw.new))
    actor = _people(raw.actor.take(rows), labels)
    known = replace(raw.take(rows), case=case, actor=actor, field=field, old=old, new=new)
    has_new = all(frame.has("newvalue") for frame in _frames(objects, (tables.FIELDS,)))
    return known if has_new else _next_old(known, deals, noticed)


def _of_deals(objects: Objects, raw: FieldChanges, kind: Categorical) -> NDArray[np.int64]:
    """The changes of deals and of their flows; without a type every record counts as a deal."""
    is_deal = kind.is_any_of(tables.DEAL_TYPES) | (kind.codes == MISSING)
    return np.flatnonzero(raw.case.is_any_of(flows_of(objects)) | is_deal)


def flows_of(objects: Objects) -> dict[str, str]:
    """The deal of every business process flow by the flow's id."""
    frame = objects.get(tables.FLOWS)
    if frame is None:
        return {}
    flows = (tables.id_of(text) for text in frame.column("businessprocessflowinstanceid").texts())
    found = (tables.id_of(text) for text in frame.column(*tables.OPPORTUNITY).texts())
    return {flow: deal for flow, deal in zip(flows, found, strict=True) if flow and deal}


def _frames(objects: Objects, names: Sequence[str]) -> list[ObjectFrame]:
    return [frame for name in names if (frame := objects.get(name)) is not None]


def _read(values: Categorical, field: Categorical, stage: str, labels: Labels) -> Categorical:
    """Values as people read them, each by its column."""
    told = {STAGE: stage, STATUS: STATUS, OWNER: OWNER}
    read = [
        (field.is_any_of((name,)), relabel(values, partial(labels.read, column)))
        for name, column in told.items()
    ]
    return picked(*read, (~field.is_any_of(told), values))


def _people(actor: Categorical, labels: Labels) -> Categorical:
    return relabel(actor, lambda text: labels.users.name.get(tables.id_of(text), text))


def _next_old(changes: FieldChanges, deals: DealList | None, noticed: Noticed) -> FieldChanges:
    """A trail of old values only: a new value is the next old one, the last one that of the list of deals."""
    order = np.lexsort((np.arange(len(changes.time)), changes.time, changes.field.codes, changes.case.codes))
    case, field = changes.case.codes[order], changes.field.codes[order]
    follows = np.append((np.diff(case) == 0) & (np.diff(field) == 0), False)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.where(follows, np.append(order[1:], -1), -1)
    after = Categorical(
        np.where(place >= 0, changes.old.codes[place], MISSING).astype(np.int32), changes.old.labels
    )
    is_last_stage = (place < 0) & changes.field.is_any_of((STAGE,))
    present = Categorical.empty(len(order))
    if deals is not None:
        rows = np.array(
            [*(deals.deals.row_of.get(label, -1) for label in changes.case.labels), -1], dtype=np.int64
        )
        codes = np.append(deals.present.codes, MISSING)[rows[changes.case.codes]]
        present = Categorical(codes.astype(np.int32), deals.present.labels)
    new = picked((None, changes.new), (None, after), (is_last_stage, present))
    noticed.notes.append(
        tr(
            "The audit has old values only: each new value is the next old one, the last stage that "
            "of the list of deals."
        )
    )
    unknown = int(((new.codes == MISSING) & is_last_stage).sum())
    if unknown:
        noticed.notes.append(
            tr(
                "{changes} of the stage without a known new value: left out; export the opportunities too.",
                changes=counted(unknown, "change"),
            )
        )
    return replace(changes, new=new)
