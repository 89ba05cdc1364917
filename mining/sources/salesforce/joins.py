"""How activities lead to the deals they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from mining.sources.crm.sifting import coalesce
from mining.sources.salesforce import ids
from mining.sources.salesforce.leads import Conversions
from mining.sources.salesforce.tables import SalesforceFrame
from mining.sources.values.categories import by_labels, compact, distinct_rows, lookup, relabel
from models.categorical import MISSING, Categorical
from models.label import tidy


@dataclass(frozen=True, eq=False)
class Joins:
    """How activities lead to deals: over a quote, or over the lead or contact that became one.

    `deals` are the ids of the known deals; `as_message` those of tasks of which the e-mail itself is in the export;
    `role_of` says in which role a contact is in a deal, by the ids of deal and contact; `until` is the last time at
    which the export shows anything done, microseconds UTC.
    """

    conversions: Conversions
    deals: frozenset[str] = frozenset()
    deal_of_quote: Mapping[str, str] = field(default_factory=dict)
    as_message: frozenset[str] = frozenset()
    role_of: Mapping[tuple[str, str], str] = field(default_factory=dict)
    until: int = np.iinfo(np.int64).max


def deal_of(frame: SalesforceFrame, joins: Joins) -> Categorical:
    """The deal of every row: WhatId (or that of its quote), or else what the lead or contact of WhoId became."""
    what = frame.ids("whatid", "relatedtoid")
    quotes, contacts = joins.deal_of_quote, joins.conversions.deal_of_contact

    def deal(text: str) -> str:
        is_deal = text.startswith(ids.OPPORTUNITY) or text in joins.deals
        return text if is_deal else quotes.get(text, "")

    by_what = relabel(what, deal)
    people = {**contacts, **joins.conversions.deal_of_lead}
    who = frame.column("whoid")
    codes = np.where(what.codes == MISSING, who.codes, MISSING).astype(np.int32)
    alone = relabel(compact(Categorical(codes, who.labels)), ids.to_18)
    return coalesce([by_what, lookup(alone, people, lambda _: "")])


def roles_of(frame: SalesforceFrame | None) -> dict[tuple[str, str], str]:
    """The role of every contact in every deal of OpportunityContactRole, by the ids of both; of several all of them."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    if frame is None:
        return {}
    rows = zip(
        frame.deleted.tolist(),
        frame.ids("opportunityid").texts(),
        frame.ids("contactid").texts(),
        frame.column("role").texts(),
        strict=True,
    )
    for is_deleted, deal, contact, role in rows:
        if role and not is_deleted:
            found.setdefault((deal, contact), {})[tidy(role)] = None
    return {pair: ";".join(roles) for pair, roles in found.items()}


def role_of_contact(deal: Categorical, contact: Categorical, joins: Joins) -> Categorical:
    """The role of these contacts in these deals, missing where none is known."""
    group, pairs = distinct_rows([deal, contact])
    return by_labels(group, [joins.role_of.get((pair[0], pair[1]), "") for pair in pairs])
