"""`lanekeeper drift`: since when deals are worked differently."""

from __future__ import annotations

import argparse

from mining.commands.calendar_argument import add_calendar
from mining.commands.json_output import add_json, check_json_target, write_json
from mining.commands.log_argument import add_log, add_process, load, named_files
from mining.commands.reporting import terminal_report
from mining.commands.where_argument import add_where, matching_deals
from resources.translation import tr

NAME = "drift"
HELP = tr("find since when deals are worked differently")

_CASES_BY = ("auto", "gate", "time", "file")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    add_process(parser)
    add_where(parser)
    parser.add_argument(
        "--cases-by",
        choices=_CASES_BY,
        default="auto",
        help=tr(
            "gate: judge each thing when it is settled; time: compare whole deals in order of their "
            "first events; file: as they stand in the file (default: gate where outcomes are known, "
            "file where it is nearly in order of time, else time)"
        ),
    )
    add_calendar(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find the changes, and print or write them."""
    from mining.analysis import analyse
    from mining.drift.drift_json import drift_json
    from mining.drift.find import find_drift
    from mining.drift.wording import result_lines
    from models.drift import DriftOrder

    check_json_target(arguments.json, (*arguments.log, *named_files(arguments)))
    report = terminal_report()
    loaded = load(arguments, report)
    log = loaded.log
    analysis = analyse(log, loaded.process, report)
    if arguments.where is not None:
        log = matching_deals(arguments, log, analysis)
        analysis = analyse(log, loaded.process, report)
    orders = {"gate": DriftOrder.GATE, "time": DriftOrder.FIRST_EVENT, "file": DriftOrder.FILE}
    found = find_drift(analysis, loaded.process, None, report, orders.get(arguments.cases_by))
    if arguments.json is not None:
        checked = analysis.conformance
        name = checked.process_name if checked is not None else ""
        write_json(drift_json(found, analysis.log, name, loaded.quarantined), arguments.json)
    if arguments.json != "-":
        print("\n".join(f"- {line}" for line in result_lines(found)))
    return 0
