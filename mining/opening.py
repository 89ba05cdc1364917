"""A project from whatever files a user names: a saved project, or an export that is imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mining.privacy.people import introduced
from models.preparation import Preparation
from models.progress import Report
from models.project import Project
from models.recipe import Recipe

if TYPE_CHECKING:
    from mining.sources.source import ImportOptions

PROJECT_ENDING = ".lane"


def project_of(
    paths: Sequence[Path], options: ImportOptions, report: Report, recipe: Recipe | None = None
) -> Project:
    """Open one project file, or import the other files into a project called after the first of them.

    `options` are only for an import, and what they leave open `recipe` answers; the project keeps both as its own.
    Raises UserError where a file cannot be read, and Cancelled from `report`.
    """
    if len(paths) == 1 and paths[0].suffix.lower() == PROJECT_ENDING:
        from mining.project_file import load

        return introduced(load(paths[0]))
    from mining.recipes import completed, preparation_of, recipe_of
    from mining.sources.read import import_log

    if recipe is not None:
        options = completed(options, recipe)
    imported = import_log(paths, options, report)
    found = Project(
        paths[0].name.split(".")[0],
        imported.log,
        imported.summary,
        preparation=Preparation() if recipe is None else preparation_of(recipe),
        recipe=recipe_of(replace(options, source=imported.summary.source), before=recipe),
        leads=imported.leads,
    )
    return introduced(found)
