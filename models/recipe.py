"""A recipe: what was answered when an export was imported, to be offered again for the next one of the same shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.column_mapping import ColumnMapping


@dataclass(frozen=True)
class Recipe:
    """The answers of an import; it holds no deal, only what the user chose by name.

    `shape` tells exports apart by their source and columns (`mining.recipes.shape_of`; empty: any). `source` to
    `object_type` are as in `ImportOptions`, `pipelines` to `stages` as in `Preparation`. `labels` says to which
    stage or end of the documented process a label of the CRM belongs (the empty text: to none). `made` is the day
    of the import as an ISO date, empty where unknown.
    """

    source: str = "auto"
    shape: str = ""
    mapping: ColumnMapping | None = None
    timezone: str = "UTC"
    day_first: bool | None = None
    sheet: str = ""
    object_type: str = ""
    pipelines: frozenset[str] = frozenset()
    robots: frozenset[str] | None = None
    currency: str = ""
    rates: Mapping[str, float] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    made: str = ""
