"""What field history says of opportunities: their creation, changes that count, and stages where it has to."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events
from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import (
    AMOUNT,
    CLOSE_DATE,
    OWNER,
    STAGE,
    FieldChanges,
    stage_events,
)
from mining.sources.salesforce.field_rows import note_others
from mining.sources.salesforce.tables import Remarks
from mining.sources.values.categories import compact, relabel
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from resources.translation import tr

CREATED = "created"
_FIELDS = {
    "stagename": STAGE,
    "stage": STAGE,
    "amount": AMOUNT,
    "closedate": CLOSE_DATE,
    "owner": OWNER,
    "ownerid": OWNER,
    "opportunityowner": OWNER,
    "ownerassignment": OWNER,
    "created": CREATED,
    "opportunitycreatedfromlead": CREATED,
    "createdfromlead": CREATED,
    "createdbyleadconversion": CREATED,
}
"""Fields by their API names and by the labels of reports, and the pseudo-events of an opportunity's creation."""


_OF_THE_STAGE = (
    "probability",
    "forecastcategory",
    "forecastcategoryname",
    "expectedrevenue",
    "isclosed",
    "iswon",
)
"""What Salesforce changes by itself with the stage or the amount."""


@dataclass(frozen=True, eq=False)
class Trail:
    """The changes of opportunities, fields named as in `field_changes`; `created` the creations it tells of."""

    changes: FieldChanges
    created: dict[str, int]

    @property
    def has_stages(self) -> bool:
        """Whether the stage was a tracked field."""
        return bool(len(self.changes.of(STAGE)))


def trail_of(rows: FieldChanges, remarks: Remarks) -> Trail:
    """The field history of opportunities; the changes that nothing uses are noted.

    Those are of fields that go with the stage, and changes without values (of long texts Salesforce keeps none).
    """
    rows = replace(rows, field=relabel(rows.field, lambda field: _FIELDS.get(field, field)))
    named = rows.field.is_any_of(frozenset(_FIELDS.values()))
    says = (rows.old.codes != MISSING) | (rows.new.codes != MISSING)
    kept = says & ~named & ~rows.field.is_any_of(_OF_THE_STAGE)
    note_others(rows.take(np.flatnonzero(~named & ~kept)), (), "opportunities", remarks)
    if rows.title is not None:
        codes = np.where(kept, rows.title.codes, MISSING).astype(np.int32)
        rows = replace(rows, title=compact(Categorical(codes, rows.title.labels)))
    born = rows.of(CREATED)
    created: dict[str, int] = {}
    for row in born[np.argsort(rows.time[born], kind="stable")].tolist():
        created.setdefault(rows.case.text(row), int(rows.time[row]))
    return Trail(rows, created)


def stages_of(
    trail: Trail, deals: Deals, present: Categorical, known: frozenset[str], remarks: Remarks
) -> Events:
    """The stages of the deals that are not `known` from a better history.

    The first stage of a deal is known only where the trail reaches back to the deal's creation: where it tells
    of the creation, or (if it tells of none) where the deal was created after the trail begins. Salesforce deletes
    field history after 18 months, 24 by API (release notes, "Retention limit for field history").
    """
    is_new = [label not in known for label in trail.changes.case.labels]
    changes = trail.changes.take(np.flatnonzero(np.array([*is_new, False])[trail.changes.case.codes]))
    unknown = np.array([label not in known for label in deals.ids.labels], dtype=bool)[deals.ids.codes]
    deals, present = deals.take(unknown), present.take(unknown)
    deals = replace(deals, created=_reached(deals, trail))
    events, findings = stage_events(changes, deals, present)
    for finding in findings:
        remarks.cut_off(
            finding.deals,
            tr(
                "field history does not reach back to the creation (Salesforce keeps it 18 months, 24 by "
                "API), so the first stages are missing and none is made up."
            ),
        )
    return events


def without_better(changes: FieldChanges, better: frozenset[str]) -> FieldChanges:
    """The changes without those of fields that the saves count over a longer time."""
    return changes.take(np.flatnonzero(~changes.field.is_any_of(better)))


def _reached(deals: Deals, trail: Trail) -> NDArray[np.int64]:
    """When the deals were created of which the trail has the beginning, `NO_TIME` for the others."""
    created = deals.created if deals.created is not None else np.full(len(deals.ids), NO_TIME, dtype=np.int64)
    if trail.created:
        told = np.array([trail.created.get(label, NO_TIME) for label in deals.ids.labels], dtype=np.int64)
        return np.append(told, NO_TIME)[deals.ids.codes]
    begins = int(trail.changes.time.min()) if len(trail.changes.time) else NO_TIME
    return np.where(created >= begins, created, NO_TIME)
