"""Dynamics 365: stages from the audit (or snapshots of flows), with deals, closings and activities beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mining.sources.crm.audit_trail import trail_log
from mining.sources.crm.closings import with_closings
from mining.sources.crm.deal_list import DealList, read_deals
from mining.sources.crm.field_changes import STAGE, changes_together
from mining.sources.crm.objects import Objects, no_history, read_objects, recognise_objects
from mining.sources.crm.sifting import Noticed, picked
from mining.sources.dynamics import tables
from mining.sources.dynamics.activities import activities, lead_events
from mining.sources.dynamics.audit import audited, fields_in
from mining.sources.dynamics.business_central import entries_log
from mining.sources.dynamics.closes import active_stages, closings, snapshots
from mining.sources.dynamics.labels import Labels, read_labels
from mining.sources.dynamics.trail import deal_changes, stage_column
from mining.sources.files.origin import Origin
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted, listed
from models.case_table import Outcome
from models.categorical import Categorical
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

_OUTCOMES = {"Open": Outcome.OPEN, "Won": Outcome.WON, "Lost": Outcome.LOST}


class DynamicsSource:
    """The audit of opportunities: rows of the table audit, or what RetrieveRecordChangeHistory answers.

    Times of JSON are in UTC; an Excel or CSV file made by a user has them by that user's clock.
    """

    name = "dynamics"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns or keys are those of Dynamics' tables."""
        return recognise_objects(self.name, "Dynamics 365", candidates, tables.SHAPES)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the audit; every other file adds what is known of the deals."""
        objects = read_objects(
            "Dynamics 365", files, tables.SHAPES, report, ("NULL",), {tables.DETAILS: fields_in}
        )
        report(0.7, tr("Reading the stages"))
        entries, labels = objects.get(tables.ENTRIES), read_labels(objects)
        noticed = Noticed(roles=labels.users.roles)
        if entries is not None:
            return entries_log(self.name, objects, entries, noticed, options)
        has_audit = any(objects.get(name) for name in (tables.AUDIT, tables.FIELDS, tables.DETAILS))
        raw, kind = audited(objects, options, noticed)
        deals = _deals(objects, stage_column(objects, raw, kind), labels, options, noticed)
        parts = [snapshots(objects, labels, options, noticed)]
        if has_audit:
            parts.append(deal_changes(objects, raw, kind, deals, labels, noticed))
        if not len(changes_together(parts).of(STAGE)):
            raise _refusal(objects, has_audit)
        parts.append(closings(objects, changes_together(parts), deals, options, noticed))
        changes = with_closings(changes_together(parts), {"Won": "Won", "Lost": "Lost"}, deals)
        report(0.85, tr("Reading the activities"))
        others = [
            *activities(objects, deals, labels, options, noticed),
            *lead_events(objects, deals, options, noticed),
        ]
        report(0.95, tr("Building the log"))
        is_whole = objects.get(tables.AUDIT) is not None or objects.get(tables.FIELDS) is not None
        return trail_log(self.name, objects, changes, deals, others, noticed, options, is_whole=is_whole)


def _deals(
    objects: Objects, stage: str, labels: Labels, options: ImportOptions, noticed: Noticed
) -> DealList | None:
    """The list of opportunities; `stage` is the audited column of the stage, whose present value is wanted."""
    frame = objects.get(tables.DEALS)
    if frame is None:
        return None
    ids = relabel(frame.column(*tables.DEAL_COLUMNS.identifier), tables.id_of)
    found = read_deals(frame, tables.DEAL_COLUMNS, labels.users, options, noticed, ids)
    if found is None:
        return None
    imported = frame.column("overriddencreatedon")
    if imported.labels:
        noticed.notes.append(
            tr(
                "{deals} came into Dynamics by an import (overriddencreatedon): their creation is the "
                "date that the import gave.",
                deals=counted(int((imported.codes >= 0).sum()), "deal"),
            )
        )
    texts = dict(found.deals.texts)
    if "owner" in texts:
        texts["owner"] = relabel(texts["owner"], lambda text: labels.users.name.get(tables.id_of(text), text))
    state = relabel(
        found.column(tables.shown("statecode"), "statecode", "status"),
        lambda text: tables.STATES.get(text.strip().casefold(), ""),
    )
    outcome = np.array([*(_OUTCOMES[label] for label in state.labels), Outcome.UNKNOWN], dtype=np.int8)
    deals = replace(found.deals, texts=texts, outcome=outcome[state.codes])
    return replace(found, deals=deals, present=_present(replace(found, deals=deals), stage, objects, labels))


def _present(deals: DealList, stage: str, objects: Objects, labels: Labels) -> Categorical:
    """The present stage of every deal, by the same column that the audit has."""
    phase = deals.column("stepname", "pipelinephase")
    sales_stage = picked(
        (None, deals.column(tables.shown("salesstage"), "salesstagename")),
        (None, relabel(deals.column("salesstage"), lambda text: labels.read("salesstage", text))),
    )
    if stage in ("stepname", "pipelinephase"):
        return phase
    if stage == "salesstage":
        return sales_stage
    if stage:
        now = active_stages(objects, labels)
        return relabel(deals.deals.ids, lambda deal: now.get(deal, ""))
    return picked((None, phase), (None, sales_stage))


def _refusal(objects: Objects, has_audit: bool) -> UserError:
    names = listed(objects.files, 3)
    if has_audit:
        return UserError(
            tr(
                "{names} has no readable change of the stage of an opportunity; export the audit with "
                "changedata as JSON, or RetrieveRecordChangeHistory of the opportunities (columns "
                "stepname, salesstage or the business process flow's activestageid audited).",
                names=names,
            )
        )
    if objects.get(tables.FLOWS) is not None:
        return UserError(
            tr(
                "{names} shows only since when the present stage is active (the path to it has no "
                "times); export the audit of the business process flow too (Power Platform admin centre, "
                "auditing of its table).",
                names=names,
            )
        )
    return no_history(
        objects,
        "Dynamics 365",
        tables.DEALS,
        tr(
            "export their audit too (the table audit with changedata, or RetrieveRecordChangeHistory "
            "by the Web API)"
        ),
    )
