"""Zoho CRM: stages from the history of stages or the timeline, with deals, leads and activities beside them."""

from __future__ import annotations

from collections.abc import Sequence

from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import stages_log, trail_log
from mining.sources.crm.deal_list import DealList, read_deals
from mining.sources.crm.field_changes import STAGE
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects, no_history, read_objects, recognise_objects
from mining.sources.crm.sifting import Check, Noticed, picked, sifted
from mining.sources.crm.users import Users, read_users
from mining.sources.files.origin import Origin
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted, listed
from mining.sources.zoho import tables
from mining.sources.zoho.activities import activities, lead_events
from mining.sources.zoho.timeline import created_in, timeline_changes
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.label import tidy
from models.progress import Report
from resources.translation import tr

_SAVED = {"Amount": "amount", "Probability": "probability", "CloseDate": "closedate"}


class ZohoSource:
    """The history of stages (a related list, or a table of Zoho Analytics), the timeline of the API, and lists.

    An entry of the history says since when a deal was in a stage: its modified time is when the stage was entered.
    """

    name = "zoho"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns or keys are those of Zoho's modules."""
        return recognise_objects(self.name, "Zoho CRM", candidates, tables.SHAPES)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the history or the timeline; every other file adds what is known of the deals."""
        objects = read_objects(
            "Zoho CRM", files, tables.SHAPES, report, explode={tables.TIMELINE: tables.fields_in}
        )
        history, timeline = objects.get(tables.HISTORY), objects.get(tables.TIMELINE)
        if history is None and timeline is None:
            raise no_history(
                objects,
                "Zoho CRM",
                tables.DEALS,
                tr(
                    "export the Stage History of the deals too (a report or Zoho Analytics table of it), or "
                    "their timeline by the API"
                ),
            )
        report(0.7, tr("Reading the stages"))
        users = read_users(objects.get(tables.USERS), ("id", "userid"), ("fullname", "name"))
        noticed = Noticed(roles=users.roles)
        deals = _deals(objects, users, options, noticed)
        changes = timeline_changes(timeline, options, noticed) if timeline is not None else None
        report(0.85, tr("Reading the activities"))
        others = [*activities(objects, options, noticed), *lead_events(objects, options, noticed)]
        report(0.95, tr("Building the log"))
        if history is not None:
            stages = _entered(history, deals, options, noticed)
            return stages_log(self.name, objects, stages, changes, deals, others, noticed, options)
        assert timeline is not None
        assert changes is not None  # one of the two is there
        if not len(changes.of(STAGE)):
            raise UserError(
                tr(
                    "{names} has no change of the stage of a deal; export the timelines of deals "
                    "(Deals/{{id}}/__timeline in the API).",
                    names=timeline.names,
                )
            )
        deals = deals if deals is not None else created_in(timeline, options)
        return trail_log(self.name, objects, changes, deals, others, noticed, options, is_whole=False)


def _deals(objects: Objects, users: Users, options: ImportOptions, noticed: Noticed) -> DealList | None:
    frame = objects.get(tables.DEALS)
    if frame is None:
        return None
    ids = frame.column(*tables.DEAL_COLUMNS.identifier)
    _refuse_rounded(frame, ids)
    rounded = tables.rounded_among(ids.labels)
    own = relabel(ids, lambda label: "" if label in rounded else tables.id_of(label))
    return read_deals(frame, tables.DEAL_COLUMNS, users, options, noticed, own, [_is_rounded(ids)])


def _entered(
    history: ObjectFrame, deals: DealList | None, options: ImportOptions, noticed: Noticed
) -> Events:
    """The enterings of stages that the history tells."""
    ids = history.column(*tables.DEAL_ID)
    _refuse_rounded(history, ids)
    case = picked((None, relabel(ids, tables.id_of)), (None, _by_name(history, deals, noticed)))
    stage = relabel(history.column("stage"), tidy)
    times = frame_times(history, options, *tables.MODIFIED)
    checks: list[Check] = [
        _is_rounded(ids),
        (tr("no deal that can be told"), case.codes == MISSING),
        (tr("no stage"), stage.codes == MISSING),
    ]
    rows = sifted(history, times, checks, noticed)
    extra = {title: history.column(name).take(rows) for title, name in _SAVED.items() if history.has(name)}
    actor = history.column("modifiedbyname", "modifiedby", "modifiedbyfullname")
    return Events(case.take(rows), stage.take(rows), times.micros[rows], actor.take(rows), extra)


def _by_name(history: ObjectFrame, deals: DealList | None, noticed: Noticed) -> Categorical:
    """The deal by its name, where only one deal of the list has it; without a list the name is the deal."""
    names = history.column(*tables.DEAL_NAME)
    if not names.labels or history.has(*tables.DEAL_ID):
        return Categorical.empty(len(history))
    if deals is None or "name" not in deals.deals.texts:
        noticed.notes.append(
            tr(
                "{names} has no ids of deals: deals of one name are taken for one; export the deal's id too.",
                names=history.names,
            )
        )
        return names
    found: dict[str, str] = {}
    for name, identifier in zip(deals.deals.texts["name"].texts(), deals.deals.ids.texts(), strict=True):
        found[name] = identifier if name not in found else ""
    several = [name for name in names.labels if found.get(name) == ""]
    if several:
        noticed.notes.append(
            tr(
                "{names} in {names_2} of more than one deal: {several}.",
                names=counted(len(several), "name"),
                names_2=history.names,
                several=listed(several, 3),
            )
        )
    return relabel(names, lambda name: found.get(name, ""))


def _is_rounded(ids: Categorical) -> Check:
    return (tr("the id was rounded by Excel"), ids.is_any_of(tables.rounded_among(ids.labels)))


def _refuse_rounded(frame: ObjectFrame, ids: Categorical) -> None:
    rounded = tables.rounded_among(ids.labels)
    if rounded and len(rounded) == len(ids.labels):
        raise UserError(
            tr(
                "The ids in {names} were rounded by Excel (such as {labels}), so deals cannot be told "
                "apart; export it again and import the CSV file without opening and saving it in Excel.",
                names=frame.names,
                labels=ids.labels[0],
            )
        )
