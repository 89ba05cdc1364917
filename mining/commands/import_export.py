"""`lanekeeper import`: reads an export into a project file and says what it could not read."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mining.commands.destination import destination
from mining.commands.json_output import add_json, check_json_target, write_json
from mining.commands.log_argument import (
    add_import_options,
    add_process,
    load_project,
    named_process,
)
from mining.commands.reporting import terminal_report
from mining.number_format import number
from mining.opening import PROJECT_ENDING
from mining.sources.values.words import counted
from models.errors import UserError
from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.project import Project
from models.quality import Fault, QualityReport
from resources.translation import tr, tr_n

if TYPE_CHECKING:
    from mining.updating import UpdateSummary

NAME = "import"
HELP = tr("read a CRM export into a project")
_LISTED = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=tr("the export: one file, several, or a folder")
    )
    parser.add_argument("--out", required=True, metavar=f"P{PROJECT_ENDING}", help=tr("the project to write"))
    add_import_options(parser)
    parser.add_argument(
        "--recipe", metavar="FILE", help=tr("answers saved from an import; what is said here goes first")
    )
    parser.add_argument(
        "--save-recipe", metavar="FILE", help=tr("save the answers of this import for the next export")
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help=tr("replace the log of an existing project, instead of updating it"),
    )
    add_process(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Import, save the project, print the summary, and return the exit code."""
    from mining.commands import joining
    from mining.project_file import load, save
    from mining.quality.quality_json import quality_of_project
    from mining.quality.report import quality_of
    from mining.recipes import write_recipe

    out = destination(arguments.out, "--out")
    inputs = (*arguments.files, arguments.process, arguments.recipe)
    check_json_target(arguments.json, (*inputs, arguments.out))
    keep = arguments.save_recipe and destination(
        arguments.save_recipe, "--save-recipe", (*inputs, arguments.out)
    )
    if out.suffix.lower() != PROJECT_ENDING:
        raise UserError(
            tr(
                "{name} is not the name of a project; end it in {project_ending}.",
                name=out.name,
                project_ending=PROJECT_ENDING,
            )
        )
    process = named_process(arguments.process, arguments.pool)
    before = load(out) if out.exists() and out.stat().st_size else Project("")
    recipe = joining.recipe(arguments, before)
    read = load_project(arguments.files, arguments, terminal_report(), recipe)
    if read.log is None or read.summary is None:
        raise UserError(
            tr("The project {files} has no log to import; name an export.", files=arguments.files[0])
        )
    read = joining.with_shape(read, arguments)
    project, told = joining.joined(before, read, arguments)
    process = joining.labelled(process or read.process or before.process, recipe)
    project = replace(project, name=out.stem, process=process, notes=read.notes or before.notes)
    save(project, out)
    if keep and project.recipe is not None:
        write_recipe(project.recipe, keep)
    log, summary = project.log, project.summary
    assert log is not None
    assert summary is not None
    quality = quality_of(log, summary, project.preparation, project.process)
    if arguments.json is not None:
        write_json(_as_json(log, summary, told) | {"quality": quality_of_project(project)}, arguments.json)
    if arguments.json != "-":
        _print(log, summary, out)
        _print_quality(quality)
    return 0


def _as_json(log: EventLog, summary: ImportSummary, told: UpdateSummary | None) -> dict[str, Any]:
    counts = (
        {"new": told.new, "changed": told.changed, "unchanged": told.unchanged, "missing": told.missing}
        if told
        else None
    )
    return {
        "format": "lanekeeper.import/1",
        "source": summary.source,
        "files": list(summary.files),
        "rows": summary.rows,
        "cases": log.n_cases,
        "events": log.n_events,
        "activities": sorted(log.activity.labels),
        "quarantined": len(summary.quarantined),
        "reasons": summary.reasons,
        "rows_set_aside": [{"file": q.file, "line": q.line, "reason": q.reason} for q in summary.quarantined],
        "notes": list(summary.notes),
        "update": counts,
    }


def _print(log: EventLog, summary: ImportSummary, out: Path) -> None:
    deals, events = counted(log.n_cases, "deal"), counted(log.n_events, "event")
    print(
        tr(
            "{deals} with {events} from {rows} ({source}) -> {out}",
            deals=deals,
            events=events,
            rows=counted(summary.rows, "row"),
            source=summary.source,
            out=out,
        )
    )
    if summary.quarantined:
        aside = len(summary.quarantined)
        print(tr_n("{rows} was set aside:", "{rows} were set aside:", aside, rows=counted(aside, "row")))
    for reason, count in list(summary.reasons.items())[:_LISTED]:
        first = next(q for q in summary.quarantined if q.reason == reason)
        print(
            tr(
                "- {count}: {reason} (first: {file}, line {line})",
                count=number(count),
                reason=reason,
                file=first.file,
                line=first.line,
            )
        )
    for note in summary.notes:
        print(note)


def _print_quality(quality: QualityReport) -> None:
    """What was found besides the rows set aside, and what a list of deals always has: open ones."""
    told = (Fault.QUARANTINED, Fault.OPEN_DEALS)
    found = [check.sentence for check in quality.checks if check.count and check.fault not in told]
    if found:
        print(tr("Worth knowing about these data:"))
    for sentence in found:
        print(f"- {sentence}")
