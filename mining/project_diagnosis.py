"""What a project file keeps for the diagnosis: thresholds, who belongs to which area, and when somebody looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from math import isfinite
from typing import Any

from mining.filter_json import text_of
from models.project import Project
from models.review import Review
from models.thresholds import Thresholds


def diagnosis_values(project: Project) -> dict[str, object]:
    """The values as JSON, only those that were chosen; empty where nothing was."""
    written: dict[str, object] = {}
    if project.thresholds != Thresholds():
        written["thresholds"] = asdict(project.thresholds)
    if project.areas:
        written["areas"] = dict(project.areas)
    if project.reviews:
        written["reviews"] = [
            {"day": one.day.isoformat(), "who": one.who, "what": one.what} for one in project.reviews
        ]
    return written


def thresholds_of(values: Mapping[str, Any]) -> Thresholds:
    """The thresholds; those that a file does not name have their defaults. Raises ValueError and TypeError."""
    given = values.get("thresholds", {})
    chosen: dict[str, Any] = {}
    for one in fields(Thresholds):
        if one.name in given:
            number = float(given[one.name])
            if not isfinite(number):
                raise ValueError(f"the threshold {one.name} is no number")
            chosen[one.name] = int(number) if isinstance(one.default, int) else number
    return Thresholds(**chosen)


def areas_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The role of every person that was given one."""
    return {text_of(person): text_of(role) for person, role in values.get("areas", {}).items()}


def reviews_of(values: Mapping[str, Any]) -> tuple[Review, ...]:
    """The days on which somebody looked."""
    return tuple(
        Review(date.fromisoformat(one["day"]), text_of(one["who"]), text_of(one["what"]))
        for one in values.get("reviews", ())
    )
