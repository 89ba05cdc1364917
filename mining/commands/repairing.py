"""`--repairs` of `lanekeeper check`: small edits of the process that explain winning practice."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from models.costs import Costs
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from resources.translation import tr


def add_repairs(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    parser.add_argument(
        "--repairs",
        action="store_true",
        help=tr(
            "also which small edits of the process explain the most won deals, and what they cost in clarity"
        ),
    )


def repaired(
    arguments: argparse.Namespace, log: EventLog, process: ProcessModel, costs: Costs, report: Report
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """What is added to the JSON, and the lines to print, as far as the command line asks for it."""
    if not arguments.repairs:
        return {}, ()
    from mining.process.repair.repairs_json import repairs_json
    from mining.process.repair.suggest import suggest_repairs
    from mining.process.repair.wording import lines

    found = suggest_repairs(log, process, report, costs)
    return {"repairs": repairs_json(found, log.cases.ids)}, tuple(lines(found))
