"""Close's statuses of opportunities: one name for each, and whether it is won, lost or open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mining.sources.close import tables
from mining.sources.crm.objects import Objects
from mining.sources.values.categories import lookup
from mining.sources.values.words import listed
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.label import tidy
from resources.translation import tr

_OUTCOMES = {"won": Outcome.WON, "lost": Outcome.LOST, "active": Outcome.OPEN}


@dataclass(frozen=True)
class Statuses:
    """The present label by the id of a status, and what labels mean."""

    label: dict[str, str]
    outcome: dict[str, Outcome]
    notes: tuple[str, ...]

    def named(self, ids: Categorical, labels: Categorical) -> Categorical:
        """The names of statuses: by id where that is known, as labels break when a status is renamed."""
        if not ids.labels:
            return labels
        by_id = lookup(ids, self.label)
        is_known = np.array([*(label in self.label for label in ids.labels), False])[ids.codes]
        codes = np.where(is_known | (labels.codes == MISSING), by_id.codes, labels.codes + len(by_id.labels))
        return Categorical(codes.astype(np.int32), (*by_id.labels, *labels.labels))


def read_statuses(objects: Objects) -> Statuses:
    """What pipelines, opportunities and status changes say of statuses, the most present of them first."""
    labels: dict[str, str] = {}
    outcomes: dict[str, Outcome] = {}
    others: dict[str, set[str]] = {}
    for name, identifier, label, kind in (
        (tables.PIPELINES, "id", "label", "type"),
        (tables.DEALS, "statusid", "statuslabel", "statustype"),
        (tables.CHANGES, "newstatusid", "newstatuslabel", "newstatustype"),
        (tables.CHANGES, "oldstatusid", "oldstatuslabel", "oldstatustype"),
    ):
        frame = objects.get(name)
        if frame is None:
            continue
        columns = (frame.column(identifier), frame.column(label), frame.column(kind))
        distinct = np.unique(np.stack([column.codes for column in columns]), axis=1).T.tolist()
        for number, text, sort in distinct:
            named = tidy(columns[1].labels[text]) if text != MISSING else ""
            if number != MISSING and named:
                identity = columns[0].labels[number]
                others.setdefault(labels.setdefault(identity, named), set()).add(named)
            if named and sort != MISSING and columns[2].labels[sort] in _OUTCOMES:
                outcomes.setdefault(named, _OUTCOMES[columns[2].labels[sort]])
    renamed = [
        tr("{old} is now {new}", old=listed(sorted(old - {new}), 3), new=new)
        for new, old in others.items()
        if len(old - {new}) > 0
    ]
    notes = (
        (
            tr(
                "Statuses were renamed in Close; they have one name here: {renamed}.",
                renamed=listed(renamed, 5),
            ),
        )
        if renamed
        else ()
    )
    return Statuses(labels, outcomes, notes)
