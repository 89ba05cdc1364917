"""`lanekeeper discover`: the process that is followed, as a picture, a model or data."""

from __future__ import annotations

import argparse

from mining.commands.calendar_argument import add_calendar
from mining.commands.destination import destination
from mining.commands.log_argument import add_log, add_process, load
from mining.commands.reporting import terminal_report
from models.errors import UserError
from resources.translation import tr

NAME = "discover"
HELP = tr("discover the process that deals follow")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    add_process(parser)
    add_calendar(parser)
    parser.add_argument(
        "--out",
        required=True,
        metavar="FILE",
        help=tr("a .svg, .png, .pdf, .json, .bpmn, .pnml or .ptml file"),
    )
    parser.add_argument(
        "--algorithm",
        choices=("inductive", "heuristics"),
        default="inductive",
        help=tr("how a model is found (default: inductive)"),
    )
    parser.add_argument(
        "--noise", type=float, default=0.2, help=tr("how much rare flow a model leaves out (default: 0.2)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Discover, write the file, and return the exit code."""
    from mining.analysis import analyse_again
    from mining.discovery.write import write_discovery
    from models.discovered_model import Miner

    if not 0 <= arguments.noise <= 1:
        raise UserError(tr("--noise is {noise}; it has to be between 0 and 1.", noise=f"{arguments.noise:g}"))
    out = destination(arguments.out, "--out", (*arguments.log, arguments.process))
    report = terminal_report()
    loaded = load(arguments, report)
    project = loaded.project
    found, _ = analyse_again(
        loaded.log,
        loaded.process,
        project.costs,
        report,
        None,
        earlier=project.earlier,
        areas=project.areas,
    )
    write_discovery(loaded.log, found.conformance, out, Miner(arguments.algorithm), arguments.noise, report)
    print(tr("Wrote {out}.", out=out))
    return 0
