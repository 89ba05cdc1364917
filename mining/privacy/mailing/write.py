"""Writes the copy that is safe to mail, as a project or as an event log."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mining.export.write import check_ending, write_log
from mining.privacy.mailing.copy import safe_copy
from models.errors import UserError
from models.mailing import Treatment
from models.progress import Report
from models.project import Project
from resources.translation import tr

_PROJECT = ".lane"


def write_mailed(project: Project, chosen: Mapping[str, Treatment], out: Path, report: Report) -> None:
    """Write it to the file that the ending asks for: a project (.lane), or its log (.xes, .xes.gz, .csv, .parquet).

    The file is made anew, so that no page of an older one is left in it, and is complete or not there. Raises UserError
    where there is no log, the ending is of no such kind, a name is left or the file cannot be written.
    """
    is_project = out.suffix.lower() == _PROJECT
    if not is_project:
        check_ending(out)
    if project.log is None:
        raise UserError(tr("There is no deal yet to mail; import an export first."))
    report(0.0, tr("Taking out names"))
    copy = safe_copy(project, chosen)
    report(0.5, tr("Writing {name}", name=out.name))
    if is_project:
        from mining.project_file import save_anew

        save_anew(copy, out)
    else:
        assert copy.log is not None
        write_log(copy.log, out, real_names=True, report=report)
    report(1.0, tr("Written"))
