"""Copper: stages from the activity log, with opportunities, pipelines, users and calls beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mining.sources.assemble import Events
from mining.sources.copper import tables
from mining.sources.copper.names import Names, read_names, type_of
from mining.sources.crm.audit_trail import activity_events, trail_log, trail_of
from mining.sources.crm.closings import STATUS, with_closings
from mining.sources.crm.deal_list import DealList, read_deals
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, OWNER, STAGE, FieldChanges
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects, no_history, read_objects, recognise_objects
from mining.sources.crm.sifting import Check, Noticed, picked
from mining.sources.files.origin import Origin
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.categories import lookup, relabel
from mining.sources.values.words import counted, listed
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.event_log import EventKind
from models.progress import Report
from resources.translation import tr

_CLOSING = {"Won": "Won", "Lost": "Lost", "Abandoned": "Abandoned"}
_OUTCOMES = {"open": Outcome.OPEN, "won": Outcome.WON, "lost": Outcome.LOST, "abandoned": Outcome.LOST}
_FIELDS = {
    "pipelinestageid": STAGE,
    "pipelinestage": STAGE,
    "status": STATUS,
    "monetaryvalue": AMOUNT,
    "closedate": CLOSE_DATE,
    "assigneeid": OWNER,
}
_MONTH_FIRST = re.compile(r"^(\d\d)/(\d\d)/(\d{4})$")


class CopperSource:
    """The activities of opportunities by the API; only those of the system type 3 tell changes of the stage.

    Copper does not keep when a deal was won or lost unless a changed status is among the activities, so such a
    deal ends with its last stage; the close date is the expected one (developer.copper.com, "Opportunities").
    """

    name = "copper"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns or keys are those of Copper's objects."""
        return recognise_objects(self.name, "Copper", candidates, tables.SHAPES)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the activities; every other file adds what is known of the deals."""
        explode = {tables.ACTIVITIES: tables.changes_in, tables.PIPELINES: tables.stages_in}
        objects = read_objects("Copper", files, tables.SHAPES, report, explode=explode)
        log = objects.get(tables.ACTIVITIES)
        names = listed(objects.files, 3)
        if log is None:
            raise no_history(
                objects,
                "Copper",
                tables.DEALS,
                tr(
                    "export their activities too (in the API activities/search with parent type opportunity "
                    "and the system's activity types)"
                ),
            )
        report(0.7, tr("Reading the stages"))
        known = read_names(objects)
        noticed = Noticed(roles=known.users.roles)
        deals = _deals(objects, known, options, noticed)
        changes = _changes(log, known, options, noticed)
        if not len(changes.of(STAGE)):
            raise UserError(
                tr(
                    "{names} has no change of the stage of a deal; export the activities of the system type "
                    "Pipeline Stage Changed too.",
                    names=names,
                )
            )
        report(0.85, tr("Reading the activities"))
        others = _activities(log, known, options, noticed)
        trail = with_closings(changes, _CLOSING, deals)
        report(0.95, tr("Building the log"))
        outcomes = {"Won": Outcome.WON, "Lost": Outcome.LOST, "Abandoned": Outcome.LOST}
        return trail_log(self.name, objects, trail, deals, others, noticed, options, outcomes, is_whole=False)


def _changes(log: ObjectFrame, names: Names, options: ImportOptions, noticed: Noticed) -> FieldChanges:
    sort = type_of(log)
    is_stage = sort.is_any_of((f"system {tables.STAGE_CHANGED}", "pipeline stage changed"))
    is_other = sort.is_any_of((f"system {tables.PROPERTY_CHANGED}", "property changed"))
    is_deal = _of_deals(log)
    given = relabel(
        log.column("property", "propertyname", "field"), lambda text: _FIELDS.get(_plain(text), text)
    )
    stage = Categorical(np.where(is_stage, 0, MISSING).astype(np.int32), (STAGE,))
    field = picked((given.is_any_of((STAGE,)), given), (None, stage), (is_other, given))
    unclear = is_deal & is_other & (field.codes == MISSING)
    if unclear.any():
        noticed.notes.append(
            tr(
                "{changes} in {names} without the property that changed: no changes.",
                changes=counted(int(unclear.sum()), "change"),
                names=log.names,
            )
        )
    columns = {
        "case": log.column("parentid"),
        "field": field,
        "old": _read(log.column("oldtext", "oldvaluename", "oldvalueid", "oldvalue"), field, names),
        "new": _read(log.column("newtext", "newvaluename", "newvalueid", "newvalue"), field, names),
        "actor": lookup(log.column("userid"), names.users.name),
    }
    asked = is_deal & (is_stage | is_other) & ~unclear
    checks: list[Check] = [
        (tr("no new stage"), (field.is_any_of((STAGE,))) & (columns["new"].codes == MISSING))
    ]
    return trail_of(log, frame_times(log, options, "activitydate"), columns, checks, noticed, asked)


def _activities(log: ObjectFrame, names: Names, options: ImportOptions, noticed: Noticed) -> list[Events]:
    """Notes, calls, meetings and what else users entered."""
    sort = type_of(log)
    label = relabel(sort, names.activity)
    others = int((~_of_deals(log)).sum())
    if others:
        noticed.notes.append(
            tr(
                "{rows} of {names} about other records than deals: not used.",
                rows=counted(others, "row"),
                names=log.names,
            )
        )
    columns = {
        "case": log.column("parentid"),
        "activity": label,
        "resource": lookup(log.column("userid"), names.users.name),
        "subject": None,
    }
    times = frame_times(log, options, "activitydate")
    asked = _of_deals(log) & (label.codes != MISSING)
    return [activity_events(log, times, columns, EventKind.ACTIVITY, (), noticed, asked)]


def _deals(objects: Objects, names: Names, options: ImportOptions, noticed: Noticed) -> DealList | None:
    found = read_deals(objects.get(tables.DEALS), tables.DEAL_COLUMNS, names.users, options, noticed)
    if found is None:
        return None
    status = relabel(found.column("status"), str.casefold)
    outcome = np.array(
        [*(_OUTCOMES.get(s, Outcome.UNKNOWN) for s in status.labels), Outcome.UNKNOWN], dtype=np.int8
    )
    texts = dict(found.deals.texts)
    if "pipeline" in texts:
        texts["pipeline"] = lookup(texts["pipeline"], names.pipelines)
    abandoned = status.is_any_of(("abandoned",))
    if abandoned.any():
        noticed.notes.append(
            tr(
                "{deals} with the status Abandoned counted as lost.",
                deals=counted(int(abandoned.sum()), "deal"),
            )
        )
    deals = replace(found.deals, texts=texts, outcome=outcome[status.codes])
    return replace(found, deals=deals, present=lookup(found.present, names.stages))


def _read(values: Categorical, field: Categorical, names: Names) -> Categorical:
    """Values as people read them: stages and users by their names."""
    return picked(
        (field.is_any_of((STAGE,)), lookup(values, names.stages)),
        (field.is_any_of((OWNER,)), lookup(values, names.users.name)),
        (field.is_any_of((STATUS,)), relabel(values, str.title)),
        (field.is_any_of((CLOSE_DATE,)), relabel(values, _iso_day)),
        (None, values),
    )


def _iso_day(text: str) -> str:
    """A close date, which Copper writes with the month first whatever the user's country, as an ISO date."""
    return _MONTH_FIRST.sub(r"\3-\1-\2", text)


def _of_deals(log: ObjectFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    kind = relabel(log.column("parenttype"), str.casefold)
    return np.asarray(kind.is_any_of(("opportunity",)) | (kind.codes == MISSING))


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
