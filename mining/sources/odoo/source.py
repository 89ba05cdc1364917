"""Odoo: stages from the tracked values of deals, with the messages and the list of leads and opportunities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mining.sources.crm.audit_trail import trail_log
from mining.sources.crm.closings import with_closings
from mining.sources.crm.deal_list import DealList, read_deals
from mining.sources.crm.field_changes import OWNER, STAGE
from mining.sources.crm.objects import Objects, no_history, read_objects, recognise_objects
from mining.sources.crm.sifting import Noticed, in_utc
from mining.sources.files.origin import Origin
from mining.sources.odoo import tables
from mining.sources.odoo.messages import authors_of, conversions, message_events
from mining.sources.odoo.people import People, read_people
from mining.sources.odoo.trail import LOST, lost_deals, tracked
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted, listed
from models.case_table import Outcome
from models.label import tidy
from models.progress import Report
from resources.translation import tr


class OdooSource:
    """mail.tracking.value with mail.message, flattened into one file or beside it; crm.lead and more where there.

    Names of stages are those of the time of the change (mail_tracking_value.py keeps the display name); times of
    the API and the database are in UTC, those of an export from a list by the clock of the user who made it.
    """

    name = "odoo"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns are those of Odoo's models."""
        return recognise_objects(self.name, "Odoo", candidates, tables.SHAPES)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the tracked values; every other file adds what is known of the deals."""
        objects = read_objects("Odoo", files, tables.SHAPES, report, tables.BLANKS)
        tracking = objects.get(tables.TRACKING)
        if tracking is None:
            raise no_history(
                objects,
                "Odoo",
                tables.LEADS,
                tr(
                    "export mail.tracking.value and mail.message too (Settings, Technical, Messages and "
                    "Tracking Values, in developer mode)"
                ),
            )
        report(0.7, tr("Reading the stages"))
        people = read_people(objects)
        noticed = Noticed(roles={**people.authors.roles, **people.salespeople.roles})
        deals = _deals(objects, people, options, noticed)
        changes = tracked(tracking, objects, deals, people, options, noticed)
        merged = with_closings(changes, {LOST: "Lost"}, deals)
        report(0.85, tr("Reading the messages"))
        own = authors_of(
            *([deals.deals.texts["owner"]] if deals and "owner" in deals.deals.texts else []),
            changes.actor,
            changes.new.take(changes.of(OWNER)),
        )
        others = [*message_events(objects, own, people, options, noticed), conversions(changes)]
        report(0.95, tr("Building the log"))
        noticed.notes += _renamed(changes.new.take(changes.of(STAGE)).texts(), deals, objects)
        return trail_log(
            self.name, objects, merged, deals, others, noticed, options, _stage_outcomes(objects)
        )


def _deals(objects: Objects, people: People, options: ImportOptions, noticed: Noticed) -> DealList | None:
    frame = objects.get(tables.LEADS)
    if frame is None:
        return None
    zone = options if frame.is_labelled else in_utc(options)
    ids = relabel(frame.column(*tables.DEAL_COLUMNS.identifier), tables.id_of)
    found = read_deals(frame, tables.DEAL_COLUMNS, people.salespeople, zone, noticed, ids)
    if found is None:
        return None
    kind = relabel(found.column("type"), str.casefold)
    still_leads = kind.is_any_of(("lead",))
    if still_leads.any():
        leads = counted(int(still_leads.sum()), "lead")
        noticed.notes.append(
            tr(
                "{leads} in {names} did not become deals: left out of the list of deals.",
                leads=leads,
                names=frame.names,
            )
        )
        found = found.take(~still_leads)
    texts = {role: relabel(column, tables.label_of) for role, column in found.deals.texts.items()}
    stages = objects.get(tables.STAGES)
    names = (
        dict(zip(stages.column("id").texts(), stages.column("name").texts(), strict=True)) if stages else {}
    )
    present = relabel(found.present, lambda text: names.get(text) or tables.label_of(text))
    found = replace(found, deals=replace(found.deals, texts=texts), present=present)
    return replace(found, deals=replace(found.deals, outcome=_outcomes(found)))


def _outcomes(deals: DealList) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """Won at a chance of 100, lost where it was archived so, else open; unknown where the list does not say."""
    won = deals.column("probability").is_any_of(("100", "100.0", "100.00"))
    won |= deals.column("wonstatus").is_any_of(("won", "Won"))
    lost = deals.deals.ids.is_any_of(lost_deals(deals)) | deals.column("wonstatus").is_any_of(
        ("lost", "Lost")
    )
    says = deals.frame.spelling("probability") is not None and deals.frame.spelling("active") is not None
    return np.select(
        [lost, won], [Outcome.LOST, Outcome.WON], Outcome.OPEN if says else Outcome.UNKNOWN
    ).astype(np.int8)


def _stage_outcomes(objects: Objects) -> dict[str, Outcome]:
    stages = objects.get(tables.STAGES)
    if stages is None:
        return {}
    won = stages.flags("iswon")
    names = stages.column("name").texts()
    return {tidy(name): Outcome.WON for name, is_won in zip(names, won.tolist(), strict=True) if is_won}


def _renamed(history: Sequence[str], deals: DealList | None, objects: Objects) -> list[str]:
    """A note on stages that have another name now, or none any more."""
    stages = objects.get(tables.STAGES)
    known = set(stages.column("name").labels) if stages is not None else set()
    if not known:
        return []
    gone = sorted({name for name in history if name} - known)
    if not gone:
        return []
    return [
        tr(
            "{stages} of the history is not among today's stages: {gone}; the history keeps the "
            "names of its time, so a renamed stage stands under both.",
            stages=counted(len(gone), "stage"),
            gone=listed(gone, 5),
        )
    ]
