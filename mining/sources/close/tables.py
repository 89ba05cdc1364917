"""The objects of Close that are read: activities of all types, opportunities, pipelines and users.

Fields: developer.close.com, "Activities", "Opportunities" and "Pipelines"; those of status changes are also in
public clients of the API (old_status_label, new_status_label, new_status_type, opportunity_id, date_created).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mining.sources.crm.deal_list import DealColumns
from mining.sources.crm.objects import Shape

CHANGES, ACTIVITIES, DEALS = "status changes of opportunities", "activities", "opportunities"
PIPELINES, USERS = "pipelines", "users"

SHAPES = (
    Shape(
        CHANGES,
        (
            ("opportunityid",),
            ("newstatuslabel", "newstatusid"),
            ("datecreated", "activityat"),
            ("leadid", "type"),
        ),
        tells=True,
    ),
    Shape(DEALS, (("opportunities",), ("displayname",), ("statustype",)), tells=True),
    Shape(
        DEALS,
        (("id",), ("statustype",), ("statuslabel", "statusid"), ("leadid", "leadname")),
        tells=True,
        listed_by=("id",),
    ),
    Shape(
        ACTIVITIES,
        (
            ("leadid",),
            ("organizationid",),
            ("type",),
            ("datecreated",),
            ("updatedby", "updatedbyname", "createdby"),
        ),
        ("statustype",),
        tells=True,
    ),
    Shape(ACTIVITIES, (("leadid",), ("type",), ("datecreated", "activityat"), ("userid", "username"))),
    Shape(PIPELINES, (("id",), ("name",), ("statuses",))),
    Shape(USERS, (("id",), ("email",), ("firstname",), ("lastname",))),
)

DEAL_COLUMNS = DealColumns(
    identifier=("id", "opportunityid"),
    stage=("statuslabel",),
    texts={
        "name": ("name", "leadname"),
        "owner": ("username", "userid"),
        "currency": ("valuecurrency",),
        "pipeline": ("pipelinename",),
        "amount": ("value",),
    },
    created=("datecreated",),
    unused=(
        "note", "statustype", "dateupdated", "datewon", "datelost", "value", "valueformatted", "annualizedvalue",
        "annualizedvalueformatted", "expectedvalue", "annualizedexpectedvalue", "statusdisplayname", "confidence",
        "createdby", "createdbyname", "updatedby", "updatedbyname", "contactname", "integrationlinks",
        "attachments", "userid", "username", "leadname",
    ),
)  # fmt: skip


def opportunities_in(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The opportunities inside an exported lead; an opportunity is one itself."""
    inside = record.get("opportunities")
    return [item for item in inside if isinstance(item, Mapping)] if isinstance(inside, list) else [record]


def statuses_in(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The statuses of a pipeline, each with the pipeline's name."""
    inside = record.get("statuses")
    statuses = [item for item in inside if isinstance(item, Mapping)] if isinstance(inside, list) else []
    return [{**status, "pipeline_name": record.get("name")} for status in statuses]
