"""`lanekeeper after`: what changed since a snapshot or the baseline, and what became of the plan."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from mining.commands.calendar_argument import add_calendar
from mining.commands.json_output import add_json, check_json_target, write_json
from mining.commands.log_argument import add_log, add_process, load, load_project, named_files
from mining.commands.reporting import terminal_report
from mining.number_format import NBSP
from models.analysis import Analysis
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import Project
from resources.translation import tr

if TYPE_CHECKING:
    from mining.before_after.sides import Side

NAME = "after"
HELP = tr("say what changed since a snapshot or the baseline, and what became of the plan")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_log(parser)
    add_process(parser)
    parser.add_argument("--before", metavar="NAME", help=tr("the first side: a snapshot, or 'baseline'"))
    parser.add_argument(
        "--after", metavar="NAME", help=tr("the second side: a snapshot (default: what came since)")
    )
    parser.add_argument("--names", action="store_true", help=tr("write real names instead of stand-ins"))
    add_calendar(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and print or write the result."""
    from mining.before_after.before_after_json import before_after_json
    from mining.before_after.plan_results import action_results
    from mining.before_after.sides import compared
    from mining.export.stand_ins import stand_ins_of

    check_json_target(arguments.json, (*arguments.log, *named_files(arguments)))
    report = terminal_report()
    project, analysis, log = _loaded(arguments, report)
    sides = _sides(arguments, project, log)
    found = None if sides is None else compared(project, analysis, log, *sides, report).found
    results = action_results(project, analysis, log)
    known = stand_ins_of(log, project.stand_ins) if log is not None else project.stand_ins
    names = {} if arguments.names else known
    told = before_after_json(found, results, project.snapshots, names)
    if arguments.json is not None:
        write_json(told, arguments.json)
    if arguments.json != "-":
        print("\n".join(_lines(told)))
    return 0


def _loaded(
    arguments: argparse.Namespace, report: Report
) -> tuple[Project, Analysis | None, EventLog | None]:
    """The project with its log checked; without one where there are snapshots, which need none."""
    from mining.analysis import analyse_again

    project = load_project(arguments.log, arguments, report)
    if project.log is None and project.snapshots:
        return project, None, None
    loaded = load(arguments, report)
    analysis, _ = analyse_again(
        loaded.log, loaded.process, loaded.project.costs, report, None,
        earlier=loaded.project.earlier, areas=loaded.project.areas,
    )  # fmt: skip
    return loaded.project, analysis, loaded.log


def _sides(arguments: argparse.Namespace, project: Project, log: EventLog | None) -> tuple[Side, Side] | None:
    from mining.before_after.sides import sides_after, sides_before, usual_sides

    usual = usual_sides(project, log)
    if arguments.before is None and arguments.after is None:
        return usual
    firsts = sides_before(project)
    before = usual[0] if usual and arguments.before is None else _named(firsts, arguments.before, "--before")
    seconds = sides_after(project, before, log)
    if arguments.after is not None:
        return before, _named(seconds, arguments.after, "--after")
    if not seconds:
        raise UserError(
            tr("Nothing came after {name}; import the next export into the project.", name=before.name)
        )
    return before, seconds[-1]


def _named(sides: Sequence[Side], name: str | None, option: str) -> Side:
    for side in sides:
        is_baseline = side.baseline is not None and name == "baseline"
        if side.name == name or is_baseline or (name and side.name.replace(NBSP, " ") == name):
            return side
    known = ", ".join(f"'{side.name.replace(NBSP, ' ')}'" for side in sides) or tr("none")
    raise UserError(
        tr(
            "{option} names no snapshot that can stand there ({name}); there are: {known}.",
            option=option,
            name=name,
            known=known,
        )
    )


def _lines(told: dict[str, Any]) -> Iterator[str]:
    from mining.before_after.wording import side_words

    compared = told["compared"]
    if compared is None:
        yield tr(
            "There is nothing to compare yet: import the next export into the project; its state before is then kept "
            "as a snapshot (kept so far: {kept}).",
            kept=len(told["snapshots"]),
        )
    else:
        before, after = compared["before"], compared["after"]
        yield tr(
            "{before} against {after}:",
            before=side_words(before["name"], *map(date.fromisoformat, (before["begins"], before["ends"]))),
            after=side_words(after["name"], *map(date.fromisoformat, (after["begins"], after["ends"]))),
        )
        yield compared["headline"]
        yield from compared["notes"]
        rows = [*compared["metrics"], *compared["teams"]]
        yield from (
            f"- {row['sentence']}" for row in rows if row["verdict"] in ("better", "worse", "different")
        )
    yield from (f"- {one['what'] or one['id']}: {one['sentence']}" for one in told["actions"])
