"""The lifecycle stages of HubSpot's contacts, as lead events of the deals these contacts belong to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mining.sources.assemble import Events
from mining.sources.crm.frame import Frame
from mining.sources.crm.frame_times import frame_times
from mining.sources.hubspot.people import People, actors
from mining.sources.hubspot.shapes import PROPERTY, TIME
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import EventKind
from models.import_summary import Quarantined
from models.label import tidy
from resources.translation import tr

_STAGES = {
    "subscriber": "Subscriber",
    "lead": "Lead",
    "marketingqualifiedlead": "Marketing qualified lead",
    "salesqualifiedlead": "Sales qualified lead",
    "opportunity": "Opportunity",
    "customer": "Customer",
    "evangelist": "Evangelist",
    "other": "Other",
}
"""The lifecycle stages every account starts with."""


@dataclass(frozen=True, eq=False)
class Lifecycle:
    """The lead events, who of those that made them is a robot, and what is to be said of them."""

    events: Events
    robots: tuple[str, ...]
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]


def read_lifecycle(history: Frame, links: Frame | None, people: People, options: ImportOptions) -> Lifecycle:
    """Read when contacts entered their lifecycle stages; contacts of no deal are counted in a note."""
    names = history.column(*PROPERTY)
    is_stage = np.array([*(plain_name(label) == "lifecyclestage" for label in names.labels), False])[
        names.codes
    ]
    contact, value = history.column("contactid"), history.column("value")
    times = frame_times(history, options, *TIME)
    checks = [contact.codes == MISSING, value.codes == MISSING, times.reason > 0, times.micros == NO_TIME]
    reasons = ["", tr("no id of a contact"), tr("no lifecycle stage"), tr("no time")]
    reason = np.select(checks, [1, 2, times.reason + len(reasons) - 1, 3], 0).astype(np.int64)
    aside = history.set_aside(np.where(is_stage, reason, 0), [*reasons, *times.reasons[1:]])
    good = np.flatnonzero(is_stage & (reason == 0))
    notes = list(times.notes)
    if (~is_stage).any():
        notes.append(
            tr(
                "{changes} of other properties of contacts in {names}: not used.",
                changes=counted(int((~is_stage).sum()), "change"),
                names=history.names,
            )
        )
    deals_of: dict[str, list[str]] = {}
    if links is not None:
        pairs = zip(links.column("contactid").texts(), links.column("dealid").texts(), strict=True)
        for identifier, deal in dict.fromkeys(pairs):
            if identifier and deal:
                deals_of.setdefault(identifier, []).append(deal)
    actor, robots = actors(history, people)
    rows: list[int] = []
    cases: list[str] = []
    for row, identifier in zip(good.tolist(), contact.take(good).texts(), strict=True):
        for deal in deals_of.get(identifier, [""]):
            rows.append(row)
            cases.append(deal)
    at = np.array(rows, dtype=np.int64)
    label = relabel(value, lambda text: f"Lead: {_STAGES.get(plain_name(text), tidy(text))}")
    events = Events(
        Categorical.of(cases),
        label.take(at),
        times.micros[at],
        actor.take(at),
        kind=np.full(len(at), EventKind.LEAD, dtype=np.int8),
    )
    found = tuple(name for name in robots if events.resource.is_any_of((name,)).any())
    return Lifecycle(events, found, tuple(aside), tuple(notes))
