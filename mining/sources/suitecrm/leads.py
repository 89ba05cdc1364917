"""SuiteCRM's leads that became deals: when they came in and how their status changed."""

from __future__ import annotations

import numpy as np

from mining.number_format import number
from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import activity_events
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import Objects
from mining.sources.crm.sifting import Noticed, always
from mining.sources.crm.users import Users
from mining.sources.source import ImportOptions
from mining.sources.suitecrm import tables
from mining.sources.suitecrm.values import value
from mining.sources.values.categories import lookup, relabel
from models.categorical import MISSING
from models.event_log import EventKind
from resources.translation import tr


def deal_of_lead(objects: Objects) -> dict[str, str]:
    """The id of the deal into which a lead was converted, by the lead's id."""
    leads = objects.get(tables.LEADS)
    if leads is None:
        return {}
    pairs = zip(leads.column("id").texts(), leads.column("opportunityid").texts(), strict=True)
    return {lead: deal for lead, deal in pairs if lead and deal}


def lead_events(objects: Objects, users: Users, options: ImportOptions, noticed: Noticed) -> list[Events]:
    """Creation, changes of the status and conversion of the leads, at the deal they became."""
    leads, audit, became = objects.get(tables.LEADS), objects.get(tables.LEADS_AUDIT), deal_of_lead(objects)
    found = []
    if leads is not None:
        columns = {
            "case": lookup(leads.column("id"), became, lambda _: ""),
            "activity": always("Lead created", len(leads)),
            "resource": users.named(leads.column("createdby")),
        }
        deleted = [(tr("the lead was deleted in the CRM"), leads.flags("deleted"))]
        times = frame_times(leads, options, "dateentered", is_needed=False)
        found.append(activity_events(leads, times, columns, EventKind.LEAD, deleted, noticed))
    if audit is not None:
        status = relabel(value(audit, "after"), _said)
        is_status = audit.column("fieldname").is_any_of(("status",)) & (status.codes != MISSING)
        columns = {
            "case": lookup(audit.column("parentid"), became, lambda _: ""),
            "activity": status,
            "resource": users.named(audit.column("createdby")),
        }
        times = frame_times(audit, options, "datecreated")
        found.append(activity_events(audit, times, columns, EventKind.LEAD, (), noticed, is_status))
        other = int(np.count_nonzero(~is_status))
        if other:
            noticed.notes.append(
                tr(
                    "{other} changes in {names} are not of the status: no events.",
                    other=number(other),
                    names=audit.names,
                )
            )
    return found


def _said(status: str) -> str:
    return "Lead converted" if status.casefold() == "converted" else f"Lead: {status}"
