"""Writes the demo: a Salesforce export of an invented company, its documented process, and the truth about both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from mining.demo.accounts import Account, all_accounts
from mining.demo.around_truth import around
from mining.demo.buyers import with_buyers
from mining.demo.deals import Deal, all_deals
from mining.demo.desks import with_desks
from mining.demo.dice import Dice
from mining.demo.discounts import discounts_of
from mining.demo.leads import Lead, all_leads
from mining.demo.open_deals import with_open_deals
from mining.demo.owners import OwnerChange, owner_changes
from mining.demo.records import Records
from mining.demo.salesforce_activities import write_activities
from mining.demo.salesforce_contacts import write_contact_roles
from mining.demo.salesforce_emails import write_emails
from mining.demo.salesforce_files import (
    write_accounts,
    write_field_history,
    write_history,
    write_opportunities,
    write_roles,
    write_users,
)
from mining.demo.salesforce_history import Save, saves_of
from mining.demo.salesforce_leads import write_lead_history, write_leads
from mining.demo.sellers import logged
from mining.demo.truth import truth

SEED = 2026


class Made(NamedTuple):
    """Everything that an export of the demo tells, before it is written."""

    deals: Sequence[Deal]
    saves: Sequence[Sequence[Save]]
    discounts: Mapping[str, int]
    accounts: Sequence[Account]
    leads: Sequence[Lead]
    records: Records
    handed: Sequence[OwnerChange]


def write_demo(folder: Path, seed: int = SEED) -> None:
    """Write twelve CSV files, `process.yaml` and `truth.json` into `folder`, which is made where it is missing.

    The same seed gives the same bytes on every machine. Raises OSError where the folder cannot be written.
    """
    made = make(seed)
    write_export(folder, made, seed)
    parts = made.deals, made.leads, made.accounts, made.records, made.discounts
    told = truth(made.deals, made.records, made.leads, around(*parts), seed)
    _write_text(folder / "truth.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def make(seed: int = SEED) -> Made:
    """What the company did, up to the end of the recorded period."""
    deals = all_deals(Dice(seed), Dice(seed + 9), Dice(seed + 11))
    dice = Dice(seed + 1)
    saves = [saves_of(dice, deal) for deal in deals]
    discounts = discounts_of(Dice(seed + 8), deals)
    records = with_buyers(Dice(seed + 5), logged(Dice(seed + 3), deals), deals)
    records = with_desks(Dice(seed + 7), records, deals, discounts)
    records = with_open_deals(Dice(seed + 12), records, deals)
    accounts, leads = all_accounts(Dice(seed + 6), deals), all_leads(Dice(seed + 2), deals)
    dice = Dice(seed + 4)
    handed = [change for deal in deals for change in owner_changes(dice, deal)]
    return Made(deals, saves, discounts, accounts, leads, records, handed)


def write_export(folder: Path, made: Made, seed: int = SEED) -> None:
    """Write the twelve CSV files and `process.yaml`; raises OSError where the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    in_order = sorted(
        (save for of_deal in made.saves for save in of_deal), key=lambda save: (save.at, save.deal.number)
    )
    write_history(folder / "OpportunityHistory.csv", in_order)
    write_opportunities(folder / "Opportunity.csv", (of_deal[-1] for of_deal in made.saves), made.discounts)
    write_users(folder / "User.csv")
    write_roles(folder / "UserRole.csv")
    write_accounts(folder / "Account.csv", made.accounts)
    write_leads(folder / "Lead.csv", Dice(seed + 10), made.leads)
    write_lead_history(folder / "LeadHistory.csv", made.leads)
    write_activities(folder, made.records, made.leads)
    write_emails(folder / "EmailMessage.csv", made.records.emails)
    write_contact_roles(folder / "OpportunityContactRole.csv", made.deals, made.records.meetings)
    write_field_history(
        folder / "OpportunityFieldHistory.csv",
        sorted(made.handed, key=lambda change: (change.at, change.deal.number)),
        made.records.fields,
    )
    _write_text(folder / "process.yaml", documented_process())


def documented_process() -> str:
    """The documented process of the demo, as YAML."""
    return files("resources").joinpath("demo/process.yaml").read_text(encoding="utf-8")


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
