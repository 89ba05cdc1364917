"""The data-quality report as `lanekeeper.quality/1`, for the commands that write JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mining.number_format import at
from mining.quality.report import quality_of
from models.project import Project
from models.quality import QualityReport

FORMAT = "lanekeeper.quality/1"


def quality_json(report: QualityReport) -> dict[str, Any]:
    """The report as plain values; times are ISO 8601 in UTC."""
    values = asdict(report)
    checks = [{**check, "fault": str(check["fault"])} for check in values.pop("checks")]
    for name in ("first", "last"):
        values[name] = None if values[name] is None else at(values[name]).isoformat()
    return {"format": FORMAT, **values, "checks": checks}


def quality_of_project(project: Project) -> dict[str, Any] | None:
    """The report on the log of a project as plain values, None where it has none."""
    if project.log is None:
        return None
    return quality_json(quality_of(project.log, project.summary, project.preparation, project.process))
