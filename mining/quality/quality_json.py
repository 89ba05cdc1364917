"""The data-quality report as `lanekeeper.quality/1`, for the commands that write JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from mining.export.names_in_words import without_names
from mining.export.stand_ins import stand_ins_of
from mining.number_format import at
from mining.quality.report import quality_of
from models.project import Project
from models.quality import QualityReport

FORMAT = "lanekeeper.quality/1"
NOBODY: Mapping[str, str] = MappingProxyType({})


def quality_json(report: QualityReport, names: Mapping[str, str] = NOBODY) -> dict[str, Any]:
    """The report as plain values; times are ISO 8601 in UTC. `names` are the stand-ins of people who are not named."""
    values = asdict(report)
    checks = [_check(check, names) for check in values.pop("checks")]
    for name in ("first", "last"):
        values[name] = None if values[name] is None else at(values[name]).isoformat()
    return {"format": FORMAT, **values, "checks": checks}


def quality_of_project(project: Project, real_names: bool = False) -> dict[str, Any] | None:
    """The report on the log of a project as plain values, None where it has none; people have stand-ins by default."""
    if project.log is None:
        return None
    report = quality_of(project.log, project.summary, project.preparation, project.process)
    return quality_json(report, NOBODY if real_names else stand_ins_of(project.log, project.stand_ins))


def _check(check: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        **check,
        "fault": str(check["fault"]),
        "sentence": without_names(check["sentence"], names),
        "examples": [without_names(example, names) for example in check["examples"]],
    }
