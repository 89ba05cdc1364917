"""`lanekeeper export`: the event log as a file for other programs, with stand-ins for the names of people."""

from __future__ import annotations

import argparse

from mining.commands.destination import destination
from mining.commands.log_argument import add_log, load
from mining.commands.reporting import terminal_report
from resources.translation import tr

NAME = "export"
HELP = tr("write the event log for other programs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    parser.add_argument(
        "--out", required=True, metavar="FILE", help=tr("a .xes, .xes.gz, .parquet or .csv file")
    )
    parser.add_argument(
        "--names", action="store_true", help=tr("write people's real names instead of stand-ins")
    )
    parser.set_defaults(process=None, pool=None)


def run(arguments: argparse.Namespace) -> int:
    """Read the log, write the file, say what it could not hold, and return the exit code."""
    from mining.export.write import check_ending, write_log
    from mining.sources.values.words import counted

    out = destination(arguments.out, "--out", arguments.log)
    check_ending(out)
    report = terminal_report()
    log = load(arguments, report).log
    notes = write_log(log, out, arguments.names, report)
    print(
        tr(
            "Wrote {deals} with {events} to {out}.",
            deals=counted(log.n_cases, "deal"),
            events=counted(log.n_events, "event"),
            out=out,
        )
    )
    for note in notes:
        print(note)
    has_people = bool(log.cases.owner.labels or log.resource.labels)
    if has_people and not arguments.names:
        print(tr("People have stand-ins there (Rep 1, User 1); --names writes their real names."))
    return 0
