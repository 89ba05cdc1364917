"""The people at the customers: who of them a deal is with, and in which role."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mining.demo.clock import as_datetime
from mining.demo.deals import Deal
from mining.demo.records import Meeting
from mining.demo.salesforce_files import write_table
from mining.demo.salesforce_ids import record_id

DECISION_MAKER = "Decision Maker"
_DECISION_MAKERS_FROM = 10_000
"""Contacts from this number on are decision makers; those before have the number of their deal."""


def evaluator_of(deal: Deal) -> str:
    """The contact with whom most of a deal passes."""
    return record_id("Contact", deal.number)


def decision_maker_of(deal: Deal) -> str:
    """The contact who decides."""
    return record_id("Contact", _DECISION_MAKERS_FROM + deal.number)


def write_contact_roles(path: Path, deals: Sequence[Deal], meetings: Sequence[Meeting]) -> None:
    """`OpportunityContactRole.csv`: an evaluator for every deal, a decision maker where one was met."""
    columns = (
        "Id",
        "OpportunityId",
        "ContactId",
        "Role",
        "IsPrimary",
        "IsDeleted",
        "CreatedDate",
        "CreatedById",
    )
    met = {one.deal.id for one in meetings if one.with_decision_maker}
    rows: list[tuple[object, ...]] = []
    for deal in deals:
        made = (as_datetime(deal.created), deal.owner.id)
        rows.append((deal.id, evaluator_of(deal), "Evaluator", "true", "false", *made))
        if deal.id in met:
            rows.append((deal.id, decision_maker_of(deal), DECISION_MAKER, "false", "false", *made))
    write_table(
        path, columns, ((record_id("OpportunityContactRole", n), *row) for n, row in enumerate(rows, 1))
    )
