"""Writes a plan to the file that the ending of its name asks for: its tables, or a page for every area as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from mining.areas.documented import HandoverCount
from mining.atomic_file import write_atomically
from mining.export.write_tables import TABLE_ENDINGS, Written, write_tables
from mining.plan.area_pages import area_pages
from mining.plan.plan_tables import plan_tables
from models.errors import UserError
from models.progress import Report, silent
from models.project import Project
from resources.translation import tr

ENDINGS = (*TABLE_ENDINGS, ".pdf")


def check_ending(out: Path) -> None:
    """Raises UserError where a plan is not written as such a file."""
    if out.suffix.lower() not in ENDINGS:
        raise UserError(
            tr(
                "{file} is of no kind that a plan is written as; end it in .xlsx, .csv or .pdf.",
                file=out.name,
            )
        )


def write_plan(
    project: Project,
    out: Path,
    stand_ins: Mapping[str, str] | None,
    today: date,
    counts: Sequence[HandoverCount] = (),
    report: Report = silent,
) -> Written:
    """Write the plan of a project; people have the stand-ins given, their real names where that is None.

    Every file is complete or not there. Raises UserError where there is no plan, or a file cannot be written.
    """
    check_ending(out)
    plan = project.plan
    if not plan.actions and not plan.levels:
        raise UserError(tr("{project} has no plan yet; write one on the screen Plan.", project=project.name))
    report(0.1, tr("Writing {file}", file=out.name))
    if out.suffix.lower() == ".pdf":
        from mining.report.pdf import pdf_bytes

        write_atomically(out, pdf_bytes(area_pages(project, stand_ins, today, counts)))
        return Written((out,))
    return write_tables(
        plan_tables(project, stand_ins, counts), out, plan.title or tr("Change plan"), report=report
    )
