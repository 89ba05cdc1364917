"""`lanekeeper diagnose`: whose each deviation is, what goes along with it, and what cannot be said."""

from __future__ import annotations

import argparse
from pathlib import Path

from mining.commands.calendar_argument import add_calendar
from mining.commands.json_output import add_json, check_json_target, write_json
from mining.commands.log_argument import Loaded, add_journey, add_log, add_process, load, named_files
from mining.commands.reporting import terminal_report
from mining.commands.where_argument import add_where, matching_deals
from models.errors import UserError
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

NAME = "diagnose"
HELP = tr("say whose each deviation is, what it goes along with, and what cannot be said")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    add_process(parser, versions=True)
    add_journey(parser)
    parser.add_argument(
        "--strategy",
        metavar="FILE",
        help=tr("targets, sweet spot, hand-overs and the like (.yaml), in the place of the process's own"),
    )
    add_calendar(parser)
    add_where(parser)
    parser.add_argument(
        "--names", action="store_true", help=tr("write the owners' real names instead of stand-ins")
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Diagnose, and print or write the result."""
    import numpy as np

    from mining.analysis import analyse_again
    from mining.areas.handoffs_json import handoffs_json
    from mining.areas.of_project import handover_counts_of
    from mining.diagnosis.diagnose import diagnose
    from mining.diagnosis.diagnose_json import diagnose_json
    from mining.diagnosis.lines import lines_of
    from mining.export.stand_ins import stand_ins_of
    from mining.process.roles import roles_of

    check_json_target(
        arguments.json, (*arguments.log, *named_files(arguments), arguments.journey, arguments.strategy)
    )
    report = terminal_report()
    loaded = load(arguments, report)
    process, project, log = _process(arguments, loaded), loaded.project, loaded.log
    analysis, _ = analyse_again(log, process, project.costs, report, None, earlier=project.earlier)
    if arguments.where is not None:
        log = matching_deals(arguments, log, analysis)
        analysis, _ = analyse_again(log, process, project.costs, report, None, earlier=project.earlier)
    everyone = np.ones(log.n_cases, dtype=bool)
    found = diagnose(analysis, log, process, project.thresholds, everyone, report)
    checked = analysis.conformance
    assert checked is not None
    names = {} if arguments.names else stand_ins_of(log)
    agreed = process if isinstance(process, SalesProcess) else None
    if arguments.json is not None:
        told = handoffs_json(log, agreed, project.areas, everyone, checked, project.leads) if agreed else []
        write_json(diagnose_json(found, checked, loaded.quarantined, told, names), arguments.json)
    if arguments.json != "-":
        counts = handover_counts_of(log, agreed, project, everyone) if agreed is not None else ()
        titles = roles_of(agreed) if agreed is not None else {}
        print("\n".join(lines_of(found, counts, titles, names)))
    return 0


def _process(arguments: argparse.Namespace, loaded: Loaded) -> ProcessModel:
    """The process in force last, with the strategy that is named."""
    process = loaded.process
    if process is None:
        raise UserError(tr("There is no documented process to check against; name one with --process FILE."))
    if arguments.strategy is None:
        return process
    from mining.process.strategy_file import with_strategy

    if not isinstance(process, SalesProcess):
        raise UserError(tr("A strategy belongs to a process that is written as stages; name one as YAML."))
    return with_strategy(process, Path(arguments.strategy))
