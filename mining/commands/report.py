"""`lanekeeper report`: what was found, written to be handed over, as a page, a document, slides or sheets."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mining.commands.calendar_argument import add_calendar
from mining.commands.destination import destination
from mining.commands.json_output import add_json, check_json_target, write_json
from mining.commands.log_argument import Loaded, add_journey, add_log, add_process, load, named_files
from mining.commands.reporting import terminal_report
from mining.commands.where_argument import add_where, matching_deals
from models.errors import UserError
from models.progress import Report, share_of
from models.project import Project
from models.report_template import MOST_FINDINGS, ReportTemplate
from models.sales_process import SalesProcess
from resources.translation import LANGUAGES, tr

if TYPE_CHECKING:
    from mining.report.gathered import Known

NAME = "report"
HELP = tr("write a report to hand over")


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
    parser.add_argument(
        "--out",
        metavar="FILE",
        action="append",
        default=[],
        help=tr("a .html, .pdf, .pptx or .xlsx file; several times for several"),
    )
    parser.add_argument(
        "--template",
        metavar="FILE",
        help=tr("what the report has and how it looks (.yaml); default: the project's"),
    )
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=tr("the language of the report (default: the template's)"),
    )
    parser.add_argument("--title", help=tr("the title of the report"))
    parser.add_argument("--author", help=tr("who wrote it"))
    parser.add_argument("--organisation", help=tr("whom it is about"))
    parser.add_argument("--findings", type=int, metavar="N", help=tr("so many findings at most"))
    parser.add_argument(
        "--per-rep", action="store_true", default=None, help=tr("tell reps apart (by stand-ins)")
    )
    parser.add_argument(
        "--names",
        action="store_true",
        default=None,
        help=tr("write people's real names instead of stand-ins"),
    )
    add_calendar(parser)
    add_where(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the report, write its files, and return the exit code."""
    from mining.report.in_language import made_in_language
    from mining.report.report_json import report_json
    from mining.report.write import check_out, write_reports

    if not arguments.out and arguments.json is None:
        raise UserError(tr("Name a file to write: --out FILE.html, .pdf, .pptx or .xlsx (or --json FILE)."))
    inputs = (
        *arguments.log,
        *named_files(arguments),
        arguments.journey,
        arguments.strategy,
        arguments.template,
    )
    outs = [destination(name, "--out", inputs) for name in arguments.out]
    for out in outs:
        check_out(out)
    check_json_target(arguments.json, inputs)
    given = None if arguments.template is None else _named_template(arguments.template)
    progress = terminal_report()
    loaded = load(arguments, share_of(progress, 0, 2))
    project, known = _chosen(arguments, loaded, progress)
    template = _template(arguments, given or project.report)
    rest = share_of(progress, 1, 2)
    if outs:
        report = write_reports(project, template, outs, rest, known)
    else:
        report = made_in_language(project, template, (), rest, known).report
    if arguments.json is not None:
        write_json(report_json(report), arguments.json)
    if arguments.json != "-":
        for out in outs:
            print(tr("Wrote {name}.", name=out))
        if report.names_hidden and outs:
            print(tr("People have stand-ins there; --names writes their real names."))
    return 0


def _chosen(arguments: argparse.Namespace, loaded: Loaded, progress: Report) -> tuple[Project, Known]:
    """The project as it is reported on, and what is known of its deals."""
    from mining.analysis import analyse_again
    from mining.report.gathered import Known

    project = loaded.project
    if arguments.strategy is not None:
        from mining.process.strategy_file import with_strategy

        if not isinstance(project.process, SalesProcess):
            raise UserError(
                tr("A strategy belongs to a process that is written as stages; name one as YAML.")
            )
        project = replace(project, process=with_strategy(project.process, Path(arguments.strategy)))
    if arguments.where is None:
        return project, Known(loaded.log)
    analysis, _ = analyse_again(
        loaded.log,
        project.process,
        project.costs,
        progress,
        None,
        earlier=project.earlier,
        areas=project.areas,
    )
    matching_deals(
        arguments, loaded.log, analysis
    )  # refuses a query that cannot be asked, or that nothing answers
    chosen = replace(project.filter, queries=(*project.filter.queries, arguments.where))
    return replace(project, filter=chosen), Known(loaded.log, analysis)


def _named_template(name: str) -> ReportTemplate:
    from mining.report.template_file import read_template

    if not name.strip():
        raise UserError(tr("--template names no file; write its name behind it."))
    return read_template(Path(name))


def _template(arguments: argparse.Namespace, template: ReportTemplate) -> ReportTemplate:
    """The template with what the arguments say of it."""
    if arguments.findings is not None and not 0 <= arguments.findings <= MOST_FINDINGS:
        raise UserError(
            tr(
                "--findings is {written}; it has to be from 0 to {most}.",
                written=arguments.findings,
                most=MOST_FINDINGS,
            )
        )
    said = {
        "language": arguments.language,
        "title": arguments.title,
        "author": arguments.author,
        "organisation": arguments.organisation,
        "findings": arguments.findings,
        "per_rep": arguments.per_rep,
        "with_names": arguments.names,
    }
    return replace(template, **{name: value for name, value in said.items() if value is not None})
