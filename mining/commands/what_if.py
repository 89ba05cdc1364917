"""`lanekeeper what-if`: what another process would mean for the same deals."""

from __future__ import annotations

import argparse
import sys

from mining.commands.calendar_argument import add_calendar
from mining.commands.cost_argument import add_costs, costs_of
from mining.commands.json_output import add_json, check_json_target, write_json
from mining.commands.log_argument import add_log, add_process, load, named_process
from mining.commands.reporting import terminal_report
from models.errors import UserError
from resources.translation import tr

NAME = "what-if"
HELP = tr("compare two documented processes over the same deals")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    add_process(parser)
    parser.add_argument(
        "--with",
        dest="other",
        metavar="FILE",
        required=True,
        help=tr("the process to compare with (.yaml, .bpmn, .pnml, .xlsx, .csv)"),
    )
    add_costs(parser)
    add_calendar(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and print or write the result."""
    from mining.what_if.compare import what_if
    from mining.what_if.what_if_json import what_if_json
    from mining.what_if.wording import lines

    check_json_target(arguments.json, (*arguments.log, arguments.process, arguments.other))
    report = terminal_report()
    loaded = load(arguments, report)
    if loaded.process is None:
        raise UserError(tr("There is no documented process to compare with; name one with --process FILE."))
    if not arguments.other.strip():
        raise UserError(tr("--with names no file; write its name behind it."))
    other = named_process(arguments.other, arguments.pool)
    assert other is not None
    costs, earlier = costs_of(arguments, loaded.project.costs), loaded.project.earlier
    areas = loaded.project.areas
    found = what_if(loaded.log, loaded.process, other, report, costs, earlier=earlier, areas=areas)
    warnings = (*found.found_before.warnings, *found.found_after.warnings)
    for warning in dict.fromkeys(warnings):
        print(warning, file=sys.stderr)
    if arguments.json is not None:
        write_json(what_if_json(found), arguments.json)
    if arguments.json != "-":
        print("\n".join(lines(found)))
    return 0
