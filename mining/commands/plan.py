"""`lanekeeper plan`: the written change plan as tables, or as one page for every functional area."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mining.commands.calendar_argument import add_calendar
from mining.commands.destination import destination
from mining.commands.log_argument import Loaded, add_log, add_process, load, load_project, named_files
from mining.commands.reporting import terminal_report
from mining.opening import PROJECT_ENDING
from models.errors import UserError
from models.progress import Report
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

if TYPE_CHECKING:
    from mining.areas.documented import HandoverCount

NAME = "plan"
HELP = tr("write the change plan: as tables, or as one page to sign for every functional area")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    add_process(parser, versions=True)
    add_calendar(parser)
    parser.add_argument("--out", required=True, metavar="FILE", help=tr("a .xlsx, .csv or .pdf file"))
    parser.add_argument(
        "--propose",
        action="store_true",
        help=tr("where there is no plan yet, take the actions that the findings call for most"),
    )
    parser.add_argument(
        "--names", action="store_true", help=tr("write people's real names instead of stand-ins")
    )
    parser.set_defaults(journey=None)


def run(arguments: argparse.Namespace) -> int:
    """Read the project, write its plan, and return the exit code."""
    from mining.plan.write_plan import check_ending, write_plan

    out = destination(arguments.out, "--out", (*arguments.log, *named_files(arguments)))
    check_ending(out)
    report, today = terminal_report(), date.today()
    project, counts = _read(arguments, today, report)
    stand_ins = None if arguments.names else project.stand_ins
    written = write_plan(project, out, stand_ins, today, counts, report)
    for path in written.paths:
        print(tr("Wrote {file}.", file=path))
    for note in written.notes:
        print(note)
    return 0


def _read(
    arguments: argparse.Namespace, today: date, report: Report
) -> tuple[Project, tuple[HandoverCount, ...]]:
    """The project and what became of its documented hand-overs; a plan is there without any deals too."""
    from mining.privacy.people import introduced

    if len(arguments.log) == 1 and arguments.log[0].lower().endswith(PROJECT_ENDING):
        project = load_project(arguments.log, arguments, report)
        if project.log is None:
            return project, ()
    loaded = load(arguments, report)
    counts = _counts(loaded)
    project = introduced(loaded.project)
    if arguments.propose and not project.plan.actions:
        project = _proposed(replace(loaded, project=project), counts, today, report)
    return project, counts


def _counts(loaded: Loaded) -> tuple[HandoverCount, ...]:
    import numpy as np

    from mining.areas.of_project import handover_counts_of

    if not isinstance(loaded.process, SalesProcess):
        return ()
    everyone = np.ones(loaded.log.n_cases, dtype=bool)
    return handover_counts_of(loaded.log, loaded.process, loaded.project, everyone)


def _proposed(loaded: Loaded, counts: tuple[HandoverCount, ...], today: date, report: Report) -> Project:
    """The project with the actions that matter most; raises UserError where nothing stands out."""
    import numpy as np

    from mining.analysis import analyse_again
    from mining.diagnosis.diagnose import diagnose
    from mining.plan.proposals import Ground, proposals, with_proposals

    project, log, process = loaded.project, loaded.log, loaded.process
    if process is None:
        raise UserError(tr("There is no documented process to depart from; name one with --process FILE."))
    analysis, _ = analyse_again(
        log, process, project.costs, report, None, earlier=project.earlier, areas=project.areas
    )
    everyone = np.ones(log.n_cases, dtype=bool)
    found = diagnose(analysis, log, process, project.thresholds, everyone, report)
    ground = Ground(analysis, process, project.plan, today, project.stand_ins)
    taken = [one for one in proposals(ground, found, counts) if one.matters]
    if not taken:
        raise UserError(tr("Nothing stands out in these deals, so that no action is proposed."))
    return replace(project, plan=with_proposals(project.plan, taken))
