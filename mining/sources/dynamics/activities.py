"""Dynamics' phone calls, e-mails, appointments and tasks, and the leads that became deals."""

from __future__ import annotations

import numpy as np

from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import activity_events
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.frame import Frame
from mining.sources.crm.frame_times import FrameTimes, frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Noticed, always, picked
from mining.sources.dynamics import tables
from mining.sources.dynamics.labels import Labels
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import join, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import EventKind
from resources.translation import tr

_WORDS = {
    "phonecall": "Call", "4210": "Call", "email": "Email", "4202": "Email", "appointment": "Meeting",
    "4201": "Meeting", "task": "Task", "4212": "Task", "letter": "Letter", "4207": "Letter", "fax": "Fax",
}  # fmt: skip
"""Activities by their logical name and type code."""
_BY_COLUMN = (
    ("Email", ("messageid", "torecipients", "senton")),
    ("Call", ("phonenumber", "leftvoicemail")),
    ("Meeting", ("isalldayevent", "globalobjectid", "location")),
    ("Task", ("percentcomplete",)),
)
_WHEN = ("actualend", "senton", "actualstart", "scheduledstart")
_DONE = ("1", "completed", "sent", "received")


def activities(
    objects: Objects, deals: DealList | None, labels: Labels, options: ImportOptions, noticed: Noticed
) -> list[Events]:
    """Completed activities at their deal, when they ended; open and cancelled ones are counted in a note."""
    frame = objects.get(tables.ACTIVITIES)
    if frame is None:
        return []
    label = _label(frame)
    state = relabel(
        frame.column(tables.shown("statecode"), "statecode", "activitystatus", "status"), str.casefold
    )
    happened = state.is_any_of(_DONE) if state.labels else np.ones(len(frame), dtype=bool)
    if (waiting := int((~happened).sum())) > 0:
        rows = counted(waiting, "row")
        noticed.notes.append(
            tr("{rows} of {names} open or cancelled: no events.", rows=rows, names=frame.names)
        )
    way = relabel(frame.column(tables.shown("directioncode"), "directioncode", "direction"), _direction)
    direction = Categorical(
        np.where(label.is_any_of(("Email", "Call")), way.codes, MISSING).astype(np.int32), way.labels
    )
    incoming = direction.is_any_of(("in",)) & label.is_any_of(("Email",))
    columns = {
        "case": _case(frame, deals),
        "activity": label,
        "resource": relabel(
            frame.column(tables.shown("owneridvalue"), "owneridname", "owner", "owneridvalue", "ownerid"),
            lambda text: labels.users.name.get(tables.id_of(text), text),
        ),
        "direction": direction,
        "subject": frame.column("subject"),
    }
    times = _times(frame, options)
    return [
        activity_events(frame, times, columns, EventKind.ACTIVITY, (), noticed, happened & ~incoming),
        activity_events(frame, times, columns, EventKind.BUYER, (), noticed, happened & incoming),
    ]


def lead_events(
    objects: Objects, deals: DealList | None, options: ImportOptions, noticed: Noticed
) -> list[Events]:
    """When the leads came in from which deals originated."""
    frame = objects.get(tables.LEADS)
    if frame is None:
        return []
    columns = {
        "case": _of_leads(relabel(frame.column("leadid"), tables.id_of), deals),
        "activity": always("Lead created", len(frame)),
    }
    times = frame_times(frame, options, "createdon", is_needed=False)
    return [activity_events(frame, times, columns, EventKind.LEAD, (), noticed)]


def _of_leads(leads: Categorical, deals: DealList | None) -> Categorical:
    """The deal that originated from a lead."""
    if deals is None:
        return Categorical.empty(len(leads))
    origin = relabel(deals.column("originatingleadidvalue", "originatingleadid"), tables.id_of)
    of = {lead: deal for lead, deal in zip(origin.texts(), deals.deals.ids.texts(), strict=True) if lead}
    return relabel(leads, lambda lead: of.get(lead, ""))


def _case(frame: ObjectFrame, deals: DealList | None) -> Categorical:
    regarding = relabel(frame.column(*tables.REGARDING), tables.id_of)
    kind = relabel(
        frame.column(
            "regardingobjectidvaluemicrosoftdynamicscrmlookuplogicalname",
            "regardingobjecttypecode",
            "regardingobjectidtype",
        ),
        str.casefold,
    )
    of_lead = _of_leads(regarding, deals)
    if kind.labels:
        return picked(
            (kind.is_any_of(tables.DEAL_TYPES), regarding), (kind.is_any_of(("lead", "4")), of_lead)
        )
    return picked((None, of_lead), (None, regarding))


def _label(frame: ObjectFrame) -> Categorical:
    """What kind of activity a row is: it says so, or the file's name or columns do."""
    said = relabel(
        frame.column("activitytypecode", "activitytype"), lambda text: _WORDS.get(plain_name(text), text)
    )
    by_file = join([always(_of_file(table.name, table.columns), len(table)) for table in frame.tables])
    return picked((None, said), (None, by_file))


def _of_file(name: str, columns: tuple[str, ...]) -> str:
    stem, has = plain_name(name), {plain_name(column) for column in columns}
    by_name = next((label for word, label in _WORDS.items() if word.isalpha() and word in stem), None)
    return by_name or next((label for label, names in _BY_COLUMN if has & set(names)), "Activity")


def _times(frame: Frame, options: ImportOptions) -> FrameTimes:
    """When an activity took place: the first of the columns that says it, row by row."""
    found = [frame_times(frame, options, name, is_needed=False) for name in _WHEN]
    micros, reason = found[0].micros, found[0].reason
    reasons, notes = list(found[0].reasons), list(found[0].notes)
    for times in found[1:]:
        empty = (micros == NO_TIME) & (reason == 0)
        micros = np.where(empty, times.micros, micros)
        reason = np.where(empty & (times.reason > 0), times.reason + len(reasons) - 1, reason)
        reasons += times.reasons[1:]
        notes += times.notes
    return FrameTimes(micros, reason, tuple(reasons), tuple(notes))


def _direction(word: str) -> str:
    """directioncode: yes is outgoing."""
    return {"true": "out", "1": "out", "outgoing": "out", "false": "in", "0": "in", "incoming": "in"}.get(
        word.casefold(), ""
    )
