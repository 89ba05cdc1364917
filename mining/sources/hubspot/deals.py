"""The list of HubSpot's deals: what is known of each, which were deleted, and which were merged into another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.deals import Deals
from mining.sources.crm.frame import Frame, repeats
from mining.sources.crm.frame_times import frame_times
from mining.sources.hubspot.people import People, named_owner
from mining.sources.hubspot.pipelines import Pipelines
from mining.sources.hubspot.shapes import DEAL_ID
from mining.sources.source import ImportOptions
from mining.sources.values.categories import compact, relabel
from mining.sources.values.outcomes import outcomes_of
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.import_summary import Quarantined
from resources.translation import tr

STAGE_NOW = ("dealpipelinestageid", "propertydealstage", "dealstage")
_EXTRA = {
    "Closed lost reason": ("closedlostreason", "propertyclosedlostreason"),
    "Closed won reason": ("closedwonreason", "propertyclosedwonreason"),
    "Priority": ("hspriority", "propertyhspriority", "priority"),
    "Forecast category": ("hsmanualforecastcategory", "propertyhsmanualforecastcategory", "forecastcategory"),
}


@dataclass(frozen=True, eq=False)
class DealList:
    """The deals, the ids of deleted ones, which id was merged into which, and what is to be said."""

    deals: Deals | None
    gone: frozenset[str]
    merged: dict[str, str]
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]


def read_deals(
    frame: Frame | None, merges: Frame | None, pipelines: Pipelines, people: People, options: ImportOptions
) -> DealList:
    """Read the list of deals (None where there is none) and the table of merged ones."""
    merged = _merges(merges, frame)
    if frame is None:
        return DealList(None, frozenset(), merged, (), ())
    ids = frame.column(*DEAL_ID)
    deleted = (
        frame.flags("isdeleted") | frame.flags("archived") | frame.flags("fivetrandeleted")
    ) & ~ids.is_any_of(merged)
    reason = np.select([ids.codes == MISSING, deleted, repeats(ids)], [1, 2, 3], 0).astype(np.int64)
    reasons = (
        "",
        tr("no id of a deal"),
        tr("deleted in HubSpot"),
        tr("the same deal came before (equal id)"),
    )
    kept = np.flatnonzero(reason == 0)
    times = frame_times(frame, options, "propertycreatedate", "createdate", "hscreatedate", is_needed=False)
    extra = {name: frame.column(*plain) for name, plain in _EXTRA.items() if frame.spelling(*plain)}
    deals = Deals(
        ids=ids,
        texts=_texts(frame, pipelines, people),
        outcome=_outcomes(frame),
        created=times.micros,
        extra={name: column for name, column in extra.items() if column.labels},
    )
    gone = frozenset(ids.text(row) for row in np.flatnonzero(deleted).tolist())
    taken = deals.take(kept)
    taken = Deals(compact(taken.ids), taken.texts, taken.outcome, taken.created, None, taken.extra)
    return DealList(taken, gone, merged, tuple(frame.set_aside(reason, reasons)), times.notes)


def _texts(frame: Frame, pipelines: Pipelines, people: People) -> dict[str, Categorical]:
    owner = frame.column("ownerid", "propertyhubspotownerid", "hubspotownerid", "dealowner")
    stage = frame.column(*STAGE_NOW)
    pipeline = frame.column("dealpipelineid", "propertypipeline", "pipeline")
    columns = {
        "name": frame.column("propertydealname", "dealname"),
        "owner": relabel(owner, lambda label: named_owner(label, people)),
        "team": relabel(owner, lambda label: people.team.get(label, "")),
        "segment": frame.column("dealtype", "propertydealtype"),
        "source": frame.column("hsanalyticssource", "propertyhsanalyticssource", "originalsource"),
        "currency": frame.column("dealcurrencycode", "propertydealcurrencycode", "currency"),
        "amount": frame.column("propertyamount", "amount"),
        "pipeline": relabel(pipeline, pipelines.pipeline_label)
        if pipeline.labels
        else relabel(stage, lambda label: _pipeline_of(label, pipelines)),
    }
    return {role: column for role, column in columns.items() if column.labels}


def _pipeline_of(stage: str, pipelines: Pipelines) -> str:
    place = pipelines.pipeline_of.get(stage, "")
    return pipelines.pipeline_label(place) if place else ""


def _outcomes(frame: Frame) -> NDArray[np.int8] | None:
    """What HubSpot itself calculates: hs_is_closed_won and hs_is_closed (v3), "Is Closed Won" in a list."""
    won = frame.column("hsisclosedwon", "propertyhsisclosedwon", "isclosedwon", "isdealwon")
    closed = frame.column("hsisclosed", "propertyhsisclosed", "isdealclosed", "isclosed")
    if not won.labels and not closed.labels:
        return None
    said_won, said_closed = outcomes_of(won.labels)[won.codes], outcomes_of(closed.labels)[closed.codes]
    is_won, is_closed = said_won == Outcome.WON, said_closed == Outcome.WON  # "true" is read as won
    is_open = said_closed == Outcome.LOST
    return np.select(
        [is_won, is_closed & (said_won == Outcome.LOST), is_open],
        [Outcome.WON, Outcome.LOST, Outcome.OPEN],
        Outcome.UNKNOWN,
    ).astype(np.int8)


def _merges(merges: Frame | None, deals: Frame | None) -> dict[str, str]:
    """The surviving deal of every merged one: by the table of merges, and by hs_merged_object_ids of the deals."""
    merged: dict[str, str] = {}
    if merges is not None:
        pairs = zip(merges.column("mergeddealid").texts(), merges.column("dealid").texts(), strict=True)
        merged |= {gone: into for gone, into in pairs if gone and into and gone != into}
    if deals is not None:
        column = deals.column(
            "hsmergedobjectids", "propertyhsmergedobjectids", "mergeddealids", "mergedrecordids"
        )
        for row in np.flatnonzero(column.codes != MISSING).tolist():
            into = deals.column(*DEAL_ID).text(row)
            for gone in column.text(row).replace(",", ";").split(";"):
                if gone.strip() and into and gone.strip() != into:
                    merged.setdefault(gone.strip(), into)
    return merged
