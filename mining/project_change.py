"""What a project file keeps for the change: the plan, the report's template, the snapshots, and who stands for whom."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import Any

from mining.before_after.snapshot_json import snapshot_from, snapshot_values
from mining.filter_json import text_of
from models.change_plan import ActionBaseline, ActionState, ChangeAction, ChangePlan, ServiceLevel
from models.diagnosis import Estimate
from models.project import Project
from models.report_template import ReportTemplate, TemplateSection
from models.snapshot import Snapshot
from models.strategy import Stakeholder


def change_values(project: Project) -> dict[str, object]:
    """The values as JSON, only those that there are; empty where nothing was written."""
    written: dict[str, object] = {}
    if project.plan != ChangePlan():
        written["plan"] = _plain(asdict(project.plan))
    if project.report != ReportTemplate():
        written["report"] = asdict(project.report) | {
            "logo": base64.b64encode(project.report.logo).decode("ascii")
        }
    if project.snapshots:
        written["snapshots"] = [snapshot_values(one) for one in project.snapshots]
    if project.stand_ins:
        written["stand_ins"] = dict(project.stand_ins)
    return written


def plan_of(values: Mapping[str, Any]) -> ChangePlan:
    """The plan; raises KeyError, ValueError and TypeError."""
    given = values.get("plan")
    if given is None:
        return ChangePlan()
    return ChangePlan(
        title=text_of(given["title"]),
        purpose=text_of(given["purpose"]),
        actions=tuple(map(_action, given["actions"])),
        levels=tuple(
            ServiceLevel(*(text_of(one[name]) for name in ("giver", "taker", "promise", "within")))
            for one in given["levels"]
        ),
    )


def report_of(values: Mapping[str, Any]) -> ReportTemplate:
    """The template of the report."""
    given = values.get("report")
    if given is None:
        return ReportTemplate()
    texts = {name: text_of(given[name]) for name in ("language", "title", "author", "organisation", "accent")}
    sections = tuple(
        TemplateSection(
            text_of(one["key"]), bool(one["is_included"]), text_of(one["title"]), text_of(one["text"])
        )
        for one in given["sections"]
    )
    return ReportTemplate(
        sections,
        **texts,
        logo=base64.b64decode(given["logo"], validate=True),
        findings=int(given["findings"]),
        per_rep=bool(given["per_rep"]),
        with_names=bool(given["with_names"]),
    )


def snapshots_of(values: Mapping[str, Any]) -> tuple[Snapshot, ...]:
    """The snapshots in the order in which they were taken."""
    return tuple(map(snapshot_from, values.get("snapshots", ())))


def stand_ins_of_project(values: Mapping[str, Any]) -> dict[str, str]:
    """The stand-in of every person that has one."""
    return {text_of(name): text_of(stand_in) for name, stand_in in values.get("stand_ins", {}).items()}


def _action(given: Mapping[str, Any]) -> ChangeAction:
    names = (
        *("id", "what", "owner", "area", "finding", "metric", "group", "person", "outcome", "note"),
        "target_from",
    )
    base = given["baseline"]
    return ChangeAction(
        **{name: text_of(given[name]) for name in names},
        baseline=None if base is None else ActionBaseline(_estimate(base["value"]), *_days(base)),
        target=None if given["target"] is None else _finite(given["target"]),
        due=_day(given["due"]),
        started=_day(given["started"]),
        state=ActionState(given["state"]),
        stakeholders=tuple(
            Stakeholder(*(text_of(one[name]) for name in ("who", "function", "cadence")))
            for one in given["stakeholders"]
        ),
    )


def _estimate(given: Mapping[str, Any]) -> Estimate:
    return Estimate(_finite(given["value"]), _finite(given["low"]), _finite(given["high"]), int(given["n"]))


def _days(given: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(given["begins"]), date.fromisoformat(given["ends"])


def _day(given: str | None) -> date | None:
    return None if given is None else date.fromisoformat(given)


def _finite(given: object) -> float:
    number = float(given)  # type: ignore[arg-type]
    if not isfinite(number):
        raise ValueError("a number of the plan is none")
    return number


def _plain(value: Any) -> Any:
    """Days as texts, everything else as it is."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
