"""Pipedrive's deals: what the list says of each, completed by what their changes say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import OWNER, STAGE
from mining.sources.crm.frame import Frame, repeats
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.sifting import Noticed, picked
from mining.sources.crm.users import Users
from mining.sources.pipedrive.labels import Labels
from mining.sources.pipedrive.shapes import object_before_dash
from mining.sources.pipedrive.trail import DELETED, PIPELINE, REASON, Trail
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import compact, join, relabel
from mining.sources.values.outcomes import outcomes_of
from models.case_table import NO_TIME, Outcome
from models.categorical import MISSING, Categorical
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Listed:
    """The list of deals: `ids` has each once, every column one entry a deal; times are `NO_TIME` where not known."""

    ids: Categorical
    gone: frozenset[str]
    texts: dict[str, Categorical]
    stage: Categorical
    pipeline_of_stage: Categorical
    outcome: NDArray[np.int8]
    created: NDArray[np.int64]
    closed: NDArray[np.int64]
    reason: Categorical
    has_status: bool


@dataclass(frozen=True, eq=False)
class AllDeals:
    """Every deal of the list and of the changes, and the stage each is in now (missing where not known)."""

    deals: Deals
    present: Categorical

    def of_trail(self, trail: Trail) -> AllDeals:
        """The same, knowing the present stage only of deals that have changes."""
        known = self.deals.ids.is_any_of(trail.ids)
        codes = np.where(known, self.present.codes, MISSING).astype(np.int32)
        return AllDeals(self.deals, Categorical(codes, self.present.labels))


def read_listed(
    frame: Frame, labels: Labels, users: Users, options: ImportOptions, noticed: Noticed
) -> Listed:
    """Read the list of deals; deleted ones are set aside."""
    word = next((w for table in frame.tables if (w := object_before_dash(table))), "")
    before = plain_name(word)

    def names(*plain: str) -> tuple[str, ...]:
        return tuple(before + name for name in plain) + (() if before else plain)

    ids = frame.column(*names("id", "dealid"))
    status = relabel(frame.column(*names("status")), str.casefold)
    deleted = status.is_any_of((DELETED,)) | frame.flags("isdeleted") | frame.flags("deleted")
    reason = np.select([ids.codes == MISSING, deleted, repeats(ids)], [1, 2, 3], 0).astype(np.int64)
    reasons = (
        "",
        tr("no id of the deal"),
        tr("the deal was deleted in Pipedrive"),
        tr("the same deal came before (equal id)"),
    )
    noticed.quarantined += frame.set_aside(reason, reasons)
    rows = np.flatnonzero(reason == 0)
    times = {
        name: frame_times(frame, options, *names(*columns), is_needed=False)
        for name, columns in (
            ("created", ("addtime", "dealcreated", "dealaddtime")),
            ("won", ("wontime",)),
            ("lost", ("losttime",)),
            ("closed", ("closetime", "closedon", "dealclosedon")),
        )
    }
    noticed.notes += [note for found in times.values() for note in found.notes]
    outcome = np.append(outcomes_of(status.labels)[:-1], np.int8(Outcome.UNKNOWN))[status.codes][rows]
    won, lost, closed = (times[name].micros[rows] for name in ("won", "lost", "closed"))
    own = np.select([outcome == Outcome.WON, outcome == Outcome.LOST], [won, lost], NO_TIME)
    ended = (outcome == Outcome.WON) | (outcome == Outcome.LOST)
    stage = frame.column(*names("stageid", "stage")).take(rows)
    owner = picked(
        (None, frame.column(*names("ownername", "useridname", "owneridname", "owner"))),
        (None, users.named(frame.column(*names("ownerid", "userid")))),
    ).take(rows)
    texts = {
        "name": frame.column(*names("title")).take(rows),
        "owner": owner,
        "amount": frame.column(*names("value")).take(rows),
        "currency": frame.column(*names("currency", "currencyofvalue")).take(rows),
        "pipeline": relabel(frame.column(*names("pipelineid", "pipeline")).take(rows), labels.pipeline_label),
    }
    return Listed(
        compact(ids.take(rows)),
        frozenset(ids.text(row) for row in np.flatnonzero(deleted).tolist()),
        texts,
        relabel(stage, labels.stage_label),
        relabel(stage, labels.pipeline_of_stage),
        outcome,
        times["created"].micros[rows],
        np.where(ended & (own == NO_TIME), closed, own),
        relabel(frame.column(*names("lostreason")).take(rows), lambda label: labels.reason.get(label, label)),
        bool(status.labels),
    )


def all_deals(trail: Trail, found: Listed | None, labels: Labels) -> AllDeals:
    """The deals of the list, and behind them those that only have changes."""
    listed_ids = found.ids.labels if found is not None else ()
    known = set(listed_ids)
    own = [row for row, label in enumerate(trail.ids) if label not in known]
    ids = (*listed_ids, *(trail.ids[row] for row in own))
    row_of = {label: row for row, label in enumerate(trail.ids)}
    rows = np.array([row_of.get(label, -1) for label in ids], dtype=np.int64)

    def column(listed: Categorical | None, trailed: Categorical) -> Categorical:
        codes = np.append(trailed.codes, MISSING)[rows].astype(np.int32)
        behind = Categorical(codes, trailed.labels)
        if listed is None:
            return behind
        return picked((None, join([listed, Categorical.empty(len(own))])), (None, behind))

    by_place = {
        labels.stage_label(identifier): labels.pipeline_of_stage(identifier) for identifier in labels.stage
    }
    last_stage = trail.last(STAGE)
    place = picked(
        (None, trail.last(PIPELINE)), (None, relabel(last_stage, lambda label: by_place.get(label, "")))
    )
    texts = found.texts if found is not None else {}
    merged = {
        role: column(texts.get(role), trailed)
        for role, trailed in (("owner", trail.last(OWNER)), ("pipeline", place))
    }
    empty = Categorical.empty(len(trail.ids))
    merged |= {role: column(values, empty) for role, values in texts.items() if role not in merged}
    if found is not None and not texts["pipeline"].labels:
        merged["pipeline"] = column(found.pipeline_of_stage, place)
    created = np.append(trail.created, NO_TIME)[rows]
    outcome = np.full(len(ids), Outcome.UNKNOWN, dtype=np.int8)
    closed = np.full(len(ids), NO_TIME, dtype=np.int64)
    if found is not None:
        n = len(found.created)
        created[:n] = np.where(found.created == NO_TIME, created[:n], found.created)
        outcome[:n], closed[:n] = found.outcome, found.closed
    reason = column(found.reason if found is not None else None, trail.last(REASON))
    deals = Deals(
        Categorical(np.arange(len(ids), dtype=np.int32), ids),
        {role: values for role, values in merged.items() if values.labels},
        outcome,
        created,
        closed,
        {"Lost reason": reason} if reason.labels else {},
    )
    present = column(found.stage if found is not None else None, empty)
    return AllDeals(deals, present)
