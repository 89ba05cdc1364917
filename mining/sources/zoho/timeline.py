"""Zoho's timeline of deals: which fields were changed, when, and whether a person or a rule did it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.audit_trail import trail_of
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, OWNER, STAGE, FieldChanges
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame
from mining.sources.crm.sifting import Check, Noticed, picked
from mining.sources.source import ImportOptions
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted
from mining.sources.zoho import tables
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from resources.translation import tr

_FIELDS = {
    "stage": STAGE,
    "amount": AMOUNT,
    "closing_date": CLOSE_DATE,
    "closing date": CLOSE_DATE,
    "owner": OWNER,
    "deal owner": OWNER,
}
_DEALS = ("deals", "potentials", "deal", "potential")
_ADDED = ("added", "created", "create", "imported", "converted")


def timeline_changes(frame: ObjectFrame, options: ImportOptions, noticed: Noticed) -> FieldChanges:
    """The changes of deals; entries of other modules, and those that change no field, are counted in notes."""
    is_deal = of_deals(frame)
    field = relabel(frame.column("apiname"), lambda name: _FIELDS.get(name.casefold(), name))
    if (others := int((~is_deal).sum())) > 0:
        noticed.notes.append(
            tr(
                "{counted} of {names} about other records than deals: not used.",
                counted=counted(others, "entry", "entries"),
                names=frame.names,
            )
        )
    silent = is_deal & (field.codes == MISSING)
    if silent.any():
        entries = counted(int(silent.sum()), "entry", "entries")
        noticed.notes.append(
            tr(
                "{entries} of {names} without a changed field of a deal: no changes.",
                entries=entries,
                names=frame.names,
            )
        )
    actor = actors(frame, noticed)
    columns = {
        "case": relabel(frame.column("recordid"), tables.id_of),
        "field": field,
        "old": frame.column("oldvalue"),
        "new": frame.column("newvalue"),
        "actor": actor,
    }
    checks: list[Check] = []
    return trail_of(
        frame, frame_times(frame, options, "auditedtime"), columns, checks, noticed, is_deal & ~silent
    )


def of_deals(frame: ObjectFrame) -> NDArray[np.bool_]:
    """Which entries are of deals: by their module, all of them where none is named."""
    module = relabel(frame.column("recordmoduleapiname", "recordmodulename"), str.casefold)
    if not module.labels:
        return np.ones(len(frame), dtype=bool)
    return module.is_any_of(_DEALS)


def actors(frame: ObjectFrame, noticed: Noticed) -> Categorical:
    """Who made the changes: the rule where one did, else the person."""
    rule = relabel(frame.column("automationdetailsrulename"), lambda name: f"Automation: {name}")
    kind = relabel(frame.column("automationdetailstype"), lambda name: f"Automation: {name}")
    noticed.robots += [*rule.labels, *kind.labels]
    return picked((None, rule), (None, kind), (None, frame.column("donebyname")))


def created_in(frame: ObjectFrame, options: ImportOptions) -> DealList | None:
    """The deals of which the timeline tells the creation, for an export without a list of deals."""
    action = relabel(frame.column("action"), str.casefold)
    ids = relabel(frame.column("recordid"), tables.id_of)
    times = frame_times(frame, options, "auditedtime", is_needed=False)
    is_creation = (
        of_deals(frame) & action.is_any_of(_ADDED) & (ids.codes != MISSING) & (times.micros != NO_TIME)
    )
    rows = np.flatnonzero(is_creation)
    _, first = np.unique(ids.codes[rows], return_index=True)
    rows = rows[np.sort(first)]
    if not len(rows):
        return None
    deals = Deals(ids.take(rows), created=times.micros[rows])
    return DealList(frame, deals, Categorical.empty(len(rows)), rows)
