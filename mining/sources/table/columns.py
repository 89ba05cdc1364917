"""Guesses which column means what, from its name and from its values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mining.sources.values.dates import reading_of
from mining.sources.values.money import read_amounts
from mining.sources.values.outcomes import outcome_of
from models.case_table import PIPELINE, Outcome
from models.column_mapping import ROLES, ColumnMapping

_NAMES = {
    "case": (
        "caseconceptname", "caseid", "case", "opportunityid", "dealid", "traceid", "opportunity", "deal",
        "vorgangsnummer", "vorgangsid", "vorgang", "fallid", "fall", "verkaufschanceid", "verkaufschance",
        "chanceid", "recordid", "dealname", "opportunityname", "leadid", "orderid", "id",
    ),
    "activity": (
        "conceptname", "activity", "activityname", "stage", "stagename", "dealstage", "salesstage", "tostage",
        "newstage", "aktivität", "aktivitaet", "phase", "vertriebsphase", "verkaufsphase", "stufe", "step",
        "schritt", "event", "eventname", "ereignis", "task", "tätigkeit", "status",
    ),
    "timestamp": (
        "timetimestamp", "timestamp", "completetimestamp", "eventtime", "datetime", "zeitstempel", "zeitpunkt",
        "time", "date", "datum", "zeit", "changed", "changedat", "changedate", "changetime", "changedon", "dateentered",
        "enteredat", "entered", "editdate", "endtime", "endtimestamp", "enddate", "starttime", "starttimestamp",
        "startdate", "eventdate", "createddate", "createdat", "lastmodified", "lastmodifieddate",
    ),
    "owner": (
        "owner", "ownername", "dealowner", "opportunityowner", "caseowner", "accountexecutive", "accountowner",
        "salesrep", "salesperson", "rep", "seller", "besitzer", "inhaber", "verkäufer", "verkaeufer",
        "vertriebsmitarbeiter", "zuständig", "verantwortlich", "verantwortlicher",
    ),
    "team": ("team", "teamname", "salesteam", "vertriebsteam", "department", "abteilung", "division", "ownerrole"),
    "segment": (
        "segment", "customersegment", "kundensegment", "segmentname", "industry", "branche", "customertype",
        "dealtype", "type", "typ",
    ),
    "amount": (
        "amount", "dealamount", "dealvalue", "value", "betrag", "wert", "volumen", "auftragswert", "umsatz",
        "amountreq", "acv", "arr", "revenue",
    ),
    "currency": ("currency", "currencyisocode", "currencycode", "währung", "waehrung", "dealcurrency"),
    "outcome": (
        "outcome", "result", "ergebnis", "abschluss", "dealstatus", "opportunitystatus", "iswon", "won",
        "gewonnen", "status",
    ),
    "name": ("dealname", "opportunityname", "casename", "name", "title", "titel", "bezeichnung", "subject"),
    "source": ("source", "leadsource", "quelle", "leadquelle", "herkunft", "channel"),
    "product": ("product", "productname", "produkt", "productfamily", "produktname"),
    "resource": (
        "orgresource", "resource", "ressource", "user", "username", "changedby", "createdby", "modifiedby",
        "lastmodifiedby", "editedby", "benutzer", "bearbeiter", "mitarbeiter", "agent", "employee", "performer",
    ),
    "created": (
        "created", "createdate", "createddate", "createdat", "createdon", "casecreated", "dealcreated",
        "creationdate", "erstellt", "erstelldatum", "erstelltam", "opened", "openedat",
    ),
    "closed": ("closed", "closedat", "closedon", "closeddate", "dateclosed", "geschlossen", "geschlossenam"),
}  # fmt: skip


_PIPELINES = (
    "pipeline",
    "pipelinename",
    "dealpipeline",
    "opportunitypipeline",
    "salespipeline",
    "vertriebspipeline",
)
"""Names of the column that says by which of several processes a deal is run."""
_WEAK = ("id", "recordid")
"""Names that may mean the row as well as the deal: only a column that repeats can be the deal."""


def plain_name(column: str) -> str:
    """A column name as it is compared: letters and digits only, without case."""
    return "".join(char for char in column.casefold() if char.isalnum())


def titles_of(columns: Sequence[str]) -> dict[str, str]:
    """What columns without a role are called in the log: as in the file, but the first of pipelines always alike."""
    found = next((column for column in columns if plain_name(column) in _PIPELINES), None)
    if found is None or PIPELINE in columns:
        return {column: column for column in columns}
    return {column: PIPELINE if column == found else column for column in columns}


def guess_mapping(
    columns: Sequence[str], rows: Sequence[Sequence[str]], roles: Sequence[str] = ROLES
) -> ColumnMapping:
    """The most likely column for every role; a role stays None where no column fits by name and by its values."""
    values = {name: [row[i] for row in rows if row[i].strip()] for i, name in enumerate(columns)}
    taken: dict[str, str] = {}
    for role in roles:
        free = [name for name in columns if name not in taken.values()]
        found = next(
            (
                name
                for name in _candidates(role, free)
                if _fits(role, values[name], len(rows), plain_name(name) in _WEAK)
            ),
            None,
        )
        if found is not None:
            taken[role] = found
    return ColumnMapping(**taken)  # type: ignore[arg-type]  # the roles are the fields


def _candidates(role: str, columns: Sequence[str]) -> list[str]:
    wanted = _NAMES[role]
    ranked = []
    for column in columns:
        plain = plain_name(column)
        bare = plain.removeprefix("case") if ":" in column else plain
        if plain in wanted:
            ranked.append((wanted.index(plain), column))
        elif bare in wanted and role not in ("case", "activity", "timestamp"):
            ranked.append((wanted.index(bare), column))
    return [column for _, column in sorted(ranked, key=lambda pair: pair[0])]


def _fits(role: str, values: Sequence[str], rows: int, is_weak: bool) -> bool:
    if not values:
        return rows == 0
    if role == "case":
        return not is_weak or rows < 20 or len(set(values)) < rows
    if role in ("timestamp", "created", "closed"):
        return reading_of(values) is not None
    if role == "amount":
        return bool(np.isfinite(read_amounts(values)).mean() >= 0.5)
    if role == "outcome":
        known = sum(outcome_of(value) is not Outcome.UNKNOWN for value in values)
        return known >= 0.8 * len(values)
    return True
