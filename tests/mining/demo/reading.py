"""Reads a written demo with nothing but the csv module: what an outsider sees in the files."""

import csv
from datetime import datetime
from itertools import groupby
from pathlib import Path

Row = dict[str, str]

SIDES = (
    "buyer not there yet", "buyer ahead", "missing evidence",
    "stalled", "late", "wrong role", "bare close", "hand-over",
)  # fmt: skip
"""The deviations beside the flow."""


def table(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def when(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")


def history(folder: Path) -> dict[str, list[Row]]:
    """The rows of each opportunity, in the order of the file."""
    deals: dict[str, list[Row]] = {}
    for row in table(folder, "OpportunityHistory"):
        deals.setdefault(row["OpportunityId"], []).append(row)
    return deals


def entries(rows: list[Row]) -> list[Row]:
    """The first row of every run of rows in one stage."""
    return [next(run) for _, run in groupby(rows, key=lambda row: row["StageName"])]
