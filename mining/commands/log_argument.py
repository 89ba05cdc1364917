"""The LOG and --process arguments that several commands share: a project, an export, a folder, or the demo."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mining.commands.calendar_argument import calendar_choice
from mining.commands.preparing import add_preparation, preparation_of
from mining.opening import PROJECT_ENDING, project_of
from mining.preparation import prepared_log
from mining.sources.files.bounded import is_there
from models.column_mapping import ROLES, ColumnMapping
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel, Project
from models.recipe import Recipe
from models.sales_process import SalesProcess
from resources.translation import tr

if TYPE_CHECKING:
    from mining.sources.source import ImportOptions

DEMO = "demo"
_STAGES = "stages"
_NO_OPTIONS = argparse.Namespace(
    source="auto", map=None, timezone="UTC", day_first=None, sheet="", object_type=""
)


@dataclass(frozen=True)
class Loaded:
    """A log as it is prepared, the documented process that came with it or was named, and rows set aside.

    `process` is the version in force last. `project` has all that was read, with the process and the preparation
    in force.
    """

    log: EventLog
    process: ProcessModel | None
    quarantined: int
    project: Project


def add_log(parser: argparse.ArgumentParser, several: bool = True) -> None:
    """Add the LOG argument and the options for reading it."""
    text = tr(
        "a project ({project_ending}), an export (one file, several or a folder), or '{demo}'",
        project_ending=PROJECT_ENDING,
        demo=DEMO,
    )
    parser.add_argument("log", nargs="+" if several else 1, metavar="LOG", help=text)
    add_import_options(parser)
    parser.add_argument(
        "--only", metavar="NAMES", help=tr("check only activities called so, with * for anything: 'A_*,O_*'")
    )
    add_preparation(parser)


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """Add what a user can say about how an export is written."""
    parser.add_argument(
        "--source",
        default="auto",
        help=tr(
            "auto, close, copper, dynamics, hubspot, odoo, oracle, pipedrive, salesforce, suitecrm, "
            "zoho, lanekeeper, ocel, xes, wide or table (default: auto)"
        ),
    )
    parser.add_argument(
        "--map",
        metavar="ROLE=COLUMN,...",
        help=tr(
            "which column is what; the roles are {roles}; stages=A|B|C where every stage has a column",
            roles=", ".join(ROLES),
        ),
    )
    parser.add_argument("--timezone", default="UTC", help=tr("the zone of times without one (default: UTC)"))
    parser.add_argument("--sheet", default="", metavar="NAME", help=tr("the sheet of a workbook to read"))
    parser.add_argument(
        "--object-type", default="", metavar="NAME", help=tr("which objects of an OCEL log are the deals")
    )
    order = parser.add_mutually_exclusive_group()
    order.add_argument(
        "--dayfirst", dest="day_first", action="store_true", default=None, help=tr("03/04 is 3 April")
    )
    order.add_argument("--monthfirst", dest="day_first", action="store_false", help=tr("03/04 is 4 March"))


def add_process(parser: argparse.ArgumentParser, versions: bool = False) -> None:
    """Add the --process option, which can be there once a version where there may be `versions`."""
    more = tr("; several times for its versions, each with its days") if versions else ""
    parser.add_argument(
        "--process",
        metavar="FILE",
        action="append" if versions else "store",
        help=tr(
            "the documented process (.yaml, .bpmn, .pnml) or a list of stages (.xlsx, .csv); "
            "default: the project's"
        )
        + more,
    )
    parser.add_argument(
        "--pool", metavar="NAME", help=tr("of a .bpmn file with several pools, the one to take")
    )


def add_journey(parser: argparse.ArgumentParser) -> None:
    """Add the --journey option."""
    parser.add_argument(
        "--journey",
        metavar="FILE",
        help=tr("the buyer's journey (.yaml) to put in the place of the process's own"),
    )


def load(arguments: argparse.Namespace, report: Report) -> Loaded:
    """Read the log and the process that the arguments name; raises UserError where either cannot be read."""
    project = load_project(arguments.log, arguments, report)
    if project.log is None:
        raise UserError(
            tr("The project {log} has no log yet; import an export into it first.", log=arguments.log[0])
        )
    process, earlier = _versions(project, arguments)
    process = _with_journey(arguments, process, project)
    project = replace(
        project,
        process=process,
        earlier=earlier,
        preparation=preparation_of(arguments, project.preparation),
        calendar=calendar_choice(arguments, project.calendar, process),
    )
    log = prepared_log(project)
    if not log.n_cases:
        raise UserError(tr("No deal is left of what is chosen; leave out less, or choose other pipelines."))
    if arguments.only is not None:
        log = _only(log, arguments.only)
    return Loaded(log, project.process, len(project.summary.quarantined) if project.summary else 0, project)


def _versions(
    project: Project, arguments: argparse.Namespace
) -> tuple[ProcessModel | None, tuple[SalesProcess, ...]]:
    """The process in force last and the versions before it: those that are named, else those of the project."""
    names = named_files(arguments)
    if not names:
        return project.process, project.earlier
    if len(names) == 1:
        return named_process(names[0], arguments.pool), ()
    from mining.process.versions import in_order

    versions = []
    for name in names:
        process = named_process(name, arguments.pool)
        if not isinstance(process, SalesProcess):
            raise UserError(
                tr(
                    "{name} does not say from when it is in force: of several processes, each must be YAML.",
                    name=name,
                )
            )
        versions.append(process)
    *earlier, last = in_order(versions)
    return last, tuple(earlier)


def named_files(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The files that --process names."""
    named: str | list[str] | None = arguments.process
    return () if named is None else (named,) if isinstance(named, str) else tuple(named)


def load_project(
    names: Sequence[str], arguments: argparse.Namespace, report: Report, recipe: Recipe | None = None
) -> Project:
    """The project that a LOG argument stands for; what the arguments leave open of an export `recipe` answers."""
    if not all(name.strip() for name in names):
        raise UserError(tr("One of the names is empty; name a file, a folder or '{demo}'.", demo=DEMO))
    paths = [Path(name) for name in names]
    if names == [DEMO] and not paths[0].exists():
        from mining.demo.project import demo_project

        _refuse_import_options(arguments, tr("The demo"))
        return demo_project(report)
    if len(paths) == 1 and paths[0].suffix.lower() == PROJECT_ENDING:
        if not is_there(paths[0]):
            raise UserError(tr("There is no file {paths}; check the name.", paths=paths[0]))
        _refuse_import_options(arguments, paths[0].name)
    return project_of(paths, import_options(arguments), report, recipe)


def import_options(arguments: argparse.Namespace) -> ImportOptions:
    """What the arguments say about how an export is written; raises UserError where --map cannot be read."""
    from mining.sources.source import ImportOptions

    mapping = _mapping(arguments.map)
    if mapping is not None:
        mapping = replace(mapping, day_first=arguments.day_first, timezone=arguments.timezone)
    return ImportOptions(
        arguments.source,
        mapping,
        arguments.timezone,
        arguments.day_first,
        arguments.sheet,
        arguments.object_type,
    )


def _refuse_import_options(arguments: argparse.Namespace, what: str) -> None:
    """An option that would have no effect is an error, so that nobody trusts in it."""
    if import_options(arguments) != import_options(_NO_OPTIONS):
        raise UserError(
            tr(
                "{what} is not imported anew, so --source, --map, --timezone and the like have no "
                "effect; leave them out, or name the export instead.",
                what=what,
            )
        )


def named_process(name: str | None, pool: str | None = None) -> ProcessModel | None:
    """The process of a file (of a BPMN file with several pools the one in `pool`), None where no file is named."""
    if name is None:
        return None
    if not name.strip():
        raise UserError(tr("--process names no file; write its name behind it."))
    from mining.process.read import read_process

    return read_process(Path(name), pool)


def _with_journey(
    arguments: argparse.Namespace, process: ProcessModel | None, project: Project
) -> ProcessModel | None:
    """The process with the journey that is named, where one is; a net has to be told in stages for that."""
    name = getattr(arguments, "journey", None)
    if name is None:
        return process
    if not name.strip():
        raise UserError(tr("--journey names no file; write its name behind it."))
    if process is None:
        raise UserError(tr("There is no documented process for the journey; name one with --process FILE."))
    from mining.process.as_stages import as_stages
    from mining.process.journey_file import read_journey, with_journey

    return with_journey(as_stages(process, project.log), read_journey(Path(name)))


def _mapping(text: str | None) -> ColumnMapping | None:
    """Read `case=Deal,activity=Stage`: everything up to the next `,role=` is the column's name."""
    if text is None:
        return None
    columns: dict[str, str] = {}
    last = ""
    for part in text.split(","):
        role, sign, column = part.partition("=")
        if sign and role.strip() in (*ROLES, _STAGES):
            last = role.strip()
            if last in columns:
                raise UserError(tr("--map names the {last} twice; keep one of them.", last=last))
            columns[last] = column.strip()
        elif last:
            columns[last] += f",{part}"
        else:
            raise UserError(
                tr(
                    "--map cannot be read at '{part}'; write role=column, the roles are {roles}.",
                    part=part,
                    roles=", ".join(ROLES),
                )
            )
    stages = tuple(name.strip() for name in columns.pop(_STAGES, "").split("|") if name.strip())
    return ColumnMapping(**columns, stages=stages)  # type: ignore[arg-type]  # the roles are the names of text fields


def _only(log: EventLog, names: str) -> EventLog:
    patterns = [pattern.strip() for pattern in names.split(",")]
    wanted = [
        label for label in log.activity.labels if any(fnmatchcase(label, pattern) for pattern in patterns)
    ]
    if not wanted:
        raise UserError(
            tr(
                "No activity of the log is called {names}; it has {labels}.",
                names=names,
                labels=", ".join(log.activity.labels[:12]),
            )
        )
    kept = log.keep_events(log.activity.is_any_of(wanted))
    return kept.keep_cases(np.diff(kept.case_start) > 0)
