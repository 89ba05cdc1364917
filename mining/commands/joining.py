"""What `lanekeeper import` does with recipes, and with a project that is there already."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from mining.before_after.keeping import kept
from mining.commands.log_argument import DEMO
from mining.commands.reporting import terminal_report
from mining.opening import PROJECT_ENDING
from mining.privacy.people import introduced
from mining.recipes import read_recipe
from mining.sources.look import common_sheets, shape_of_export
from mining.sources.read import WrongSource
from mining.sources.source import Imported
from mining.stage_mapping import with_known_labels
from mining.updating import NothingInCommon, UpdateSummary, updated
from models.errors import UserError
from models.project import ProcessModel, Project
from models.recipe import Recipe
from models.sales_process import SalesProcess
from resources.translation import tr


def recipe(arguments: argparse.Namespace, before: Project) -> Recipe | None:
    """The recipe that is named, or else that of the project to be updated where the export has its shape."""
    if arguments.recipe is not None:
        if not arguments.recipe.strip():
            raise UserError(tr("--recipe names no file; write its name behind it."))
        return read_recipe(Path(arguments.recipe))
    known = None if arguments.replace or before.log is None else before.recipe
    if known is None or not _is_export(arguments.files):
        return None
    return known if _fits(arguments, known) else None


def joined(
    before: Project, read: Project, arguments: argparse.Namespace
) -> tuple[Project, UpdateSummary | None]:
    """The project with what was read: joined with its log, or in its place."""
    assert read.log is not None
    assert read.summary is not None
    if before.log is None or arguments.replace:
        return introduced(replace(read, stand_ins=before.stand_ins)) if before.stand_ins else read, None
    try:
        kept_before = kept(before, date.today(), terminal_report())
        project, told = updated(kept_before, Imported(read.log, read.summary, read.leads))
    except NothingInCommon as error:
        raise UserError(
            tr("{removesuffix}, or write --replace.", removesuffix=str(error).removesuffix("."))
        ) from error
    if arguments.recipe is not None:
        return replace(project, preparation=read.preparation, recipe=read.recipe), told
    return replace(project, recipe=before.recipe or read.recipe), told


def with_shape(read: Project, arguments: argparse.Namespace) -> Project:
    """The project with the shape of its export in the recipe, for the next one."""
    if read.recipe is None or not _is_export(arguments.files):
        return read
    today = datetime.now().astimezone().date().isoformat()
    return replace(read, recipe=replace(read.recipe, shape=_shape(arguments, read.recipe), made=today))


def _is_export(names: Sequence[str]) -> bool:
    return names != [DEMO] and not any(name.lower().endswith(PROJECT_ENDING) for name in names)


def _fits(arguments: argparse.Namespace, known: Recipe) -> bool:
    """Whether the export is of the kind that the recipe was made for."""
    if known.sheet and known.sheet not in common_sheets([Path(name) for name in arguments.files]):
        return False
    try:
        return known.shape == _shape(arguments, known)
    except WrongSource:
        return False


def _shape(arguments: argparse.Namespace, recipe: Recipe) -> str:
    return shape_of_export([Path(name) for name in arguments.files], recipe.source, recipe.sheet)


def labelled(process: ProcessModel | None, recipe: Recipe | None) -> ProcessModel | None:
    """The process with the labels that the recipe gives to its stages."""
    if recipe is None or not isinstance(process, SalesProcess):
        return process
    return with_known_labels(process, recipe.labels)
