"""What the accounts say of their deals: the industry, and how many people work there."""

from __future__ import annotations

from mining.sources.salesforce.tables import SalesforceFrame
from mining.sources.values.categories import lookup
from models.categorical import Categorical

INDUSTRY, EMPLOYEES = "Industry", "Employees"
"""Names of columns of deals and leads."""

_COLUMNS = ((INDUSTRY, "industry"), (EMPLOYEES, "numberofemployees"))


def of_accounts(deals: SalesforceFrame, accounts: SalesforceFrame | None) -> dict[str, Categorical]:
    """Industry and Employees of the account of every row of Opportunity, where Account has them."""
    if accounts is None:
        return {}
    ids, account = accounts.ids("id").texts(), deals.ids("accountid")
    found = {}
    for name, plain in _COLUMNS:
        column = lookup(account, dict(zip(ids, accounts.column(plain).texts(), strict=True)), lambda _: "")
        if column.labels:
            found[name] = column
    return found


def own_size(frame: SalesforceFrame) -> dict[str, Categorical]:
    """Industry and Employees that a record names itself."""
    columns = {name: frame.column(plain) for name, plain in _COLUMNS}
    return {name: column for name, column in columns.items() if column.labels}
