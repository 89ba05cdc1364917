"""A snapshot as plain values for the project file, and back; the cells stand as columns, which is small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from mining.filter_json import text_of
from models.kpi_series import KpiUnit
from models.snapshot import Cell, Measured, Snapshot

_TEXTS = ("segment", "band", "team")


def snapshot_values(one: Snapshot) -> dict[str, Any]:
    """What JSON can hold of it: all of it."""
    return {
        "name": one.name,
        "day": one.day.isoformat(),
        "begins": one.begins.isoformat(),
        "ends": one.ends.isoformat(),
        "deals": one.deals,
        "process": one.process,
        "edges": [[currency, list(cuts)] for currency, cuts in one.edges],
        "measured": [_measured_values(measured) for measured in one.measured],
    }


def snapshot_from(given: Mapping[str, Any]) -> Snapshot:
    """The opposite; raises KeyError, ValueError and TypeError."""
    day, begins, ends = (date.fromisoformat(given[name]) for name in ("day", "begins", "ends"))
    return Snapshot(
        text_of(given["name"]),
        day,
        begins,
        ends,
        deals=int(given["deals"]),
        process=text_of(given["process"]),
        measured=tuple(map(_measured, given["measured"])),
        edges=tuple(
            (text_of(currency), tuple(_finite(cut) for cut in cuts)) for currency, cuts in given["edges"]
        ),
    )


def _measured_values(one: Measured) -> dict[str, Any]:
    labels = {name: sorted({getattr(cell, name) for cell in one.cells}) for name in _TEXTS}
    place = {name: {label: at for at, label in enumerate(known)} for name, known in labels.items()}
    columns: dict[str, list[Any]] = {
        name: [place[name][getattr(cell, name)] for cell in one.cells] for name in _TEXTS
    }
    numbers = {name: [getattr(cell, name) for cell in one.cells] for name in ("month", "n", "total")}
    squares = [] if one.is_share else [cell.squares for cell in one.cells]
    return {
        "metric": one.metric,
        "name": one.name,
        "unit": one.unit.value,
        "falls": one.falls,
        "spread": one.spread,
        "freedom": one.freedom,
        "horizon": one.horizon,
        "currency": one.currency,
        "why_none": one.why_none,
        "labels": labels,
        "cells": columns | numbers | {"squares": squares},
    }


def _measured(given: Mapping[str, Any]) -> Measured:
    falls = given["falls"]
    if falls not in (None, True, False):
        raise ValueError("a metric of a snapshot goes neither way")
    return Measured(
        text_of(given["metric"]),
        text_of(given["name"]),
        KpiUnit(given["unit"]),
        falls,
        _cells(given["labels"], given["cells"]),
        _finite(given["spread"]),
        int(given["freedom"]),
        int(given["horizon"]),
        text_of(given["currency"]),
        text_of(given["why_none"]),
    )


def _cells(labels: Mapping[str, Sequence[str]], given: Mapping[str, Sequence[Any]]) -> tuple[Cell, ...]:
    known = {name: [text_of(label) for label in labels[name]] for name in _TEXTS}
    if any(_place(at) >= len(known[name]) for name in _TEXTS for at in given[name]):
        raise ValueError("a cell of a snapshot has a label that there is not")
    texts = [[known[name][at] for at in given[name]] for name in _TEXTS]
    months, n = ([_place(value) for value in given[name]] for name in ("month", "n"))
    total = [_finite(value) for value in given["total"]]
    squares = [_finite(value) for value in given["squares"]] or total
    return tuple(Cell(*row) for row in zip(*texts, months, n, total, squares, strict=True))


def _place(given: object) -> int:
    if not isinstance(given, int) or given < 0:
        raise ValueError("a cell of a snapshot has no such number")
    return given


def _finite(given: Any) -> float:
    number = float(given)
    if not isfinite(number):
        raise ValueError("a number of a snapshot is none")
    return number
