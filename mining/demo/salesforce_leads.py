"""Writes the leads and the history of their status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mining.demo.clock import as_date, as_datetime
from mining.demo.company import MARKETING, account_name, industry_of
from mining.demo.dice import Dice
from mining.demo.leads import CONVERTED, NEW, Lead
from mining.demo.salesforce_contacts import evaluator_of
from mining.demo.salesforce_files import write_table
from mining.demo.salesforce_ids import record_id

_FIRST_NAMES = (
    "Alex", "Bianca", "Chen", "Dana", "Eli", "Farah", "Goran", "Hana", "Ivan", "Jamila", "Kofi", "Lena",
)  # fmt: skip
_LAST_NAMES = (
    "Abbott", "Baptiste", "Castellano", "Dvorak", "Eriksen", "Fofana", "Gupta", "Hoang", "Ito", "Jansen",
)  # fmt: skip
_TITLES = ("Head of IT", "Operations Director", "CFO", "Procurement Lead", "Product Owner")


def write_leads(path: Path, dice: Dice, leads: Sequence[Lead]) -> None:
    """`Lead.csv`: every lead as it stands, ConvertedDate with the day only."""
    columns = (
        "Id", "IsDeleted", "FirstName", "LastName", "Name", "Title", "Company", "Email", "LeadSource", "Status",
        "OwnerId", "IsConverted", "ConvertedDate", "ConvertedAccountId", "ConvertedContactId",
        "ConvertedOpportunityId", "CreatedDate", "CreatedById", "LastModifiedDate", "Industry", "NumberOfEmployees",
        "Segment__c", "Rejection_Reason__c",
    )  # fmt: skip
    write_table(path, columns, (_lead(dice, lead) for lead in leads))


def _lead(dice: Dice, lead: Lead) -> tuple[object, ...]:
    first, last, title = dice.pick(_FIRST_NAMES), dice.pick(_LAST_NAMES), dice.pick(_TITLES)
    conversion: tuple[str, ...] = ("false", "", "", "", "")
    if lead.deal is not None:
        ids = (record_id("Account", lead.deal.account), evaluator_of(lead.deal), lead.deal.id)
        conversion = ("true", as_date(lead.deal.created), *ids)
    last_step = lead.steps[-1].at if lead.steps else lead.created
    return (
        record_id("Lead", lead.number), "false", first, last, f"{first} {last}", title, account_name(lead.account),
        f"lead{lead.number}@customer.example", lead.source, lead.status, lead.owner.id, *conversion,
        as_datetime(lead.created), MARKETING.id, as_datetime(last_step), industry_of(lead.account), lead.employees,
        lead.segment, lead.reason,
    )  # fmt: skip


def write_lead_history(path: Path, leads: Sequence[Lead]) -> None:
    """`LeadHistory.csv`: each change of the status, and the conversions."""
    columns = (
        "Id", "IsDeleted", "LeadId", "CreatedById", "CreatedDate", "Field", "DataType", "OldValue", "NewValue",
    )  # fmt: skip
    rows = (row for lead in leads for row in _changes(lead))
    write_table(
        path,
        columns,
        ((record_id("LeadHistory", number), "false", *row) for number, row in enumerate(rows, 1)),
    )


def _changes(lead: Lead) -> Iterator[tuple[object, ...]]:
    before = NEW
    for step in lead.steps:
        what = (record_id("Lead", lead.number), step.by.id, as_datetime(step.at))
        yield (*what, "Status", "DynamicEnum", before, step.status)
        if step.status == CONVERTED:
            yield (*what, "leadConverted", "", "", "")
        before = step.status
