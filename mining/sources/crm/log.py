"""The one way from what a CRM's source found in its files to a log: stages, activities and deals joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.assemble import Events, Ordered, in_order, keep, log_of, together
from mining.sources.crm.deals import Deals, case_table
from mining.sources.crm.field_changes import COUNTED, FieldChanges, change_counts
from mining.sources.crm.field_history import field_history
from mining.sources.crm.said_of_people import with_roles
from mining.sources.source import Imported, ImportOptions, nothing_left
from mining.sources.values.categories import compact, relabel
from mining.sources.values.words import counted, listed
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventKind, EventLog
from models.import_summary import ImportSummary, Quarantined
from models.quality import Fault, Finding
from resources.translation import tr, tr_n

_EXAMPLES = 10


@dataclass(frozen=True, eq=False)
class Found:
    """What a source found in its files.

    `stages` are the enterings of stages (or saves of a record with its stage then: those that change no stage
    are dropped here); `others` activities, buyer signals and lead events, in which a missing `case` means that
    they belong to no deal. `stage_outcomes` says which stages are won, lost or open where the CRM says so;
    `merged` gives the id of the deal into which another was merged; `rows` counts all rows of all `files`. `roles`
    is what is said of people, by name; `leads` the log of leads, a case a lead.
    """

    files: tuple[str, ...]
    rows: int
    stages: Events
    deals: Deals | None = None
    others: tuple[Events, ...] = ()
    changes: FieldChanges | None = None
    stage_outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    robots: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    leads: EventLog | None = None


def crm_log(source: str, found: Found, options: ImportOptions) -> Imported:
    """The log of what was found; raises UserError where no entering of a stage is left."""
    if not len(found.stages):
        raise nothing_left(found.files, ImportSummary(source, found.files, 0, found.quarantined).reasons)
    notes, findings = list(found.notes), list(found.findings)
    found = _merged(found, findings)
    saves = in_order(found.stages)
    stages = keep(saves, _is_change(saves))
    unchanged = len(saves.case) - len(stages.case)
    if unchanged:
        notes.append(
            tr("{saves} left the stage as it was: no events of their own.", saves=counted(unchanged, "save"))
        )
    _no_history(found.deals, stages.ids, findings)
    extra = _counted_changes(saves, found.changes)
    cases, deal_notes = case_table(stages, found.deals, found.stage_outcomes, extra)
    told = field_history(saves, found.changes, listed(found.files, 3), options)
    others = [_joined(events, stages.ids, notes, findings) for events in found.others]
    everything = _with_others(stages, [events for events in others if len(events)])
    summary = ImportSummary(
        source=source,
        files=found.files,
        rows=found.rows,
        quarantined=(*found.quarantined, *told.quarantined),
        notes=tuple(dict.fromkeys([*notes, *deal_notes, *told.notes])),
        findings=tuple(findings),
        robots=found.robots,
        timezone=options.zone,
    )
    log = with_roles(log_of(everything, cases), found.roles)
    leads = None if found.leads is None else with_roles(found.leads, found.roles)
    return Imported(replace(log, changes=told.history), summary, leads)


def _merged(found: Found, findings: list[Finding]) -> Found:
    """Everything of a deal that was merged into another belongs to that one."""
    if not found.merged:
        return found

    def survivor(identifier: str) -> str:
        seen = {identifier}
        while (into := found.merged.get(identifier)) is not None and into not in seen:
            seen.add(into)
            identifier = into
        return identifier

    gone = [label for label in found.stages.case.labels if survivor(label) != label]
    if gone:
        sentence = tr_n(
            "{deals} with a history was merged into another; both histories are one.",
            "{deals} with a history were merged into another; both histories are one.",
            len(gone),
            deals=counted(len(gone), "deal"),
        )
        findings.append(Finding(Fault.MERGED, len(gone), sentence, tuple(gone[:_EXAMPLES])))
    deals = found.deals
    if deals is not None:
        is_own = np.array([survivor(label) == label for label in deals.ids.labels], dtype=bool)[
            deals.ids.codes
        ]
        deals = deals.take(is_own)
    return replace(
        found,
        stages=_renamed(found.stages, survivor),
        others=tuple(_renamed(events, survivor) for events in found.others),
        changes=found.changes and replace(found.changes, case=relabel(found.changes.case, survivor)),
        deals=deals,
    )


def _renamed(events: Events, name: Callable[[str], str]) -> Events:
    return replace(events, case=relabel(events.case, name))


def _is_change(ordered: Ordered) -> NDArray[np.bool_]:
    """Which saves changed the stage: the first of a deal, and those with another stage than the one before."""
    codes = ordered.events.activity.codes
    same = (np.diff(codes) == 0) & (np.diff(ordered.case) == 0)
    return np.append(True, ~same) if len(codes) else np.zeros(0, dtype=bool)


def _no_history(deals: Deals | None, ids: tuple[str, ...], findings: list[Finding]) -> None:
    if deals is None:
        return
    known = set(ids)
    unseen = [identifier for identifier in deals.row_of if identifier not in known]
    if unseen:
        sentence = tr(
            "{deals} in the list of deals without a history of stages: left out.",
            deals=counted(len(unseen), "deal"),
        )
        findings.append(Finding(Fault.NO_HISTORY, len(unseen), sentence, tuple(unseen[:_EXAMPLES])))


def _counted_changes(saves: Ordered, changes: FieldChanges | None) -> dict[str, Categorical]:
    """How often amount, close date and owner of a deal were changed: by its saves, or by the audit trail."""
    extra = change_counts(changes, saves.ids) if changes is not None else {}
    for title in COUNTED.values():
        column = saves.events.extra.get(title.removesuffix(" changes"))
        if column is not None and title not in extra:
            changed = (np.diff(column.codes) != 0) & (np.diff(saves.case) == 0)
            counts = np.bincount(saves.case[1:][changed], minlength=len(saves.ids))
            extra[title] = Categorical.of(map(str, counts.tolist()))
    return extra


def _joined(events: Events, ids: tuple[str, ...], notes: list[str], findings: list[Finding]) -> Events:
    """The events of deals in the log; those of no deal are noted, those of an unknown one are found broken."""
    what = counted(len(events), "activity", "activities")
    known = set(ids)
    is_known = np.array([*(label in known for label in events.case.labels), False])[events.case.codes]
    without = events.case.codes == MISSING
    if without.any():
        notes.append(tr("{of} to no deal: left out.", of=_of(without, what)))
    broken = ~is_known & ~without
    if broken.any():
        examples = list(dict.fromkeys(events.case.text(i) for i in np.flatnonzero(broken)[:200].tolist()))
        sentence = tr("{of} to a deal that has no stages in this export: left out.", of=_of(broken, what))
        findings.append(Finding(Fault.BROKEN_JOINS, int(broken.sum()), sentence, tuple(examples[:_EXAMPLES])))
    return events.take(is_known)


def _of(chosen: NDArray[np.bool_], what: str) -> str:
    return tr_n(
        "{value} of {what} belongs",
        "{value} of {what} belong",
        len(chosen),
        value=number(int(chosen.sum())),
        what=what,
    )


def _with_others(stages: Ordered, others: list[Events]) -> Ordered:
    """All events in order, at one instant what happened to the lead first, then stages; the deals stay in theirs."""
    if not others:
        return stages
    everything = in_order(together([stages.events, *(replace(e, case=compact(e.case)) for e in others)]))
    assert everything.ids == stages.ids  # the stages come first, so that they name the deals
    is_lead = everything.events.kinds == EventKind.LEAD
    if not is_lead.any():
        return everything
    first = np.lexsort((~is_lead, everything.events.timestamp, everything.case))
    return replace(everything, events=everything.events.take(first), order=everything.order[first])
