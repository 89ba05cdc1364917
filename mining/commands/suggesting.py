"""`--suggest-rules` of `lanekeeper check`: rules that deals keep though nobody wrote them down."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

MOST = 12
"""So many are printed, the surest first; the JSON has all."""


def add_suggestions(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    parser.add_argument(
        "--suggest-rules", action="store_true", help=tr("also which rules the closed deals keep untold")
    )


def suggested(
    arguments: argparse.Namespace, log: EventLog, process: ProcessModel, report: Report
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """What is added to the JSON, and the lines to print, as far as the command line asks for it."""
    if not arguments.suggest_rules:
        return {}, ()
    from mining.rules.discover_rules import discover_rules
    from mining.rules.rules_json import declared_json
    from mining.rules.suggest_rules import suggested_rules
    from mining.rules.wording import declared_words
    from mining.sources.values.words import counted

    documented = process if isinstance(process, SalesProcess) else None
    found = [one.found for one in suggested_rules(discover_rules(log, report), documented)]
    lines = [tr("Kept untold: {declared_words}", declared_words=declared_words(one)) for one in found[:MOST]]
    if len(found) > MOST:
        lines.append(
            tr("Not shown: {rules} more; --json lists them all.", rules=counted(len(found) - MOST, "rule"))
        )
    return {"suggested_rules": declared_json(found)}, tuple(lines or [tr("No rule is kept untold.")])
