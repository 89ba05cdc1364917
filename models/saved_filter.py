"""A filter kept under a name, to be applied again or compared with another one."""

from __future__ import annotations

from dataclasses import dataclass

from models.case_filter import CaseFilter


@dataclass(frozen=True)
class SavedFilter:
    """What the user calls it, and what it lets through; no two of a project have the same name."""

    name: str
    filter: CaseFilter
