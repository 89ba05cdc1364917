"""What the wizard does off its thread: looks at files, imports them, and joins them with a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mining.before_after.keeping import kept
from mining.quality.report import quality_of
from mining.recipes import completed, read_recipe, remember, remembered
from mining.sources.look import MAPPED, Look, common_sheets, likely_sheet, look
from mining.sources.read import import_log
from mining.sources.source import Imported, ImportOptions
from mining.updating import UpdateSummary, updated
from models.errors import UserError
from models.preparation import Preparation
from models.progress import Report
from models.project import Project
from models.quality import QualityReport
from models.recipe import Recipe
from resources.translation import tr

_IMPORT = 0.9
"""The import's share of the whole work."""

_KEEP, _KEPT = 0.7, 0.27
"""From where on a project's state is kept before it is updated, and how much of the work that is."""


@dataclass(frozen=True, eq=False)
class LookedAt:
    """What the files are, the recipe that fits them, and why one that was remembered cannot be used."""

    look: Look
    recipe: Recipe | None
    recipe_file: str = ""
    problem: str = ""


@dataclass(frozen=True, eq=False)
class Read:
    """An import with its quality, and where a project is updated what becomes of it."""

    imported: Imported
    quality: QualityReport
    project: Project | None = None
    update: UpdateSummary | None = None


def look_at(
    paths: Sequence[Path], options: ImportOptions, recipes: Path | None, own: Recipe | None, report: Report
) -> LookedAt:
    """Look at the files as the options say (source and sheet).

    A recipe fits where its shape is theirs: a project's `own`, or one remembered in `recipes`.
    """
    if own is not None and own.sheet and not options.sheet and own.sheet in common_sheets(paths):
        options = replace(options, sheet=own.sheet)
    seen = _with_best_sheet(paths, options, report)
    if own is not None and own.shape in ("", seen.shape) and own.source == seen.found.source:
        return LookedAt(seen, own)
    try:
        recipe = remembered(recipes, seen.shape) if recipes is not None else None
    except UserError as error:
        return LookedAt(seen, None, problem=str(error))
    if recipe is not None and recipe.sheet in seen.sheets and recipe.sheet != seen.sheet:
        seen = look(paths, completed(options, recipe), report)
    return LookedAt(seen, recipe)


def _with_best_sheet(paths: Sequence[Path], options: ImportOptions, report: Report) -> Look:
    """Look at the sheet that was chosen or, where nobody chose, at the first that can be understood."""
    seen = look(paths, options, report)
    if options.source != "auto" or options.sheet or len(seen.sheets) < 2 or _is_understood(seen):
        return seen
    title = likely_sheet(paths, seen.sheets, report)
    return look(paths, replace(options, sheet=title), report) if title else seen


def _is_understood(seen: Look) -> bool:
    """Whether nobody has to say which columns are needed."""
    if not seen.is_mapped:
        return seen.found.source not in MAPPED
    guess = seen.previews[0].guess
    return bool(guess.case and (guess.stages or (guess.activity and guess.timestamp)))


def look_with(paths: Sequence[Path], file: Path, report: Report) -> LookedAt:
    """Look at the files as the recipe of a file says; raises UserError where it is none."""
    recipe = read_recipe(file)
    return LookedAt(look(paths, completed(ImportOptions(), recipe), report), recipe, file.name)


def read(paths: Sequence[Path], options: ImportOptions, project: Project | None, report: Report) -> Read:
    """Import the files, into `project` where it is one, whose state before is kept; raises UserError and Cancelled."""
    share = _IMPORT if project is None else _KEEP
    imported = import_log(paths, options, lambda fraction, message: report(share * fraction, message))
    report(share, tr("Looking at the quality"))
    preparation = Preparation() if project is None else project.preparation
    quality = quality_of(imported.log, imported.summary, preparation, None)
    if project is None:
        return Read(imported, quality)
    before = kept(project, date.today(), lambda fraction, message: report(_KEEP + _KEPT * fraction, message))
    report(0.98, tr("Joining it with the project"))
    return Read(imported, quality, *updated(before, imported))


def remembered_with(project: Project, recipe: Recipe, recipes: Path | None) -> Project:
    """Keep the recipe for the next export; where that cannot be done the project is told so in a note."""
    if recipes is None:
        return project
    try:
        remember(recipes, recipe)
    except UserError as error:
        if project.summary is None:
            return project
        note = tr("The answers could not be kept for the next import: {error}", error=error)
        return replace(project, summary=replace(project.summary, notes=(*project.summary.notes, note)))
    return project
