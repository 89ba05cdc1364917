"""The deals of a Salesforce export: one row an opportunity, from Opportunity or else from its history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Ordered, is_few_valued, texts_of
from mining.sources.frame import repeats
from mining.sources.salesforce.people import People, named
from mining.sources.salesforce.tables import STAGE, SalesforceFrame
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import compact, last_of, lookup
from mining.sources.values.dates import read_optional_times
from mining.sources.values.money import read_amounts
from mining.sources.values.outcomes import outcome_of_stage
from mining.sources.values.words import counted
from models.case_table import DAY, NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.import_summary import Quarantined
from models.label import tidy

_SEGMENTS = ("segmentc", "segment", "customersegmentc", "accountsegmentc", "type", "industry", "industryc")
_PRODUCTS = ("productc", "product", "productfamilyc", "productlinec", "productnamec", "primaryproductc")
_USED = frozenset(
    (
        "id", "isdeleted", "name", "description", "nextstep", "stagename", "amount", "expectedrevenue",
        "probability", "leadsource", "isclosed", "iswon", "currencyisocode", "createddate", "closedate",
        "lastmodifieddate", "systemmodstamp", "lastactivitydate", "lastvieweddate", "lastreferenceddate",
        "laststagechangedate", "ownername",
    )
)  # fmt: skip
_MAX_EXTRA = 30


@dataclass(frozen=True, eq=False)
class _Rows:
    """Which row of Opportunity belongs to each case; -1 where none does."""

    frame: SalesforceFrame
    of_case: NDArray[np.int64]

    def column(self, *plain: str) -> Categorical:
        return self.pick(self.frame.column(*plain))

    def pick(self, column: Categorical) -> Categorical:
        codes = np.append(column.codes, MISSING)[self.of_case]
        return compact(Categorical(codes.astype(np.int32), column.labels))

    def flags(self, plain: str) -> NDArray[np.bool_]:
        return np.append(self.frame.flags(plain), False)[self.of_case]


def deal_table(
    saves: Ordered,
    stages: Ordered,
    opportunities: SalesforceFrame | None,
    people: People,
    options: ImportOptions,
) -> tuple[CaseTable, list[str], list[Quarantined]]:
    """The case table of the deals in `stages`, notes, and rows of Opportunity set aside.

    `saves` are all saves in order, `stages` only those that changed the stage; both have the same cases.
    """
    notes: list[str] = []
    rows, aside = _match(stages.ids, opportunities, notes)
    last_stage = last_of(stages.events.activity, stages.case, len(stages.ids))
    closing = _closing_stages(saves, rows)
    by_stage = np.array([*(closing[label] for label in last_stage.labels), Outcome.OPEN], dtype=np.int8)
    stage_outcome = by_stage[last_stage.codes]
    outcome = _outcomes(stage_outcome, rows, notes)
    ended = ((outcome == Outcome.WON) | (outcome == Outcome.LOST)) & (stage_outcome != Outcome.OPEN)
    columns: dict[str, object] = {
        "outcome": outcome,
        "closed": np.where(ended, stages.last_time, NO_TIME),
        "created": _created(stages, rows, options, notes),
        "amount": _amounts(saves, rows, notes),
        "currency": _currency(saves, rows),
        "extra": _extra(saves, rows),
    }
    if rows is not None:
        columns |= _of_opportunity(rows, people, notes)
    else:
        notes.append(
            "There is no Opportunity file: outcomes are those of the last stage, owners are not known."
        )
    return CaseTable.bare(stages.ids, **columns), notes, aside


def _match(
    ids: tuple[str, ...], opportunities: SalesforceFrame | None, notes: list[str]
) -> tuple[_Rows | None, list[Quarantined]]:
    if opportunities is None:
        return None, []
    own = opportunities.ids("id")
    deleted, again = opportunities.flags("isdeleted"), repeats(own)
    reason = np.select([own.codes == MISSING, deleted, again], [1, 2, 3], 0).astype(np.int64)
    texts = ("", "no Id", "deleted in Salesforce (IsDeleted)", "the same opportunity came before (equal Id)")
    row_of = {own.text(row): row for row in np.flatnonzero(reason == 0).tolist()}
    of_case = np.array([row_of.get(identifier, -1) for identifier in ids], dtype=np.int64)
    missing, unseen = int((of_case < 0).sum()), len(row_of.keys() - set(ids))
    if missing:
        notes.append(f"{counted(missing, 'deal')} of the history not found in {opportunities.names}: kept.")
    if unseen:
        notes.append(
            f"{counted(unseen, 'opportunity', 'opportunities')} in {opportunities.names} without a history: left out."
        )
    return _Rows(opportunities, of_case), opportunities.set_aside(reason, texts)


def _closing_stages(saves: Ordered, rows: _Rows | None) -> dict[str, Outcome]:
    """What every stage means for the outcome: by Opportunity, by its name, or by probability and forecast."""
    labels = saves.events.activity.labels
    found = {label: outcome_of_stage(label) for label in labels}
    for outcome, chance, forecast in ((Outcome.WON, 100, "closed"), (Outcome.LOST, 0, "omitted")):
        for label in _by_forecast(saves, chance, forecast):
            if found[label] is Outcome.OPEN:
                found[label] = outcome
    if rows is not None and rows.frame.spelling("isclosed"):
        closed, won = rows.frame.flags("isclosed"), rows.frame.flags("iswon")
        for stage, is_closed, is_won in zip(rows.frame.column(*STAGE).texts(), closed, won, strict=True):
            if is_closed:
                found[tidy(stage)] = Outcome.WON if is_won else Outcome.LOST
    return found


def _by_forecast(saves: Ordered, chance: int, forecast: str) -> list[str]:
    """The stages in which every save has this probability and forecast category."""
    probability, category = saves.events.extra.get("Probability"), saves.events.extra.get("ForecastCategory")
    if probability is None or category is None:
        return []
    is_chance = np.append(read_amounts(probability.labels) == chance, False)[probability.codes]
    is_category = np.array([*(plain_name(c) == forecast for c in category.labels), False])[category.codes]
    codes, labels = saves.events.activity.codes, saves.events.activity.labels
    total = np.bincount(codes, minlength=len(labels))
    agree = np.bincount(codes[is_chance & is_category], minlength=len(labels))
    return [labels[code] for code in np.flatnonzero((agree == total) & (total > 0)).tolist()]


def _outcomes(stage_outcome: NDArray[np.int8], rows: _Rows | None, notes: list[str]) -> NDArray[np.int8]:
    if rows is None or not rows.frame.spelling("isclosed"):
        return stage_outcome
    closed, won = rows.flags("isclosed"), rows.flags("iswon")
    said = np.select([closed & won, closed], [Outcome.WON, Outcome.LOST], Outcome.OPEN)
    known = rows.of_case >= 0
    differ = int((known & (said != stage_outcome)).sum())
    if differ:
        notes.append(
            f"In {counted(differ, 'deal')} the last stage of the history disagrees with IsClosed and IsWon of "
            f"{rows.frame.names}; the outcome is the latter's."
        )
    return np.where(known, said, stage_outcome).astype(np.int8)


def _created(
    stages: Ordered, rows: _Rows | None, options: ImportOptions, notes: list[str]
) -> NDArray[np.int64]:
    """The creation of the opportunity, or the first event; of a bare date the time is the first event's."""
    first = stages.first_time
    column = rows.column("createddate") if rows is not None else Categorical.empty(0)
    if rows is None or not column.labels:
        return first
    file = rows.frame.names
    times, found = read_optional_times(column, "CreatedDate", file, options.is_day_first, options.zone)
    notes += found
    if times is None:
        return first
    created = np.where(times.micros == NO_TIME, first, times.micros)
    if times.is_day_only:
        after = first - created
        created = np.where((after >= 0) & (after < DAY), first, created)
    return created


def _amounts(saves: Ordered, rows: _Rows | None, notes: list[str]) -> NDArray[np.float64]:
    last = _last(saves, "Amount")
    result = _numbers(last, notes) if last is not None else np.full(len(saves.ids), np.nan)
    if rows is not None and rows.frame.spelling("amount"):
        own = _numbers(rows.column("amount"), notes)
        result = np.where(rows.of_case >= 0, own, result)
    return result


def _numbers(column: Categorical, notes: list[str]) -> NDArray[np.float64]:
    values = read_amounts(column.labels)
    if np.isnan(values).any():
        notes.append(
            f"{counted(int(np.isnan(values).sum()), 'amount')} could not be read and were left empty."
        )
    return np.append(values, np.nan)[column.codes]


def _currency(saves: Ordered, rows: _Rows | None) -> Categorical:
    if rows is not None and rows.frame.spelling("currencyisocode"):
        return rows.column("currencyisocode")
    return _last(saves, "CurrencyIsoCode") or Categorical.empty(len(saves.ids))


def _last(saves: Ordered, name: str) -> Categorical | None:
    """The last value of a column of the history for every deal, None where there is no such column."""
    column = saves.events.extra.get(name)
    return None if column is None else last_of(column, saves.case, len(saves.ids))


def _of_opportunity(rows: _Rows, people: People, notes: list[str]) -> dict[str, object]:
    """Name, owner, team, segment, source and product of every deal."""
    frame, file = rows.frame, rows.frame.names
    if frame.spelling("ownerid"):
        ids = rows.pick(frame.ids("ownerid"))
        owner, team = named(ids, people), lookup(ids, people.team, lambda _: "")
    else:
        owner, team = rows.column("ownername", "opportunityowner"), Categorical.empty(len(rows.of_case))
        if not owner.labels:
            notes.append(f"{file} has no OwnerId, so the owners of the deals are not known.")
    segment = frame.spelling(*(name for name in _SEGMENTS if frame.column(name).labels))
    if segment:
        notes.append(f"Segments were taken from the column {segment} of {file}.")
    return {
        "name": texts_of(rows.column("name")),
        "owner": owner,
        "team": team,
        "segment": rows.column(plain_name(segment)) if segment else Categorical.empty(len(rows.of_case)),
        "source": rows.column("leadsource"),
        "product": rows.column(*_PRODUCTS),
    }


def _extra(saves: Ordered, rows: _Rows | None) -> dict[str, Categorical]:
    """Few-valued columns of Opportunity, and how often the close date and the amount of a deal were changed."""
    extra: dict[str, Categorical] = {}
    if rows is not None:
        for name in (column for table in rows.frame.tables[:1] for column in table.columns):
            plain = plain_name(name)
            if plain not in _USED and not plain.endswith("id") and len(extra) < _MAX_EXTRA:
                column = rows.column(plain)
                if is_few_valued(column):
                    extra[name] = column
    for title, name in (("Close date changes", "CloseDate"), ("Amount changes", "Amount")):
        if name in saves.events.extra:
            codes = saves.events.extra[name].codes
            changed = (np.diff(codes) != 0) & (np.diff(saves.case) == 0)
            counts = np.bincount(saves.case[1:][changed], minlength=len(saves.ids))
            extra[title] = Categorical.of(map(str, counts.tolist()))
    return extra
