"""Writes the deals and the people as Salesforce's Data Loader exports them: every value quoted, times in UTC."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mining.demo.accounts import Account
from mining.demo.clock import FIRST_DAY, as_date, as_datetime
from mining.demo.company import PEOPLE, ROLES, TEAMS, account_name
from mining.demo.deals import Deal
from mining.demo.owners import OwnerChange
from mining.demo.records import FieldSet
from mining.demo.salesforce_history import Save
from mining.demo.salesforce_ids import record_id
from mining.demo.stages import CRM, LOST, WON

CURRENCY = "USD"
_HIRED = as_datetime(int(FIRST_DAY.timestamp()) - 400 * 86_400)
_ROLE_ID = {name: record_id("UserRole", number) for number, name in enumerate(ROLES, 1)}


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One CSV file: UTF-8 without a mark, line feeds, every value quoted."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_history(path: Path, saves: Iterable[Save]) -> None:
    """`OpportunityHistory.csv`: one row a save, not one a change of stage."""
    columns = (
        "Id", "OpportunityId", "CreatedById", "CreatedDate", "StageName", "Amount", "ExpectedRevenue", "CloseDate",
        "Probability", "ForecastCategory", "PrevAmount", "PrevCloseDate", "SystemModstamp", "IsDeleted",
        "CurrencyIsoCode",
    )  # fmt: skip
    rows = (
        (record_id("OpportunityHistory", number), save.deal.id, save.by.id, as_datetime(save.at),
         CRM[save.stage].label, save.amount, save.amount * CRM[save.stage].probability / 100, as_date(save.close),
         CRM[save.stage].probability, CRM[save.stage].forecast,
         "" if save.amount_before is None else save.amount_before,
         "" if save.close_before is None else as_date(save.close_before),
         as_datetime(save.superseded), "false", CURRENCY)
        for number, save in enumerate(saves, 1)
    )  # fmt: skip
    write_table(path, columns, rows)


def write_field_history(path: Path, changes: Iterable[OwnerChange], fields: Iterable[FieldSet]) -> None:
    """`OpportunityFieldHistory.csv`: the owner is tracked, once as names and once as ids, then two fields."""
    columns = (
        "Id", "IsDeleted", "OpportunityId", "CreatedById", "CreatedDate", "Field", "DataType", "OldValue", "NewValue",
    )  # fmt: skip
    told: list[tuple[object, ...]] = []
    for change in changes:
        by = (change.deal.id, change.by.id, as_datetime(change.at), "Owner")
        told.append((*by, "Text", change.before.name, change.after.name))
        told.append((*by, "EntityId", change.before.id, change.after.id))
    for one in fields:
        kind = "Boolean" if one.before == "false" else "Text"
        told.append(
            (one.deal.id, one.deal.owner.id, as_datetime(one.at), one.field, kind, one.before, one.after)
        )
    rows = (
        (record_id("OpportunityFieldHistory", number), "false", *row) for number, row in enumerate(told, 1)
    )
    write_table(path, columns, rows)


def write_accounts(path: Path, accounts: Iterable[Account]) -> None:
    """`Account.csv`: the customers."""
    columns = ("Id", "IsDeleted", "Name", "Type", "Industry", "NumberOfEmployees", "CreatedDate")
    rows = (
        (record_id("Account", one.number), "false", account_name(one.number), "Customer", one.industry, one.employees,
         _HIRED)
        for one in accounts
    )  # fmt: skip
    write_table(path, columns, rows)


def write_opportunities(path: Path, last_saves: Iterable[Save], discounts: Mapping[str, int]) -> None:
    """`Opportunity.csv`: every deal as it stands after its last save."""
    columns = (
        "Id", "IsDeleted", "AccountId", "Name", "Type", "StageName", "Amount", "Probability", "ExpectedRevenue",
        "CloseDate", "LeadSource", "IsClosed", "IsWon", "ForecastCategory", "ForecastCategoryName",
        "CurrencyIsoCode", "OwnerId", "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById",
        "SystemModstamp", "Segment__c", "Product__c", "Loss_Reason__c", "Discount__c",
    )  # fmt: skip
    write_table(path, columns, (_opportunity(save.deal, save, discounts) for save in last_saves))


def _opportunity(deal: Deal, last: Save, discounts: Mapping[str, int]) -> tuple[object, ...]:
    stage, modified = CRM[last.stage], as_datetime(last.at)
    return (
        deal.id, "false", record_id("Account", deal.account), f"{account_name(deal.account)} - {deal.product}",
        "New Business", stage.label, last.amount, stage.probability, last.amount * stage.probability / 100,
        as_date(last.close), deal.source, _flag(last.stage in (WON, LOST)), _flag(last.stage == WON),
        stage.forecast, stage.forecast_label, CURRENCY, deal.owner.id, as_datetime(deal.created), deal.owner.id,
        modified, last.by.id, modified, deal.segment, deal.product, deal.loss_reason,
        discounts.get(deal.id, ""),
    )  # fmt: skip


def _flag(value: bool) -> str:
    return "true" if value else "false"


def write_users(path: Path) -> None:
    """`User.csv`: everybody who can enter something."""
    columns = (
        "Id", "Username", "FirstName", "LastName", "Name", "Email", "Alias", "Title", "Department", "UserRoleId",
        "IsActive", "UserType", "TimeZoneSidKey", "CreatedDate",
    )  # fmt: skip
    zones = {team.name: team.zone for team in TEAMS}
    rows = (
        (person.id, f"user{person.number}@northlight.example", person.first, person.last, person.name,
         f"user{person.number}@northlight.example", f"u{person.number}", person.title,
         person.role if person.role in ("Marketing", "Legal") else "Sales", _ROLE_ID[person.role], "true", "Standard",
         zones.get(person.role.removesuffix(" Manager"), "Europe/London"), _HIRED)
        for person in PEOPLE
    )  # fmt: skip
    write_table(path, columns, rows)


def write_roles(path: Path) -> None:
    """`UserRole.csv`: the teams and who stands above them."""
    columns = ("Id", "Name", "DeveloperName", "ParentRoleId", "RollupDescription", "PortalType")
    rows = (
        (
            _ROLE_ID[name],
            name,
            name.replace(" ", "_").replace("-", "_"),
            _ROLE_ID.get(parent or "", ""),
            name,
            "None",
        )
        for name, parent in ROLES.items()
    )
    write_table(path, columns, rows)
