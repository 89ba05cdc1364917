"""Edits of what was agreed beside the process: each gives a new process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from models.handoff import Handoff
from models.label import key
from models.sales_process import SalesProcess
from models.strategy import Baseline, FitRule, RecordedChange, Stakeholder, SweetSpot


def with_fit_rules(process: SalesProcess, rules: Iterable[FitRule]) -> SalesProcess:
    """The process with these rules of the sweet spot; without any it has none."""
    spot, wanted = process.strategy.sweet_spot, tuple(rules)
    least = spot.min_score if spot is not None else SweetSpot(()).min_score
    return _with(process, sweet_spot=SweetSpot(wanted, least) if wanted else None)


def with_least_fit(process: SalesProcess, least: float) -> SalesProcess:
    """The process whose deals fit from this share of its rules on; the same where it has no sweet spot."""
    spot = process.strategy.sweet_spot
    return process if spot is None else _with(process, sweet_spot=replace(spot, min_score=least))


def with_target(process: SalesProcess, name: str, value: float | None) -> SalesProcess:
    """The process with another target, None for none; `name` is that of the field of `Targets`."""
    targets: dict[str, Any] = {name: value}
    return _with(process, targets=replace(process.strategy.targets, **targets))


def with_baseline(process: SalesProcess, baseline: Baseline | None) -> SalesProcess:
    """The process with this baseline."""
    return _with(process, baseline=baseline)


def with_stakeholders(process: SalesProcess, stakeholders: Iterable[Stakeholder]) -> SalesProcess:
    """The process with these stakeholders."""
    return _with(process, stakeholders=tuple(stakeholders))


def with_changes(process: SalesProcess, changes: Iterable[RecordedChange]) -> SalesProcess:
    """The process with these changes, in order of their days."""
    return _with(process, changes=tuple(sorted(changes, key=lambda one: one.day)))


def with_handoffs(process: SalesProcess, handoffs: Iterable[Handoff]) -> SalesProcess:
    """The process with these hand-overs."""
    return replace(process, handoffs=tuple(handoffs))


def free_id(letter: str, taken: Iterable[str]) -> str:
    """`H3`, where H1 and H2 are taken."""
    known = set(map(key, taken))
    return next(f"{letter}{at}" for at in range(1, len(known) + 2) if key(f"{letter}{at}") not in known)


def _with(process: SalesProcess, **fields: Any) -> SalesProcess:
    return replace(process, strategy=replace(process.strategy, **fields))
