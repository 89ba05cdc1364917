"""A newer export of the same CRM joins a project: what is new comes in, what is known stays once, nothing goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.number_format import date, number
from mining.privacy.people import introduced
from mining.renamed_stages import stage_deals
from mining.sources.source import Imported
from mining.sources.values.categories import compact, join
from mining.sources.values.words import counted, listed
from mining.updating_cases import is_changed, merged_cases
from mining.updating_changes import merged_changes
from models.case_table import PIPELINE, CaseTable
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.event_log import EventKind, EventLog
from models.import_summary import ImportSummary
from models.label import key
from models.project import Project
from models.quality import Finding
from models.sales_process import SalesProcess
from resources.translation import tr

_EXAMPLES = 3


class NothingInCommon(UserError):
    """The export and the project have no deal in common."""


@dataclass(frozen=True)
class UpdateSummary:
    """What a newer export did to a project, in deals; `missing` are those that it does not have any more.

    `added` counts the events that came in, `kept` those of deals in both that only the project had. `notes` are
    further full sentences.
    """

    new: int
    changed: int
    unchanged: int
    missing: int
    added: int
    kept: int
    notes: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, in full sentences."""
        told = [
            tr(
                "{new_deals}, {changed} changed, {unchanged} unchanged; {new_events}.",
                new_deals=counted(self.new, "new deal"),
                changed=number(self.changed),
                unchanged=number(self.unchanged),
                new_events=counted(self.added, "new event"),
            )
        ]
        if self.missing:
            told.append(
                tr(
                    "{deals} of the project no longer in the export: kept as before.",
                    deals=counted(self.missing, "deal"),
                )
            )
        if self.kept:
            told.append(
                tr(
                    "{events} of deals in both no longer in the export: kept as before, because an export "
                    "may reach less far back.",
                    events=counted(self.kept, "event"),
                )
            )
        return (*told, *self.notes)


def updated(old: Project, imported: Imported) -> tuple[Project, UpdateSummary]:
    """The project with the union of both logs; process, notes, filter, preparation and recipe stay.

    An event is the same in both where deal, step, time and kind are equal (as often as it is there); of the
    same event and of a deal's columns the newer export counts, except where it has no such value for any deal.
    Where the export ends before the project's stages of the same deals do, it is the older one, and the project's
    columns of deals count. Leads are joined by the same rules. People keep their stand-ins, new ones get the next
    numbers. Raises NothingInCommon where no deal is in both. A
    project without a log just takes the new one.
    """
    leads = _with_newer_leads(old.leads, imported.leads)
    if old.log is None:
        taken = replace(old, log=imported.log, summary=imported.summary, leads=leads)
        return introduced(taken), _all_new(imported.log)
    before, after = old.log, imported.log
    place = {identifier: case for case, identifier in enumerate(before.cases.ids)}
    ids = dict.fromkeys((*before.cases.ids, *after.cases.ids))
    if before.n_cases and after.n_cases and len(ids) == before.n_cases + after.n_cases:
        raise NothingInCommon(
            tr(
                "The export and {name} have no deal in common: is it another CRM? Start a new project "
                "for it.",
                name=old.name or tr("the project"),
            )
        )
    newer_case = _places(after, ids)
    both = np.array([identifier in place for identifier in after.cases.ids], dtype=bool)
    same = _same_events(before, after, newer_case)
    ends = _ends(before, after, np.isin(np.arange(before.n_cases), newer_case))
    cases = merged_cases(before, after, newer_case, len(ids), is_behind=ends[0] > ends[1])
    log = _union(before, after, newer_case, cases, same)
    fresh = same.partner_of_newer == MISSING
    touched = np.zeros(len(ids), dtype=bool)
    touched[newer_case[after.case_of_event[fresh]]] = True
    in_both = newer_case[both]
    changed = int((touched | is_changed(before.cases, cases))[in_both].sum())
    seen = np.zeros(len(ids), dtype=bool)
    seen[newer_case] = True
    kept = int((~same.older_is_in_newer & seen[before.case_of_event]).sum())
    told = UpdateSummary(
        new=int((~both).sum()),
        changed=changed,
        unchanged=int(both.sum()) - changed,
        missing=before.n_cases - int(both.sum()),
        added=int(fresh.sum()),
        kept=kept,
        notes=(*_behind(*ends), *_notes(old, after)),
    )
    joined = replace(old, log=log, summary=_summary(old.summary, imported, told), leads=leads)
    return introduced(joined), told


def _with_newer_leads(before: EventLog | None, after: EventLog | None) -> EventLog | None:
    """The union of both logs of leads by the same rules; an export without leads leaves those of the project."""
    if before is None or after is None:
        return after or before
    ids = dict.fromkeys((*before.cases.ids, *after.cases.ids))
    newer_case = _places(after, ids)
    ends = _ends(before, after, np.isin(np.arange(before.n_cases), newer_case))
    cases = merged_cases(before, after, newer_case, len(ids), is_behind=ends[0] > ends[1])
    return _union(before, after, newer_case, cases, _same_events(before, after, newer_case))


def _places(after: EventLog, ids: dict[str, None]) -> NDArray[np.int64]:
    """The place among `ids` of every case of the newer log."""
    case_at = {identifier: case for case, identifier in enumerate(ids)}
    return np.array([case_at[identifier] for identifier in after.cases.ids], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class _Same:
    """For every event of the older log whether the newer one has it; for every newer one its older twin or -1."""

    older_is_in_newer: NDArray[np.bool_]
    partner_of_newer: NDArray[np.int64]


def _same_events(before: EventLog, after: EventLog, newer_case: NDArray[np.int64]) -> _Same:
    """Match events by deal, step, time and kind; of events that come several times the first with the first."""
    activity = join([before.activity, after.activity])
    case = np.concatenate((before.case_of_event.astype(np.int64), newer_case[after.case_of_event]))
    kind = np.concatenate((before.kind, after.kind)).astype(np.int64)
    time = np.concatenate((before.timestamp, after.timestamp))
    what = (case * (len(activity.labels) + 1) + activity.codes + 1) * 4 + kind
    order = np.lexsort((time, what))  # stable: older events stay before newer ones
    what, time = what[order], time[order]
    starts = np.append(True, (np.diff(what) != 0) | (np.diff(time) != 0)) if len(order) else np.zeros(0, bool)
    group = np.cumsum(starts) - 1
    is_newer = order >= before.n_events
    first = np.flatnonzero(starts)
    olds = np.bincount(group[~is_newer], minlength=len(first))
    position = np.arange(len(order)) - (first[group] if len(order) else 0)
    rank = position - np.where(is_newer, olds[group] if len(order) else 0, 0)
    news = np.bincount(group[is_newer], minlength=len(first))
    found = np.zeros(before.n_events, dtype=bool)
    found[order[~is_newer]] = (rank < news[group])[~is_newer]
    partner = np.full(after.n_events, MISSING, dtype=np.int64)
    has = is_newer & (rank < olds[group])
    partner[order[has] - before.n_events] = order[first[group[has]] + rank[has]]
    return _Same(found, partner)


def _union(
    before: EventLog, after: EventLog, newer_case: NDArray[np.int64], cases: CaseTable, same: _Same
) -> EventLog:
    """All events of the newer log and those that only the older has, by deal and time; at the same time the
    older ones first, then in the order of the newer export."""
    case = np.concatenate((before.case_of_event.astype(np.int64), newer_case[after.case_of_event]))
    time = np.concatenate((before.timestamp, after.timestamp))
    stay = np.flatnonzero(np.concatenate((~same.older_is_in_newer, np.ones(after.n_events, dtype=bool))))
    order = stay[np.lexsort((time[stay], case[stay]))]
    twin = same.partner_of_newer

    def column(older: Categorical, newer: Categorical) -> Categorical:
        """The newer value, where it is empty that of the same event in the older log."""
        both = join([older, newer])
        mine, other = both.codes[len(older) :], np.append(both.codes[: len(older)], MISSING)
        newest = np.where((mine == MISSING) & (twin != MISSING), other[twin], mine)
        codes = np.concatenate((other[:-1], newest))[order]
        return compact(Categorical(codes.astype(np.int32), both.labels))

    def extra(log: EventLog, name: str) -> Categorical:
        return log.extra.get(name, Categorical.empty(log.n_events))

    counts = np.bincount(case[order], minlength=len(cases))
    return EventLog(
        activity=column(before.activity, after.activity),
        timestamp=time[order],
        resource=column(before.resource, after.resource),
        kind=np.concatenate((before.kind, after.kind))[order],
        case_start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        cases=cases,
        extra={
            name: column(extra(before, name), extra(after, name))
            for name in dict.fromkeys((*after.extra, *before.extra))
        },
        changes=merged_changes(before.changes, after.changes, newer_case),
    )


def _ends(before: EventLog, after: EventLog, in_both: NDArray[np.bool_]) -> tuple[int, int]:
    """The last entering of a stage in the project, of deals that are `in_both`, and in the export."""
    older = before.timestamp[(before.kind == EventKind.STAGE) & in_both[before.case_of_event]]
    newer = after.timestamp[after.kind == EventKind.STAGE]
    return (int(older.max()), int(newer.max())) if len(older) and len(newer) else (0, 0)


def _behind(project: int, export: int) -> Iterator[str]:
    if project > export:
        yield (
            tr(
                "The export ends on {export} and the project on {project}, so the export is the older "
                "one: of deals in both what the project says of outcome, amount and owner stays.",
                export=date(export),
                project=date(project),
            )
        )


def _all_new(log: EventLog) -> UpdateSummary:
    return UpdateSummary(log.n_cases, 0, 0, 0, log.n_events, 0)


def _notes(old: Project, after: EventLog) -> Iterator[str]:
    """What the choices and the process of the project do not know of yet."""
    chosen = old.preparation.pipelines
    pipelines = after.cases.extra.get(PIPELINE)
    known = old.log.cases.extra.get(PIPELINE) if old.log is not None else None
    familiar = chosen | set(known.labels if known else ())
    fresh = [name for name in (pipelines.labels if pipelines and chosen else ()) if name not in familiar]
    if fresh:
        yield tr(
            "New in the export, but not among the pipelines that are checked: {fresh}.",
            fresh=listed(fresh, _EXAMPLES),
        )
    unknown = _unknown_stages(old, after)
    if unknown:
        yield tr(
            "New in the export, and no stage of the documented process: {unknown}.",
            unknown=listed(unknown, _EXAMPLES),
        )


def _unknown_stages(old: Project, after: EventLog) -> list[str]:
    """Stages that neither the process nor the older log has."""
    if not isinstance(old.process, SalesProcess) or old.log is None:
        return []
    stages, ends = old.process.stages, old.process.ends
    documented = [
        *(stage.labels for stage in stages),
        *(end.labels for end in ends),
        tuple(stage_deals(old.log)),
    ]
    familiar = {key(label) for labels in documented for label in labels}
    renamed = old.preparation.stages
    return [label for label in stage_deals(after) if key(renamed.get(label, label)) not in familiar]


def _summary(old: ImportSummary | None, imported: Imported, told: UpdateSummary) -> ImportSummary:
    """That of the newer export, with the files and the robots of both, and what the update did."""
    new = imported.summary
    before = old or ImportSummary(new.source, (), 0)
    return replace(
        new,
        files=tuple(dict.fromkeys((*before.files, *new.files))),
        robots=tuple(dict.fromkeys((*before.robots, *new.robots))),
        findings=(*new.findings, *_still_true(before.findings, frozenset(imported.log.cases.ids))),
        notes=(*(tr("Update: {sentence}", sentence=sentence) for sentence in told.sentences), *new.notes),
    )


def _still_true(findings: tuple[Finding, ...], again: frozenset[str]) -> Iterator[Finding]:
    """What was found about deals that the newer export says nothing of."""
    for finding in findings:
        deals = tuple(deal for deal in finding.deals if deal not in again)
        if deals:
            sentence = tr(
                "{deals} of an earlier export: {sentence}",
                deals=counted(len(deals), "deal"),
                sentence=finding.sentence,
            )
            yield Finding(finding.fault, len(deals), sentence, deals[:_EXAMPLES], deals)
