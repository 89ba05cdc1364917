"""A project from whatever files a user names: a saved project, or an export that is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.progress import Report
from models.project import Project

if TYPE_CHECKING:
    from mining.sources.source import ImportOptions

PROJECT_ENDING = ".lane"


def project_of(paths: Sequence[Path], options: ImportOptions, report: Report) -> Project:
    """Open one project file, or import the other files into a project called after the first of them.

    `options` are only for an import. Raises UserError where a file cannot be read, and Cancelled from `report`.
    """
    if len(paths) == 1 and paths[0].suffix.lower() == PROJECT_ENDING:
        from mining.project_file import load

        return load(paths[0])
    from mining.sources.read import import_log

    imported = import_log(paths, options, report)
    return Project(paths[0].name.split(".")[0], imported.log, imported.summary)
