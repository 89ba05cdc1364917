"""The plan as tables: its actions with everything that was agreed on each, and the service levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from mining.areas.documented import HandoverCount
from mining.areas.wording import range_words, rate_words
from mining.export.names_in_words import without_names
from mining.number_format import number, percent
from mining.plan.metrics import among_words, baseline_words, level_words, metric_words, person_words
from mining.plan.service_levels import LevelRow, area_title, level_rows
from models.change_plan import ActionState, ChangeAction, ChangePlan
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.project import Project
from models.strategy import Stakeholder
from resources.translation import tr

STATES = {
    ActionState.PROPOSED: tr("Proposed"),
    ActionState.AGREED: tr("Agreed"),
    ActionState.UNDER_WAY: tr("Under way"),
    ActionState.DONE: tr("Done"),
    ActionState.DROPPED: tr("Dropped"),
}


def shown_plan(plan: ChangePlan, stand_ins: Mapping[str, str] | None) -> ChangePlan:
    """The plan as it may be shown: with the stand-in for every name that stands in a text, or as it is for None.

    A rep who has no stand-in is called one rep.
    """
    if stand_ins is None:
        return plan
    known = {
        **stand_ins,
        **{one.person: person_words(one.person, stand_ins) for one in plan.actions if one.person},
    }

    def hidden(words: str) -> str:
        return without_names(words, known)

    actions = tuple(
        replace(
            one,
            what=hidden(one.what),
            owner=hidden(one.owner),
            finding=hidden(one.finding),
            outcome=hidden(one.outcome),
            note=hidden(one.note),
            person=known.get(one.person, ""),
            stakeholders=tuple(replace(each, who=hidden(each.who)) for each in one.stakeholders),
        )
        for one in plan.actions
    )
    levels = tuple(replace(one, promise=hidden(one.promise)) for one in plan.levels)
    return replace(
        plan, title=hidden(plan.title), purpose=hidden(plan.purpose), actions=actions, levels=levels
    )


def plan_tables(
    project: Project, stand_ins: Mapping[str, str] | None, counts: Sequence[HandoverCount] = ()
) -> tuple[ExportTable, ...]:
    """All actions and all service levels; people have stand-ins unless `stand_ins` is None."""
    plan = shown_plan(project.plan, stand_ins)
    return actions_table(plan, project.process), levels_table(level_rows(project.process, plan, counts))


def actions_table(plan: ChangePlan, process: object) -> ExportTable:
    """One row an action of a plan that may be shown; the baseline in numbers too, shares as fractions."""
    text, share, count, time = ValueKind.TEXT, ValueKind.NUMBER, ValueKind.COUNT, ValueKind.TIME
    columns: tuple[tuple[str, ValueKind, Callable[[ChangeAction], ExportValue]], ...] = (
        (tr("Id"), text, lambda one: one.id),
        (tr("Action"), text, lambda one: one.what),
        (tr("State"), text, lambda one: STATES[one.state]),
        (tr("Functional area"), text, lambda one: area_title(one.area, process)),
        (tr("Answers for it"), text, lambda one: one.owner),
        (tr("Measured by"), text, lambda one: metric_words(one.metric) if one.metric else ""),
        (tr("Measured of"), text, lambda one: among_words(one, None) if one.metric else ""),
        (tr("Baseline"), text, lambda one: baseline_words(one.baseline.value, one.metric) if one.baseline else ""),
        (tr("Baseline from"), time, lambda one: one.baseline.begins if one.baseline else None),
        (tr("Baseline to"), time, lambda one: one.baseline.ends if one.baseline else None),
        (tr("Baseline, value"), share, lambda one: one.baseline.value.value if one.baseline else None),
        (tr("Lower bound"), share, lambda one: one.baseline.value.low if one.baseline else None),
        (tr("Upper bound"), share, lambda one: one.baseline.value.high if one.baseline else None),
        (tr("Deals"), count, lambda one: one.baseline.value.n if one.baseline else None),
        (tr("Target"), text, lambda one: level_words(one.target, one.metric)),
        (tr("Where the target comes from"), text, lambda one: one.target_from),
        (tr("Verifiable outcome"), text, lambda one: one.outcome),
        (tr("Due"), time, lambda one: one.due),
        (tr("Under way since"), time, lambda one: one.started),
        (tr("Kept informed"), text, lambda one: "; ".join(map(informed_words, one.stakeholders))),
        (tr("From the finding"), text, lambda one: one.finding),
        (tr("Note"), text, lambda one: one.note),
    )  # fmt: skip
    return ExportTable(
        tr("Actions"),
        tuple(
            ExportColumn(title, [tell(one) for one in plan.actions], kind) for title, kind, tell in columns
        ),
    )


def levels_table(rows: Sequence[LevelRow]) -> ExportTable:
    """One row a promise between two areas, and how often it was not kept."""
    columns: tuple[tuple[str, ValueKind, Callable[[LevelRow], ExportValue]], ...] = (
        (tr("From"), ValueKind.TEXT, lambda one: one.giver),
        (tr("To"), ValueKind.TEXT, lambda one: one.taker),
        (tr("Promise"), ValueKind.TEXT, lambda one: one.promise),
        (tr("Within"), ValueKind.TEXT, lambda one: one.within),
        (tr("Documented as"), ValueKind.TEXT, lambda one: one.documented),
        (tr("Not kept"), ValueKind.SHARE, lambda one: one.breaches.value if one.breaches else None),
        (tr("Hand-overs"), ValueKind.COUNT, lambda one: one.breaches.of if one.breaches else None),
        (tr("How often it was not kept"), ValueKind.TEXT, kept_words),
    )
    return ExportTable(
        tr("Service levels"),
        tuple(ExportColumn(title, [tell(one) for one in rows], kind) for title, kind, tell in columns),
    )


def kept_words(row: LevelRow) -> str:
    """`31 % of 512 hand-overs (95 % interval 27–35 %)`, or why nothing can be said."""
    if row.breaches is None:
        return row.why_none
    return rate_words(row.breaches.hits, row.breaches.of, tr("hand-over"))


def short_kept_words(row: LevelRow) -> str:
    """`31 % (27–35 %) of 512`, or that nothing measures it."""
    if row.breaches is None or row.breaches.interval is None:
        return tr("Not measured")
    return tr(
        "{share} ({range}) of {n}",
        share=percent(row.breaches.value),
        range=range_words(*row.breaches.interval),
        n=number(row.breaches.of),
    )


def informed_words(one: Stakeholder) -> str:
    """`CMO (Marketing), weekly`."""
    who = tr("{who} ({function})", who=one.who, function=one.function) if one.function else one.who
    return tr("{who}, {cadence}", who=who, cadence=one.cadence) if one.cadence else who
